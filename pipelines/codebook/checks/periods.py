"""The calendar has no hole: periods of a kind follow each other, and name the one before.

Here belong the periods. Which day a report is due is in obligations.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from pipelines.codebook.checks.schema_rules import Row, Rows, key_of
from pipelines.codebook.errors import Problem


def check_periods(rows: Rows) -> list[Problem]:
    """Faults of each calendar and kind."""
    series: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows["periods"]:
        if row["start_date"] is not None and row["end_date"] is not None:
            series[row["calendar"], row["kind"]].append(row)
    problems: list[Problem] = []
    for (calendar, kind), periods in series.items():
        periods.sort(key=lambda row: row["start_date"])
        year_starts = {row["start_date"] for row in series[calendar, "year"]} if (calendar, "year") in series else None
        before: list[Row | None] = [None, *periods[:-1]]
        for previous, row in zip(before, periods, strict=True):
            problems += _follows(kind, previous, row)
            problems += _year_start(previous, row, year_starts)
    return problems


def _follows(kind: str, previous: Row | None, row: Row) -> Iterator[Problem]:
    code = previous["period_code"] if previous else None
    if row["previous_code"] != code:
        expected = (f"kỳ cùng loại ngay trước: {code or '(trống)'}", f"the period of its kind before: {code or '-'}")
        yield _problem(row, "previous_code", row["previous_code"], expected)
    if previous and kind != "nine" and previous["end_date"] + timedelta(days=1) != row["start_date"]:
        after = previous["end_date"] + timedelta(days=1)
        expected = (f"{after}, ngay sau kỳ {code}", f"{after}, right after {code}")
        yield _problem(row, "start_date", row["start_date"], expected)


def _year_start(previous: Row | None, row: Row, year_starts: set[object] | None) -> Iterator[Problem]:
    if year_starts is not None and row["is_year_start"] != (row["start_date"] in year_starts):
        expected = ("true khi và chỉ khi kỳ mở đầu một năm", "true exactly where the period opens a year")
        yield _problem(row, "is_year_start", row["is_year_start"], expected)
    code = None if row["is_year_start"] or previous is None else previous["period_code"]
    if row["previous_in_year_code"] != code:
        shown = code or "(trống)"
        expected = (f"kỳ cùng loại trước đó trong năm: {shown}", f"the one before within the year: {code or '-'}")
        yield _problem(row, "previous_in_year_code", row["previous_in_year_code"], expected)


def _problem(row: Row, column: str, found: object, expected: tuple[str, str]) -> Problem:
    return Problem("periods", key_of("periods", row), column, "" if found is None else str(found), *expected)
