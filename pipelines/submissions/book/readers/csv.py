"""Reads comma-, semicolon-, tab- or bar-separated text with Python's csv module into one sheet of what was typed."""

from __future__ import annotations

import csv
import io

from pipelines.submissions.book.book import Book, Row, Sheet, UnreadableError, is_blank
from pipelines.submissions.book.text_encoding import decode_bytes, find_delimiter, parse_cell, without_delimiter_line

NAME = "CSV"


def read(content: bytes) -> Book:
    """The book: one sheet; cells are texts, but for whole digits, which are numbers.

    Raises:
        UnreadableError: `not_a_workbook` where no encoding fits.
        csv.Error: the text breaks a limit of Python's csv.
    """
    text = decode_bytes(content)
    if text is None:
        raise UnreadableError("not_a_workbook", "?")
    rows: dict[int, Row] = {}
    widths: dict[int, int] = {}
    delimiter = find_delimiter(text)
    lines = csv.reader(io.StringIO(without_delimiter_line(text), newline=""), delimiter=delimiter)
    for number, line in enumerate(lines, start=1):
        row = {column: parse_cell(cell.strip()) for column, cell in enumerate(line, start=1) if not is_blank(cell)}
        if row:
            rows[number] = row
            widths[number] = len(line)
    return Book("csv", [Sheet(1, NAME, "visible", rows, widths=widths if delimiter == "," else {})])
