"""The periods of both calendars, derived from the years that table `calendars` declares.

Rows of table `periods` in the seeds come first: a snapshot holds every period as a row, and an extra period may be
stated. The rest is derived: codes, days, names, and the period before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from pipelines.codebook.read import POLARS
from pipelines.codebook.schema import TABLES, Row

PREFIX = {"admin": "", "stat": "S"}  # of the codes of a calendar
MONTHS = {"month": 1, "quarter": 3, "half": 6, "nine": 9, "year": 12}  # of a period, by its kind
# per kind: the end of the code, the Vietnamese and the English name of the n-th period of a year
WORDS = {
    "month": ("-{n:02d}", "Tháng {n} năm {year}", "{month} {year}"),
    "quarter": ("-Q{n}", "Quý {roman} năm {year}", "Quarter {n} of {year}"),
    "half": ("-H{n}", "6 tháng {end} năm {year}", "{half} half of {year}"),
    "nine": ("-9M", "9 tháng đầu năm {year}", "First nine months of {year}"),
    "year": ("", "Năm {year}", "{year}"),
}
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
ROMAN = ("I", "II", "III", "IV")


def with_derived(periods: pl.DataFrame, calendars: pl.DataFrame) -> pl.DataFrame:
    """Return the periods of the seeds and those that `calendars` declares beside them, sorted by key.

    Rows of `calendars` with a problem derive nothing.
    """
    stated = set(periods["period_code"].drop_nulls().to_list())
    rows = [row for kind in calendars.to_dicts() if is_complete(kind) and is_possible(kind) for row in periods_of(kind)]
    schema = {name: POLARS[column.dtype] for name, column in TABLES["periods"].columns.items()}
    derived = pl.DataFrame([row for row in rows if row["period_code"] not in stated], schema=schema)
    return pl.concat([periods, derived]).sort(TABLES["periods"].key, nulls_last=True, maintain_order=True)


def is_complete(kind: Row) -> bool:
    """Whether a row of `calendars` has a known calendar and kind, and every number."""
    has_numbers = all(kind[name] is not None for name in ("first_year", "last_year", "start_month", "start_day"))
    return kind["calendar"] in PREFIX and kind["kind"] in MONTHS and has_numbers


def is_possible(kind: Row) -> bool:
    """Whether the numbers of a complete row can be years, a month and a day that every month has."""
    has_years = 1900 <= kind["first_year"] <= kind["last_year"] <= 2200
    return has_years and 1 <= kind["start_month"] <= 12 and 1 <= kind["start_day"] <= 28


def periods_of(kind: Row) -> Iterator[Row]:
    """The periods of one calendar and kind, the earliest first.

    A year that begins after June is named by the year in which it ends: that of 15 December 2025 is 2026.
    """
    months, month, previous = MONTHS[kind["kind"]], kind["start_month"], None
    for year in range(kind["first_year"], kind["last_year"] + 1):
        begin = date(year - (month > 6), month, kind["start_day"])
        for n in range(1, max(12 // months, 1) + 1):
            code, name_vi, name_en = _words(kind["kind"], year, n)
            code = f"{PREFIX[kind['calendar']]}{year}{code}"
            yield {
                **{"period_code": code, "kind": kind["kind"], "calendar": kind["calendar"]},
                "start_date": _later(begin, (n - 1) * months),
                "end_date": _later(begin, n * months) - timedelta(days=1),
                "previous_code": previous,
                "previous_in_year_code": previous if n > 1 else None,
                "is_year_start": n == 1,
                **{"name_vi": name_vi, "name_en": name_en},
            }
            previous = code


def _words(kind: str, year: int, n: int) -> list[str]:
    """The end of the code and both names of the n-th period of a year."""
    named = {"n": n, "year": year, "month": MONTH_NAMES[n - 1], "roman": ROMAN[(n - 1) % 4]}
    halves = {"end": ("đầu", "cuối")[n > 1], "half": ("First", "Second")[n > 1]}
    return [text.format(**named, **halves) for text in WORDS[kind]]


def _later(day: date, months: int) -> date:
    """The same day so many months later."""
    year, month = divmod(day.month - 1 + months, 12)
    return date(day.year + year, month + 1, day.day)
