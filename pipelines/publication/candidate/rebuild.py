"""Builds a past release again from originals, ledger and codebook snapshot, and compares it byte by byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from pipelines.codebook.errors import CodebookError
from pipelines.codebook.load import Codebook, load_snapshot
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.receipts import lost_originals
from pipelines.publication.candidate.build import Progress, make_tree, no_step
from pipelines.publication.candidate.candidate import Candidate
from pipelines.publication.facts import DamagedBlob, Identity
from pipelines.publication.identity import code_commit
from pipelines.publication.messages import refuse
from pipelines.publication.originals import damaged
from pipelines.publication.proof import verify_release
from pipelines.publication.proof.make import proof_path
from pipelines.publication.tree import file_sha256
from pipelines.settings import Places
from pipelines.submissions.intake.land import land
from pipelines.warehouse.sources import Sources

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
    failures: tuple[str, ...]  # models and tests that failed, in Vietnamese
    recorded_commit: str
    present_commit: str
    damaged: tuple[DamagedBlob, ...] = ()  # originals of the release that are gone or changed

    @property
    def is_equal(self) -> bool:
        """Whether there are files to compare, and all of them are equal."""
        return bool(self.same) and not (self.different or self.missing or self.added or self.failures)


def rebuild(places: Places, release_id: str, out: Path, on_step: Callable[[str], None] = no_step) -> Rebuilt:
    """Build `release_id` again under `out` and compare it with the published tree; writes only to `out`.

    Raises PublicationError for a release that the ledger does not have, whose codebook is not kept as it was, or that
    only another version can build.
    """
    entries = Ledger(places.ledger).read()
    entry = _release(entries, release_id)
    known = [earlier for earlier in entries if earlier.seq <= entry.payload["ledger_seq"]]
    identity = _identity(places.province, entry, known)
    scratch = _scratch(places, out)
    codebook = _codebook(places, identity)
    on_step("land")
    landing = land(scratch, codebook, known)
    place = Candidate(out)
    place.tree.mkdir(parents=True, exist_ok=True)
    built = make_tree(Sources(scratch, codebook, known, landing.folder), identity, place, Progress(on_step))
    rebuilt, published = _hashes(place.tree), _published(places, release_id)
    common = sorted(rebuilt.keys() & published.keys())
    same = tuple(name for name in common if rebuilt[name] == published[name])
    return Rebuilt(
        release_id=release_id,
        tree=place.tree,
        same=same,
        different=tuple(name for name in common if name not in same),
        missing=tuple(sorted(published.keys() - rebuilt.keys())),
        added=tuple(sorted(rebuilt.keys() - published.keys())),
        failures=tuple(failure.vi for failure in built.failures),
        recorded_commit=identity.code_commit,
        present_commit=code_commit(),
        damaged=tuple(damaged(places, _receipts(known))),
    )


def _codebook(places: Places, identity: Identity) -> Codebook:
    """The codebook of the release. Raises PublicationError where it is lost, or only another version can read it."""
    snapshot = places.snapshots / identity.codebook_hash
    if not snapshot.is_dir():
        raise refuse("snapshot_damaged", path=snapshot)
    try:
        return load_snapshot(snapshot)
    except CodebookError as error:
        present = code_commit()
        if present == identity.code_commit:  # the seeds of today are not at fault
            raise refuse("snapshot_damaged", path=snapshot) from error
        about = {"release_id": identity.release_id, "commit": identity.code_commit, "present": present}
        raise refuse("codebook_of_other_version", **about) from error


def _release(entries: list[Entry], release_id: str) -> Entry:
    """The ledger's entry of the release."""
    for entry in entries:
        if entry.kind == "release" and entry.payload["release_id"] == release_id:
            return entry
    raise refuse("no_release", release_id=release_id)


def _receipts(known: list[Entry]) -> list[Entry]:
    """The receipts that the release was read from."""
    lost = lost_originals(known)
    return [entry for entry in known if entry.kind == "receipt" and entry.payload["receipt_id"] not in lost]


def _identity(province: str, entry: Entry, known: list[Entry]) -> Identity:
    """The identity that the release was built under, from its ledger entry."""
    release = entry.payload
    return Identity(
        build_id=release["build_id"],
        release_id=release["release_id"],
        province=province,
        occasion_period=release["occasion_period"],
        ledger_seq=release["ledger_seq"],
        ledger_hash=known[-1].hash,
        codebook_hash=release["codebook_hash"],
        code_commit=release["code_commit"],
        lock_hash=release["lock_hash"],
    )


def _scratch(places: Places, out: Path) -> Places:
    """A data root under `out` with a link to the raw sources; landing and builds are its own."""
    scratch = Places(places.province, (out / "data").resolve())
    scratch.raw.parent.mkdir(parents=True, exist_ok=True)
    if not scratch.raw.exists():
        scratch.raw.symlink_to(places.raw.resolve(), target_is_directory=True)
    return scratch


def _hashes(tree: Path) -> dict[str, str]:
    """The hashes of the files to compare, by their names relative to the tree."""
    found = {path.relative_to(tree).as_posix(): path for pattern in COMPARED for path in tree.glob(pattern)}
    return {name: file_sha256(path) for name, path in found.items()}


def _published(places: Places, release_id: str) -> dict[str, str]:
    """The hashes of the published files; of a release whose folder was retired those of its proof."""
    folder = places.release / release_id
    if folder.is_dir() or not proof_path(places, release_id).exists():
        return _hashes(folder)
    files = verify_release.read_proof(folder)["files"]
    return {name: digest for name, _, digest in files if any(fnmatch(name, pattern) for pattern in COMPARED)}
