"""Extracts a register: a block in whose rows the sender lists entities, as many as there are.

Each listed entity becomes a record. Its cells are context, but for what a column of numbers or dates cannot take; the
text of a personal column goes to the restricted table only. match/register_rows.py decides which row is a record.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.errors import Message, join
from pipelines.submissions.book.book import COLUMN_LETTERS, BrokenCell, Value, parse_address
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.records import FilledCell, RecordRow, TableOnSheet
from pipelines.submissions.extract.register_totals import Totals
from pipelines.submissions.layout.layouts import DeclaredColumn, Slot, unit_text
from pipelines.submissions.match.cell_plan import CellKeys
from pipelines.submissions.match.register_rows import RowKind, classify_rows, is_filler
from pipelines.submissions.notes import note
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.ambiguous import SeenStyles, example, resolve_ambiguous
from pipelines.submissions.value.numbers import parse_figure
from pipelines.submissions.value.printed_unit import unit_contradiction

Field = str | float | None
DAY = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})", re.IGNORECASE)
UNIT_IN_HEADER = re.compile(r"\(([^()]+)\)\s*$")
REASONS = {RowKind.FILLER: "filler", RowKind.TOTAL: "summary_row"}  # of rows that are no record; others are labels
NO_KEY = reason("no_key")
NO_RECORD = reason("no_record")


class _Record(NamedTuple):
    """One entity: its row key, its key, its fields by column."""

    row_key: str
    entity_key: str
    fields: dict[str, Field]


class _Ambiguous(NamedTuple):
    """A number that two styles read differently: its record and column, the index `at` of its cell, its readings."""

    fields: dict[str, Field]
    column: str
    at: int
    slot: Slot
    alternatives: tuple[float, ...]


class Register:
    """The records of one register, over all sheets that carry it; `nil_cell` is the cell that says there is none."""

    def __init__(self, account: Account, first: TableOnSheet) -> None:
        self.account = account
        self.first = first
        self.nil_cell = ""
        self._key = first.table.block.repeat
        self._slots = first.table.block.slots[self._key]
        self._records: list[_Record] = []
        self._known: dict[str, int] = {}  # folded key of an entity -> index of its cell
        self._styles: SeenStyles = {}  # how the unambiguous numbers are written
        self._ambiguous: list[_Ambiguous] = []

    def take(self, on_sheet: TableOnSheet) -> None:
        """Add the rows of the register on one sheet."""
        sheet, table = on_sheet.sheet, on_sheet.table
        outside = table.heads | table.signed
        inside = ((row, line) for row, line in sheet.rows.items() if table.code_row < row <= table.last)
        body = {row: line for row, line in inside if row not in outside}
        problems = {at: problem for at in table.values if (problem := _unit_problem(on_sheet, at))}
        totals = Totals(sheet.name, table)
        for row, kind in classify_rows(body, table.columns, table.merged).items():
            since = len(self.account.cells)
            if kind == RowKind.RECORD:
                self._take_record(on_sheet, row, problems)
                totals.add(self._records[-1].fields)
            else:
                self._take_other(on_sheet, row, kind)
            if kind == RowKind.HEADING:
                totals.open()
            elif kind == RowKind.TOTAL:
                self.account.notes += totals.compare(row, body[row])
            if row in sheet.hidden_rows or sheet.hidden_columns:
                self._annotate_hidden(since, on_sheet)

    def finish(self) -> None:
        """Decide the ambiguous numbers, add the records, and say what an empty register means."""
        cells = self.account.cells
        for fields, column, index, slot, alternatives in self._ambiguous:
            if proved := resolve_ambiguous(alternatives, slot, self._styles):
                cells[index] = cells[index].with_outcome("context", "record", proved.evidence)
                fields[column] = proved.number
        for row_key, entity_key, fields in self._records:
            as_json = json.dumps(fields, ensure_ascii=False, sort_keys=True)
            self.account.records.append(RecordRow(row_key, entity_key, as_json))
        if self._records and self.nil_cell:
            self.account.notes.append(note("nil_not_applied.register", cell=self.nil_cell, n=len(self._records)))
        elif not self._records:
            self._take_empty()

    def _take_empty(self) -> None:
        """Add an absence: the sender says that there is no entity, or the first free cell for a name is a blank."""
        sheet, table = self.first.sheet, self.first.table
        column, row = table.places["label"], table.code_row + 1
        while column in sheet.rows.get(row, {}):
            row += 1
        if any(cell.reason_code == "none_occurred" and cell.row_key == self._key for cell in self.account.cells):
            return  # a row says so
        cell, keys = FilledCell(sheet.name, row, column), CellKeys(self._key, table.columns[column].key)
        nil = reason("nil_return", cell=self.nil_cell) if self.nil_cell else None
        self.account.add(cell, keys, ("absence", "none_occurred" if nil else "blank"), nil or NO_RECORD)

    def _take_record(self, on_sheet: TableOnSheet, row: int, problems: dict[int, Message]) -> None:
        """Add the cells of one entity; `problems` holds for a column why no number of it can be taken."""
        table, sheet = on_sheet.table, on_sheet.sheet
        line, n = sheet.rows[row], len(self._records) + 1
        row_key, entity = f"{self._key}.{n}", f"#{n}"
        fields: dict[str, Field] = {}
        for column, value in line.items():
            cell, spec = FilledCell(sheet.name, row, column, value), table.columns.get(column)
            keys = CellKeys(row_key, spec.key if spec else None)
            if not self._take_plain(cell, keys, spec) and spec:
                fields[spec.key] = found = self._take_field(cell, keys, spec, problems.get(column), fields)
                if spec.role == "entity_key" and isinstance(found, str):
                    entity = found
                    self._check_key(found)
        if (column := table.places.get("entity_key", 0)) and column not in line:
            keys = CellKeys(row_key, table.columns[column].key)
            self.account.add(FilledCell(sheet.name, row, column), keys, ("absence", "blank"), NO_KEY)
        self._records.append(_Record(row_key, entity, fields))

    def _take_plain(self, cell: FilledCell, keys: CellKeys, spec: DeclaredColumn | None) -> bool:
        """Add a cell of a record that is no field of it; False where it is one."""
        if spec is None:
            self.account.context(cell, "unclaimed", keys)
        elif spec.is_personal:
            self.account.private(cell, "record", keys)
        elif spec.role == "stt":
            self.account.context(cell, "label", keys)
        elif spec.role == "entity_key" and is_filler(cell.value):
            self.account.reject(cell, keys, NO_KEY)
        elif spec.role != "value" and is_filler(cell.value):
            self.account.context(cell, "filler", keys)
        else:
            return False
        return True

    def _take_field(
        self, cell: FilledCell, keys: CellKeys, spec: DeclaredColumn, problem: Message | None, fields: dict[str, Field]
    ) -> Field:
        """Add one field of a record and return what the record keeps of it."""
        value = cell.value
        if spec.role == "value" and problem is None:
            return self._take_number(cell, keys, fields)
        if spec.role == "date" and not isinstance(value, BrokenCell):
            day = _day(value)
            problem = None if day else reason("not_a_date", text=cell.text)
        elif spec.role != "value" and isinstance(value, date):
            problem = reason("date_in_value.label", date=cell.text)
        if problem:
            self.account.reject(cell, keys, problem)
            return None
        self.account.context(cell, "record", keys)
        if isinstance(value, BrokenCell):
            return None
        return _day(value) if spec.role == "date" else " ".join(cell.text.split())

    def _take_number(self, cell: FilledCell, keys: CellKeys, fields: dict[str, Field]) -> Field:
        column = keys.column or ""
        slot = self._slots[column]
        found = parse_figure(cell.value, slot.is_percent, slot.unit)
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

    def _check_key(self, key: str) -> None:
        """Reject the key in the last cell where another record has it too, in both cells; the records stay."""
        cells = self.account.cells
        index = len(cells) - 1
        first = self._known.setdefault(name_fold(key), index)
        if first != index:
            places = [f"{cells[at].sheet}!{cells[at].address}" for at in (first, index)]
            problem = reason("duplicate_entity", first=places[0], second=places[1], key=key)
            for at in (first, index):
                cells[at] = cells[at].with_outcome("reject", problem.code, problem)

    def _take_other(self, on_sheet: TableOnSheet, row: int, kind: RowKind) -> None:
        """Add the cells of a row that is no record."""
        for column, value in on_sheet.sheet.rows[row].items():
            cell, spec = FilledCell(on_sheet.sheet.name, row, column, value), on_sheet.table.columns.get(column)
            keys = CellKeys(self._key, spec.key if spec else None)
            if kind == RowKind.SIGNED or (spec and spec.is_personal):
                self.account.private(cell, "signature" if kind == RowKind.SIGNED else "record", keys)
            elif spec is None:
                self.account.context(cell, "unclaimed", keys)
            elif kind == RowKind.STRAY and spec.role != "stt" and not is_filler(value):
                self.account.reject(cell, keys, reason("no_entity"))
            elif kind == RowKind.NIL and spec.role in ("label", "entity_key"):
                self.account.add(cell, keys, ("absence", "none_occurred"))
            else:
                self.account.context(cell, REASONS.get(kind, "label"), keys)

    def _annotate_hidden(self, since: int, on_sheet: TableOnSheet) -> None:
        """Say which cells the sender did not see when sending."""
        cells, sheet = self.account.cells, on_sheet.sheet
        for index in range(since, len(cells)):
            row, column = parse_address(cells[index].address)
            hidden = [reason("hidden_row", row=row)] if row in sheet.hidden_rows else []
            if column in sheet.hidden_columns:
                hidden.append(reason("hidden_column", column=COLUMN_LETTERS[column]))
            if hidden:
                cells[index] = cells[index].with_evidence(join(hidden))


def _unit_problem(on_sheet: TableOnSheet, column: int) -> Message | None:
    """Why no number of the column can be taken: the unit in its header, or else above the table, is another one."""
    table, layouts = on_sheet.table, on_sheet.layouts
    uom = table.columns[column].uom or ""
    for row in range(table.code_row, table.first - 1, -1):
        text = on_sheet.sheet.rows.get(row, {}).get(column)
        match = UNIT_IN_HEADER.search(text) if isinstance(text, str) else None
        if match and (printed := unit_text(match.group(1))) in layouts.scales:
            return unit_contradiction(printed, uom, layouts)
    return unit_contradiction(on_sheet.unit, uom, layouts)


def _day(value: Value) -> str | None:
    """The ISO date in a cell; a number that is a date without its format is none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    match = DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat() if match else None
    except ValueError:
        return None
