"""What stands around the tables of a form's sheet: title, identity, notes, signatures, text between two tables,
a nil return.

Here: the zone of each row outside the tables, and the rows below signatures that look like data. Not here: the rows of
the tables (row_form.py). Names of people stand below a table, be it the last one or not: from the first word of a
signature on, texts are personal.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.codebook.nil_return import NIL_TEXT, TICK_MARKS
from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, Value, address, raw_text
from pipelines.submissions.extract.account import Account
from pipelines.submissions.match.by_codes import LocatedTable, code_text
from pipelines.submissions.match.register_rows import NOTE, running_number
from pipelines.submissions.value.signatures import BELOW_SIGNATURES, is_signature_line, may_be_signature


def zones(sheet: Sheet, tables: Sequence[LocatedTable]) -> dict[int, str]:
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
            is_signed = may_be_signature(line) or (is_signed and not _titles(line))
            reasons[row] = "signature" if is_signed else "title"
    return reasons


def outside(takings: Account, sheet: Sheet, row: int, line: Row, reason: str, told: set[tuple[int, int]]) -> None:
    """A row in no table; `told` are the cells that told the form's identity."""
    for column, value in line.items():
        if (row, column) in told:
            takings.context(sheet.name, row, column, value, "identity")
        elif reason == "signature":
            takings.private(sheet.name, row, column, value, reason)
        else:
            takings.context(sheet.name, row, column, value, reason)


def below_signatures(takings: Account, sheet: Sheet, row: int, line: Row, table: LocatedTable) -> None:
    """A row below the signatures of `table`: what looks like data of it is a question, and no text leaves `personal`.

    A line of the form that stands above the signatures too keeps its figure, so the reject here names no row.
    """
    repeat = table.block.repeat
    key = repeat or _key(table, line)
    is_data = (
        bool(running_number(line.get(table.places.get("stt", 0)))) if repeat else _looks_like_data(table, line, key)
    )
    named = key if repeat or key not in table.keys.values() else None
    for column, value in line.items():
        spec = table.columns.get(column)
        is_asked = spec is not None and not spec.is_personal and (spec.role != "stt" if repeat else _is_figure(value))
        if is_data and spec and is_asked and (repeat or spec.role == "value"):
            takings.private(sheet.name, row, column, value, BELOW_SIGNATURES, (named, spec.key))
        else:
            takings.private(sheet.name, row, column, value, "signature")


def nil_mark(sheet: Sheet, top: int) -> str:
    """Where the head says that nothing occurred: a tick after the words, or in the next filled cell to the right."""
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
    """Rows of signatures at the foot of a page, below which the table goes on under its header."""
    return {row for table in tables for row in table.signed if row < table.last}


def _key(table: LocatedTable, line: Row) -> str | None:
    """The declared row that a row below the signatures names by its code or its label."""
    code, label = (line.get(table.places.get(role, 0)) for role in ("row_code", "label"))
    named = table.block.labels.get(name_fold(label), ()) if isinstance(label, str) else ()
    return table.block.keys.get("" if code is None else code_text(code)) or next(iter(named), None)


def _looks_like_data(table: LocatedTable, line: Row, key: str | None) -> bool:
    """A line of the form, or a number with some name before it."""
    is_named = isinstance(line.get(table.places.get("label", 0)), str)
    return key is not None or (is_named and any(isinstance(line.get(at), int | float) for at in table.values))


def _is_figure(value: Value) -> bool:
    return not isinstance(value, str) or any(char.isdigit() for char in value)


def _titles(line: Row) -> bool:
    """Words that head a further table, after which nobody signs until it ends."""
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
        is_signed = is_signature_line(line) or (is_signed and not _titles(line))
        starts = any(isinstance(value, str) and name_fold(value).startswith(NOTE) for value in line.values())
        if not is_signed and (starts or (row - 1 in notes and len(line) == 1 and not may_be_signature(line))):
            notes.add(row)
    return notes
