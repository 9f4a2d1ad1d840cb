"""One entry of the ledger: its fields, its one possible spelling in bytes, its hashes.

Here: pure functions from entry to line and back. Not here: files, locks, clocks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

# What a payload must carry, by kind. Further keys are allowed: a ledger outlives the code that reads it.
KINDS: dict[str, tuple[str, ...]] = {
    "codebook": ("codebook_hash",),
    "receipt": ("receipt_id", "sha256", "n_bytes", "original_name", "channel"),
    "decision": ("decision_kind", "period_code", "reason", "owner"),
    "verdict": ("build_id", "outcome", "verdict_sha256"),
    "release": ("release_id", "build_id", "tree_hash", "occasion_period", "ledger_seq"),
}
GENESIS = "0" * 64
FIELDS = ("seq", "at", "actor", "role", "kind", "payload", "payload_hash", "prev_hash", "hash")


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. `at` is what the clock said (UTC, ISO-8601); the order is `seq`."""

    seq: int
    at: str
    actor: str
    role: str
    kind: str
    payload: Mapping[str, Any]
    payload_hash: str
    prev_hash: str
    hash: str


class LedgerBroken(Exception):
    """The chain does not hold at `line` (counted from 1). `torn`: the last line was never finished."""

    def __init__(self, line: int, found_vi: str, found_en: str, torn: bool = False) -> None:
        self.line = line
        self.torn = torn
        mend_vi = (
            "Lần ghi cuối bị ngắt giữa chừng; chạy `chiso ledger repair` để cất phần dở dang sang tệp riêng."
            if torn
            else "Khôi phục sổ cái từ bản sao lưu gần nhất của data/raw; không sửa tay."
        )
        mend_en = (
            "The last write was cut off; run `chiso ledger repair` to set the unfinished part aside in its own file."
            if torn
            else "Restore the ledger from the latest backup of data/raw; do not edit it by hand."
        )
        self.message_vi = f"Sổ cái hỏng ở dòng {line}: {found_vi}. {mend_vi}"
        self.message_en = f"The ledger is broken at line {line}: {found_en}. {mend_en}"
        super().__init__(self.message_vi)


def canonical(value: object) -> str:
    """The one spelling that is hashed and written: sorted keys, no blanks, UTF-8, no NaN."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    """Hex digest of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def make(seq: int, at: str, actor: str, role: str, kind: str, payload: Mapping[str, Any], prev_hash: str) -> Entry:
    """A new entry chained to `prev_hash`; ValueError where the kind is unknown or its payload incomplete."""
    if kind not in KINDS:
        raise ValueError(f"unknown ledger kind {kind!r}; known: {', '.join(KINDS)}")
    kept = {key: value for key, value in payload.items() if value is not None}
    missing = [key for key in KINDS[kind] if key not in kept]
    if missing:
        raise ValueError(f"ledger entry {kind!r} lacks {', '.join(missing)}")
    payload_hash = sha256(canonical(kept))
    digest = sha256(canonical([seq, at, actor, role, kind, payload_hash, prev_hash]))
    return Entry(seq, at, actor, role, kind, kept, payload_hash, prev_hash, digest)


def to_line(entry: Entry) -> bytes:
    """The entry as one line of bytes, newline included."""
    return (canonical({name: getattr(entry, name) for name in FIELDS}) + "\n").encode()


def from_line(line: bytes, number: int, seq: int, prev_hash: str) -> Entry:
    """The entry of one line, when its every byte is the one that the chain demands."""
    try:
        raw = json.loads(line.decode())
        found = cast(dict[str, Any], raw)
        entry = make(seq, found["at"], found["actor"], found["role"], found["kind"], dict(found["payload"]), prev_hash)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise LedgerBroken(number, "dòng không đọc được", f"the line cannot be read ({fault})") from fault
    # Rebuilding the whole line and comparing bytes also catches a changed blank, key or number format.
    if to_line(entry) != line:
        raise LedgerBroken(number, "nội dung không khớp chuỗi băm", "its content does not match the hash chain")
    return entry
