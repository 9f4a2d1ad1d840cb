"""One entry of the ledger: its fields, its JSON line and its hashes. Pure functions, no files and no clock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from pipelines.errors import ChisoError, message
from pipelines.ledger.messages import LEDGER

# Keys that the payload of each kind must have. Other keys are allowed, so that old code reads newer ledgers.
KINDS: dict[str, tuple[str, ...]] = {
    "codebook": ("codebook_hash",),
    "receipt": ("receipt_id", "sha256", "n_bytes", "original_name", "channel"),
    "skip": ("source", "reason", "channel"),
    "dismissal": ("file_id", "reason", "owner"),
    "clock": ("today", "reason", "owner"),
    "decision": ("decision_kind", "period_code", "reason", "owner"),
    "build": ("build_id", "tree_hash", "occasion_period", "ledger_seq", "checks", "n_failed"),
    "verdict": ("build_id", "outcome", "verdict_sha256"),
    "rollback": ("release_id", "from_release_id", "reason", "owner"),
    "retirement": ("release_id", "tree_hash", "reason", "owner"),
    "release": ("release_id", "build_id", "tree_hash", "occasion_period", "ledger_seq"),
}
# Kinds about what was built: no build is made from them, so they do not change the position that a build is named by.
OF_BUILDS = ("build", "verdict", "rollback", "retirement")
GENESIS = "0" * 64  # prev_hash of the first entry
FIELDS = ("seq", "at", "actor", "role", "kind", "payload", "payload_hash", "prev_hash", "hash")


@dataclass(frozen=True)
class Entry:
    """One line of the ledger.

    `at` is the time of the machine's clock (UTC, ISO-8601). `seq`, counted from 1 without a gap, defines the order.
    """

    seq: int
    at: str
    actor: str
    role: str
    kind: str
    payload: Mapping[str, Any]
    payload_hash: str
    prev_hash: str
    hash: str


class Link(NamedTuple):
    """Place of an entry in the chain: its number and the hash of the entry before it."""

    seq: int
    prev_hash: str


class Stamp(NamedTuple):
    """Who appends an entry, and when (UTC, ISO-8601)."""

    at: str
    actor: str
    role: str


class BrokenLedgerError(ChisoError):
    """The hash chain does not hold at `line` (counted from 1).

    `code` is `unreadable_line`, `hash_mismatch`, `unfinished_line`, `entries_missing` or `entries_replaced`. Only an
    unfinished last line (`is_torn`) can be repaired by `Ledger.repair`.
    """

    def __init__(self, code: str, line: int, cause: object = "") -> None:
        super().__init__(message(LEDGER, code, line=line, cause=cause))
        self.line = line

    @property
    def is_torn(self) -> bool:
        """True if the last write was interrupted and every line before it is whole."""
        return self.code == "unfinished_line"


def canonical(value: object) -> str:
    """Return the JSON text that is hashed and written: sorted keys, no blanks, UTF-8, no NaN."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def make_entry(link: Link, stamp: Stamp, kind: str, payload: Mapping[str, Any]) -> Entry:
    """Return a new entry. Keys of the payload with the value None are left out.

    Raises:
        ValueError: `kind` is not in KINDS, or the payload lacks a key that the kind needs.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown ledger kind {kind!r}; known: {', '.join(KINDS)}")
    kept = {key: value for key, value in payload.items() if value is not None}
    missing = [key for key in KINDS[kind] if key not in kept]
    if missing:
        raise ValueError(f"ledger entry {kind!r} lacks {', '.join(missing)}")
    payload_hash = sha256(canonical(kept))
    digest = sha256(canonical([link.seq, *stamp, kind, payload_hash, link.prev_hash]))
    return Entry(link.seq, *stamp, kind, kept, payload_hash, link.prev_hash, digest)


def format_line(entry: Entry) -> bytes:
    """Return the entry as one line of the file, newline included."""
    return (canonical({name: getattr(entry, name) for name in FIELDS}) + "\n").encode()


def parse_line(line: bytes, link: Link) -> Entry:
    """Return the entry of a line (newline included) that must stand at `link`.

    Raises:
        BrokenLedgerError: the line is no entry, or any byte differs from what the chain requires.
    """
    try:
        found = cast(dict[str, Any], json.loads(line.decode()))
        stamp = Stamp(found["at"], found["actor"], found["role"])
        entry = make_entry(link, stamp, found["kind"], dict(found["payload"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenLedgerError("unreadable_line", link.seq, error) from error
    # Comparing the rebuilt line byte by byte also catches a changed blank, key or number format.
    if format_line(entry) != line:
        raise BrokenLedgerError("hash_mismatch", link.seq)
    return entry
