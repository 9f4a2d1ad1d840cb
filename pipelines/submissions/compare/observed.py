"""What a sheet's table is, held against the declared blocks: its columns and rows as printed, and which are declared.

Here: the shapes that a worker sends back. Not here: how they are found (see_*.py), the seed rows that follow from them
(propose*.py). Workers import this page, so it must not import polars.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.submissions.match.findings import Finding


@dataclass(slots=True)
class ObservedColumn:
    """One column of a table: its header from the top, the code under it, what is declared of it."""

    at: int
    path: tuple[str, ...]
    code: str = ""
    key: str | None = None  # the declared column that it is
    near: str | None = None  # the declared column that it is only like, which a person has to confirm
    is_same: bool = False  # its header is the declared one
    is_part: bool = False  # stands under the merged header of a declared one
    role: str = ""  # of a column that is not declared: what stands in it
    offset: int | None = None  # ranked_pairs: where its areas stand

    @property
    def header(self) -> str:
        return self.path[-1] if self.path else ""


@dataclass(slots=True)
class ObservedRow:
    """One row of a row form as printed; `due` are the columns of figures that are not marked x."""

    at: int
    label: str
    code: str = ""  # where it is not that of the declared row
    stt: str = ""
    unit: str = ""
    key: str | None = None
    near: str | None = None
    is_same: bool = False  # its label is the declared one
    is_heading: bool = False
    due: tuple[int, ...] = ()


@dataclass(slots=True)
class ObservedTable:
    """One table on a sheet; `block` is the declared block that it is."""

    sheet: str
    kind: str
    block: int | None
    score: float
    top: int
    header_last: int
    last: int
    columns: list[ObservedColumn]
    rows: list[ObservedRow] = field(default_factory=lambda: [])
    area_set: str | None = None
    unknown: list[tuple[str, str]] = field(default_factory=lambda: [])  # address and text of areas nobody knows
    missing: list[str] = field(default_factory=lambda: [])  # areas of the set that the table lacks, by name
    unit: str = ""  # printed once over the table
    is_further: bool = False  # like its block, which another sheet is already
    findings: list[Finding] = field(default_factory=lambda: [])


@dataclass(slots=True)
class ObservedForm:
    """The tables of one form; `form` is the nearest declared version, None where nothing is near."""

    form: tuple[str, int] | None
    score: float
    tables: list[ObservedTable]
    number: str = ""  # a form number that nobody declared
    period: str | None = None
    kind: str | None = None  # of the reporter, where the sheet names a known one
    titles: dict[str, list[tuple[str, str]]] = field(
        default_factory=lambda: {}
    )  # sheet -> address, text down to the header
    findings: list[Finding] = field(default_factory=lambda: [])
    others: list[tuple[str, int, float]] = field(default_factory=lambda: [])  # further forms, by their score
