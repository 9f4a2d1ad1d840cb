"""Numbers, symbols and periods as clerks type them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from unit.submissions.conftest import evidence_vi

from pipelines.submissions.book.book import BrokenCell, Percent, Value, raw_text, shown_otherwise, struck_text
from pipelines.submissions.layout.layouts import Scale, Slice, Slot
from pipelines.submissions.value.counts import parse_slot
from pipelines.submissions.value.numbers import ParsedFigure, parse_figure
from pipelines.submissions.value.periods import date_range, period_code

ESTIMATES = [
    ("ước 12", 12, "uoc"),
    ("Ước tính: 12,5", 12.5, "uoc"),
    ("~12", 12, "uoc"),
    ("≈ 12", 12, "uoc"),
    ("khoảng 12", 12, "uoc"),
    ("12 (ước) (1)", 12, "uoc"),
    ("12* (ước thực hiện)", 12, "uoc"),
    ("ước -3", -3, "uoc"),
    ("sơ bộ 7", 7, "so_bo"),
]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("0", 0),
        ("007", 7),
        ("1.234.567", 1234567),
        ("1.234.567,8", 1234567.8),
        ("12,5", 12.5),
        ("-5,2", -5.2),
        ("−5,2", -5.2),
        ("+3", 3),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1 234 567,25", 1234567.25),
        ("0,607", 0.607),
        ("0.607", 0.607),
        ("12.5", 12.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        (" 12 ", 12),
        ("1\u2009234", 1234),
        ("1\u202f234,5", 1234.5),
        ("\u200b12\ufeff", 12),
        ("１２，５", 12.5),
        ("12¹", 12),
        ("12²", 12),
        ("12 (*)", 12),
        ("12,5(1)", 12.5),
        ("12 **", 12),
        ("12 [2]", 12),
    ],
)
def test_a_number_with_one_reading_is_that_number(text: str, value: float) -> None:
    found = parse_figure(text, is_percent=False)
    assert (found.status, found.value) == ("reported", value)


@pytest.mark.parametrize(("text", "readings"), [("1.234", ("1234", "1,234")), ("12,345", ("12,345", "12345"))])
def test_a_number_with_two_readings_is_rejected_and_both_are_offered(text: str, readings: tuple[str, str]) -> None:
    found = parse_figure(text, is_percent=False)
    assert (found.status, found.reason) == ("", "ambiguous_number")
    assert all(reading in evidence_vi(found) for reading in readings)


@pytest.mark.parametrize(
    "text",
    [
        *("12 người", "1.23.456", "12 5", "Không rõ", "1,2,3", "--", "(5)", "..", "1/2", "x1"),
        *("1.234 567", "1,234 567"),  # a number has one thousands separator
    ],
)
def test_what_is_no_number_is_rejected_with_its_text(text: str) -> None:
    found = parse_figure(text, is_percent=False)
    assert (found.status, found.reason) == ("", "not_a_number")
    assert text in evidence_vi(found)


@pytest.mark.parametrize(
    ("text", "status", "value"),
    [
        ("-", "none_occurred", 0),
        ("–", "none_occurred", 0),
        ("...", "not_collected", None),
        ("…", "not_collected", None),
        ("......", "not_collected", None),
        ("x", "not_applicable", None),
        ("X", "not_applicable", None),
        ("Không", "none_occurred", 0),
        ("không có", "none_occurred", 0),
        ("- (1)", "none_occurred", 0),
        ("…*", "not_collected", None),
    ],
)
def test_symbols_of_statistical_tables(text: str, status: str, value: float | None) -> None:
    found = parse_figure(text, is_percent=False)
    assert (found.status, found.value) == (status, value)


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("12 (ước)", 12, "uoc"),
        ("12,5 ước", 12.5, "uoc"),
        ("12 (Ước tính)", 12, "uoc"),
        ("7 (sơ bộ)", 7, "so_bo"),
        *ESTIMATES,
    ],
)
def test_an_estimate_says_so(text: str, value: float, status: str) -> None:
    found = parse_figure(text, is_percent=False)
    assert (found.value, found.figure_status) == (value, status)


def test_a_percent_sign_is_taken_only_where_the_unit_is_percent() -> None:
    assert parse_figure("25%", is_percent=True).value == 25
    assert parse_figure("25,5 %", is_percent=True).value == 25.5
    assert parse_figure("25%", is_percent=False).reason == "unexpected_percent"


def test_values_that_are_no_numbers_keep_their_reason() -> None:
    assert parse_figure(date(2026, 12, 5), is_percent=False).reason == "date_in_value"
    assert parse_figure(time(5, 12), is_percent=False).reason == "date_in_value"
    assert parse_figure(True, is_percent=False).reason == "not_a_number"
    assert parse_figure(BrokenCell("error_cell", "#REF!"), is_percent=False).reason == "error_cell"
    assert "#REF!" in evidence_vi(parse_figure(BrokenCell("error_cell", "#REF!"), is_percent=False))


@pytest.mark.parametrize(
    ("value", "offered"),
    [(date(2026, 12, 5), ("5,12", "12,5")), (datetime(2026, 5, 1), ("1,5", "5,1", "5,26"))],
)
def test_a_date_offers_the_decimals_that_excel_may_have_taken_for_it(value: date, offered: tuple[str, ...]) -> None:
    evidence = evidence_vi(parse_figure(value, is_percent=False))
    assert all(number in evidence for number in offered)


@pytest.mark.parametrize(
    ("value", "is_percent", "vi", "en"),
    [
        (
            "mười",
            False,
            "“mười” không phải là số; ghi số, hoặc “-” (không phát sinh), “...” (chưa thu thập), “x” (không áp dụng)",
            "“mười” is not a number; write a number, or “-” (none occurred), “...” (not collected), "
            "“x” (not applicable)",
        ),
        (
            "1.234",
            False,
            "“1.234” có thể là 1234 hay 1,234; gõ lại thành số, không có dấu ngăn hàng nghìn",
            "“1.234” may be 1234 or 1.234; type it again as a number without thousands separators",
        ),
        (
            date(2026, 12, 5),
            False,
            "ô chứa ngày 05/12/2026, cần một số; có thể Excel đã tự đổi số 5,12 hay 12,5 thành ngày: đặt định dạng ô "
            "là Số rồi gõ lại",
            "the cell holds the date 05/12/2026, a number is expected; Excel may have turned 5.12 or 12.5 into a date: "
            "set the cell's format to Number and type it again",
        ),
        (
            Percent(0.255),
            False,
            "ô lưu 0,255 với định dạng phần trăm nên hiện là 25.5%, nhưng đơn vị tính của ô không phải %; "
            "đặt định dạng ô là Số",
            "the cell stores 0.255 and its percent format shows 25.5%, but the cell's unit is not %; "
            "set the cell's format to Number",
        ),
        (
            shown_otherwise(12500.0, 1000),
            False,
            "ô lưu số 12500 nhưng định dạng của ô chia cho 1.000 nên hiện khoảng 12,5; đặt định dạng ô là Số, kiểm tra "
            "lại số và đơn vị",
            "the cell stores 12500 but its format divides by 1,000 and shows about 12.5; set the cell's format to "
            "Number, check the number and its unit",
        ),
        (
            shown_otherwise(7.0, None, "bảy"),
            False,
            "ô lưu số 7 nhưng định dạng của ô làm ô hiện “bảy”; đặt định dạng ô là Số, kiểm tra lại số và đơn vị",
            "the cell stores 7 but its format shows “bảy”; set the cell's format to Number, check the number and its "
            "unit",
        ),
        (
            datetime(2026, 12, 5, 7, 30),
            False,
            "ô chứa ngày giờ, cần một số; đặt định dạng ô là Số rồi gõ lại",
            "the cell holds a date with a time of day, a number is expected; set the cell's format to Number and type "
            "it again",
        ),
        (
            BrokenCell("formula_without_value", "=F9*2"),
            False,
            "công thức =F9*2 chưa được tính; mở tệp bằng Excel, lưu lại rồi gửi lại",
            "the formula =F9*2 was not calculated; open the file in Excel, save it and send it again",
        ),
        ("12 (1)", False, "bỏ dấu chú thích “(1)”", "left out: the footnote mark “(1)”"),
        (
            Percent(0.25),
            True,
            "ô lưu 0,25 với định dạng phần trăm nên hiện là 25%",
            "the cell stores 0.25 and its percent format shows 25%",
        ),
    ],
)
def test_evidence_is_a_sentence_in_both_languages(value: Value, is_percent: bool, vi: str, en: str) -> None:
    found = parse_figure(value, is_percent).evidence
    assert found is not None
    assert (found.vi, found.en) == (vi, en)


def test_a_figure_has_no_problem_and_a_reject_has_its_reason() -> None:
    assert parse_figure("12 (1)", is_percent=False).problem is None
    assert parse_figure("12 (1)", is_percent=False).reason == ""
    problem = parse_figure(time(5, 12), is_percent=False).problem
    assert problem is not None and problem.code == "date_in_value"


@pytest.mark.parametrize(
    ("text", "style"),
    [("12,5", "vi"), ("1.234,5", "vi"), ("12.5", "en"), ("1,234.5", "en"), ("12", ""), ("1 234", "")],
)
def test_a_figure_that_only_one_style_can_read_says_which(text: str, style: str) -> None:
    assert parse_figure(text, is_percent=False).style == style


def test_an_ambiguous_number_keeps_both_numbers_and_its_status() -> None:
    """What the rest of the form decides later: 1234 as Vietnamese, 1.234 as English, and an estimate either way."""
    found = parse_figure("ước 1.234", is_percent=False)
    assert (found.value, found.alternatives, found.figure_status) == (None, (1234.0, 1.234), "uoc")


def test_a_sign_may_stand_apart_from_its_number() -> None:
    assert [parse_figure(text, is_percent=False).value for text in ("- 12", "− 12,5", "+ 12")] == [-12.0, -12.5, 12.0]


def test_a_number_that_its_format_hides_differs_from_one_shown_as_text() -> None:
    hidden, as_text = (parse_figure(shown_otherwise(12, None, shown), is_percent=False) for shown in ("", "mười hai"))
    assert "làm ô hiện trống" in evidence_vi(hidden)
    assert "mười hai" in evidence_vi(as_text) and "làm ô hiện trống" not in evidence_vi(as_text)


def test_a_percentage_out_of_range_is_named_as_it_is_shown() -> None:
    assert "“1100000000000000" in evidence_vi(parse_figure(Percent(1.1e13), is_percent=True))


def test_a_dropped_footnote_mark_is_named() -> None:
    assert "(1)" in evidence_vi(parse_figure("12 (1)", is_percent=False))
    assert parse_figure("12", is_percent=False).evidence is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(5.0, "5"), (0.1, "0.1"), (-3.0, "-3"), (1e20, "1e+20"), (True, "TRUE"), (date(2026, 10, 5), "05/10/2026")],
)
def test_raw_text_is_what_a_person_sees(value: object, text: str) -> None:
    assert raw_text(value) == text  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("folded", "admin", "stat"),
    [
        ("tháng 10 năm 2026", "2026-10", "S2026-10"),
        ("tháng 3 2026", "2026-03", "S2026-03"),
        ("quý iv năm 2026", "2026-Q4", "S2026-Q4"),
        ("quý 1 2026", "2026-Q1", "S2026-Q1"),
        ("6 tháng đầu năm 2026", "2026-H1", "S2026-H1"),
        ("6 tháng cuối năm 2026", "2026-H2", "S2026-H2"),
        ("9 tháng năm 2026", "2026-9M", "S2026-9M"),
        ("năm 2026", "2026", "S2026"),
        ("2026 10", "2026-10", "S2026-10"),
        ("tháng năm 2026", None, None),
        ("tháng năm năm 2026", "2026-05", "S2026-05"),
        ("tháng mười một năm 2026", "2026-11", "S2026-11"),
        ("10 2026", "2026-10", "S2026-10"),
        ("quý tư năm 2026", "2026-Q4", "S2026-Q4"),
        ("q2 2026", "2026-Q2", "S2026-Q2"),
        ("quí iv năm 2026", "2026-Q4", "S2026-Q4"),
        ("t10 2026", "2026-10", "S2026-10"),
        ("th 10 2026", "2026-10", "S2026-10"),
        ("nửa đầu năm 2026", "2026-H1", "S2026-H1"),
        ("12 tháng năm 2026", "2026", "S2026"),
        ("chín tháng đầu năm 2026", "2026-9M", "S2026-9M"),
        ("ngày 14 tháng 10 năm 2026", None, None),
        ("14 10 2026", None, None),
        ("tháng 10", None, None),
        ("", None, None),
    ],
)
def test_periods_as_people_write_them(folded: str, admin: str | None, stat: str | None) -> None:
    assert period_code(folded, "admin") == admin
    assert period_code(folded, "stat") == stat


@pytest.mark.parametrize(
    "folded",
    [
        "từ ngày 15 tháng 9 năm 2026 đến ngày 14 tháng 10 năm 2026",
        "từ ngày 15 tháng 9 đến hết ngày 14 tháng 10 năm 2026",
        "15 9 2026 đến 14 10 2026",
    ],
)
def test_a_span_of_days(folded: str) -> None:
    assert date_range(folded) == (date(2026, 9, 15), date(2026, 10, 14))


def test_a_span_with_an_impossible_day_tells_nothing() -> None:
    assert date_range("từ ngày 31 tháng 9 đến ngày 14 tháng 10 năm 2026") is None
    assert date_range("tháng 10 năm 2026") is None


UNITS = {
    **{unit: Scale(unit, 1) for unit in ("doanh nghiệp", "hộ", "người", "hợp tác xã", "ngày")},
    **{"đồng": Scale("money", 1e-6), "triệu đồng": Scale("money", 1), "tỷ đồng": Scale("money", 1e3)},
    "%": Scale("share", 1),
}


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        *(("7 dn", "doanh nghiệp", 7), ("7 DN", "doanh nghiệp", 7), ("120 hộ", "hộ", 120), ("120 ho", "hộ", 120)),
        *(
            ("12 HTX", "hợp tác xã", 12),
            ("12 htx.", "hợp tác xã", 12),
            ("946 ng", "người", 946),
            ("12 (HTX)", "hợp tác xã", 12),
        ),
        *(
            ("5 tr.đ", "triệu đồng", 5),
            ("5 trđ", "triệu đồng", 5),
            ("5 triệu", "triệu đồng", 5),
            ("5,5tr", "triệu đồng", 5.5),
        ),
        *(("3 tỷ", "tỷ đồng", 3), ("3 tỉ đồng", "tỷ đồng", 3), ("5.000.000 ₫", "đồng", 5e6), ("5 VNĐ", "đồng", 5)),
        *(("1'234", "người", 1234), ("1’234’567", "người", 1234567), ("1'234,5", "triệu đồng", 1234.5)),
        *(("1\u202f234", "người", 1234), ("1\u2003234", "người", 1234), ("1\u2007234\u2007567", "người", 1234567)),
    ],
)
def test_short_units_and_separators_with_one_reading(text: str, unit: str, value: float) -> None:
    found = parse_figure(text, is_percent=False, unit=unit, units=UNITS)
    assert (found.status, found.value) == ("reported", value)


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("3 tỷ", "triệu đồng", "1 tỷ = 1000 triệu đồng"),
        ("5 nghìn", "người", "1 nghìn = 1000 người"),
        ("5 k", "người", "1 nghìn = 1000 người"),
        ("500 đ", "triệu đồng", "1 triệu đồng = 1000000 đồng"),
        ("7 dn", "người", "“người”"),
        ("5 ng", "triệu đồng", "“triệu đồng”"),
        ("12 con", "hộ", "“hộ”"),
    ],
)
def test_a_unit_with_another_reading_is_a_reject_with_what_it_is(text: str, unit: str, said: str) -> None:
    found = parse_figure(text, is_percent=False, unit=unit, units=UNITS)
    assert (found.status, found.reason) == ("", "unit_differs")
    assert said in evidence_vi(found)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        *(
            ("120 (tăng 5%)", "tăng 5%"),
            ("120 (năm trước 115)", "năm trước 115"),
            ("120 (giảm so với kỳ trước)", "giảm so với kỳ trước"),
        ),
        *(
            ("120(trong đó 30 nữ)", "trong đó 30 nữ"),
            ("120 (đạt 80% kế hoạch)", "đạt 80% kế hoạch"),
            ("120, tăng 5%", "tăng 5%"),
        ),
        *(
            ("120 tăng 5% so với cùng kỳ", "tăng 5% so với cùng kỳ"),
            ("120 (KH 150)", "KH 150"),
            ("120 hộ (tăng 3 hộ)", "tăng 3 hộ"),
        ),
    ],
)
def test_a_remark_about_another_figure_is_kept_as_evidence(text: str, remark: str) -> None:
    found = parse_figure(text, is_percent=False, unit="hộ", units=UNITS)
    assert (found.status, found.value) == ("reported", 120)
    assert f"“{remark}”" in evidence_vi(found)


@pytest.mark.parametrize(
    "text",
    [
        *("120 (năm trước)", "120 (kế hoạch)", "120 (năm 2025)", "120 (đúng là 130)", "120 (115)", "120 (lũy kế)"),
        *("120 (tháng 9)", "120 hoặc 130", "120 (giảm trừ 5)", "100-120", "120/150"),
    ],
)
def test_a_remark_that_may_say_what_the_number_is_leaves_a_reject(text: str) -> None:
    assert parse_figure(text, is_percent=False, unit="hộ", units=UNITS).status == ""


def test_what_stood_beside_an_ambiguous_number_is_not_lost() -> None:
    found = parse_figure("8.946 ng", is_percent=False, unit="người", units=UNITS)
    assert found.reason == "ambiguous_number" and found.alternatives == (8946.0, 8.946)
    assert "“ng”" in found.dropped[0].vi


def _count(number: Value, **slot: Any) -> ParsedFigure:
    return parse_slot(number, Slot(Slice("I", "_T", "level", "s"), "u", False, True, unit="hộ", **slot), UNITS)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (119.99999999999999, 120),
        (0.1 + 0.2 + 2.7, 3),
        (1234567.0000000002, 1234567),
        (12, 12),
        ("12", 12),
        (0.0, 0),
        (8000.0000000001, 8000),
        (7999.9999999999, 8000),
    ],
)
def test_a_count_is_whole_but_for_errors_of_addition(number: Value, value: float) -> None:
    found = _count(number, is_count=True)
    assert (found.status, found.value) == ("reported", value)
    assert (found.evidence is not None) == (isinstance(number, float) and not number.is_integer())


@pytest.mark.parametrize("number", [12.5, 4.25, 6000.4, "12,5", 119.999, 0.01, 119.9999999, 8000.00000001])
def test_a_fraction_of_a_count_is_a_question(number: Value) -> None:
    found = _count(number, is_count=True)
    assert (found.status, found.reason) == ("", "fraction_in_count")
    assert "số nguyên" in evidence_vi(found) and "“hộ”" in evidence_vi(found)
    assert _count(number).status == "reported"  # a mean, a ratio, thousands


def test_a_struck_cross_says_what_the_form_printed() -> None:
    struck = struck_text([("x", True)])
    slot = Slot(Slice("I", "_T", "level", "s"), "u", False, False, unit="hộ")
    assert parse_slot(struck, slot, UNITS).status == "not_applicable"
    assert parse_slot(struck, slot._replace(is_due=True), UNITS).reason == "struck_out"


def test_letters_that_look_like_x() -> None:
    assert parse_figure("12.", is_percent=False).reason == "not_a_number"  # decimals may be missing
    for cross in ("х", "Х", "×"):  # Cyrillic, and the sign for times
        assert parse_figure(cross, is_percent=False).status == "not_applicable"
