"""Records of what form diff observes on a sheet: columns and rows as printed, and which declared ones they are.

A worker process returns these records. Workers import this module, so it must not import polars.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.submissions.layout.layouts import FormVersion
from pipelines.submissions.match.findings import Finding


class CellText(NamedTuple):
    """A text and the address of its cell."""

    address: str
    text: str


class OtherForm(NamedTuple):
    """A further declared form that the tables resemble."""

    code: str
    version: int
    score: float


@dataclass(slots=True)
class ObservedColumn:
    """One column of a table: its header texts from the top, the code below them, and which declared column it is."""

    column: int
    path: tuple[str, ...]
    code: str = ""
    key: str | None = None  # the declared column that it is
    similar_key: str | None = None  # the declared column that it only resembles, which a person has to confirm
    has_declared_header: bool = False
    is_part: bool = False  # stands below the merged header of a declared column
    role: str = ""  # of an undeclared column: what its cells hold
    area_offset: int | None = None  # in ranked pairs: where its areas stand
    sample: tuple[str, ...] = ()  # the first contents below the header

    @property
    def header(self) -> str:
        """The lowest header text; empty where the column has none."""
        return self.path[-1] if self.path else ""


@dataclass(slots=True)
class ObservedRow:
    """One row of a row form as printed; `due` are the columns of figures that are not marked x."""

    row: int
    label: str
    code: str = ""  # where it is not that of the declared row
    stt: str = ""
    unit: str = ""
    key: str | None = None  # the declared row that it is
    similar_key: str | None = None  # the declared row that it only resembles, which a person has to confirm
    has_declared_label: bool = False
    is_heading: bool = False
    due: tuple[int, ...] = ()
    sample: tuple[str, ...] = ()  # the first figures of the row


@dataclass(slots=True)
class ObservedTable:
    """One table on a sheet; `block` is the number of the declared block that it is, None where there is none."""

    sheet: str
    kind: str
    block: int | None
    score: float
    header_first: int
    header_last: int
    last: int
    columns: list[ObservedColumn]
    rows: list[ObservedRow] = field(default_factory=list[ObservedRow])
    area_set: str | None = None
    unknown_areas: list[CellText] = field(default_factory=list[CellText])  # names that are no area of the set
    missing_areas: list[str] = field(default_factory=list[str])  # names of the set's areas that the table lacks
    unit: str = ""  # printed once above the table
    year: str = ""  # of a table with a column for each year: the header of the year that this one is of
    topic: str = ""  # what the figures of all years are about
    left_out: int = 0  # columns of other years that a form of declared rows cannot hold
    figures: tuple[str, ...] = ()  # addresses of numbers in columns of figures, without totals of areas
    signs: list[CellText] = field(default_factory=list[CellText])  # texts for `no figure` that reading does not know
    is_additional: bool = False  # resembles its block, which another sheet is already
    findings: list[Finding] = field(default_factory=list[Finding])


@dataclass(slots=True)
class ObservedForm:
    """The tables of one form; `form` is the nearest declared version, None where nothing is near."""

    form: FormVersion | None
    score: float
    tables: list[ObservedTable]
    number: str = ""  # a form number that is not declared
    is_other_source: bool = False  # of another stage or office than the nearest form: no version of it
    period: str | None = None
    reporter_kind: str | None = None  # where the sheet names a known reporter
    titles: dict[str, list[CellText]] = field(default_factory=dict[str, list[CellText]])  # sheet -> texts to the header
    findings: list[Finding] = field(default_factory=list[Finding])
    others: list[OtherForm] = field(default_factory=list[OtherForm])  # by descending score
