"""Writes small .xls files (BIFF8 in an OLE container) record by record after [MS-XLS]; no program here writes them.

Only what cells, merged ranges, hidden sheets and sheets of macros need.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

SECTOR, FREE, END, IN_FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
VISIBLE, HIDDEN, VERY_HIDDEN = 0, 1, 2
WORKSHEET, MACROS = 0, 1
LONGEST = 4000  # characters of a text; a longer one needs several records
Grid = Mapping[tuple[int, int], Any]  # row and column from 0


def write(
    path: Path,
    sheets: Mapping[str, Grid],
    code_page: int = 1200,
    merged: tuple[tuple[int, int, int, int], ...] = (),
    kinds: Mapping[str, tuple[int, int]] | None = None,
) -> Path:
    """Write the sheets.

    Args:
        path: where to.
        sheets: name -> cells.
        code_page: what the CODEPAGE record says; texts are UTF-16 whatever it is.
        merged: first row, last row, first column, last column of ranges on every sheet.
        kinds: name -> visibility and kind of sheet.
    """
    path.write_bytes(ole({"Workbook": _stream(sheets, code_page, merged, kinds or {})}))
    return path


def ole(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container with these streams, each padded to at least 4096 bytes."""
    padded = {name: data.ljust(-(-max(len(data), 4096) // SECTOR) * SECTOR, b"\0") for name, data in streams.items()}
    n_entries = -(-(len(padded) + 1) // 4) * 4
    n_directory, n_data = n_entries // 4, sum(len(data) // SECTOR for data in padded.values())
    n_fat = 1
    while n_fat * 128 < n_fat + n_directory + n_data:
        n_fat += 1
    fat = [IN_FAT] * n_fat + [n_fat + n + 1 for n in range(n_directory)]
    fat[-1] = END
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for n, (name, data) in enumerate(padded.items(), start=1):
        entries.append(_entry(name, 2, len(fat), len(data), right=n + 1 if n < len(padded) else FREE))
        fat += [len(fat) + step + 1 for step in range(len(data) // SECTOR)]
        fat[-1] = END
    entries += [bytes(64) + b"\xff" * 12 + bytes(52)] * (n_entries - len(entries))
    fat += [FREE] * (n_fat * 128 - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, n_fat, n_fat, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *range(n_fat), *[FREE] * (109 - n_fat))
    return header + struct.pack(f"<{len(fat)}I", *fat) + b"".join([*entries, *padded.values()])


def _entry(name: str, kind: int, start: int, size: int, **links: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    tree = struct.pack("<III", FREE, links.get("right", FREE), links.get("child", FREE))
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + tree
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _stream(
    sheets: Mapping[str, Grid],
    code_page: int,
    merged: tuple[tuple[int, int, int, int], ...],
    kinds: Mapping[str, tuple[int, int]],
) -> bytes:
    bodies = [_sheet(grid, merged, kinds.get(name, (VISIBLE, WORKSHEET))[1]) for name, grid in sheets.items()]
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6)) + _record(0x42, struct.pack("<H", code_page))
    head += _record(0x0031, struct.pack("<HHHHHBBBB", 220, 0, 0, 400, 0, 0, 0, 0, 0) + b"\x05\0Arial") * 5
    head += _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 1, 0x20, 0, 0, 0, 0, 0, 0)) * 16
    names = [_text(name, "<B") for name in sheets]
    at = len(head) + sum(4 + 6 + len(name) for name in names) + 4
    for name, text, body in zip(sheets, names, bodies, strict=True):
        head += _record(0x0085, struct.pack("<IBB", at, *kinds.get(name, (VISIBLE, WORKSHEET))) + text)
        at += len(body)
    return head + _record(0x000A) + b"".join(bodies)


def _sheet(grid: Grid, merged: tuple[tuple[int, int, int, int], ...], kind: int) -> bytes:
    out = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x40 if kind == MACROS else 0x10, 0, 0, 0, 6))]
    rows, columns = ([place[axis] for place in grid] or [0] for axis in (0, 1))
    out.append(_record(0x0200, struct.pack("<IIHHH", min(rows), max(rows) + 1, min(columns), max(columns) + 1, 0)))
    out += [_cell(row, column, value) for (row, column), value in sorted(grid.items())]
    if merged:
        out.append(_record(0x00E5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *b) for b in merged)))
    return b"".join([*out, _record(0x000A)])


def _cell(row: int, column: int, value: Any) -> bytes:
    head = struct.pack("<HHH", row, column, 15)
    if isinstance(value, bool):
        return _record(0x0205, head + bytes([value, 0]))
    if isinstance(value, date):
        value = (value - date(1899, 12, 30)).days
    if isinstance(value, str):
        return _record(0x0204, head + _text(value[:LONGEST], "<H"))
    return _record(0x0203, head + struct.pack("<d", value))


def _text(text: str, size: str) -> bytes:
    data = text.encode("utf-16-le", "surrogatepass")
    return struct.pack(size, len(data) // 2) + b"\x01" + data
