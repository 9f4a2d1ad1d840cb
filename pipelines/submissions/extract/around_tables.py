"""Extracts what stands around the tables of a form's sheet: title, identity, notes, signatures, a nil return.

Names of people stand below a table, be it the last one or not: from the first word of a signature on, texts are
personal. A row below the signatures that looks like data is a reject, so that somebody asks the sender about it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.codebook.nil_return import NIL_TEXT, TICK_MARKS
from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, Value, address, raw_text
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.records import FilledCell
from pipelines.submissions.match.by_codes import LocatedTable, code_text
from pipelines.submissions.match.cell_plan import CellKeys
from pipelines.submissions.match.register_rows import NOTE, running_number
from pipelines.submissions.value.signatures import BELOW_SIGNATURES, is_signature_line, may_be_signature


class Surroundings:
    """The rows of a sheet that are in no table, and those below the signatures of one.

    `identity` holds row and column of the cells that state the form's identity.
    """

    def __init__(
        self, account: Account, sheet: Sheet, tables: Sequence[LocatedTable], identity: set[tuple[int, int]]
    ) -> None:
        self.account = account
        self.sheet = sheet.name
        self.identity = identity
        self._reasons = row_reasons(sheet, tables)
        self._signed = {row: table for table in tables for row in table.signed}

    def is_below_signatures(self, row: int) -> bool:
        """True for a row of signatures or below them, within a table's rows or not."""
        return row in self._signed and self._reasons.get(row) == "signature"

    def take(self, row: int, line: Row) -> None:
        """Add the cells of a row that is no row of a table."""
        if self.is_below_signatures(row):
            self._take_below_signatures(row, line, self._signed[row])
            return
        reason = self._reasons[row]
        take_row = self.account.private_row if reason == "signature" else self.account.context_row
        if not any((row, column) in self.identity for column in line):
            take_row(self.sheet, row, line, reason)
            return
        for column, value in line.items():
            if (row, column) in self.identity:
                self.account.context(FilledCell(self.sheet, row, column, value), "identity")
            else:
                take_row(self.sheet, row, {column: value}, reason)

    def _take_below_signatures(self, row: int, line: Row, table: LocatedTable) -> None:
        """Add a row below the signatures of `table`: what looks like data of it is a reject, no text is kept in `cell`.

        A declared row that stands above the signatures too keeps its figure, so the reject here names no row.
        """
        repeat = table.block.repeat
        key = repeat or _row_key(table, line)
        is_numbered = bool(running_number(line.get(table.places.get("stt", 0))))
        is_data = is_numbered if repeat else _looks_like_data(table, line, key)
        named = key if repeat or key not in table.keys.values() else None
        for column, value in line.items():
            cell, spec = FilledCell(self.sheet, row, column, value), table.columns.get(column)
            if not is_data or spec is None or spec.is_personal:
                is_rejected = False
            elif repeat:
                is_rejected = spec.role != "stt"
            else:
                is_rejected = spec.role == "value" and _has_digit(value)
            if is_rejected and spec:
                self.account.private(cell, BELOW_SIGNATURES, CellKeys(named, spec.key))
            else:
                self.account.private(cell, "signature")


def row_reasons(sheet: Sheet, tables: Sequence[LocatedTable]) -> dict[int, str]:
    """The reason of every row in no table: title, note or signature."""
    last, first_end = tables[-1].last, tables[0].last
    reasons = dict.fromkeys(_note_rows(sheet, tables), "note")
    reasons |= dict.fromkeys(_between_pages(tables), "signature")
    is_signed = False
    for row, line in sheet.rows.items():
        if row in reasons:
            continue
        if row <= first_end or row > last:
            reasons[row] = "title" if row <= first_end else "signature"
        elif any(table.first <= row <= table.last for table in tables):
            is_signed = False
        else:  # between two tables
            is_signed = may_be_signature(line) or (is_signed and not _is_title(line))
            reasons[row] = "signature" if is_signed else "title"
    return reasons


def nil_mark(sheet: Sheet, top: int) -> str:
    """The address of the tick above row `top` that says nothing occurred; empty where there is none.

    The tick stands behind the words in their cell, or in a cell to the right.
    """
    wanted = name_fold(NIL_TEXT)
    for row, line in sheet.rows.items():
        for column, value in line.items() if row < top else ():
            if isinstance(value, str) and name_fold(value).startswith(wanted):
                if value.rpartition(":")[2].strip().lower() in TICK_MARKS:
                    return address(row, column)
                texts = {at: raw_text(other).strip().lower() for at, other in line.items() if at > column}
                ticks = [at for at, text in texts.items() if text in TICK_MARKS]
                return address(row, min(ticks)) if ticks else ""
    return ""


def _between_pages(tables: Sequence[LocatedTable]) -> set[int]:
    """Rows of signatures at the foot of a page, below which the table continues under its header."""
    return {row for table in tables for row in table.signed if row < table.last}


def _row_key(table: LocatedTable, line: Row) -> str | None:
    """The declared row that a row below the signatures names by its code or its label."""
    code, label = (line.get(table.places.get(role, 0)) for role in ("row_code", "label"))
    named = table.block.labels.get(name_fold(label), ()) if isinstance(label, str) else ()
    return table.block.keys.get("" if code is None else code_text(code)) or next(iter(named), None)


def _looks_like_data(table: LocatedTable, line: Row, key: str | None) -> bool:
    """True for a row of the form, or a number with some name before it."""
    is_named = isinstance(line.get(table.places.get("label", 0)), str)
    return key is not None or (is_named and any(isinstance(line.get(at), int | float) for at in table.values))


def _has_digit(value: Value) -> bool:
    """True for anything but a text without a digit."""
    return not isinstance(value, str) or any(char.isdigit() for char in value)


def _is_title(line: Row) -> bool:
    """True for words that head a further table, after which nobody signs until it ends."""
    texts = [name_fold(value) for value in line.values() if isinstance(value, str)]
    return any(text.startswith(("biểu ", "bảng ", "phụ lục", "phần ", "đơn vị tính")) for text in texts)


def _note_rows(sheet: Sheet, tables: Sequence[LocatedTable]) -> set[int]:
    """Rows below a table that begin with `Ghi chú`, and the rows of one cell that follow; none below signatures."""
    notes: set[int] = set()
    is_signed = False
    for row, line in sheet.rows.items():
        if row <= tables[0].last or any(table.first <= row <= table.last for table in tables):
            is_signed = False
            continue
        is_signed = is_signature_line(line) or (is_signed and not _is_title(line))
        starts = any(isinstance(value, str) and name_fold(value).startswith(NOTE) for value in line.values())
        if not is_signed and (starts or (row - 1 in notes and len(line) == 1 and not may_be_signature(line))):
            notes.add(row)
    return notes
