"""Reads Excel 2003 XML (SpreadsheetML), as web systems write it under the name .xls, with Python's XML parser.

Row by row. A file with a DOCTYPE is refused, so that no entity is ever expanded. Formulas without a value, formats and
hidden rows are found by the counter.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.etree.ElementTree import Element, iterparse

from pipelines.submissions.book.book import Book, Box, BrokenCell, Row, Sheet, UnreadableError, Value, is_blank
from pipelines.submissions.book.messages import detail
from pipelines.submissions.book.number_formats import superscript
from pipelines.submissions.book.readers.xml_names import attribute, local_name

VISIBILITY = {"SheetHidden": "hidden", "SheetVeryHidden": "very_hidden"}
LAST_ROW, LAST_COLUMN = 1 << 20, 1 << 14
NO_DAY = date(1899, 12, 31)  # the day under which Excel writes a time of day


def read(content: bytes) -> Book:
    """The book, sheets in workbook order.

    Raises:
        UnreadableError: `damaged` for a file with a DOCTYPE.
        xml.etree.ElementTree.ParseError: the XML is damaged.
    """
    if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content:
        raise UnreadableError("damaged", detail("with_doctype"))
    sheets: list[Sheet] = []
    row = 0
    for event, element in iterparse(io.BytesIO(content.lstrip(b" \t\r\n")), ("start", "end")):
        tag = local_name(element)
        if event == "start" and tag == "Worksheet":
            sheets.append(Sheet(len(sheets) + 1, attribute(element, "Name"), "visible", {}))
            row = 0
        elif event == "end" and tag == "Row" and sheets:
            row = _number(element, "Index", row + 1)
            _add_row(sheets[-1], element, row)
            row += _number(element, "Span", 0)
            element.clear()
        elif event == "end" and tag == "Visible" and sheets:
            sheets[-1].visibility = VISIBILITY.get((element.text or "").strip(), "visible")
    return Book("spreadsheetml", sheets)


def _number(element: Element, name: str, otherwise: int) -> int:
    text = attribute(element, name)
    return int(text) if text.isdecimal() and len(text) < 9 else otherwise


def _add_row(sheet: Sheet, element: Element, row: int) -> None:
    found: Row = {}
    for cell, column, right in _cells(element):
        data = next((part for part in cell if local_name(part) == "Data"), None)
        value = _value(data) if data is not None else None
        if value is None or is_blank(value):
            continue
        found[column] = value
        bottom = min(row + _number(cell, "MergeDown", 0), LAST_ROW)
        if (bottom, right) != (row, column):
            sheet.merged.append(Box(row, column, bottom, right))
    if found:
        sheet.rows[row] = dict(sorted((sheet.rows.get(row, {}) | found).items()))


def _cells(line: Element) -> Iterator[tuple[Element, int, int]]:
    """Each cell of a row with its first and last column."""
    right = 0
    for cell in line:
        if local_name(cell) == "Cell":
            column = min(_number(cell, "Index", right + 1), LAST_COLUMN)
            right = min(column + _number(cell, "MergeAcross", 0), LAST_COLUMN)
            yield cell, column, right


def _value(data: Element) -> Value:
    kind, text = attribute(data, "Type"), _text(data)
    if kind == "Error":
        return BrokenCell("error_cell", text or "#ERROR")
    try:
        if kind == "Number":
            return float(text)
        if kind == "Boolean":
            return text.strip() in ("1", "true")
        if kind == "DateTime":
            return _moment(text)
    except ValueError:
        return text
    return text


def _moment(text: str) -> Value:
    moment = datetime.fromisoformat(text.strip())
    if moment.date() == NO_DAY:
        return moment.time()
    return moment.date() if moment.time() == time() else moment


def _text(element: Element, is_raised: bool = False) -> str:
    """The text of a cell with that of its runs, superscripts in superscript letters."""
    change = superscript if is_raised else str
    pieces = [change(element.text or "")]
    for part in element:
        pieces += [_text(part, is_raised or local_name(part) == "Sup"), change(part.tail or "")]
    return "".join(pieces)
