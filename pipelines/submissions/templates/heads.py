"""Reads the heads of a workbook that is laid out like a template, in the full way: who reports for which period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.codebook.identity_sheet import IDENTITY_SHEET
from pipelines.submissions.book.book import Book, Row, Sheet, Value, address, raw_text
from pipelines.submissions.book.legacy_fonts import is_unicode
from pipelines.submissions.book.readers.calamine import Grid
from pipelines.submissions.extract.around_tables import nil_mark
from pipelines.submissions.extract.records import Cell
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.match.by_codes import place_table
from pipelines.submissions.recognise.identify import Hints
from pipelines.submissions.recognise.locate import headers_of_other_time
from pipelines.submissions.recognise.recognise import RecognisedForm, recognise_by_number
from pipelines.submissions.templates.foot import Foot, read_foot
from pipelines.submissions.templates.template import DiffersError, SheetPlan, Template
from pipelines.submissions.value.printed_unit import printed_unit
from pipelines.submissions.value.signatures import signed_rows


class Heads(NamedTuple):
    """The recognised form, and the cells of each sheet's head, in the order of the workbook."""

    form: RecognisedForm
    cells: list[list[Cell]]
    feet: list[Foot]  # of each sheet


def read_heads(template: Template, grids: Sequence[Grid], hints: Hints) -> Heads:
    """The heads. Raises DiffersError, or RefusedError, where the file is not read as the template's was."""
    layouts = template.layouts
    plans = template.plans
    rows = [plan.head(grid) for plan, grid in zip(plans, grids, strict=True)]
    below = [plan.foot(grid) for plan, grid in zip(plans, grids, strict=True)]
    feet = [read_foot(plan, foot) for plan, foot in zip(plans, below, strict=True)]
    sheets = [_sheet(*each) for each in zip(plans, grids, rows, below, strict=True)]
    entries = recognise_by_number(Book("calamine", sheets), layouts, hints)
    if len(entries) != 1 or not isinstance(form := entries[0], RecognisedForm):
        raise DiffersError
    expected = [sheet for plan, sheet in zip(template.plans, sheets, strict=True) if plan.tables]
    if (
        form.who.form is not template.form
        or form.doubts
        or form.findings
        or len(form.sheets) != len(expected)
        or any(found is not sheet for found, sheet in zip(form.sheets, expected, strict=True))
    ):
        raise DiffersError
    for plan, sheet in zip(template.plans, sheets, strict=True):
        if plan.tables:
            _check_tables(plan, sheet, form, layouts)
    return Heads(form, [_cells(plan, head, form, layouts) for plan, head in zip(plans, rows, strict=True)], feet)


def _sheet(plan: SheetPlan, grid: Grid, head: dict[int, Row], foot: dict[int, Row]) -> Sheet:
    """What recognition sees of a sheet: its head, the rows of the body that it looks at, what is below the tables."""
    texts = [value for line in head.values() for value in line.values() if isinstance(value, str)]
    if not all(map(is_unicode, texts)) or any(_hides_a_cell(box, head | foot) for box in plan.sheet.merged):
        raise DiffersError
    if not plan.tables and not head:
        return plan.sheet
    return Sheet(grid.no, grid.name, grid.visibility, plan.rows(grid, head) | foot, plan.sheet.merged)


def _hides_a_cell(box: tuple[int, int, int, int], rows: dict[int, Row]) -> bool:
    """True if the merged range covers a filled cell of these rows."""
    top, left, bottom, right = box
    return any(
        left <= column <= right and (row, column) != (top, left)
        for row, line in rows.items()
        if top <= row <= bottom
        for column in line
    )


def _check_tables(plan: SheetPlan, sheet: Sheet, form: RecognisedForm, layouts: Layouts) -> None:
    """Hold what the head may change of a table against the template."""
    first = plan.tables[0]
    placed = place_table(sheet, first.block, 0)
    columns = {at: column.key for at, column in placed.columns.items()}
    if (
        (placed.code_row, placed.first) != (first.code_row, first.first)
        or columns != {at: column.key for at, column in first.columns.items()}
        or any(row >= plan.first for row, _ in form.identity.get(sheet.no, ()))
        or any(headers_of_other_time(form, sheet, table) for table in plan.tables)
        or [printed_unit(sheet, table.code_row, layouts) for table in plan.tables] != plan.units
        or nil_mark(sheet, first.first)
    ):
        raise DiffersError


def _cells(plan: SheetPlan, head: dict[int, Row], form: RecognisedForm, layouts: Layouts) -> list[Cell]:
    """The cells of one head, as extract/around_tables.py and extract/submissions.py account for them."""
    sheet = plan.sheet
    if plan.tables:
        identity = form.identity.get(sheet.no, set())
        return [
            _cell(sheet.name, row, column, value, "identity" if (row, column) in identity else "title")
            for row, line in head.items()
            for column, value in line.items()
        ]
    if head and (sheet.name != IDENTITY_SHEET or signed_rows(head, ())):
        raise DiffersError
    reason = "note" if sheet.name in layouts.guide_sheets else "unclaimed"
    reason = "hidden_sheet" if sheet.visibility != "visible" else reason
    return [_cell(sheet.name, row, at, value, reason) for row, line in head.items() for at, value in line.items()]


def _cell(sheet: str, row: int, column: int, value: Value, reason: str) -> Cell:
    return Cell(sheet, address(row, column), raw_text(value), None, None, "context", reason)
