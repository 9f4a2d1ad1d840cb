"""What a form says of its period and office, and what contradicts it: bad ones that wait, good ones that are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.trial import COMMUNE, row_form, write

from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.recognise.head.titles import are_compatible
from pipelines.submissions.recognise.identify import Hints, StatedIdentity, find_period

from .conftest import read_with

Reader = Callable[..., Any]

TITLES_OF_ANOTHER_PERIOD = [
    "BÁO CÁO TÌNH HÌNH CHUYỂN ĐỔI SỐ THÁNG 9 NĂM 2026",
    "Báo cáo kết quả chuyển đổi số quý III năm 2026",
    "TÌNH HÌNH KHỞI NGHIỆP, ĐỔI MỚI SÁNG TẠO NĂM 2025",
    "Báo cáo tháng 10/2025",
    "Bao cao tinh hinh khoi nghiep thang 9 nam 2026",
    "BÁO CÁO\nTÌNH HÌNH KHỞI NGHIỆP THÁNG 9 NĂM 2026",
    "(Tháng 9 năm 2026)",
    "Căn cứ: Chỉ thị về chuyển đổi số\nTÌNH HÌNH KHỞI NGHIỆP TRÊN ĐỊA BÀN NĂM 2025",
    "KẾT QUẢ 9 THÁNG ĐẦU NĂM 2026",
    "Tổng hợp 6 tháng đầu năm 2026 so với cùng kỳ năm 2025",
    "BÁO CÁO CHUYỂN ĐỔI SỐ NĂM 2025 CỦA XÃ",
    "BÁO CÁO CHUYỂN ĐỔI SỐ THÁNG 9 NĂM 2026 CỦA XÃ NGỌC ĐƯỜNG",
    "BÁO CÁO CHUYỂN ĐỔI SỐ THÁNG 9 NĂM 2026 - XÃ NGỌC ĐƯỜNG",
    "BÁO CÁO CHUYỂN ĐỔI SỐ THÁNG 9 NĂM 2026 (LẦN 2)",
    "Báo cáo chuyển đổi số tháng 9 năm 2026 (số liệu chính thức)",
    "BÁO CÁO THÁNG 9 NĂM 2026 VỀ CHUYỂN ĐỔI SỐ",
    "BÁO CÁO KẾT QUẢ THÁNG 9 NĂM 2026 VÀ PHƯƠNG HƯỚNG, NHIỆM VỤ THÁNG 10 NĂM 2026",
]
TITLES_THAT_AGREE = [
    "BÁO CÁO TÌNH HÌNH CHUYỂN ĐỔI SỐ THÁNG 10 NĂM 2026",
    "Báo cáo quý IV năm 2026",  # October lies in it
    "BÁO CÁO NĂM 2026",
    "Báo cáo tháng 10 năm 2026 so với cùng kỳ năm 2025",
    "BÁO CÁO NĂM 2026 SO VỚI NĂM 2025",
    "Kết quả thực hiện giai đoạn 2021–2025",
    "Kết quả thực hiện từ năm 2021 đến năm 2025",
    "Thông tư 15/2014/TT-BKHCN ngày 13 tháng 6 năm 2014",
    "Nghị quyết số 57-NQ/TW năm 2024",
    "BÁO CÁO KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT SỐ 57-NQ/TW NĂM 2024",
    "BÁO CÁO KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT\nSỐ 57-NQ/TW NĂM 2024",
    "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/02/2025)",
    "Căn cứ Nghị quyết số 57-NQ/TW\nnăm 2024",
    "THỰC HIỆN NGHỊ QUYẾT CỦA BỘ CHÍNH TRỊ\nSỐ 57-NQ/TW NĂM 2024",
    "Biểu ban hành năm 2024",
    "Mẫu biểu năm 2024",
    "KẾT QUẢ THỰC HIỆN KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2025",
    "Ngọc Đường, ngày 20 tháng 9 năm 2025",
    "Danh sách hợp tác xã thành lập trước năm 2020",
    "BÁO CÁO TÌNH HÌNH THÁNG 10 VÀ KẾ HOẠCH THÁNG 11 NĂM 2026",
    "BÁO CÁO KẾT QUẢ THÁNG 10, PHƯƠNG HƯỚNG NHIỆM VỤ THÁNG 11 NĂM 2026",
    "BÁO CÁO KẾT QUẢ THÁNG 10 NĂM 2026 VÀ NHIỆM VỤ TRỌNG TÂM THÁNG 11/2026",
    "TỔNG HỢP SỐ LIỆU THEO LUẬT KHOA HỌC, CÔNG NGHỆ VÀ ĐỔI MỚI SÁNG TẠO NĂM 2025",
    "SỐ LIỆU LẤY TỪ TỔNG ĐIỀU TRA DÂN SỐ VÀ NHÀ Ở NĂM 2019",
    "DANH SÁCH CHỈ TIÊU TÍNH THEO GIÁ SO SÁNH NĂM 2010",
]


@pytest.mark.parametrize("title", TITLES_OF_ANOTHER_PERIOD)
def test_a_title_of_another_period_makes_the_file_wait(read_form: Reader, title: str) -> None:
    found = read_form(row_form(E9=5, A3=title)).row
    assert (found["outcome"], found["reason_code"]) == ("waiting", "title_period_differs")
    assert "Tháng 10 năm 2026" in found["message_vi"]


@pytest.mark.parametrize("title", TITLES_THAT_AGREE)
def test_a_year_that_is_not_the_reports_own_makes_nothing_wait(read_form: Reader, title: str) -> None:
    found = read_form(row_form(E9=5, A3=title)).row
    assert (found["outcome"], found["period_code"]) == ("read", "2026-10")


def test_the_title_gives_the_period_where_nothing_else_on_the_sheet_does(read_form: Reader) -> None:
    form = row_form(E9=5, A3="BÁO CÁO TÌNH HÌNH KHỞI NGHIỆP THÁNG 10 NĂM 2026", A4=None)
    assert read_form(form).row["period_code"] == "2026-10"
    # the file's name contradicts nothing, what was stated at receipt does
    named = read_form(form, name="08_TRIAL-01_2026-09_C00700.xlsx").row
    assert (named["outcome"], named["period_code"]) == ("read", "2026-10")
    stated = read_form(form, period="2026-11").row
    assert (stated["outcome"], stated["reason_code"]) == ("waiting", "stated_period_differs")
    assert "Tháng 10 năm 2026" in stated["message_vi"] and "Tháng 11 năm 2026" in stated["message_vi"]


@pytest.mark.parametrize(("stated", "outcome"), [("2026-10", "read"), ("2026-Q4", "read"), ("2026-09", "waiting")])
def test_a_stated_period_must_not_contradict_the_printed_one(read_form: Reader, stated: str, outcome: str) -> None:
    assert read_form(row_form(E9=5), period=stated).row["outcome"] == outcome


def test_a_stated_period_is_taken_in_the_forms_calendar(layouts: Layouts) -> None:
    quarterly = layouts.versions("NHNN-01")[-1]  # statistical
    found = find_period(layouts, quarterly, StatedIdentity(), Hints(period="2026-Q4"))
    assert found.period is not None and (found.period.code, found.problem) == ("S2026-Q4", None)


@pytest.mark.parametrize(
    ("code", "other", "is_compatible"),
    [
        ("2026-10", "2026-Q4", True),
        ("2026-10", "2026-Q3", False),
        ("2026", "2026-10", True),
        ("2025", "2026-10", False),
        ("S2014", "2014", True),
        ("2026-H1", "2026-9M", False),  # two cumulative reports
        ("2026-H1", "2026-H2", False),
        ("2026-09", "2026-9M", True),
    ],
)
def test_periods_agree_when_one_lies_in_the_other(code: str, other: str, is_compatible: bool) -> None:
    assert are_compatible(code, other) == are_compatible(other, code) == is_compatible


def test_a_heading_names_the_reporter_where_no_cell_does(read_form: Reader) -> None:
    found = read_form(row_form(E9=5, E1=None, A2="ỦY BAN NHÂN DÂN XÃ NGỌC ĐƯỜNG")).row
    assert (found["outcome"], found["reporter_code"]) == ("read", COMMUNE)
    titled = read_form(row_form(E9=5, E1=None, A3="TÌNH HÌNH KHỞI NGHIỆP TRÊN ĐỊA BÀN XÃ NGỌC ĐƯỜNG")).row
    assert titled["reporter_code"] == COMMUNE


@pytest.mark.parametrize("heading", ["UBND XÃ PHÚ LINH", "TÌNH HÌNH KHỞI NGHIỆP TRÊN ĐỊA BÀN XÃ PHÚ LINH"])
def test_a_heading_of_another_commune_makes_the_file_wait(read_form: Reader, heading: str) -> None:
    found = read_form(row_form(E9=5, A2=heading)).row
    assert (found["outcome"], found["reason_code"]) == ("waiting", "heading_differs")
    assert "C00706" in found["message_vi"] and COMMUNE in found["message_vi"]


@pytest.mark.parametrize(
    "line",
    [
        "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG",
        "Đơn vị nhận báo cáo: Sở Khoa học và Công nghệ tỉnh Tuyên Quang",
        "Kính gửi: UBND xã Phú Linh",
        "TÌNH HÌNH KHỞI NGHIỆP TRÊN ĐỊA BÀN XÃ, PHƯỜNG",
        "UBND XÃ NGỌC ĐƯỜNG",
    ],
)
def test_offices_above_or_beside_the_reporter_contradict_nothing(read_form: Reader, line: str) -> None:
    assert read_form(row_form(E9=5, A2=line)).row["outcome"] == "read"


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("UBND xã Phong Quang", COMMUNE, "name_code_differ"),  # until July 2025, now part of Hà Giang 2 (C00691)
        ("UBND xã Phú Linh", COMMUNE, "name_code_differ"),  # C00706
        ("UBND xã Không Có", COMMUNE, "name_code_differ"),
        ("UBND xã Phong Quang", None, "reporter_former"),
        ("UBND xã Ngọc Đường", "C99999", "name_code_differ"),  # the form of our codes, but nobody's
    ],
)
def test_a_name_that_is_not_the_codes_makes_the_file_wait(
    read_form: Reader, name: str, code: str | None, reason: str
) -> None:
    printed = f"Mã đơn vị: {code}" if code else None
    found = read_form(row_form(E9=5, E1=f"Đơn vị báo cáo: {name}", E2=printed)).row
    assert (found["outcome"], found["reason_code"]) == ("waiting", reason)
    assert name in found["message_vi"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UBND xã Phong Quang", "C00691"),  # the successor's code
        ("UBND xã Ngọc Đưòng", COMMUNE),  # a slip of one letter
        ("Phòng Văn hóa - Xã hội xã Ngọc Đường", COMMUNE),
        ("………………", COMMUNE),
        ("UBND xã Ngọc Đường", "H60.72.31"),  # of another list of codes
        ("UBND xã Ngọc Đường", "00700"),
        ("xã Ngọc Đường, thành phố Hà Giang", COMMUNE),
    ],
)
def test_a_name_that_may_be_the_codes_is_read(read_form: Reader, name: str, code: str) -> None:
    found = read_form(row_form(E9=5, E1=f"Đơn vị báo cáo: {name}", E2=f"Mã đơn vị: {code}")).row
    assert (found["outcome"], found["reporter_code"]) == ("read", code if code.startswith("C") else COMMUNE)


def test_a_spelling_beside_the_right_code_is_not_noted(read_form: Reader) -> None:
    name = {"E1": "Đơn vị báo cáo: Uỷ ban nhân dân xã Ngọc Đường, tỉnh Tuyên Quang"}
    assert read_form(row_form(E9=5, E2=f"Mã đơn vị: {COMMUNE}", **name)).row["reason_code"] is None
    assert read_form(row_form(E9=5, **name)).row["reason_code"] == "reporter_likened"


@pytest.mark.parametrize(
    ("days", "outcome"), [("15/09/2026 - 14/10/2026", "read"), ("15/08/2026 - 14/09/2026", "waiting")]
)
def test_days_without_the_words_for_them(read_form: Reader, days: str, outcome: str) -> None:
    assert read_form(row_form(E9=5, A5=f"(Từ {days})")).row["outcome"] == outcome


def test_a_period_that_has_not_begun_waits_unless_its_form_allows_it(layouts: Layouts, tmp_path: Path) -> None:
    # administrative October 2026 begins on 15 September
    path = write(tmp_path / "t.xlsx", {"TRIAL-01": row_form(E9=5)})
    assert read_with(layouts, path, received=date(2026, 9, 15)).row["outcome"] == "read"
    early = read_with(layouts, path, received=date(2026, 9, 14)).row
    assert (early["outcome"], early["reason_code"]) == ("waiting", "period_ahead")
    assert "15/09/2026" in early["message_vi"] and "14/09/2026" in early["message_vi"]
    allowed = replace(layouts, forms=[replace(form, days_ahead=1) for form in layouts.forms])
    assert read_with(allowed, path, received=date(2026, 9, 14)).row["outcome"] == "read"
    assert read_with(allowed, path, received=date(2026, 9, 13)).row["outcome"] == "waiting"
