"""A province is simulated by what it received: no sample receipt, no mark; one among others, a mark that says so."""

from __future__ import annotations

from pathlib import Path

from pipelines.ledger import Ledger
from pipelines.ledger.simulated import both_languages, is_simulated, notice, simulated_hashes, simulated_part

RECEIPT = {"receipt_id": "R1", "sha256": "0" * 64, "n_bytes": 1, "original_name": "a.xlsx", "channel": "cli"}


def part_of(folder: Path, *are_sample: bool) -> str:
    ledger = Ledger(folder / "ledger.jsonl")
    ledger.append("codebook", {"codebook_hash": "c" * 64})
    for number, is_sample in enumerate(are_sample):
        receipt = RECEIPT | {"sha256": f"{number:064d}"}
        ledger.append("receipt", receipt | ({"is_ahead": True} if is_sample else {}))
    return simulated_part(ledger.read())


def test_a_ledger_says_how_much_of_it_is_simulated(tmp_path: Path) -> None:
    assert part_of(tmp_path / "empty") == "none"
    assert part_of(tmp_path / "real", False, False) == "none"
    assert part_of(tmp_path / "one", False, True) == "partly"
    assert part_of(tmp_path / "all", True, True) == "all"


def test_the_words_are_those_of_the_watermark(tmp_path: Path) -> None:
    assert both_languages("none") == "" and notice("none") is None
    assert both_languages("all") == "SỐ LIỆU MÔ PHỎNG / SIMULATED DATA"
    assert both_languages("partly") == "CÓ SỐ LIỆU MÔ PHỎNG / CONTAINS SIMULATED DATA"


def test_a_file_stays_simulated_when_it_is_accepted_or_sent_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append("codebook", {"codebook_hash": "c" * 64})
    for extra in ({"is_simulated": True}, {"answers": "R1"}, {"sha256": "1" * 64}):
        ledger.append("receipt", RECEIPT | extra)
    entries = ledger.read()
    hashes = simulated_hashes(entries)
    assert [is_simulated(entry, hashes) for entry in entries] == [False, True, True, False]
    assert simulated_part(entries) == "partly" and simulated_part(entries[:-1]) == "all"
