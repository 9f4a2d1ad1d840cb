"""The codebook's forms, names and periods as plain records and dictionaries, as sent once to each worker process.

Recognition, matching and extraction look everything up here. Workers import this module, so it must not import polars,
which costs 100 MB and 0.1 s in each; compile.py and compile_forms.py make these records out of the seeds' tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.layout.reporter_names import ReporterNames

NO_END = date(9999, 12, 31)
TY = re.compile(r"\btỉ\b")  # tỉ đồng and tỷ đồng are both right


@dataclass(frozen=True, slots=True)
class DeclaredColumn:
    """One declared column; `header`, `headers` and `code` are folded; a header below another is `upper > lower`."""

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
    headers: frozenset[str] = frozenset()  # the header in each language


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


class Slice(NamedTuple):
    """What a figure measures, but for its area and period."""

    indicator: str
    breakdown: str
    measure: str
    source: str


class Slot(NamedTuple):
    """What a value cell stands for, but for its area and period; where `is_due` is False it holds x or nothing."""

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
    kind: str  # rows, area_rows, ranked_pairs
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
    due_rows: tuple[str, ...] = ()  # the keys of the rows that ask for a figure
    # cell plans by the places of the columns, as match/cell_plan.py computes them; a copy of the block starts empty
    plans: dict[tuple[tuple[int, str], ...], Any] = field(
        default_factory=dict[tuple[tuple[int, str], ...], Any], init=False, repr=False, compare=False
    )


class Anchor(NamedTuple):
    """A text by which a publisher's form is known; folded, `sheet` empty for any sheet."""

    sheet: str
    text: str


class FormVersion(NamedTuple):
    """Code and version of a form."""

    code: str
    version: int


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
    days_ahead: int  # how long before its period begins a file may come
    valid_from: date
    valid_to: date
    anchors: tuple[Anchor, ...]
    blocks: tuple[Block, ...]
    is_anchored: bool  # known by its anchors, not by a form number
    layout_hash: str  # the hash of this layout that our own blank forms carry
    title: str = ""  # the name of the form, which messages quote
    title_en: str = ""

    @property
    def id(self) -> FormVersion:
        """Code and version."""
        return FormVersion(self.code, self.version)


@dataclass(frozen=True, slots=True)
class Reporter:
    """An office that reports, with the area that it reports for; it exists in [valid_from, valid_to)."""

    code: str
    kind: str
    area_id: str
    office: str | None
    name: str  # as printed, which messages quote
    valid_from: date
    valid_to: date

    def exists(self, day: date) -> bool:
        """True if the reporter exists on that day."""
        return self.valid_from <= day < self.valid_to


class SendingPermission(NamedTuple):
    """Leave of a sender to send what other reporters report; None means any kind, reporter or form."""

    kind: str | None
    reporter: str | None
    form: str | None
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period."""

    code: str
    kind: str
    calendar: str
    start: date
    end: date
    name: str


class Scale(NamedTuple):
    """The dimension of a unit of measure, and how many of its base unit it is."""

    dimension: str
    factor: float


@dataclass(slots=True)
class Layouts:
    """Everything that reading knows of the codebook."""

    province: str
    forms: list[Form]
    form_numbers: dict[str, str]  # folded form code -> form code
    reporters: dict[str, Reporter]
    names: ReporterNames  # of the reporters
    periods: dict[str, Period]
    period_names: dict[tuple[str, str], str]  # calendar, folded name -> period code
    areas: dict[str, dict[str, str]]  # area set -> folded name -> area_id
    symbols: dict[str, str]  # uom_code -> unit as printed, folded
    scales: dict[str, Scale]  # unit as printed -> its scale
    row_labels: frozenset[str]  # folded row labels of all row forms, headers of all registers
    guide_sheets: frozenset[str]  # sheets that our blank forms carry for people to read
    permissions: dict[str, tuple[SendingPermission, ...]]  # sender -> for whom else it may send
    reporter_titles: dict[str, str]  # reporter code -> name as printed
    written_duties: frozenset[str]  # codes of duties that a written report meets: they have no form
    words: frozenset[str] = frozenset()  # folded words of the forms, units, periods and offices: they name no person

    def versions(self, form_code: str) -> list[Form]:
        """Every version of the form."""
        return [form for form in self.forms if form.code == form_code]

    def reporter_codes(self, text: str) -> set[str]:
        """The reporters that `text` may name, in any spelling that has one reading."""
        return set(self.names.find(text).codes)

    def in_force(self, codes: set[str], day: date) -> set[str]:
        """The reporters that exist on that day, or all where none does: an office may bear its predecessor's name."""
        existing = {code for code in codes if code in self.reporters and self.reporters[code].exists(day)}
        return existing or codes

    def may_send(self, sender: str, reporter: Reporter, form: Form, day: date) -> bool:
        """True if a permission lets `sender` send the form for the reporter, for a period that begins on `day`.

        One for every form is one for the forms that are issued with a number, not for those known by anchors.
        """
        forms = (form.code,) if form.is_anchored else (None, form.code)
        return any(
            permission.kind in (None, reporter.kind)
            and permission.reporter in (None, reporter.code)
            and permission.form in forms
            and permission.valid_from <= day < permission.valid_to
            for permission in self.permissions.get(sender, ())
        )


@lru_cache(maxsize=4096)
def unit_text(text: str) -> str:
    """A unit as printed, folded to be compared: name_fold keeps `%` and `²`, and `tỉ` becomes `tỷ`."""
    return TY.sub("tỷ", name_fold(text))
