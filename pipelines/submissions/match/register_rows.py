"""Classifies the rows below a register's header and finds where the register ends.

A row is a record, a dotted filler line, a group heading, a total, a row that says there is none, or a signature. Names
of people stand below a register, so a row without a number counts as a record only where it looks like one. What
becomes of the cells is decided in extract/register.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Box, Row, Value, is_struck_out
from pipelines.submissions.layout.layouts import DeclaredColumn
from pipelines.submissions.value.numbers import parse_figure
from pipelines.submissions.value.signatures import PERHAPS


class RowKind(StrEnum):
    """What a row below a register's header is."""

    RECORD = "record"
    FILLER = "filler"  # a dotted or dashed line to write on, or a number without an entity
    HEADING = "heading"
    TOTAL = "total"
    NIL = "nil"  # says that there is no entity
    STRAY = "stray"  # has content but no name or key
    SIGNED = "signed"
    STRUCK = "struck"  # an entity whose name and figures are all struck out


DOTS = re.compile(r"[\s.…_·\-–—−]*")
NUMBER = re.compile(r"\(?(\d{1,9}(?:\.\d{1,9})*)[.)]?")
GROUP_NUMBER = re.compile(r"\(?(?:[IVXLC]+|[A-ZĐ]|[a-zđ])[.)/]?")
NUMBERED_HEADING = re.compile(r"\(?(?:[IVXLC]+|[A-ZĐ])[.)/]\s+\S")  # `II. Công nghiệp`, `A) …` in one cell
# folded; `Tổng công ty …`, `Cộng đồng …` are names of entities
TOTAL_LABEL = re.compile(
    r"(?:tổng cộng|tổng số|cộng số|cộng dồn)(?: .*)?|(?:grand |sub )?total|subtotal"
    r"|(?:tổng|cộng)(?: (?:chung|mục|phần|nhóm|trang|loại|lĩnh vực|toàn tỉnh|[ivxlc]+|\d+|[a-zđ]))*"
)
NOTE = "ghi chú"
ENDS = re.compile(rf"{NOTE}|{PERHAPS.pattern}")
FEW = 3  # filled cells of a line of signatures; where it has more, half of them say so

Lines = Mapping[int, Row]  # row -> its cells
Places = Mapping[int, DeclaredColumn]  # column -> the declared column that it is


def last_row(lines: Lines, places: Places, merged: list[Box]) -> int:
    """The last of the rows below the header that is the register's; 0 where none is.

    Below the last number, dotted line or total, rows that nobody numbered are the register's where they are full, or
    where nothing in it is numbered and they follow without a gap.
    """
    end = end_row(lines, places)
    kinds = classify_rows({row: line for row, line in lines.items() if row < end}, places, merged)
    stt = _place(places, "stt")
    is_numbered = any(kind == RowKind.RECORD and running_number(lines[row].get(stt)) for row, kind in kinds.items())
    last, near, is_closed = 0, min(lines, default=1) - 1, False
    for row, kind in kinds.items():
        is_full = len(_content(lines[row], places)) > FEW
        is_sure = kind in (RowKind.FILLER, RowKind.TOTAL, RowKind.NIL) or running_number(lines[row].get(stt)) or is_full
        is_next = row == near + 1 and not is_numbered and not is_closed
        if is_sure or (is_next and kind != RowKind.HEADING):
            last = near = row
            is_closed = kind == RowKind.TOTAL or (is_closed and kind == RowKind.FILLER)
        elif is_next:
            near = row
    return last


def end_row(lines: Lines, places: Places) -> int:
    """The first row of notes or signatures below which the running numbers do not continue."""
    stt = _place(places, "stt")
    numbered = {row: _order(number) for row, line in lines.items() if (number := running_number(line.get(stt)))}
    for row, line in lines.items():
        if row not in numbered and _ends(line):
            before = max((number for at, number in numbered.items() if at < row), default=())
            following = (at for at, number in numbered.items() if at > row and number > before)
            if not any(_content(lines[at], places) for at in following):
                return row
    return max(lines, default=0) + 1


def classify_rows(lines: Lines, places: Places, merged: list[Box]) -> dict[int, RowKind]:
    """The kind of each row."""
    stt = _place(places, "stt")
    numbers = {row: running_number(line.get(stt)) for row, line in lines.items()}
    is_numbered = any(numbers[row] and _content(line, places) for row, line in lines.items())
    wide = {(box.top, box.left) for box in merged if box.right - box.left >= 2}
    ordered, found = list(lines), dict[int, RowKind]()
    for at, row in enumerate(ordered):
        following = numbers[ordered[at + 1]] if at + 1 < len(ordered) else ""
        is_parent = bool(numbers[row]) and following.startswith(f"{numbers[row]}.")
        is_wide = any((row, column) in wide for column in lines[row])
        context = RowContext(numbers[row], is_numbered, is_parent or is_wide)
        found[row] = _kind(lines[row], places, context)
    return found


class RowContext(NamedTuple):
    """What the rows around a row say about it."""

    number: str  # its running number
    is_numbered: bool  # whether any record of the register has a running number
    is_above_group: bool  # whether it is merged over three columns, or the next number is a part of its number


def running_number(value: Value | None) -> str:
    """The running number in a cell: `3`, `3.`, `(3)`, `1.2`; empty where it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}" if 1e-4 <= value < 1e5 else ""  # beyond these :g writes an exponent
    match = NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    return match.group(1) if match else ""


def is_filler(value: Value) -> bool:
    """True for dots, dashes and lines, printed to be written on."""
    return isinstance(value, str) and DOTS.fullmatch(value) is not None


def _kind(line: Row, places: Places, context: RowContext) -> RowKind:
    content = _content(line, places)
    stt = line.get(_place(places, "stt"))
    if not context.number and _ends(line):
        is_note = any(isinstance(v, str) and name_fold(v).startswith(NOTE) for v in line.values())
        return RowKind.HEADING if is_note else RowKind.SIGNED
    if not context.number and _is_total(stt, content):
        return RowKind.TOTAL
    if not content:
        is_blank = stt is None or context.number or is_filler(stt) or GROUP_NUMBER.fullmatch(str(stt).strip())
        return RowKind.FILLER if is_blank else RowKind.HEADING
    named = [at for at in content if places[at].role in ("label", "entity_key")]
    if len(content) == 1 and named and (kind := _lone_name_kind(content[named[0]], stt, context)):
        return kind
    if named:
        return RowKind.STRUCK if _is_struck(content) else RowKind.RECORD
    is_zero = all(value == 0 and not isinstance(value, str) for value in content.values())
    return RowKind.FILLER if is_zero else RowKind.STRAY


def _is_struck(content: Row) -> bool:
    """True if every text and number of the row is struck out; of dates it is not known."""
    values = [value for value in content.values() if not isinstance(value, date)]
    return bool(values) and all(map(is_struck_out, values))


def _is_total(stt: Value | None, content: Row) -> bool:
    """True if the first text of the row is `Tổng cộng` or the like."""
    texts = [value for value in (stt, *content.values()) if isinstance(value, str)]
    return bool(texts) and TOTAL_LABEL.fullmatch(name_fold(texts[0])) is not None


def _lone_name_kind(text: Value, stt: Value | None, context: RowContext) -> RowKind | None:
    """The kind of a row that holds nothing but a name; None where it may be a record."""
    if not context.number and isinstance(text, str) and parse_figure(text, is_percent=False).status == "none_occurred":
        return RowKind.NIL
    is_marked = isinstance(stt, str) and GROUP_NUMBER.fullmatch(stt.strip())
    is_led = isinstance(text, str) and NUMBERED_HEADING.match(text.strip())
    is_heading = not context.number and (context.is_numbered or is_marked or is_led)
    return RowKind.HEADING if context.is_above_group or is_heading else None


def _content(line: Row, places: Places) -> Row:
    """What the row holds in declared columns besides its number and fillers."""
    return {at: v for at, v in line.items() if at in places and places[at].role != "stt" and not is_filler(v)}


def _order(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def _ends(line: Row) -> bool:
    """True for notes and signatures: a few texts of which one says so, or many of which half do.

    A record may hold such words among more cells.
    """
    texts = [name_fold(value) for value in line.values() if isinstance(value, str)]
    ending = [text for text in texts if ENDS.match(text)]
    return bool(ending) and (len(line) <= FEW or 2 * len(ending) >= len(texts) == len(line))


def _place(places: Places, role: str) -> int:
    return next((at for at, column in places.items() if column.role == role), 0)
