"""Counts the non-empty cells of an .ods in its content.xml; finds error cells, formats, merged ranges, what is hidden.

A repeated cell counts as often as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from pipelines.submissions.book.book import Box, BrokenCell, SheetScan, UnreadableError
from pipelines.submissions.book.counters.text_sample import thinned
from pipelines.submissions.book.messages import detail
from pipelines.submissions.book.number_formats import PERCENT
from pipelines.submissions.book.ods_formats import (
    Styles,
    cell_effect,
    formatted_text,
    name_styles,
    shown_text,
    styles_of,
)
from pipelines.submissions.book.readers.ods import MAX_CELLS, MAX_COLUMNS
from pipelines.submissions.book.readers.xml_names import attribute, local_name
from pipelines.submissions.book.source import Source

ERROR = re.compile(r"#[A-Z/0!?]+|Err:\d+")
HIDDEN = ("collapse", "filter")


class _Repeated(NamedTuple):
    """Where a cell and its repetitions stand: first row, number of rows, first column, number of columns."""

    row: int
    n_rows: int
    column: int
    n_columns: int

    def places(self) -> Iterator[tuple[int, int]]:
        """Row and column of each repetition."""
        rows = range(self.row, self.row + self.n_rows)
        return ((row, column) for row in rows for column in range(self.column, self.column + self.n_columns))


def scan(source: Source) -> list[SheetScan]:
    """One scan for each sheet, in workbook order.

    Raises:
        UnreadableError: `too_large` for more than MAX_CELLS cells.
    """
    root = fromstring(source.package.read(_part_name(source, "content.xml")))
    part = _part_name(source, "styles.xml")
    styles = styles_of([root, fromstring(source.package.read(part))] if part else [root])
    return [
        _table(element, styles)
        for element in root.iter()
        if local_name(element) == "table" and attribute(element, "name")
    ]


def _part_name(source: Source, name: str) -> str:
    """The name of a part as the package spells it; empty where it is missing."""
    spelt = (part for part in source.package.namelist() if part.replace("\\", "/").lstrip("/").lower() == name)
    return next(spelt, "")


def _table(table: Element, styles: Styles) -> SheetScan:
    result = SheetScan(attribute(table, "name"), 0)
    row, column = 0, 1
    defaults: list[tuple[int, str]] = []  # last column and style of each run of columns
    for element in table.iter():
        if local_name(element) == "table-column":
            width = int(attribute(element, "number-columns-repeated") or 1)
            if attribute(element, "visibility") in HIDDEN:
                result.hidden_columns |= set(range(column, min(column + width, MAX_COLUMNS)))
            column += width
            defaults.append((column - 1, attribute(element, "default-cell-style-name")))
        elif local_name(element) == "table-row":
            n_rows = int(attribute(element, "number-rows-repeated") or 1)
            name_styles(element, defaults)
            is_filled = _row(result, element, row + 1, n_rows, styles)
            if is_filled and attribute(element, "visibility") in HIDDEN:
                result.hidden_rows |= set(range(row + 1, row + n_rows + 1))
            row += n_rows
    result.sample = thinned(result.sample.items())
    return result


def _row(result: SheetScan, line: Element, row: int, n_rows: int, styles: Styles) -> bool:
    """Count the cells of a row; True if one is filled."""
    column, before = 1, result.n_nonempty
    for cell in line:
        if local_name(cell) not in ("table-cell", "covered-table-cell"):
            continue
        place = _Repeated(row, n_rows, column, int(attribute(cell, "number-columns-repeated") or 1))
        if _is_filled(cell):
            result.n_nonempty += place.n_columns * n_rows
            if result.n_nonempty > MAX_CELLS:
                limit = f"{MAX_CELLS:,}"
                raise UnreadableError(
                    "too_large", detail("too_many_cells", cells_vi=limit.replace(",", "."), cells_en=limit)
                )
            _note_cell(result, cell, place, styles)
            _note_merged(result, cell, row, column)
        column += place.n_columns
    return result.n_nonempty > before


def _is_filled(cell: Element) -> bool:
    kind = attribute(cell, "value-type")
    return _is_uncalculated(cell) or bool(shown_text(cell).strip()) if kind in ("", "string") else True


def _is_uncalculated(cell: Element) -> bool:
    """A formula that has neither a type of value nor a text."""
    return bool(attribute(cell, "formula")) and not attribute(cell, "value-type") and not shown_text(cell)


def _note_cell(result: SheetScan, cell: Element, place: _Repeated, styles: Styles) -> None:
    """What calamine does not report of a filled cell, for each of its repetitions."""
    shown, kind = shown_text(cell), attribute(cell, "value-type")
    if _is_error(cell, shown):
        result.broken.update(dict.fromkeys(place.places(), BrokenCell("error_cell", shown or "#ERROR")))
    elif _is_uncalculated(cell):
        formula = attribute(cell, "formula").partition("=")[2]
        result.broken.update(dict.fromkeys(place.places(), BrokenCell("formula_without_value", f"={formula}")))
    elif kind == "percentage":
        result.format_effects.update(dict.fromkeys(place.places(), PERCENT))
    elif kind in ("float", "currency") and (effect := cell_effect(cell, shown, styles)):
        result.format_effects.update(dict.fromkeys(place.places(), effect))
    elif kind == "string":
        result.sample[place.row, place.column] = attribute(cell, "string-value") or shown
        if text := formatted_text(cell, styles):
            result.superscripts.update(dict.fromkeys(place.places(), text))


def _is_error(cell: Element, shown: str) -> bool:
    is_error = any(key.endswith("}value-type") and value == "error" for key, value in cell.attrib.items())
    return is_error or bool(attribute(cell, "formula") and ERROR.fullmatch(shown))


def _note_merged(result: SheetScan, cell: Element, row: int, column: int) -> None:
    n_rows, n_columns = (int(attribute(cell, name) or 1) for name in ("number-rows-spanned", "number-columns-spanned"))
    if n_rows > 1 or n_columns > 1:
        result.merged.append(Box(row, column, row + n_rows - 1, column + n_columns - 1))
