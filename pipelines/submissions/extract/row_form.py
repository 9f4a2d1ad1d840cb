"""A form of numbered rows: where its table lies, and what each cell of its sheet is.

Here: the rows of the tables. Not here: where a table lies (by_codes.py, by_labels.py), what stands around it
(around_tables.py), numbers (numbers.py).
"""

from __future__ import annotations

from pipelines.errors import Message
from pipelines.submissions.book.book import COLUMN_LETTERS, Row, Sheet, Value, address, parse_address, raw_text
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.around_tables import below_signatures, nil_mark, outside, zones
from pipelines.submissions.extract.register import Register
from pipelines.submissions.layout.layouts import Layouts, Slice, Slot, unit_text
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.match.cell_plan import PlannedCell, TableRow
from pipelines.submissions.notes import note
from pipelines.submissions.reasons import reason
from pipelines.submissions.recognise.recognise import RecognisedForm
from pipelines.submissions.value.number_text import plain_number
from pipelines.submissions.value.numbers import parse_figure
from pipelines.submissions.value.printed_unit import printed_unit, unit_contradiction

NO_CODE = "no_row_code"


def extract(found: RecognisedForm, layouts: Layouts) -> Account:
    """All cells of the form's sheets."""
    takings = Account(found.who.period.code)
    registers: dict[str, Register] = {}
    for sheet, tables in zip(found.sheets, found.tables, strict=True):
        takings.sheets.add(sheet.name)
        over = {id(table): printed_unit(sheet, table.code_row, layouts) for table in tables}
        reasons, told = zones(sheet, tables), found.identity.get(sheet.no, set())
        of_row = {row: table for table in reversed(tables) for row in range(table.first, table.last + 1)}
        signed = {row: table for table in tables for row in table.signed}
        at_once: dict[int, bool] = {}
        for row, line in sheet.rows.items():
            table = of_row.get(row)
            if row in signed and reasons.get(row) == "signature":
                below_signatures(takings, sheet, row, line, signed[row])
            elif table is None:
                outside(takings, sheet, row, line, reasons[row], told)
            elif row <= table.code_row or row in table.heads:
                for column, value in line.items():
                    takings.context(sheet.name, row, column, value, "header")
            elif not table.block.repeat:
                if id(table) not in at_once:
                    at_once[id(table)] = _as_usual(takings, sheet, table, found, layouts, over[id(table)])
                if not at_once[id(table)]:
                    since = len(takings.cells)
                    _line(takings, sheet, table, row, line, found, layouts, over[id(table)])
                    _hidden(takings, sheet, row, since)
        nil = nil_mark(sheet, tables[0].first) if tables else ""
        if nil:
            takings.nil_return(sheet.name, nil, _nil_slices(tables, found.who.form.nil))
        for table in tables:
            if key := table.block.repeat:
                register = registers.setdefault(key, Register(takings, layouts, sheet, table))
                register.take(sheet, table, over[id(table)])
                register.nil = register.nil or (nil if any(line == key for line, _ in found.who.form.nil) else "")
    for register in registers.values():
        register.finish()
    _missing_rows(takings, found)
    takings.finish()
    return takings


def _as_usual(
    takings: Account, sheet: Sheet, table: LocatedTable, found: RecognisedForm, layouts: Layouts, over: str
) -> bool:
    """The whole table at once, where the last file of this layout had the same shape and nothing here is odd."""
    if (
        over
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
        TableRow(row, table.keys.get(row), line)
        for row, line in sheet.rows.items()
        if table.code_row < row <= table.last
    ]
    uom, why = table.places.get("uom", 0), table.places.get("explanation", 0)
    path = table.plan.fast_path(rows)
    if path is None or (uom and any(_wrong_unit(table, key, line, layouts, over) for _, key, line in rows)):
        return False
    explained = [None if (text := line.get(why)) is None else raw_text(text) for _, _, line in rows]
    lines, area = [line for _, _, line in rows], found.who.reporter.area_id
    if not takings.fast_path(sheet.name, path, lines, area, explained):
        return False
    for n, column, keys, slot in path.blanks:
        takings.blank(sheet.name, rows[n].row, column, keys, area, slot, explained[n])
    return True


def _line(
    takings: Account,
    sheet: Sheet,
    table: LocatedTable,
    row: int,
    line: Row,
    found: RecognisedForm,
    layouts: Layouts,
    over: str,
) -> None:
    """One row of the table."""
    name, area = sheet.name, found.who.reporter.area_id
    key = table.keys.get(row)
    since, hint = len(takings.cells), table.hints.get(row)
    steps = table.plan.cells(key)
    explanation = line.get(table.places.get("explanation", 0))
    explained = None if explanation is None else raw_text(explanation)
    wrong_unit = _wrong_unit(table, key, line, layouts, over) if over or "uom" in table.places else None
    for column, value in line.items():
        step = steps.get(column)
        if step is None:
            takings.context(name, row, column, value, "unclaimed", (key, None))
        elif not step.reason:
            if fault := _misplaced(table, row, column, step.slot, wrong_unit):
                _refuse(takings, sheet, (row, column), value, step, fault)
            elif step.slot:
                takings.value(name, row, column, value, step.keys, area, step.slot, explained)
        elif step.is_personal:
            takings.private(name, row, column, value, step.reason, step.keys)
        else:
            takings.context(name, row, column, value, step.reason, step.keys)
    for column in table.values:
        if column not in line and (slot := steps[column].slot) and slot.is_due:
            takings.blank(name, row, column, steps[column].keys, area, slot, explained)
    if hint:
        takings.annotate(range(since, len(takings.cells)), hint.message)


def _refuse(
    takings: Account, sheet: Sheet, at: tuple[int, int], value: Value, step: PlannedCell, fault: Message
) -> None:
    """A value cell that gives no figure.

    On a line that is nobody's an x was printed by the form, and other words without a number may be anybody's name.
    """
    text = value if step.slot is None and isinstance(value, str) else ""
    if text and parse_figure(text, is_percent=False).status == "not_applicable":
        takings.context(sheet.name, *at, value, "unclaimed", step.keys)
    elif text and fault.code == NO_CODE and not any(char.isdigit() for char in text):
        takings.private(sheet.name, *at, value, fault, step.keys)
    else:
        takings.reject(sheet.name, *at, value, step.keys, fault)


def _hidden(takings: Account, sheet: Sheet, row: int, since: int) -> None:
    """Figures that the sender did not see when sending: read, and told."""
    if row in sheet.hidden_rows:
        takings.annotate(range(since, len(takings.cells)), reason("hidden_row", row=row))
    for at in range(since, len(takings.cells)) if sheet.hidden_columns else ():
        column = parse_address(takings.cells[at][1])[1]
        if column in sheet.hidden_columns:
            takings.annotate([at], reason("hidden_column", column=COLUMN_LETTERS[column]))


def _misplaced(
    table: LocatedTable, row: int, column: int, slot: Slot | None, wrong_unit: Message | None
) -> Message | None:
    """Why no figure can be taken from a value cell, whatever stands in it."""
    if slot is None:
        return table.row_problems.get(row) or _no_row(table.codes.get(row, ""))
    if row in table.row_problems and slot.is_due:
        return table.row_problems[row]
    if wrong_unit and slot.is_due:
        return wrong_unit
    return _merged(table, row, column) if table.merged else None


def _no_row(code: str) -> Message:
    return reason("unknown_row_code", code=code) if code else reason(NO_CODE)


def _wrong_unit(table: LocatedTable, key: str | None, line: Row, layouts: Layouts, over: str) -> Message | None:
    """Why the row's values cannot be taken: its printed unit is not the declared one (tỷ for triệu)."""
    printed = line.get(table.places.get("uom", 0))
    row = table.block.rows.get(key or "")
    if row is None or not row.uom:
        return None
    if printed is None:
        return unit_contradiction(over, row.uom, layouts)
    text, declared = unit_text(raw_text(printed)), layouts.symbols[row.uom]
    if text == declared:
        return None
    scale, declared_scale = layouts.scales.get(text), layouts.scales[declared]
    if scale is None or scale.dimension != declared_scale.dimension:
        return reason("unit_differs.row", printed=text, declared=declared)
    factor = plain_number(scale.factor / declared_scale.factor)
    return reason("unit_differs.row_factor", printed=text, declared=declared, factor=factor)


def _merged(table: LocatedTable, row: int, column: int) -> Message | None:
    """Why a merged value cannot be taken: it lies over several value cells."""
    for top, left, bottom, right in table.merged:
        if (top, left) == (row, column):
            wide = sum(left <= at <= right for at in table.values)
            if wide > 1 or bottom > top:
                box = f"{address(top, left)}:{address(bottom, right)}"
                return reason("merged_value", box=box)
    return None


def _missing_rows(takings: Account, found: RecognisedForm) -> None:
    """Say which declared rows are gone: nothing can be read there, not even a blank."""
    tables = [table for sheet_tables in found.tables for table in sheet_tables]
    names = "”, “".join(dict.fromkeys(sheet.name for sheet in found.sheets))
    for block in dict.fromkeys(id(table.block) for table in tables):
        own = [table for table in tables if id(table.block) == block]
        there = {key for table in own for key in table.keys.values()}
        due = own[0].block.due_rows
        gone = ", ".join(key for key in due if key not in there)
        if gone:
            takings.notes.append(note("rows_missing", sheets=names, rows=gone))


def _nil_slices(tables: list[LocatedTable], nil: frozenset[tuple[str, str]]) -> set[Slice]:
    """The figures that a nil return speaks of, on this sheet."""
    return {
        slot.slice
        for table in tables
        for key, slots in table.block.slots.items()
        for slot in slots.values()
        if (key, slot.slice.measure) in nil
    }
