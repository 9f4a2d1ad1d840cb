"""Finds a publisher's table of areas whose sheets were renamed, by the headers of its blocks.

The table itself is read in extract/area_table.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.errors import join
from pipelines.submissions.book.book import Sheet
from pipelines.submissions.layout.layouts import Block, Form, Layouts
from pipelines.submissions.match.area_header import find_header
from pipelines.submissions.problems import RefusedError, problem
from pipelines.submissions.recognise.identify import Hints
from pipelines.submissions.recognise.quoted_names import form_name

HEAD, LONGEST = 60, 300  # rows, characters
PLAIN, LEAD = 0.9, 0.05  # of the declared columns; PCI of two neighbouring years share about 0.8 of their headers


class ScoredForm(NamedTuple):
    """A form version, and the share of its declared columns that the book has."""

    share: float
    form: Form


def sheet_of(block: Block, sheets: Sequence[Sheet], named: set[str]) -> Sheet | None:
    """The sheet of the block's name, else the one sheet with the most of its columns, PLAIN of them or more.

    `named` are the folded names of all blocks' sheets; a sheet of such a name is not taken for another block.
    """
    for sheet in sheets:
        if block.sheet in ("", name_fold(sheet.name)):
            return sheet
    counted = [
        (len(find_header(sheet, block).columns), sheet) for sheet in sheets if name_fold(sheet.name) not in named
    ]
    most = max((n for n, _ in counted), default=0)
    best = [sheet for n, sheet in counted if n == most]
    return best[0] if len(best) == 1 and most >= PLAIN * len(block.columns) else None


def head_texts(sheet: Sheet) -> set[str]:
    """The folded texts of the first HEAD rows, where headers stand: a cheap check before blocks are compared."""
    return {
        name_fold(value)
        for row, line in sheet.rows.items()
        if row <= HEAD
        for value in line.values()
        if isinstance(value, str) and len(value) <= LONGEST
    }


def find_renamed(sheets: Sequence[Sheet], layouts: Layouts, hints: Hints) -> Form | None:
    """The one form version whose headers the book has, whatever its sheets and titles are called; None for none.

    Raises RefusedError where several versions are within LEAD of each other.
    """
    scored: list[ScoredForm] = []
    texts = {text for sheet in sheets for text in head_texts(sheet)}
    for form in layouts.forms:
        headers = {column.header for block in form.blocks for column in block.columns}
        is_asked = form.layout == "area_table" and hints.form in (None, form.code)
        if not is_asked or 2 * len(texts & headers) < len(headers):
            continue
        n_declared = sum(len(block.columns) for block in form.blocks)
        n_found = 0
        for block in form.blocks:
            sheet = sheet_of(block, sheets, {other.sheet for other in form.blocks})
            n_found += len(find_header(sheet, block).columns) if sheet else 0
        scored.append(ScoredForm(n_found / max(1, n_declared), form))
    scored.sort(key=lambda entry: -entry.share)
    if not scored or scored[0].share < PLAIN:
        return None
    near = [form for share, form in scored if scored[0].share - share < LEAD]
    if len(near) > 1:
        names = list(dict.fromkeys(form_name(form) for form in near))
        raise RefusedError([problem("form_ambiguous", found=join(names, ", "))])
    return near[0]
