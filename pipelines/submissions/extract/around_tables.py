"""What stands around the tables of a form's sheet: title, identity, notes, signatures, text between two tables,
a nil return.

Here: the zone of each row outside the tables. Not here: the rows of the tables (row_form.py). Names of people stand
below a table, be it the last one or not: from the first word of a signature on, texts are personal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.codebook.nil_return import NIL_TEXT, TICK_MARKS
from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, address, raw_text
from pipelines.submissions.extract.account import Account
from pipelines.submissions.match.by_codes import LocatedTable

NOTE = "ghi chú"
SIGNED = re.compile(
    r"^(?:người lập|người ký|người tổng hợp|người kiểm tra|lập biểu|kiểm tra|kế toán|thủ trưởng|chủ tịch|phó chủ tịch"
    r"|giám đốc|phó giám đốc|kt |tm |tl |ký |nơi nhận|.*\bngày\b.*\btháng\b.*\bnăm\b)"
)


def zones(sheet: Sheet, tables: Sequence[LocatedTable]) -> dict[int, str]:
    """The reason of every row in no table: title, note or signature."""
    last, first_end = tables[-1].last, tables[0].last
    reasons = dict.fromkeys(_note_rows(sheet, first_end), "note")
    is_signed = False
    for row, line in sheet.rows.items():
        if row in reasons:
            continue
        if row <= first_end or row > last:
            reasons[row] = "title" if row <= first_end else "signature"
        elif any(table.first <= row <= table.last for table in tables):
            is_signed = False
        else:  # between two tables
            is_signed = _signs(line) or (is_signed and not _titles(line))
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


def _signs(line: Row) -> bool:
    return any(isinstance(value, str) and SIGNED.match(name_fold(value)) for value in line.values())


def _titles(line: Row) -> bool:
    """Words that head a further table, after which nobody signs until it ends."""
    texts = [name_fold(value) for value in line.values() if isinstance(value, str)]
    return any(text.startswith(("biểu ", "bảng ", "phụ lục", "phần ", "đơn vị tính")) for text in texts)


def _note_rows(sheet: Sheet, last: int) -> set[int]:
    """Rows below a table that begin with `Ghi chú`, and the rows of one cell that follow without a gap."""
    notes: set[int] = set()
    for row, line in sheet.rows.items():
        if row > last:
            starts = any(isinstance(value, str) and name_fold(value).startswith(NOTE) for value in line.values())
            if starts or (row - 1 in notes and len(line) == 1):
                notes.add(row)
    return notes
