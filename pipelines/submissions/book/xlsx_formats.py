"""Cell formatting of an .xlsx sheet that calamine does not report: number formats, superscripts, hidden rows, columns.

The package's XML is parsed only where a plain search finds that there is something to parse. Counting is the task of
counters/xlsx.py; number_formats.py says what a format code shows.
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element, fromstring

from pipelines.submissions.book.book import Box, FormatEffect, SheetScan, parse_address
from pipelines.submissions.book.number_formats import PERCENT, format_effect, superscript

BUILT_IN = re.compile(rb'numFmtId="(?:9|10)"')  # 0% and 0.00%
CODE = re.compile(rb'formatCode="([^"]*)"')
TEXT_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?v>(\d+)</")
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\s(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"')
RANGE = re.compile(r"([A-Z]{0,3})(\d{0,7})(?::([A-Z]{0,3})(\d{0,7}))?")
LAST_ROW, LAST_COLUMN = 1 << 20, 1 << 14
REFERENCE = re.compile(rb'\br="([A-Za-z]+\d+)"')


def style_effects(xml: bytes) -> dict[bytes, FormatEffect]:
    """Number of each cell style in styles.xml whose format shows another number -> what it shows."""
    codes = {html.unescape(code.decode()) for code in CODE.findall(xml)}
    if not BUILT_IN.search(xml) and not any(map(format_effect, codes)):
        return {}
    root = fromstring(xml)
    built_in: dict[str | None, FormatEffect | None] = {"9": PERCENT, "10": PERCENT}
    declared = {
        e.get("numFmtId"): format_effect(e.get("formatCode", "")) for e in root.iter() if local_name(e) == "numFmt"
    }
    formats = next((element for element in root if local_name(element) == "cellXfs"), ())
    effects = [(built_in | declared).get(xf.get("numFmtId")) for xf in formats]
    return {str(number).encode(): effect for number, effect in enumerate(effects) if effect}


def superscript_strings(xml: bytes) -> dict[int, str]:
    """Number of each shared string with superscript letters -> its text in Unicode's superscripts."""
    if b'"superscript"' not in xml:
        return {}
    items = (element for element in fromstring(xml) if local_name(element) == "si")
    return {number: text for number, item in enumerate(items) if (text := superscript_text(item))}


def superscript_text(item: Element) -> str | None:
    """The text of a string item that has superscript letters; None for any other."""
    runs = [run for run in item if local_name(run) == "r"]
    if not any(map(_is_superscript, runs)):
        return None
    return "".join((superscript if _is_superscript(run) else str)(_run_text(run)) for run in runs)


def add_formatting(scan: SheetScan, xml: bytes, effects: dict[bytes, FormatEffect], strings: dict[int, str]) -> None:
    """Add the formatting found in a sheet's XML to its scan; a cell without a reference is skipped.

    Args:
        scan: the scan of the sheet.
        xml: the sheet's part of the package.
        effects: the result of style_effects.
        strings: the result of superscript_strings.
    """
    if effects:
        cells = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bs="(' + b"|".join(effects) + rb')"[^>]*>')
        scan.format_effects = {_place(cell.group()): effects[cell.group(1)] for cell in cells.finditer(xml)}
    if strings:
        for cell in TEXT_CELL.finditer(xml):
            if b't="s"' in cell.group(1) and (text := strings.get(int(cell.group(2)))):
                scan.superscripts[_place(cell.group(1))] = text
    if b"<mergeCell " in xml:
        scan.merged = [box for place in MERGED.findall(xml, xml.find(b"<mergeCell ")) if (box := _box(place.decode()))]
    if b"hidden=" in xml:
        scan.hidden_rows = {int(row) for row in HIDDEN_ROW.findall(xml)}
        for column in HIDDEN_COLUMN.findall(xml):
            ends = [re.search(rb'\b%s="(\d+)"' % name, column) for name in (b"min", b"max")]
            first, last = (int(end.group(1)) if end else 0 for end in ends)
            scan.hidden_columns |= set(range(first, min(last, first + 1000) + 1))


def _box(reference: str) -> Box | None:
    """A1:C3, 1:3 (whole rows) or A:C (whole columns) as a range; None where it is none of them."""
    match = RANGE.fullmatch(reference)
    if match is None:
        return None
    left, top, right, bottom = match.groups(default="")
    if not left and not top:
        return None
    _, first = parse_address(f"{left}1") if left else (0, 1)
    _, last = parse_address(f"{right}1") if right else (0, first if left else LAST_COLUMN)
    return Box(int(top or 1), first, int(bottom or (top or LAST_ROW)), last)


def _place(xml: bytes) -> tuple[int, int]:
    match = REFERENCE.search(xml)
    return parse_address(match.group(1).decode()) if match else (0, 0)


def _is_superscript(run: Element) -> bool:
    properties = (part for element in run if local_name(element) == "rPr" for part in element)
    return any(local_name(part) == "vertAlign" and part.get("val") == "superscript" for part in properties)


def _run_text(run: Element) -> str:
    return "".join(piece.text or "" for piece in run if local_name(piece) == "t")


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]
