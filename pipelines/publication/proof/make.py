"""Writes the proof of a release beside it, and the script that checks it on any computer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.ledger import Entry
from pipelines.ledger.entry import GENESIS
from pipelines.publication.proof import verify_release
from pipelines.publication.tree import write_atomic
from pipelines.settings import Places

SCRIPT = Path(verify_release.__file__)
SHOWN = ("verdict", "release")  # kinds whose payload stands in the proof; receipts name files, and files name persons


def proof_path(places: Places, release_id: str) -> Path:
    """Where the proof of a release lies."""
    return places.release / f"{release_id}.proof.json"


def write_proof(places: Places, entries: Sequence[Entry], release_id: str) -> None:
    """Write the proof of a release that the ledger has, and the script where it is not the present one."""
    releases = [entry for entry in entries if entry.kind == "release"]
    number = next(n for n, entry in enumerate(releases) if entry.payload["release_id"] == release_id)
    release, before = releases[number], releases[number - 1] if number else None
    last = before.seq if before else 0
    proof = {
        "format": 1,
        "province": places.province,
        "release_id": release_id,
        "files": _files(places.release / release_id),
        "previous": {
            "release_id": before.payload["release_id"] if before else None,
            "seq": last,
            "hash": before.hash if before else GENESIS,
        },
        "chain": [_row(entry, release) for entry in entries if last < entry.seq <= release.seq],
        "ledger_hash": release.hash,
        "script_sha256": verify_release.file_sha256(SCRIPT),
    }
    text = json.dumps(proof, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    write_atomic(proof_path(places, release_id), text.encode(), is_public=True)
    script = places.release / SCRIPT.name
    if not script.is_file() or script.read_bytes() != SCRIPT.read_bytes():
        write_atomic(script, SCRIPT.read_bytes(), is_public=True)


def _files(folder: Path) -> list[list[Any]]:
    """Name, size and hash of each file, in the order in which they are hashed."""
    found = sorted(verify_release.files_of(folder).items())
    return [[name, path.stat().st_size, verify_release.file_sha256(path)] for name, path in found]


def _row(entry: Entry, release: Entry) -> dict[str, Any]:
    """What the chain needs of an entry; its payload where it is about the release's build."""
    row = {name: getattr(entry, name) for name in verify_release.FIELDS}
    is_shown = entry.kind in SHOWN and entry.payload["build_id"] == release.payload["build_id"]
    return row | ({"payload": dict(entry.payload)} if is_shown else {})
