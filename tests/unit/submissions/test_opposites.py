"""Texts and columns that are nearly the declared ones and mean another thing: never read as the figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.trial import row_form

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.number_formats import format_effect
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.match.opposites import changes_meaning, is_of_other_time, is_rewording
from pipelines.submissions.value.printed_unit import unit_contradiction

Reader = Callable[..., Any]
WAITS = ("waiting", "columns_doubtful")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Số hồ sơ chưa giải quyết", "số hồ sơ đã giải quyết"),
        ("Số hồ sơ đang giải quyết", "số hồ sơ đã giải quyết"),
        ("Giải quyết đúng hạn", "giải quyết quá hạn"),
        ("Nộp trực tiếp", "nộp trực tuyến"),
        ("Có thanh toán dùng tiền mặt", "có thanh toán không dùng tiền mặt"),
        ("Không có hoạt động đổi mới", "có hoạt động đổi mới"),
        ("Số người từ đủ 15 tuổi", "số người từ đủ 18 tuổi"),
        ("Có ứng dụng công nghệ cao", "có ứng dụng công nghệ số"),
        ("Số doanh nghiệp thành lập mới", "số doanh nghiệp đang hoạt động"),
    ],
)
def test_a_replaced_or_denied_word_is_another_label(text: str, label: str) -> None:
    assert changes_meaning(text, label)
    assert not is_rewording(text, [label])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Số DN đang HĐ trên địa bàn", "số doanh nghiệp đang hoạt động trên địa bàn"),
        ("so ho kinh doanh dang hoat dong", "số hộ kinh doanh đang hoạt động"),
        ("Số hộ kinh doah đang hoạt động (hộ)", "số hộ kinh doanh đang hoạt động"),
        ("Số hồ sơ giải quyết", "số hồ sơ đã giải quyết"),
        ("Số lượt người đượct ập huấn", "số lượt người được tập huấn"),
        ("8.1. Nộp trực tuyến (15/14 x 100)", "nộp trực tuyến 15 14 × 100"),
        ("Có thanh toán", "có thanh toán không dùng tiền mặt"),  # the first row of a wrapped label
    ],
)
def test_an_abbreviation_a_slip_or_a_part_is_the_same_label(text: str, label: str) -> None:
    assert not changes_meaning(text, label)
    assert is_rewording(text, [label])


@pytest.mark.parametrize(
    "header", ["Kế hoạch", "Tháng trước", "Trong kỳ (tháng trước)", "Tháng 9/2026", "So cùng kỳ (%)"]
)
def test_a_column_of_another_time_or_a_plan_waits_whatever_its_code(read_form: Reader, header: str) -> None:
    found = read_form(row_form(E6=header, E9=5))
    assert (found.row["outcome"], found.row["reason_code"]) == WAITS
    assert not found.observations


@pytest.mark.parametrize("header", ["Tháng này", "Tháng 10/2026", "Phát sinh trong tháng", "Trong kì", "Số liệu"])
def test_another_name_of_the_reported_period_is_read_by_its_code(read_form: Reader, header: str) -> None:
    assert read_form(row_form(E6=header, E9=5)).observations["E9"][1:5] == ("TRIAL_01", "in_period", "2026-10", 5.0)


def test_the_declared_header_wins_against_a_code_above_last_month(read_form: Reader) -> None:
    table = row_form(E6="Tháng trước", E9=7, F6="Trong kỳ", F7=None, F9=5, F10=None, G6="Luỹ kế", G7="2", G9=50)
    observed = read_form({**table, "H6": "Giải trình", "H7": "3"}).observations
    assert {place: seen[2:5] for place, seen in observed.items() if seen[4] is not None} == {
        "F9": ("in_period", "2026-10", 5.0),
        "G9": ("ytd", "2026-10", 50.0),
    }


def test_groups_of_two_months_under_the_same_codes_wait(read_form: Reader) -> None:
    both = {"E5": "Tháng 9", "G5": "Tháng 10", "G6": "Trong kỳ", "H6": "Luỹ kế", "G7": "1", "H7": "2"}
    found = read_form(row_form(**both, E9=7, G9=5))
    assert (found.row["outcome"], found.row["reason_code"]) == WAITS


def test_the_group_of_the_reported_month_is_read(read_form: Reader) -> None:
    assert read_form(row_form(E5="Tháng 10/2026", E9=5), merged=("E5:F5",)).observations["E9"][4] == 5.0


def test_last_months_table_fills_no_blank_of_this_month(read_form: Reader) -> None:
    below = {f"{letter}{row + 6}": value for row, key in enumerate(("01", "02"), 9)
             for letter, value in (("B", f"Dòng {key}"), ("C", key), ("E", 7 + row))}  # fmt: skip
    found = read_form(row_form(**below, A14=None, A15=None, B17=None, G17=None, B20=None, E10=5))
    assert found.cells["E15"] == found.cells["E10"] == found.cells["E16"] == ("reject", "duplicate_slice")
    assert "dòng 9 và 15" in found.evidence["E15"].replace("các dòng", "dòng")
    assert not {place for place, seen in found.observations.items() if place in ("E9", "E15", "E10", "E16") and seen[4]}


def test_a_multiple_of_the_unit_in_a_header_or_above_the_table_is_reported(read_form: Reader, layouts: Layouts) -> None:
    assert read_form(row_form(E6="Trong kỳ (nghìn người)", E9=5)).row["reason_code"] == "columns_doubtful"
    found = unit_contradiction("1.000 người", "person", layouts)
    assert found is not None
    assert found.code == "unit_differs" and "“1.000 người”" in found.vi and "“1.000 người”" in found.en
    assert unit_contradiction("", "person", layouts) is None


@pytest.mark.parametrize("code", ['0"00"', '"1"0', "0\\0"])
def test_a_format_that_adds_digits_shows_another_number(code: str) -> None:
    shown = format_effect(code)
    assert shown and shown.text


SEPTEMBER, OCTOBER = "(Từ ngày 15/08/2026 đến ngày 14/09/2026)", "(Từ ngày 15/09/2026 đến ngày 14/10/2026)"


@pytest.mark.parametrize("place", ["A5", "E5", "E4"])
def test_days_of_another_period_under_the_named_one_wait(read_form: Reader, place: str) -> None:
    found = read_form(row_form(E9=5, **{place: SEPTEMBER}))
    assert (found.row["outcome"], found.row["reason_code"]) == ("waiting", "period_differs")
    assert "Tháng 10 năm 2026" in found.row["message_vi"] and "Tháng 9 năm 2026" in found.row["message_vi"]


@pytest.mark.parametrize("days", [OCTOBER, "(Từ ngày 15/09/2026 đến hết ngày 30/09/2026)", "Từ ngày ký đến hết tháng"])
def test_days_that_are_no_other_period_of_the_form_do_not(read_form: Reader, days: str) -> None:
    assert read_form(row_form(E9=5, A5=days)).row["outcome"] == "read"


def test_a_multiple_above_the_table_is_about_units_of_its_dimension(layouts: Layouts) -> None:
    assert unit_contradiction("nghìn đồng", "person", layouts) is None
    assert unit_contradiction("nghìn đồng", "million_vnd", layouts) is not None
    assert unit_contradiction("nghìn người", "person", layouts) is not None


@pytest.mark.parametrize(
    "header",
    [
        *("Ngân sách nhà nước", "Hạ tầng số", "Kết quả giám sát", "Nền tảng số", "Thuế giá trị gia tăng", "Giảm nghèo"),
        *("Chương trình mục tiêu quốc gia", "Lệ phí trước bạ", "Ha tang so", "Ngan sach nha nuoc", "Ket qua giam sat"),
        *("Các tầng lớp nhân dân", "Ngân hàng", "Triệu đồng"),
    ],
)
def test_a_word_with_other_diacritics_is_no_other_time_and_no_multiple(header: str) -> None:
    assert not is_of_other_time(header, name_fold(header), "2026-10", "admin")


@pytest.mark.parametrize(
    "header",
    [
        *("Tăng so với cùng kỳ", "Tang giam", "Giảm", "Ngàn đồng", "Ngan dong", "Năm trước", "Nam truoc", "Kế hoạch"),
        *("Ke hoach", "Nghìn người", "Tỷ đồng", "Ty dong", "Dự toán ngân sách", "Ngân sách năm trước", "Triệu lượt"),
    ],
)
def test_another_time_a_plan_or_a_multiple_with_or_without_diacritics(header: str) -> None:
    assert is_of_other_time(header, name_fold(header), "2026-10", "admin")
