"""Working days of Vietnam: weekends, public holidays, worked Saturdays, and deadlines that fall on a day off.

Arithmetic on the tables `holidays` and `deadline_rules`. Where the holidays come from: docs/duties.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from pipelines.codebook.errors import CodebookError, problem_at

DAY = timedelta(days=1)
SATURDAY = 5
STEPS = {"next": DAY, "previous": -DAY, "none": timedelta(0)}  # by `deadline_rules.shift`


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of the table `holidays`: whole years from `first` to `last`."""

    off: frozenset[date]
    worked: frozenset[date]  # weekend days that are worked in exchange for a day off
    first: date
    last: date

    def is_working(self, day: date) -> bool:
        """True if `day` is worked.

        Raises:
            CodebookError: `day` lies outside the calendar. Guessing would produce a wrong deadline.
        """
        if not self.first <= day <= self.last:
            known, year = f"{self.first} … {self.last}", day.year
            raise CodebookError([problem_at("holidays", str(year), "day", known, "holidays_of_year", year=year)])
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)

    def after(self, day: date, n: int) -> date:
        """Return the n-th working day after `day`."""
        while n > 0:
            day += DAY
            n -= self.is_working(day)
        return day

    def before(self, day: date, n: int) -> date:
        """Return the n-th working day before `day`."""
        while n > 0:
            day -= DAY
            n -= self.is_working(day)
        return day

    def nearest_working_day(self, day: date, shift: str) -> date:
        """Return `day` if it is worked, else the nearest working day in the direction of `shift`.

        `shift` is `next`, `previous` or `none`; with `none` the day stays as it is.
        """
        step = STEPS[shift]
        while step and not self.is_working(day):
            day += step
        return day

    def numbered(self) -> pl.DataFrame:
        """Return every day with `is_working` and `n_working`, the count of working days up to and including it.

        The difference of two counts is the number of working days after the first day up to the second.
        """
        days = [self.first + DAY * n for n in range((self.last - self.first).days + 1)]
        working = [self.is_working(day) for day in days]
        frame = pl.DataFrame({"day": days, "is_working": working}, schema={"day": pl.Date, "is_working": pl.Boolean})
        return frame.with_columns(n_working=pl.col("is_working").cast(pl.Int64).cum_sum())


def working_days(tables: Mapping[str, pl.DataFrame]) -> WorkingDays:
    """Return the calendar of the codebook's tables. Without any holiday it covers no day of use (the year 1)."""
    rows = tables["holidays"].select("day", "kind").rows()
    years = [day.year for day, _ in rows] or [1]
    return WorkingDays(
        off=frozenset(day for day, kind in rows if kind == "holiday"),
        worked=frozenset(day for day, kind in rows if kind == "workday"),
        first=date(min(years), 1, 1),
        last=date(max(years), 12, 31),
    )
