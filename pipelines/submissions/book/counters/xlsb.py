"""Counts the filled cells of an .xlsb record by record; finds error cells, formats, merged ranges, what is hidden.

Record types and layouts are those of [MS-XLSB]; type and length of a record are integers of 7 bits a byte. The one
library for this format, pyxlsb, had its last release in 2022.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

from pipelines.submissions.book.book import Box, BrokenCell, FormatEffect, SheetScan
from pipelines.submissions.book.counters.text_sample import thinned
from pipelines.submissions.book.number_formats import BUILT_IN, STRUCK, format_effect, formatted_runs
from pipelines.submissions.book.source import Source

ROW, ERROR, NUMBERS, TEXT, FORMULA_TEXT, FORMULA_ERROR, SHARED_TEXT, SHARED_ITEM = 0, 3, (2, 5, 9), 6, 8, 11, 7, 19
FORMAT, CELL_STYLE, CELL_STYLES, END_CELL_STYLES, COLUMN, BUNDLE_SHEET, MERGED = 44, 47, 617, 618, 60, 156, 176
FONT, SUPERSCRIPT, RICH = 43, 1, 1  # the fourth number of a superscript font; the flag of a string with runs
STRIKEOUT = 0x08  # flag of a font's second number
HIDDEN_ROW, HIDDEN_COLUMN = 0x10, 0x01  # flags of a row's eleventh byte and a column's sixteenth
CELLS = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62}  # 1 is a blank with a style, 62 rich text
BYTE_ORDER = "\ufeff\ufffe"  # marks, no letters; calamine drops one at the beginning of a text
ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share: strings by number, styles by number."""

    superscripts: dict[int, str]  # strings with superscript or struck letters, as they are to be read
    texts: list[str]
    effects: dict[int, FormatEffect]  # cell styles whose format shows another number or strikes it out


def scan(source: Source) -> list[SheetScan]:
    """One scan for each sheet, in workbook order."""
    archive = source.package
    rels = fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    targets = {rel.get("Id", ""): rel.get("Target", "") for rel in rels}
    book = _book(archive)
    scans: list[SheetScan] = []
    for kind, data in _records(archive.read("xl/workbook.bin")):
        if kind == BUNDLE_SHEET:
            link, rest = _text(data[8:])
            name, _ = _text(rest)
            target = targets.get(link, "")
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            if "worksheets" in part:
                scans.append(_sheet(name, archive.read(part), book))
            else:
                scans.append(SheetScan(name, 0, has_cells=False))
    return scans


def _sheet(name: str, content: bytes, book: _Book) -> SheetScan:
    result = SheetScan(name, 0)
    texts: list[tuple[tuple[int, int], str]] = []
    row = 0
    for kind, data in _records(content):
        if kind == ROW:
            row = struct.unpack_from("<I", data)[0] + 1
            if data[11] & HIDDEN_ROW:
                result.hidden_rows.add(row)
        elif kind in CELLS:
            if text := _cell(result, kind, data, row, book):
                texts.append(((row, struct.unpack_from("<I", data)[0] + 1), text))
        elif kind == MERGED:
            first, last, left, right = (number + 1 for number in struct.unpack_from("<4I", data))
            result.merged.append(Box(first, left, last, right))
        elif kind == COLUMN and data[16] & HIDDEN_COLUMN:
            first, last = struct.unpack_from("<2I", data)
            result.hidden_columns |= set(range(first + 1, min(last, first + 1000) + 2))
    result.sample = thinned(texts)
    return result


def _cell(result: SheetScan, kind: int, data: bytes, row: int, book: _Book) -> str:
    """Count one cell and note its formatting; returns its text, empty where it holds none."""
    item = struct.unpack_from("<I", data, 8)[0] if kind == SHARED_TEXT else -1
    text: str | None = None
    if kind in (TEXT, FORMULA_TEXT):
        text = _text(data[8:])[0]
    elif 0 <= item < len(book.texts):
        text = book.texts[item]
    if text is not None and not text.lstrip(BYTE_ORDER).strip():
        return ""
    result.n_nonempty += 1
    column, style = struct.unpack_from("<2I", data)
    if kind in (ERROR, FORMULA_ERROR):
        result.broken[row, column + 1] = BrokenCell("error_cell", ERRORS.get(data[8], f"#{data[8]}"))
        return ""
    effect = book.effects.get(style & 0xFFFFFF)
    if effect and (kind in NUMBERS or effect.is_struck):
        result.format_effects[row, column + 1] = effect
    if item in book.superscripts:
        result.superscripts[row, column + 1] = book.superscripts[item]
    return text or ""


def _book(archive: ZipFile) -> _Book:
    formats: dict[int, FormatEffect | None] = dict(BUILT_IN)
    styles: list[tuple[int, int]] = []  # number format and font
    fonts: list[tuple[int, int]] = []  # flags and script
    is_inside = False
    for kind, data in _part(archive, "xl/styles.bin"):
        if kind == FORMAT:
            formats[struct.unpack_from("<H", data)[0]] = format_effect(_text(data[2:])[0])
        elif kind == FONT:
            fonts.append((struct.unpack_from("<H", data, 2)[0], struct.unpack_from("<H", data, 6)[0]))
        elif kind in (CELL_STYLES, END_CELL_STYLES):
            is_inside = kind == CELL_STYLES
        elif kind == CELL_STYLE and is_inside:
            styles.append(struct.unpack_from("<2H", data, 2))
    raised = {number for number, (_, script) in enumerate(fonts) if script == SUPERSCRIPT}
    struck = {number for number, (flags, _) in enumerate(fonts) if flags & STRIKEOUT}
    found = [STRUCK if font in struck else formats.get(number) for number, font in styles]
    return _strings(archive, {style: effect for style, effect in enumerate(found) if effect}, raised, struck)


def _strings(archive: ZipFile, effects: dict[int, FormatEffect], raised: set[int], struck: set[int]) -> _Book:
    book = _Book({}, [], effects)
    items = (data for kind, data in _part(archive, "xl/sharedStrings.bin") if kind == SHARED_ITEM)
    for number, data in enumerate(items):
        text, rest = _text(data[1:])
        book.texts.append(text)
        if (raised or struck) and data[0] & RICH:
            runs = list(struct.iter_unpack("<2H", rest[4 : 4 + 4 * struct.unpack_from("<I", rest)[0]]))
            if formatted := formatted_runs(text, runs, raised, struck):
                book.superscripts[number] = formatted
    return book


def _part(archive: ZipFile, name: str) -> Iterator[tuple[int, bytes]]:
    """The records of an optional part."""
    return _records(archive.read(name)) if name in archive.namelist() else iter(())


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and body of each record."""
    at = 0
    while at < len(content):
        kind, at = _number(content, at, 2)
        size, at = _number(content, at, 4)
        yield kind, content[at : at + size]
        at += size


def _number(content: bytes, at: int, longest: int) -> tuple[int, int]:
    value = 0
    for step in range(longest):
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            break
    return value, at


def _text(data: bytes) -> tuple[str, bytes]:
    """A string that begins with its length, and the bytes behind it."""
    size = struct.unpack_from("<I", data)[0]
    if size == 0xFFFFFFFF:
        return "", data[4:]
    return data[4 : 4 + 2 * size].decode("utf-16-le"), data[4 + 2 * size :]
