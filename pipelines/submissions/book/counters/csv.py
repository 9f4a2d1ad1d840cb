"""The second reader of .csv: counts filled cells by a pattern, without the csv module.

Here: counting. Not here: values (csv.py).
"""

from __future__ import annotations

import re
import zipfile

from pipelines.submissions.book.book import SheetScan, shows_nothing
from pipelines.submissions.book.readers.csv import NAME
from pipelines.submissions.book.text_encoding import body, delimiter, text_of


def scan(content: bytes, archive: zipfile.ZipFile | None) -> list[SheetScan]:
    """One scan: a cell is a quoted text with what follows it, or all up to the next delimiter or line end."""
    text = text_of(content) or ""
    sign = re.escape(delimiter(text))
    cell = re.compile(rf'"(?:[^"]|"")*"[^{sign}\r\n]*|[^{sign}\r\n]+')
    n = sum(
        not shows_nothing(match.group().replace('"', " ")) or '""' in match.group()[1:-1]
        for match in cell.finditer(body(text))
    )
    return [SheetScan(NAME, n)]
