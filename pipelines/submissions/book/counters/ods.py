"""Counts the non-empty cells of an .ods in its content.xml; finds error cells, formats, merged ranges, what is hidden.

A repeated cell counts as often as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from pipelines.submissions.book.book import Box, BrokenCell, FormatEffect, SheetScan, UnreadableError
from pipelines.submissions.book.counters.text_sample import thinned
from pipelines.submissions.book.messages import detail
from pipelines.submissions.book.number_formats import PERCENT, superscript
from pipelines.submissions.book.readers.ods import MAX_CELLS, MAX_COLUMNS
from pipelines.submissions.book.source import Source

ERROR = re.compile(r"#[A-Z/0!?]+|Err:\d+")
HIDDEN = ("collapse", "filter")


@dataclass(frozen=True, slots=True)
class _Styles:
    """Styles by name: what a cell's format divides by, and which styles of text are superscript."""

    divisors: dict[str, int]
    superscript: frozenset[str]


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
    styles = _styles(source, root)
    return [_table(element, styles) for element in root.iter() if _tag(element) == "table" and _get(element, "name")]


def _styles(source: Source, root: Element) -> _Styles:
    package = source.package
    part = _part_name(source, "styles.xml")
    roots = [root, fromstring(package.read(part))] if part else [root]
    styles = [style for element in roots for style in element.iter() if _tag(style).endswith("style")]
    factors = {
        _get(style, "name"): int(factor)
        for style in styles
        for number in style
        if _tag(number) == "number" and (factor := _get(number, "display-factor")).isdecimal() and int(factor) > 1
    }
    divisors = {
        _get(style, "name"): factors[_get(style, "data-style-name")]
        for style in styles
        if _get(style, "data-style-name") in factors
    }
    superscripts = {_get(style, "name") for style in styles if any(map(_is_superscript, style))}
    return _Styles(divisors, frozenset(superscripts))


def _part_name(source: Source, name: str) -> str:
    """The name of a part as the package spells it; empty where it is missing."""
    spelt = (part for part in source.package.namelist() if part.replace("\\", "/").lstrip("/").lower() == name)
    return next(spelt, "")


def _is_superscript(properties: Element) -> bool:
    """True for the text position `super`, and for a share of the letter's height above the line."""
    position = _get(properties, "text-position").split(" ")[0]
    return position == "super" or (position.endswith("%") and not position.startswith(("-", "0%")))


def _table(table: Element, styles: _Styles) -> SheetScan:
    result = SheetScan(_get(table, "name"), 0)
    row, column = 0, 1
    for element in table.iter():
        if _tag(element) == "table-column":
            width = int(_get(element, "number-columns-repeated") or 1)
            if _get(element, "visibility") in HIDDEN:
                result.hidden_columns |= set(range(column, min(column + width, MAX_COLUMNS)))
            column += width
        elif _tag(element) == "table-row":
            n_rows = int(_get(element, "number-rows-repeated") or 1)
            is_filled = _row(result, element, row + 1, n_rows, styles)
            if is_filled and _get(element, "visibility") in HIDDEN:
                result.hidden_rows |= set(range(row + 1, row + n_rows + 1))
            row += n_rows
    result.sample = thinned(result.sample.items())
    return result


def _row(result: SheetScan, line: Element, row: int, n_rows: int, styles: _Styles) -> bool:
    """Count the cells of a row; True if one is filled."""
    column, before = 1, result.n_nonempty
    for cell in line:
        if _tag(cell) not in ("table-cell", "covered-table-cell"):
            continue
        place = _Repeated(row, n_rows, column, int(_get(cell, "number-columns-repeated") or 1))
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
    kind = _get(cell, "value-type")
    return _is_uncalculated(cell) or bool(_shown(cell).strip()) if kind in ("", "string") else True


def _is_uncalculated(cell: Element) -> bool:
    """A formula that has neither a type of value nor a text."""
    return bool(_get(cell, "formula")) and not _get(cell, "value-type") and not _shown(cell)


def _note_cell(result: SheetScan, cell: Element, place: _Repeated, styles: _Styles) -> None:
    """What calamine does not report of a filled cell, for each of its repetitions."""
    shown, kind = _shown(cell), _get(cell, "value-type")
    if _is_error(cell, shown):
        result.broken.update(dict.fromkeys(place.places(), BrokenCell("error_cell", shown or "#ERROR")))
    elif _is_uncalculated(cell):
        formula = _get(cell, "formula").partition("=")[2]
        result.broken.update(dict.fromkeys(place.places(), BrokenCell("formula_without_value", f"={formula}")))
    elif kind == "percentage":
        result.format_effects.update(dict.fromkeys(place.places(), PERCENT))
    elif kind == "float" and (effect := _format_effect(cell, shown, styles)):
        result.format_effects.update(dict.fromkeys(place.places(), effect))
    elif kind == "string":
        result.sample[place.row, place.column] = _get(cell, "string-value") or shown
        if styles.superscript and (text := _superscript_text(cell, styles)):
            result.superscripts.update(dict.fromkeys(place.places(), text))


def _is_error(cell: Element, shown: str) -> bool:
    is_error = any(key.endswith("}value-type") and value == "error" for key, value in cell.attrib.items())
    return is_error or bool(_get(cell, "formula") and ERROR.fullmatch(shown))


def _format_effect(cell: Element, shown: str, styles: _Styles) -> FormatEffect | None:
    """The effect of a format that shows a thousandth of the number, or a text without a digit."""
    if divisor := styles.divisors.get(_get(cell, "style-name")):
        return FormatEffect(divisor=divisor)
    has_text = any(_tag(part) == "p" for part in cell)  # other programs than LibreOffice may leave the text out
    return FormatEffect(text=shown.strip()) if has_text and not any(map(str.isdigit, shown)) else None


def _superscript_text(cell: Element, styles: _Styles) -> str | None:
    """The text of a cell with superscript letters; None for any other."""
    pieces: list[str] = []
    found = False
    for paragraph in (part for part in cell if _tag(part) == "p"):
        pieces.append(paragraph.text or "")
        for span in paragraph:
            is_superscript = _get(span, "style-name") in styles.superscript
            found |= is_superscript
            pieces.append((superscript if is_superscript else str)("".join(span.itertext())))
            pieces.append(span.tail or "")
    return "".join(pieces) if found else None


def _note_merged(result: SheetScan, cell: Element, row: int, column: int) -> None:
    n_rows, n_columns = (int(_get(cell, name) or 1) for name in ("number-rows-spanned", "number-columns-spanned"))
    if n_rows > 1 or n_columns > 1:
        result.merged.append(Box(row, column, row + n_rows - 1, column + n_columns - 1))


def _shown(cell: Element) -> str:
    """The text of the cell's paragraphs, without its comment."""
    return "\n".join("".join(part.itertext()) for part in cell if _tag(part) == "p")


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
