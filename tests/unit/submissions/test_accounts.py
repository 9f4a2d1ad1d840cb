"""Cells in equal cells out: for our own forms and the published workbooks, cell by cell, against openpyxl and xlrd."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlrd

from pipelines.codebook.load import Codebook, load
from pipelines.forms.blank.blank import form_file_name, write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.ledger import Ledger
from pipelines.settings import places, seeds_root
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import receive

Place = tuple[str, str]
REAL = ("PCI_2014.xlsx", "PCI_2015.xlsx", "PAPI_2011-2016.xlsx")
LEGACY = ("Plan_2003.xls", "Final_2012.xls", "Plan_2017.xls")


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


def _landed(codebook: Codebook, data: Path, path: Path) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Submissions, cells and sheets of one file."""
    spot = places("08", data)
    ledger = Ledger(spot.ledger)
    receive(spot, codebook, [path])
    folder = land(spot, codebook, ledger.read()).folder
    cells = folder.glob("*/cell-*.parquet")
    tables = [pl.read_parquet(folder / "*" / f"{table}-*.parquet") for table in ("submission", "sheet")]
    return tables[0], pl.concat([pl.read_parquet(path) for path in cells] or [pl.DataFrame()]), tables[1]


def _filled(path: Path) -> set[Place]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and str(cell.value).strip()
    }


def _assert_balanced(submissions: pl.DataFrame, cells: pl.DataFrame, filled: set[Place]) -> None:
    blank = pl.col("outcome").eq("absence") & pl.col("reason_code").eq("blank")
    places_out = list(cells.filter(~blank).select("sheet", "address").iter_rows())
    assert len(places_out) == len(set(places_out))
    assert set(places_out) == filled
    parts = ("n_observation", "n_absence_filled", "n_reject", "n_context")
    assert sum(submissions[part].sum() for part in parts) == len(filled)
    assert submissions["n_nonempty"].sum() == submissions["n_second"].sum() == len(filled)
    assert submissions["n_absence_blank"].sum() == cells.filter(blank).height


@pytest.mark.parametrize(("form", "reporter"), [("XA-01", "C00700"), ("SKHCN-01", "D08-SKHCN")])
def test_our_own_forms_leave_no_cell_unclaimed(codebook: Codebook, tmp_path: Path, form: str, reporter: str) -> None:
    key = FormKey(form, reporter, "2026-10")
    path = tmp_path / form_file_name(codebook, key)
    values = {("01", "in_period"): 12, ("02", "in_period"): "-", ("03", "in_period"): "1.23.4", ("04", "in_period"): 7}
    content = FormContent(values, explanations={"01": "tăng do mùa vụ"}, watermark="SỐ LIỆU MÔ PHỎNG")
    write_form(codebook, key, path, content)
    submissions, cells, _ = _landed(codebook, tmp_path / "data", path)
    assert submissions["outcome"].to_list() == ["read"]
    assert submissions["reporter_code"].to_list() == [reporter]
    _assert_balanced(submissions, cells, _filled(path))
    assert "unclaimed" not in set(cells["reason_code"])
    assert cells.filter(pl.col("outcome") == "reject")["reason_code"].to_list() == ["not_a_number"]


@pytest.mark.parametrize("name", REAL)
def test_published_workbooks_balance_cell_by_cell(codebook: Codebook, shared: Path, tmp_path: Path, name: str) -> None:
    path = shared / "workbooks" / "real" / name
    submissions, cells, sheets = _landed(codebook, tmp_path, path)
    assert set(submissions["outcome"]) == {"read"}
    _assert_balanced(submissions, cells, _filled(path))
    hidden = set(sheets.filter(pl.col("visibility") != "visible")["sheet"])
    assert hidden == ({"Summary"} if name.startswith("PCI") else set())
    assert set(cells.filter(pl.col("sheet").is_in(hidden))["reason_code"]) == ({"hidden_sheet"} if hidden else set())


@pytest.mark.parametrize("name", LEGACY)
def test_published_legacy_workbooks_have_every_cell_counted(
    codebook: Codebook, shared: Path, tmp_path: Path, name: str
) -> None:
    path = shared / "workbooks" / "real" / name
    submissions, _, sheets = _landed(codebook, tmp_path, path)
    book = xlrd.open_workbook(str(path), logfile=io.StringIO())
    filled = {
        sheet.name: sum(
            cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) and bool(str(cell.value).strip())
            for row in sheet.get_rows()
            for cell in row
        )
        for sheet in book.sheets()
    }
    assert set(submissions["outcome"]) == {"read"}
    assert submissions["n_nonempty"].sum() == submissions["n_second"].sum() == sum(filled.values())
    parts = ("n_observation", "n_absence_filled", "n_reject", "n_context")
    assert sum(submissions[part].sum() for part in parts) == sum(filled.values())
    assert dict(sheets.select("sheet", "n_nonempty").iter_rows()) == filled
