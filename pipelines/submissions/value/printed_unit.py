"""The unit printed above a table (`Đơn vị tính: Tỷ đồng`), in a header, a label or a row, against the declared unit.

A wrong unit is reported with its factor; figures are never converted.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from pipelines.codebook.text import latin
from pipelines.errors import Message
from pipelines.submissions.book.book import Row, Sheet
from pipelines.submissions.layout.layouts import Layouts, unit_text
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.unit_words import MULTIPLES, conversion, known_unit, unit_factor

NAMES = r"(?:đơn vị tính|đơn vị|đvt|đ\.v\.t|unit)"
UNIT = re.compile(rf"^\s*\(?\s*{NAMES}\s*[:：]\s*(.+?)\s*[.)]?\s*$", re.IGNORECASE)
UNIT_WITHIN = re.compile(rf"[(\[]\s*{NAMES}\s*[:：]?\s*([^()\[\]]+)[)\]]|^\s*{NAMES}\s+(.+)$", re.IGNORECASE)
UNIT_ALONE = re.compile(rf"^\s*\(?\s*{NAMES}\s*[:：]\s*$", re.IGNORECASE)  # the unit stands in the next cell
IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")
LONGEST = 150  # characters; a longer text is no line with a unit


class UnitText(NamedTuple):
    """What a text says of a unit: the words behind `ĐVT:`; `is_label` where these stand in the next cell."""

    stated: str
    is_label: bool


def printed_unit(sheet: Sheet, first: int, layouts: Layouts) -> str:
    """The last unit stated above row `first` or on it, written out and folded; empty where none is stated.

    Only units of the codebook and multiples of a unit (nghìn người) count.
    """
    unit = ""
    for row, line in sheet.rows.items():
        if row > first:
            break
        unit = _unit_of_line(line, layouts) or unit
    return unit


def _unit_of_line(line: Row, layouts: Layouts) -> str:
    unit, is_next = "", False
    for value in line.values():
        if not isinstance(value, str) or len(value) >= LONGEST:
            continue
        found = _unit_text(value)
        if stated := found.stated or (value if is_next else ""):
            unit = known_unit(stated, layouts.scales) or unit
        is_next = found.is_label
    return unit


def states_unit(text: str) -> bool:
    """True for a text with words such as `ĐVT:`, whether or not a known unit follows."""
    found = _unit_text(text)
    return bool(found.stated) or found.is_label


@lru_cache(maxsize=16384)  # the same texts come in every file of a form
def _unit_text(value: str) -> UnitText:
    text = latin(value)
    match = UNIT.match(text) or UNIT_WITHIN.search(text)
    return UnitText(next(filter(None, match.groups()), "") if match else "", UNIT_ALONE.match(text) is not None)


def unit_in_brackets(text: str, layouts: Layouts) -> str:
    """The unit in the brackets that end a header or label: `Kinh phí (triệu đồng)`; empty where none is there."""
    match = IN_BRACKETS.search(text) if text.rstrip().endswith(")") else None
    return known_unit(match.group(1), layouts.scales) if match else ""


def unit_contradiction(
    printed: str, uom: str, layouts: Layouts, dimensions: Collection[str] | None = None
) -> Message | None:
    """Why a figure of unit `uom` cannot be taken below the unit `printed`; None where the two go together.

    Args:
        printed: the unit above the table or in its header, as `printed_unit` gives it.
        uom: the declared unit of the figure.
        layouts: the codebook.
        dimensions: those of all figures of the table. A unit of another dimension than the figure's contradicts it only
            where no figure of the table has that dimension: a table of money has columns of per cent and of firms too.
    """
    declared = layouts.symbols.get(uom, "")
    if not printed or not declared or printed == declared:
        return None
    factor = unit_factor(printed, declared, layouts.scales)
    if factor == 1:
        return None
    if factor is not None:
        factor_text = conversion(printed, declared, factor)
        return reason("unit_differs.table_factor", printed=printed, declared=declared, factor=factor_text)
    stated = dimension(printed, layouts)
    if not stated or dimensions is None or stated in dimensions:
        return None
    return reason("unit_differs.table", printed=printed, declared=declared)


def unit_cell_problem(printed: str, uom: str, layouts: Layouts) -> Message | None:
    """Why a figure of unit `uom` cannot be taken: the unit cell of its row holds another one (tỷ for triệu)."""
    text, declared = unit_text(printed), layouts.symbols[uom]
    if text == declared or _is_named_twice(printed, declared, layouts):
        return None
    factor = unit_factor(printed, declared, layouts.scales)
    if factor == 1:
        return None
    if factor is None:
        return reason("unit_differs.row", printed=text, declared=declared)
    return reason("unit_differs.row_factor", printed=text, declared=declared, factor=conversion(text, declared, factor))


def _is_named_twice(printed: str, declared: str, layouts: Layouts) -> bool:
    """True for the unit with a short spelling in brackets behind it: `doanh nghiệp (DN)`."""
    match = IN_BRACKETS.search(printed.strip())
    pieces = (printed.strip()[: match.start()], match.group(1)) if match else ()
    return bool(pieces) and all(unit_factor(piece, declared, layouts.scales) == 1 for piece in pieces)


def dimension(unit: str, layouts: Layouts) -> str:
    """The dimension of a unit or of the unit that it is a multiple of; empty where that is none of the codebook."""
    words = unit.split()
    while words and " ".join(words) not in layouts.scales and words[0] in MULTIPLES:
        words.pop(0)
    scale = layouts.scales.get(" ".join(words))
    return scale.dimension if scale else ""
