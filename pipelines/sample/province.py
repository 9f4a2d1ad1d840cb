"""The simulated province on disk: every duty of the chosen periods as a workbook, written as forms are written.

What is reported comes from `reports`, what is odd from `planted`. Every workbook carries the watermark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.obligations import expand_duties
from pipelines.forms.blank.blank import form_file_name, write_form
from pipelines.sample.planted import MISTAKES, ODDITIES, PlantedChange
from pipelines.sample.reports import Report, Senders, communes_of

SEED = 20261014


@dataclass(frozen=True)
class PlantedMistake:
    """One planted mistake: in whose workbook of which month, and the rules that must report it."""

    reporter_code: str
    period_code: str
    kind: str
    rules: tuple[str, ...]


def planted_mistakes(codebook: Codebook, province: str, periods: Sequence[str]) -> list[PlantedMistake]:
    """Return every mistake in the sample of these periods; everything else in it is meant to be right."""
    communes, months = communes_of(codebook, province), _months(codebook, periods)
    return [
        PlantedMistake(communes[change.commune_no], months[change.month_no], change.kind, change.rules)
        for change in MISTAKES
        if change.applies(len(communes), len(months))
    ]


def long_history(codebook: Codebook, first: str, n_months: int) -> list[str]:
    """The periods of both calendars that end in `n_months` months from the month `first` on.

    Raises ValueError where the codebook has no such months.
    """
    table = codebook.tables["periods"]
    months = table.filter(kind="month", calendar="admin").sort("start_date")
    chosen = months.filter(pl.col("start_date") >= months.filter(period_code=first)["start_date"].item()).head(n_months)
    if n_months < 1 or chosen.height < n_months:
        raise ValueError(f"{n_months} months from {first}: the codebook has {chosen.height}")
    ends = pl.col("end_date").is_between(chosen["start_date"][0], chosen["end_date"][-1])
    return table.filter(ends).sort("end_date", "period_code")["period_code"].to_list()


def duties_of(codebook: Codebook, province: str, periods: Sequence[str]) -> pl.DataFrame:
    """The duties of `periods` that are forms: one workbook each."""
    chosen = pl.col("period_code").is_in(list(periods))
    last = codebook.tables["periods"].filter(chosen).sort("end_date")["period_code"][-1]
    return expand_duties(codebook, province, last).filter(chosen, pl.col("form_code").is_not_null())


def write_sample(
    codebook: Codebook, province: str, periods: Sequence[str], folder: Path, has_mistakes: bool = True
) -> list[Path]:
    """Write the workbooks due for `periods` into `folder` and return their paths."""
    return list(each_sample(codebook, province, periods, folder, has_mistakes))


def each_sample(
    codebook: Codebook, province: str, periods: Sequence[str], folder: Path, has_mistakes: bool = True
) -> Iterator[Path]:
    """Write the workbooks due for `periods` into `folder`; yield the path of each when it is written.

    The bytes of a workbook depend on reporter, form and period, not on what else is written.
    """
    duties = duties_of(codebook, province, periods)
    changes = _changes(codebook, province, periods) if has_mistakes else {}
    senders = Senders(codebook, province, periods, SEED)
    for duty in duties.iter_rows(named=True):
        report = senders.report(duty, changes.get((duty["reporter_code"], duty["period_code"]), ()))
        yield write_report(senders, report, folder)


def write_report(senders: Senders, report: Report, folder: Path) -> Path:
    """Write one report into `folder` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / form_file_name(senders.codebook, report.key)
    return write_form(senders.codebook, report.key, path, senders.content(report))


def _changes(codebook: Codebook, province: str, periods: Sequence[str]) -> dict[tuple[str, str], list[PlantedChange]]:
    """Return oddities and mistakes by reporter_code and period_code."""
    communes, months = communes_of(codebook, province), _months(codebook, periods)
    found: dict[tuple[str, str], list[PlantedChange]] = {}
    for change in (*ODDITIES, *MISTAKES):
        if change.applies(len(communes), len(months)):
            place = (communes[change.commune_no], months[change.month_no])
            found.setdefault(place, []).append(change)
    return found


def _months(codebook: Codebook, periods: Sequence[str]) -> list[str]:
    """Return the months among the periods, in order: changes are planted by month."""
    table = codebook.tables["periods"].filter(kind="month", calendar="admin")
    return table.filter(pl.col("period_code").is_in(list(periods))).sort("start_date")["period_code"].to_list()
