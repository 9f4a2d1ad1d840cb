"""What is known of a workbook's shape: which cells are the same in every file, and where figures and texts stand.

A template is learnt from a file that was read (`learn.py`) and filled from the next one (`fill.py`). A workbook is
compared as one list of values, sheet after sheet: every value that is no figure, no free text, no part of a head and
not below the tables must be the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from pipelines.submissions.book.book import Row, Sheet, SheetScan, Value
from pipelines.submissions.book.legacy_fonts import is_unicode
from pipelines.submissions.book.readers.calamine import Grid, rows_of
from pipelines.submissions.layout.layouts import Form, Layouts, Slot
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.recognise.head.sheet_head import AFTER_COLON
from pipelines.submissions.value.head_labels import printed_number, read_label
from pipelines.submissions.value.printed_unit import states_unit

NO_END = 1 << 30  # a row below every sheet
Order = tuple[int, int, int]  # where a cell stands in an account: forms first, then sheet, then cell
BEHIND_ALL: Order = (2, 0, 0)
Picker = Callable[[Sequence[Any]], tuple[Any, ...]]


class DiffersError(Exception):
    """The file does not fit the template; it is read in the full way."""


class Figure(NamedTuple):
    """A cell where a figure is due."""

    sheet: int  # index of its sheet in the workbook
    cell: int  # index among the cells of its sheet's body
    address: str
    row_key: str | None
    col_key: str | None
    slot: Slot
    explanation: int | None  # index of the free text that explains its row


class FreeText(NamedTuple):
    """A cell in which the sender writes what he likes: an explanation, a reference to evidence, a name."""

    sheet: int
    cell: int
    address: str
    row_key: str | None
    col_key: str | None
    reason: str
    is_private: bool

    @property
    def kind(self) -> str:
        """The kind of a private text: its column, as extract/account.py names it."""
        return self.col_key or self.reason


@dataclass(slots=True)
class SheetPlan:
    """One sheet: its head and what stands below its tables are read anew in each file, its body is compared.

    The body begins with row `first`, column `left` (from 1) and has `n_rows` lines of `width` cells.
    """

    sheet: Sheet  # as it was learnt
    scan: SheetScan
    first: int
    left: int
    n_rows: int
    width: int
    tables: list[LocatedTable]  # empty on a sheet of no form
    units: list[str]  # printed above each table
    cells: list[list[Any]] = field(default_factory=list[list[Any]])  # columns of Cell: the body's, filled or variable
    titles: list[int] = field(default_factory=list[int])  # indices in `cells` of the titles between two tables
    fixed: Counter[str] = field(default_factory=Counter[str])  # outcomes that every file has
    kept: dict[int, Row] = field(default_factory=dict[int, Row])  # rows of the body that recognition looks at
    renewed: list[int] = field(default_factory=list[int])  # those of them with a figure or a free text
    of_names: set[int] = field(default_factory=set[int])  # columns in which the body may head names

    def body(self, grid: Grid) -> list[Value]:
        """The values of the body, line by line. Raises DiffersError where the sheet is larger."""
        if self.first == NO_END:
            return []
        lines, width = list(grid.lines), self.width
        if lines and (grid.start[1] + 1 != self.left or len(lines[0]) > width):
            raise DiffersError
        skip = self.first - (grid.start[0] + 1)
        blank = [""] * width
        lines = lines[skip:] if skip >= 0 else [blank] * -skip + lines if lines else []
        if len(lines) > self.n_rows:
            if not self.tables:
                raise DiffersError
            lines = lines[: self.n_rows]
        if lines and (missing := width - len(lines[-1])):
            more = [""] * missing
            lines = [line if len(line) == width else [*line, *more] for line in lines]
        lines += [blank] * (self.n_rows - len(lines))
        return list(chain.from_iterable(lines))

    def head(self, grid: Grid) -> dict[int, Row]:
        """The filled rows above the body."""
        return rows_of(grid.lines[: max(0, self.first - grid.start[0] - 1)], grid.start)

    def foot(self, grid: Grid) -> dict[int, Row]:
        """The filled rows below the tables; none on a sheet of no form, whose body has no end."""
        if not self.tables:
            return {}
        top, left = grid.start
        last = self.first + self.n_rows - 1
        return rows_of(grid.lines[max(0, last - top) :], (max(top, last), left))

    def rows(self, grid: Grid, head: dict[int, Row]) -> dict[int, Row]:
        """The rows of head and body that recognition looks at."""
        kept = self.kept
        if self.renewed:
            top, left = grid.start
            kept = kept | {
                row: line
                for row in self.renewed
                for line in rows_of(grid.lines[row - 1 - top : row - top], (row - 1, left)).values()
            }
        return head | kept


@dataclass(slots=True)
class Template:
    """A workbook's shape and its account; offsets are those of the list of all bodies' values."""

    form: Form
    layouts: Layouts
    plans: list[SheetPlan]  # of all sheets, in the order of the workbook
    figures: list[Figure]
    texts: list[FreeText]
    personal: list[tuple[Order, tuple[str, ...]]]  # rows of PersonalText that every file has
    fixed: tuple[Value, ...]
    pick_fixed: Picker
    numbers: tuple[type, ...]  # types of the fixed values that are no texts
    pick_numbers: Picker
    pick_figures: Picker
    pick_texts: Picker
    lows: list[float]
    highs: list[float]
    counts: list[int]  # indices of the figures that must be whole
    last_form: int = field(init=False)  # index of the form's last sheet
    figures_of: list[list[tuple[int, int]]] = field(init=False)  # of each sheet: index of the cell, of the figure
    texts_of: list[list[tuple[int, int]]] = field(init=False)  # the same of the texts that are not private
    packed: dict[Any, Any] = field(default_factory=dict[Any, Any])  # columns of cells filled alike, see fill.py
    parsed: dict[Any, Any] = field(default_factory=dict[Any, Any])  # symbols and texts at figures, see fill.py

    def __post_init__(self) -> None:
        sheets = range(len(self.plans))
        self.last_form = max(at for at in sheets if self.plans[at].tables)
        figures, texts = list(enumerate(self.figures)), list(enumerate(self.texts))
        self.figures_of = [[(f.cell, n) for n, f in figures if f.sheet == at] for at in sheets]
        self.texts_of = [[(t.cell, n) for n, t in texts if t.sheet == at and not t.is_private] for at in sheets]

    def values(self, grids: Sequence[Grid]) -> list[Value]:
        """All values of the bodies, where everything fixed is the same. Raises DiffersError."""
        flat = list(chain.from_iterable(plan.body(grid) for plan, grid in zip(self.plans, grids, strict=True)))
        if self.pick_fixed(flat) != self.fixed or tuple(map(type, self.pick_numbers(flat))) != self.numbers:
            raise DiffersError
        return flat


def picker(offsets: Sequence[int]) -> Picker:
    """A function that takes the values at these offsets out of a list."""
    if len(offsets) > 1:
        return itemgetter(*offsets)
    return lambda values: tuple(values[at] for at in offsets)


@lru_cache(maxsize=16384)
def may_be_head(text: str) -> bool:
    """True for a text, or a line of one, that recognition may take for a form number, an identity or a unit."""
    lines = AFTER_COLON.sub(": ", text).splitlines()
    return states_unit(text) or any(read_label(line) or printed_number(line) for line in lines)


@lru_cache(maxsize=16384)
def is_plain(text: str) -> bool:
    """True for a text that says nothing about anything but its own cell."""
    return is_unicode(text) and not may_be_head(text)
