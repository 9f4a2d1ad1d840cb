"""What one entry says and how it is written: a ledger of today must verify with the code of later years."""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from pipelines.ledger import BrokenLedgerError, Ledger
from pipelines.ledger.entry import GENESIS, canonical

HANOI = timezone(timedelta(hours=7))


def test_the_text_that_is_hashed_has_sorted_keys_no_blanks_and_plain_letters() -> None:
    assert canonical({"b": [1, 2.5], "a": "Mỹ Lâm"}) == '{"a":"Mỹ Lâm","b":[1,2.5]}'
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})


def test_an_entry_says_who_appended_it_in_which_function_and_when(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who: the account of the process as the system names it, whatever the environment says, with who called sudo."""
    me = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    monkeypatch.delenv("SUDO_USER", raising=False)
    for name in ("USER", "LOGNAME", "LNAME"):
        monkeypatch.setenv(name, "somebody")
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append("codebook", {"codebook_hash": "h"})
    at = datetime(2026, 11, 2, 6, 30, tzinfo=HANOI)
    ledger.append("codebook", {"codebook_hash": "h"}, actor="lan", role="head", at=at)
    ledger.append_many([("codebook", {"codebook_hash": "h"})])
    monkeypatch.setenv("SUDO_USER", "lan")
    ledger.append_decided(lambda known: [("codebook", {"codebook_hash": str(len(known))})])
    found = [(entry.actor, entry.role) for entry in ledger.read()]
    assert found == [(me, "analyst"), ("lan", "head"), (me, "analyst"), (f"{me} (sudo: lan)", "analyst")]
    assert ledger.read()[1].at == "2026-11-01T23:30:00.000000+00:00"  # seven hours before Hanoi's clock
    assert ledger.read()[0].at.endswith("+00:00")


def test_the_head_is_the_last_entry(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    assert ledger.head() == (0, GENESIS) == (0, "0" * 64)
    for n in (1, 2, 3):
        last = ledger.append("codebook", {"codebook_hash": f"h{n}"})
        assert ledger.head() == (n, last.hash)


def test_a_line_that_is_no_entry_is_named_with_its_number(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append("codebook", {"codebook_hash": "h"})
    with ledger.path.open("a") as file:
        file.write("{}\n")
    with pytest.raises(BrokenLedgerError) as caught:
        ledger.read()
    assert (caught.value.code, caught.value.line) == ("unreadable_line", 2)
    assert "2" in caught.value.message_en and "at" in caught.value.message_en
