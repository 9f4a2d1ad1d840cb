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
from pipelines.publication.facts import Verdict, verdict_from_json
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.gate.gather_facts import damaged
from pipelines.publication.identity import code_commit, lock_hash
from pipelines.publication.release import release
from pipelines.publication.release.release import Release, publish
from pipelines.settings import Places
from pipelines.submissions.intake.land import Landing
from pipelines.submissions.intake.land import land as land_files
from pipelines.submissions.intake.receive import NOTHING_STATED, Delivery, Receipt
from pipelines.submissions.intake.receive import receive as receive_files

__all__ = ["Delivery", "Month", "Progress", "build", "gate", "land", "outcomes", "publish", "receive", "run"]


@dataclass(frozen=True)
class Month:
    """What one run did: files received, the verdict, and the release where the gate passed the candidate.

    Without anything new since the last release nothing is built: `is_new` is False, and verdict and release are its.
    """

    receipts: list[Receipt]
    verdict: Verdict
    release: Release | None
    is_new: bool = True


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
    return wanted.join(landed(landing.folder, "submission", last), on="receipt_id", how="left").sort("receipt_id")


def build(places: Places, seeds: Path, period: str, progress: Progress = NO_PROGRESS) -> Built:
    """A candidate for `period` from all that is known; what a crash left of a publication is recovered first."""
    with release.province_lock(places):
        release.recover(places, Ledger(places.ledger).read())
        return build_candidate(places, seeds, period, progress)


def run(places: Places, seeds: Path, period: str, inbox: Path | None = None, progress: Progress = NO_PROGRESS) -> Month:
    """The whole month: receive the inbox, if any, build, run the gate, and publish where it passes.

    Nothing is built where the last release is of `period` and nothing has changed since.
    """
    receipts: list[Receipt] = []
    if inbox is not None:
        progress.on_step("receive")
        receipts = receive(places, seeds, [inbox], on_progress=progress.on_file)
    current = unchanged(places, seeds, period)
    if current is not None:
        verdict = verdict_from_json((places.release / f"{current.release_id}.verdict.json").read_text("utf-8"))
        return Month(receipts, verdict, current, is_new=False)
    built = build(places, seeds, period, progress)
    progress.on_step("gate")
    verdict = gate(places, built.identity.build_id)
    if verdict.outcome != "pass":
        return Month(receipts, verdict, None)
    progress.on_step("publish")
    return Month(receipts, verdict, publish(places, built.identity.build_id))


def unchanged(places: Places, seeds: Path, period: str) -> Release | None:
    """The last release where it is of `period` and ledger, codebook, code and environment are those that it stands for.

    What a crash left of its publication is recovered first. None also where originals are damaged or the release is
    gone: the gate then says so.
    """
    present = (period, note_codebook(places, seeds).hash, code_commit(), lock_hash())
    with release.province_lock(places):
        entries = Ledger(places.ledger).read()
        sources = [entry for entry in entries if entry.kind != "verdict"]
        if not sources or sources[-1].kind != "release":
            return None
        last = sources[-1].payload
        if tuple(last[key] for key in ("occasion_period", "codebook_hash", "code_commit", "lock_hash")) != present:
            return None
        if any(damaged(places, [entry for entry in entries if entry.kind == "receipt"])):
            return None
        release.recover(places, entries)
        is_there = (places.release / last["release_id"]).is_dir()
        return release.already(places, sources[-1]) if is_there else None
