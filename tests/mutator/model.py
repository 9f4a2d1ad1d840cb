"""The mutator's model of a workbook: rows of cell objects that carry their own truth wherever they are moved.

spell.py spells numbers, moves.py and faults.py change sheets and cells. Nothing in this folder but the tests themselves
imports `pipelines`; a test holds that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple


class Formula(NamedTuple):
    """A formula with the result that the writing program kept; None where nobody has calculated it."""

    text: str
    result: float | str | None


class Error(NamedTuple):
    """An error cell."""

    text: str


Value = str | int | float | bool | date | time | Formula | Error | None


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
    """What is true of one value cell. `verdict`: value, absence, refuse, waits (of a form that must not be taken)."""

    slot: Slot | None  # None: a cell that holds no figure of the form
    verdict: str
    number: Decimal | None = None
    status: str = "reported"
    mark: str | None = None  # uoc, so_bo
    reasons: frozenset[str] = frozenset()  # of a refusal; empty: any
    body: str = ""  # the digits as spelt, without marks and words
    style: str = ""  # how it is spelt: vi, en
    evidence: str = ""  # what the evidence must contain
    may_be_refused: bool = False  # read right or refused, both are accepted
    of: tuple[str, str] | None = None  # area and period, where they are not those of the sheet

    @property
    def form_slot(self) -> Slot:
        """The slot of a figure that the form asks for."""
        assert self.slot
        return self.slot


@dataclass(eq=False)
class Cell:
    """One cell, with its truth in `figure`; two cells are never equal.

    `raised` is a superscript behind the text, `struck` a struck-out text before it; `is_struck` strikes out the cell.
    """

    value: Value = None
    number_format: str = "General"
    raised: str = ""
    struck: str = ""
    is_struck: bool = False
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


class Box(NamedTuple):
    """The corners of a merged range, from 0."""

    top: int
    left: int
    bottom: int
    right: int


class FarText(NamedTuple):
    """A text typed far from the table; row and column from 0."""

    row: int
    column: int
    text: str


class Identity(NamedTuple):
    """Form, reporter and period of a form's sheet."""

    form: str = ""
    reporter: str = ""
    period: str = ""


class SecondForm(NamedTuple):
    """Area and period of a further form on the same sheet."""

    area: str
    period: str


@dataclass(eq=False)
class Sheet:
    """One sheet; `roles` names the columns (empty for one that the form does not have)."""

    name: str
    rows: list[Row]
    roles: list[str]
    state: str = "visible"
    merges: list[Merge] = field(default_factory=list[Merge])
    hidden_columns: set[int] = field(default_factory=set[int])
    far: list[FarText] = field(default_factory=list[FarText])
    identity: Identity = field(default_factory=Identity)
    area: str = ""
    second_forms: dict[str, SecondForm] = field(default_factory=dict[str, SecondForm])  # form -> where and when

    def column(self, role: str) -> int:
        """The column of that role."""
        return self.roles.index(role)

    def of(self, kind: str) -> list[Row]:
        """The rows of that kind."""
        return [row for row in self.rows if row.kind == kind]

    def width(self) -> int:
        """The number of columns."""
        return len(self.roles)

    def places(self) -> dict[Cell, tuple[int, int]]:
        """Cell -> its row and column, from 0."""
        return {cell: (at, n) for at, row in enumerate(self.rows) for n, cell in enumerate(row.cells)}

    def merge(self, cell: Cell, height: int, width: int) -> None:
        """Merge a range from that cell on."""
        self.merges.append(Merge(cell, height, width))

    def boxes(self) -> Iterator[Box]:
        """Every merged range whose first cell is still there."""
        places = self.places()
        for merge in self.merges:
            if merge.cell in places:
                row, column = places[merge.cell]
                yield Box(row, column, row + merge.height - 1, column + merge.width - 1)

    def figures(self) -> list[Cell]:
        """The cells that have a truth."""
        return [cell for row in self.rows for cell in row.cells if cell.figure]


@dataclass(eq=False)
class Book:
    """A workbook; `forms` are the sheets that carry a form to be read."""

    sheets: list[Sheet]
    writes: str = "vi"  # how its sender writes numbers

    @property
    def forms(self) -> list[Sheet]:
        """The visible sheets of a form."""
        return [sheet for sheet in self.sheets if sheet.identity.form and sheet.state == "visible"]


def letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest] + text
    return text
