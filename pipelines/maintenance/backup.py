"""Copies what cannot be made again, raw data and releases, to another disk, where it is a data root itself.

The copy is incremental: a blob is known by its name, which is its hash, and a release by the ledger. Nothing that the
copy holds is ever removed. The ledger is copied last, as it was before the first file, so that a copy that broke off
holds every file that its ledger names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.errors import Message, message
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.last_known import head_path
from pipelines.ledger.receipts import lost_originals
from pipelines.maintenance.copying import Held, Listed, copy_file, has_size, refuse
from pipelines.maintenance.messages import MAINTENANCE
from pipelines.publication.proof.make import SCRIPT
from pipelines.publication.province_lock import OnWait, no_wait, province_lock
from pipelines.publication.release.standing import retired
from pipelines.publication.tree import file_sha256, tree_hash, write_atomic
from pipelines.settings import Places, make_private
from pipelines.submissions.intake.receive import blob_path

FOLDER, LISTING, HISTORY, LAST = "backup", "files.json", "history.jsonl", "last.json"


@dataclass
class Backup:
    """A backup under way and what it did: `files` is all that the copy holds of this state of the ledger."""

    source: Places
    copy: Places
    entries: Sequence[Entry]
    known: Listed  # what the last backup listed
    on_file: Callable[[int, int], None]
    files: dict[str, Held] = field(default_factory=dict[str, Held])
    faults: list[Message] = field(default_factory=list[Message])
    n_copied: int = 0

    @property
    def n_bytes(self) -> int:
        """The bytes of all files of the backup."""
        return sum(held.n_bytes for held in self.files.values())


def notes_of(places: Places) -> Path:
    """The folder of a data root that holds the list of a backup's files, and at the source when it was made."""
    return places.data / FOLDER / places.province


def no_progress(_done: int, _total: int) -> None:
    """Report nothing."""


def back_up(
    places: Places, folder: Path, on_wait: OnWait = no_wait, on_file: Callable[[int, int], None] = no_progress
) -> Backup:
    """Bring the backup of a province below `folder` up to date, while no build or publication of it runs.

    A damaged original or release is a fault of the answer; all else is copied. Raises BrokenLedgerError for a broken
    ledger, MaintenanceError where the copy holds another history; both before anything is written.
    """
    if not places.ledger.is_file():
        raise refuse("nothing_to_back_up", province=places.province, ledger=places.ledger)
    data, target = places.data.resolve(), folder.resolve()
    if target.is_relative_to(data) or data.is_relative_to(target):
        raise refuse("inside_data", folder=folder, data=places.data)
    copy = Places(places.province, folder)
    with province_lock(places, on_wait):
        content, entries = Ledger(places.ledger).snapshot()
        _refuse_other_history(copy, content, len(entries))
        make_private(copy.raw)
        done = Backup(places, copy, entries, _known(copy), on_file)
        for step in (_copy_blobs, _copy_records, _copy_releases):
            step(done)
        _write_ends(done, content)
    return done


def read_listing(copy: Places) -> dict[str, Any]:
    """The list of a backup. Raises MaintenanceError where there is none."""
    path = notes_of(copy) / LISTING
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise refuse("no_backup", folder=copy.data, province=copy.province, listing=path) from error


def listed(listing: dict[str, Any]) -> dict[str, Held]:
    """The files of a list, by path."""
    return {path: Held(*held) for path, held in listing["files"].items()}


def check_copy(copy: Places, on_file: Callable[[int, int], None] = no_progress) -> list[Message]:
    """Read every file of a backup and compare it with the list; a sentence for each that is absent or changed."""
    files = listed(read_listing(copy))
    faults: list[Message] = []
    for n, (path, held) in enumerate(files.items(), start=1):
        file = copy.data / path
        if not has_size(file, held.n_bytes) or file_sha256(file) != held.sha256:
            faults.append(message(MAINTENANCE, "copy_damaged", path=file))
        on_file(n, len(files))
    return faults


def _refuse_other_history(copy: Places, content: bytes, n: int) -> None:
    if copy.ledger.is_file():
        kept = copy.ledger.read_bytes()
        if not content.startswith(kept):
            raise refuse("other_history", folder=copy.data, n_copy=kept.count(b"\n"), n=n)


def _known(copy: Places) -> Listed:
    return listed(read_listing(copy)) if (notes_of(copy) / LISTING).is_file() else {}


def _copy_blobs(done: Backup) -> None:
    """Every original that a receipt names and nobody declared lost."""
    lost = lost_originals(done.entries)
    receipts = [entry.payload for entry in done.entries if entry.kind == "receipt"]
    hashes = {str(payload["sha256"]): int(payload["n_bytes"]) for payload in receipts}
    settled = {str(payload["sha256"]) for payload in receipts if payload["receipt_id"] in lost}
    for n, (sha256, n_bytes) in enumerate(sorted(hashes.items()), start=1):
        source = blob_path(done.source, sha256)
        if not _bring(done, source, Held(sha256, n_bytes)) and sha256 not in settled:
            done.faults.append(message(MAINTENANCE, "blob_damaged", path=source))
        done.on_file(n, len(hashes))


def _copy_records(done: Backup) -> None:
    """All else in the raw folder: codebook snapshots, published values, pieces of a torn ledger."""
    ledger = done.source.ledger
    for path in _files(done.source.raw):
        # the noted position of the last write may be ahead of the ledger that is copied
        if path not in (ledger, head_path(ledger)) and not path.is_relative_to(done.source.blobs):
            _bring(done, path, Held(file_sha256(path), path.stat().st_size))


def _copy_releases(done: Backup) -> None:
    """Every release of the ledger whose bytes have its hash, with what lies beside it under its name.

    A release that was retired is not there any more; a copy of it that was made before stays.
    """
    gone = retired(done.entries)
    for entry in done.entries:
        if entry.kind != "release":
            continue
        folder = done.source.release / str(entry.payload["release_id"])
        inside = f"{_name(done, folder)}/"
        before = {name: held for name, held in done.known.items() if name.startswith(inside)}
        if before and all(has_size(done.copy.data / name, held.n_bytes) for name, held in before.items()):
            done.files |= before
        elif folder.is_dir() and tree_hash(folder) == entry.payload["tree_hash"]:
            for path in _files(folder, is_hidden=True):
                _bring(done, path, Held(file_sha256(path), path.stat().st_size))
        elif folder.name not in gone:
            done.faults.append(message(MAINTENANCE, "release_damaged", path=folder))
        for path in [*sorted(done.source.release.glob(f"{folder.name}.*")), done.source.release / SCRIPT.name]:
            if path.is_file():
                _bring(done, path, Held(file_sha256(path), path.stat().st_size))


def _bring(done: Backup, source: Path, held: Held) -> bool:
    """See to it that the copy holds these bytes under the same path; False where the source does not have them."""
    name = _name(done, source)
    target = done.copy.data / name
    is_there = has_size(target, held.n_bytes) and (done.known.get(name) == held or file_sha256(target) == held.sha256)
    if not is_there:
        if not source.is_file() or copy_file(source, target, held.sha256) is None:
            return False
        done.n_copied += 1
    done.files[name] = held
    return True


def _write_ends(done: Backup, content: bytes) -> None:
    """Write the ledger, then `current`, then the list of files, and note at the source that there is a backup."""
    write_atomic(done.copy.ledger, content)
    done.files[_name(done, done.source.ledger)] = Held(file_sha256(done.copy.ledger), len(content))
    if done.source.current.is_file():
        write_atomic(done.copy.current, done.source.current.read_bytes())
        size = done.copy.current.stat().st_size
        done.files[_name(done, done.source.current)] = Held(file_sha256(done.copy.current), size)
    last = done.entries[-1] if done.entries else None
    summary = {
        "taken_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "province": done.source.province,
        "ledger_seq": last.seq if last else 0,
        "ledger_hash": last.hash if last else "",
        **{"n_files": len(done.files), "n_copied": done.n_copied, "n_bytes": done.n_bytes},
        "faults": [fault.en for fault in done.faults],
    }
    notes = notes_of(done.copy)
    write_atomic(notes / LISTING, json.dumps(summary | {"files": done.files}, indent=0).encode())
    with (notes / HISTORY).open("a", encoding="utf-8") as history:
        history.write(json.dumps(summary) + "\n")
    write_atomic(notes_of(done.source) / LAST, json.dumps(summary | {"folder": str(done.copy.data)}).encode())


def _name(done: Backup, path: Path) -> str:
    return path.relative_to(done.source.data).as_posix()


def _files(folder: Path, is_hidden: bool = False) -> Iterator[Path]:
    """The files below a folder in order of name, drafts (hidden files) among them only where asked for."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and (is_hidden or not path.name.startswith(".")):
            yield path
