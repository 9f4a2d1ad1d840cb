"""Publishes a candidate: the only code that moves a tree to data/release and changes `current`.

Verdict, bytes and ledger must agree. Each step may be repeated after a crash.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.ledger import Entry, Ledger
from pipelines.process import fsync_path
from pipelines.publication.candidate.candidate import Candidate, candidate
from pipelines.publication.candidate.record import recorded_build
from pipelines.publication.facts import Verdict, verdict_from_json
from pipelines.publication.ledger_guard import VERDICT, check_ledger
from pipelines.publication.messages import refuse
from pipelines.publication.proof.make import proof_path, write_proof
from pipelines.publication.province_lock import OnWait, no_wait, province_lock
from pipelines.publication.release.current import Release, simulated_in
from pipelines.publication.release.standing import settle_current
from pipelines.publication.release.strays import take_back, unrecorded_build
from pipelines.publication.tree import (
    file_sha256,
    set_read_only,
    set_writable,
    sync_tree,
    tree_hash,
    write_atomic,
)
from pipelines.settings import Places, make_readable
from pipelines.warehouse.published_values import write_changes


@dataclass(frozen=True)
class Job:
    """One publication under way."""

    places: Places
    place: Candidate
    verdict: Verdict
    previous_release_id: str | None

    @property
    def release_id(self) -> str:
        """The id that the release gets."""
        return self.verdict.identity.release_id

    @property
    def target(self) -> Path:
        """The folder of the release."""
        return self.places.release / self.release_id

    @property
    def values(self) -> Path:
        """The file of what it publishes otherwise than the releases before."""
        return self.places.published / f"{self.release_id}.parquet"


def publish(places: Places, build_id: str, on_wait: OnWait = no_wait) -> Release:
    """Publish the candidate that the gate passed; a candidate that is published already is only checked.

    Raises PublicationError with the reason where it cannot be published.
    """
    with province_lock(places, on_wait):
        entries = Ledger(places.ledger).read()
        recover(places, entries)
        done = [entry for entry in _releases(entries) if entry.payload["build_id"] == build_id]
        if done:
            return already(places, done[-1])
        job = _admit(places, build_id, entries)
        for step in STEPS:
            step(job)
        return Release(job.release_id, build_id, job.target, simulated_in(job.target))


def recover(places: Places, entries: Sequence[Entry]) -> None:
    """Finish or undo a publication that a crash interrupted; call it while holding `province_lock`.

    A release that the ledger has is finished; a tree that it does not have is moved back to its candidate.
    Raises PublicationError where the ledger is not the one that the releases were made with.
    """
    check_ledger(places, entries)
    known = {str(entry.payload["release_id"]) for entry in _releases(entries)}
    for folder in sorted(places.release.glob("*/")):
        if folder.name not in known and (build_id := unrecorded_build(places, folder)):
            take_back(candidate(places, build_id).tree, folder)
    for entry in _releases(entries)[-1:]:
        job = _recorded_job(places, entry)
        if job and job.target.is_dir() and not _is_finished(job):
            for step in (protect, place_verdict, place_proof):
                step(job)
    settle_current(places, entries)


def _admit(places: Places, build_id: str, entries: Sequence[Entry]) -> Job:
    """The job, where verdict, ledger and bytes agree. Raises PublicationError naming what does not."""
    place = candidate(places, build_id)
    if not place.built.exists():
        raise refuse("no_candidate", build_id=build_id)
    if not place.verdict.exists():
        raise refuse("no_verdict", build_id=build_id)
    verdict = _known_verdict(place, build_id, entries)
    if verdict.outcome != "pass":
        raise refuse("refused", build_id=build_id)
    seq = verdict.identity.ledger_seq
    if not any(entry.seq == seq and entry.hash == verdict.identity.ledger_hash for entry in entries):
        raise refuse("other_ledger", build_id=build_id, ledger_seq=seq)
    releases = _releases(entries)
    if releases and releases[-1].seq > seq:
        raise refuse("stale", build_id=build_id, release_id=releases[-1].payload["release_id"])
    recorded = recorded_build(entries, build_id)
    if recorded is None:
        raise refuse("build_unrecorded", build_id=build_id)
    for found in (verdict.tree_hash, tree_hash(place.tree)):
        if found != recorded.tree_hash:
            raise refuse("tree_changed", build_id=build_id, found=found, expected=recorded.tree_hash)
    return Job(places, place, verdict, str(releases[-1].payload["release_id"]) if releases else None)


def _known_verdict(place: Candidate, build_id: str, entries: Sequence[Entry]) -> Verdict:
    """The verdict, where its bytes are those of the last one that the ledger has for this build."""
    content = place.verdict.read_bytes()
    recorded = [entry for entry in entries if entry.kind == "verdict" and entry.payload["build_id"] == build_id]
    if not recorded or recorded[-1].payload["verdict_sha256"] != hashlib.sha256(content).hexdigest():
        raise refuse("verdict_unknown", build_id=build_id)
    verdict = verdict_from_json(content.decode())
    if verdict.identity.build_id != build_id:
        raise refuse("verdict_unknown", build_id=build_id)
    return verdict


def move_tree(job: Job) -> None:
    """Rename the candidate's tree to the release's folder."""
    sync_tree(job.place.tree)
    make_readable(job.places.release)
    if job.target.exists():
        raise refuse("target_taken", release_id=job.release_id)
    os.rename(job.place.tree, job.target)
    fsync_path(job.places.release)


def protect(job: Job) -> None:
    """Remove all write permissions from the release."""
    set_read_only(job.target)


def keep_values(job: Job) -> None:
    """Keep what this release publishes otherwise than the ones before with the raw data: later ones may show it."""
    draft = job.values.with_name(f".{job.values.name}.part")
    draft.parent.mkdir(parents=True, exist_ok=True)
    write_changes(job.places, Ledger(job.places.ledger).read(), job.target, draft)
    write_atomic(job.values, draft.read_bytes())
    draft.unlink()


def record(job: Job) -> None:
    """Append the release to the ledger; from this step on it exists."""
    identity = job.verdict.identity
    payload = {
        "release_id": job.release_id,
        "build_id": identity.build_id,
        "tree_hash": job.verdict.tree_hash,
        "occasion_period": identity.occasion_period,
        "previous_release_id": job.previous_release_id,
        "ledger_seq": identity.ledger_seq,
        "codebook_hash": identity.codebook_hash,
        "code_commit": identity.code_commit,
        "lock_hash": identity.lock_hash,
        "published_sha256": file_sha256(job.values),
    }
    Ledger(job.places.ledger).append("release", payload)


def place_verdict(job: Job) -> None:
    """Copy the verdict beside the release."""
    write_atomic(job.places.release / f"{job.release_id}{VERDICT}", job.place.verdict.read_bytes(), is_public=True)


def place_proof(job: Job) -> None:
    """Write the proof of the release, and the script that checks it, beside it."""
    write_proof(job.places, Ledger(job.places.ledger).read(), job.release_id)


def set_current(job: Job) -> None:
    """Let `current` name the release, and the DuckDB file for clients that open one hold it."""
    settle_current(job.places, Ledger(job.places.ledger).read())


def clear_builds(job: Job) -> None:
    """Remove trees and warehouses of other builds, which can no longer be published; their records stay.

    Of a build that was interrupted, nothing stays.
    """
    for folder in job.places.build.glob("*/"):
        if folder.name != job.place.folder.name:
            place = Candidate(folder)
            for part in (place.tree, place.work) if place.built.exists() else (folder,):
                if part.exists():
                    set_writable(part)
                    shutil.rmtree(part)
            for draft in folder.glob(".*.draft"):
                draft.unlink()


STEPS: tuple[Callable[[Job], None], ...] = (
    *(move_tree, protect, keep_values, record, place_verdict, place_proof, set_current),
    clear_builds,
)


def _releases(entries: Sequence[Entry]) -> list[Entry]:
    """The ledger's entries of releases."""
    return [entry for entry in entries if entry.kind == "release"]


def _recorded_job(places: Places, entry: Entry) -> Job | None:
    """The job of a release that the ledger has; None where its candidate was deleted since."""
    place = candidate(places, str(entry.payload["build_id"]))
    if not place.verdict.exists():
        return None
    return Job(places, place, verdict_from_json(place.verdict.read_text("utf-8")), None)


def _is_finished(job: Job) -> bool:
    """Whether verdict and proof lie beside the release."""
    beside = job.places.release / f"{job.release_id}{VERDICT}"
    return beside.exists() and proof_path(job.places, job.release_id).exists()


def already(places: Places, entry: Entry) -> Release:
    """A release published before. Raises PublicationError where its bytes are not those that the ledger names."""
    release_id = str(entry.payload["release_id"])
    folder = places.release / release_id
    found = tree_hash(folder)
    if found != entry.payload["tree_hash"]:
        raise refuse("release_changed", release_id=release_id, found=found, expected=entry.payload["tree_hash"])
    return Release(release_id, str(entry.payload["build_id"]), folder, simulated_in(folder))
