"""Plain text files: their encoding, whether they hold a table, and the delimiter of their cells.

TCVN3 and VNI inside a decoded text are the task of legacy_fonts.py, cells that of readers/csv.py and readers/html.py.
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections import Counter
from itertools import islice

from pipelines.submissions.book.book import UnreadableError, Value
from pipelines.submissions.book.legacy_fonts import SCHEMES, WORD, is_syllable

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
MAX_TEXT = 50 << 20  # bytes; XML of this size would be a workbook of millions of cells
SAMPLE = 20_000  # characters that suffice to find encoding and delimiter
DELIMITERS = ";,\t|"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
MOST_CONTROLS = 200  # one control character in so many may stand in a cell; more of them are no text
WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")  # reads the same in every style, and is written back as it was typed
SPREADSHEETML = re.compile(r"<(?:\w+:)?Workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet")
TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)


def detect_text_format(content: bytes) -> str | None:
    """`spreadsheetml`, `html` or `csv`; None where the bytes are no text, or a text without a table.

    Raises:
        UnreadableError: `too_large` above MAX_TEXT.
    """
    if len(content) > MAX_TEXT:
        raise UnreadableError("too_large", f"{len(content) >> 20} MB")
    text = decode_bytes(content)
    if text is None:
        return None
    if SPREADSHEETML.search(text[:SAMPLE]):
        return "spreadsheetml"
    if TABLE.search(text):
        return "html"
    if text.lstrip()[:1] in ("<", "{", "%"):
        return None
    return "csv" if find_delimiter(text) else None


def decode_bytes(content: bytes) -> str | None:
    """The text of the bytes; None where no encoding fits.

    Tried in this order: the byte-order mark, UTF-16 without a mark, UTF-8, the 8-bit encoding that gives most
    Vietnamese syllables.
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    head = content[:SAMPLE]
    if head.count(0) * 8 > len(head):
        utf16 = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return _decoded(content, utf16)
    return _decoded(content, "utf-8") or _decode_eight_bit(content)


def find_delimiter(text: str) -> str:
    """The delimiter that cuts most lines into one same number of cells; empty where none does."""
    stated = re.match(r"sep=(.)\r?\n", text)
    if stated:
        return stated.group(1)
    best, found = (0, 0), ""
    for delimiter in DELIMITERS:
        lines = csv.reader(text[:SAMPLE].splitlines(keepends=True), delimiter=delimiter)
        try:
            widths = Counter(len(line) for line in islice(lines, 300) if line)
        except csv.Error:
            continue
        n_cells, n_lines = max(((width, n) for width, n in widths.items() if width > 1), key=_by_lines, default=(0, 0))
        if n_lines > 1 and (n_lines, n_cells) > best:
            best, found = (n_lines, n_cells), delimiter
    return found


def without_delimiter_line(text: str) -> str:
    """The text without a first line `sep=;`, which only states the delimiter."""
    return re.sub(r"\Asep=.\r?\n", "", text)


def parse_cell(text: str) -> Value:
    """The value of a cell's text: a number for whole digits, everything else as it was typed."""
    return float(text) if WHOLE.fullmatch(text) else text


def _by_lines(width: tuple[int, int]) -> tuple[int, int]:
    return width[1], width[0]


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    n_controls = len(CONTROL.findall(text))
    if n_controls * MOST_CONTROLS > len(text):
        return None
    return CONTROL.sub(" ", text) if n_controls else text


def _decode_eight_bit(content: bytes) -> str | None:
    """Windows-1258 or Latin-1; the latter holds TCVN3 and VNI, which are decoded later, text by text."""
    windows, latin = _decoded(content, "cp1258"), _decoded(content, "latin-1")
    if windows is None or latin is None:
        return windows or latin
    windows = unicodedata.normalize("NFC", windows)
    sample = latin[:SAMPLE]
    n_legacy = max(_count_syllables(decode(sample)) for decode in (*SCHEMES.values(), str))
    return windows if _count_syllables(windows[:SAMPLE]) > n_legacy else latin


def _count_syllables(text: str) -> int:
    return sum(is_syllable(word) for word in WORD.findall(text) if not word.isascii())
