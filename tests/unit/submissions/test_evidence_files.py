"""Which received file an evidence cell names: by its full name, from the reporter or unstated, the last one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.ledger import Ledger
from pipelines.submissions.intake.review.evidence_files import evidence_files
from pipelines.warehouse.landing.changes import find_evidence

FILES = (  # the examples of the model's former unit test: name, stated sender
    ("QD-12.pdf", "D"),
    ("qd-12.pdf", None),
    ("Bảng 7.pdf", "D"),
    ("Bảng 7.jpg", "D"),
    ("x.pdf", "E"),
    ("thu/y.jpg", "D"),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    book = Ledger(tmp_path / "ledger.jsonl")
    for number, (name, sender) in enumerate(FILES, 1):
        stated = {"original_name": name, "sender_code": sender, "sha256": "0" * 64, "n_bytes": 1, "channel": "cli"}
        book.append("receipt", {"receipt_id": f"R{number}", **stated})
    return book


@pytest.mark.parametrize(
    ("text", "receipt"),
    [
        (" QD-12.PDF", "R1"),  # its own, though a later one has no sender
        ("bảng 7", "R4"),  # without its ending, the later of two
        ("x.pdf", None),  # only another office sent such a name
        ("y.jpg", "R6"),  # in a folder
        ("Quyết định 12", None),
        ("", None),
    ],
)
def test_the_file_that_a_cell_names(text: str, receipt: str | None, ledger: Ledger) -> None:
    cell = {"submission_id": "s", "row_key": "01", "reporter_code": "D", "raw_text": text}
    assert [file.receipt_id for file in evidence_files(ledger.read(), [cell])] == ([receipt] if receipt else [])


def test_a_build_finds_it_by_the_full_name_up_to_its_position(ledger: Ledger) -> None:
    with duckdb.connect(":memory:") as con:
        con.execute("create schema landing")
        con.execute(
            "create table landing.submission as select 's' as submission_id, 'D' as reporter_code, 7 as receipt_seq"
        )
        con.execute(
            "create table landing.cell as select 's' as submission_id, '01' as row_key, 'context' as outcome,"
            " 'evidence' as reason_code, unnest(['evidence_file', 'evidence_name']) as col_key,"
            " unnest(['Bảng 7.jpg', 'x.pdf']) as raw_text"
        )
        entries = ledger.read()
        assert find_evidence(con, entries) == []  # the form came after them
        ledger.append("codebook", {"codebook_hash": "c"})
        assert find_evidence(con, ledger.read()) == [{"submission_id": "s", "row_key": "01", "receipt_id": "R4"}]
