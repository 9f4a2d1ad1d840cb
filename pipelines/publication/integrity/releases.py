"""Compares the releases on the disk with the ledger, and names the file that differs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipelines.ledger import Entry
from pipelines.publication.integrity.findings import Finding, finding, finding_of
from pipelines.publication.ledger_guard import VERDICT, unknown_releases, unmatched_anchors
from pipelines.publication.proof import verify_release
from pipelines.publication.proof.make import SCRIPT, proof_path
from pipelines.publication.release.standing import DATABASE, DATABASE_NOTE, retired, standing_release
from pipelines.publication.release.strays import strays
from pipelines.publication.tree import file_sha256, tree_hash
from pipelines.settings import Places

IDENTITY = ("build_id", "occasion_period", "ledger_seq", "codebook_hash", "code_commit", "lock_hash")


def release_findings(places: Places, entries: Sequence[Entry], is_deep: bool) -> Iterator[Finding]:
    """Everything about the folder of releases."""
    for release_id in unknown_releases(places, entries):
        yield finding(places, places.release / release_id, "release_unknown")
    for anchor in unmatched_anchors(places, entries):
        yield finding(places, places.release / anchor.release_id / "manifest.json", "other_chain", seq=anchor.seq)
    releases = [entry for entry in entries if entry.kind == "release"]
    gone = retired(entries)
    kept = [entry for entry in releases if entry.payload["release_id"] not in gone]
    for entry in kept:
        yield from _of_release(places, entries, entry, is_deep)
    folders = [places.release / str(entry.payload["release_id"]) for entry in releases]
    yield from (finding_of(places, fault) for fault in verify_release.gap_faults(folders))
    yield from _pointer(places, entries)
    yield from _database(places, entries, is_deep)
    script = places.release / SCRIPT.name
    if script.is_file() and file_sha256(script) not in _scripts(places, releases):
        yield finding(places, script, "script_differs")
    for path in strays(places, {str(entry.payload["release_id"]) for entry in releases}):
        if not (places.release / f"{path.name.removesuffix(VERDICT)}{VERDICT}").exists():  # named above
            yield finding(places, path, "stray", is_note=True)


def standing_findings(places: Places, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Everything about the release that stands, each byte of it; nothing about what else the province keeps."""
    release_id = standing_release(entries)
    for anchor in unmatched_anchors(places, entries):
        if anchor.release_id == release_id:
            yield finding(places, places.release / anchor.release_id / "manifest.json", "other_chain", seq=anchor.seq)
    yield from _pointer(places, entries)
    for entry in entries:
        if entry.kind == "release" and entry.payload["release_id"] == release_id:
            yield from _of_release(places, entries, entry, is_deep=True)


def _of_release(places: Places, entries: Sequence[Entry], entry: Entry, is_deep: bool) -> Iterator[Finding]:
    release_id = str(entry.payload["release_id"])
    folder = places.release / release_id
    if not folder.is_dir():
        yield finding(places, folder, "release_absent", release_id=release_id)
        return
    yield from _verdict(places, entries, entry)
    yield from _manifest(places, folder, entry)
    if proof_path(places, release_id).exists():
        faults = verify_release.release_faults(folder, is_deep)
        yield from (finding_of(places, fault) for fault in faults if fault.name != f"{release_id}{VERDICT}")
        if not faults and verify_release.read_proof(folder)["ledger_hash"] != entry.hash:
            yield finding(places, proof_path(places, release_id), "proof_differs")
    elif is_deep:
        yield from _by_manifest(places, folder, entry)
    else:
        yield finding(places, folder, "proof_absent", is_note=True)


def _verdict(places: Places, entries: Sequence[Entry], entry: Entry) -> Iterator[Finding]:
    """The verdict beside the release is the one that the ledger has of its build."""
    path = places.release / f"{entry.payload['release_id']}{VERDICT}"
    build_id = entry.payload["build_id"]
    known = [item.payload for item in entries if item.kind == "verdict" and item.payload["build_id"] == build_id]
    if not path.is_file() or not known or file_sha256(path) != known[-1]["verdict_sha256"]:
        yield finding(places, path, "verdict_differs")


def _manifest(places: Places, folder: Path, entry: Entry) -> Iterator[Finding]:
    """What the manifest says that it was built from is what the ledger says."""
    manifest = _read(folder / "manifest.json")
    for name in IDENTITY:
        if name in manifest and manifest[name] != entry.payload.get(name):
            yield finding(places, folder / "manifest.json", "manifest_differs", name=name)


def _by_manifest(places: Places, folder: Path, entry: Entry) -> Iterator[Finding]:
    """Of a release of an earlier version, which has no proof: the files that its manifest has other hashes of."""
    if tree_hash(folder) == entry.payload["tree_hash"]:
        return
    named = False
    for table, row in _read(folder / "manifest.json").get("tables", {}).items():
        for kind in ("parquet", "csv"):
            path = folder / kind / f"{table}.{kind}"
            if not path.is_file() or file_sha256(path) != row[f"{kind}_sha256"]:
                named = True
                yield finding_of(places, verify_release.Fault("file_changed", f"{folder.name}/{kind}/{path.name}"))
    if not named:
        yield finding(places, folder, "release_differs")


def _pointer(places: Places, entries: Sequence[Entry]) -> Iterator[Finding]:
    expected = standing_release(entries)
    named = places.current.read_text("utf-8", errors="replace").strip() if places.current.is_file() else ""
    if named != (expected or ""):
        yield finding(places, places.current, "current_differs", named=named or "–", expected=expected or "–")


def _database(places: Places, entries: Sequence[Entry], is_deep: bool) -> Iterator[Finding]:
    """The DuckDB file is of the current release; its bytes are those that were written."""
    path, note = places.release / DATABASE, _read(places.release / DATABASE_NOTE)
    if path.is_file() and note:
        is_same = note.get("release_id") == standing_release(entries)
        if not is_same or (is_deep and file_sha256(path) != note.get("sha256")):
            yield finding(places, path, "database_differs")


def _scripts(places: Places, releases: Sequence[Entry]) -> set[str]:
    """Hashes of the scripts that chiso wrote: this version's, and those that the proofs name."""
    proofs = (_read(proof_path(places, str(entry.payload["release_id"]))) for entry in releases)
    return {file_sha256(SCRIPT), *(str(proof.get("script_sha256", "")) for proof in proofs)}


def _read(path: Path) -> dict[str, Any]:
    """A JSON object; empty where there is none that can be read."""
    try:
        found: Any = json.loads(path.read_bytes())
        return dict(found)
    except (OSError, ValueError, TypeError):
        return {}
