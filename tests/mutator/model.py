"""A workbook as the mutator holds it: rows of cell objects that carry their own truth wherever they are moved.

Here: shapes and what is true of a figure. Not here: how it is spelt (spell.py), what is done to a sheet (moves.py).
Nothing in this folder but the tests themselves imports `pipelines`; a test holds that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Formula(NamedTuple):
    """A formula with the result that the writing program kept; None where nobody has calculated it."""

    text: str
    result: float | str | None


class Error(NamedTuple):
    """An error cell."""

    text: str


Value = str | int | float | bool | date | Formula | Error | None


@dataclass(frozen=True)
class Slot:
    """What a value cell of the blank form asks for, as the codebook's CSV files say it."""

    form: str
    row: str
    measure: str
    indicator: str
    breakdown: str
    unit: str
    is_percent: bool
    is_money: bool
    low: float | None
    high: float | None


@dataclass
class Figure:
    """What is true of one value cell. `verdict`: value, absence, refuse."""

    slot: Slot | None  # None: a cell that holds no figure of the form
    verdict: str
    number: Decimal | None = None
    status: str = "reported"
    mark: str | None = None  # uoc, so_bo
    reasons: frozenset[str] = frozenset()  # of a refusal; empty: any
    body: str = ""  # the digits as spelt, without marks and words
    style: str = ""  # whose way of writing: vi, en
    tells: str = ""  # what the evidence must say
    is_doubted: bool = False  # right or refused are both sound


@dataclass(eq=False)
class Cell:
    """One cell; `raised` is a small mark behind the text, `figure` its truth."""

    value: Value = None
    look: str = "General"
    raised: str = ""
    figure: Figure | None = None


@dataclass(eq=False)
class Row:
    """One row; `kind`: head, header, codes, heading, line, note, below."""

    cells: list[Cell]
    kind: str
    key: str = ""
    is_hidden: bool = False


@dataclass(eq=False)
class Merge:
    """A merged range, kept by its first cell so that it moves with it."""

    cell: Cell
    height: int
    width: int


@dataclass(eq=False)
class Sheet:
    """One sheet; `roles` names the columns (empty for one that the form does not have)."""

    name: str
    rows: list[Row]
    roles: list[str]
    state: str = "visible"
    merges: list[Merge] = field(default_factory=lambda: [])
    hidden_columns: set[int] = field(default_factory=lambda: set())
    far: list[tuple[int, int, str]] = field(default_factory=lambda: [])  # row, column, text: far from the table
    who: tuple[str, str, str] = ("", "", "")  # form, reporter, period of a form's sheet
    area: str = ""
    also: dict[str, tuple[str, str]] = field(default_factory=lambda: {})  # a second form here -> area, period

    def column(self, role: str) -> int:
        return self.roles.index(role)

    def of(self, kind: str) -> list[Row]:
        return [row for row in self.rows if row.kind == kind]

    def width(self) -> int:
        return len(self.roles)

    def places(self) -> dict[int, tuple[int, int]]:
        """id of a cell -> its row and column, from 0."""
        return {id(cell): (at, n) for at, row in enumerate(self.rows) for n, cell in enumerate(row.cells)}

    def boxes(self) -> Iterator[tuple[int, int, int, int]]:
        """First row, first column, last row, last column of every merged range that is still there."""
        places = self.places()
        for merge in self.merges:
            if id(merge.cell) in places:
                row, column = places[id(merge.cell)]
                yield row, column, row + merge.height - 1, column + merge.width - 1

    def figures(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells if cell.figure]


@dataclass(eq=False)
class Book:
    """A workbook; `forms` are the sheets that carry a form to be read."""

    sheets: list[Sheet]
    writes: str = "vi"  # how its sender writes numbers

    @property
    def forms(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.who[0] and sheet.state == "visible"]


def letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest] + text
    return text
