"""Files that are plain text: their encoding, whether they are a table, and by which sign their cells are parted.

Here: evidence for encoding and delimiter. Not here: cells (csv.py, html.py), TCVN3 and VNI inside a decoded
text (legacy_fonts.py).
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections import Counter
from itertools import islice

from pipelines.submissions.book.book import Unreadable, Value
from pipelines.submissions.book.legacy_fonts import SCHEMES, WORD, is_syllable

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
MAX_TEXT = 50 << 20  # bytes; XML of this size would be a workbook of millions of cells
LOOK = 20_000  # characters that are enough to tell encoding and delimiter
DELIMITERS = ";,\t|"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")  # reads the same in every style, and comes back as it was typed
TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)


def text_kind(content: bytes) -> str | None:
    """`html` or `csv`; None where the bytes are no text, or a text without a table."""
    if len(content) > MAX_TEXT:
        raise Unreadable("too_large", f"{len(content) >> 20} MB")
    text = text_of(content)
    if text is None:
        return None
    if TABLE.search(text):
        return "html"
    if text.lstrip()[:1] in ("<", "{", "%"):
        return None
    return "csv" if delimiter(text) else None


def text_of(content: bytes) -> str | None:
    """The text: by its mark, as UTF-8, as UTF-16 without a mark, else in the 8-bit encoding with most syllables."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    head = content[:LOOK]
    if 0 in head:
        wide = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return _decoded(content, wide)
    return _decoded(content, "utf-8") or _eight_bit(content)


def delimiter(text: str) -> str:
    """The sign that parts most lines into one same number of cells; empty where none does."""
    stated = re.match(r"sep=(.)\r?\n", text)
    if stated:
        return stated.group(1)
    best, found = (0, 0), ""
    for sign in DELIMITERS:
        lines = csv.reader(text[:LOOK].splitlines(keepends=True), delimiter=sign)
        try:
            widths = Counter(len(line) for line in islice(lines, 300) if line)
        except csv.Error:
            continue
        n_cells, n_lines = max(((width, n) for width, n in widths.items() if width > 1), key=_by_lines, default=(0, 0))
        if n_lines > 1 and (n_lines, n_cells) > best:
            best, found = (n_lines, n_cells), sign
    return found


def body(text: str) -> str:
    """The text without the line that only states the delimiter."""
    return re.sub(r"\Asep=.\r?\n", "", text)


def typed(text: str) -> Value:
    """A cell's text; bare whole numbers as numbers, everything else as it was typed."""
    return float(text) if WHOLE.fullmatch(text) else text


def _by_lines(width: tuple[int, int]) -> tuple[int, int]:
    return width[1], width[0]


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if CONTROL.search(text) else text


def _eight_bit(content: bytes) -> str | None:
    """Windows-1258 or Latin-1; the latter holds TCVN3 and VNI, which are decoded later, text by text."""
    windows, latin = _decoded(content, "cp1258"), _decoded(content, "latin-1")
    if windows is None or latin is None:
        return windows or latin
    windows = unicodedata.normalize("NFC", windows)
    sample = latin[:LOOK]
    old = max(_syllables(scheme(sample)) for scheme in (*SCHEMES.values(), str))
    return windows if _syllables(windows[:LOOK]) > old else latin


def _syllables(text: str) -> int:
    return sum(is_syllable(word) for word in WORD.findall(text) if not word.isascii())
