"""Counts the non-empty cells of an .ods in its content.xml; finds error cells, formats, merged ranges, what is hidden.

A repeated cell counts as often as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from pipelines.submissions.book.book import (
    Box,
    BrokenCell,
    FormatEffect,
    SheetScan,
    StruckText,
    UnreadableError,
    struck_text,
)
from pipelines.submissions.book.messages import detail
from pipelines.submissions.book.number_formats import PERCENT, STRUCK, number_effect, superscript, unit_of_text
from pipelines.submissions.book.source import Source

ERROR = re.compile(r"#[A-Z/0!?]+|Err:\d+")
LEADING_ZERO = re.compile(r"0[\d ]+")  # of a code
MAX_COUNTED = 5_000_000  # a cell's repetitions are two numbers in the file: a bomb of them must not cost minutes
MAX_COLUMNS = 1 << 14
HIDDEN = ("collapse", "filter")


@dataclass(frozen=True, slots=True)
class _Styles:
    """Styles by name: the effects of number formats, and which styles of text are superscript or struck out."""

    effects: dict[str, FormatEffect]
    superscript: frozenset[str]
    struck: frozenset[str]


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
        UnreadableError: `too_large` for more than MAX_COUNTED cells.
    """
    root = fromstring(source.package.read("content.xml"))
    styles = _styles(source, root)
    return [_table(element, styles) for element in root.iter() if _tag(element) == "table" and _get(element, "name")]


def _styles(source: Source, root: Element) -> _Styles:
    package = source.package
    roots = [root, fromstring(package.read("styles.xml"))] if "styles.xml" in package.namelist() else [root]
    styles = [style for element in roots for style in element.iter() if _tag(style).endswith("style")]
    formats = {
        _get(style, "name"): style for style in styles if _tag(style).endswith(("number-style", "currency-style"))
    }
    effects = {
        _get(style, "name"): effect
        for style in styles
        if (form := formats.get(_get(style, "data-style-name"))) is not None and (effect := _effect(form, formats))
    }
    superscripts = {_get(style, "name") for style in styles if any(map(_is_superscript, style))}
    struck = {_get(style, "name") for style in styles if any(map(_is_struck, style))}
    return _Styles(effects, frozenset(superscripts), frozenset(struck))


def _effect(form: Element, formats: dict[str, Element]) -> FormatEffect | None:
    """The effect of a number style on a positive number, to which a map may give another style."""
    for part in form:
        if _tag(part) == "map" and re.fullmatch(r"value\(\)>=?0", _get(part, "condition")):
            form = formats.get(_get(part, "apply-style-name"), form)
    before, behind, divisor, pattern = "", "", None, ""
    is_behind = False
    for part in form:
        text = "".join(part.itertext())
        if _tag(part) == "number":
            is_behind = True
            factor, n_digits = _get(part, "display-factor"), _get(part, "min-integer-digits")
            divisor = int(factor) if factor.isdecimal() and int(factor) > 1 else None
            if n_digits.isdecimal() and _get(part, "decimal-places") in ("", "0"):
                pattern = "0" * int(n_digits)
        elif _tag(part) in ("text", "currency-symbol"):
            before, behind = (before, behind + text) if is_behind else (before + text, behind)
    return number_effect(before, behind, divisor, pattern)


def _is_struck(properties: Element) -> bool:
    return any(_get(properties, f"text-line-through-{name}") not in ("", "none") for name in ("style", "type"))


def _is_superscript(properties: Element) -> bool:
    """True for the text position `super`, and for a share of the letter's height above the line."""
    position = _get(properties, "text-position").split(" ")[0]
    return position == "super" or (position.endswith("%") and not position.startswith(("-", "0%")))


def _table(table: Element, styles: _Styles) -> SheetScan:
    result = SheetScan(_get(table, "name"), 0)
    row, column = 0, 1
    defaults: list[tuple[int, str]] = []  # last column and style of each run of columns
    for element in table.iter():
        if _tag(element) == "table-column":
            width = int(_get(element, "number-columns-repeated") or 1)
            if _get(element, "visibility") in HIDDEN:
                result.hidden_columns |= set(range(column, min(column + width, MAX_COLUMNS)))
            column += width
            defaults.append((column - 1, _get(element, "default-cell-style-name")))
        elif _tag(element) == "table-row":
            n_rows = int(_get(element, "number-rows-repeated") or 1)
            _name_styles(element, defaults)
            is_filled = _row(result, element, row + 1, n_rows, styles)
            if is_filled and _get(element, "visibility") in HIDDEN:
                result.hidden_rows |= set(range(row + 1, row + n_rows + 1))
            row += n_rows
    return result


def _name_styles(line: Element, defaults: list[tuple[int, str]]) -> None:
    """Give each cell without a style that of its row or column."""
    of_row, column = _get(line, "default-cell-style-name"), 1
    for cell in line:
        if not _get(cell, "style-name"):
            cell.set("style-name", of_row or next((style for last, style in defaults if column <= last), ""))
        column += int(_get(cell, "number-columns-repeated") or 1)


def _row(result: SheetScan, line: Element, row: int, n_rows: int, styles: _Styles) -> bool:
    """Count the cells of a row; True if one is filled."""
    column, before = 1, result.n_nonempty
    for cell in line:
        if _tag(cell) not in ("table-cell", "covered-table-cell"):
            continue
        place = _Repeated(row, n_rows, column, int(_get(cell, "number-columns-repeated") or 1))
        if _is_filled(cell):
            result.n_nonempty += place.n_columns * n_rows
            if result.n_nonempty > MAX_COUNTED:
                limit = f"{MAX_COUNTED:,}"
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
    elif kind in ("float", "currency") and (effect := _format_effect(cell, shown, styles)):
        result.format_effects.update(dict.fromkeys(place.places(), effect))
    elif kind == "string" and (text := _formatted_text(cell, styles)):
        result.superscripts.update(dict.fromkeys(place.places(), text))


def _is_error(cell: Element, shown: str) -> bool:
    is_error = any(key.endswith("}value-type") and value == "error" for key, value in cell.attrib.items())
    return is_error or bool(_get(cell, "formula") and ERROR.fullmatch(shown))


def _format_effect(cell: Element, shown: str, styles: _Styles) -> FormatEffect | None:
    """The effect of the cell's number format; what the cell shows counts where its style says nothing."""
    style = _get(cell, "style-name")
    if style in styles.struck:
        return STRUCK
    has_text = any(_tag(part) == "p" for part in cell)  # other programs than LibreOffice may leave the text out
    if has_text and not any(map(str.isdigit, shown)):
        return FormatEffect(text=shown.strip())
    if (effect := styles.effects.get(style)) and not effect.pattern:
        return effect
    if unit := unit_of_text(shown) or _get(cell, "currency"):
        return FormatEffect(unit=unit)
    return effect or (FormatEffect(pattern=re.sub(r"\d", "0", shown)) if LEADING_ZERO.fullmatch(shown) else None)


def _formatted_text(cell: Element, styles: _Styles) -> str | None:
    """The text of a cell with superscript or struck letters; None for any other."""
    is_all_struck = _get(cell, "style-name") in styles.struck
    pieces: list[tuple[str, bool]] = []
    is_raised = False
    for paragraph in (part for part in cell if _tag(part) == "p"):
        pieces.append((paragraph.text or "", is_all_struck))
        for span in paragraph:
            style, text = _get(span, "style-name"), "".join(span.itertext())
            is_raised |= style in styles.superscript
            is_struck = style in styles.struck or (is_all_struck and not style)
            pieces.append(((superscript if style in styles.superscript else str)(text), is_struck))
            pieces.append((span.tail or "", is_all_struck))
    text = struck_text(pieces)
    return text if is_raised or isinstance(text, StruckText) else None


def _note_merged(result: SheetScan, cell: Element, row: int, column: int) -> None:
    n_rows, n_columns = (int(_get(cell, name) or 1) for name in ("number-rows-spanned", "number-columns-spanned"))
    if n_rows > 1 or n_columns > 1:
        result.merged.append(Box(row, column, row + n_rows - 1, column + n_columns - 1))


def _shown(cell: Element) -> str:
    """The text of the cell's paragraphs, without its comment."""
    return "".join("".join(part.itertext()) for part in cell if _tag(part) == "p")


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
