"""Which folders of old releases may be deleted: only those that can be built again, and never the last ones.

A release stays in the ledger, with its verdict and its proof; the folder alone goes, and the ledger says who decided.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipelines.codebook.load import snapshot_hash
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.receipts import lost_originals
from pipelines.office_settings import ReleaseSettings, office_section
from pipelines.publication.identity import code_commit
from pipelines.publication.originals import damaged
from pipelines.publication.release.standing import retired, standing_release
from pipelines.publication.tree import file_sha256, set_writable, tree_hash, write_atomic
from pipelines.settings import REPO, Places


class Kept(NamedTuple):
    """One release, and why its folder is kept: a code of RETENTION; empty where it may be deleted."""

    release_id: str
    reason: str
    n_bytes: int = 0


def plan(
    places: Places,
    entries: Sequence[Entry],
    n_kept: int,
    has_code: Callable[[str], bool] | None = None,
) -> list[Kept]:
    """Every release with a folder, oldest first, and why it is kept.

    Kept are the last `n_kept`, the current one, the last one of each year, one whose bytes are not those of the ledger,
    and one that cannot be built again. `has_code` says whether the program of a commit is at hand.
    """
    releases = [entry for entry in entries if entry.kind == "release"]
    gone, standing = retired(entries), standing_release(entries)
    last_of_year = {str(entry.payload["occasion_period"])[:4]: entry.seq for entry in releases}
    late = {entry.seq for entry in releases[-max(n_kept, 1) :]}
    found: list[Kept] = []
    for entry in releases:
        release_id = str(entry.payload["release_id"])
        if release_id in gone or not (places.release / release_id).is_dir():
            continue
        if entry.seq in late:
            reason = "late"
        elif release_id == standing:
            reason = "current"
        elif entry.seq in last_of_year.values():
            reason = "yearly"
        else:
            reason = next(_obstacles(places, entries, entry, has_code or has_commit), "")
        found.append(Kept(release_id, reason, _n_bytes(places, release_id)))
    return found


def releases_to_keep(places: Places) -> int:
    """How many of the last releases are always kept: `keep` of section [releases] of the office's settings."""
    return (office_section(places.data, ReleaseSettings) or ReleaseSettings()).keep


def _obstacles(
    places: Places, entries: Sequence[Entry], entry: Entry, has_code: Callable[[str], bool]
) -> Iterator[str]:
    """What stands against deleting one release, in the order in which it is cheap to find."""
    payload = entry.payload
    if not has_code(str(payload["code_commit"])):
        yield "no_code"
    if snapshot_hash(places.snapshots / str(payload["codebook_hash"])) != payload["codebook_hash"]:
        yield "no_codebook"
    known = [item for item in entries if item.seq <= payload["ledger_seq"]]
    if any(not _has_values(places, item) for item in known if item.kind == "release"):
        yield "no_values"
    lost = lost_originals(known)
    if any(damaged(places, [item for item in known if item.kind == "receipt"])) or lost:
        yield "no_originals"
    if tree_hash(places.release / str(payload["release_id"])) != payload["tree_hash"]:
        yield "changed"


def has_commit(commit: str) -> bool:
    """Whether the program of a commit is at hand: the present one, or one in the checkout's history."""
    if commit == code_commit():
        return True
    if not commit.isalnum() or not (REPO / ".git").exists():
        return False
    asked = ["git", "-C", str(REPO), "cat-file", "-e", f"{commit}^{{commit}}"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def retire(places: Places, entries: Sequence[Entry], release_ids: Sequence[str], reason: str, owner: str) -> None:
    """Record each retirement, and delete its folder; a folder that a crash left is deleted too.

    Called under the province's lock with releases that `plan` does not keep.
    """
    hashes = {entry.payload["release_id"]: entry.payload["tree_hash"] for entry in entries if entry.kind == "release"}
    ledger = Ledger(places.ledger)
    for release_id in release_ids:
        said = {"release_id": release_id, "tree_hash": hashes[release_id], "reason": reason, "owner": owner}
        ledger.append("retirement", said)
    for entry in ledger.read():
        if entry.kind == "retirement":
            release_id = str(entry.payload["release_id"])
            note = places.release / f"{release_id}.retired.json"
            if not note.exists():
                text = json.dumps(dict(entry.payload) | {"at": entry.at}, ensure_ascii=False, sort_keys=True)
                write_atomic(note, f"{text}\n".encode(), is_public=True)
            if (places.release / release_id).is_dir():
                set_writable(places.release / release_id)
                shutil.rmtree(places.release / release_id)


def _has_values(places: Places, entry: Entry) -> bool:
    path = places.published / f"{entry.payload['release_id']}.parquet"
    expected = entry.payload.get("published_sha256")
    return expected is None or (path.is_file() and file_sha256(path) == expected)


def _n_bytes(places: Places, release_id: str) -> int:
    return sum(path.stat().st_size for path in (places.release / release_id).rglob("*") if path.is_file())
