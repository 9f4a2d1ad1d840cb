"""Extracts a register: a block in whose rows the sender lists entities, as many as there are.

Each listed entity becomes a record. Its cells are context, but for what a column of numbers or dates cannot take; the
text of a personal column goes to the restricted table only. match/register_rows.py decides which row is a record, and
which is a total of the group since the last total or heading, or of the whole register on the sheet.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.errors import Message, join
from pipelines.submissions.book.book import COLUMN_LETTERS, Row, is_struck_out, parse_address
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.records import FilledCell, RecordRow, TableOnSheet
from pipelines.submissions.extract.register_fields import ColumnEvidence, Field, FieldReader, column_evidence
from pipelines.submissions.layout.layouts import DeclaredColumn
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.match.cell_plan import CellKeys
from pipelines.submissions.match.register_rows import RowKind, classify_rows, is_filler
from pipelines.submissions.notes import note
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.number_text import join_or, plain_number
from pipelines.submissions.value.numbers import parse_figure

REASONS = {RowKind.FILLER: "filler", RowKind.TOTAL: "summary_row"}  # of rows that are no record; others are labels
NO_KEY = reason("no_key")
NO_RECORD = reason("no_record")
Fields = Mapping[str, str | float | None]  # of a record
SUMS = 1e-9  # of the sum: what adding in another order loses; whatever else differs is the sender's


class _Record(NamedTuple):
    """One entity: its row key, its key, its fields by column."""

    row_key: str
    entity_key: str
    fields: dict[str, Field]


class Register:
    """The records of one register, over all sheets that carry it; `nil_cell` is the cell that says there is none."""

    def __init__(self, account: Account, first: TableOnSheet) -> None:
        self.account = account
        self.first = first
        self.nil_cell = ""
        self._key = first.table.block.repeat
        self._records: list[_Record] = []
        self._reader = FieldReader(account, first.table.block.slots[self._key])

    def take(self, on_sheet: TableOnSheet) -> None:
        """Add the rows of the register on one sheet."""
        sheet, table = on_sheet.sheet, on_sheet.table
        outside = table.heads | table.signed
        inside = ((row, line) for row, line in sheet.rows.items() if table.code_row < row <= table.last)
        body = {row: line for row, line in inside if row not in outside}
        kinds = classify_rows(body, table.columns, table.merged)
        known = column_evidence(on_sheet, {row: body[row] for row, kind in kinds.items() if kind == RowKind.RECORD})
        totals = Totals(sheet.name, table)
        for row, kind in kinds.items():
            since = len(self.account.cells)
            if kind == RowKind.RECORD:
                self._take_record(on_sheet, row, known)
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
        self._reader.finish()
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

    def _take_record(self, on_sheet: TableOnSheet, row: int, known: ColumnEvidence) -> None:
        """Add the cells of one entity."""
        table, sheet = on_sheet.table, on_sheet.sheet
        line, n = sheet.rows[row], len(self._records) + 1
        row_key, entity = f"{self._key}.{n}", f"#{n}"
        fields: dict[str, Field] = {}
        for column, value in line.items():
            cell, spec = FilledCell(sheet.name, row, column, value), table.columns.get(column)
            keys = CellKeys(row_key, spec.key if spec else None)
            if not self._take_plain(cell, keys, spec) and spec:
                fields[spec.key] = found = self._reader.take(cell, spec, row_key, known, fields)
                if spec.role == "entity_key" and isinstance(found, str):
                    entity = found
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

    def _take_other(self, on_sheet: TableOnSheet, row: int, kind: RowKind) -> None:
        """Add the cells of a row that is no record."""
        for column, value in on_sheet.sheet.rows[row].items():
            cell, spec = FilledCell(on_sheet.sheet.name, row, column, value), on_sheet.table.columns.get(column)
            keys = CellKeys(self._key, spec.key if spec else None)
            if kind == RowKind.SIGNED or (spec and spec.is_personal):
                self.account.private(cell, "signature" if kind == RowKind.SIGNED else "record", keys)
            elif spec is None:
                self.account.context(cell, "unclaimed", keys)
            elif kind == RowKind.STRUCK and spec.role != "stt" and is_struck_out(value):
                self.account.reject(cell, keys, reason("struck_out", text=cell.text))
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


@dataclass(slots=True)
class Totals:
    """The records so far: of the whole register on this sheet, and of the group that is open."""

    sheet: str
    table: LocatedTable
    all: list[Fields] = field(default_factory=lambda: [])
    group: list[Fields] = field(default_factory=lambda: [])

    def add(self, fields: Fields) -> None:
        """Count a record."""
        self.all.append(fields)
        self.group.append(fields)

    def open(self) -> None:
        """Begin another group, below a heading."""
        self.group = []

    def compare(self, row: int, line: Row) -> list[Message]:
        """End the group, and note each number of a total row that is neither the group's nor the whole register's."""
        notes: list[Message] = []
        for at, value in line.items():
            spec = self.table.columns.get(at)
            is_sum = spec is not None and spec.role == "value"
            if spec is None or spec.role in ("stt", "date") or not (is_sum or isinstance(value, int | float)):
                continue
            total = parse_figure(value, is_percent=False).value
            sums = [_sum(records, spec.key) if is_sum else float(len(records)) for records in (self.group, self.all)]
            known = [number for number in sums if number is not None]
            if total is None or len(known) < len(sums) or any(math.isclose(total, n, rel_tol=SUMS) for n in known):
                continue
            found = join_or(map(plain_number, known if self.group else known[1:]))
            cell = f"{self.sheet}!{COLUMN_LETTERS[at]}{row}"
            notes.append(note("total_differs", cell=cell, total=plain_number(total), found=found))
        self.group = []
        return notes


def _sum(records: list[Fields], key: str) -> float | None:
    """The sum of a column; None where a number in it could not be read. An empty cell adds nothing, as in Excel."""
    numbers = [record.get(key, 0.0) for record in records]
    known = [number for number in numbers if isinstance(number, float)]
    return math.fsum(known) if len(known) == len(numbers) else None
