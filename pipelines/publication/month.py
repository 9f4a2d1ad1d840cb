"""The steps of the month as functions for the command line and Dagster: receive, land, build, gate, publish, run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from pipelines.codebook.load import load
from pipelines.errors import ChisoError
from pipelines.ledger import Entry, Ledger
from pipelines.publication.candidate.build import NO_PROGRESS, Progress, note_codebook
from pipelines.publication.facts import Verdict
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.originals import lost_files
from pipelines.publication.prepare import build, judge, prepare
from pipelines.publication.province_lock import province_lock
from pipelines.publication.release.release import Release, publish
from pipelines.settings import Places
from pipelines.submissions.intake.inbox.scan import Found
from pipelines.submissions.intake.inbox.skipped import Skipped
from pipelines.submissions.intake.land import Landing
from pipelines.submissions.intake.land import land as land_files
from pipelines.submissions.intake.order.landed import evidence_cells, landed, order_of, with_replaced
from pipelines.submissions.intake.receive import (
    NOTHING_STATED,
    Delivery,
    Receipt,
    Received,
    files_of,
    receive_found,
)
from pipelines.submissions.intake.review.evidence_files import evidence_files
from pipelines.submissions.intake.review.open_files import (
    DUTY,
    LateFile,
    OpenFile,
    late_files,
    latest_landing,
    open_files,
)

__all__ = ["Delivery", "Month", "Progress", "build", "gate", "land", "outcomes", "publish", "receive", "review", "run"]


class Review(NamedTuple):
    """The files that need a person, those that came after the verdict, and the number of receipts not read yet.

    `evidence` has the files that a form names as its evidence, with that form's reporter, form and period: a scan or a
    photo of these is no report that could not be read.
    """

    open: list[OpenFile]
    late: list[LateFile]
    n_unread: int
    evidence: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True)
class Month:
    """What one run did: files received, the verdict, and the release where the gate passed the candidate.

    Without anything new since the last release nothing is built: `is_new` is False, and verdict and release are its.
    """

    receipts: list[Receipt]
    verdict: Verdict
    release: Release | None
    is_new: bool = True
    skipped: Sequence[Skipped] = ()


def receive(
    places: Places,
    seeds: Path,
    paths: Iterable[Path],
    delivery: Delivery = NOTHING_STATED,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Receipt]:
    """The receipts of `take`."""
    return take(places, seeds, paths, delivery, on_progress).receipts


def take(
    places: Places,
    seeds: Path,
    paths: Iterable[Path],
    delivery: Delivery = NOTHING_STATED,
    on_progress: Callable[[int, int], None] | None = None,
) -> Received:
    """Store files and append a receipt for each to the ledger; figures are read by `land`."""
    codebook = note_codebook(places, seeds)
    return receive_found(places, codebook, files_of(codebook, list(paths), delivery), delivery, on_progress)


def take_found(places: Places, seeds: Path, found: Found, delivery: Delivery = NOTHING_STATED) -> Received:
    """As `take`, of files that were listed before."""
    if not found.files and not found.skipped:
        return Received([], [])
    return receive_found(places, note_codebook(places, seeds), found, delivery)


def land(places: Places, seeds: Path, on_file: Callable[[int, int], None] | None = None) -> Landing:
    """Read every received file that is not landed yet under the present codebook."""
    codebook = note_codebook(places, seeds)
    return land_files(places, codebook, Ledger(places.ledger).read(), on_progress=on_file)


def outcomes(landing: Landing, receipts: Sequence[Receipt]) -> pl.DataFrame:
    """How each of these receipts was read: at least one row each, one for each submission."""
    wanted = pl.DataFrame(
        {
            "receipt_id": [receipt.receipt_id for receipt in receipts],
            "original_name": [receipt.original_name for receipt in receipts],
        },
        schema={"receipt_id": pl.String(), "original_name": pl.String()},
    )
    last = max((receipt.seq for receipt in receipts), default=0)
    rows = with_replaced(landed(landing.folder, "submission", last), order_of(landing.folder, last))
    return wanted.join(rows, on="receipt_id", how="left").sort("receipt_id")


def cells_of(landing: Landing, receipts: Sequence[Receipt]) -> pl.DataFrame:
    """The landed cells of these receipts."""
    wanted = [receipt.receipt_id for receipt in receipts]
    last = max((receipt.seq for receipt in receipts), default=0)
    return landed(landing.folder, "cell", last).filter(pl.col("receipt_id").is_in(wanted))


def review(places: Places, seeds: Path, entries: Sequence[Entry], landing: Path | None = None) -> Review:
    """What needs a person by `entries` and a landing, by default the one written last. Nothing is read for it."""
    folder = landing or latest_landing(places.landing)
    last = max((entry.seq for entry in entries), default=0)
    submissions = landed(folder or places.landing / "none", "submission", last)
    read = set(submissions["receipt_id"].to_list())
    n_unread = sum(entry.kind == "receipt" and entry.payload["receipt_id"] not in read for entry in entries)
    late = late_files(entries, submissions, _period_ends(seeds))
    lost = lost_files(places, entries)
    evidence = _evidence(entries, submissions, folder)
    named = {file.file_id for file in lost} | evidence.keys()
    found = [file for file in open_files(entries, submissions) if file.file_id not in named or file.state == "waiting"]
    return Review([*lost, *found], late, n_unread, evidence)


def _evidence(entries: Sequence[Entry], submissions: pl.DataFrame, landing: Path | None) -> dict[str, tuple[str, ...]]:
    """Receipts that are named as evidence, each with reporter, form and period of the form that names it last."""
    if landing is None:
        return {}
    cells = evidence_cells(landing, submissions).to_dicts()
    duties = {cell["submission_id"]: tuple(str(cell[name]) for name in DUTY) for cell in cells}
    files = evidence_files(entries, cells)
    return {file.receipt_id: duties[file.submission_id] for file in files}


def _period_ends(seeds: Path) -> dict[str, date]:
    """The last day of every period; empty where the codebook has errors, which must not hide the open files."""
    with suppress(ChisoError, OSError):
        return dict(load(seeds).tables["periods"].select("period_code", "end_date").iter_rows())
    return {}


def run(places: Places, seeds: Path, period: str, inbox: Path | None = None, progress: Progress = NO_PROGRESS) -> Month:
    """The whole month: receive the inbox, if any, build, run the gate, and publish where it passes.

    Other runs of the province wait meanwhile. Nothing is built where nothing has changed since the last release.
    """
    with province_lock(places, progress.on_wait):
        receipts, skipped = Received([], [])
        if inbox is not None:
            progress.on_step("receive")
            receipts, skipped = take(places, seeds, [inbox], on_progress=progress.on_file)
        prepared = prepare(places, seeds, period, progress)
        progress.on_step("gate")
        verdict = judge(places, prepared.build_id, progress.on_wait)
        if prepared.release is not None or verdict.outcome != "pass":
            return Month(receipts, verdict, prepared.release, prepared.release is None, skipped)
        progress.on_step("publish")
        return Month(receipts, verdict, publish(places, prepared.build_id, progress.on_wait), skipped=skipped)
