"""Dates of a column: how each is written, what the column proves, numbers that are no dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from pipelines.submissions.book.book import Value
from pipelines.submissions.value.dates import ReadDate, date_column, read_date


def _read(*values: Value) -> list[ReadDate]:
    column = date_column(values)
    return [read_date(value, column) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        *("5/10/2026", "05/10/2026", "05-10-2026", "5.10.2026", "5.10.26", "05/10/26", "ngày 5/10/2026"),
        *("2026-10-05", "2026-10-05T00:00:00", "2026-10-05 00:00:00", "2026/10/05", "2026-10-05T07:30:00Z"),
        *("05-Oct-2026", "5 Oct 2026", "Oct 5, 2026", "5 October 2026", "05-Oct-26"),
        *("ngày 5 tháng 10 năm 2026", "5 tháng 10 năm 2026", "Hà Giang, ngày 05 tháng 10 năm 2026", "5 tháng 10/2026"),
    ],
)
def test_the_fifth_of_october(text: str) -> None:
    assert _read(text) == [ReadDate("2026-10-05")]


@pytest.mark.parametrize(
    "value",
    ["hôm qua", "31/02/2026", "2026-13-05", "10/2026", "5.10", 46300, "32/10/2026", "5 Okt 2026", "12", True],
)
def test_what_is_no_date(value: Value) -> None:
    (found,) = _read(value)
    assert found.day is None and found.problem is not None and found.problem.code == "not_a_date"


@pytest.mark.parametrize(
    ("day", "is_date"),
    [
        (datetime(1900, 2, 28), False),  # serials 59 and 60
        (datetime(1900, 1, 5), False),
        (datetime(1900, 3, 1), True),  # serial 61
        (datetime(1905, 7, 18), False),  # the year 2026 shown as a date
        (datetime(1905, 10, 1), True),
        (date(2026, 10, 5), True),
    ],
)
def test_a_small_number_shown_as_a_date_is_none(day: date, is_date: bool) -> None:
    (found,) = _read(day)
    assert (found.day is not None) == is_date
    assert is_date or (found.problem and found.problem.code == "not_a_date" and f"{day:%d/%m/%Y}" in found.problem.vi)


def test_a_year_shown_as_a_date_is_named() -> None:
    (found,) = _read(datetime(1905, 7, 18))
    assert found.problem and "2026" in found.problem.vi and "2026" in found.problem.en


def test_a_column_that_writes_the_month_first_is_read_so() -> None:
    first, second, same = _read("10/25/2026", "10/05/2026", "10/10/2026")
    assert [first.day, second.day, same.day] == ["2026-10-25", "2026-10-05", "2026-10-10"]
    assert second.evidence and "10/25/2026" in second.evidence.vi and first.evidence is same.evidence is None


def test_a_column_that_writes_both_ways_leaves_a_question() -> None:
    found = _read("10/25/2026", "25/10/2026", "05/10/2026", "07/07/2026")
    assert [read.problem.code if read.problem else read.day for read in found] == [
        "not_a_date",
        "2026-10-25",
        "ambiguous_date",
        "2026-07-07",
    ]
    assert found[2].problem and "05/10/2026 hay 10/05/2026" in found[2].problem.vi


def test_dates_that_american_settings_turned_round_are_a_question() -> None:
    text, swapped, same = _read("25/10/2026", datetime(2026, 5, 10), datetime(2026, 7, 7))
    assert text.day == "2026-10-25" and same.day == "2026-07-07"
    assert swapped.problem and swapped.problem.code == "ambiguous_date" and "05/10/2026" in swapped.problem.vi


@pytest.mark.parametrize(
    "others",
    [
        [datetime(2026, 10, 25)],  # a real date that nothing can have turned round
        ["05/10/2026"],  # such a program would have made a date of it
    ],
)
def test_real_dates_beside_texts_are_read_where_nothing_was_turned_round(others: list[Any]) -> None:
    found = _read("25/10/2026", datetime(2026, 5, 10), *others)
    assert [read.problem for read in found] == [None] * len(found)
    assert found[1].day == "2026-05-10"
