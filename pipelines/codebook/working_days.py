"""Working days of Vietnam: weekends, public holidays, exchanged Saturdays; and what a deadline on a day off becomes.

Here: arithmetic on the seeds `holidays` and `deadline_rules`. Not here: which report is due when (obligations.py),
where the holidays come from (docs/duties.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from pipelines.codebook.errors import CodebookError, Problem

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class WorkingDays:
    """The days that `holidays` speaks of, whole years from `first` to `last`."""

    off: frozenset[date]
    worked: frozenset[date]  # weekend days that are worked all the same
    first: date
    last: date

    def is_working(self, day: date) -> bool:
        """Asked for a day outside the table it raises: a guess would pass for a deadline."""
        if not self.first <= day <= self.last:
            expected = (
                f"ngày nghỉ lễ của năm {day.year}; bổ sung năm đó vào bảng holidays",
                f"the holidays of {day.year}; add that year to table holidays",
            )
            raise CodebookError([Problem("holidays", str(day.year), "day", f"{self.first} … {self.last}", *expected)])
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after `day`."""
        while n > 0:
            day += DAY
            n -= self.is_working(day)
        return day

    def nearest_working_day(self, day: date, shift: str) -> date:
        """`day` itself where it is worked, else the working day next to it on the side that `shift` names."""
        step = {"next": DAY, "previous": -DAY, "none": timedelta(0)}[shift]
        while step and not self.is_working(day):
            day += step
        return day

    def numbered(self) -> pl.DataFrame:
        """Every day with the number of working days up to it: the difference of two is the working days between."""
        days = [self.first + DAY * n for n in range((self.last - self.first).days + 1)]
        working = [self.is_working(day) for day in days]
        frame = pl.DataFrame({"day": days, "is_working": working}, schema={"day": pl.Date, "is_working": pl.Boolean})
        return frame.with_columns(n_working=pl.col("is_working").cast(pl.Int64).cum_sum())


def working_days(tables: Mapping[str, pl.DataFrame]) -> WorkingDays:
    """By the codebook's tables; without any holiday it knows no day at all."""
    rows = tables["holidays"].select("day", "kind").rows()
    years = [day.year for day, _ in rows] or [1]
    return WorkingDays(
        off=frozenset(day for day, kind in rows if kind == "holiday"),
        worked=frozenset(day for day, kind in rows if kind == "workday"),
        first=date(min(years), 1, 1),
        last=date(max(years), 12, 31),
    )
