"""Figures of a plausible province: levels and their development, as the rows of `levels.csv` declare them.

The kinds: `stock` and `score` at the end of a month; `flow`, whose level is a year's amount, spread by season; `year`,
one amount for a year; `share` of other figures; `inventory`, a stock with what a flow adds; `population` of the
codebook; `formula` (identities.py). A level approaches its limit, at first by `pace` of the gap a year; without a limit
it grows by `pace` a year.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from pipelines.sample.identities import FORMULAS

TABLE = Path(__file__).with_name("levels.csv")
START = (2026, 8)  # the month of the declared levels
FIRST_MONTH = "2026-01"  # inventories count from here on
SMALL = 100  # parts of so small a flow are rounded up as often as the fraction says
# A month's part of a year, 1 on average: offices close for Tết, which lies in February of the administrative calendar
# (15 January to 14 February) or in its March, and settle their accounts at the end of the year.
SEASON = (0.9, 0.72, 0.94, 1.02, 1.03, 1.03, 1.02, 1.02, 1.03, 1.05, 1.1, 1.14)


class FigureKey(NamedTuple):
    """What a figure of one area and month is about."""

    indicator_code: str
    breakdown_code: str


@dataclass(frozen=True)
class Level:
    """A row of `levels.csv`."""

    kind: str
    of: tuple[FigureKey, ...]
    level: float
    limit: float | None
    pace: float
    noise: float
    is_scaled: bool

    def trend(self, years: float) -> float:
        """Return the level so many years after START."""
        if self.limit is None:
            return self.level * (1 + self.pace) ** years
        return self.limit - (self.limit - self.level) * math.exp(-self.pace * years)


def read_levels() -> dict[FigureKey, Level]:
    """Return the declared levels by what they are about."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {FigureKey(row["indicator_code"], row["breakdown_code"]): _level(row) for row in csv.DictReader(file)}


def _level(row: Mapping[str, str]) -> Level:
    of = tuple(FigureKey(code, "_T") for code in row["of_codes"].split("|") if code)
    numbers = {name: float(row[name] or 0) for name in ("level", "pace", "noise")}
    limit = float(row["limit"]) if row["limit"] else None
    return Level(row["kind"], of, limit=limit, is_scaled=row["is_scaled"] == "true", **numbers)


class Levels:
    """The declared figures of one area; equal arguments give equal figures.

    `value_of` returns another figure of the area, `people` its population and `share` its size beside the province for
    which the levels are declared.
    """

    def __init__(
        self,
        seed: str,
        indicators: Mapping[str, Mapping[str, Any]],
        value_of: Callable[[str, FigureKey], float],
        people: float,
        share: float,
    ) -> None:
        self.seed, self.indicators, self.value_of, self.people, self.share = seed, indicators, value_of, people, share
        self.rows = read_levels()

    def __contains__(self, key: FigureKey) -> bool:
        return key in self.rows

    def value(self, month: str, key: FigureKey) -> float:
        """Return the figure of one month: a stock at its end, a flow within it."""
        row = self.rows[key]
        computed = {"formula": self._formula, "share": self._share, "year": self._year, "flow": self._flow}
        if row.kind in computed:
            return computed[row.kind](month, key, row)
        if row.kind == "inventory":
            return self._inventory(month, row)
        trend = row.trend(years_since_start(month))
        if row.kind == "population":
            return float(round(trend * self.people))
        value = trend * self._scale(row) * self._noise("area" if row.kind == "stock" else month[:4], key)
        return round(value, self.indicators[key.indicator_code]["decimals"])

    def _year(self, month: str, key: FigureKey, row: Level) -> float:
        """Return the year's figure, or the month's twelfth of a year's amount."""
        amount = row.trend(years_since_start(f"{month[:4]}-08")) * self._scale(row) * self._noise(month[:4], key)
        return round(amount / 12 if self._is_flow(key) else amount)

    def _flow(self, month: str, key: FigureKey, row: Level) -> float:
        a_twelfth = row.trend(years_since_start(month)) * self._scale(row) / 12
        return _rounded_by_chance(
            a_twelfth * season(month) * self._noise(month, key), self._random(month, key, "round")
        )

    def _share(self, month: str, key: FigureKey, row: Level) -> float:
        """Return a share of the figures it is of; not more than they are where the share cannot exceed 1."""
        whole = sum(self.value_of(month, of) for of in row.of)
        share = row.trend(years_since_start(month)) * self._noise(month, key)
        if self._is_flow(key) and whole < SMALL:
            part = _rounded_by_chance(share * whole, self._random(month, key, "round"))
        else:
            part = float(round(share * whole))
        return min(part, whole) if row.limit is not None and row.limit <= 1 else part

    def _inventory(self, month: str, row: Level) -> float:
        (flow,) = row.of
        added = sum(self.value_of(each, flow) for each in months_between(FIRST_MONTH, month))
        return round(row.level * self._scale(row)) + added

    def _formula(self, month: str, key: FigureKey, row: Level) -> float:
        """Return the formula's figure of a year, from rounded figures of it and of the year before."""
        years = [[self._of_year(str(year), of) for of in row.of] for year in (int(month[:4]), int(month[:4]) - 1)]
        return round(FORMULAS[key.indicator_code](*years), self.indicators[key.indicator_code]["decimals"])

    def _of_year(self, year: str, key: FigureKey) -> float:
        """Return the figure of a whole year: the sum of a flow, the last month's of anything else."""
        months = [f"{year}-{month:02d}" for month in range(1, 13)]
        if self._is_flow(key):
            return sum(self.value_of(month, key) for month in months)
        return self.value_of(months[-1], key)

    def _scale(self, row: Level) -> float:
        return self.share if row.is_scaled else 1.0

    def _noise(self, time: str, key: FigureKey) -> float:
        noise = self.rows[key].noise
        return 1 + noise * (2 * self._random(time, key, "noise") - 1) if noise else 1.0

    def _random(self, time: str, key: FigureKey, what: str) -> float:
        return Random(f"{self.seed}:{key.indicator_code}:{key.breakdown_code}:{time}:{what}").random()

    def _is_flow(self, key: FigureKey) -> bool:
        return self.indicators[key.indicator_code]["stock_flow"] == "flow"


def years_since_start(month: str) -> float:
    """Return the years from START to `month`, as 2026-08."""
    year, number = map(int, month.split("-"))
    return year - START[0] + (number - START[1]) / 12


def season(month: str) -> float:
    """Return the month's part of a year, 1 on average."""
    return SEASON[int(month[-2:]) - 1]


def months_between(first: str, last: str) -> list[str]:
    """Return the months from `first` to `last`, both included; none where `last` is earlier."""
    low, high = (12 * int(month[:4]) + int(month[-2:]) - 1 for month in (first, last))
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(low, high + 1)]


def _rounded_by_chance(value: float, draw: float) -> float:
    """Round up as often as the fraction says: few things a month are as many in a year."""
    return float(math.floor(value + draw))
