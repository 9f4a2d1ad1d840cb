"""Formatting of an .xlsx sheet that calamine does not report: number formats, superscripts, strikes, what is hidden.

The package's XML is parsed only where a plain search finds that there is something to parse. Counting is the task of
counters/xlsx.py; number_formats.py says what a format code shows.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element, fromstring

from pipelines.submissions.book.book import Box, FormatEffect, SheetScan, parse_address, struck_text
from pipelines.submissions.book.number_formats import BUILT_IN, STRUCK, format_effect, superscript

BUILT_IN_CODE = re.compile(rb"numFmtId=[\"'](?:5|6|7|8|9|10|42|44)[\"']")  # per cent and currency
STRIKE = re.compile(rb"<(?:\w+:)?strike\b")
CODE = re.compile(rb"formatCode=(?:\"([^\"]*)\"|'([^']*)')")
TEXT_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?v>(\d+)</")
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\s(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"')
RANGE = re.compile(r"([A-Z]{0,3})(\d{0,7})(?::([A-Z]{0,3})(\d{0,7}))?")
LAST_ROW, LAST_COLUMN = 1 << 20, 1 << 14
REFERENCE = re.compile(rb"\br=[\"']([A-Za-z]+\d+)[\"']")


@lru_cache(maxsize=64)  # the same styles come in every file of a form
def style_effects(xml: bytes) -> dict[bytes, FormatEffect]:
    """Number of each cell style in styles.xml whose format shows another number or strikes it out -> what it shows."""
    codes = {html.unescape((double or single).decode()) for double, single in CODE.findall(xml)}
    if not BUILT_IN_CODE.search(xml) and not any(map(format_effect, codes)) and not STRIKE.search(xml):
        return {}
    parts = {local_name(element): element for element in fromstring(xml)}
    declared = {e.get("numFmtId"): format_effect(e.get("formatCode", "")) for e in parts.get("numFmts", ())}
    known = {str(number): effect for number, effect in BUILT_IN.items()} | declared
    struck = {str(number) for number, font in enumerate(parts.get("fonts", ())) if _has(font, "strike")}
    effects = [
        STRUCK if xf.get("fontId") in struck else known.get(xf.get("numFmtId")) for xf in parts.get("cellXfs", ())
    ]
    return {str(number).encode(): effect for number, effect in enumerate(effects) if effect}


def formatted_strings(xml: bytes) -> dict[int, str]:
    """Number of each shared string with superscript or struck letters -> its text, as `formatted_text` gives it."""
    if b'"superscript"' not in xml and (b"strike" not in xml or not STRIKE.search(xml)):
        return {}
    items = (element for element in fromstring(xml) if local_name(element) == "si")
    return {number: text for number, item in enumerate(items) if (text := formatted_text(item))}


def formatted_text(item: Element) -> str | None:
    """The text of a string item with its superscripts in Unicode's, a StruckText where a run is struck out.

    Returns:
        None for an item without either.
    """
    runs = [run for run in item if local_name(run) == "r"]
    found = [(_run_text(run), *_run_format(run)) for run in runs]
    if not any(is_raised or is_struck for _, is_raised, is_struck in found):
        return None
    return struck_text(((superscript if is_raised else str)(text), is_struck) for text, is_raised, is_struck in found)


def add_formatting(scan: SheetScan, xml: bytes, effects: dict[bytes, FormatEffect], strings: dict[int, str]) -> None:
    """Add the formatting found in a sheet's XML to its scan; a cell without a reference is skipped.

    Args:
        scan: the scan of the sheet.
        xml: the sheet's part of the package.
        effects: the result of style_effects.
        strings: the result of formatted_strings.
    """
    if effects:
        cells = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bs=[\"'](" + b"|".join(effects) + rb")[\"'][^>]*>")
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


@lru_cache(maxsize=4096)  # every file of a form has the same ranges
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


def _run_format(run: Element) -> tuple[bool, bool]:
    """Whether the run is superscript, and whether it is struck out."""
    properties = [part for element in run if local_name(element) == "rPr" for part in element]
    is_raised = any(local_name(part) == "vertAlign" and part.get("val") == "superscript" for part in properties)
    return is_raised, any(_has(element, "strike") for element in run if local_name(element) == "rPr")


def _has(properties: Element, name: str) -> bool:
    """True if the font properties switch `name` on."""
    return any(local_name(part) == name and part.get("val", "1") not in ("0", "false") for part in properties)


def _run_text(run: Element) -> str:
    return "".join(piece.text or "" for piece in run if local_name(piece) == "t")


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]
