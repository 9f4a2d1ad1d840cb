"""Which release stands as the current one by the ledger, and setting `current` to it.

The last entry of a release or of a rollback says it: `current` goes back only by an explicit act of a person.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.ledger import Entry, Ledger
from pipelines.publication.ledger_guard import VERDICT
from pipelines.publication.messages import refuse
from pipelines.publication.tree import file_sha256, tree_hash, write_atomic
from pipelines.settings import Places
from pipelines.warehouse.export import write_database

STANDING = ("release", "rollback")
DATABASE, DATABASE_NOTE = "marts.duckdb", "marts.json"


class Rollback(NamedTuple):
    """What a rollback is made with."""

    release_id: str
    reason: str
    owner: str


def standing_release(entries: Sequence[Entry]) -> str | None:
    """The release that `current` must name; None before the first."""
    found = [str(entry.payload["release_id"]) for entry in entries if entry.kind in STANDING]
    return found[-1] if found else None


def retired(entries: Sequence[Entry]) -> set[str]:
    """The releases whose folders were deleted by a recorded decision."""
    return {str(entry.payload["release_id"]) for entry in entries if entry.kind == "retirement"}


def settle_current(places: Places, entries: Sequence[Entry]) -> None:
    """Let `current` name the release that stands, and the DuckDB file hold it; nothing where that release is not whole.

    A reader of `current` finds the old or the new name, never a part.
    """
    release_id = standing_release(entries)
    if release_id is None or not (places.release / release_id / "manifest.json").is_file():
        return
    named = places.current.read_text("utf-8").strip() if places.current.exists() else ""
    if named != release_id and (places.release / f"{release_id}{VERDICT}").exists():
        keep_database(places, release_id)
        write_atomic(places.current, f"{release_id}\n".encode(), is_public=True)


def keep_database(places: Places, release_id: str) -> None:
    """Make the DuckDB file anew for clients that open one, and note its release and hash; releases hold Parquet."""
    path = places.release / DATABASE
    write_database(places.release / release_id, path)
    note = {"release_id": release_id, "sha256": file_sha256(path)}
    write_atomic(places.release / DATABASE_NOTE, (json.dumps(note, sort_keys=True) + "\n").encode(), is_public=True)


def roll_back(places: Places, entries: Sequence[Entry], asked: Rollback) -> None:
    """Record that an earlier release is the current one again, and let `current` name it; nothing is deleted.

    Called under the province's lock. Raises PublicationError where it is no whole release, or stands already.
    """
    releases = {entry.payload["release_id"]: entry.payload for entry in entries if entry.kind == "release"}
    if asked.release_id not in releases:
        raise refuse("no_release", release_id=asked.release_id)
    standing = standing_release(entries)
    if asked.release_id == standing:
        raise refuse("stands_already", release_id=asked.release_id)
    if asked.release_id in retired(entries):
        raise refuse("release_retired", release_id=asked.release_id)
    found, expected = tree_hash(places.release / asked.release_id), releases[asked.release_id]["tree_hash"]
    if found != expected:
        raise refuse("release_changed", release_id=asked.release_id, found=found, expected=expected)
    ledger = Ledger(places.ledger)
    ledger.append("rollback", {**asked._asdict(), "from_release_id": standing})
    settle_current(places, ledger.read())
