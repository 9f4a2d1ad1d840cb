"""A publisher's table of areas whose sheets were renamed: found by the headers of its blocks.

Here: which sheet carries a block, which version a book is. Not here: the table itself (area_table.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Sheet
from pipelines.submissions.layout.layouts import Block, Form, Layouts
from pipelines.submissions.match.area_header import header_of
from pipelines.submissions.messages import Refused, problem
from pipelines.submissions.recognise.identify import Hints

HEAD, LONGEST = 60, 300  # rows, characters
PLAIN, LEAD = 0.9, 0.05  # of the declared columns; PCI of two neighbouring years share about 0.8 of their headers


def sheet_of(block: Block, sheets: Sequence[Sheet], named: set[str]) -> Sheet | None:
    """The sheet of the block's name, else the one that has most of its columns, if that is one and no other block's."""
    for sheet in sheets:
        if block.sheet in ("", name_fold(sheet.name)):
            return sheet
    counted = [(len(header_of(sheet, block).columns), sheet) for sheet in sheets if name_fold(sheet.name) not in named]
    most = max((n for n, _ in counted), default=0)
    best = [sheet for n, sheet in counted if n == most]
    return best[0] if len(best) == 1 and most >= PLAIN * len(block.columns) else None


def head_texts(sheet: Sheet) -> set[str]:
    """Folded texts near the top, where headers stand: a glance that spares laying thirty blocks over a foreign book."""
    return {
        name_fold(value)
        for row, line in sheet.rows.items()
        if row <= HEAD
        for value in line.values()
        if isinstance(value, str) and len(value) <= LONGEST
    }


def find_renamed(sheets: Sequence[Sheet], layouts: Layouts, given: Hints) -> Form | None:
    """The one version whose headers the book carries, whatever its sheets and titles are called."""
    scored: list[tuple[float, Form]] = []
    texts = {text for sheet in sheets for text in head_texts(sheet)}
    for form in layouts.forms:
        headers = {column.header for block in form.blocks for column in block.columns}
        if (
            form.layout != "area_table"
            or given.form not in (None, form.code)
            or 2 * len(texts & headers) < len(headers)
        ):
            continue
        n_declared = sum(len(block.columns) for block in form.blocks)
        n_found = 0
        for block in form.blocks:
            sheet = sheet_of(block, sheets, {other.sheet for other in form.blocks})
            n_found += len(header_of(sheet, block).columns) if sheet else 0
        scored.append((n_found / max(1, n_declared), form))
    scored.sort(key=lambda entry: -entry[0])
    if not scored or scored[0][0] < PLAIN:
        return None
    near = [form for score, form in scored if scored[0][0] - score < LEAD]
    if len(near) > 1:
        raise Refused([problem("form_ambiguous", found=", ".join(f"{form.code}/{form.version}" for form in near))])
    return near[0]
