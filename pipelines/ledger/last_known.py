"""The position of the ledger's last write, kept beside it: lines cut off its end leave no trace in a hash chain.

The file `ledger.head` holds seq and hash of the last entry. It is written after the entry is on the disk, so that after
a crash it may be behind the ledger, never ahead of it. A ledger without the file is read as it is.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pipelines.ledger.entry import BrokenLedgerError, Entry


def head_path(ledger: Path) -> Path:
    """The file beside the ledger."""
    return ledger.with_name(f"{ledger.stem}.head")


def note_head(ledger: Path, entry: Entry) -> None:
    """Keep the position of the last entry; one that cannot be kept leaves the earlier one, which holds too."""
    path = head_path(ledger)
    draft = path.with_name(f".{path.name}.draft")
    with suppress(OSError):
        draft.write_text(f"{entry.seq} {entry.hash}\n", "ascii")
        os.replace(draft, path)


def check_head(ledger: Path, entries: Sequence[Entry]) -> None:
    """Raise BrokenLedgerError where the entries do not reach the kept position, or have another entry there."""
    kept = _kept(head_path(ledger))
    if kept is None:
        return
    seq, digest = kept
    if seq > len(entries):
        raise BrokenLedgerError("entries_missing", len(entries) + 1, seq)
    if entries[seq - 1].hash != digest:
        raise BrokenLedgerError("entries_replaced", seq)


def _kept(path: Path) -> tuple[int, str] | None:
    """Seq and hash of the file; None where there is none or a crash left a part of it."""
    try:
        seq, digest = path.read_text("ascii").split()
        return (int(seq), digest) if int(seq) > 0 and len(digest) == 64 else None
    except (OSError, ValueError):
        return None
