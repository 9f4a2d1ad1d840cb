"""A form of numbered rows: where its table lies, and what each cell of its sheet is.

Here: the column-code row (A B 1 2), row codes, the zones above and below the table. Not here: numbers (numbers.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.layouts import Block, Column, Layouts, Slot, unit_text
from pipelines.submissions.messages import Refused, problem
from pipelines.submissions.recognise import Found
from pipelines.submissions.sheet import Row, Sheet, Value, address, raw_text
from pipelines.submissions.takings import Takings

NOTE = "ghi chú"


class Step(NamedTuple):
    """What stands in one column of one row; `slot` is set where a figure is or must not be."""

    keys: tuple[str | None, str]
    role: str
    is_personal: bool
    slot: Slot | None


@dataclass(slots=True)
class Table:
    """One block found on a sheet."""

    block: Block
    first: int  # first header row
    code_row: int
    columns: dict[int, Column]
    values: list[int]  # the columns that hold figures
    places: dict[str, int]  # role -> its first column
    codes: dict[int, str] = field(default_factory=lambda: {})  # row -> row code as written, folded
    last: int = 0

    def steps(self, key: str | None) -> dict[int, Step]:
        """What each column of a row is; kept for the next file, since most files of a form are laid out alike."""
        at = (id(self.block), key, *self.columns)
        if at not in _STEPS:
            slots = self.block.slots.get(key or "", {})
            _STEPS[at] = {
                column: Step((key, spec.key), spec.role, spec.is_personal, slots.get(spec.key))
                for column, spec in self.columns.items()
            }
        return _STEPS[at]


_STEPS: dict[tuple[object, ...], dict[int, Step]] = {}


def extract(found: Found, layouts: Layouts) -> Takings:
    """All cells of the form's sheets."""
    takings = Takings(found.who.period.code)
    for sheet in found.sheets:
        takings.sheets.add(sheet.name)
        tables = _tables(sheet, found)
        notes = _note_rows(sheet, tables[-1].last)
        for row, line in sheet.rows.items():
            table = next((table for table in tables if table.first <= row <= table.last), None)
            if table is None:
                _outside(takings, sheet, row, line, found, (row > tables[-1].last, row in notes))
            elif row <= table.code_row:
                for column, value in line.items():
                    takings.context(sheet.name, row, column, value, "header")
            else:
                _line(takings, sheet, table, row, line, found, layouts)
        _missing_rows(takings, sheet, tables)
    takings.finish()
    return takings


def _tables(sheet: Sheet, found: Found) -> list[Table]:
    """The form's blocks on this sheet, from the top; Refused names what is missing."""
    folded = name_fold(sheet.name)
    tables: list[Table] = []
    start = 0
    for block in found.who.form.blocks:
        if block.sheet in ("", folded):
            tables.append(_table(sheet, block, start))
            start = tables[-1].code_row
    if not tables:
        names = "”, “".join(block.sheet_name for block in found.who.form.blocks)
        raise Refused([problem("sheet_missing", sheet=names, found=sheet.name)])
    for table, following in zip(tables, [*(table.first for table in tables[1:]), 1 << 30], strict=True):
        table.last = _last_row(sheet, table, following)
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
    return Table(block, max(best_row - block.header_rows, start + 1), best_row, columns, values, places)


def _code(value: Value) -> str:
    """A column code as written: 1, (1), `3=1+2`."""
    return name_fold(raw_text(value)).partition("=")[0].strip()


def _last_row(sheet: Sheet, table: Table, following: int) -> int:
    """The last row with a declared code, and rows hanging on to it that carry a code or a number."""
    place = table.places.get("row_code", 0)
    rows = {row: line for row, line in sheet.rows.items() if table.code_row < row < following}
    table.codes = {row: name_fold(raw_text(line[place])) for row, line in rows.items() if place in line}
    known = [row for row, code in table.codes.items() if code in table.block.keys]
    if not known:
        raise Refused([problem("rows_not_found", sheet=sheet.name, expected=", ".join(table.block.rows))])
    last = known[-1]
    while (line := rows.get(last + 1)) and (
        table.codes.get(last + 1, "").isdigit() or any(isinstance(line.get(at), int | float) for at in table.values)
    ):
        last += 1
    return last


def _note_rows(sheet: Sheet, last: int) -> set[int]:
    """Rows below the table that begin with `Ghi chú`, and the rows of one cell that follow without a gap."""
    notes: set[int] = set()
    for row, line in sheet.rows.items():
        if row > last:
            starts = any(isinstance(value, str) and name_fold(value).startswith(NOTE) for value in line.values())
            if starts or (row - 1 in notes and len(line) == 1):
                notes.add(row)
    return notes


def _outside(takings: Takings, sheet: Sheet, row: int, line: Row, found: Found, where: tuple[bool, bool]) -> None:
    """Above a table: title and identity. Below the last: notes, and the signatures of people."""
    told = found.identity.get(sheet.no, set())
    is_below, is_note = where
    for column, value in line.items():
        if (row, column) in told:
            takings.context(sheet.name, row, column, value, "identity")
        elif is_note:
            takings.context(sheet.name, row, column, value, "note")
        elif is_below:
            takings.private(sheet.name, row, column, value, "signature")
        else:
            takings.context(sheet.name, row, column, value, "title")


def _line(takings: Takings, sheet: Sheet, table: Table, row: int, line: Row, found: Found, layouts: Layouts) -> None:
    """One row of the table."""
    name, area = sheet.name, found.who.reporter.area_id
    key = table.block.keys.get(table.codes.get(row, ""))
    steps = table.steps(key)
    explanation = line.get(table.places.get("explanation", 0))
    explained = None if explanation is None else raw_text(explanation)
    wrong_unit = _wrong_unit(table, key, line, layouts)
    for column, value in line.items():
        step = steps.get(column)
        if step is None:
            takings.context(name, row, column, value, "unclaimed", (key, None))
        elif step.role == "value":
            if fault := _misplaced(sheet, table, row, column, step.slot, wrong_unit):
                takings.reject(name, row, column, value, step.keys, fault)
            elif step.slot:
                takings.value(name, row, column, value, step.keys, area, step.slot, explained)
        elif step.is_personal:
            takings.private(name, row, column, value, "label", step.keys)
        else:
            reason = "explanation" if step.role == "explanation" else "label"
            takings.context(name, row, column, value, reason, step.keys)
    for column in table.values:
        if column not in line and (slot := steps[column].slot) and slot.is_due:
            takings.blank(name, row, column, steps[column].keys, area, slot, explained)


def _misplaced(
    sheet: Sheet, table: Table, row: int, column: int, slot: Slot | None, wrong_unit: str
) -> tuple[str, str] | None:
    """Why no figure can be taken from a value cell, whatever stands in it: reason and evidence."""
    if slot is None:
        return _no_row(table.codes.get(row, ""))
    if wrong_unit and slot.is_due:
        return "unit_differs", wrong_unit
    if sheet.merged and (box := _merged(sheet, table, row, column)):
        return "merged_value", box
    return None


def _no_row(code: str) -> tuple[str, str]:
    if code:
        return "unknown_row_code", f"mã số “{code}” không có trong biểu; giữ nguyên cột Mã số của biểu mẫu"
    return "no_row_code", "dòng không có mã số nên không biết là chỉ tiêu nào; điền lại cột Mã số theo biểu mẫu"


def _wrong_unit(table: Table, key: str | None, line: Row, layouts: Layouts) -> str:
    """Why the row's values cannot be taken: its printed unit is not the declared one (tỷ for triệu)."""
    printed = line.get(table.places.get("uom", 0))
    row = table.block.rows.get(key or "")
    if printed is None or row is None or not row.uom:
        return ""
    text, declared = unit_text(raw_text(printed)), layouts.symbols[row.uom]
    if text == declared:
        return ""
    return f"đơn vị tính ghi “{text}”, biểu mẫu quy định “{declared}”; đổi số về đúng đơn vị của biểu"


def _merged(sheet: Sheet, table: Table, row: int, column: int) -> str:
    """Why a merged value cannot be taken: it lies over several value cells."""
    for top, left, bottom, right in sheet.merged:
        if (top, left) == (row, column):
            wide = sum(left <= at <= right for at in table.values)
            if wide > 1 or bottom > top:
                box = f"{address(top, left)}:{address(bottom, right)}"
                return f"ô gộp {box} trùm lên nhiều ô số liệu; bỏ gộp ô và ghi số vào từng ô"
    return ""


def _missing_rows(takings: Takings, sheet: Sheet, tables: list[Table]) -> None:
    """Say which declared rows are gone: nothing can be read there, not even a blank."""
    for table in tables:
        there = {table.block.keys.get(code) for row, code in table.codes.items() if row <= table.last}
        due = [key for key, slots in table.block.slots.items() if any(slot.is_due for slot in slots.values())]
        gone = ", ".join(key for key in due if key not in there)
        if gone:
            takings.notes.append(
                (
                    f"trang “{sheet.name}” thiếu các dòng mã số {gone} của biểu; hãy giữ đủ các dòng",
                    f"sheet “{sheet.name}” lacks the form's rows {gone}; keep every row",
                )
            )
