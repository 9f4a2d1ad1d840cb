"""Writes a mutated book as .xlsb, record by record after [MS-XLSB]; no program here writes that format.

Only the records that cells, formats, merges and hidden things need. LibreOffice opens the files (test_mutator.py).
"""

from __future__ import annotations

import struct
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from mutator.model import Book, Cell, Error, Formula, Sheet

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>{}</Types>'
)
PART = '<Override PartName="/xl/{}.bin" ContentType="application/vnd.ms-excel.{}"/>'
RELS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
REL = (
    '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
)
ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}


class RaisedText(NamedTuple):
    """A shared string: a text with a superscript behind it."""

    text: str
    raised: str


def write(book: Book, path: Path) -> Path:
    """Write every sheet, cell by cell."""
    formats: dict[str, int] = {"General": 0}
    shared: list[RaisedText] = []
    sheets = [_sheet(sheet, formats, shared) for sheet in book.sheets]
    names = [f"worksheets/sheet{n}" for n in range(1, len(sheets) + 1)]
    links = [REL.format(f"rId{n}", "worksheet", f"{name}.bin") for n, name in enumerate(names, start=1)]
    links += [REL.format("rIdS", "styles", "styles.bin"), REL.format("rIdT", "sharedStrings", "sharedStrings.bin")]
    kinds = [*((name, "worksheet") for name in names), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
    parts = "".join(PART.format(name, kind) for name, kind in kinds)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(parts))
        archive.writestr("_rels/.rels", RELS.format(REL.format("rId1", "officeDocument", "xl/workbook.bin")))
        archive.writestr("xl/_rels/workbook.bin.rels", RELS.format("".join(links)))
        archive.writestr("xl/workbook.bin", _workbook(book))
        archive.writestr("xl/styles.bin", _styles(formats))
        archive.writestr("xl/sharedStrings.bin", _strings(shared))
        for name, data in zip(names, sheets, strict=True):
            archive.writestr(f"xl/{name}.bin", data)
    return path


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(data), b""
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + length + data


def _text(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


def _workbook(book: Book) -> bytes:
    bundles = b"".join(
        _record(156, struct.pack("<II", sheet.state != "visible", n) + _text(f"rId{n}") + _text(sheet.name[:31]))
        for n, sheet in enumerate(book.sheets, start=1)
    )
    head = _record(131) + _record(153, struct.pack("<II", 0, 0) + _text("ThisWorkbook"))
    return head + _record(143) + bundles + _record(144) + _record(157, b"\x00" * 26) + _record(132)


def _styles(formats: dict[str, int]) -> bytes:
    codes = [code for code in formats if code != "General"]
    declared = b"".join(_record(44, struct.pack("<H", 164 + n) + _text(code)) for n, code in enumerate(codes))
    numbers = [0, *range(164, 164 + len(codes))]
    cells = b"".join(_record(47, struct.pack("<HHHHHBBHH", 0, n, 0, 0, 0, 0, 0, 0, 1)) for n in numbers)
    fonts = _record(611, struct.pack("<I", 2)) + _record(43, _font(0)) + _record(43, _font(1)) + _record(612)
    head = _record(278) + _record(615, struct.pack("<I", len(codes))) + declared + _record(616) + fonts
    base = _record(626, struct.pack("<I", 1)) + _record(47, struct.pack("<HHHHHBBHH", 0xFFFF, *[0] * 8)) + _record(627)
    return head + base + _record(617, struct.pack("<I", len(numbers))) + cells + _record(618) + _record(279)


def _strings(shared: list[RaisedText]) -> bytes:
    """The texts with a superscript: two runs, the second in the superscript font."""
    out = [_record(159, struct.pack("<II", len(shared), len(shared)))]
    for text, mark in shared:
        runs = struct.pack("<IHHHH", 2, 0, 0, len(text), 1)
        out.append(_record(19, b"\x01" + _text(text + mark) + runs))
    return b"".join([*out, _record(160)])


def _font(raised: int) -> bytes:
    return struct.pack("<HHHHBBBB8sB", 220, 0, 400, raised, 0, 2, 0, 0, b"\x07\x01" + b"\x00" * 5 + b"\xff", 2) + _text(
        "Arial"
    )


def _sheet(sheet: Sheet, formats: dict[str, int], shared: list[RaisedText]) -> bytes:
    out = [_record(129), _record(148, struct.pack("<IIII", 0, len(sheet.rows), 0, sheet.width()))]
    if sheet.hidden_columns:
        columns = (_record(60, struct.pack("<IIIIH", n, n, 2304, 0, 1)) for n in sorted(sheet.hidden_columns))
        out += [_record(390), *columns, _record(391)]
    out.append(_record(145))
    for at, row in enumerate(sheet.rows):
        out.append(_record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0x10 if row.is_hidden else 0, 0, 0)))
        out += [_cell(n, cell, formats, shared) for n, cell in enumerate(row.cells) if cell.value not in (None, "")]
    for far in sheet.far:
        out.append(_record(0, struct.pack("<IIHBBBI", far.row, 0, 300, 0, 0, 0, 0)))
        out.append(_record(6, struct.pack("<II", far.column, 0) + _text(far.text)))
    out.append(_record(146))
    boxes = [box for box in sheet.boxes() if (box.top, box.left) != (box.bottom, box.right)]
    if boxes:
        merges = (_record(176, struct.pack("<IIII", b.top, b.bottom, b.left, b.right)) for b in boxes)
        out += [_record(177, struct.pack("<I", len(boxes))), *merges, _record(178)]
    return b"".join([*out, _record(130)])


def _cell(column: int, cell: Cell, formats: dict[str, int], shared: list[RaisedText]) -> bytes:
    value = cell.value
    head = struct.pack("<II", column, formats.setdefault(cell.number_format, len(formats)))
    if isinstance(value, Formula | Error):
        return _formula(head, value)
    if isinstance(value, bool):
        return _record(4, head + bytes([value]))
    if cell.raised:
        shared.append(RaisedText(str(value), cell.raised))
        return _record(7, head + struct.pack("<I", len(shared) - 1))
    if isinstance(value, str):
        return _record(6, head + _text(value))
    assert value is not None
    return _record(5, head + struct.pack("<d", _serial(value) if isinstance(value, date | time) else value))


def _formula(head: bytes, value: Formula | Error) -> bytes:
    """A formula with its result as a constant, or an error cell."""
    if isinstance(value, Formula) and not isinstance(value.result, str):
        tokens = b"\x1f" + struct.pack("<d", value.result or 0.0)
        formula = struct.pack("<HI", 0, len(tokens)) + tokens + struct.pack("<I", 0)
        return _record(9, head + struct.pack("<d", value.result or 0.0) + formula)
    text = value.text if isinstance(value, Error) else str(value.result)
    return _record(3, head + bytes([ERRORS[text]]))


def _serial(value: date | time) -> float:
    """Days since 30 December 1899, as Excel counts after February 1900."""
    if isinstance(value, time):
        return (value.hour * 60 + value.minute) / 1440
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return (moment - datetime(1899, 12, 30)) / timedelta(days=1)
