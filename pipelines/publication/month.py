"""The steps of the month as functions for the command line and Dagster: receive, land, build, gate, publish, run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.ledger import Ledger
from pipelines.publication.candidate.build import NO_PROGRESS, Progress, build_candidate, note_codebook
from pipelines.publication.candidate.candidate import Built
from pipelines.publication.candidate.run_suites import landed
from pipelines.publication.facts import Verdict
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.release import release
from pipelines.publication.release.release import Release, publish
from pipelines.settings import Places
from pipelines.submissions.intake.land import Landing
from pipelines.submissions.intake.land import land as land_files
from pipelines.submissions.intake.order.landed import order_of, with_replaced
from pipelines.submissions.intake.receive import NOTHING_STATED, Delivery, Receipt
from pipelines.submissions.intake.receive import receive as receive_files

__all__ = ["Delivery", "Month", "Progress", "build", "gate", "land", "outcomes", "publish", "receive", "run"]


@dataclass(frozen=True)
class Month:
    """What one run did: files received, the candidate, its verdict, and the release where the gate passed it."""

    receipts: list[Receipt]
    built: Built
    verdict: Verdict
    release: Release | None


def receive(
    places: Places,
    seeds: Path,
    paths: Iterable[Path],
    delivery: Delivery = NOTHING_STATED,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Receipt]:
    """Store files and append a receipt for each to the ledger; figures are read by `land`."""
    return receive_files(places, note_codebook(places, seeds), list(paths), delivery, on_progress)


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


def build(places: Places, seeds: Path, period: str, progress: Progress = NO_PROGRESS) -> Built:
    """A candidate for `period` from all that is known; what a crash left of a publication is recovered first."""
    with release.province_lock(places):
        release.recover(places, Ledger(places.ledger).read())
        return build_candidate(places, seeds, period, progress)


def run(places: Places, seeds: Path, period: str, inbox: Path | None = None, progress: Progress = NO_PROGRESS) -> Month:
    """The whole month: receive the inbox, if any, build, run the gate, and publish where it passes."""
    receipts: list[Receipt] = []
    if inbox is not None:
        progress.on_step("receive")
        receipts = receive(places, seeds, [inbox], on_progress=progress.on_file)
    built = build(places, seeds, period, progress)
    progress.on_step("gate")
    verdict = gate(places, built.identity.build_id)
    if verdict.outcome != "pass":
        return Month(receipts, built, verdict, None)
    progress.on_step("publish")
    return Month(receipts, built, verdict, publish(places, built.identity.build_id))
