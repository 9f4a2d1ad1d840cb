"""Counts the filled cells of HTML tables by cutting the page at its tags, without the parser of the first reader."""

from __future__ import annotations

import html
import re

from pipelines.submissions.book.book import SheetScan, is_blank
from pipelines.submissions.book.readers.html import NAME
from pipelines.submissions.book.source import Source
from pipelines.submissions.book.text_encoding import decode_bytes

HIDDEN = re.compile(r"<!--.*?-->|<(script|style|title)\b.*?</\1\s*>|<![^>]*>|<\?[^>]*>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<(/?)([a-z][a-z0-9:]*)[^>]*>", re.IGNORECASE)


def scan(source: Source) -> list[SheetScan]:
    """One scan: cells of outer tables with a text in them, and pieces of text outside tables."""
    page = HIDDEN.sub("", decode_bytes(source.content) or "")
    n = depth = at = 0
    is_cell = has_text = False
    for tag in TAG.finditer(page):
        shows = not is_blank(html.unescape(page[at : tag.start()]))
        at = tag.end()
        is_end, name = bool(tag.group(1)), tag.group(2).lower()
        n += shows and depth == 0
        has_text |= shows and is_cell
        if depth == 1 and (name in ("td", "th", "tr") or (name == "table" and is_end)):
            n += has_text
            is_cell, has_text = name in ("td", "th") and not is_end, False
        if name == "table":
            depth = max(0, depth + (-1 if is_end else 1))
    shows = not is_blank(html.unescape(page[at:]))  # a truncated page may end inside a cell
    return [SheetScan(NAME, n + (shows and depth == 0) + (has_text or (shows and is_cell)))]
