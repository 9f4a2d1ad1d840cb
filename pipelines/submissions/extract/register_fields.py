"""The fields of a register's records: texts, numbers, dates and the codes by which entities are known.

`register.py` decides which row is a record; here one cell of it becomes a field, or a reject that says why not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pipelines.errors import Message
from pipelines.submissions.book.book import BrokenCell, Row, StruckText, Value, is_struck_out, raw_text
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.records import FilledCell, TableOnSheet, dimensions_of
from pipelines.submissions.layout.layouts import DeclaredColumn, Slot
from pipelines.submissions.match.cell_plan import CellKeys
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.ambiguous import SeenStyles, example, resolve_ambiguous
from pipelines.submissions.value.counts import parse_slot
from pipelines.submissions.value.dates import DateColumn, date_column, read_date
from pipelines.submissions.value.entity_codes import entity_code, same_entity
from pipelines.submissions.value.printed_unit import unit_contradiction, unit_in_brackets

Field = str | float | None


class _Ambiguous(NamedTuple):
    """A number that two styles read differently: its record and column, the index `at` of its cell, its readings."""

    fields: dict[str, Field]
    column: str
    at: int
    slot: Slot
    alternatives: tuple[float, ...]


class ColumnEvidence(NamedTuple):
    """What is known of the columns of one table: why no number can be taken, and what the dates of a column prove."""

    problems: dict[int, Message]
    dates: dict[int, DateColumn]


class FieldReader:
    """Reads the fields of all records of one register; `slots` are those of its columns of numbers."""

    def __init__(self, account: Account, slots: Mapping[str, Slot]) -> None:
        self.account = account
        self._slots = slots
        self._known: dict[str, int] = {}  # the code of an entity as it is compared -> index of its first cell
        self._styles: SeenStyles = {}  # how the unambiguous numbers are written
        self._ambiguous: list[_Ambiguous] = []

    def take(
        self, cell: FilledCell, spec: DeclaredColumn, row_key: str, known: ColumnEvidence, fields: dict[str, Field]
    ) -> Field:
        """Add one field of a record and return what the record keeps of it."""
        keys = CellKeys(row_key, spec.key)
        problem = known.problems.get(cell.column)
        if problem:
            return self._reject(cell, keys, problem)
        if spec.role == "value":
            return self._take_number(cell, keys, fields)
        if isinstance(cell.value, BrokenCell):
            self.account.context(cell, "record", keys)
            return None
        if spec.role == "date":
            return self._take_date(cell, keys, known.dates[cell.column])
        if spec.role == "entity_key":
            return self._take_code(cell, keys, spec)
        return self._take_text(cell, keys)

    def finish(self) -> None:
        """Decide the ambiguous numbers."""
        cells = self.account.cells
        for fields, column, index, slot, alternatives in self._ambiguous:
            if proved := resolve_ambiguous(alternatives, slot, self._styles):
                cells[index] = cells[index].with_outcome("context", "record", proved.evidence)
                fields[column] = proved.number

    def _reject(self, cell: FilledCell, keys: CellKeys, problem: Message) -> None:
        self.account.reject(cell, keys, problem)

    def _take_number(self, cell: FilledCell, keys: CellKeys, fields: dict[str, Field]) -> Field:
        column = keys.column or ""
        slot = self._slots[column]
        found = parse_slot(cell.value, slot, self.account.units)
        if found.style:
            self._styles.setdefault(found.style, example(cell.address, cell.text))
        if found.problem:
            if found.alternatives:
                ambiguous = _Ambiguous(fields, column, len(self.account.cells), slot, found.alternatives)
                self._ambiguous.append(ambiguous)
            self.account.reject(cell, keys, found.problem)
        else:
            outcome = ("context", "record") if found.status == "reported" else ("absence", found.status)
            self.account.add(cell, keys, outcome, found.evidence)
        return found.value

    def _take_date(self, cell: FilledCell, keys: CellKeys, column: DateColumn) -> Field:
        found = read_date(cell.value, column)
        if found.problem:
            return self._reject(cell, keys, found.problem)
        self.account.add(cell, keys, ("context", "record"), found.evidence)
        return found.day

    def _take_text(self, cell: FilledCell, keys: CellKeys) -> Field:
        value = cell.value
        if problem := _text_problem(value):
            return self._reject(cell, keys, problem)
        if isinstance(value, StruckText):
            dropped = reason("dropped", parts=reason("dropped.struck", struck=value.struck))
            self.account.add(cell, keys, ("context", "record"), dropped)
            return " ".join(value.kept.split())
        self.account.context(cell, "record", keys)
        return " ".join(cell.text.split())

    def _take_code(self, cell: FilledCell, keys: CellKeys, spec: DeclaredColumn) -> Field:
        if problem := _text_problem(cell.value):
            return self._reject(cell, keys, problem)
        found = entity_code(cell.value, spec)
        if found.problem:
            return self._reject(cell, keys, found.problem)
        self.account.context(cell, "record", keys)
        if found.evidence:
            self.account.cells[-1] = self.account.cells[-1].with_evidence(found.evidence)
        self._check_code(found.code)
        return found.code

    def _check_code(self, code: str) -> None:
        """Reject the code in the last cell where another record has it too, in both cells; the records stay."""
        cells = self.account.cells
        index = len(cells) - 1
        first = self._known.setdefault(same_entity(code), index)
        if first != index:
            places = [f"{cells[at].sheet}!{cells[at].address}" for at in (first, index)]
            problem = reason("duplicate_entity", first=places[0], second=places[1], key=code)
            for at in (first, index):
                cells[at] = cells[at].with_outcome("reject", problem.code, problem)


def column_evidence(on_sheet: TableOnSheet, records: Mapping[int, Row]) -> ColumnEvidence:
    """What the columns of the table say; `records` are its rows of entities."""
    columns = on_sheet.table.columns
    problems = {at: problem for at in on_sheet.table.values if (problem := _unit_problem(on_sheet, at))}
    dates = {
        at: date_column([line[at] for line in records.values() if at in line])
        for at, spec in columns.items()
        if spec.role == "date"
    }
    return ColumnEvidence(problems, dates)


def _text_problem(value: Value) -> Message | None:
    """Why a column of texts or codes cannot take the value: a date, or a text that is struck out."""
    if is_struck_out(value):
        return reason("struck_out", text=raw_text(value))
    if isinstance(value, date):
        return reason("date_in_value.label", date=raw_text(value))
    return None


def _unit_problem(on_sheet: TableOnSheet, column: int) -> Message | None:
    """Why no number of the column can be taken: the unit in its header, or else above the table, is another one."""
    table, layouts = on_sheet.table, on_sheet.layouts
    uom = table.columns[column].uom or ""
    dimensions = dimensions_of(table.block, layouts)
    for row in range(table.code_row, table.first - 1, -1):
        text = on_sheet.sheet.rows.get(row, {}).get(column)
        if printed := unit_in_brackets(text, layouts) if isinstance(text, str) else "":
            return unit_contradiction(printed, uom, layouts, dimensions)
    return unit_contradiction(on_sheet.unit, uom, layouts, dimensions)
