"""Sheets of a release's workbook: formats, titles, tables with live formulas, set-up for A4.

Numbers are numbers: the comma comes from their format. Codes are text, so that their zeros stay.
"""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.files.content.release import Row, Source

FONT = {"font_name": "Times New Roman", "font_size": 10, "valign": "top"}
BOX = {**FONT, "border": 1, "border_color": "#A6A6A6"}
LOCALE = "[$-42A]"  # Vietnamese: comma for decimals in programs that follow the format, such as LibreOffice
NUMBER = {"align": "right", "indent": 1}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {**FONT, "bold": True, "font_size": 14},
    "subtitle": {**FONT, "italic": True},
    "notice": {**FONT, "bold": True, "font_size": 12, "font_color": "#C00000"},
    "section": {**FONT, "bold": True, "font_size": 11, "bottom": 2, "bottom_color": "#1F4E79"},
    "note": {**FONT, "italic": True, "text_wrap": True, "font_color": "#404040"},
    "head": {**BOX, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#DDE8F3"},
    "text": {**BOX, "text_wrap": True},
    "code": {**BOX, "num_format": "@"},
    "centre": {**BOX, "align": "center", "text_wrap": True},
    "int": {**BOX, **NUMBER, "num_format": f"{LOCALE}#,##0"},
    "dec1": {**BOX, **NUMBER, "num_format": f"{LOCALE}#,##0.0"},
    "dec2": {**BOX, **NUMBER, "num_format": f"{LOCALE}#,##0.00"},
    "percent": {**BOX, **NUMBER, "num_format": f"{LOCALE}0.0%"},
    "move": {**BOX, **NUMBER, "num_format": f"{LOCALE}+#,##0;{LOCALE}-#,##0;0"},
    "date": {**BOX, "align": "center", "num_format": "dd/mm/yyyy"},
    "total": {**BOX, **NUMBER, "bold": True, "num_format": f"{LOCALE}#,##0", "bg_color": "#F2F2F2"},
    "total_percent": {**BOX, **NUMBER, "bold": True, "num_format": f"{LOCALE}0.0%", "bg_color": "#F2F2F2"},
    "total_text": {**BOX, "bold": True, "bg_color": "#F2F2F2"},
}
CREATED = datetime(2000, 1, 1)  # a fixed time: the same release gives the same bytes
LINE = 13.5  # points of a line of text of 10 points
LETTERS_PER_UNIT = 1.45  # letters of 10 points in a unit of column width; measured on Vietnamese names


@dataclass(frozen=True)
class Column:
    """A column of a table: heading, width, kind of its cells, and what they hold.

    `field` names the value in the row; `kind` "number" chooses the decimals by the value. With a `formula` the cell is
    live and the value is what it gives; `{row}` in it is the row's number, `{cell}` the field `cell`. A row without the
    value has a blank cell.
    """

    head: str
    width: float
    kind: str
    field: str
    formula: str = ""


@dataclass(frozen=True)
class Placed:
    """Where the rows of a table stand, as numbers of Excel; `last` is `first - 1` for a table without rows."""

    first: int
    last: int

    def column(self, letter: str) -> str:
        """The absolute range of a column."""
        return f"${letter}${self.first}:${letter}${max(self.last, self.first)}"


class Book:
    """A workbook with the formats of FORMATS, of one release."""

    def __init__(self, path: Path, source: Source, title: str) -> None:
        options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
        self.source = source
        self.book = xlsxwriter.Workbook(str(path), options)
        said = f"{source.notice}. " if source.notice else ""
        about = f"{said}Làm từ bản công bố {source.release_id}"
        self.book.set_properties({"title": title, "comments": about, "created": CREATED})
        self.formats: dict[str, Format] = {name: self.book.add_format(style) for name, style in FORMATS.items()}

    def sheet(self, name: str, title: str, *, is_wide: bool = False) -> Worksheet:
        """Add a sheet with its title, the release and the notice that figures are simulated, on paper too."""
        sheet = self.book.add_worksheet(name)
        source = self.source
        sheet.write(0, 0, title, self.formats["title"])
        sheet.set_row(0, 21)
        about = f"{source.area_name[:1].upper()}{source.area_name[1:]} · {source.period_name} · bản {source.release_id}"
        sheet.write(1, 0, about, self.formats["subtitle"])
        if source.notice:
            sheet.write(2, 0, source.notice, self.formats["notice"])
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        if is_wide:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f'&C&"Times New Roman,Bold"&11{source.notice}' if source.notice else "")
        sheet.set_footer(f'&L&"Times New Roman"&9{name} · {source.release_id}&R&"Times New Roman"&9Trang &P/&N')
        return sheet

    def close(self) -> None:
        """Write the file."""
        self.book.close()

    def number(self, value: float) -> Format:
        """The format of a number whose unit is not known: whole, else one decimal, two below 10."""
        return self.formats["int" if value == int(value) else "dec2" if abs(value) < 10 else "dec1"]

    def table(self, sheet: Worksheet, at: int, columns: Sequence[Column], rows: Sequence[Row]) -> Placed:
        """Write a table whose heading stands in row `at` (from 0). Returns where its rows stand."""
        for place, column in enumerate(columns):
            sheet.write(at, place, column.head, self.formats["head"])
        heads = max(ceil(len(column.head) / (column.width * LETTERS_PER_UNIT)) for column in columns)
        sheet.set_row(at, max(2, heads) * LINE + 3)
        for number, row in enumerate(rows, start=at + 1):
            self.row(sheet, number, columns, row)
        return Placed(at + 2, at + 1 + len(rows))

    def row(self, sheet: Worksheet, number: int, columns: Sequence[Column], row: Row) -> None:
        """Write one row of a table (its number from 0), as high as its fullest text."""
        for place, column in enumerate(columns):
            self._cell(sheet, number, place, column, row)
        if (lines := _lines(columns, row)) > 1:
            sheet.set_row(number, lines * LINE + 2)

    def _cell(self, sheet: Worksheet, number: int, place: int, column: Column, row: Row) -> None:
        """Write one cell of a table."""
        value: Any = row.get(column.field)
        kind = column.kind
        shape = self.formats["dec1" if kind == "number" else kind]
        if value is None or value == "":
            sheet.write_blank(number, place, None, shape)
            return
        if kind == "number":
            shape = self.number(value)
        if column.formula:
            sheet.write_formula(
                number, place, column.formula.format(row=number + 1, cell=row.get("cell")), shape, value
            )
        elif kind == "date":
            sheet.write_datetime(number, place, value, shape)
        elif kind in ("text", "code", "centre") and not isinstance(value, int):
            sheet.write_string(number, place, str(value), shape)
        else:
            sheet.write_number(number, place, float(value), shape)

    def widths(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        """Set the widths of the columns."""
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)

    def list_sheet(
        self,
        sheet: Worksheet,
        at: int,
        columns: Sequence[Column],
        rows: Sequence[Row],
        *,
        n_printed: int | None = None,
    ) -> Placed:
        """A sheet that holds one long table: repeated heading, filter, print area of all columns or the first ones."""
        self.widths(sheet, columns)
        placed = self.table(sheet, at, columns, rows)
        last = max(placed.last - 1, at + 1)
        if rows:
            sheet.autofilter(at, 0, last, len(columns) - 1)
        sheet.repeat_rows(at)
        sheet.print_area(0, 0, last, (n_printed or len(columns)) - 1)
        return placed


def _lines(columns: Sequence[Column], row: Row) -> int:
    """How many lines the fullest text of a row takes."""
    return max(
        ceil(len(str(row.get(column.field) or "")) / (column.width * LETTERS_PER_UNIT))
        if column.kind in ("text", "centre")
        else 1
        for column in columns
    )


def letter(place: int) -> str:
    """The letter of a column counted from 0."""
    return chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)
