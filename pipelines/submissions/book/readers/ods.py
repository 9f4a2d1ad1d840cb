"""Reads .ods with Python's XML parser, where calamine refuses the file: indented XML, a package without its type.

Row by row, so that a large sheet needs little memory. Repeated cells stand as often as the file says.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from re import fullmatch
from xml.etree.ElementTree import Element, iterparse

from pipelines.submissions.book.book import Book, Sheet, UnreadableError, Value, is_blank
from pipelines.submissions.book.messages import detail
from pipelines.submissions.book.readers.xml_names import attribute, local_name

MAX_CELLS = 5_000_000  # a cell's repetitions are two numbers in the file: a bomb of them must not cost minutes
MAX_COLUMNS = 1 << 14
CELLS = ("table-cell", "covered-table-cell")
DURATION = r"-?PT?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?"


def read(content: bytes) -> Book:
    """The book, sheets in workbook order.

    Raises:
        UnreadableError: `too_large` for more than MAX_CELLS cells.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
        xml = archive.read(names["content.xml"])
    sheets: list[Sheet] = []
    hidden = set[str]()  # styles of hidden sheets
    row = depth = n_left = 0
    for event, element in iterparse(io.BytesIO(xml), ("start", "end")):
        tag = local_name(element)
        if tag == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1 and (name := attribute(element, "name")):
                visibility = "hidden" if attribute(element, "style-name") in hidden else "visible"
                sheets.append(Sheet(len(sheets) + 1, name, visibility, {}))
                row, n_left = 0, MAX_CELLS - sum(sheet.n_nonempty for sheet in sheets)
        elif event == "end" and tag == "style" and any(attribute(part, "display") == "false" for part in element):
            hidden.add(attribute(element, "name"))
        elif event == "end" and tag == "table-row" and depth == 1 and sheets:
            row = _add_row(sheets[-1], element, row, n_left)
            element.clear()
    return Book("ods", sheets)


def _add_row(sheet: Sheet, element: Element, row: int, n_left: int) -> int:
    """Add a row and its repetitions; returns the number of the last."""
    n_rows = repeated(element, "number-rows-repeated")
    line = dict(_cells(element))
    if line and sheet.n_nonempty + len(line) * n_rows > n_left:
        limit = f"{MAX_CELLS:,}"
        raise UnreadableError("too_large", detail("too_many_cells", cells_vi=limit.replace(",", "."), cells_en=limit))
    if line:
        sheet.rows.update((number, dict(line)) for number in range(row + 1, row + n_rows + 1))
    return row + n_rows


def repeated(element: Element, name: str) -> int:
    """How often an element stands."""
    text = attribute(element, name)
    return max(1, int(text)) if text.isdecimal() else 1


def _cells(line: Element) -> Iterator[tuple[int, Value]]:
    """Column and value of the filled cells of a row."""
    column = 1
    for cell in line:
        if local_name(cell) in CELLS:
            n = repeated(cell, "number-columns-repeated")
            value = _value(cell)
            if not is_blank(value) and value is not None:
                yield from ((at, value) for at in islice(range(column, column + n), MAX_COLUMNS))
            column += n


def _value(cell: Element) -> Value | None:
    kind = attribute(cell, "value-type")
    if kind in ("float", "percentage", "currency"):
        return float(attribute(cell, "value"))
    if kind == "boolean":
        return attribute(cell, "boolean-value") == "true"
    if kind == "date":
        return _date(attribute(cell, "date-value"))
    if kind == "time" and (parts := fullmatch(DURATION, attribute(cell, "time-value"))):
        hours, minutes, seconds = (int(part or 0) for part in parts.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return attribute(cell, "string-value") or shown_text(cell)


def _date(text: str) -> Value:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text


def shown_text(cell: Element) -> str:
    """The text of the cell's paragraphs, without its comment."""
    return "\n".join(_paragraph(part) for part in cell if local_name(part) == "p")


def _paragraph(element: Element) -> str:
    pieces = [element.text or ""]
    for part in element:
        tag = local_name(part)
        if tag == "s":
            pieces.append(" " * min(repeated(part, "c"), 1000))
        elif tag in ("tab", "line-break"):
            pieces.append("\t" if tag == "tab" else "\n")
        elif tag not in ("annotation", "note"):
            pieces.append(_paragraph(part))
        pieces.append(part.tail or "")
    return "".join(pieces)
