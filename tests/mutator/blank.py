"""Loads blank forms as another program saved them into the mutator's model, with the meaning of every value cell.

What a line asks for is read from the codebook's CSV files; figures are put in later (spell.py).
"""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import openpyxl
from mutator.model import Book, Cell, Figure, Identity, Merge, Row, Sheet, Slot, Value
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = {  # as printed on the blanks, from the left
    "XA-01": ["stt", "label", "row_code", "uom", "in_period", "ytd", "explanation"],
    "SKHCN-01": ["stt", "label", "row_code", "uom", "in_period", "ytd", "explanation"],
    "NV-01": ["stt", "label", "row_code", "uom", "level", "explanation"],
}
VALUES = ("in_period", "ytd", "level")
MONEY = ("triệu đồng",)
Slots = dict[tuple[str, str, str], Slot]  # form, row code and measure -> what is asked there


def rows_of(seeds: Path, table: str) -> list[dict[str, str]]:
    """A seed table, whether one file or a folder of files."""
    single = seeds / f"{table}.csv"
    paths = [single] if single.exists() else sorted((seeds / table).glob("*.csv"))
    rows: list[dict[str, str]] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def slots_of(seeds: Path) -> Slots:
    """What every value cell of the declared forms asks for."""
    units = {row["uom_code"]: row["symbol_vi"] for row in rows_of(seeds, "uoms")}
    bounds = {row["indicator_code"]: (row["bound_low"], row["bound_high"]) for row in rows_of(seeds, "indicators")}
    slots: Slots = {}
    for row in rows_of(seeds, "form_rows"):
        if not row["indicator_code"]:
            continue  # an area or a heading of somebody's published table
        for measure in filter(None, row["due_measures"].split("|")):
            low, high = (float(text) if text else None for text in bounds[row["indicator_code"]])
            unit = units[row["uom_code"]]
            slots[row["form_code"], row["row_key"], measure] = Slot(
                form=row["form_code"],
                row=row["row_key"],
                measure=measure,
                indicator=row["indicator_code"],
                breakdown=row["breakdown_code"],
                unit=unit,
                is_percent=unit == "%",
                is_money=unit in MONEY,
                low=low,
                high=high,
            )
    return slots


def load(path: Path, identity: Identity, area: str, slots: Slots) -> Book:
    """The blank in `path`, which was written for `identity`."""
    sheets = [_sheet(sheet) for sheet in openpyxl.load_workbook(path).worksheets]
    form = sheets[0]
    form.identity, form.area, form.roles = identity, area, list(COLUMNS[identity.form])
    _mark_rows(form)
    for row in form.of("line"):
        for role in VALUES:
            slot = slots.get((identity.form, row.key, role))
            if slot and role in form.roles:
                row.cells[form.column(role)].figure = Figure(slot, "absence", status="blank")
    return Book(sheets)


def _sheet(found: Worksheet) -> Sheet:
    """Every cell of an openpyxl sheet, padded to one width."""
    rows = [Row([Cell(_value(cell.value), cell.number_format) for cell in line], "head") for line in found.iter_rows()]
    sheet = Sheet(found.title, rows, [""] * (len(rows[0].cells) if rows else 0))
    sheet.state = "visible" if found.sheet_state == "visible" else "hidden"
    ranges: set[CellRange] = found.merged_cells.ranges
    for box in ranges:
        first = rows[box.min_row - 1].cells[box.min_col - 1]
        sheet.merges.append(Merge(first, box.max_row - box.min_row + 1, box.max_col - box.min_col + 1))
    return sheet


def _value(value: object) -> Value:
    """A blank form holds texts, numbers and dates only."""
    assert value is None or (isinstance(value, Value) and not isinstance(value, timedelta))
    return value


def _mark_rows(sheet: Sheet) -> None:
    """Set the kind of each row: the codes A B C D find the table, its first empty row ends it."""
    n = next(at for at, row in enumerate(sheet.rows) if [cell.value for cell in row.cells[:4]] == ["A", "B", "C", "D"])
    sheet.rows[n].kind, sheet.rows[n - 1].kind = "codes", "header"
    is_table = True
    for row in sheet.rows[n + 1 :]:
        is_table = is_table and row.cells[1].value is not None
        code = row.cells[2].value
        if not is_table:
            row.kind = "below"
        elif code is None:
            row.kind = "heading"
        else:
            row.kind, row.key = "line", str(code)
