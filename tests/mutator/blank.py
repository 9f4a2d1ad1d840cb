"""Blank forms as another program saved them -> the mutator's model, with the meaning of every value cell.

Here: what the codebook's CSV files say of a form's lines, and where the printed blank has them. Not here: figures.
"""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
from mutator.model import Book, Cell, Figure, Merge, Row, Sheet, Slot

COLUMNS = {  # as printed on the blanks, from the left
    "XA-01": ["stt", "label", "row_code", "uom", "in_period", "ytd", "explanation"],
    "SKHCN-01": ["stt", "label", "row_code", "uom", "in_period", "ytd", "explanation"],
    "NV-01": ["stt", "label", "row_code", "uom", "level", "explanation"],
}
VALUES = ("in_period", "ytd", "level")
MONEY = ("triệu đồng",)


def rows_of(seeds: Path, table: str) -> list[dict[str, str]]:
    """A seed table, whether one file or a folder of files."""
    single = seeds / f"{table}.csv"
    paths = [single] if single.exists() else sorted((seeds / table).glob("*.csv"))
    rows: list[dict[str, str]] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def slots_of(seeds: Path) -> dict[tuple[str, str, str], Slot]:
    """Form, row code and measure -> what is asked there."""
    units = {row["uom_code"]: row["symbol_vi"] for row in rows_of(seeds, "uoms")}
    bounds = {row["indicator_code"]: (row["bound_low"], row["bound_high"]) for row in rows_of(seeds, "indicators")}
    slots: dict[tuple[str, str, str], Slot] = {}
    for row in rows_of(seeds, "form_rows"):
        if not row["indicator_code"]:
            continue  # an area or a heading of somebody's published table
        for measure in filter(None, row["due_measures"].split("|")):
            low, high = (float(text) if text else None for text in bounds[row["indicator_code"]])
            unit = units[row["uom_code"]]
            slot = Slot(
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
            slots[row["form_code"], row["row_key"], measure] = slot
    return slots


def load(path: Path, who: tuple[str, str, str], area: str, slots: dict[tuple[str, str, str], Slot]) -> Book:
    """The blank in `path`: form, reporter and period are `who`."""
    book = openpyxl.load_workbook(path)
    sheets = [_sheet(book[name]) for name in book.sheetnames]
    form = sheets[0]
    form.who, form.area, form.roles = who, area, list(COLUMNS[who[0]])
    _tell_rows(form)
    for row in form.of("line"):
        for role in VALUES:
            slot = slots.get((who[0], row.key, role))
            if slot and role in form.roles:
                row.cells[form.column(role)].figure = Figure(slot, "absence", status="blank")
    return Book(sheets)


def _sheet(found: object) -> Sheet:
    """Every cell of an openpyxl sheet, padded to one width."""
    rows = [
        Row([Cell(cell.value, cell.number_format) for cell in line], "head")
        for line in found.iter_rows()  # type: ignore[attr-defined]
    ]
    sheet = Sheet(found.title, rows, [""] * (len(rows[0].cells) if rows else 0))  # type: ignore[attr-defined]
    sheet.state = "visible" if found.sheet_state == "visible" else "hidden"  # type: ignore[attr-defined]
    for box in found.merged_cells.ranges:  # type: ignore[attr-defined]
        first = rows[box.min_row - 1].cells[box.min_col - 1]
        sheet.merges.append(Merge(first, box.max_row - box.min_row + 1, box.max_col - box.min_col + 1))
    return sheet


def _tell_rows(sheet: Sheet) -> None:
    """What each printed row is: the codes A B C D find the table, its first empty row ends it."""
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
