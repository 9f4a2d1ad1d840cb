"""The unit printed once over a table: `Đơn vị tính: Tỷ đồng`.

Here: finding it, and what to tell where it is not the declared one. Not here: units printed in a column of their own.
A wrong unit is told with its factor and never applied.
"""

from __future__ import annotations

import re

from pipelines.submissions.book.book import Sheet
from pipelines.submissions.layout.layouts import Layouts, unit_text
from pipelines.submissions.value.numbers import plain

UNIT = re.compile(r"^\s*\(?\s*(?:đơn vị tính|đơn vị|đvt|unit)\s*[:：]\s*(.+?)\s*[.)]?\s*$", re.IGNORECASE)
MULTIPLE = re.compile(r"(?:nghìn|ngàn|triệu|1[. ]?000)\b")  # of what no codebook has: nghìn, 1.000 người


def printed_unit(sheet: Sheet, first: int, layouts: Layouts) -> str:
    """The unit told last above row `first`, where it is one of the codebook's; empty where none is told."""
    told = ""
    for row, line in sheet.rows.items():
        if row > first:
            break
        for value in line.values():
            if isinstance(value, str) and len(value) < 150 and (match := UNIT.match(value)):
                text = unit_text(match.group(1))
                told = text if text in layouts.scales or MULTIPLE.match(text) else told
    return told


def unit_contradiction(told: str, uom: str, layouts: Layouts) -> str:
    """Why a figure of unit `uom` cannot be taken under the printed one; empty where the two go together."""
    declared = layouts.symbols.get(uom, "")
    if told and told not in layouts.scales:
        thing = MULTIPLE.sub("", told, count=1).strip()
        if {thing, declared} <= layouts.scales.keys() and layouts.scales[thing][0] != layouts.scales[declared][0]:
            return ""  # a table in nghìn đồng counts firms too
        return f"trên bảng ghi đơn vị “{told}”, biểu mẫu quy định “{declared}”; ghi số theo đơn vị của biểu"
    if not told or told == declared or declared not in layouts.scales:
        return ""
    (dimension, factor), (is_of, by) = layouts.scales[declared], layouts.scales[told]
    if is_of != dimension:
        return ""  # a table of money has columns of per cent too
    return (
        f"trên bảng ghi đơn vị “{told}”, biểu mẫu quy định “{declared}” (1 {told} = {plain(by / factor)} {declared}); "
        "đổi số về đúng đơn vị của biểu"
    )
