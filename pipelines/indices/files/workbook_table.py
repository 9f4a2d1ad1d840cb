"""An analyst's workbook (.xlsx, .xls, .ods …) as the text of one of its sheets: iData, iMeta, or denominators.

The workbook is opened by the reader of received files, which is the only package that opens any.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pipelines.codebook.text import name_ascii
from pipelines.errors import Message
from pipelines.indices.errors import TableProblem, problem, text
from pipelines.indices.files.csv_table import Line
from pipelines.indices.files.headings import Headings, recognised
from pipelines.submissions.book.book import Book, Percent, Sheet, UnreadableError, Value, raw_text
from pipelines.submissions.book.read import read_book
from pipelines.submissions.messages import UNREADABLE

SHEETS = {  # names of sheets, folded, by what they hold
    "data": ("idata", "data", "so lieu", "du lieu", "bang so lieu"),
    "meta": ("imeta", "meta", "khung", "khung chi so", "cau truc", "chi tieu", "danh muc", "phuong phap"),
    "denominators": ("denominators", "denominator", "mau so"),
    "effort": ("effort", "no luc", "gioi han"),
}
MAGIC = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))  # a ZIP package, and Excel's older container


class SheetLines(NamedTuple):
    """The lines of a sheet as text, and the cells (line, position) that the workbook holds as numbers."""

    lines: list[Line]
    typed: set[tuple[int, int]]


def is_workbook(content: bytes) -> bool:
    """True for the bytes of a workbook, whatever its file is called."""
    return content.startswith(MAGIC)


def sheet_lines(path: Path, kind: str, headings: Headings, problems: list[TableProblem]) -> SheetLines:
    """Return the lines of the sheet that holds `kind` (a key of SHEETS).

    That is the sheet of such a name, else the only visible one, else the one with most headings. Problems are appended.
    """
    try:
        book = read_book(path.read_bytes(), {}, lambda _stage: None)
    except UnreadableError as error:
        vi, en = UNREADABLE[error.reason]
        detail = error.detail if isinstance(error.detail, Message) else Message("", error.detail, error.detail)
        shown = Message("", vi.format(name=path.name, detail=detail.vi), en.format(name=path.name, detail=detail.en))
        problems.append(problem(path.name, text("at_file"), shown, "workbook_file"))
        return SheetLines([], set())
    return _lines(_chosen(book, kind, headings))


def _chosen(book: Book, kind: str, headings: Headings) -> Sheet:
    """The sheet that holds a table of this kind."""
    visible = [sheet for sheet in book.sheets if sheet.visibility == "visible" and sheet.rows] or book.sheets
    named = [sheet for sheet in visible if name_ascii(sheet.name) in SHEETS[kind]]
    if named or len(visible) == 1:
        return (named or visible)[0]

    def n_headings(sheet: Sheet) -> int:
        return max((recognised(map(_text, row.values()), headings) for row in sheet.rows.values()), default=0)

    return max(visible, key=n_headings)


def _lines(sheet: Sheet) -> SheetLines:
    """All lines of a sheet from its first filled column on, each as long as the longest."""
    columns = [column for row in sheet.rows.values() for column in row]
    first, last = min(columns, default=1), max(columns, default=0)
    lines = SheetLines([], set())
    for number, row in sheet.rows.items():
        cells = [_text(row[column]) if column in row else "" for column in range(first, last + 1)]
        lines.lines.append(Line(number, cells))
        lines.typed.update((number, column - first) for column, value in row.items() if isinstance(value, int | float))
    return lines


def _text(value: Value) -> str:
    """A cell as text; a number that is shown as a percentage is the percentage."""
    return raw_text(value.shown if isinstance(value, Percent) else value).strip()
