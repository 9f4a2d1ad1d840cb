"""What calamine does not tell of an .xlsx: number formats, raised letters, hidden rows and columns.

Here: the package's XML, looked at only where a plain search says that there is something. Not here: counts
(xlsx.py), what a format means (number_formats.py).
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element, fromstring

from pipelines.submissions.book.book import SheetScan, Shown, position
from pipelines.submissions.book.number_formats import PERCENT, raised, shown_by

BUILT_IN = re.compile(rb'numFmtId="(?:9|10)"')  # 0% and 0.00%
CODE = re.compile(rb'formatCode="([^"]*)"')
TEXT_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?v>(\d+)</")
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\s(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
PLACE = re.compile(rb'\br="([A-Za-z]+\d+)"')


def styles(xml: bytes) -> dict[bytes, Shown]:
    """Numbers of the cell styles whose format shows another number."""
    codes = {html.unescape(code.decode()) for code in CODE.findall(xml)}
    if not BUILT_IN.search(xml) and not any(map(shown_by, codes)):
        return {}
    root = fromstring(xml)
    built_in: dict[str | None, Shown | None] = {"9": PERCENT, "10": PERCENT}
    own = {e.get("numFmtId"): shown_by(e.get("formatCode", "")) for e in root.iter() if tag(e) == "numFmt"}
    formats = next((element for element in root if tag(element) == "cellXfs"), ())
    shown = [(built_in | own).get(xf.get("numFmtId")) for xf in formats]
    return {str(number).encode(): found for number, found in enumerate(shown) if found}


def raised_items(xml: bytes) -> dict[int, str]:
    """Shared strings with raised letters, by their number, as they are to be read."""
    if b'"superscript"' not in xml:
        return {}
    items = (element for element in fromstring(xml) if tag(element) == "si")
    return {number: text for number, item in enumerate(items) if (text := raised_text(item))}


def raised_text(item: Element) -> str | None:
    """The text of a string item that has raised letters; None for any other."""
    runs = [run for run in item if tag(run) == "r"]
    if not any(map(_is_raised, runs)):
        return None
    return "".join((raised if _is_raised(run) else str)(_run_text(run)) for run in runs)


def look(found: SheetScan, xml: bytes, formats: dict[bytes, Shown], texts: dict[int, str]) -> None:
    """Add to the scan of a sheet what its XML tells of looks; a cell without a stated place is not followed."""
    if formats:
        cells = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bs="(' + b"|".join(formats) + rb')"[^>]*>')
        found.shown = {_place(cell.group()): formats[cell.group(1)] for cell in cells.finditer(xml)}
    if texts:
        for cell in TEXT_CELL.finditer(xml):
            if b't="s"' in cell.group(1) and (text := texts.get(int(cell.group(2)))):
                found.texts[_place(cell.group(1))] = text
    if b"hidden=" in xml:
        found.hidden_rows = {int(row) for row in HIDDEN_ROW.findall(xml)}
        for column in HIDDEN_COLUMN.findall(xml):
            ends = [re.search(rb'\b%s="(\d+)"' % name, column) for name in (b"min", b"max")]
            first, last = (int(end.group(1)) if end else 0 for end in ends)
            found.hidden_columns |= set(range(first, min(last, first + 1000) + 1))


def _place(xml: bytes) -> tuple[int, int]:
    match = PLACE.search(xml)
    return position(match.group(1).decode()) if match else (0, 0)


def _is_raised(run: Element) -> bool:
    looks = (part for look in run if tag(look) == "rPr" for part in look)
    return any(tag(part) == "vertAlign" and part.get("val") == "superscript" for part in looks)


def _run_text(run: Element) -> str:
    return "".join(piece.text or "" for piece in run if tag(piece) == "t")


def tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
