"""The second reader of .xlsb: walks the records of each sheet, counts filled cells and finds error cells.

Here: record headers of MS-XLSB (type and length as 7-bit integers). Not here: values.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import fromstring

from pipelines.submissions.sheet import Broken, SheetScan

ROW, ERROR, TEXT, FORMULA_TEXT, FORMULA_ERROR, SHARED_TEXT, SHARED_ITEM, BUNDLE_SHEET = 0, 3, 6, 8, 11, 7, 19, 156
CELLS = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62}  # 1 is a blank with a style, 62 rich text
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


def scan(content: bytes, archive: zipfile.ZipFile | None) -> list[SheetScan]:
    """One scan a sheet, in workbook order."""
    assert archive is not None
    rels = fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    targets = {rel.get("Id", ""): rel.get("Target", "") for rel in rels}
    empty = _empty_strings(archive)
    scans: list[SheetScan] = []
    for kind, data in _records(archive.read("xl/workbook.bin")):
        if kind == BUNDLE_SHEET:
            link, rest = _text(data[8:])
            name, _ = _text(rest)
            target = targets.get(link, "")
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            scans.append(_sheet(name, archive.read(part), empty) if "worksheets" in part else SheetScan(name, 0))
    return scans


def _sheet(name: str, content: bytes, empty: set[int]) -> SheetScan:
    found = SheetScan(name, 0)
    row = 0
    for kind, data in _records(content):
        if kind == ROW:
            row = struct.unpack_from("<I", data)[0] + 1
        elif kind in CELLS:
            if kind in (TEXT, FORMULA_TEXT) and not _text(data[8:])[0].strip():
                continue
            if kind == SHARED_TEXT and struct.unpack_from("<I", data, 8)[0] in empty:
                continue
            found.n_nonempty += 1
            if kind in (ERROR, FORMULA_ERROR):
                column = struct.unpack_from("<I", data)[0] + 1
                found.broken[row, column] = Broken("error_cell", ERRORS.get(data[8], f"#{data[8]}"))
    return found


def _empty_strings(archive: zipfile.ZipFile) -> set[int]:
    """Numbers of the shared strings without a visible character."""
    if "xl/sharedStrings.bin" not in archive.namelist():
        return set()
    items = (data for kind, data in _records(archive.read("xl/sharedStrings.bin")) if kind == SHARED_ITEM)
    return {number for number, data in enumerate(items) if not _text(data[1:])[0].strip()}


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
    """A string with its length in front, and what follows it."""
    size = struct.unpack_from("<I", data)[0]
    if size == 0xFFFFFFFF:
        return "", data[4:]
    return data[4 : 4 + 2 * size].decode("utf-16-le"), data[4 + 2 * size :]
