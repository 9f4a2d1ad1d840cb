"""The second reader of .ods: counts non-empty cells in content.xml, finds error cells, looks, ranges, what is hidden.

Here: XML of the package, read without calamine. Not here: values. Repeated cells count as often as they stand.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

from pipelines.submissions.book.book import Broken, SheetScan, Shown, Unreadable
from pipelines.submissions.book.number_formats import PERCENT, raised

ERROR = re.compile(r"#[A-Z/0!?]+|Err:\d+")
MAX_COUNTED = 5_000_000  # repeats are two numbers in the file; a bomb of them must not cost minutes
MOST_COLUMNS = 1 << 14
HIDDEN = ("collapse", "filter")


@dataclass(frozen=True, slots=True)
class _Looks:
    """Styles by name: what a cell's format divides by, and which runs of text are raised."""

    divisors: dict[str, int]
    raising: frozenset[str]


def scan(content: bytes, archive: zipfile.ZipFile | None) -> list[SheetScan]:
    """One scan a sheet; Unreadable for more cells than anybody types."""
    assert archive is not None
    root = fromstring(archive.read("content.xml"))
    looks = _looks(archive, root)
    return [_table(element, looks) for element in root.iter() if _tag(element) == "table" and _get(element, "name")]


def _looks(archive: zipfile.ZipFile, root: Element) -> _Looks:
    roots = [root, fromstring(archive.read("styles.xml"))] if "styles.xml" in archive.namelist() else [root]
    own = [style for one in roots for style in one.iter() if _tag(style).endswith("style")]
    factors = {
        _get(style, "name"): int(factor)
        for style in own
        for number in style
        if _tag(number) == "number" and (factor := _get(number, "display-factor")).isdecimal() and int(factor) > 1
    }
    divisors = {_get(style, "name"): factors[_get(style, "data-style-name")] for style in own if _is(style, factors)}
    raising = {
        _get(style, "name") for style in own for part in style if _is_raised(_get(part, "text-position").split(" ")[0])
    }
    return _Looks(divisors, frozenset(raising))


def _is(style: Element, factors: dict[str, int]) -> bool:
    return _get(style, "data-style-name") in factors


def _is_raised(place: str) -> bool:
    """`super`, or a share of the letter's height above the line."""
    return place == "super" or (place.endswith("%") and not place.startswith(("-", "0%")))


def _table(table: Element, looks: _Looks) -> SheetScan:
    found = SheetScan(_get(table, "name"), 0)
    row, column = 0, 1
    for line in table.iter():
        if _tag(line) == "table-column":
            width = int(_get(line, "number-columns-repeated") or 1)
            if _get(line, "visibility") in HIDDEN:
                found.hidden_columns |= set(range(column, min(column + width, MOST_COLUMNS)))
            column += width
        elif _tag(line) == "table-row":
            times = int(_get(line, "number-rows-repeated") or 1)
            if _line(found, line, (row + 1, times), looks) and _get(line, "visibility") in HIDDEN:
                found.hidden_rows |= set(range(row + 1, row + times + 1))
            row += times
    return found


def _line(found: SheetScan, line: Element, rows: tuple[int, int], looks: _Looks) -> bool:
    """Every cell of a row; whether one is filled."""
    column, before = 1, found.n_nonempty
    for cell in line:
        if _tag(cell) not in ("table-cell", "covered-table-cell"):
            continue
        width = int(_get(cell, "number-columns-repeated") or 1)
        if _is_filled(cell):
            found.n_nonempty += width * rows[1]
            if found.n_nonempty > MAX_COUNTED:
                raise Unreadable("too_large", f"> {MAX_COUNTED:,} ô".replace(",", "."))
            _note(found, cell, (rows, (column, width)), looks)
            _note_range(found, cell, (rows[0], column))
        column += width
    return found.n_nonempty > before


def _is_filled(cell: Element) -> bool:
    kind = _get(cell, "value-type")
    return _is_uncalculated(cell) or bool(_shown(cell).strip()) if kind in ("", "string") else True


def _is_uncalculated(cell: Element) -> bool:
    """A formula that has neither a kind of value nor a text."""
    return bool(_get(cell, "formula")) and not _get(cell, "value-type") and not _shown(cell)


def _note(found: SheetScan, cell: Element, box: tuple[tuple[int, int], tuple[int, int]], looks: _Looks) -> None:
    """What calamine does not tell of a filled cell, and of its repetitions."""
    shown, kind = _shown(cell), _get(cell, "value-type")
    if _is_error(cell, shown):
        found.broken.update(dict.fromkeys(_places(box), Broken("error_cell", shown or "#ERROR")))
    elif _is_uncalculated(cell):
        formula = _get(cell, "formula").partition("=")[2]
        found.broken.update(dict.fromkeys(_places(box), Broken("formula_without_value", f"={formula}")))
    elif kind == "percentage":
        found.shown.update(dict.fromkeys(_places(box), PERCENT))
    elif kind == "float" and (form := _otherwise(cell, shown, looks)):
        found.shown.update(dict.fromkeys(_places(box), form))
    elif kind == "string" and looks.raising and (text := _raised_text(cell, looks)):
        found.texts.update(dict.fromkeys(_places(box), text))


def _is_error(cell: Element, shown: str) -> bool:
    is_error = any(key.endswith("}value-type") and value == "error" for key, value in cell.attrib.items())
    return is_error or bool(_get(cell, "formula") and ERROR.fullmatch(shown))


def _otherwise(cell: Element, shown: str, looks: _Looks) -> Shown | None:
    """A number whose text has no digit, or shows a thousandth of it."""
    if by := looks.divisors.get(_get(cell, "style-name")):
        return Shown(by=by)
    is_told = any(_tag(part) == "p" for part in cell)  # other programs than LibreOffice may leave the text out
    return Shown(text=shown.strip()) if is_told and not any(map(str.isdigit, shown)) else None


def _raised_text(cell: Element, looks: _Looks) -> str | None:
    pieces: list[str] = []
    is_raised = False
    for part in (part for part in cell if _tag(part) == "p"):
        pieces.append(part.text or "")
        for span in part:
            raises = _get(span, "style-name") in looks.raising
            is_raised |= raises
            pieces.append((raised if raises else str)("".join(span.itertext())))
            pieces.append(span.tail or "")
    return "".join(pieces) if is_raised else None


def _note_range(found: SheetScan, cell: Element, at: tuple[int, int]) -> None:
    high, wide = (int(_get(cell, name) or 1) for name in ("number-rows-spanned", "number-columns-spanned"))
    if high > 1 or wide > 1:
        found.merged.append((*at, at[0] + high - 1, at[1] + wide - 1))


def _places(box: tuple[tuple[int, int], tuple[int, int]]) -> Iterator[tuple[int, int]]:
    (row, high), (column, wide) = box
    return ((at, n) for at in range(row, row + high) for n in range(column, column + wide))


def _shown(cell: Element) -> str:
    """The text of the cell's paragraphs, without its comment."""
    return "".join("".join(part.itertext()) for part in cell if _tag(part) == "p")


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]
