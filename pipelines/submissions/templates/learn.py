"""Learns a template from a file that was read in the full way, where nothing in it needed a second look.

Such a file holds one form of numbered rows, found by its number and its codes, without a reject, a doubt or a hint. Any
other file gives no template.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.codebook.identity_sheet import IDENTITY_SHEET
from pipelines.submissions.book.book import Book, SheetScan, address, is_blank
from pipelines.submissions.book.read import Opened
from pipelines.submissions.book.readers.calamine import Grid
from pipelines.submissions.extract.records import Cell
from pipelines.submissions.extract.submissions import Submission
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.match.by_codes import HEADER, LocatedTable, code_text
from pipelines.submissions.match.cell_plan import PlannedCell
from pipelines.submissions.templates.foot import columns_of_names
from pipelines.submissions.templates.template import (
    BEHIND_ALL,
    NO_END,
    Figure,
    FreeText,
    Order,
    SheetPlan,
    Template,
    may_be_head,
    picker,
)
from pipelines.submissions.templates.usual import is_usual
from pipelines.submissions.value.numbers import LARGEST
from pipelines.submissions.value.printed_unit import printed_unit

WRITTEN = ("explanation", "evidence")  # reasons of cells in which the sender writes what he likes


class Varying(NamedTuple):
    """A cell that differs from file to file, and the cell that explains its row."""

    planned: PlannedCell
    explanation: tuple[int, int]


Variable = dict[tuple[int, int], Varying]  # by row and column


class UnusualError(Exception):
    """The file gives no template."""


def learn(opened: Opened, book: Book, parts: Sequence[Submission], layouts: Layouts) -> Template | None:
    """The template of the file; None where it has none."""
    if opened.grids is None or opened.scans is None or len(parts) != 1 or parts[0].extracted is None:
        return None
    names = [grid.name for grid in opened.grids]
    if not is_usual(book, parts[0], layouts) or [scan.name for scan in opened.scans] != names:
        return None
    try:
        return _Learner(opened.grids, opened.scans, book, parts[0], layouts).template()
    except UnusualError:
        return None


class _Learner:
    """Collects the parts of a template, sheet by sheet."""

    def __init__(
        self, grids: Sequence[Grid], scans: Sequence[SheetScan], book: Book, part: Submission, layouts: Layouts
    ) -> None:
        assert part.extracted
        self.form, self.account = part.extracted
        self.grids, self.scans, self.book, self.part, self.layouts = grids, scans, book, part, layouts
        self.figures: list[Figure] = []
        self.texts: list[FreeText] = []
        self.n_values = 0
        self.fixed_at: list[int] = []  # offsets among the values of all bodies
        self.figures_at: list[int] = []
        self.texts_at: list[int] = []
        self.rows = {(row[0], row[1]): Cell(*row) for row in zip(*part.cells, strict=True)}
        self.orders: dict[tuple[str, str], Order | None] = {}  # sheet and address -> its place; None where it varies

    def template(self) -> Template:
        """The template. Raises UnusualError."""
        tables = dict(zip((sheet.no for sheet in self.form.sheets), self.form.tables, strict=True))
        plans = [self._plan(at, tables.get(grid.no, [])) for at, grid in enumerate(self.grids)]
        slots = [figure.slot for figure in self.figures]
        if len({slot.slice for slot in slots}) < len(slots):
            raise UnusualError
        flat = [value for plan, grid in zip(plans, self.grids, strict=True) for value in plan.body(grid)]
        numbers_at = [at for at in self.fixed_at if type(flat[at]) is not str]
        return Template(
            form=self.form.who.form,
            layouts=self.layouts,
            plans=plans,
            figures=self.figures,
            texts=self.texts,
            personal=self._personal(),
            fixed=picker(self.fixed_at)(flat),
            pick_fixed=picker(self.fixed_at),
            numbers=tuple(type(flat[at]) for at in numbers_at),
            pick_numbers=picker(numbers_at),
            pick_figures=picker(self.figures_at),
            pick_texts=picker(self.texts_at),
            lows=[max(slot.low, -LARGEST) for slot in slots],
            highs=[min(slot.high, LARGEST) for slot in slots],
            counts=[at for at, slot in enumerate(slots) if slot.is_count],
        )

    def _plan(self, at: int, tables: list[LocatedTable]) -> SheetPlan:
        grid, sheet, scan = self.grids[at], self.book.sheets[at], self.scans[at]
        varies = _variable(tables)
        first = tables[0].first if tables else NO_END if sheet.name == IDENTITY_SHEET else 1
        top, left = grid.start[0] + 1, grid.start[1] + 1
        last = tables[-1].last if tables else top + len(grid.lines) - 1
        right = max([left + max(map(len, grid.lines), default=0) - 1, *(column for _, column in varies)])
        odd = [*scan.format_effects, *scan.superscripts]
        is_odd = (
            not scan.has_cells
            or scan.broken
            or scan.left_out
            or any(not first <= row <= last for row, _ in odd if tables)
        )
        covered = any(t <= row <= b and le <= column <= r for t, le, b, r in sheet.merged for row, column in varies)
        if is_odd or covered or not varies.keys().isdisjoint(odd) or any(column < left for _, column in varies):
            raise UnusualError
        units = [printed_unit(sheet, table.code_row, self.layouts) for table in tables]
        plan = SheetPlan(sheet, scan, first, left, max(0, last - first + 1), right - left + 1, tables, units)
        self._add_cells(plan, at, varies)
        for row, line in plan.foot(grid).items():
            self.orders |= dict.fromkeys(((sheet.name, address(row, column)) for column in line), None)
        _keep_rows(plan, varies)
        return plan

    def _add_cells(self, plan: SheetPlan, at: int, varies: Variable) -> None:
        """Add every cell of the body, filled or variable, in the order of the account."""
        values = plan.body(self.grids[at])
        texts = {place: n for n, place in enumerate(_texts(varies), start=len(self.texts))}
        cells: list[Cell] = []
        for offset, value in enumerate(values):
            row, column = plan.first + offset // plan.width, plan.left + offset % plan.width
            place, varying = address(row, column), varies.get((row, column))
            if varying is not None:
                self._add_variable((at, len(cells), place), varying, texts)
                (self.texts_at if varying.planned.reason else self.figures_at).append(self.n_values + offset)
                outcome = ("context", varying.planned.reason) if varying.planned.reason else ("observation", "reported")
                cells.append(Cell(plan.sheet.name, place, None, *varying.planned.keys, *outcome))
                self.orders[plan.sheet.name, place] = None
                continue
            self.fixed_at.append(self.n_values + offset)
            if not is_blank(value):
                self.orders[plan.sheet.name, place] = (0 if plan.tables else 1, at, len(cells))
                cells.append(self._row(plan, place))
        self.n_values += len(values)
        plan.cells = [list(column) for column in zip(*cells, strict=True)] or [[] for _ in Cell._fields]
        plan.of_names = columns_of_names(cells)
        plan.titles = [n for n, cell in enumerate(cells) if plan.tables and cell.reason_code == "title"]
        plan.fixed = Counter(c.outcome for c in cells if self.orders[c.sheet, c.address] is not None)

    def _add_variable(self, at: tuple[int, int, str], varying: Varying, texts: dict[tuple[int, int], int]) -> None:
        planned = varying.planned
        if planned.reason:
            self.texts.append(FreeText(*at, *planned.keys, planned.reason, planned.is_personal))
        elif planned.slot:
            self.figures.append(Figure(*at, *planned.keys, planned.slot, texts.get(varying.explanation)))

    def _row(self, plan: SheetPlan, place: str) -> Cell:
        """What became of a cell that is the same in every file."""
        found = self.rows.get((plan.sheet.name, place))
        if found is None or found.reason_code == "identity":
            raise UnusualError
        return found

    def _personal(self) -> list[tuple[Order, tuple[str, ...]]]:
        """The rows of `personal` that every file has: the account's in its order, then what was masked."""
        found: list[tuple[Order, tuple[str, ...]]] = []
        for n, row in enumerate(zip(*self.part.personal, strict=True)):
            is_first = n < len(self.account.personal)
            order = self.orders.get((row[0], row[1]), BEHIND_ALL)
            if order == BEHIND_ALL or (order is None and not is_first):
                raise UnusualError
            if order is not None:
                found.append((order if is_first else (*BEHIND_ALL[:2], n), row))
        return found


def _variable(tables: Sequence[LocatedTable]) -> Variable:
    """The cells of the tables that vary: figures that are due, and texts, in rows with a declared code."""
    found: Variable = {}
    for table in tables:
        explanation = table.places.get("explanation", 0)
        for row, key in table.keys.items():
            if table.codes.get(row) not in table.block.keys:
                continue
            for column, cell in table.plan.cells(key).items():
                is_text = cell.reason in WRITTEN or (cell.reason and cell.is_personal)
                if is_text or (cell.slot and cell.is_due and not cell.reason and not cell.is_personal):
                    found[row, column] = Varying(cell, (row, explanation))
    return dict(sorted(found.items()))


def _texts(varies: Variable) -> list[tuple[int, int]]:
    return [place for place, varying in varies.items() if varying.planned.reason]


def _keep_rows(plan: SheetPlan, varies: Variable) -> None:
    """Note the rows that recognition looks at. Raises UnusualError where a figure could be taken for a code.

    Of a form's sheet these are the headers and every row with a text that may state something of the form.
    """
    tables, rows = plan.tables, plan.sheet.rows
    near = {row for t in tables[1:] for row in range(t.code_row - HEADER, t.code_row + 1)}
    plan.kept = {
        row: line
        for row, line in rows.items()
        if plan.first <= row < plan.first + plan.n_rows
        and (
            not tables
            or row <= tables[0].code_row
            or row in near
            or any(isinstance(value, str) and may_be_head(value) for value in line.values())
        )
    }
    plan.renewed = sorted({row for row, _ in varies if row in plan.kept})
    for before, table in pairwise(tables):
        needed = {column.code for column in table.block.columns if column.code and column.role != "value"}
        for row in range(before.code_row + 1, table.code_row):
            fixed = {code_text(value) for at, value in rows.get(row, {}).items() if (row, at) not in varies}
            if needed <= fixed:
                raise UnusualError
