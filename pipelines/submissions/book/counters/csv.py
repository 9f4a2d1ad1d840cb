"""Counts the filled cells of a .csv by a pattern, without Python's csv module, which is the first reader."""

from __future__ import annotations

import re

from pipelines.submissions.book.book import SheetScan, is_blank
from pipelines.submissions.book.readers.csv import NAME
from pipelines.submissions.book.source import Source
from pipelines.submissions.book.text_encoding import decode_bytes, find_delimiter, without_delimiter_line


def scan(source: Source) -> list[SheetScan]:
    """One scan. A cell is a quoted text with what follows it, or all text up to the next delimiter or line end."""
    text = decode_bytes(source.content) or ""
    delimiter = re.escape(find_delimiter(text))
    cell = re.compile(rf'"(?:[^"]|"")*"[^{delimiter}\r\n]*|[^{delimiter}\r\n]+')
    n = sum(
        not is_blank(match.group().replace('"', " ")) or '""' in match.group()[1:-1]
        for match in cell.finditer(without_delimiter_line(text))
    )
    return [SheetScan(NAME, n)]
