"""The unit printed above a table (`Đơn vị tính: Tỷ đồng`) or in a row, and whether it goes with the declared unit.

A wrong unit is reported with its factor;
figures are never converted.
"""

from __future__ import annotations

import re

from pipelines.errors import Message
from pipelines.submissions.book.book import Sheet
from pipelines.submissions.layout.layouts import Layouts, unit_text
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.number_text import plain_number

UNIT = re.compile(r"^\s*\(?\s*(?:đơn vị tính|đơn vị|đvt|unit)\s*[:：]\s*(.+?)\s*[.)]?\s*$", re.IGNORECASE)
LONGEST = 150  # characters; a longer text is no line with a unit
MULTIPLE = re.compile(r"(?:nghìn|ngàn|triệu|1[. ]?000)\b")  # of a unit that no codebook has: nghìn người, 1.000 người


def printed_unit(sheet: Sheet, first: int, layouts: Layouts) -> str:
    """The last unit stated above row `first` or on it, folded; empty where none is stated.

    Only units of the codebook and multiples of a unit (nghìn người) count.
    """
    unit = ""
    for row, line in sheet.rows.items():
        if row > first:
            break
        for value in line.values():
            if isinstance(value, str) and len(value) < LONGEST and (match := UNIT.match(value)):
                text = unit_text(match.group(1))
                unit = text if text in layouts.scales or MULTIPLE.match(text) else unit
    return unit


def unit_contradiction(printed: str, uom: str, layouts: Layouts) -> Message | None:
    """Why a figure of unit `uom` cannot be taken below the unit `printed`; None where the two go together.

    A unit of another dimension contradicts nothing: a table of money has columns of per cent and of firms too.
    """
    declared = layouts.symbols.get(uom, "")
    if not printed or printed == declared:
        return None
    if printed not in layouts.scales:
        counted = MULTIPLE.sub("", printed, count=1).strip()
        if {counted, declared} <= layouts.scales.keys() and _dimension(counted, layouts) != _dimension(
            declared, layouts
        ):
            return None
        return reason("unit_differs.table", printed=printed, declared=declared)
    if declared not in layouts.scales or _dimension(printed, layouts) != _dimension(declared, layouts):
        return None
    factor = plain_number(layouts.scales[printed].factor / layouts.scales[declared].factor)
    return reason("unit_differs.table_factor", printed=printed, declared=declared, factor=factor)


def unit_cell_problem(printed: str, uom: str, layouts: Layouts) -> Message | None:
    """Why a figure of unit `uom` cannot be taken: the unit cell of its row holds another one (tỷ for triệu)."""
    text, declared = unit_text(printed), layouts.symbols[uom]
    if text == declared:
        return None
    scale, declared_scale = layouts.scales.get(text), layouts.scales[declared]
    if scale is None or scale.dimension != declared_scale.dimension:
        return reason("unit_differs.row", printed=text, declared=declared)
    factor = plain_number(scale.factor / declared_scale.factor)
    return reason("unit_differs.row_factor", printed=text, declared=declared, factor=factor)


def _dimension(unit: str, layouts: Layouts) -> str:
    return layouts.scales[unit].dimension
