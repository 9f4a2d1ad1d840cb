"""A unit's months as figures by indicator and measure: stocks, flows, year-to-date, the ratios a clerk works out.

Here: cumulation over the reporting year and its restart, periods of several months, what communes add up to. Not here:
sizes and trends (commune.py, office.py), mistakes (touches.py), workbooks (province.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, Protocol

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.sample.office import Key, Office

Value = float | int | str
Figures = dict[tuple[str, str], Value]  # (indicator_code or row_key, measure_code)

OWN, CUMULATIVE = "in_period", "ytd"
TOTAL = "_T"
PERCENTS = {"P_DOSSIER_ONLINE_PCT": ("N_DOSSIER_ONLINE", "N_DOSSIER")}


class Unit(Protocol):
    """Who reports: a state, what happens in a month, one month on."""

    def stocks(self) -> dict[str, float]: ...
    def flows(self, rng: Random) -> dict[str, float]: ...
    def step(self, rng: Random) -> None: ...


def months(codebook: Codebook, periods: Sequence[str]) -> list[tuple[str, bool]]:
    """(month, does a year start) from the beginning of the reporting year in which the periods begin to their end."""
    frame = codebook.tables["periods"].filter(kind="month", calendar="admin").sort("start_date")
    asked = codebook.tables["periods"].filter(pl.col("period_code").is_in(list(periods)))
    begin, end = asked["start_date"].min(), asked["end_date"].max()
    year = frame.filter(pl.col("is_year_start") & (pl.col("start_date") <= begin))["start_date"].max()
    span = frame.filter(pl.col("start_date").is_between(year, end))
    return list(zip(span["period_code"].to_list(), span["is_year_start"].to_list(), strict=True))


def months_of(codebook: Codebook, period: str) -> tuple[list[str], list[str]]:
    """The months of a period, and those of its year so far; a calendar month goes by the name of its own."""
    table = codebook.tables["periods"]
    row = table.filter(period_code=period).row(0, named=True)
    own = table.filter(kind="month", calendar=row["calendar"]).sort("start_date")
    year = own.filter(pl.col("is_year_start") & (pl.col("start_date") <= row["end_date"]))["start_date"].max()
    upto = own.filter(pl.col("end_date") <= row["end_date"])

    def names(since: Any) -> list[str]:
        return [code.removeprefix("S") for code in upto.filter(pl.col("start_date") >= since)["period_code"]]

    return names(row["start_date"]), names(year)


def of_lines(office: Office, lines: Iterable[dict[str, Any]], span: tuple[list[str], list[str]]) -> Figures:
    """What an office writes on the lines of a form: (row_key, measure) -> figure."""
    own, year = span
    found: Figures = {}
    for line in lines:
        key: Key = (line["indicator_code"], line["breakdown_code"])
        for measure in line["due_measures"].split("|"):
            found[line["row_key"], measure] = _over(office, key, year if measure == CUMULATIVE else own)
    return found


def _over(office: Office, key: Key, over: list[str]) -> float | str:
    """A flow's sum, a stock or score as it stands last; a ratio of the sender's own from its parts."""
    if key not in office.derived:
        values = [office.value(month, key) for month in over]
        return sum(values) if office.indicators[key[0]]["stock_flow"] == "flow" else values[-1]
    ratio = office.indicators[office.derived[key]]
    part, whole = (_over(office, (ratio[name], key[1]), over) for name in ("numerator_code", "denominator_code"))
    if isinstance(part, str) or isinstance(whole, str) or not whole:
        return ""  # no denominator: a clerk leaves the ratio empty
    return round(ratio["scale"] * part / whole, office.indicators[key[0]]["decimals"])


def added_up(series: Iterable[dict[str, Figures]]) -> dict[str, dict[Key, float]]:
    """month -> what the units' figures of that month add up to, whichever of them are counts."""
    sums: dict[str, dict[Key, float]] = {}
    for one in series:
        for month, figures in one.items():
            for (code, measure), value in figures.items():
                if measure == OWN and not isinstance(value, str) and code not in PERCENTS:
                    sums.setdefault(month, {})
                    sums[month][code, TOTAL] = sums[month].get((code, TOTAL), 0) + value
    return sums


def agreed(codebook: Codebook, sums: dict[str, dict[Key, float]]) -> dict[str, dict[Key, float]]:
    """The sums, and beside them what others report of the same things, where a cross-check says they are equal."""
    checks = codebook.tables["cross_checks"].filter(relation="equal")
    twins = [*checks.select("indicator_code", "other_indicator_code").iter_rows()]
    for figures in sums.values():
        for _ in twins:  # a twin may have a twin of its own
            for one, other in twins:
                for known, new in (((one, TOTAL), (other, TOTAL)), ((other, TOTAL), (one, TOTAL))):
                    if known in figures:
                        figures.setdefault(new, figures[known])
    return sums


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
