"""Received through the real path, worker processes and landing: odd files cost themselves, good ones are read."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support import spell_book, write_xls
from xlsxwriter.utility import xl_cell_to_rowcol  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from pipelines.codebook.load import load
from pipelines.forms.blank.blank import write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.ledger import Ledger
from pipelines.publication.gate import gather_facts
from pipelines.settings import places, seeds_root
from pipelines.submissions.book.book import address
from pipelines.submissions.book.read import read_book
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import receive

FIGURES = {("01", "in_period"): 100.0, ("02", "in_period"): 10.0}
READ = {
    "ods": "ods",
    "excel 2003": "spreadsheetml",
    "code page": "xlrd",
    "line breaks": "calamine",
    "plain": "calamine",
}
UNREADABLE = {"sylk": "not_a_workbook", "password": "encrypted", "cut": "truncated", "lotus": "other_program"}


def _cells(folder: Path) -> dict[str, Any]:
    """The cells of XA-01 of a commune for October 2026, as the blank form has them, with two figures."""
    key = FormKey("XA-01", "C00700", "2026-10")
    path = write_form(load(seeds_root()), key, folder / "blank.xlsx", FormContent(FIGURES))
    sheet = read_book(path.read_bytes(), {}, lambda stage: None).sheets[0]
    return {address(row, at): value for row, line in sheet.rows.items() for at, value in line.items()}


def _write(folder: Path, cells: dict[str, Any]) -> None:
    form = {"XA-01": cells}
    broken = cells | {"H9": "\n\n", "G9": "\nTăng do\n\nsáp nhập", "A60": "Người lập biểu\n\n\n\nHọ Tên", "B61": "\n"}
    spell_book.write_xlsx(folder / "plain.xlsx", form)
    spell_book.write_xlsx(folder / "line breaks.xlsx", {"XA-01": broken})
    spell_book.write_ods(folder / "ods.ods", form, indent="\n ", kind="", manifest=False)
    spell_book.write_xml_2003(folder / "excel 2003.xls", form)
    grid = {xl_cell_to_rowcol(place): value for place, value in cells.items()}
    write_xls.write(folder / "code page.xls", {"XA-01": grid}, code_page=1252)
    spell_book.write_xlsx(folder / "two.xlsx", form | {"Khác": {"A1": "Biểu số: KHÔNG-CÓ", "A2": "x"}})
    (folder / "sylk.slk").write_bytes(b'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"Bi"\r\nC;X2;K12\r\nE\r\n')
    (folder / "lotus.wk4").write_bytes(bytes.fromhex("00001a000210040000000000"))
    content = (folder / "plain.xlsx").read_bytes()
    (folder / "cut.xlsx").write_bytes(content[: len(content) // 2])
    with zipfile.ZipFile(folder / "password.ods", "w") as archive:
        archive.writestr("content.xml", "x")
        archive.writestr("META-INF/manifest.xml", "<encryption-data/>")


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> tuple[pl.DataFrame, list[Any]]:
    """The submissions with their file's name, and the balances of the gate."""
    root = tmp_path_factory.mktemp("odd")
    (folder := root / "in").mkdir()
    cells = _cells(root)
    _write(folder, cells)
    spot, codebook = places("08", root / "data"), load(seeds_root())
    ledger = Ledger(spot.ledger)
    receive(spot, codebook, [folder])
    landing = land(spot, codebook, ledger.read()).folder
    receipts = [entry for entry in ledger.read() if entry.kind == "receipt"]
    names = {str(entry.payload["receipt_id"]): str(entry.payload["original_name"]) for entry in receipts}
    rows = pl.concat([pl.read_parquet(path) for path in landing.rglob("submission-*.parquet")], how="vertical_relaxed")
    rows = rows.with_columns(stem=pl.col("receipt_id").replace_strict(names).str.replace(r"\.\w+$", ""))
    balances = list(gather_facts._balances(landing, receipts))  # pyright: ignore[reportPrivateUsage]
    return rows, balances


def test_what_a_program_can_open_is_read_and_the_rest_is_named(landed: tuple[pl.DataFrame, list[Any]]) -> None:
    rows, _ = landed
    found = {row["stem"]: row for row in rows.to_dicts() if row["stem"] != "two"}
    outcomes = {stem: (row["outcome"], row["reader_name"], row["n_observation"]) for stem, row in found.items()}
    print(json.dumps(outcomes, ensure_ascii=False))
    assert {stem: reader for stem, (outcome, reader, _) in outcomes.items() if outcome == "read"} == READ
    assert {n for outcome, _, n in outcomes.values() if outcome == "read"} == {2}
    assert {stem: found[stem]["reason_code"] for stem in UNREADABLE} == UNREADABLE
    assert set(found) == READ.keys() | UNREADABLE.keys()


def test_a_refused_sheet_beside_a_read_one_leaves_the_counts_balanced(landed: tuple[pl.DataFrame, list[Any]]) -> None:
    rows, balances = landed
    outcomes = rows.filter(pl.col("stem") == "two").sort("block_no")["outcome"].to_list()
    assert outcomes == ["read", "refused"]
    assert len(balances) > 10
    assert [balance for balance in balances if balance.n_in != balance.n_out] == []
