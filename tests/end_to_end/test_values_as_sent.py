"""Real cells from the file to the landing: unit formats, struck-out text, counts, codes, dates, units, remarks."""

from __future__ import annotations

import json
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from pipelines.codebook.load import load
from pipelines.forms.blank.blank import form_file_name, write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.layout import FormKey
from pipelines.ledger import Ledger
from pipelines.publication import month
from pipelines.settings import places, seeds_root
from pipelines.submissions.intake.land import land

OWN = "in_period"
BUDGET, PEOPLE, FIRMS = (
    FormKey("STC-01", "D08-STC", "2026-Q4"),
    FormKey("XA-01", "C00700", "2026-10"),
    FormKey("SKHCN-07", "D08-SKHCN", "2026-Q4"),
)
FIRM = "0100109106"


def _firm(code: str, day: str) -> dict[str, str | int]:
    fields: dict[str, str | int] = {"name": f"Doanh nghiệp mô phỏng {code}", "firm_code": code, "support": 10}
    return fields | {"commune": "Xã Ngọc Đường", "decision_number": "1/MP", "decision_date": day}


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    """The tables of the landing after one delivery of the three files."""
    root = tmp_path_factory.mktemp("values")
    codebook, here = load(seeds_root()), places("08", root / "data")
    values = {(f"{n:02d}", OWN): 1000 + n for n in range(1, 26)}
    contents = {
        BUDGET: FormContent(values),
        PEOPLE: FormContent(values),
        FIRMS: FormContent(
            registers={
                "DN": [_firm(FIRM, "2026-10-05"), _firm(f"{FIRM}-001", "2026-10-06"), _firm("MP-1", "2026-10-07")]
            }
        ),
    }
    for key, content in contents.items():
        path = write_form(codebook, key, root / form_file_name(codebook, key), content)
        book = openpyxl.load_workbook(path)
        _spoil(book[key.form_code], key)
        book.save(path)
    month.receive(here, seeds_root(), sorted(root.glob("*.xlsx")))
    folder = land(here, codebook, Ledger(here.ledger).read()).folder
    return {
        name: pl.concat([pl.read_parquet(path) for path in sorted(folder.glob(f"*/{name}-*.parquet"))])
        for name in ("submission", "cell", "observation", "record")
    }


def _cell(sheet: Any, row_key: str) -> Any:
    """The value cell of a line in the column of the period."""
    column = next(cell.column for line in sheet.iter_rows() for cell in line if cell.value == "Mã số")
    row = next(line[column - 1].row for line in sheet.iter_rows() if str(line[column - 1].value) == row_key)
    return sheet.cell(row, column + 2)


def _spoil(sheet: Any, key: FormKey) -> None:
    if key == BUDGET:
        _cell(sheet, "01").number_format = '#,##0 "đồng"'
        _cell(sheet, "02").number_format = '#,##0" triệu đồng"'
        _cell(sheet, "03").number_format = r'_-* #,##0\ "₫"_-'
        _cell(sheet, "04").number_format = "[Red]#,##0_)"
    elif key == PEOPLE:
        _cell(sheet, "01").value = "7 dn"
        _cell(sheet, "02").value = "1'234 (tăng 5%)"
        _cell(sheet, "03").value = 12.5
        _cell(sheet, "04").value = CellRichText(
            TextBlock(InlineFont(strike=True), "15"), TextBlock(InlineFont(b=True), "120")
        )
        _cell(sheet, "05").font = Font(strike=True)
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("Đ", "\u00d0").replace("đ", "\u00f0").replace("ư", "\u01a3")
    else:
        codes = [cell for line in sheet.iter_rows() for cell in line if cell.value == FIRM]
        codes[0].value, codes[0].number_format = int(FIRM), "0000000000"


def _of(landed: dict[str, pl.DataFrame], table: str, form: str) -> pl.DataFrame:
    ids = landed["submission"].filter(form_code=form)["submission_id"]
    return landed[table].filter(pl.col("submission_id").is_in(ids.implode()))


def test_units_of_number_formats_are_compared_with_the_lines(landed: dict[str, pl.DataFrame]) -> None:
    cells = _of(landed, "cell", "STC-01").filter(pl.col("outcome") == "reject")
    assert sorted(cells["row_key"]) == ["01", "03"]
    assert set(cells["reason_code"]) == {"unit_differs"}
    assert all("1 triệu đồng = 1000000 đồng" in text for text in cells["evidence_vi"])
    figures = dict(_of(landed, "observation", "STC-01").filter(measure_code=OWN).select("row_key", "value").iter_rows())
    assert (figures["02"], figures["04"]) == (1002, 1004)


def test_struck_text_fractions_and_look_alike_letters(landed: dict[str, pl.DataFrame]) -> None:
    assert list(landed["submission"].filter(form_code="XA-01")["outcome"]) == ["read"]
    cells = {
        row["row_key"]: row
        for row in _of(landed, "cell", "XA-01").iter_rows(named=True)
        if row["col_key"] == "in_period" or row["outcome"] == "reject"
    }
    assert cells["03"]["reason_code"] == "fraction_in_count"
    assert cells["05"]["reason_code"] == "struck_out"
    figures = dict(_of(landed, "observation", "XA-01").filter(measure_code=OWN).select("row_key", "value").iter_rows())
    assert figures["04"] == 120 and "03" not in figures and "05" not in figures


def test_short_units_separators_and_remarks(landed: dict[str, pl.DataFrame]) -> None:
    figures = dict(_of(landed, "observation", "XA-01").filter(measure_code=OWN).select("row_key", "value").iter_rows())
    assert (figures["01"], figures["02"]) == (7, 1234)
    texts = _of(landed, "cell", "XA-01").filter(pl.col("raw_text").is_in(["7 dn", "1'234 (tăng 5%)"]))
    assert all("“dn”" in text or "“tăng 5%”" in text for text in texts["evidence_vi"])
    assert texts.height == 2


def test_codes_and_dates_of_a_register(landed: dict[str, pl.DataFrame]) -> None:
    records = _of(landed, "record", "SKHCN-07").sort("row_key")
    assert list(records["entity_key"]) == [FIRM, f"{FIRM}-001", "MP-1"]
    days = [json.loads(text)["decision_date"] for text in records["fields"]]
    assert days == ["2026-10-05", "2026-10-06", "2026-10-07"]
    assert not _of(landed, "cell", "SKHCN-07").filter(pl.col("outcome") == "reject").height
