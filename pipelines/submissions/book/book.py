"""The data model of a workbook as read: a book of sheets of sparse rows, and how a cell value looks as text.

Every reader returns a `Book`, every counter a `SheetScan`; recognition and extraction read nothing else.
A cell is non-empty when it shows something or holds a formula without a calculated value; text of blanks shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipelines.errors import Message


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A cell without a usable value: an error (`#REF!`) or a formula without a calculated value."""

    reason: str  # error_cell, formula_without_value
    text: str  # the error, or the formula


class Percent(float):
    """A number that its cell's format shows as a percentage: 0.25 is shown, and was meant, as 25%."""

    @property
    def shown(self) -> float:
        """The percentage: 25.0 for 0.25. Multiplied as a decimal, so that 0.07 is 7 and not 7.000000000000001."""
        return float(Decimal(repr(float(self))) * 100)


class ShownOtherwise(float):
    """A number that its cell's format shows divided by `divisor`, with a unit, as another text, or not at all."""

    divisor: int | None
    shown: str
    unit: str  # the text behind the number, in front of it for a currency
    label: str  # a text in front of the number


def shown_otherwise(
    value: float, divisor: int | None, shown: str = "", unit: str = "", label: str = ""
) -> ShownOtherwise:
    """`value` as a number that the sender saw divided by `divisor`, or as the text `shown` where `divisor` is None."""
    number = ShownOtherwise(value)
    number.divisor, number.shown, number.unit, number.label = divisor, shown, unit, label
    return number


class Padded(float):
    """A whole number that its format shows with leading zeros or with separators: 101234567 as `0101234567`."""

    shown: str


class StruckNumber(float):
    """A number in a cell whose font is struck out."""


class StruckText(str):
    """A text, parts of which are struck out; the text itself is all that was typed."""

    kept: str  # without the struck parts
    struck: str  # these parts
    __slots__ = ("kept", "struck")


def struck_text(pieces: Iterable[tuple[str, bool]]) -> str:
    """The joined pieces, each a text and whether it is struck out; a StruckText where one is."""
    parts = list(pieces)
    typed = "".join(text for text, _ in parts)
    if not any(is_struck and text.strip() for text, is_struck in parts):
        return typed
    found = StruckText(typed)
    found.kept = "".join(text for text, is_struck in parts if not is_struck).strip()
    found.struck = "".join(text for text, is_struck in parts if is_struck).strip()
    return found


Value = str | float | int | bool | date | datetime | time | timedelta | BrokenCell
Row = dict[int, Value]  # column (1 = A) -> value, non-empty cells only


class Box(NamedTuple):
    """A merged range: first row, first column, last row, last column; all from 1, inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet; `rows` maps row numbers (1 = first), in order, to rows."""

    no: int
    name: str
    visibility: str  # visible, hidden, very_hidden
    rows: dict[int, Row]
    merged: list[Box] = field(default_factory=list[Box])
    covered: dict[int, Row] = field(default_factory=dict[int, Row])  # hidden by merged ranges: no figure
    n_second: int | None = None  # the second reader's count of non-empty cells; None where it has none
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    widths: dict[int, int] = field(default_factory=dict[int, int])  # cells of each line of a comma-separated text

    @property
    def n_nonempty(self) -> int:
        """The number of non-empty cells, with those that a merged range covers."""
        return sum(map(len, self.rows.values())) + sum(map(len, self.covered.values()))


@dataclass(slots=True)
class Book:
    """One workbook as read."""

    reader_name: str
    sheets: list[Sheet]


class FormatEffect(NamedTuple):
    """What formatting makes of a number: a percentage, a quotient, one text for every number, a unit, a code."""

    is_percent: bool = False
    divisor: int | None = None  # 1000 where the format shows thousands
    text: str = ""
    unit: str = ""  # shown behind every number
    label: str = ""  # shown in front of it
    pattern: str = ""  # of a code: 0 for each digit, with the separators between them
    is_struck: bool = False
    choices: tuple[FormatChoice, ...] = ()  # of a format with conditions


class FormatChoice(NamedTuple):
    """What a section of a number format does to the numbers that fulfil its condition; `sign` is empty for the rest."""

    sign: str
    limit: float
    effect: FormatEffect | None


@dataclass(slots=True)
class SheetScan:
    """What the second reader found on one sheet: the count, and what the first reader does not report."""

    name: str
    n_nonempty: int
    broken: dict[tuple[int, int], BrokenCell] = field(default_factory=dict[tuple[int, int], BrokenCell])
    format_effects: dict[tuple[int, int], FormatEffect] = field(default_factory=dict[tuple[int, int], FormatEffect])
    superscripts: dict[tuple[int, int], str] = field(
        default_factory=dict[tuple[int, int], str]
    )  # text as 12¹, or struck
    merged: list[Box] = field(default_factory=list[Box])  # where the first reader has no ranges
    hidden_rows: set[int] = field(default_factory=set[int])
    hidden_columns: set[int] = field(default_factory=set[int])
    has_cells: bool = True  # False for a sheet of a chart, a dialog or macros
    left_out: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])  # texts only it reports
    sample: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])  # texts to be compared


class UnreadableError(Exception):
    """The bytes give no book. The intake turns it into a verdict on the file; no person reads the exception itself.

    Args:
        reason: a key of `pipelines.submissions.messages.UNREADABLE`.
        detail: what fills the reason's sentence; a plain text is the same in both languages.
    """

    def __init__(self, reason: str, detail: Message | str = "") -> None:
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


class _ColumnLetters(dict[int, str]):
    """Column letters by number, filled on demand: a lookup takes a third of the time of a cached call."""

    def __missing__(self, column: int) -> str:
        self[column] = _letters(column)
        return self[column]


COLUMN_LETTERS = _ColumnLetters()


def address(row: int, column: int) -> str:
    """(12, 2) -> B12."""
    return f"{COLUMN_LETTERS[column]}{row}"


@lru_cache(maxsize=16384)
def parse_address(reference: str) -> tuple[int, int]:
    """B12 -> (12, 2): row, column."""
    column = 0
    for at, char in enumerate(reference):
        if char.isdigit():
            return int(reference[at:]), column
        column = column * 26 + ord(char.upper()) - 64
    return 0, column


def is_blank(value: object) -> bool:
    """True for no value and for a text without a visible character."""
    return value is None or (isinstance(value, str) and not value.strip())


def raw_text(value: Value) -> str:
    """The value as a person sees it, without losing a digit: whole numbers without a point, dates as dd/mm/yyyy."""
    if type(value) is float:  # first and without a further call, since most cells are floats
        return str(int(value)) if value % 1 == 0 and -1e15 < value < 1e15 else repr(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Percent):
        return f"{raw_text(value.shown)}%"
    if isinstance(value, float):
        return value.shown if isinstance(value, Padded) else raw_text(float(value))
    return value.text if isinstance(value, BrokenCell) else _other_text(value)


def _other_text(value: int | date | time | timedelta) -> str:
    if not isinstance(value, date):
        return str(value)
    shown = value.strftime("%d/%m/%Y")
    return f"{shown} {value:%H:%M:%S}" if isinstance(value, datetime) and value.time() != time() else shown
