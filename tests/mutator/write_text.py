"""Writes a form's sheet as text: .csv in the ways programs save it, HTML tables under the name .xls.

What is left of a cell when only its text is saved; delimiters, encodings, rowspan and colspan.
"""

from __future__ import annotations

import csv
import html
import io
import unicodedata
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

from mutator.model import Book, Cell, Sheet
from mutator.spell import POINT, digits

TONES = "\u0300\u0301\u0303\u0309\u0323"
DELIMITERS = (",", ";", "\t", "|")
CHARSETS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "latin-1")
PLAIN = str.maketrans({"“": '"', "”": '"', "…": "...", "–": "-", "—": "-", "−": "-", "\u200b": None, "\ufeff": None})


def flatten(book: Book, rng: Random) -> None:
    """Turn every number of a form into the text that its sender's program shows, grouped or not."""
    group = rng.choice(("", "", POINT["en" if book.writes == "vi" else "vi"]))
    for sheet in book.forms:
        for cell in (cell for row in sheet.rows for cell in row.cells):
            if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                _shown(cell, group, book.writes)


def _shown(cell: Cell, group: str, writes: str) -> None:
    value = cell.value
    assert isinstance(value, int | float)
    number = Decimal(repr(value))
    is_percent = "%" in cell.number_format and '"' not in cell.number_format
    body = digits((number * 100).normalize() if is_percent else number, group, POINT[writes])
    cell.value, cell.number_format = f"{body}%" if is_percent else body, "General"
    if cell.figure and cell.figure.slot:
        cell.figure = replace(cell.figure, body=body, style=writes)


def write_csv(sheet: Sheet, path: Path, rng: Random) -> Path:
    """Write one line for each row; every fourth file states its delimiter."""
    sign = rng.choice(DELIMITERS)
    out = io.StringIO(newline="")
    if rng.random() < 0.25:
        out.write(f"sep={sign}\r\n")
    writer = csv.writer(out, delimiter=sign, lineterminator=rng.choice(("\r\n", "\n")))
    for row in sheet.rows:
        writer.writerow(["" if cell.value is None else f"{cell.value}{cell.raised}" for cell in row.cells])
    path.write_bytes(_encoded(out.getvalue(), rng.choice(CHARSETS)))
    return path


def _encoded(text: str, charset: str) -> bytes:
    """The text in `charset` where that has all its letters, else in UTF-8 with a byte-order mark."""
    plain = text.translate(PLAIN) if charset in ("cp1258", "latin-1") else text
    try:
        return (_split_tones(plain) if charset == "cp1258" else plain).encode(charset)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")


def _split_tones(text: str) -> str:
    """The text as Windows-1258 needs it: letters that it lacks as a vowel with the tone behind it."""
    return "".join(map(_split_tone, unicodedata.normalize("NFC", text)))


def _split_tone(char: str) -> str:
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(part for part in parts if part in TONES)
        return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)) + tone
    return char


def write_html(sheet: Sheet, path: Path, rng: Random) -> Path:
    """Write one table with the title in it, as web systems export it under the name .xls."""
    spans = {(box.top, box.left): (box.bottom - box.top + 1, box.right - box.left + 1) for box in sheet.boxes()}
    covered = {
        (r, c)
        for (r1, c1), (high, wide) in spans.items()
        for r in range(r1, r1 + high)
        for c in range(c1, c1 + wide)
        if (r, c) != (r1, c1)
    }
    lines: list[str] = []
    for at, row in enumerate(sheet.rows):
        cells = [_td(cell, spans.get((at, n))) for n, cell in enumerate(row.cells) if (at, n) not in covered]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    charset = rng.choice(("utf-8", "utf-8-sig", "utf-16"))
    stated = charset.removesuffix("-sig")
    head = f'<html><head><meta charset="{stated}"><title>Báo cáo</title><style>td{{color:#000}}</style></head>'
    page = f"{head}<body><table border=1>{rng.choice(('', chr(10))).join(lines)}</table></body></html>"
    path.write_bytes(page.encode(charset))
    return path


def _td(cell: Cell, span: tuple[int, int] | None) -> str:
    high, wide = span or (1, 1)
    size = (f' rowspan="{high}"' if high > 1 else "") + (f" colspan={wide}" if wide > 1 else "")
    text = "" if cell.value is None else html.escape(str(cell.value)).replace("\n", "<br>").replace("\u00a0", "&nbsp;")
    mark = f"<sup>{html.escape(cell.raised)}</sup>" if cell.raised else ""
    return f"<td{size}>{text or ('&nbsp;' if not mark else '')}{mark}</td>"
