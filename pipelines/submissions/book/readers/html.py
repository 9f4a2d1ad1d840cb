"""Reads HTML tables, as programs save them under the name .xls, with Python's html.parser.

All tables and the lines between them make one sheet; rowspan and colspan move cells as a browser does. Nothing is
fetched; scripts, styles and entities beyond those of HTML are ignored.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from pipelines.submissions.book.book import Book, Box, FormatEffect, Row, Sheet, UnreadableError, Value
from pipelines.submissions.book.number_formats import PERCENT, as_shown, superscript, unit_of_text
from pipelines.submissions.book.text_encoding import decode_bytes, parse_cell

NAME = "HTML"
BLOCKS = frozenset(
    {"p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "center", "form", "hr", "body"}
)
NOT_SHOWN = frozenset({"script", "style", "title"})
LAST_ROW, LAST_COLUMN = 1 << 20, 1 << 14


def read(content: bytes) -> Book:
    """The book: one sheet.

    Raises:
        UnreadableError: `not_a_workbook` where no encoding fits.
    """
    text = decode_bytes(content)
    if text is None:
        raise UnreadableError("not_a_workbook", "HTML")
    page = _Page()
    page.feed(text)
    page.close()
    page.end()
    return Book("html", [Sheet(1, NAME, "visible", page.rows, page.merged)])


class _RowSpan(NamedTuple):
    """The columns that a cell of a row above covers, and the last row down to which it does."""

    left: int
    right: int
    bottom: int


class _Page(HTMLParser):
    """Collects the rows of a page; a table in a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: dict[int, Row] = {}
        self.merged: list[Box] = []
        self._row = 0
        self._column = 0
        self._depth = 0
        self._n_not_shown = 0
        self._n_superscript = 0
        self._cell: list[str] | None = None
        self._box = Box(0, 0, 0, 0)
        self._exact: str | None = None  # what Excel wrote beside the shown text
        self._spans: list[_RowSpan] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, row or cell; a block outside tables begins a row."""
        if tag in NOT_SHOWN:
            self._n_not_shown += 1
        elif tag == "sup":
            self._n_superscript += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._spans.clear()
                if self._row not in self.rows:
                    self._row = max(0, self._row - 1)  # the row begun by the text above is the table's first
        elif self._depth == 1 and tag == "tr":
            self._next_row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._open(dict(attrs))
        elif self._depth == 0 and tag in BLOCKS:
            self._next_row()
        elif self._cell is not None and tag in BLOCKS | {"tr", "td", "th"}:
            self._cell.append("\n" if tag == "br" else " ")

    def handle_endtag(self, tag: str) -> None:
        """End a table, row or cell; a block outside tables ends its row."""
        if tag in NOT_SHOWN:
            self._n_not_shown = max(0, self._n_not_shown - 1)
        elif tag == "sup":
            self._n_superscript = max(0, self._n_superscript - 1)
        elif tag == "table":
            if self._depth == 1:
                self._next_row()
            self._depth = max(0, self._depth - 1)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._close_cell()
        elif self._depth == 0 and tag in BLOCKS:
            self._next_row()

    def handle_data(self, data: str) -> None:
        """Add text to the open cell; text outside tables is a cell itself."""
        if self._n_not_shown:
            return
        if self._cell is not None:
            self._cell.append(superscript(data) if self._n_superscript else data)
        elif self._depth == 0 and data.strip():
            self._row = self._row or 1
            self._column += 1
            self._put(self._row, self._column, data, None)

    def end(self) -> None:
        """Close a cell that the page leaves open."""
        self._close_cell()

    def _next_row(self) -> None:
        self._close_cell()
        if self._row in self.rows or self._depth:
            self._row += 1
        self._column = 0
        self._spans = [span for span in self._spans if span.bottom >= self._row]

    def _open(self, attrs: dict[str, str | None]) -> None:
        self._close_cell()
        self._row = self._row or 1
        self._column += 1
        while covering := next((span for span in self._spans if span.left <= self._column <= span.right), None):
            self._column = covering.right + 1
        right = min(self._column + _number(attrs.get("colspan")) - 1, LAST_COLUMN)
        bottom = min(self._row + _number(attrs.get("rowspan")) - 1, LAST_ROW)
        self._box = Box(self._row, self._column, bottom, right)
        if bottom > self._row:
            self._spans.append(_RowSpan(self._column, right, bottom))
        self._exact = attrs.get("x:num") or None
        self._cell = []
        self._column = right

    def _close_cell(self) -> None:
        self._n_superscript = 0
        if self._cell is None:
            return
        row, column, bottom, right = self._box
        if self._put(row, column, "".join(self._cell), self._exact) and (bottom, right) != (row, column):
            self.merged.append(self._box)
        self._cell = None

    def _put(self, row: int, column: int, text: str, exact: str | None) -> bool:
        shown = "\n".join(line for line in (" ".join(piece.split()) for piece in text.split("\n")) if line)
        if not shown:
            return False
        self.rows.setdefault(row, {})[column] = _exact(exact, shown) or parse_cell(shown.strip())
        return True


def _exact(text: str | None, shown: str) -> Value | None:
    """The number that Excel wrote beside the shown text, with the percentage or the unit that the text shows."""
    try:
        number = float(text) if text else None
    except ValueError:
        return None
    if number is None or not (unit := unit_of_text(shown)):
        return number
    digits = re.sub(r"\D", "", shown).strip("0")
    is_percent = unit == "%" and digits == re.sub(r"\D", "", f"{number * 100:.12g}").strip("0") and abs(number) <= 1
    return as_shown(number, PERCENT if is_percent else FormatEffect(unit=unit))


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 9 else 1
