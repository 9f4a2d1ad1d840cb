"""A simulated province of careless and wishful senders, released month by month, beside two twins of one release each.

One twin has what honest senders would have sent, the other what was sent, with every rule a note, so that nothing is
held. `run` makes the releases; `edit_score` compares them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook, load
from pipelines.publication import month
from pipelines.publication.reviewed import reviewed
from pipelines.quality.review.worklist import FIRST, worklist
from pipelines.quality.standing import Slice
from pipelines.sample.careless.send import Careless, WrongFigure
from pipelines.sample.province import duties_of, long_history, write_report
from pipelines.sample.reports import Senders, communes_of
from pipelines.settings import Places, places, seeds_root

PROVINCE, AREA = "08", "p34-08"
NO_SLICE_CHECK = "note"


class Size(NamedTuple):
    """The first month, the number of months, and the number of communes that send anything.

    Where some communes send nothing, no sum over communes is compared with a figure of the province, and errors weigh
    more than in a whole one: a total of fewer communes moves sooner.
    """

    first: str
    n_months: int
    n_communes: int


class Release(NamedTuple):
    """Tables of a release by name, and the periods whose files came before it and not before the release before."""

    tables: Mapping[str, pl.DataFrame]
    periods: frozenset[str]
    first_lines: frozenset[Slice] = frozenset()  # the figures in the first lines of the review lists of the periods


@dataclass(frozen=True)
class Trial:
    """The releases of what was sent, in order; the last release of each twin; what was wrong in what was sent."""

    codebook: Codebook
    months: list[str]
    releases: list[Release]
    honest: Release
    unchecked: Release
    errors: list[WrongFigure]


OnMonth = Callable[[Trial], None]


def no_progress(_trial: Trial) -> None:
    """Ignore the release of a month."""


TABLES = (
    *("violation", "violation_cell", "lineage", "slice_state", "indicator_value", "index_score", "target_progress"),
    "submission_status",
)


class _Written(NamedTuple):
    """The workbooks of both provinces by month of release."""

    sent: dict[str, list[Path]]
    honest: dict[str, list[Path]]
    errors: list[WrongFigure]


def run(size: Size, seed: int, folder: Path, on_month: OnMonth = no_progress) -> Trial:
    """Write the workbooks of one seed below `folder`, release them, and return the releases.

    The twins are made first, so that what each month shows can be printed as soon as it is released.
    """
    codebook = load(seeds_root())
    month_of = _months(codebook, size)
    written = _write(codebook, size, seed, folder, month_of)
    is_whole = size.n_communes >= len(communes_of(codebook, PROVINCE))
    seeds = seeds_root() if is_whole else _seeds_of_a_part(folder / "part")
    months, everything = sorted(set(month_of.values())), frozenset(month_of)
    honest = _release(places(PROVINCE, folder / "honest"), seeds, _all(written.honest), months[-1], everything)
    notes = _seeds_of_notes(seeds, folder / "seeds")
    unchecked = _release(places(PROVINCE, folder / "unchecked"), notes, _all(written.sent), months[-1], everything)
    trial = Trial(codebook, months, [], honest, unchecked, written.errors)
    spot = places(PROVINCE, folder / "sent")
    for name in months:
        of_month = frozenset(period for period, its_month in month_of.items() if its_month == name)
        done = _release(spot, seeds, written.sent[name], name, of_month)
        trial.releases.append(done._replace(first_lines=_first_lines(codebook, spot, of_month)))
        on_month(trial)
    return trial


def _months(codebook: Codebook, size: Size) -> dict[str, str]:
    """Return the month of release of each period: the first month that ends no earlier."""
    chosen = pl.col("period_code").is_in(long_history(codebook, size.first, size.n_months))
    table = codebook.tables["periods"].filter(chosen).sort("end_date")
    months = table.filter(kind="month", calendar="admin")
    return {
        row["period_code"]: months.filter(pl.col("end_date") >= row["end_date"])["period_code"][0]
        for row in table.iter_rows(named=True)
    }


def _write(codebook: Codebook, size: Size, seed: int, folder: Path, month_of: Mapping[str, str]) -> _Written:
    """Write what is sent and, where it differs, what would be right."""
    senders = Senders(codebook, PROVINCE, list(month_of), seed)
    chosen = _evenly(communes_of(codebook, PROVINCE), size.n_communes)
    duties = duties_of(codebook, PROVINCE, list(month_of)).sort("cutoff_date", "form_code", "reporter_code")
    due = [duty for duty in duties.iter_rows(named=True) if _is_sender(duty, chosen)]
    sent: dict[str, list[Path]] = {name: [] for name in month_of.values()}
    honest: dict[str, list[Path]] = {name: [] for name in month_of.values()}
    errors: list[WrongFigure] = []
    for duty, outcome in zip(due, Careless(senders, PROVINCE, seed, sorted(chosen)).send(due), strict=True):
        name, truth = month_of[duty["period_code"]], senders.report(duty)
        path = write_report(senders, outcome.report, folder / "written") if outcome.report else None
        sent[name] += [path] if path else []
        honest[name].append(
            path if path and outcome.report == truth else write_report(senders, truth, folder / "right")
        )
        errors += outcome.errors
    return _Written(sent, honest, errors)


def _is_sender(duty: Mapping[str, Any], communes: Container[str]) -> bool:
    return duty["form_code"] != "XA-01" or duty["reporter_code"] in communes


def _evenly(codes: Sequence[str], n: int) -> set[str]:
    return {codes[len(codes) * k // n] for k in range(n)}


def _all(by_month: Mapping[str, Sequence[Path]]) -> list[Path]:
    return [path for paths in by_month.values() for path in paths]


def _release(spot: Places, seeds: Path, files: Sequence[Path], period: str, periods: frozenset[str]) -> Release:
    month.receive(spot, seeds, files, month.Delivery(is_ahead=True))
    done = month.run(spot, seeds, period)
    assert done.release is not None, done.verdict.reasons
    parquet = spot.release / done.release.release_id / "parquet"
    return Release({name: pl.read_parquet(parquet / f"{name}.parquet") for name in TABLES}, periods)


def _first_lines(codebook: Codebook, spot: Places, periods: frozenset[str]) -> frozenset[Slice]:
    lists = [worklist(codebook, reviewed(spot), period) for period in sorted(periods)]
    return frozenset(one.figure.slice for each in lists for line in each.reporters[:FIRST] for one in line.figures)


def _seeds_of_a_part(folder: Path) -> Path:
    """Copy the seeds without the cross-checks that need every commune of the province."""
    shutil.copytree(seeds_root(), folder)
    path = folder / "cross_checks.csv"
    sources = pl.concat_str("source_code", "other_source_code", separator="|", ignore_nulls=True)
    pl.read_csv(path, infer_schema_length=0).filter(~sources.str.contains("commune_sum")).write_csv(path)
    return folder


def _seeds_of_notes(seeds: Path, folder: Path) -> Path:
    """Copy the seeds; every rule that holds or asks is a note."""
    shutil.copytree(seeds, folder)
    for path in sorted((folder / "rules").glob("*.csv")):
        table = pl.read_csv(path, infer_schema_length=0)
        severity = pl.col("severity").replace({"hold": NO_SLICE_CHECK, "question": NO_SLICE_CHECK})
        table.with_columns(severity).write_csv(path)
    return folder
