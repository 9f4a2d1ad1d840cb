"""The second reader of HTML tables: counts what shows by cutting the page at its tags, without a parser.

Here: counting. Not here: values and places (html.py).
"""

from __future__ import annotations

import html
import re
import zipfile

from pipelines.submissions.book.book import SheetScan, shows_nothing
from pipelines.submissions.book.readers.html import NAME
from pipelines.submissions.book.text_encoding import text_of

UNSHOWN = re.compile(r"<!--.*?-->|<(script|style|title)\b.*?</\1\s*>|<![^>]*>|<\?[^>]*>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<(/?)([a-z][a-z0-9:]*)[^>]*>", re.IGNORECASE)


def scan(content: bytes, archive: zipfile.ZipFile | None) -> list[SheetScan]:
    """One scan: cells of outer tables with a text in them, and pieces of text outside tables."""
    page = UNSHOWN.sub("", text_of(content) or "")
    n = depth = at = 0
    is_cell = has_text = False
    for tag in TAG.finditer(page):
        shows = not shows_nothing(html.unescape(page[at : tag.start()]))
        at = tag.end()
        is_end, name = bool(tag.group(1)), tag.group(2).lower()
        n += shows and depth == 0
        has_text |= shows and is_cell
        if depth == 1 and (name in ("td", "th", "tr") or (name == "table" and is_end)):
            n += has_text
            is_cell, has_text = name in ("td", "th") and not is_end, False
        if name == "table":
            depth = max(0, depth + (-1 if is_end else 1))
    shows = not shows_nothing(html.unescape(page[at:]))  # a page cut off may end inside a cell
    return [SheetScan(NAME, n + (shows and depth == 0) + (has_text or (shows and is_cell)))]
