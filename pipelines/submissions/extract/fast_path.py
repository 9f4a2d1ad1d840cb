"""Extracts a whole table at once where it looks exactly as the last table of its layout did.

The fast path is taken from the second table of one shape on, and only where nothing in the table needs a second look.
The shape is the table's row numbers, its row keys and the columns that are filled in each row. For a shape that comes
twice in a row the meaning of every cell is computed once (`FastPath`). A table is taken by it where it has no unit
printed above, another unit in no header or label, no merged cell, repeated header, hidden row or column, row problem or
row hint, and where each value is what the slow path (`row_form.py`) takes without evidence and without reject: a text
where the form has texts, an x where the form prints one, and where a figure is due a plain number within its bounds,
whole where things are counted, of a slice that no cell gave before. A number whose format shows a unit is no plain one.
For such a table the slow path adds exactly these cells, observations and blanks in this order, so both give the same
account; `tests/unit/submissions/test_fast_path.py` compares them. Any other table is left untouched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import ge, le
from types import NoneType
from typing import Any, NamedTuple, cast

from pipelines.submissions.book.book import Row, raw_text
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.records import Cell, Due, FilledCell, Observation, TableOnSheet
from pipelines.submissions.layout.layouts import Slice, Slot
from pipelines.submissions.match.cell_plan import CellKeys, CellPlan, PlannedCell
from pipelines.submissions.value.numbers import LARGEST


class _TableRow(NamedTuple):
    """One row of a table on a sheet: its number, the declared row, its cells."""

    row: int
    key: str | None
    line: Row


class _PlainCell(NamedTuple):
    """Where a cell stands and what becomes of it, but for its text."""

    address: str
    row_key: str | None
    col_key: str | None
    outcome: str
    reason: str


class _PlainFigure(NamedTuple):
    """Where a figure stands and what it measures, but for its value, area and period."""

    address: str
    row_key: str | None
    col_key: str | None
    indicator: str
    breakdown: str
    measure: str
    source: str
    uom: str


class _PlainBlank(NamedTuple):
    """An empty value cell: the position of its row in the table, its column, its meaning."""

    position: int
    column: int
    keys: CellKeys
    slot: Slot


@dataclass(slots=True)
class FastPath:
    """The meaning of all cells of a table of one shape.

    `types` and `cells` run over all cells, row by row; `figures`, `rows`, `slices`, `lows`, `highs` and `observed` run
    over its figures.
    """

    types: list[type] = field(default_factory=list[type])  # of the values; NoneType where a cell needs the slow path
    cells: list[_PlainCell] = field(default_factory=list[_PlainCell])
    crosses: list[int] = field(default_factory=list[int])  # positions in `cells` of the x that the form prints
    figures: list[int] = field(default_factory=list[int])  # positions in `cells` of the figures
    rows: list[int] = field(default_factory=list[int])  # the position of each figure's row in the table
    slices: list[Slice] = field(default_factory=list[Slice])
    lows: list[float] = field(default_factory=list[float])
    highs: list[float] = field(default_factory=list[float])
    counts: list[int] = field(default_factory=list[int])  # positions in `figures` of those that must be whole numbers
    observed: list[_PlainFigure] = field(default_factory=list[_PlainFigure])
    blanks: list[_PlainBlank] = field(default_factory=list[_PlainBlank])
    columns: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])  # those of `cells`


def take_table(account: Account, on_sheet: TableOnSheet) -> bool:
    """Add the table to the account at once; False, and nothing added, where it must be read cell by cell."""
    sheet, table = on_sheet.sheet, on_sheet.table
    if (
        on_sheet.unit
        or table.merged
        or table.hints
        or table.row_problems
        or table.heads
        or sheet.hidden_rows
        or sheet.hidden_columns
        or any(row <= table.last for row in table.signed)
    ):
        return False
    rows = [
        _TableRow(row, table.keys.get(row), line)
        for row, line in sheet.rows.items()
        if table.code_row < row <= table.last
    ]
    path = _path(table.plan, rows)
    if path is None or any(on_sheet.unit_problem(key, line) for _, key, line in rows):
        return False
    explained = table.places.get("explanation", 0)
    texts = [None if (text := line.get(explained)) is None else raw_text(text).strip() for _, _, line in rows]
    if not _take_filled(account, on_sheet, path, [row.line for row in rows], texts):
        return False
    for position, column, keys, slot in path.blanks:
        cell = FilledCell(sheet.name, rows[position].row, column)
        account.blank(cell, keys, Due(on_sheet.area, slot, texts[position]))
    return True


def _take_filled(
    account: Account, on_sheet: TableOnSheet, path: FastPath, lines: Sequence[Row], texts: Sequence[str | None]
) -> bool:
    """Add the filled cells in whole lists; `texts` are the explanations of the rows. False where one is not plain."""
    sheet, area = on_sheet.sheet.name, on_sheet.area
    values = [value for line in lines for value in line.values()]
    if list(map(type, values)) != path.types or any(values[at] != "x" for at in path.crosses):
        return False
    numbers = [float(values[at]) for at in path.figures]  # pyright: ignore[reportArgumentType]  floats by type
    is_within = all(map(le, path.lows, numbers)) and all(map(ge, path.highs, numbers))
    are_whole = all(numbers[at].is_integer() for at in path.counts)
    slices = list(zip(repeat(area), path.slices))
    if not is_within or not are_whole or not account.slices.keys().isdisjoint(slices):
        return False
    for at, text in zip(path.figures, map(raw_text, numbers), strict=True):
        values[at] = text
    raws = cast(list[str], values)  # texts and figures are all there is
    first = len(account.cells)
    addresses, row_keys, col_keys, outcomes, reasons = path.columns
    nothing = repeat(None)
    columns = zip(repeat(sheet), addresses, raws, row_keys, col_keys, outcomes, reasons, nothing, nothing)
    account.cells += [tuple.__new__(Cell, values) for values in columns]
    indices = [first + at for at in path.figures]
    account.slices.update(zip(slices, indices, strict=True))
    period = account.period
    # fmt: off
    account.observations.update(zip(indices, [
        Observation(
            sheet, address, row_key, col_key, area, indicator, breakdown, measure, source, period, number, uom,
            "reported", None, texts[row],
        )
        for (address, row_key, col_key, indicator, breakdown, measure, source, uom), number, row
        in zip(path.observed, numbers, path.rows, strict=True)
    ], strict=True))
    # fmt: on
    return True


def _path(plan: CellPlan, rows: Sequence[_TableRow]) -> FastPath | None:
    """The meaning of all cells of the rows; None for the first table of a shape, and where two share a slice."""
    shape: list[Any] = [(row, key, *line) for row, key, line in rows]
    if shape != plan.shape:
        plan.shape, plan.fast_path = shape, None
        return None
    if plan.fast_path is None:
        found = _compute(plan, rows)
        plan.fast_path = found if len(set(found.slices)) == len(found.slices) else None
    return plan.fast_path


def _compute(plan: CellPlan, rows: Sequence[_TableRow]) -> FastPath:
    found = FastPath()
    for position, (row, key, line) in enumerate(rows):
        planned = plan.cells(key)
        for column in line:
            _add_cell(found, position, row, planned.get(column))
        for column, cell in planned.items():
            if column not in line and not cell.reason and cell.slot and cell.is_due:
                found.blanks.append(_PlainBlank(position, column, cell.keys, cell.slot))
    found.columns = list(zip(*found.cells, strict=True)) or [()] * len(_PlainCell._fields)
    return found


def _add_cell(found: FastPath, position: int, row: int, cell: PlannedCell | None) -> None:
    """Add the meaning of one filled cell, `row` on the sheet, `position` in the table."""
    if cell is not None and cell.slot and not cell.reason and not cell.is_due:
        found.types.append(str)
        found.crosses.append(len(found.cells))
        found.cells.append(_PlainCell(f"{cell.letters}{row}", *cell.keys, "absence", "not_applicable"))
    elif cell is None or cell.is_personal or not (cell.reason or cell.is_due):
        found.types.append(NoneType)
        found.cells.append(_PlainCell("", None, "", "", ""))
    elif cell.slot and not cell.reason:
        _add_figure(found, position, f"{cell.letters}{row}", cell, cell.slot)
    else:
        found.types.append(str)
        found.cells.append(_PlainCell(f"{cell.letters}{row}", *cell.keys, "context", cell.reason))


def _add_figure(found: FastPath, position: int, address: str, cell: PlannedCell, slot: Slot) -> None:
    found.types.append(float)
    if slot.is_count:
        found.counts.append(len(found.figures))
    found.figures.append(len(found.cells))
    found.rows.append(position)
    found.slices.append(slot.slice)
    found.lows.append(max(slot.low, -LARGEST))  # a figure beyond these takes the slow path
    found.highs.append(min(slot.high, LARGEST))
    found.observed.append(_PlainFigure(address, *cell.keys, *slot.slice, slot.uom))
    found.cells.append(_PlainCell(address, *cell.keys, "observation", "reported"))
