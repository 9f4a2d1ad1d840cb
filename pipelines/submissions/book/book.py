"""What every reader hands over: a book of sheets of sparse rows, and how a value looks as text.

Here: the shapes that readers, recognition and extraction share. Not here: files, formats, forms.
A cell is non-empty when it shows something, or is a formula that nobody has calculated; text of blanks shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell without a usable value: an error (`#REF!`) or a formula without a calculated value."""

    reason: str  # error_cell, formula_without_value
    text: str


class Percent(float):
    """A number that its cell's format shows as a percentage: 0.25 is seen, and was meant, as 25%."""

    @property
    def shown(self) -> float:
        return float(Decimal(repr(float(self))) * 100)  # 0.07 is 7, not 7.000000000000001


class Masked(float):
    """A number that its cell's format shows otherwise: a thousandth of it (`by` 1000), or another text or nothing."""

    by: int | None
    shown: str


def masked(value: float, by: int | None, shown: str = "") -> Masked:
    """`value` as a number that is not what the sender saw."""
    found = Masked(value)
    found.by, found.shown = by, shown
    return found


Value = str | float | int | bool | date | datetime | time | timedelta | Broken
Row = dict[int, Value]  # column (1 = A) -> value, non-empty cells only
Box = tuple[int, int, int, int]  # first row, first column, last row, last column; all from 1, inclusive


@dataclass(slots=True)
class Sheet:
    """One sheet: `rows` by number (1 = first), in order; `n_second` is the second reader's count."""

    no: int
    name: str
    visibility: str  # visible, hidden, very_hidden
    rows: dict[int, Row]
    merged: list[Box] = field(default_factory=lambda: [])
    n_second: int | None = None
    hidden_rows: set[int] = field(default_factory=lambda: set())
    hidden_columns: set[int] = field(default_factory=lambda: set())

    @property
    def n_nonempty(self) -> int:
        return sum(map(len, self.rows.values()))


@dataclass(slots=True)
class Book:
    """One workbook as read."""

    reader_name: str
    sheets: list[Sheet]


class Shown(NamedTuple):
    """What a number format makes of a number: a percentage, a part of it (`by`), or the same text for every number."""

    is_percent: bool = False
    by: int | None = None
    text: str = ""


@dataclass(slots=True)
class SheetScan:
    """What the second reader saw of one sheet: a count, and what the first reader is blind to."""

    name: str
    n_nonempty: int
    broken: dict[tuple[int, int], Broken] = field(default_factory=lambda: {})
    shown: dict[tuple[int, int], Shown] = field(default_factory=lambda: {})  # cells whose format changes the number
    texts: dict[tuple[int, int], str] = field(default_factory=lambda: {})  # with their raised marks as such: 12¹
    merged: list[Box] = field(default_factory=lambda: [])  # where the first reader has no ranges
    hidden_rows: set[int] = field(default_factory=lambda: set())
    hidden_columns: set[int] = field(default_factory=lambda: set())


class Unreadable(Exception):
    """The bytes give no book; `reason` is a key of messages.UNREADABLE."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def _letters(column: int) -> str:
    """1 -> A, 27 -> AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class _Letters(dict[int, str]):
    """Column letters by number, made when first asked for: a lookup is a third of a cached call."""

    def __missing__(self, column: int) -> str:
        self[column] = _letters(column)
        return self[column]


LETTERS = _Letters()


def address(row: int, column: int) -> str:
    return f"{LETTERS[column]}{row}"


def position(reference: str) -> tuple[int, int]:
    """B12 -> (12, 2)."""
    column = 0
    for at, char in enumerate(reference):
        if char.isdigit():
            return int(reference[at:]), column
        column = column * 26 + ord(char.upper()) - 64
    return 0, column


def shows_nothing(value: object) -> bool:
    """No value, or a text without a visible character."""
    return value is None or (isinstance(value, str) and not value.strip())


def raw_text(value: Value) -> str:
    """The value as a person sees it, without losing a digit: whole numbers bare, dates as dd/mm/yyyy."""
    if type(value) is float:  # first, since there are most of them
        return str(int(value)) if value % 1 == 0 and -1e15 < value < 1e15 else repr(value)
    if isinstance(value, str):
        return value
    if isinstance(value, Percent):
        return f"{raw_text(value.shown)}%"
    if isinstance(value, float):
        return str(int(value)) if value % 1 == 0 and -1e15 < value < 1e15 else repr(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Broken):
        return value.text
    if isinstance(value, datetime):
        shown = value.strftime("%d/%m/%Y")
        return f"{shown} {value:%H:%M:%S}" if value.time() != time() else shown
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value)
