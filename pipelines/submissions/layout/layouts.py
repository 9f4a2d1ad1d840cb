"""The codebook's forms, names and periods as plain dictionaries that a worker process is given once.

Here: the shapes that recognition and extraction look things up in. Not here: how they come out of the seeds' tables
(compile.py), sheets, cells. Workers import this page, so it must not import polars: 100 MB and 0.1 s each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipelines.codebook.text import name_ascii, name_fold

OFFICE = re.compile(r"^(?:ủy ban nhân dân|ubnd) ")
OFFICE_PLAIN = re.compile(r"^(?:uy ban nhan dan|ubnd) ")
FAR = date(9999, 12, 31)
TY = re.compile(r"\btỉ\b")  # tỉ đồng and tỷ đồng are both right


@dataclass(frozen=True, slots=True)
class DeclaredColumn:
    """One declared column; `header`, `also` and `code` are folded; a header under another is `upper > lower`."""

    key: str
    role: str
    header: str
    code: str
    title: str
    area_offset: int | None
    indicator: str | None
    breakdown: str | None
    measure: str | None
    uom: str | None
    is_personal: bool
    also: frozenset[str] = frozenset()  # the header in each language


@dataclass(frozen=True, slots=True)
class FormRow:
    """One declared row of a row form; `labels` are folded, one for each language."""

    key: str
    kind: str
    indicator: str | None
    breakdown: str | None
    uom: str | None
    due: frozenset[str]
    title: str = ""
    labels: frozenset[str] = frozenset()


Slice = tuple[str, str, str, str]  # indicator, breakdown, measure, source


class Slot(NamedTuple):
    """What a value cell stands for, but for area and period; `is_due` false: the cell holds x or nothing."""

    slice: Slice
    uom: str
    is_percent: bool
    is_due: bool
    is_count: bool = False  # a number of things: no decimals
    is_ratio: bool = False  # a share in a unit other than %: 0.25 may be shown as 25% and is 0.25
    low: float = float("-inf")
    high: float = float("inf")
    unit: str = ""  # as printed, folded


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a form; `sheet` is folded, empty for whichever sheet carries the form's number."""

    no: int
    kind: str
    sheet: str
    sheet_name: str
    area_set: str | None
    header_rows: int
    period: str | None
    source: str
    columns: tuple[DeclaredColumn, ...]
    rows: dict[str, FormRow]
    keys: dict[str, str]  # row code as it may be written (01, or the number 1) -> row key
    slots: dict[str, dict[str, Slot]]  # row key (empty for area tables) -> column key of a value column
    labels: dict[str, tuple[str, ...]]  # folded label of a row -> the row keys that carry it
    repeat: str = ""  # the row key of a register, whose rows are as many as the sender lists

    def due_rows(self) -> tuple[str, ...]:
        """The rows that hold a figure to fill; found once, since every file asks."""
        if id(self) not in _DUE:
            _DUE[id(self)] = (
                self,
                tuple(key for key, slots in self.slots.items() if any(slot.is_due for slot in slots.values())),
            )
        return _DUE[id(self)][1]


_DUE: dict[int, tuple[Block, tuple[str, ...]]] = {}  # with the block, so that its id is not given to another


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a form, valid for periods that start in [valid_from, valid_to)."""

    code: str
    version: int
    layout: str
    reporter_kind: str
    reporter: str | None
    office: str | None
    nil: frozenset[tuple[str, str]]  # row key and measure of the cells that a nil return fills
    frequency: str
    calendar: str
    valid_from: date
    valid_to: date
    anchors: tuple[tuple[str, str], ...]  # folded sheet name or empty, folded text
    blocks: tuple[Block, ...]
    is_anchored: bool  # known by its anchors, not by a form number
    seal: str  # the hash that our own blank forms carry of this layout


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports, and for which area."""

    code: str
    kind: str
    area_id: str
    office: str | None
    valid_from: date
    valid_to: date

    def exists(self, day: date) -> bool:
        return self.valid_from <= day < self.valid_to


class SendingPermission(NamedTuple):
    """That a sender may send what others report: all of a kind, or one; in every form, or in one."""

    kind: str | None
    reporter: str | None
    form: str | None
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class Period:
    """A period as far as reading needs it."""

    code: str
    kind: str
    calendar: str
    start: date
    end: date
    name: str


@dataclass(slots=True)
class Layouts:
    """All that recognition and extraction know."""

    province: str
    forms: list[Form]
    numbers: dict[str, str]  # folded form code -> form code
    reporters: dict[str, Reporter]
    reporter_names: dict[str, set[str]]  # folded name -> reporter codes
    reporter_plain: dict[str, set[str]]  # the same without marks on letters
    periods: dict[str, Period]
    period_names: dict[tuple[str, str], str]  # calendar, folded name -> period code
    areas: dict[str, dict[str, str]]  # area set -> folded name -> area_id
    symbols: dict[str, str]  # uom_code -> unit as printed, ready to compare
    scales: dict[str, tuple[str, float]]  # unit as printed -> dimension, factor; to tell what a wrong unit would make
    row_labels: frozenset[str]  # of all row forms, folded; of registers their headers
    guides: frozenset[str]  # sheets that we put beside a form for people to read
    leaves: dict[str, tuple[SendingPermission, ...]]  # sender -> for whom else he may send

    def versions(self, form_code: str) -> list[Form]:
        return [form for form in self.forms if form.code == form_code]

    def reporter_codes(self, text: str) -> set[str]:
        """Reporters that the text may name: by code, name, alias, with or without `UBND`."""
        folded = name_fold(text)
        return self.reporter_names.get(folded) or self.reporter_names.get(OFFICE.sub("", folded)) or set()

    def likened(self, text: str) -> set[str]:
        """The one reporter whose name differs from the text in marks on letters only; none where several do."""
        plain = name_ascii(text)
        codes = self.reporter_plain.get(plain) or self.reporter_plain.get(OFFICE_PLAIN.sub("", plain)) or set()
        return codes if len(codes) == 1 else set()

    def in_force(self, codes: set[str], day: date) -> set[str]:
        """Those that exist on that day, or all where none does: an office may bear the name of one before it."""
        found = {one for one in codes if one in self.reporters and self.reporters[one].exists(day)}
        return found or codes

    def may_send(self, sender: str, reporter: Reporter, form_code: str, day: date) -> bool:
        """Whether somebody has laid down that `sender` sends for the reporter, for a period that begins on `day`."""
        return any(
            leave.kind in (None, reporter.kind)
            and leave.reporter in (None, reporter.code)
            and leave.form in (None, form_code)
            and leave.valid_from <= day < leave.valid_to
            for leave in self.leaves.get(sender, ())
        )


def unit_text(text: str) -> str:
    """A unit as printed, ready to compare; name_fold keeps `%` and `²`; two spellings of one letter meet."""
    return TY.sub("tỷ", name_fold(text))
