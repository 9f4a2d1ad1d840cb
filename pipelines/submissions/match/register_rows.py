"""What each row under the header of a register is, and where the register ends.

Here: records, dotted filler lines, group headings, totals, a row that says there is none, where people sign. Not here:
what becomes of their cells (register.py). Names of people stand below a register: a row that nobody numbered is one of
its records only where it looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Box, Row, Value
from pipelines.submissions.layout.layouts import DeclaredColumn
from pipelines.submissions.value.numbers import figure
from pipelines.submissions.value.signatures import PERHAPS

RECORD, FILLER, HEADING, TOTAL, NIL, STRAY, SIGNED = "record", "filler", "heading", "total", "nil", "stray", "signed"
DOTS = re.compile(r"[\s.…_·\-–—−]*")
NUMBER = re.compile(r"\(?(\d{1,9}(?:\.\d{1,9})*)[.)]?")
GROUP = re.compile(r"\(?(?:[IVXLC]+|[A-ZĐ]|[a-zđ])[.)/]?")
LED = re.compile(r"\(?(?:[IVXLC]+|[A-ZĐ])[.)/]\s+\S")  # `II. Công nghiệp`, `A) …` in one cell
# folded; `Tổng công ty …`, `Cộng đồng …` are names of somebody
SUM = re.compile(
    r"(?:tổng cộng|tổng số|cộng số|cộng dồn)(?: .*)?|(?:grand |sub )?total|subtotal"
    r"|(?:tổng|cộng)(?: (?:chung|mục|phần|nhóm|trang|loại|lĩnh vực|toàn tỉnh|[ivxlc]+|\d+|[a-zđ]))*"
)
NOTE = "ghi chú"
ENDS = re.compile(rf"{NOTE}|{PERHAPS.pattern}")
FEW = 3  # filled cells of a line of signatures; where it has more, half of them say so

Rows = Mapping[int, Row]
Columns = Mapping[int, DeclaredColumn]


def last_row(rows: Rows, columns: Columns, merged: list[Box]) -> int:
    """The last of the rows below the header that is the register's; 0 where none is.

    Below the last number, dotted line or total, rows that nobody numbered are the register's where they are full, or
    where nothing in it is numbered and they follow without a gap.
    """
    end = end_row(rows, columns)
    kinds = kinds_of({row: line for row, line in rows.items() if row < end}, columns, merged)
    stt = _place(columns, "stt")
    is_numbered = any(kind == RECORD and running(rows[row].get(stt)) for row, kind in kinds.items())
    last, near, is_closed = 0, min(rows, default=1) - 1, False
    for row, kind in kinds.items():
        is_sure = kind in (FILLER, TOTAL, NIL) or running(rows[row].get(stt)) or len(_told(rows[row], columns)) > FEW
        is_next = row == near + 1 and not is_numbered and not is_closed
        if is_sure or (is_next and kind != HEADING):
            last = near = row
            is_closed = kind == TOTAL or (is_closed and kind == FILLER)
        elif is_next:
            near = row
    return last


def end_row(rows: Rows, columns: Columns) -> int:
    """The first row of notes or signatures, below which the numbers do not run on."""
    stt = _place(columns, "stt")
    numbered = {row: _order(number) for row, line in rows.items() if (number := running(line.get(stt)))}
    for row, line in rows.items():
        if row not in numbered and _ends(line):
            before = max((number for at, number in numbered.items() if at < row), default=())
            if not any(at > row and number > before and _told(rows[at], columns) for at, number in numbered.items()):
                return row
    return max(rows, default=0) + 1


def kinds_of(rows: Rows, columns: Columns, merged: list[Box]) -> dict[int, str]:
    """What each row is."""
    stt = _place(columns, "stt")
    numbers = {row: running(line.get(stt)) for row, line in rows.items()}
    is_numbered = any(numbers[row] and _told(line, columns) for row, line in rows.items())
    wide = {(top, left) for top, left, _, right in merged if right - left >= 2}
    ordered, found = list(rows), dict[int, str]()
    for at, row in enumerate(ordered):
        following = numbers[ordered[at + 1]] if at + 1 < len(ordered) else ""
        is_parent = bool(numbers[row]) and following.startswith(f"{numbers[row]}.")
        is_wide = any((row, column) in wide for column in rows[row])
        found[row] = _kind(rows[row], columns, numbers[row], is_numbered, is_parent or is_wide)
    return found


def running(value: Value | None) -> str:
    """The running number in a cell: `3`, `3.`, `(3)`, `1.2`; empty where none is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}" if 1e-4 <= value < 1e5 else ""  # beyond these :g writes an exponent
    match = NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    return match.group(1) if match else ""


def is_filler(value: Value) -> bool:
    """Dots, dashes and lines: room to write on."""
    return isinstance(value, str) and DOTS.fullmatch(value) is not None


def _kind(line: Row, columns: Columns, number: str, is_numbered: bool, is_over: bool) -> str:
    told = _told(line, columns)
    stt = line.get(_place(columns, "stt"))
    if not number and _ends(line):
        return HEADING if any(isinstance(v, str) and name_fold(v).startswith(NOTE) for v in line.values()) else SIGNED
    texts = [*([stt] if isinstance(stt, str) else []), *(value for value in told.values() if isinstance(value, str))]
    named = [at for at in told if columns[at].role in ("label", "entity_key")]
    if not number and texts and SUM.fullmatch(name_fold(texts[0])):
        return TOTAL
    if not told:
        return FILLER if stt is None or number or is_filler(stt) or GROUP.fullmatch(str(stt).strip()) else HEADING
    if len(told) == 1 and named:
        text = told[named[0]]
        if not number and isinstance(text, str) and figure(text, is_percent=False).status == "none_occurred":
            return NIL
        marked = isinstance(stt, str) and GROUP.fullmatch(stt.strip())
        led = isinstance(text, str) and LED.match(text.strip())
        if is_over or (not number and (is_numbered or marked or led)):
            return HEADING
    if named:
        return RECORD
    return FILLER if all(value == 0 and not isinstance(value, str) for value in told.values()) else STRAY


def _told(line: Row, columns: Columns) -> Row:
    """What the row says besides its number."""
    return {at: v for at, v in line.items() if at in columns and columns[at].role != "stt" and not is_filler(v)}


def _order(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def _ends(line: Row) -> bool:
    """Notes and signatures: a few texts, one of which says so; a record may hold such words among more cells."""
    texts = [name_fold(value) for value in line.values() if isinstance(value, str)]
    said = [text for text in texts if ENDS.match(text)]
    return bool(said) and (len(line) <= FEW or 2 * len(said) >= len(texts) == len(line))


def _place(columns: Columns, role: str) -> int:
    return next((at for at, column in columns.items() if column.role == role), 0)
