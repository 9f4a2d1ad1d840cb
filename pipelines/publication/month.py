"""The month: the one place that strings the path together, for the command line and for Dagster alike.

Here: receive, build, gate, publish, run, each a plain function of places and arguments. Not here: anything that is
shown to a user, or how a step works inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.ledger import Ledger
from pipelines.publication.candidate.build import OnStep, Progress, build_candidate, no_step, note_codebook
from pipelines.publication.candidate.candidate import Built
from pipelines.publication.candidate.run_suites import landed
from pipelines.publication.facts import Verdict
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.release import release
from pipelines.publication.release.release import Release, publish
from pipelines.settings import Places
from pipelines.submissions.intake.land import Landing
from pipelines.submissions.intake.land import land as land_files
from pipelines.submissions.intake.receive import Receipt
from pipelines.submissions.intake.receive import receive as receive_files

__all__ = ["Month", "build", "gate", "land", "outcomes", "publish", "receive", "run"]


@dataclass(frozen=True)
class Month:
    """What one run did: files received, the candidate, its verdict, and the release where it passed."""

    receipts: list[Receipt]
    built: Built
    verdict: Verdict
    release: Release | None


def receive(
    places: Places,
    seeds: Path,
    paths: Iterable[Path],
    sender: str | None = None,
    form: str | None = None,
    period: str | None = None,
    mode: str | None = None,
    channel: str = "cli",
    on_progress: Progress | None = None,
) -> list[Receipt]:
    """Take files into the raw store and the ledger; nothing is read for its figures yet."""
    codebook = note_codebook(places, seeds)
    return receive_files(
        places,
        Ledger(places.ledger),
        codebook,
        list(paths),
        sender=sender,
        form=form,
        period=period,
        mode=mode,
        channel=channel,
        on_progress=on_progress,
    )


def land(places: Places, seeds: Path, on_file: Progress | None = None) -> Landing:
    """Read every received file that is not landed yet under the present codebook."""
    codebook = note_codebook(places, seeds)
    return land_files(places, codebook, Ledger(places.ledger).read(), on_progress=on_file)


def outcomes(landing: Landing, receipts: Sequence[Receipt]) -> pl.DataFrame:
    """How each of these receipts was read: one row a submission, none silent."""
    wanted = pl.DataFrame(
        {"receipt_id": [one.receipt_id for one in receipts], "original_name": [one.original_name for one in receipts]},
        schema={"receipt_id": pl.String(), "original_name": pl.String()},
    )
    last = max((one.seq for one in receipts), default=0)
    return wanted.join(landed(landing.folder, "submission", last), on="receipt_id", how="left").sort("receipt_id")


def build(
    places: Places, seeds: Path, period: str, on_step: OnStep = no_step, on_file: Progress | None = None
) -> Built:
    """A candidate for `period` from all that is known; what an earlier crash left is settled first."""
    with release.province_lock(places):
        release.recover(places, Ledger(places.ledger).read())
        return build_candidate(places, seeds, period, on_step, on_file)


def run(
    places: Places,
    seeds: Path,
    period: str,
    inbox: Path | None = None,
    on_step: OnStep = no_step,
    on_file: Progress | None = None,
) -> Month:
    """The whole month: receive the inbox where one is given, build, judge, publish where the gate passes."""
    receipts: list[Receipt] = []
    if inbox is not None:
        on_step("receive")
        receipts = receive(places, seeds, [inbox], on_progress=on_file)
    built = build(places, seeds, period, on_step, on_file)
    on_step("gate")
    verdict = gate(places, built.identity.build_id)
    if verdict.outcome != "pass":
        return Month(receipts, built, verdict, None)
    on_step("publish")
    return Month(receipts, built, verdict, publish(places, built.identity.build_id))
