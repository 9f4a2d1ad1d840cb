"""The figures of a simulated sender: stocks, flows, sums since the start of the year, and ratios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple, Protocol

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.blank.content import Value
from pipelines.sample.levels import FIRST_MONTH, FigureKey, season
from pipelines.sample.office import Office

Figures = dict[tuple[str, str], Value]  # by indicator_code, measure_code
LineFigures = dict[tuple[str, str], Value]  # by row_key, measure_code

IN_PERIOD, YTD = "in_period", "ytd"
TOTAL = "_T"
PERCENTS = {"P_DOSSIER_ONLINE_PCT": ("N_DOSSIER_ONLINE", "N_DOSSIER")}  # ratio -> numerator, denominator


class Month(NamedTuple):
    """A month of the administrative calendar."""

    period_code: str
    is_year_start: bool


class PeriodMonths(NamedTuple):
    """The months of a period, and those of its reporting year up to its end; period codes in order."""

    in_period: list[str]
    year_to_date: list[str]


class Sender(Protocol):
    """A simulated sender: a state that moves on month by month."""

    def stocks(self) -> dict[str, float]:
        """Return the stocks at the end of the month by indicator code."""
        ...

    def flows(self, rng: Random, season: float) -> dict[str, float]:
        """Draw the flows of one month by indicator code; `season` is the month's part of a year, 1 on average."""
        ...

    def step(self, rng: Random) -> None:
        """Move on by one month."""
        ...


def reporting_months(codebook: Codebook, periods: Sequence[str]) -> list[Month]:
    """Return the months from the start of the story, or of the year in which `periods` begin, up to their end."""
    table = codebook.tables["periods"].filter(kind="month", calendar="admin").sort("start_date")
    chosen = codebook.tables["periods"].filter(pl.col("period_code").is_in(list(periods)))
    begin, end = chosen["start_date"].min(), chosen["end_date"].max()
    year = table.filter(pl.col("is_year_start") & (pl.col("start_date") <= begin))["start_date"].max()
    start = table.filter(period_code=FIRST_MONTH)["start_date"].item()
    months = table.filter(pl.col("start_date").is_between(min(year, start), end)).select("period_code", "is_year_start")
    return [Month(*row) for row in months.iter_rows()]


def months_of(codebook: Codebook, period: str) -> PeriodMonths:
    """Return the months of a period and of its year to date; a calendar month S2026-10 is named 2026-10."""
    table = codebook.tables["periods"]
    row = table.filter(period_code=period).row(0, named=True)
    months = table.filter(kind="month", calendar=row["calendar"]).sort("start_date")
    year = months.filter(pl.col("is_year_start") & (pl.col("start_date") <= row["end_date"]))["start_date"].max()
    until = months.filter(pl.col("end_date") <= row["end_date"])

    def names(since: Any) -> list[str]:
        return [code.removeprefix("S") for code in until.filter(pl.col("start_date") >= since)["period_code"]]

    return PeriodMonths(names(row["start_date"]), names(year))


def line_figures(office: Office, lines: Iterable[dict[str, Any]], months: PeriodMonths) -> LineFigures:
    """Return what an office writes on the lines of a form (rows of the codebook's form_rows)."""
    found: LineFigures = {}
    for line in lines:
        key = FigureKey(line["indicator_code"], line["breakdown_code"])
        for measure in line["due_measures"].split("|"):
            summed = months.year_to_date if measure == YTD else months.in_period
            found[line["row_key"], measure] = _aggregate(office, key, summed)
    return found


def never_published(codebook: Codebook, period: str) -> set[str]:
    """Return the indicators that their publisher never publishes for this year, as TFP for 2026."""
    row = codebook.tables["periods"].filter(period_code=period).row(0, named=True)
    if row["kind"] != "year":
        return set()
    rules = codebook.tables["availability"].filter(pl.col("year_endings").is_not_null())
    endings = rules.select("indicator_code", "year_endings").iter_rows()
    return {code for code, years in endings if period[-1] not in years.split("|")}


def _aggregate(office: Office, key: FigureKey, months: list[str]) -> float | str:
    """Sum a flow, take a stock or score of the last month, and compute a ratio of the sender from its parts."""
    if key not in office.derived:
        values = [office.value(month, key) for month in months]
        return sum(values) if office.indicators[key.indicator_code]["stock_flow"] == "flow" else values[-1]
    ratio = office.indicators[office.derived[key]]
    numerator, denominator = (
        _aggregate(office, FigureKey(ratio[name], key.breakdown_code), months)
        for name in ("numerator_code", "denominator_code")
    )
    if isinstance(numerator, str) or isinstance(denominator, str) or not denominator:
        return ""  # no denominator: a clerk leaves the ratio empty
    return round(ratio["scale"] * numerator / denominator, office.indicators[key.indicator_code]["decimals"])


def sum_of_senders(series: Iterable[dict[str, Figures]]) -> dict[str, dict[FigureKey, float]]:
    """Add up the counted figures of all senders by month; ratios are left out."""
    sums: dict[str, dict[FigureKey, float]] = {}
    for by_month in series:
        for month, figures in by_month.items():
            for (code, measure), value in figures.items():
                if measure == IN_PERIOD and not isinstance(value, str) and code not in PERCENTS:
                    key = FigureKey(code, TOTAL)
                    of_month = sums.setdefault(month, {})
                    of_month[key] = of_month.get(key, 0) + value
    return sums


def add_cross_checked(codebook: Codebook, sums: dict[str, dict[FigureKey, float]]) -> dict[str, dict[FigureKey, float]]:
    """Add to `sums` the figures that a cross-check of the codebook declares equal to one of them; return `sums`."""
    checks = codebook.tables["cross_checks"].filter(relation="equal")
    pairs = [*checks.select("indicator_code", "other_indicator_code").iter_rows()]
    for figures in sums.values():
        for _ in pairs:  # a figure found so may be equal to a third one
            for first, second in pairs:
                for known, new in ((first, second), (second, first)):
                    if FigureKey(known, TOTAL) in figures:
                        figures.setdefault(FigureKey(new, TOTAL), figures[FigureKey(known, TOTAL)])
    return sums


def monthly_figures(
    sender: Sender, rng: Random, months: list[Month], changes: Mapping[str, Callable[[], None]]
) -> dict[str, Figures]:
    """Return the figures of every month, each consistent with the month before; sums restart with the year.

    `changes` are done to the state of the sender, by the month after whose step.
    """
    sums: dict[str, float] = {}
    found: dict[str, Figures] = {}
    for month in months:
        sender.step(rng)
        if month.period_code in changes:
            changes[month.period_code]()
        flows = sender.flows(rng, season(month.period_code))
        sums = {code: value + (0 if month.is_year_start else sums.get(code, 0)) for code, value in flows.items()}
        figures: Figures = {(code, IN_PERIOD): value for code, value in (sender.stocks() | flows).items()}
        figures |= {(code, YTD): value for code, value in sums.items()}
        found[month.period_code] = figures | _percents(figures)
    return found


def _percents(figures: Figures) -> Figures:
    """Compute the percentages to one decimal, as a clerk writes them; none where the denominator is 0."""
    found: Figures = {}
    for code, (numerator_code, denominator_code) in PERCENTS.items():
        for measure in (IN_PERIOD, YTD):
            numerator, denominator = figures.get((numerator_code, measure)), figures.get((denominator_code, measure))
            if isinstance(numerator, float | int) and isinstance(denominator, float | int) and denominator:
                found[code, measure] = round(100 * numerator / denominator, 1)
    return found
