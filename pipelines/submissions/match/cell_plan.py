"""What stands in each cell of a row form's table, worked out once for all files that are laid out alike.

Here: from a row's key and the places of the columns to the meaning of its cells. Not here: where a table lies
(by_codes.py), what is taken from it (row_form.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import NoneType
from typing import Any, NamedTuple

from pipelines.submissions.book.book import COLUMN_LETTERS, Row
from pipelines.submissions.layout.layouts import Block, DeclaredColumn, Slice, Slot
from pipelines.submissions.value.numbers import LARGEST


class Step(NamedTuple):
    """What stands in one column of one row; `slot` is set where a figure is or must not be."""

    letters: str
    keys: tuple[str | None, str]
    reason: str  # of a text here; empty for values
    is_personal: bool
    slot: Slot | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class Usual:
    """All cells of a table's rows, where each is what it nearly always is: a text of the form, or a bare number."""

    types: list[type]  # of the values, row by row
    cells: list[tuple[str, str | None, str, str, str]]  # address, keys, outcome, reason
    crosses: list[int]  # which of them are the x that the form prints where no figure is due
    figures: list[int]  # which of them are figures; the next five are of these
    rows: list[int]  # which of the rows each stands in
    slices: list[Slice]
    lows: list[float]
    highs: list[float]
    observed: list[tuple[str, str | None, str, str, str, str, str, str]]  # address, keys, slice, unit
    blanks: list[tuple[int, int, tuple[str | None, str], Slot]]  # place among the rows, column, keys


@dataclass(slots=True)
class Plan:
    """The cells of a block whose columns lie in certain places."""

    block: Block
    columns: dict[int, DeclaredColumn]
    _steps: dict[str | None, dict[int, Step]] = field(default_factory=lambda: {})  # row key -> column -> step
    _shape: list[Any] = field(default_factory=lambda: [])  # of the last table
    _usual: Usual | None = None  # of that shape, once it came twice

    def steps(self, key: str | None) -> dict[int, Step]:
        """What each column of a row is."""
        if key not in self._steps:
            slots = self.block.slots.get(key or "", {})
            self._steps[key] = {
                column: _step(column, spec, key, slots.get(spec.key)) for column, spec in self.columns.items()
            }
        return self._steps[key]

    def usual(self, rows: list[tuple[int, str | None, Row]]) -> Usual | None:
        """The rows (number, key, cells) if all is as usual: known from the second table of one shape on.

        None where two of them stand for one figure.
        """
        shape = [(row, key, *line) for row, key, line in rows]
        if shape != self._shape:
            self._shape, self._usual = shape, None
            return None
        if self._usual is None:
            found = self._all(rows)
            self._usual = found if len(set(found.slices)) == len(found.slices) else None
        return self._usual

    def _all(self, rows: list[tuple[int, str | None, Row]]) -> Usual:
        """A cell that is never usual gets a type that no value has."""
        found = Usual([], [], [], [], [], [], [], [], [], [])
        for n, (row, key, line) in enumerate(rows):
            steps = self.steps(key)
            for column in line:
                step = steps.get(column)
                if step is not None and step.slot and not step.reason and not step.is_due:
                    found.types.append(str)
                    found.crosses.append(len(found.cells))
                    found.cells.append((f"{step.letters}{row}", *step.keys, "absence", "not_applicable"))
                elif step is None or step.is_personal or not (step.reason or step.is_due):
                    found.types.append(NoneType)
                    found.cells.append(("", None, "", "", ""))
                elif step.slot and not step.reason:
                    self._figure(found, n, f"{step.letters}{row}", step, step.slot)
                else:
                    found.types.append(str)
                    found.cells.append((f"{step.letters}{row}", *step.keys, "context", step.reason))
            for column, step in steps.items():
                if column not in line and not step.reason and step.slot and step.is_due:
                    found.blanks.append((n, column, step.keys, step.slot))
        return found

    def _figure(self, found: Usual, n: int, where: str, step: Step, slot: Slot) -> None:
        found.types.append(float)
        found.figures.append(len(found.cells))
        found.rows.append(n)
        found.slices.append(slot.slice)
        # beyond these a cell is looked at by itself (account.py)
        found.lows.append(max(slot.low, -LARGEST))
        found.highs.append(min(slot.high, LARGEST))
        indicator, breakdown, measure, source = slot.slice
        found.observed.append((where, *step.keys, indicator, breakdown, measure, source, slot.uom))
        found.cells.append((where, *step.keys, "observation", "reported"))


_PLANS: dict[tuple[object, ...], Plan] = {}  # by block and places of its columns


def plan_of(block: Block, columns: dict[int, DeclaredColumn]) -> Plan:
    """The plan for a block whose columns lie so; which column is which is part of the key."""
    key = (id(block), *((at, id(column)) for at, column in columns.items()))
    if key not in _PLANS:
        _PLANS[key] = Plan(block, columns)  # it holds the block, so that its id is not given to another
    return _PLANS[key]


def _step(column: int, spec: DeclaredColumn, key: str | None, slot: Slot | None) -> Step:
    reason = {"value": "", "explanation": "explanation", "evidence": "evidence"}.get(spec.role, "label")
    return Step(
        COLUMN_LETTERS[column], (key, spec.key), reason, spec.is_personal, slot, slot is not None and slot.is_due
    )
