"""A unit's months as figures by indicator and measure: stocks, flows, year-to-date, the ratios a clerk works out.

Here: cumulation over the reporting year and its restart. Not here: sizes and trends (commune.py, department.py),
mistakes (touches.py), workbooks (province.py).
"""

from __future__ import annotations

from random import Random
from typing import Protocol

import polars as pl

from pipelines.codebook.load import Codebook

Value = float | int | str
Figures = dict[tuple[str, str], Value]  # (indicator_code, measure_code)

OWN, CUMULATIVE = "in_period", "ytd"
PERCENTS = {
    "P_DOSSIER_ONLINE_PCT": ("N_DOSSIER_ONLINE", "N_DOSSIER"),
    "P_DEPT_FIRM_INNOV_PCT": ("N_DEPT_FIRM_INNOV", "N_DEPT_FIRM_ACTIVE"),
}


class Unit(Protocol):
    """Who reports: a state, what happens in a month, one month on."""

    def stocks(self) -> dict[str, float]: ...
    def flows(self, rng: Random) -> dict[str, float]: ...
    def step(self, rng: Random) -> None: ...


def months(codebook: Codebook, first: str, last: str) -> list[tuple[str, bool]]:
    """(period, does a year start) from the beginning of the year of `first` to `last`: what ytd has to add up."""
    frame = codebook.tables["periods"].filter(kind="month", calendar="admin").sort("start_date")
    end = frame.filter(period_code=last)["start_date"].item()
    begin = frame.filter(period_code=first)["start_date"].item()
    year = frame.filter(pl.col("is_year_start") & (pl.col("start_date") <= begin))["start_date"].max()
    span = frame.filter(pl.col("start_date").is_between(year, end))
    return list(zip(span["period_code"].to_list(), span["is_year_start"].to_list(), strict=True))


def series(unit: Unit, rng: Random, span: list[tuple[str, bool]]) -> dict[str, Figures]:
    """The figures of every month of `span`, each consistent with the one before."""
    sums: dict[str, float] = {}
    found: dict[str, Figures] = {}
    for period, is_year_start in span:
        unit.step(rng)
        flows = unit.flows(rng)
        sums = {code: value + (0 if is_year_start else sums.get(code, 0)) for code, value in flows.items()}
        figures: Figures = {(code, OWN): value for code, value in (unit.stocks() | flows).items()}
        figures |= {(code, CUMULATIVE): value for code, value in sums.items()}
        found[period] = figures | _percents(figures)
    return found


def _percents(figures: Figures) -> Figures:
    """To one decimal, as a clerk writes them; none where the denominator is 0."""
    found: Figures = {}
    for code, (part, whole) in PERCENTS.items():
        for measure in (OWN, CUMULATIVE):
            over, under = figures.get((part, measure)), figures.get((whole, measure))
            if isinstance(over, float | int) and isinstance(under, float | int) and under:
                found[code, measure] = round(100 * over / under, 1)
    return found
