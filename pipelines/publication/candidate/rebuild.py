"""Making a past release again from blobs, ledger and codebook snapshot, and comparing it byte for byte.

Here: the scratch data root, the comparison. Not here: building itself (build.py); nothing is published from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.codebook.load import load_snapshot
from pipelines.ledger import Entry, Ledger
from pipelines.publication.candidate.build import OnStep, make_tree, no_step
from pipelines.publication.facts import Identity
from pipelines.publication.identity import code_commit
from pipelines.publication.messages import refuse
from pipelines.publication.tree import file_sha256
from pipelines.settings import Places
from pipelines.submissions.intake.land import land

COMPARED = ("manifest.json", "parquet/*.parquet", "csv/*.csv")


@dataclass(frozen=True)
class Rebuilt:
    """How a rebuilt tree compares with the published one; file names are relative to the tree."""

    release_id: str
    tree: Path
    same: tuple[str, ...]
    different: tuple[str, ...]
    missing: tuple[str, ...]  # published, not rebuilt
    added: tuple[str, ...]  # rebuilt, not published
    faults: tuple[str, ...]
    recorded_commit: str
    present_commit: str

    @property
    def is_equal(self) -> bool:
        """Every compared file equal, and something to compare."""
        return bool(self.same) and not (self.different or self.missing or self.added or self.faults)


def rebuild(places: Places, release_id: str, out: Path, on_step: OnStep = no_step) -> Rebuilt:
    """Build `release_id` again under `out` and compare; reads the province's raw data, writes only to `out`."""
    entries = Ledger(places.ledger).read()
    entry = _release(entries, release_id)
    known = [one for one in entries if one.seq <= entry.payload["ledger_seq"]]
    identity = _identity(places.province, entry, known)
    scratch = _scratch(places, out)
    codebook = load_snapshot(places.snapshots / identity.codebook_hash)
    on_step("land")
    landing = land(scratch, codebook, known)
    tree = out / "tree"
    tree.mkdir(parents=True, exist_ok=True)
    built = make_tree(scratch, codebook, known, landing.folder, identity, tree, out / "work", on_step)
    ours, theirs = _files(tree), _files(places.release / release_id)
    common = sorted(ours.keys() & theirs.keys())
    same = tuple(name for name in common if file_sha256(ours[name]) == file_sha256(theirs[name]))
    return Rebuilt(
        release_id=release_id,
        tree=tree,
        same=same,
        different=tuple(name for name in common if name not in same),
        missing=tuple(sorted(theirs.keys() - ours.keys())),
        added=tuple(sorted(ours.keys() - theirs.keys())),
        faults=built.faults,
        recorded_commit=identity.code_commit,
        present_commit=code_commit(),
    )


def _release(entries: list[Entry], release_id: str) -> Entry:
    for entry in entries:
        if entry.kind == "release" and entry.payload["release_id"] == release_id:
            return entry
    raise refuse("no_release", release_id=release_id)


def _identity(province: str, entry: Entry, known: list[Entry]) -> Identity:
    """The identity that the release was built under, from its ledger entry."""
    said = entry.payload
    return Identity(
        build_id=said["build_id"],
        release_id=said["release_id"],
        province=province,
        occasion_period=said["occasion_period"],
        ledger_seq=said["ledger_seq"],
        ledger_hash=known[-1].hash,
        codebook_hash=said["codebook_hash"],
        code_commit=said["code_commit"],
        lock_hash=said["lock_hash"],
    )


def _scratch(places: Places, out: Path) -> Places:
    """A data root under `out` that shares the raw sources and nothing that the path makes."""
    scratch = Places(places.province, (out / "data").resolve())
    scratch.raw.parent.mkdir(parents=True, exist_ok=True)
    if not scratch.raw.exists():
        scratch.raw.symlink_to(places.raw.resolve(), target_is_directory=True)
    return scratch


def _files(tree: Path) -> dict[str, Path]:
    return {path.relative_to(tree).as_posix(): path for pattern in COMPARED for path in tree.glob(pattern)}
