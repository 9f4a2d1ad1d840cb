"""Extracts a form of numbered rows: the outcome of every cell of its sheets.

What stands around the tables is `around_tables.py`, registers are `register.py`; where a table lies was found before
(`match/`). A workbook laid out like one that was read before does not come here (`templates/`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.errors import Message
from pipelines.submissions.book.book import COLUMN_LETTERS, Row, Sheet, address, parse_address, raw_text
from pipelines.submissions.extract.account import MERGED, Account
from pipelines.submissions.extract.around_tables import Surroundings, nil_mark
from pipelines.submissions.extract.records import Due, FilledCell, TableOnSheet
from pipelines.submissions.extract.register import Register
from pipelines.submissions.layout.layouts import Layouts, Slice
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.match.cell_plan import CellKeys, PlannedCell
from pipelines.submissions.notes import note
from pipelines.submissions.reasons import reason
from pipelines.submissions.recognise.recognise import RecognisedForm
from pipelines.submissions.value.numbers import parse_figure
from pipelines.submissions.value.printed_unit import printed_unit

NO_CODE = "no_row_code"


def extract(found: RecognisedForm, layouts: Layouts) -> Account:
    """The account of the form: all cells of its sheets."""
    account = Account(found.who.period.code, layouts.scales)
    registers: dict[str, Register] = {}
    for sheet, tables in zip(found.sheets, found.tables, strict=True):
        account.sheets.add(sheet.name)
        around = Surroundings(account, sheet, tables, found.identity.get(sheet.no, set()))
        readers = [_TableReader(account, _on_sheet(found, sheet, table, layouts)) for table in tables]
        of_row = {row: reader for reader in reversed(readers) for row in reader.rows}
        for row, line in sheet.rows.items():
            reader = of_row.get(row)
            if reader is None or around.is_below_signatures(row):
                around.take(row, line)
            else:
                reader.take(row, line)
        nil_cell = nil_mark(sheet, tables[0].first) if tables else ""
        if nil_cell:
            account.nil_return(sheet.name, nil_cell, _nil_slices(tables, found.who.form.nil))
        for reader in readers:
            if key := reader.table.block.repeat:
                register = registers.setdefault(key, Register(account, reader.on_sheet))
                register.take(reader.on_sheet)
                if nil_cell and any(line == key for line, _ in found.who.form.nil):
                    register.nil_cell = register.nil_cell or nil_cell
    for register in registers.values():
        register.finish()
    _note_missing_rows(account, found)
    account.finish()
    return account


def _on_sheet(found: RecognisedForm, sheet: Sheet, table: LocatedTable, layouts: Layouts) -> TableOnSheet:
    return TableOnSheet(sheet, table, found.who.reporter.area_id, printed_unit(sheet, table.code_row, layouts), layouts)


@dataclass(slots=True)
class _TableReader:
    """Reads one table of numbered rows; the rows of a register are left to `Register`."""

    account: Account
    on_sheet: TableOnSheet
    header_problems: dict[tuple[str, str], Message] = field(init=False)

    def __post_init__(self) -> None:
        self.header_problems = {} if self.table.block.repeat else self.on_sheet.header_problems()

    @property
    def table(self) -> LocatedTable:
        return self.on_sheet.table

    @property
    def rows(self) -> range:
        """The rows of the table on its sheet, header included."""
        return range(self.table.first, self.table.last + 1)

    def take(self, row: int, line: Row) -> None:
        """Add the cells of one row."""
        sheet, table = self.on_sheet.sheet, self.table
        if row <= table.code_row or row in table.heads:
            self.account.context_row(sheet.name, row, line, "header")
        elif not table.block.repeat:
            since = len(self.account.cells)
            self._take_row(row, line)
            self._annotate(row, since)

    def _take_row(self, row: int, line: Row) -> None:
        table, account, sheet = self.table, self.account, self.on_sheet.sheet.name
        key = table.keys.get(row)
        planned = table.plan.cells(key)
        explanation = line.get(table.places.get("explanation", 0))
        explained = None if explanation is None else raw_text(explanation).strip()
        unit_problem = self.on_sheet.unit_problem(key, line)
        for column, value in line.items():
            cell, plan = tuple.__new__(FilledCell, (sheet, row, column, value)), planned.get(column)
            if plan is None:
                account.context(cell, "unclaimed", CellKeys(key))
            elif plan.is_personal and plan.reason:
                account.private(cell, plan.reason, plan.keys)
            elif plan.reason:
                account.context(cell, plan.reason, plan.keys)
            elif problem := self._problem(cell, plan, unit_problem):
                self._refuse(cell, plan, problem)
            elif plan.slot:
                account.value(cell, plan.keys, tuple.__new__(Due, (self.on_sheet.area, plan.slot, explained)))
        hidden = self.on_sheet.sheet.covered.get(row, {})
        for column in table.values:
            if column in hidden:
                cell = FilledCell(sheet, row, column, hidden[column])
                account.reject(cell, planned[column].keys, _covering(self.on_sheet.sheet, row, column))
            elif column not in line and (slot := planned[column].slot) and slot.is_due:
                cell = FilledCell(sheet, row, column)
                account.blank(cell, planned[column].keys, Due(self.on_sheet.area, slot, explained))

    def _problem(self, cell: FilledCell, plan: PlannedCell, unit_problem: Message | None) -> Message | None:
        """Why no figure can be taken from a value cell, whatever it holds."""
        table, slot = self.table, plan.slot
        if slot is None:
            return table.row_problems.get(cell.row) or _no_row(table.codes.get(cell.row, ""))
        if cell.row in table.row_problems and slot.is_due:
            return table.row_problems[cell.row]
        of_header = self.header_problems.get((plan.keys.row or "", plan.keys.column or ""))
        if slot.is_due and (problem := unit_problem or of_header):
            return problem
        return _merged_problem(table, cell) if table.merged else None

    def _refuse(self, cell: FilledCell, plan: PlannedCell, problem: Message) -> None:
        """Add a value cell that gives no figure.

        In a row without a declared row an x was printed by the form, and other words without a number may be a name.
        """
        text = cell.value if plan.slot is None and isinstance(cell.value, str) else ""
        if text and parse_figure(text, is_percent=False).status == "not_applicable":
            self.account.context(cell, "unclaimed", plan.keys)
        elif text and problem.code == NO_CODE and not any(char.isdigit() for char in text):
            self.account.private(cell, problem, plan.keys)
        else:
            self.account.reject(cell, plan.keys, problem)

    def _annotate(self, row: int, since: int) -> None:
        """Say how the row was recognised, and that it or a column is hidden: figures that the sender did not see."""
        account, sheet = self.account, self.on_sheet.sheet
        if hint := self.table.hints.get(row):
            account.annotate(range(since, len(account.cells)), hint.message)
        if row in sheet.hidden_rows:
            account.annotate(range(since, len(account.cells)), reason("hidden_row", row=row))
        for index in range(since, len(account.cells)) if sheet.hidden_columns else ():
            column = parse_address(account.cells[index].address)[1]
            if column in sheet.hidden_columns:
                account.annotate([index], reason("hidden_column", column=COLUMN_LETTERS[column]))


def _no_row(code: str) -> Message:
    return reason("unknown_row_code", code=code) if code else reason(NO_CODE)


def _merged_problem(table: LocatedTable, cell: FilledCell) -> Message | None:
    """Why a merged value cannot be taken: it lies over several value cells."""
    for top, left, bottom, right in table.merged:
        if (top, left) == (cell.row, cell.column):
            n_values = sum(left <= column <= right for column in table.values)
            if n_values > 1 or bottom > top:
                return reason(MERGED, box=f"{address(top, left)}:{address(bottom, right)}")
    return None


def _note_missing_rows(account: Account, found: RecognisedForm) -> None:
    """Say which declared rows are missing: nothing can be read there, not even a blank."""
    tables = [table for of_sheet in found.tables for table in of_sheet]
    names = "”, “".join(dict.fromkeys(sheet.name for sheet in found.sheets))
    for block in {table.block.no: table.block for table in tables}.values():
        present = {key for table in tables if table.block is block for key in table.keys.values()}
        missing = [key for key in block.due_rows if key not in present]
        if missing:
            account.notes.append(note("rows_missing", sheets=names, rows=", ".join(missing)))


def _covering(sheet: Sheet, row: int, column: int) -> Message:
    """Why a value that a merged range hides cannot be taken: nobody sees it, and the shown one may be meant."""
    box = next(box for box in sheet.merged if box.top <= row <= box.bottom and box.left <= column <= box.right)
    return reason(MERGED, box=f"{address(box.top, box.left)}:{address(box.bottom, box.right)}")


def _nil_slices(tables: list[LocatedTable], nil: frozenset[tuple[str, str]]) -> set[Slice]:
    """The slices on this sheet that a nil return speaks of; `nil` holds pairs of row key and measure."""
    return {
        slot.slice
        for table in tables
        for key, slots in table.block.slots.items()
        for slot in slots.values()
        if (key, slot.slice.measure) in nil
    }
