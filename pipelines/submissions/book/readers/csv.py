"""Comma-, semicolon- or tab-separated text: one sheet of what was typed.

Here: cells by Python's csv module. Not here: encoding and delimiter (text_encoding.py), a second count (csv.py).
"""

from __future__ import annotations

import csv
import io

from pipelines.submissions.book.book import Book, Row, Sheet, Unreadable, shows_nothing
from pipelines.submissions.book.text_encoding import body, delimiter, text_of, typed

NAME = "CSV"


def read(content: bytes) -> Book:
    """The book: one sheet, every cell as text but bare whole numbers."""
    text = text_of(content)
    if text is None:
        raise Unreadable("not_a_workbook", "?")
    rows: dict[int, Row] = {}
    lines = csv.reader(io.StringIO(body(text), newline=""), delimiter=delimiter(text))
    for number, line in enumerate(lines, start=1):
        row = {column: typed(cell.strip()) for column, cell in enumerate(line, start=1) if not shows_nothing(cell)}
        if row:
            rows[number] = row
    return Book("csv", [Sheet(1, NAME, "visible", rows)])
