"""Where a row form's tables lie on a sheet: the column-code row (A B 1 2), the row codes, the last row.

Here: finding, and the plan of each row. Not here: what becomes of the cells (row_form.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.layouts import Block, Column, Form, Slot
from pipelines.submissions.messages import Refused, problem
from pipelines.submissions.numbers import without_mark
from pipelines.submissions.sheet import LETTERS, Box, Sheet, Value, raw_text


class Step(NamedTuple):
    """What stands in one column of one row; `slot` is set where a figure is or must not be."""

    letters: str
    keys: tuple[str | None, str]
    reason: str  # of a text here; empty for values
    is_personal: bool
    slot: Slot | None
    is_due: bool


@dataclass(slots=True)
class Table:
    """One block found on a sheet."""

    block: Block
    first: int  # first header row
    code_row: int
    columns: dict[int, Column]
    values: list[int]  # the columns that hold figures
    places: dict[str, int]  # role -> its first column
    plan: dict[str | None, dict[int, Step]]  # row key -> column -> step
    codes: dict[int, str] = field(default_factory=lambda: {})  # row -> row code as written, folded
    last: int = 0
    merged: list[Box] = field(default_factory=lambda: [])  # those of the table's rows

    def steps(self, key: str | None) -> dict[int, Step]:
        """What each column of a row is."""
        if key not in self.plan:
            slots = self.block.slots.get(key or "", {})
            self.plan[key] = {
                column: _step(column, spec, key, slots.get(spec.key)) for column, spec in self.columns.items()
            }
        return self.plan[key]


def _step(column: int, spec: Column, key: str | None, slot: Slot | None) -> Step:
    reason = {"value": "", "explanation": "explanation"}.get(spec.role, "label")
    return Step(LETTERS[column], (key, spec.key), reason, spec.is_personal, slot, slot is not None and slot.is_due)


# Plans by block and places of its columns, kept for the next file: most files of a form are laid out alike.
_PLANS: dict[tuple[int, ...], dict[str | None, dict[int, Step]]] = {}


def find_tables(sheet: Sheet, form: Form) -> list[Table]:
    """The form's blocks on this sheet, from the top; Refused names what is missing."""
    folded = name_fold(sheet.name)
    tables: list[Table] = []
    start = 0
    for block in form.blocks:
        if block.sheet in ("", folded):
            tables.append(_table(sheet, block, start))
            start = tables[-1].code_row
    if not tables:
        names = "”, “".join(block.sheet_name for block in form.blocks)
        raise Refused([problem("sheet_missing", sheet=names, found=sheet.name)])
    for table, following in zip(tables, [*(table.first for table in tables[1:]), 1 << 30], strict=True):
        table.last = _last_row(sheet, table, following)
        table.merged = [box for box in sheet.merged if table.code_row < box[0] <= table.last]
    return tables


def _table(sheet: Sheet, block: Block, start: int) -> Table:
    """Find the column-code row: the first that holds every code, else the fullest, for the message."""
    coded = {column.code: column for column in block.columns if column.code}
    best: dict[str, int] = {}
    best_row = 0
    for row, line in sheet.rows.items():
        if row <= start or len(line) < len(coded) // 2:
            continue
        seen = {code: column for column, value in reversed(line.items()) if (code := _code(value)) in coded}
        if len(seen) > len(best):
            best, best_row = seen, row
        if len(seen) == len(coded):
            break
    expected = ", ".join(column.code.upper() for column in block.columns if column.code)
    if len(best) * 2 < len(coded) or not best:
        raise Refused([problem("header_not_found", sheet=sheet.name, expected=expected)])
    missing = [f"{column.code.upper()} “{column.title}”" for code, column in coded.items() if code not in best]
    if missing:
        found = ", ".join(code.upper() for code in best)
        raise Refused(
            [problem("columns_missing", sheet=sheet.name, row=str(best_row), expected=", ".join(missing), found=found)]
        )
    columns = {best[code]: column for code, column in coded.items()}
    values = [at for at, column in columns.items() if column.role == "value"]
    places = {column.role: at for at, column in reversed(columns.items())}
    plan = _PLANS.setdefault((id(block), *columns), {})
    return Table(block, max(best_row - block.header_rows, start + 1), best_row, columns, values, places, plan)


def _code(value: Value) -> str:
    """A column code as written: 1, (1), `3=1+2`."""
    return name_fold(raw_text(value)).partition("=")[0].strip()


def _last_row(sheet: Sheet, table: Table, following: int) -> int:
    """The last row with a declared code, and rows hanging on to it that carry a code or a number."""
    place = table.places.get("row_code", 0)
    rows = {row: line for row, line in sheet.rows.items() if table.code_row < row < following}
    table.codes = {
        row: name_fold(without_mark(raw_text(line[place]))[0]) for row, line in rows.items() if place in line
    }
    known = [row for row, code in table.codes.items() if code in table.block.keys]
    if not known:
        raise Refused([problem("rows_not_found", sheet=sheet.name, expected=", ".join(table.block.rows))])
    last = known[-1]
    while (line := rows.get(last + 1)) and (
        table.codes.get(last + 1, "").isdigit() or any(isinstance(line.get(at), int | float) for at in table.values)
    ):
        last += 1
    return last
