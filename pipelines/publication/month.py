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
from pipelines.ledger.entry import OF_BUILDS
from pipelines.ledger.receipts import lost_originals
from pipelines.publication.candidate.build import NO_PROGRESS, Progress, build_candidate, note_codebook
from pipelines.publication.candidate.candidate import Built
from pipelines.publication.facts import Verdict, verdict_from_json
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.identity import code_commit, lock_hash
from pipelines.publication.originals import damaged, lost_files
from pipelines.publication.province_lock import OnWait, no_wait, province_lock
from pipelines.publication.release import release
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


UNBUILT = (*OF_BUILDS, "skip")  # kinds of entries that no release is built from


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


def build(places: Places, seeds: Path, period: str, progress: Progress = NO_PROGRESS) -> Built:
    """A candidate for `period` from all that is known; what a crash left of a publication is recovered first."""
    with province_lock(places, progress.on_wait):
        release.recover(places, Ledger(places.ledger).read())
        return build_candidate(places, seeds, period, progress)


def run(places: Places, seeds: Path, period: str, inbox: Path | None = None, progress: Progress = NO_PROGRESS) -> Month:
    """The whole month: receive the inbox, if any, build, run the gate, and publish where it passes.

    Nothing is built where the last release is of `period` and nothing has changed since.
    """
    receipts, skipped = Received([], [])
    if inbox is not None:
        progress.on_step("receive")
        receipts, skipped = take(places, seeds, [inbox], on_progress=progress.on_file)
    current = unchanged(places, seeds, period, progress.on_wait)
    if current is not None:
        verdict = verdict_from_json((places.release / f"{current.release_id}.verdict.json").read_text("utf-8"))
        return Month(receipts, verdict, current, is_new=False, skipped=skipped)
    built = build(places, seeds, period, progress)
    progress.on_step("gate")
    verdict = gate(places, built.identity.build_id, progress.on_wait)
    if verdict.outcome != "pass":
        return Month(receipts, verdict, None, skipped=skipped)
    progress.on_step("publish")
    released = publish(places, built.identity.build_id, progress.on_wait)
    return Month(receipts, verdict, released, skipped=skipped)


def unchanged(places: Places, seeds: Path, period: str, on_wait: OnWait = no_wait) -> Release | None:
    """The last release where it is of `period` and ledger, codebook, code and environment are those that it stands for.

    What a crash left of its publication is recovered first. None also where originals are damaged or the release is
    gone: the gate then says so.
    """
    present = (period, note_codebook(places, seeds).hash, code_commit(), lock_hash())
    with province_lock(places, on_wait):
        entries = Ledger(places.ledger).read()
        sources = [entry for entry in entries if entry.kind not in UNBUILT]
        if not sources or sources[-1].kind != "release":
            return None
        last = sources[-1].payload
        if tuple(last[key] for key in ("occasion_period", "codebook_hash", "code_commit", "lock_hash")) != present:
            return None
        lost = lost_originals(entries)
        receipts = [entry for entry in entries if entry.kind == "receipt" and entry.payload["receipt_id"] not in lost]
        if any(damaged(places, receipts)):
            return None
        release.recover(places, entries)
        is_there = (places.release / last["release_id"]).is_dir()
        return release.already(places, sources[-1]) if is_there else None
