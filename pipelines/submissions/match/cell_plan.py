"""The meaning of each cell of a row form's table, computed once for all files that are laid out alike.

`CellPlan.cells` gives the meaning of one row's cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipelines.submissions.book.book import COLUMN_LETTERS
from pipelines.submissions.layout.layouts import Block, DeclaredColumn, Slot


class CellKeys(NamedTuple):
    """The declared row and column of a cell; None where it is in no declared one."""

    row: str | None = None
    column: str | None = None


class PlannedCell(NamedTuple):
    """What stands in one column of one row."""

    letters: str  # of the column
    keys: CellKeys
    reason: str  # the context reason of a text here; empty for a value cell
    is_personal: bool
    slot: Slot | None  # set where a figure is expected, or must not be
    is_due: bool


@dataclass(slots=True)
class CellPlan:
    """The cells of a block whose columns stand in certain places."""

    block: Block
    columns: dict[int, DeclaredColumn]
    _cells: dict[str | None, dict[int, PlannedCell]] = field(
        default_factory=dict[Any, Any]
    )  # row key -> column -> cell

    def cells(self, key: str | None) -> dict[int, PlannedCell]:
        """Column -> what stands there in the row `key`."""
        if key not in self._cells:
            slots = self.block.slots.get(key or "", {})
            self._cells[key] = {
                column: _planned(column, spec, key, slots.get(spec.key)) for column, spec in self.columns.items()
            }
        return self._cells[key]


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
