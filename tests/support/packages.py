"""Compares two ZIP packages: which parts changed, and whether a sheet changed in style attributes only."""

from __future__ import annotations

import io
import re
import zipfile

ALLOWED = re.compile(
    r"\[Content_Types\]\.xml|.*\.rels|.*workbook\.xml|.*styles\.xml|.*comments[^/]*\.xml|.*vmlDrawing[^/]*\.vml"
    r"|(?:.*/)?sheet[^/]*\.xml"
)
SHEET = re.compile(r"(?:.*/)?sheet\d*\.xml")  # the sender's sheets; ours is named sheetChiso
STYLE = re.compile(rb"""(<(?:\w+:)?c\b[^>]*?)\s+s\s*=\s*(?:"[^"]*"|'[^']*')""")
BLANK_CELL = re.compile(rb"""<(?:\w+:)?c\s+r="[A-Z]+\d+"\s*/>""")
LEGACY_DRAWING = re.compile(rb"<(?:\w+:)?legacyDrawing\b[^>]*/>")
NEW_ROW = re.compile(rb"""<(\w+:)?row r="\d+"></(\w+:)?row>""")


def parts(content: bytes) -> dict[str, bytes]:
    """Name -> content of each part of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename.replace("\\", "/"): archive.read(info) for info in archive.infolist()}


def changed(before: bytes, after: bytes) -> tuple[set[str], set[str]]:
    """Names of parts that differ, names of parts that are new; AssertionError where one is gone."""
    old, new = parts(before), parts(after)
    assert old.keys() <= new.keys()
    return {name for name in old if old[name] != new[name]}, new.keys() - old.keys()


def bare(sheet: bytes) -> bytes:
    """A sheet without the styles of its cells, without blank cells, and without the comments' drawing."""
    plain = LEGACY_DRAWING.sub(b"", BLANK_CELL.sub(b"", STYLE.sub(rb"\1", sheet)))
    plain = NEW_ROW.sub(b"", plain)
    # <row/> and <row></row>, <sheetData/> and <sheetData></sheetData> say the same
    return re.sub(rb"<((?:\w+:)?(?:row|sheetData))((?:\s[^<>]*?)?)\s*/>", rb"<\1\2></\1>", plain)


def count(content: bytes, element: bytes) -> int:
    """How often an element stands in the sheets of a package, without the sheet that chiso adds."""
    sheets = [data for name, data in parts(content).items() if SHEET.fullmatch(name)]
    return sum(len(re.findall(rb"<(?:\w+:)?%s\b" % element, data)) for data in sheets)
