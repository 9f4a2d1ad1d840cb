"""Entries decided under the lock; a ledger in which two receipts bear one id reads as two, whatever comes later."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from pipelines.ledger import Ledger

SHA = {letter: 64 * letter for letter in "ab"}


def receipt(receipt_id: str, letter: str, **more: Any) -> tuple[str, dict[str, Any]]:
    payload = {
        "receipt_id": receipt_id,
        "sha256": SHA[letter],
        "n_bytes": 1,
        "original_name": "t.xlsx",
        "channel": "cli",
    }
    return "receipt", payload | more


def read(ledger: Ledger, upto: int | None = None) -> list[tuple[str, str | None]]:
    return [(e.payload["receipt_id"], e.payload.get("same_as")) for e in ledger.read(upto)]


def test_what_is_decided_sees_every_entry_before_it(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append("codebook", {"codebook_hash": "h1"})
    added = ledger.append_decided(lambda known: [("codebook", {"codebook_hash": f"after {known[-1].seq}"})] * 2)
    assert [(entry.seq, entry.payload["codebook_hash"]) for entry in added] == [(2, "after 1"), (3, "after 1")]
    assert ledger.read()[1:] == added


def test_where_nothing_is_decided_nothing_is_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append("codebook", {"codebook_hash": "h1"})
    before = ledger.path.read_bytes()
    assert ledger.append_decided(lambda known: []) == []
    with pytest.raises(ZeroDivisionError):
        ledger.append_decided(lambda known: [("codebook", {"codebook_hash": str(1 // 0)})])
    assert ledger.path.read_bytes() == before


def test_two_receipts_of_one_id_are_two(tmp_path: Path) -> None:
    """Two receivers saw an empty ledger; a third one saw two entries and wrote as the fifth."""
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append_many([receipt("R000001-aaaaaaaa", "a"), receipt("R000002-bbbbbbbb", "b")])
    ledger.append_many([receipt("R000001-aaaaaaaa", "a"), receipt("R000002-bbbbbbbb", "b")])
    ledger.append_many([receipt("R000003-aaaaaaaa", "a", same_as="R000001-aaaaaaaa")])
    expected = [
        ("R000001-aaaaaaaa", None),
        ("R000002-bbbbbbbb", None),
        ("R000003-aaaaaaaa", "R000001-aaaaaaaa"),
        ("R000004-bbbbbbbb", "R000002-bbbbbbbb"),
        ("R000005-aaaaaaaa", "R000001-aaaaaaaa"),  # the third entry has its id by now
    ]
    assert read(ledger) == expected
    assert [read(ledger, upto) for upto in range(1, 6)] == [expected[:upto] for upto in range(1, 6)]
    entries = ledger.read()
    assert all(after.prev_hash == before.hash for before, after in itertools.pairwise(entries))


def test_receipts_of_different_ids_stay_as_they_were_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    written = ledger.append_many([receipt("R000001-aaaaaaaa", "a"), receipt("R000002-aaaaaaaa", "a")])
    assert ledger.read() == written
    assert read(ledger) == [("R000001-aaaaaaaa", None), ("R000002-aaaaaaaa", None)]
