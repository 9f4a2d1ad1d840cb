"""Takes a sample of an .xlsx sheet's texts from its XML, to be compared with what the first reader gives.

A few dozen cells, spread over the sheet, are found by a plain search and looked up among the shared strings: a parse of
all strings would cost a tenth of the reading time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache

from pipelines.submissions.book.book import parse_address

N_SAMPLED = 24  # cells of a sheet
CELL = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"(?: s="\d+")? t="s"(?: s="\d+")?><v>(\d+)</v>')
PHONETIC = re.compile(rb"<rPh\b.*?</rPh>", re.DOTALL)
TEXT = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")


class SharedTexts:
    """The shared strings of a workbook, looked up one by one."""

    def __init__(self, xml: bytes, pieces: list[bytes]) -> None:
        """Take the strings' XML, and the same split at each `<si>`."""
        is_plain = b"!" not in xml or (b"<![CDATA" not in xml and b"<!--" not in xml)
        self._items = pieces[1:] if is_plain and len(pieces) - 1 == xml.count(b"</si>") else []

    def sample(self, xml: bytes) -> dict[tuple[int, int], str]:
        """Texts of cells spread over the sheet `xml`, by row and column."""
        found: dict[tuple[int, int], str] = {}
        step = max(1, len(xml) // N_SAMPLED)
        at = 0
        while self._items and (cell := CELL.search(xml, at)):
            item = int(cell.group(2))
            if item < len(self._items):
                found[parse_address(cell.group(1).decode())] = _text(self._items[item])
            at = max(cell.end(), cell.start() + step)
        return found


def thinned(cells: Iterable[tuple[tuple[int, int], str]]) -> dict[tuple[int, int], str]:
    """At most about twice N_SAMPLED of the texts, spread over all."""
    texts = list(cells)
    return dict(texts[:: max(1, len(texts) // N_SAMPLED)])


@lru_cache(maxsize=16384)  # the same texts come in every file of a form
def _text(item: bytes) -> str:
    return html.unescape(b"".join(TEXT.findall(PHONETIC.sub(b"", item))).decode("utf-8", "replace"))
