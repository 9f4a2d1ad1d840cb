"""Writes a mutated book as .xlsx with xlsxwriter, and changes that file without opening it in a program."""

# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import xlsxwriter
from mutator.model import Book, Cell, Error, Formula, Sheet

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


class Runs(NamedTuple):
    """The formats of parts of a text."""

    raised: Any
    struck: Any


def write(book: Book, path: Path) -> Path:
    """Write every sheet, cell by cell."""
    with xlsxwriter.Workbook(str(path)) as out:
        formats: dict[tuple[str, bool], Any] = {("General", False): None}
        runs = Runs(out.add_format({"font_script": 1}), out.add_format({"font_strikeout": True}))
        pages = [(sheet, out.add_worksheet(sheet.name[:31])) for sheet in book.sheets]
        shown = next(page for sheet, page in pages if sheet.state == "visible")
        shown.set_first_sheet()
        shown.activate()
        for sheet, page in pages:
            if sheet.state != "visible":
                page.hide()
            _frame(sheet, page)
            for at, row in enumerate(sheet.rows):
                for n, cell in enumerate(row.cells):
                    style = (cell.number_format, cell.is_struck)
                    if style not in formats:
                        formats[style] = out.add_format({"num_format": style[0], "font_strikeout": style[1]})
                    _cell(page, (at, n), cell, formats[style], runs)
            for far in sheet.far:
                page.write_string(far.row, far.column, far.text)
    return path


def _frame(sheet: Sheet, page: Any) -> None:
    """Merged ranges and what is hidden; written first, since a range writes blanks that the cells then overwrite."""
    for box in sheet.boxes():
        if (box.top, box.left) != (box.bottom, box.right):
            page.merge_range(box.top, box.left, box.bottom, box.right, "")
    for at, row in enumerate(sheet.rows):
        if row.is_hidden:
            page.set_row(at, None, None, {"hidden": True})
    for n in sheet.hidden_columns:
        page.set_column(n, n, None, None, {"hidden": True})


def _cell(page: Any, at: tuple[int, int], cell: Cell, number_format: Any, runs: Runs) -> None:
    value = cell.value
    if value is None or value == "":
        return
    if cell.raised:
        page.write_rich_string(*at, str(value), runs.raised, cell.raised)
    elif cell.struck:
        page.write_rich_string(*at, runs.struck, cell.struck, f" {value}")
    elif isinstance(value, Formula):
        page.write_formula(*at, value.text, number_format, "" if value.result is None else value.result)
    elif isinstance(value, Error):
        page.write_formula(*at, f"={value.text}", number_format, value.text)
    elif isinstance(value, bool):
        page.write_boolean(*at, value, number_format)
    elif isinstance(value, date | time):
        page.write_datetime(*at, value, number_format)
    elif isinstance(value, str):
        page.write_string(*at, value, number_format)
    else:
        page.write_number(*at, value, number_format)


def saved_again(path: Path) -> Path:
    """Load the file and save it with openpyxl: formulas lose their values."""
    openpyxl.load_workbook(path, rich_text=True).save(path)
    return path


def with_macros(path: Path) -> Path:
    """Give the file the content type of .xlsm."""
    return _rewrite(path, lambda _, data: data.replace(TYPE.encode(), MACRO_TYPE.encode()))


def inline(path: Path) -> Path:
    """Move texts into the cells themselves, as programs write them that stream rows."""
    with zipfile.ZipFile(path) as archive:
        shared = archive.read("xl/sharedStrings.xml").decode()
    items = re.findall(r"<si>(.*?)</si>", shared, re.DOTALL)
    cell = re.compile(r'<c ([^>]*?) t="s"><v>(\d+)</v></c>')

    def change(name: str, data: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return data
        text = cell.sub(lambda m: f'<c {m[1]} t="inlineStr"><is>{items[int(m[2])]}</is></c>', data.decode())
        return text.encode()

    return _rewrite(path, change)


def _rewrite(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, change(name, data))
    return path
