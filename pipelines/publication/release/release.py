"""Publishing: the only code that puts a tree under data/release and moves `current`.

Here: the checks that bind verdict, bytes and ledger, and the steps, each of which may be repeated after a crash.
Not here: the verdict's reasons (gate.py), building (build.py).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.ledger import Entry, Ledger
from pipelines.publication.candidate.candidate import Candidate, candidate
from pipelines.publication.candidate.manifest import published_values
from pipelines.publication.facts import Verdict, verdict_from_json
from pipelines.publication.messages import refuse
from pipelines.publication.tree import (
    file_sha256,
    set_read_only,
    set_writable,
    sync,
    sync_tree,
    tree_hash,
    write_atomic,
)
from pipelines.settings import Places


@dataclass(frozen=True)
class Release:
    """A published release: its name and where it lies."""

    release_id: str
    build_id: str
    folder: Path


@dataclass(frozen=True)
class Job:
    """One publication under way."""

    places: Places
    place: Candidate
    verdict: Verdict
    previous_release_id: str | None

    @property
    def release_id(self) -> str:
        return self.verdict.identity.release_id

    @property
    def target(self) -> Path:
        return self.places.release / self.release_id

    @property
    def values(self) -> Path:
        return self.places.published / f"{self.release_id}.parquet"


def publish(places: Places, build_id: str) -> Release:
    """Publish the candidate that the gate passed; PublicationFault says why not. Repeating it changes nothing."""
    with province_lock(places):
        entries = Ledger(places.ledger).read()
        recover(places, entries)
        done = [entry for entry in _releases(entries) if entry.payload["build_id"] == build_id]
        if done:
            return _already(places, done[-1])
        job = _admit(places, build_id, entries)
        for step in STEPS:
            step(job)
        return Release(job.release_id, build_id, job.target)


def current_release(places: Places) -> Release:
    """The release that `current` names; PublicationFault where nothing was published yet."""
    if not places.current.exists():
        raise refuse("no_current", province=places.province)
    release_id = places.current.read_text("utf-8").strip()
    folder = places.release / release_id
    return Release(release_id, str(json.loads((folder / "manifest.json").read_bytes())["build_id"]), folder)


@contextmanager
def province_lock(places: Places) -> Generator[None]:
    """One build, gate or publication of a province at a time; a second one waits."""
    places.build.mkdir(parents=True, exist_ok=True)
    fd = os.open(places.build / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def recover(places: Places, entries: Sequence[Entry]) -> None:
    """Finish or undo what a crash left of an earlier publication; call it under `alone`.

    A release that the ledger knows is finished; a tree that it does not know goes back to its candidate.
    """
    known = {str(entry.payload["release_id"]) for entry in _releases(entries)}
    for folder in sorted(places.release.glob("*/")):
        if folder.name not in known:
            if (places.release / f"{folder.name}.verdict.json").exists():
                raise refuse("unknown_release", release_id=folder.name)
            _take_back(places, folder)
    for entry in _releases(entries)[-1:]:
        job = _recorded_job(places, entry)
        if job and job.target.is_dir() and not _is_finished(job):
            for step in (protect, place_verdict, set_current):
                step(job)


def _admit(places: Places, build_id: str, entries: Sequence[Entry]) -> Job:
    """The job, when verdict, ledger and bytes agree; else the fault that says which does not."""
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
        raise refuse("foreign_ledger", build_id=build_id, ledger_seq=seq)
    releases = _releases(entries)
    if releases and releases[-1].seq > seq:
        raise refuse("stale", build_id=build_id, release_id=releases[-1].payload["release_id"])
    found = tree_hash(place.tree)
    if found != verdict.tree_hash:
        raise refuse("tree_changed", build_id=build_id, found=found, expected=verdict.tree_hash)
    return Job(places, place, verdict, str(releases[-1].payload["release_id"]) if releases else None)


def _known_verdict(place: Candidate, build_id: str, entries: Sequence[Entry]) -> Verdict:
    """The verdict, when its bytes are those of the last one that the ledger has for this build."""
    content = place.verdict.read_bytes()
    recorded = [entry for entry in entries if entry.kind == "verdict" and entry.payload["build_id"] == build_id]
    if not recorded or recorded[-1].payload["verdict_sha256"] != hashlib.sha256(content).hexdigest():
        raise refuse("verdict_unknown", build_id=build_id)
    verdict = verdict_from_json(content.decode())
    if verdict.identity.build_id != build_id:
        raise refuse("verdict_unknown", build_id=build_id)
    return verdict


def move_tree(job: Job) -> None:
    """The candidate's tree becomes the release's folder, by renaming only."""
    sync_tree(job.place.tree)
    job.places.release.mkdir(parents=True, exist_ok=True)
    os.rename(job.place.tree, job.target)
    sync(job.places.release)


def protect(job: Job) -> None:
    """A published release never changes: not by mistake either."""
    set_read_only(job.target)


def keep_values(job: Job) -> None:
    """The values that later releases may show in place of held ones, kept with the raw data."""
    write_atomic(job.values, published_values(job.target))


def record(job: Job) -> None:
    """The ledger's entry: from here on the release exists."""
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
    """The verdict beside the release."""
    write_atomic(job.places.release / f"{job.release_id}.verdict.json", job.place.verdict.read_bytes())


def set_current(job: Job) -> None:
    """`current` names the release; whoever reads it finds the old or the new one, whole."""
    write_atomic(job.places.current, f"{job.release_id}\n".encode())


STEPS: tuple[Callable[[Job], None], ...] = (move_tree, protect, keep_values, record, place_verdict, set_current)


def _releases(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind == "release"]


def _recorded_job(places: Places, entry: Entry) -> Job | None:
    """The job of a release that the ledger knows; None when its candidate was cleared away since."""
    place = candidate(places, str(entry.payload["build_id"]))
    if not place.verdict.exists():
        return None
    return Job(places, place, verdict_from_json(place.verdict.read_text("utf-8")), None)


def _is_finished(job: Job) -> bool:
    beside = job.places.release / f"{job.release_id}.verdict.json"
    current = job.places.current
    return beside.exists() and current.exists() and current.read_text("utf-8").strip() == job.release_id


def _already(places: Places, entry: Entry) -> Release:
    """A release published before, when its bytes are still those that the ledger names."""
    release_id = str(entry.payload["release_id"])
    folder = places.release / release_id
    found = tree_hash(folder)
    if found != entry.payload["tree_hash"]:
        raise refuse("release_changed", release_id=release_id, found=found, expected=entry.payload["tree_hash"])
    return Release(release_id, str(entry.payload["build_id"]), folder)


def _take_back(places: Places, folder: Path) -> None:
    """A tree that was moved but never recorded: nobody was pointed at it, so it may be judged and moved again."""
    build_id = str(json.loads((folder / "manifest.json").read_bytes())["build_id"])
    home = candidate(places, build_id).tree
    set_writable(folder)
    if home.exists():
        shutil.rmtree(folder)
    else:
        home.parent.mkdir(parents=True, exist_ok=True)
        os.rename(folder, home)
