"""Checks of the calendar: periods of one kind follow each other without a gap and name the one before.

Tables: calendars, periods. Deadlines are computed in obligations.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from pipelines.codebook.errors import Problem, problem
from pipelines.codebook.periods import is_complete, is_possible
from pipelines.codebook.schema import Row, Rows


def check_periods(rows: Rows) -> list[Problem]:
    """Return the problems of each calendar and kind of period."""
    problems = [_impossible(row) for row in rows["calendars"] if is_complete(row) and not is_possible(row)]
    series: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows["periods"]:
        if row["start_date"] is not None and row["end_date"] is not None:
            series[row["calendar"], row["kind"]].append(row)
    for (calendar, kind), periods in series.items():
        periods.sort(key=lambda row: row["start_date"])
        year_starts = {row["start_date"] for row in series[calendar, "year"]} if (calendar, "year") in series else None
        before: list[Row | None] = [None, *periods[:-1]]
        for previous, row in zip(before, periods, strict=True):
            problems += _follows(kind, previous, row)
            problems += _year_start(previous, row, year_starts)
    return problems


def _follows(kind: str, previous: Row | None, row: Row) -> Iterator[Problem]:
    """A period names the one before and begins on the next day; nine-month periods leave a gap each year."""
    code = previous["period_code"] if previous else None
    if row["previous_code"] != code:
        yield _problem(row, "previous_code", "previous_period", code=code or "–")
    if previous and kind != "nine" and previous["end_date"] + timedelta(days=1) != row["start_date"]:
        day = previous["end_date"] + timedelta(days=1)
        yield _problem(row, "start_date", "right_after", day=day, code=code)


def _year_start(previous: Row | None, row: Row, year_starts: Collection[date] | None) -> Iterator[Problem]:
    """`is_year_start` and `previous_in_year_code` agree with the years of the same calendar, where it has years."""
    if year_starts is not None and row["is_year_start"] != (row["start_date"] in year_starts):
        yield _problem(row, "is_year_start", "first_day_of_year")
    code = None if row["is_year_start"] or previous is None else previous["period_code"]
    if row["previous_in_year_code"] != code:
        yield _problem(row, "previous_in_year_code", "previous_in_year", code=code or "–")


def _impossible(row: Row) -> Problem:
    found = "{first_year} – {last_year}, {start_day}/{start_month}".format_map(row)
    return problem("calendars", row, "first_year, last_year, start_month, start_day", found, "years_of_calendar")


def _problem(row: Row, column: str, code: str, /, **values: object) -> Problem:
    return problem("periods", row, column, row[column], code, **values)
