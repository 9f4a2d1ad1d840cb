"""Writes a backup into an empty data root, every file checked by its hash on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.errors import Message, message
from pipelines.ledger import Ledger
from pipelines.ledger.last_known import note_head
from pipelines.maintenance.backup import listed, no_progress, read_listing
from pipelines.maintenance.copying import copy_file, refuse
from pipelines.maintenance.messages import MAINTENANCE
from pipelines.publication.release.current import current_release
from pipelines.publication.release.standing import keep_database
from pipelines.publication.tree import set_read_only
from pipelines.settings import Places, make_private, make_readable


@dataclass
class Restored:
    """What a restore brought back, up to which entry of the ledger, and which files the backup lacked."""

    ledger_seq: int
    releases: list[str]
    n_files: int = 0
    faults: list[Message] = field(default_factory=list[Message])


def restore(copy: Places, target: Places, on_file: Callable[[int, int], None] = no_progress) -> Restored:
    """Copy the backup `copy` to `target`, ledger and `current` last, and make the current release's database anew.

    A file that the backup lacks or that was changed there is a fault of the answer; all else is restored. Raises
    MaintenanceError where there is no backup, its list does not fit its ledger, or the target is not empty;
    BrokenLedgerError for a broken ledger.
    """
    listing = read_listing(copy)
    for folder in (target.raw, target.release):
        if folder.is_dir() and any(folder.iterdir()):
            raise refuse("target_taken", folder=folder)
    entries = Ledger(copy.ledger).read()
    if not entries or (entries[-1].seq, entries[-1].hash) != (listing["ledger_seq"], listing["ledger_hash"]):
        raise refuse("listing_broken", listing=copy.data)
    releases = [str(entry.payload["release_id"]) for entry in entries if entry.kind == "release"]
    done = Restored(entries[-1].seq, releases)
    make_private(target.raw)
    make_readable(target.release)
    files = listed(listing)
    ends = [place.relative_to(copy.data).as_posix() for place in (copy.ledger, copy.current)]
    for n, name in enumerate([*sorted(files.keys() - set(ends)), *(end for end in ends if end in files)], start=1):
        source = copy.data / name
        if source.is_file() and copy_file(source, target.data / name, files[name].sha256):
            done.n_files += 1
        else:
            done.faults.append(message(MAINTENANCE, "copy_damaged", path=source))
        on_file(n, len(files))
    note_head(target.ledger, entries[-1])
    _finish(target, releases)
    return done


def _finish(target: Places, releases: list[str]) -> None:
    """Give back the permissions of a data root, and make the DuckDB file of the current release."""
    if target.ledger.is_file():
        target.ledger.chmod(0o600)
    for place in target.release.iterdir():
        if place.is_file():  # current, verdicts, proofs
            place.chmod(0o644)
    for release_id in releases:
        if (target.release / release_id).is_dir():
            set_read_only(target.release / release_id)
    if target.current.is_file():
        keep_database(target, current_release(target).release_id)
