"""The entries of a ledger's bytes, after its whole hash chain was verified."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.ledger.entry import GENESIS, BrokenLedgerError, Entry, Link, parse_line
from pipelines.ledger.receipts import with_distinct_receipts


class Verified(NamedTuple):
    """Bytes of a ledger whose chain held, up to the end of a line, and their entries."""

    content: bytes
    entries: tuple[Entry, ...]


NOTHING_VERIFIED = Verified(b"", ())
_last = [NOTHING_VERIFIED]  # of the ledger that this process read last


def verify(content: bytes) -> list[Entry]:
    """Return the entries of a ledger's bytes, no two receipts of one id.

    A bad whole line is reported before an unfinished last one. A run reads its ledger some twenty times: lines that
    this process verified before, byte for byte and from the first line on, are not parsed again.
    """
    known = _last[0] if content.startswith(_last[0].content) else NOTHING_VERIFIED
    *lines, tail = content[len(known.content) :].split(b"\n")
    entries = list(known.entries)
    prev_hash = entries[-1].hash if entries else GENESIS
    for number, line in enumerate(lines, start=len(entries) + 1):
        entry = parse_line(line + b"\n", Link(number, prev_hash))
        entries.append(entry)
        prev_hash = entry.hash
    if tail:
        raise BrokenLedgerError("unfinished_line", len(entries) + 1)
    _last[0] = Verified(content, tuple(entries))
    return with_distinct_receipts(entries)
