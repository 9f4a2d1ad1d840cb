"""Cell formatting of an .xlsx sheet that calamine does not report: number formats, superscripts, hidden rows, columns.

The package's XML is parsed only where a plain search finds that there is something to parse. Counting is the task of
counters/xlsx.py; number_formats.py says what a format code shows.
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element, fromstring

from pipelines.submissions.book.book import FormatEffect, SheetScan, parse_address
from pipelines.submissions.book.number_formats import PERCENT, format_effect, superscript

BUILT_IN = re.compile(rb'numFmtId="(?:9|10)"')  # 0% and 0.00%
CODE = re.compile(rb'formatCode="([^"]*)"')
TEXT_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?v>(\d+)</")
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\s(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
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
    if b"hidden=" in xml:
        scan.hidden_rows = {int(row) for row in HIDDEN_ROW.findall(xml)}
        for column in HIDDEN_COLUMN.findall(xml):
            ends = [re.search(rb'\b%s="(\d+)"' % name, column) for name in (b"min", b"max")]
            first, last = (int(end.group(1)) if end else 0 for end in ends)
            scan.hidden_columns |= set(range(first, min(last, first + 1000) + 1))


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
