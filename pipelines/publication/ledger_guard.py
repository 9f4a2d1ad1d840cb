"""Whether a ledger is the one that the releases and stored files beside it were made with; another loses some.

Called before anything is received, built, judged or published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pipelines.ledger import Entry
from pipelines.publication.messages import refuse
from pipelines.settings import Places

RELEASE = re.compile(r"[0-9A-Z-]{1,12}-r\d{3,}")  # 2026-10-r001
VERDICT = ".verdict.json"


class Anchor(NamedTuple):
    """The ledger position that the manifest of a release names."""

    release_id: str
    seq: int
    hash: str


def check_ledger(places: Places, entries: Sequence[Entry]) -> None:
    """Raise PublicationError where the ledger lost what a release or a stored file proves to have been in it."""
    for release_id in unknown_releases(places, entries):
        raise refuse("unknown_release", release_id=release_id)
    for anchor in unmatched_anchors(places, entries):
        raise refuse("other_chain", release_id=anchor.release_id, ledger_seq=anchor.seq)
    if not entries and any(places.blobs.glob("??/*")):
        raise refuse("ledger_lost", path=places.ledger)


def unknown_releases(places: Places, entries: Sequence[Entry]) -> list[str]:
    """Finished releases on the disk that the ledger does not have."""
    known = {entry.payload["release_id"] for entry in entries if entry.kind == "release"}
    found = (path.name.removesuffix(VERDICT) for path in places.release.glob(f"*{VERDICT}"))
    return sorted(name for name in found if name not in known and RELEASE.fullmatch(name))


def unmatched_anchors(places: Places, entries: Sequence[Entry]) -> list[Anchor]:
    """Releases of the ledger whose manifest names a position that the chain does not have."""
    hashes = {entry.seq: entry.hash for entry in entries}
    ids = [str(entry.payload["release_id"]) for entry in entries if entry.kind == "release"]
    return [anchor for anchor in _anchors(places, ids) if hashes.get(anchor.seq) != anchor.hash]


def _anchors(places: Places, release_ids: Sequence[str]) -> Iterator[Anchor]:
    """What the manifests state; one that cannot be read is no evidence about the ledger."""
    for release_id in release_ids:
        try:
            manifest: Any = json.loads((places.release / release_id / "manifest.json").read_bytes())
            yield Anchor(release_id, int(manifest["ledger_seq"]), str(manifest["ledger_hash"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue
