"""What a run judges: a new candidate, or the last release where nothing has changed since; and the verdict on it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pipelines.ledger import Ledger
from pipelines.ledger.entry import OF_BUILDS
from pipelines.ledger.receipts import lost_originals
from pipelines.publication.candidate.build import NO_PROGRESS, Progress, build_candidate, note_codebook
from pipelines.publication.candidate.candidate import Built
from pipelines.publication.facts import Verdict, verdict_from_json
from pipelines.publication.gate.gate_run import gate
from pipelines.publication.identity import code_commit, lock_hash
from pipelines.publication.occasion import check_begun, occasion
from pipelines.publication.originals import damaged
from pipelines.publication.province_lock import OnWait, no_wait, province_lock
from pipelines.publication.release import release
from pipelines.publication.release.release import Release
from pipelines.settings import Places

UNBUILT = (*OF_BUILDS, "skip")  # kinds of entries that no release is built from


class Prepared(NamedTuple):
    """The build that a run judges, and the period that its release is of.

    One of both is None: the record of a new build, or the last release where nothing has changed since.
    """

    build_id: str
    occasion: str
    built: Built | None
    release: Release | None


def build(places: Places, seeds: Path, period: str, progress: Progress = NO_PROGRESS) -> Built:
    """A candidate for `period` from all that is known; what a crash left of a publication is recovered first.

    After a release of a later period the candidate is of that one (occasion.py).
    """
    with province_lock(places, progress.on_wait):
        entries = Ledger(places.ledger).read()
        release.recover(places, entries)
        codebook = note_codebook(places, seeds)
        check_begun(codebook, entries, period)
        return build_candidate(places, seeds, occasion(codebook, entries, period), progress)


def prepare(places: Places, seeds: Path, period: str, progress: Progress = NO_PROGRESS) -> Prepared:
    """A new candidate, or the last release where nothing has changed since and it is what `period` would make."""
    with province_lock(places, progress.on_wait):
        wanted = occasion(note_codebook(places, seeds), Ledger(places.ledger).read(), period)
        current = unchanged(places, seeds, wanted, progress.on_wait)
        if current is not None:
            return Prepared(current.build_id, wanted, None, current)
        built = build(places, seeds, period, progress)
        return Prepared(built.identity.build_id, wanted, built, None)


def judge(places: Places, build_id: str, on_wait: OnWait = no_wait) -> Verdict:
    """The gate's verdict on a candidate; where it was published, the verdict that it was published with."""
    for entry in Ledger(places.ledger).read():
        if entry.kind == "release" and entry.payload["build_id"] == build_id:
            beside = places.release / f"{entry.payload['release_id']}.verdict.json"
            return verdict_from_json(beside.read_text("utf-8"))
    return gate(places, build_id, on_wait)


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
