"""A register: a block in whose rows the sender lists entities, as many as there are, each of which becomes a record.

Here: the cells of its rows, its records, their keys, what its total rows say. Not here: which row is what
(register_rows.py), where its header lies (by_codes.py). A record's cells are context, but for what a column of numbers
or dates cannot take; a personal column's text goes to the restricted table alone and into no record.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime

from pipelines.codebook.nil_return import NIL_TEXT
from pipelines.codebook.text import name_fold
from pipelines.errors import Message
from pipelines.submissions.book.book import COLUMN_LETTERS, BrokenCell, Row, Sheet, Value, parse_address, raw_text
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.register_totals import Totals
from pipelines.submissions.layout.layouts import DeclaredColumn, Layouts, Slot, unit_text
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.match.register_rows import RowKind, classify_rows, is_filler
from pipelines.submissions.notes import note
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.ambiguous import SeenStyles, example, resolve_ambiguous
from pipelines.submissions.value.numbers import parse_figure
from pipelines.submissions.value.printed_unit import unit_contradiction

Field = str | float | None
DAY = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})", re.IGNORECASE)
IN_HEADER = re.compile(r"\(([^()]+)\)\s*$")
REASONS = {
    RowKind.FILLER: "filler",
    RowKind.HEADING: "label",
    RowKind.TOTAL: "summary_row",
    RowKind.NIL: "label",
}
NO_RECORD = f"liệt kê từng đối tượng; nếu không có, đánh dấu x ở ô bên cạnh dòng “{NIL_TEXT}”"
NO_KEY = reason("no_key")


@dataclass(slots=True)
class Register:
    """The records of one register of a form, over all sheets that carry it."""

    takings: Account
    layouts: Layouts
    sheet: Sheet  # the first that carries it
    table: LocatedTable
    nil: str = ""  # the cell that says there is none
    count: int = 0
    keys: dict[str, int] = field(default_factory=lambda: {})  # folded key -> its cell in the account
    styles: SeenStyles = field(default_factory=lambda: {})  # how the unambiguous numbers are written
    unsure: list[tuple[int, int, str, Slot, tuple[float, ...]]] = field(default_factory=lambda: [])
    records: list[tuple[str, str, dict[str, Field]]] = field(default_factory=lambda: [])

    def take(self, sheet: Sheet, table: LocatedTable, over: str) -> None:
        """The rows of the register on one sheet; `over` is the unit printed over it."""
        inside = {row: line for row, line in sheet.rows.items() if table.code_row < row <= table.last}
        body = {row: line for row, line in inside.items() if row not in table.heads | table.signed}
        wrong = {at: why for at in table.values if (why := self._wrong_unit(sheet, table, at, over))}
        totals = Totals(sheet.name, table)
        for row, kind in classify_rows(body, table.columns, table.merged).items():
            since = len(self.takings.cells)
            if kind == RowKind.RECORD:
                self._record(sheet, table, row, body[row], wrong)
                totals.add(self.records[-1][2])
            else:
                self._other(sheet, table, row, body[row], kind)
                if kind == RowKind.HEADING:
                    totals.open()
                elif kind == RowKind.TOTAL:
                    self.takings.notes += totals.compare(row, body[row])
            if row in sheet.hidden_rows or sheet.hidden_columns:
                self._hidden(since, sheet)

    def finish(self) -> None:
        """Decide the ambiguous numbers, write the records down, say what an empty register means."""
        for record, place, key, slot, either in self.unsure:
            if proved := resolve_ambiguous(either, slot, self.styles):
                cell = self.takings.cells[place]
                self.takings.cells[place] = (*cell[:5], "context", "record", proved.evidence.vi)
                self.records[record][2][key] = proved.number
        for row_key, entity, fields in self.records:
            self.takings.records.append((row_key, entity, json.dumps(fields, ensure_ascii=False, sort_keys=True)))
        if self.records and self.nil:
            self.takings.notes.append(note("nil_not_applied.register", cell=self.nil, n=self.count))
        elif not self.records:
            self._empty(self.sheet, self.table)

    def _empty(self, sheet: Sheet, table: LocatedTable) -> None:
        """No record: told by the sender to be none, or a question at the first free cell for a name."""
        column, row = table.places["label"], table.code_row + 1
        while column in sheet.rows.get(row, {}):
            row += 1
        keys = (table.block.repeat, self._label(table).key)
        if any(
            cell[5] == "absence" and cell[6] == "none_occurred" and cell[3] == keys[0] for cell in self.takings.cells
        ):
            return  # a row says so
        status, why = "blank", NO_RECORD
        if self.nil:
            status, why = "none_occurred", f"khai không phát sinh ở ô {self.nil}"
        self.takings.cells.append((sheet.name, f"{COLUMN_LETTERS[column]}{row}", "", *keys, "absence", status, why))

    def _record(self, sheet: Sheet, table: LocatedTable, row: int, line: Row, wrong: dict[int, Message]) -> None:
        self.count += 1
        row_key, entity = f"{table.block.repeat}.{self.count}", f"#{self.count}"
        fields: dict[str, Field] = {}
        self.records.append((row_key, entity, fields))
        for at, value in line.items():
            spec = table.columns.get(at)
            keys = (row_key, spec.key if spec else None)
            if spec is None:
                self.takings.context(sheet.name, row, at, value, "unclaimed", keys)
            elif spec.is_personal:
                self.takings.private(sheet.name, row, at, value, "record", keys)
            elif spec.role == "stt":
                self.takings.context(sheet.name, row, at, value, "label", keys)
            elif spec.role == "entity_key" and is_filler(value):
                self.takings.reject(sheet.name, row, at, value, keys, NO_KEY)
            elif spec.role != "value" and is_filler(value):
                self.takings.context(sheet.name, row, at, value, "filler", keys)
            else:
                place = len(self.takings.cells)
                fields[spec.key] = told = self._field(sheet.name, row, at, value, spec, table, wrong.get(at))
                if spec.role == "entity_key" and isinstance(told, str):
                    entity = told
                    self._known(place, told)
        if (at := table.places.get("entity_key", 0)) and at not in line:
            where = (sheet.name, f"{COLUMN_LETTERS[at]}{row}", "", row_key, table.columns[at].key)
            self.takings.cells.append((*where, "absence", "blank", NO_KEY.vi))
        self.records[-1] = (row_key, entity, fields)

    def _field(
        self,
        sheet: str,
        row: int,
        at: int,
        value: Value,
        spec: DeclaredColumn,
        table: LocatedTable,
        wrong: Message | None,
    ) -> Field:
        """One cell of a record, accounted for, and what the record keeps of it."""
        keys, takings = (f"{table.block.repeat}.{self.count}", spec.key), self.takings
        if spec.role == "value":
            if wrong:
                takings.reject(sheet, row, at, value, keys, wrong)
                return None
            return self._number(sheet, row, at, value, keys, table.block.slots[table.block.repeat][spec.key])
        if spec.role == "date":
            day = None if isinstance(value, BrokenCell) else _day(value)
            if day is None and not isinstance(value, BrokenCell):
                takings.reject(sheet, row, at, value, keys, reason("not_a_date", text=raw_text(value)))
                return None
            takings.context(sheet, row, at, value, "record", keys)
            return day
        if isinstance(value, date):
            takings.reject(sheet, row, at, value, keys, reason("date_in_value.label", date=raw_text(value)))
            return None
        takings.context(sheet, row, at, value, "record", keys)
        return None if isinstance(value, BrokenCell) else " ".join(raw_text(value).split())

    def _number(self, sheet: str, row: int, at: int, value: Value, keys: tuple[str, str], slot: Slot) -> Field:
        found, takings = parse_figure(value, slot.is_percent, slot.unit), self.takings
        where, raw = f"{COLUMN_LETTERS[at]}{row}", raw_text(value)
        if found.style:
            self.styles.setdefault(found.style, example(where, raw))
        evidence = found.evidence.vi if found.evidence else None
        if found.problem:
            if found.alternatives:
                self.unsure.append((len(self.records) - 1, len(takings.cells), keys[1], slot, found.alternatives))
            takings.reject(sheet, row, at, value, keys, found.problem)
        elif found.status == "reported":
            takings.cells.append((sheet, where, raw, *keys, "context", "record", evidence))
        else:
            takings.cells.append((sheet, where, raw, *keys, "absence", found.status, evidence))
        return found.value

    def _known(self, place: int, key: str) -> None:
        """A key that another record has too: both are told, neither is taken away."""
        cells = self.takings.cells
        first = self.keys.setdefault(name_fold(key), place)
        if first != place:
            where = " và ".join(f"{cells[n][0]}!{cells[n][1]}" for n in (first, place))
            why = f"hai ô {where} cùng ghi mã “{key}”; mỗi đối tượng một dòng, sửa mã hoặc bỏ dòng thừa"
            for n in (first, place):
                cells[n] = (*cells[n][:5], "reject", "duplicate_entity", why)

    def _other(self, sheet: Sheet, table: LocatedTable, row: int, line: Row, kind: RowKind) -> None:
        """A row that is no record."""
        for at, value in line.items():
            spec = table.columns.get(at)
            keys = (table.block.repeat, spec.key if spec else None)
            if kind == RowKind.SIGNED or (spec and spec.is_personal):
                self.takings.private(
                    sheet.name, row, at, value, "signature" if kind == RowKind.SIGNED else "record", keys
                )
            elif spec is None:
                self.takings.context(sheet.name, row, at, value, "unclaimed", keys)
            elif kind == RowKind.STRAY and spec.role != "stt" and not is_filler(value):
                self.takings.reject(sheet.name, row, at, value, keys, reason("no_entity"))
            elif kind == RowKind.NIL and spec.role in ("label", "entity_key"):
                self.takings.cells.append(
                    (sheet.name, f"{COLUMN_LETTERS[at]}{row}", raw_text(value), *keys, "absence", "none_occurred", None)
                )
            else:
                self.takings.context(sheet.name, row, at, value, REASONS.get(kind, "label"), keys)

    def _wrong_unit(self, sheet: Sheet, table: LocatedTable, at: int, over: str) -> Message | None:
        """Why no number of the column can be taken: the unit in its header, or else over the table, is another one."""
        uom = table.columns[at].uom or ""
        for row in range(table.code_row, table.first - 1, -1):
            text = sheet.rows.get(row, {}).get(at)
            match = IN_HEADER.search(text) if isinstance(text, str) else None
            if match and (told := unit_text(match.group(1))) in self.layouts.scales:
                return unit_contradiction(told, uom, self.layouts)
        return unit_contradiction(over, uom, self.layouts)

    def _hidden(self, since: int, sheet: Sheet) -> None:
        """What the sender did not see when sending is read, and told."""
        cells = self.takings.cells
        for n in range(since, len(cells)):
            row, column = parse_address(cells[n][1])
            told = [f"ô nằm trong dòng ẩn {row}"] if row in sheet.hidden_rows else []
            told += [f"ô nằm trong cột ẩn {COLUMN_LETTERS[column]}"] if column in sheet.hidden_columns else []
            cells[n] = (*cells[n][:7], "; ".join(filter(None, [cells[n][7], *told])) or None)

    @staticmethod
    def _label(table: LocatedTable) -> DeclaredColumn:
        return table.columns[table.places["label"]]


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
