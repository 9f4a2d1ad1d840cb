"""The meaning of each cell of a row form's table, computed once for all files that are laid out alike.

`CellPlan.cells` gives the meaning of one row's cells; `CellPlan.fast_path` that of a whole table at once, where the
last table of the same plan had the same shape. Extraction uses both (extract/row_form.py, extract/account.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Any, NamedTuple

from pipelines.submissions.book.book import COLUMN_LETTERS, Row
from pipelines.submissions.layout.layouts import Block, DeclaredColumn, Slice, Slot
from pipelines.submissions.value.numbers import LARGEST


class CellKeys(NamedTuple):
    """The declared row and column of a cell; `row` is None where the row is not declared."""

    row: str | None
    column: str


class PlannedCell(NamedTuple):
    """What stands in one column of one row."""

    letters: str  # of the column
    keys: CellKeys
    reason: str  # the context reason of a text here; empty for a value cell
    is_personal: bool
    slot: Slot | None  # set where a figure is expected, or must not be
    is_due: bool


class TableRow(NamedTuple):
    """One row of a table on a sheet: its number, the declared row, its cells."""

    row: int
    key: str | None
    line: Row


class FastCell(NamedTuple):
    """Where a cell stands and what becomes of it, but for its text."""

    address: str
    row_key: str | None
    col_key: str
    outcome: str
    reason: str


class FastFigure(NamedTuple):
    """Where a figure stands and what it measures, but for its value, area and period."""

    address: str
    row_key: str | None
    col_key: str
    indicator: str
    breakdown: str
    measure: str
    source: str
    uom: str


class FastBlank(NamedTuple):
    """An empty value cell: the position of its row in the table, its column, its meaning."""

    n: int
    column: int
    keys: CellKeys
    slot: Slot


@dataclass(frozen=True, slots=True)
class FastPath:
    """All cells of a table in which each is a text of the form, a printed x or a plain number within its bounds.

    `types` and `cells` run over all cells, row by row; `figures`, `rows`, `slices`, `lows`, `highs` and `observed` run
    over its figures.
    """

    types: list[type]  # of the values; NoneType, which no value has, where a cell needs the slow path
    cells: list[FastCell]
    crosses: list[int]  # positions in `cells` of the x that the form prints where no figure is due
    figures: list[int]  # positions in `cells` of the figures
    rows: list[int]  # the position of each figure's row in the table
    slices: list[Slice]
    lows: list[float]
    highs: list[float]
    observed: list[FastFigure]
    blanks: list[FastBlank]


@dataclass(slots=True)
class CellPlan:
    """The cells of a block whose columns stand in certain places."""

    block: Block
    columns: dict[int, DeclaredColumn]
    _cells: dict[str | None, dict[int, PlannedCell]] = field(
        default_factory=dict[Any, Any]
    )  # row key -> column -> cell
    _shape: list[Any] = field(default_factory=list[Any])  # of the last table
    _fast_path: FastPath | None = None  # of that shape, once it came twice

    def cells(self, key: str | None) -> dict[int, PlannedCell]:
        """Column -> what stands there in the row `key`."""
        if key not in self._cells:
            slots = self.block.slots.get(key or "", {})
            self._cells[key] = {
                column: _planned(column, spec, key, slots.get(spec.key)) for column, spec in self.columns.items()
            }
        return self._cells[key]

    def fast_path(self, rows: Sequence[TableRow]) -> FastPath | None:
        """All cells of the rows, from the second table of one shape on; None before, and where two share a slice."""
        shape = [(row, key, *line) for row, key, line in rows]
        if shape != self._shape:
            self._shape, self._fast_path = shape, None
            return None
        if self._fast_path is None:
            found = self._all(rows)
            self._fast_path = found if len(set(found.slices)) == len(found.slices) else None
        return self._fast_path

    def _all(self, rows: Sequence[TableRow]) -> FastPath:
        found = FastPath([], [], [], [], [], [], [], [], [], [])
        for n, (row, key, line) in enumerate(rows):
            planned = self.cells(key)
            for column in line:
                _add_cell(found, n, row, planned.get(column))
            for column, cell in planned.items():
                if column not in line and not cell.reason and cell.slot and cell.is_due:
                    found.blanks.append(FastBlank(n, column, cell.keys, cell.slot))
        return found


def plan_of(block: Block, columns: dict[int, DeclaredColumn]) -> CellPlan:
    """The plan for the block with its columns in these places; the block keeps it for the next file."""
    key = tuple((at, column.key) for at, column in columns.items())
    if key not in block.plans:
        block.plans[key] = CellPlan(block, columns)
    return block.plans[key]


def _planned(column: int, spec: DeclaredColumn, key: str | None, slot: Slot | None) -> PlannedCell:
    reason = {"value": "", "explanation": "explanation", "evidence": "evidence"}.get(spec.role, "label")
    keys, is_due = CellKeys(key, spec.key), slot is not None and slot.is_due
    return PlannedCell(COLUMN_LETTERS[column], keys, reason, spec.is_personal, slot, is_due)


def _add_cell(found: FastPath, n: int, row: int, cell: PlannedCell | None) -> None:
    """One filled cell of the row at position `n`."""
    if cell is not None and cell.slot and not cell.reason and not cell.is_due:
        found.types.append(str)
        found.crosses.append(len(found.cells))
        found.cells.append(FastCell(f"{cell.letters}{row}", *cell.keys, "absence", "not_applicable"))
    elif cell is None or cell.is_personal or not (cell.reason or cell.is_due):
        found.types.append(NoneType)
        found.cells.append(FastCell("", None, "", "", ""))
    elif cell.slot and not cell.reason:
        _add_figure(found, n, f"{cell.letters}{row}", cell, cell.slot)
    else:
        found.types.append(str)
        found.cells.append(FastCell(f"{cell.letters}{row}", *cell.keys, "context", cell.reason))


def _add_figure(found: FastPath, n: int, address: str, cell: PlannedCell, slot: Slot) -> None:
    found.types.append(float)
    found.figures.append(len(found.cells))
    found.rows.append(n)
    found.slices.append(slot.slice)
    found.lows.append(max(slot.low, -LARGEST))  # a figure beyond these takes the slow path
    found.highs.append(min(slot.high, LARGEST))
    found.observed.append(FastFigure(address, *cell.keys, *slot.slice, slot.uom))
    found.cells.append(FastCell(address, *cell.keys, "observation", "reported"))
