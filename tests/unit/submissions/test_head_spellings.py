"""Labels, form numbers, names and periods as people write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.trial import COMMUNE, row_form

from pipelines.submissions.book.book import Sheet
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.recognise.head.titles import title_periods, titles_of
from pipelines.submissions.value.head_labels import printed_number, read_label
from pipelines.submissions.value.periods import find_code, period_code

Reader = Callable[..., Any]
PERIODS = ("2026-10", "2026-11", "2026-Q4", "2026-H1", "2026-9M", "2026", "S2014", "S2026-Q4", "S2026")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[(text, "2026-10") for text in ("T10/2026", "Tháng 10-2026", "10.2026", "10/2026", "th10/2026", "T.10/2026")],
        *[
            (text, "2026-10")
            for text in ("thang 10 nam 2026", "Tháng mười năm 2026", "2026-10", "2026/10", "THÁNG 10/2026")
        ],
        *[(text, "2026-Q4") for text in ("quý IV năm 2026", "quý IV/2026", "Quy 4/2026", "Q4/2026", "Quí tư năm 2026")],
        *[
            (text, "2026-H1")
            for text in ("6T đầu năm 2026", "6 tháng đầu năm 2026", "sau thang dau nam 2026", "H1/2026")
        ],
        *[(text, "2026-9M") for text in ("9 tháng năm 2026", "9T/2026", "9 thang dau nam 2026")],
        *[(text, "2026") for text in ("năm 2026", "Cả năm 2026", "12 tháng năm 2026", "2026", "nam 2026")],
        *[(text, None) for text in ("2021-2025", "giai đoạn 2021–2025", "10T/2026", "tháng mười", "quý V/2026", "")],
    ],
)
def test_one_function_reads_every_spelling_of_a_period(text: str, code: str | None) -> None:
    assert find_code(text, PERIODS) == code


def test_the_statistical_calendar_is_taken_where_only_it_has_the_period() -> None:
    assert find_code("2014", PERIODS) == find_code("năm 2014", PERIODS) == "S2014"
    assert find_code("S2026", PERIODS) == find_code("s2026", PERIODS) == "S2026"
    assert find_code("S2026-Q4", PERIODS) == "S2026-Q4"
    assert period_code("quý IV/2026", "stat") == "S2026-Q4"


@pytest.mark.parametrize(
    ("text", "printed", "is_coded"),
    [
        ("Biểu 02CS-KHCN", "Biểu 02CS-KHCN", True),
        ("Biểu 07/TKTH-KHCN-ĐP", "Biểu 07/TKTH-KHCN-ĐP", True),
        ("Phụ lục 02: Biểu 04/GDNN-CS", "Phụ lục 02: Biểu 04/GDNN-CS", True),
        ("Phụ lục: Biểu 03/ABC-CS", "Phụ lục: Biểu 03/ABC-CS", True),
        ("Biểu 02CS-ABC\n25/2015/TT-XYZ", "Biểu 02CS-ABC", True),
        ("bieu 02cs-khcn", "bieu 02cs-khcn", True),
        ("Mẫu số 01", "Mẫu số 01", False),
        ("Biểu mẫu số 3a", "Biểu mẫu số 3a", False),
        ("Phụ lục II", "Phụ lục II", False),
    ],
)
def test_form_numbers_as_ministries_print_them(text: str, printed: str, is_coded: bool) -> None:
    found = printed_number(text)
    assert found is not None and (found.text, found.is_coded) == (printed, is_coded)


@pytest.mark.parametrize(
    "text", ["Biểu số liệu", "Biểu tổng hợp", "Mẫu thử nghiệm", "Phụ lục kèm theo", "Biểu đồ 1", "Mẫu 12%"]
)
def test_other_words_are_no_form_number(text: str) -> None:
    assert printed_number(text) is None and read_label(text) is None


@pytest.mark.parametrize("number", ["Biểu 02CS-KHCN", "Biểu 07/TKTH-KHCN-ĐP", "Mẫu số 01", "Biểu mẫu số 3a"])
def test_a_refusal_quotes_the_printed_number(read_form: Reader, number: str) -> None:
    rows = {f"B{row}": f"Việc khác {row}" for row in range(8, 13)} | {f"C{row}": None for row in range(9, 13)}
    found = read_form(row_form(A1=number, **rows)).row
    assert (found["outcome"], found["reason_code"]) == ("refused", "form_unknown")
    assert f"“{number}”" in found["message_vi"]


def test_another_bodys_number_over_our_layout_waits_and_a_template_number_does_not(read_form: Reader) -> None:
    other = read_form(row_form(E9=5, A1="Biểu 02CS-KHCN")).row
    assert (other["outcome"], other["reason_code"]) == ("waiting", "number_differs")
    assert read_form(row_form(E9=5, A1="Mẫu số 01")).row["outcome"] == "read"


@pytest.mark.parametrize(
    "number", ["Biểu TRIAL-01", "BIỂU MẪU: TRIAL-01", "Bieu so: TRIAL-01", "Mẫu biểu số: TRIAL-01"]
)
def test_a_declared_number_is_found_behind_other_words(read_form: Reader, number: str) -> None:
    assert read_form(row_form(E9=5, A1=number)).row["form_code"] == "TRIAL-01"


@pytest.mark.parametrize(
    "line",
    [
        *("Kỳ BC: T10/2026", "Kỳ: tháng 10-2026", "Ky bao cao: thang 10 nam 2026", "(Kỳ báo cáo: 10.2026)"),
        *("Thời gian báo cáo: Tháng 10/2026", "KỲ BÁO CÁO THÁNG 10 NĂM 2026"),
    ],
)
def test_the_period_behind_other_labels(read_form: Reader, line: str) -> None:
    found = read_form(row_form(E9=5, A4=line))
    assert (found.row["outcome"], found.row["period_code"]) == ("read", "2026-10")
    assert found.cells["A4"] == ("context", "identity")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Đơn vị: triệu đồng", "unit"),
        ("Đơn vị nhận báo cáo: Sở Khoa học và Công nghệ", None),
        ("Tên đơn vị", None),  # heads a column of a list
        ("Kỳ báo cáo trước: Tháng 9 năm 2026", None),
        ("Kỳ sau", None),
        ("Đơn vị BC: UBND xã Ngọc Đường", "reporter"),
    ],
)
def test_labels_and_what_only_looks_like_one(line: str, kind: str | None) -> None:
    found = read_label(line)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    "name",
    [
        *("Ngọc Đường", "Ngoc Duong", "UBND Ngọc Đường", "XÃ NGỌC ĐƯỜNG", "Ủy ban xã Ngọc Đường", "ngoc duong"),
        *("xã Ngọc Đường, thành phố Hà Giang", "UBND xã Ngọc Đường - tỉnh Tuyên Quang", "xã Ngọc Đường tỉnh Hà Giang"),
        "UBND xã Ngọc Đường (TP Hà Giang cũ)",
    ],
)
def test_a_commune_is_known_in_every_spelling_with_one_reading(read_form: Reader, name: str) -> None:
    found = read_form(row_form(E9=5, E1=f"Đơn vị báo cáo: {name}")).row
    assert (found["outcome"], found["reporter_code"]) == ("read", COMMUNE)


@pytest.mark.parametrize("gap", ["\n", "\r\n", " \n\n", "\n \n\n"])
def test_the_answer_may_stand_below_blank_lines_of_its_cell(read_form: Reader, gap: str) -> None:
    found = read_form(row_form(E9=5, E1=f"\nĐơn vị báo cáo:{gap}UBND xã Ngọc Đường")).row
    assert (found["outcome"], found["reporter_code"]) == ("read", COMMUNE)


@pytest.mark.parametrize("label", ["Đơn vị báo cáo", "Kỳ báo cáo"])
def test_a_labelled_line_below_a_title_is_no_part_of_it(label: str) -> None:
    answer = "UBND xã Ngọc Đường, tháng 9 năm 2026"
    sheet = Sheet(1, "a", "visible", {1: {1: "BÁO CÁO ĐỔI MỚI SÁNG TẠO CẤP XÃ"}, 2: {1: f"{label}: {answer}"}})
    assert [title.text for title in titles_of(sheet)] == ["BÁO CÁO ĐỔI MỚI SÁNG TẠO CẤP XÃ", f"{label}: {answer}"]
    sheet.rows[2] = {1: "tháng 9 năm 2026"}
    assert title_periods(list(titles_of(sheet))) == {"2026-09"}


@pytest.mark.parametrize("name", ["xã Ngọc Đường, huyện Hàm Yên", "phường Ngọc Đường", "thôn Ngọc Đường"])
def test_a_name_with_another_place_or_kind_is_not_read(read_form: Reader, name: str) -> None:
    assert read_form(row_form(E9=5, E1=f"Đơn vị báo cáo: {name}")).row["reason_code"] == "reporter_unknown"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("UBND xã Minh Tân, huyện Vị Xuyên", {"C00919"}),
        ("Sở Tài chính", {"D08-STC", "D63-02-STC", "D63-08-STC"}),  # the day decides
        ("So Tai chinh tinh Tuyen Quang", {"D08-STC", "D63-08-STC"}),
        ("xã Phong Quang, huyện Vị Xuyên", {"C00691"}),
        ("xã Phong Quang, huyện Hàm Yên", set[str]()),
    ],
)
def test_places_behind_a_name_choose_among_its_readings(layouts: Layouts, text: str, codes: set[str]) -> None:
    assert layouts.reporter_codes(text) == codes


@pytest.mark.parametrize(
    ("line", "mode"),
    [
        ("Loai bao cao: Bo sung, dieu chinh", "partial"),
        ("Loai bao cao: Day du", "full"),
        ("De nghi rut bao cao", "withdrawal"),
    ],
)
def test_the_kind_of_report_without_diacritics(read_form: Reader, line: str, mode: str) -> None:
    assert read_form(row_form(E9=5, A2=line)).row["mode"] == mode
