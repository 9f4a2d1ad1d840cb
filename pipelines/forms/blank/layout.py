"""The layout of one form as plain data: reporter, receiver, period, columns and lines, joined from the codebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.nil_return import nil_cells
from pipelines.codebook.obligations import last_day_in_time
from pipelines.errors import ChisoError
from pipelines.forms.blank.legal_basis import LegalBases
from pipelines.forms.messages import error, text

UNKNOWN_RECEIVER = "…" * 12  # to be filled by hand


class UnknownFormError(ChisoError):
    """The codebook lacks the form, reporter or period, or has no version of the form in force for the period."""


class FormKey(NamedTuple):
    """Which form, who reports, for which period."""

    form_code: str
    reporter_code: str
    period_code: str


@dataclass(frozen=True)
class Column:
    """One printed column; `measure` names what a value column holds."""

    key: str
    role: str
    header: str
    code: str
    measure: str | None
    is_personal: bool


@dataclass(frozen=True)
class Line:
    """One printed line. The sender fills the measures in `due`; value cells of other measures hold x."""

    key: str
    kind: str
    stt: str
    label: str
    uom: str
    due: frozenset[str]
    low: float
    high: float | None
    decimals: int
    indicator: str
    breakdown: str
    definition: str
    needs_evidence: bool
    stock_flow: str
    basis: str  # the document line that asks for it


@dataclass(frozen=True)
class Ratio:
    """A ratio that the warehouse computes from two lines of the form: scale × numerator / denominator."""

    name: str
    numerator: str  # row_key
    denominator: str  # row_key
    scale: float
    definition: str


@dataclass(frozen=True)
class Layout:
    """Everything that is printed on a form before a figure is filled in."""

    form_code: str
    version: int
    title: str
    legal_basis: str
    reporter_code: str
    reporter: str
    receiver: str
    period: str
    period_code: str
    start: date
    end: date
    due: date | None  # the last day to send it, where the codebook states one
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    ratios: tuple[Ratio, ...]
    calendar: str
    nil: frozenset[tuple[str, str]]  # the cells that a nil return fills

    @property
    def is_register(self) -> bool:
        """Whether the sender lists entities instead of filling declared lines."""
        return any(line.kind == "repeat" for line in self.lines)

    @property
    def is_estimate(self) -> bool:
        """Whether the form is due before its period ends, so that its figures are estimates."""
        return self.due is not None and self.due < self.end


def form_layout(codebook: Codebook, key: FormKey) -> Layout:
    """Return the layout of the form version in force at the start of the period, as the reporter sends it.

    Raises UnknownFormError where the codebook lacks the reporter, the period, or such a version.
    """
    period = _only(codebook.tables["periods"], "unknown_period", period_code=key.period_code)
    reporter = _only(codebook.tables["reporters"], "unknown_reporter", reporter_code=key.reporter_code)
    form = _version(codebook, key.form_code, period)
    mine = (pl.col("form_code") == key.form_code) & (pl.col("form_version") == form["form_version"])
    bases = LegalBases(codebook, reporter["province_code"])
    lines = _lines(codebook, mine, period, bases)
    return Layout(
        form_code=key.form_code,
        version=form["form_version"],
        title=form["name_vi"],
        legal_basis=bases.printed(form["legal_basis"] or "", instead=text("form_no_basis")),
        reporter_code=key.reporter_code,
        reporter=reporter["name_vi"],
        receiver=_receiver(codebook, form, reporter, period),
        period=period["name_vi"],
        period_code=key.period_code,
        start=period["start_date"],
        end=period["end_date"],
        due=last_day_in_time(codebook, key.form_code, reporter, period),
        columns=_columns(codebook, mine),
        lines=lines,
        ratios=_ratios(codebook, lines, period),
        calendar=form["calendar"],
        nil=nil_cells(codebook.tables, key.form_code, form["form_version"]),
    )


def _columns(codebook: Codebook, mine: pl.Expr) -> tuple[Column, ...]:
    rows = codebook.tables["form_columns"].filter(mine).sort("block_no", "col_order")
    return tuple(
        Column(
            key=row["col_key"],
            role=row["role"],
            header=row["header_vi"],
            code=row["header_code"] or "",
            measure=row["measure_code"],
            is_personal=row["is_personal"],
        )
        for row in rows.iter_rows(named=True)
    )


def _lines(codebook: Codebook, mine: pl.Expr, period: dict[str, Any], bases: LegalBases) -> tuple[Line, ...]:
    indicators = codebook.tables["indicators"].filter(in_force(period["start_date"]))
    rows = (
        codebook.tables["form_rows"]
        .filter(mine)
        .join(codebook.tables["uoms"].select("uom_code", "symbol_vi"), on="uom_code", how="left")
        .join(
            indicators.select(
                *("indicator_code", "bound_low", "bound_high", "decimals", "definition_vi", "stock_flow", "legal_basis")
            ),
            on="indicator_code",
            how="left",
        )
        .sort("block_no", "row_order")
    )
    return tuple(
        Line(
            key=row["row_key"],
            kind=row["row_kind"],
            stt=row["stt"] or "",
            label=row["label_vi"],
            uom=row["symbol_vi"] or "",
            due=frozenset((row["due_measures"] or "").split("|")) - {""},
            low=row["bound_low"] or 0,
            high=row["bound_high"],
            decimals=row["decimals"] or 0,
            indicator=row["indicator_code"] or "",
            breakdown=row["breakdown_code"] or "",
            definition=row["definition_vi"] or "",
            needs_evidence=bool(row["needs_evidence"]),
            stock_flow=row["stock_flow"] or "",
            basis=bases.printed(row["legal_basis"] or ""),
        )
        for row in rows.iter_rows(named=True)
    )


def _ratios(codebook: Codebook, lines: tuple[Line, ...], period: dict[str, Any]) -> tuple[Ratio, ...]:
    """Every ratio whose numerator and denominator are lines of the form with the same breakdown, in line order."""
    keys = {(line.indicator, line.breakdown): line.key for line in lines if line.indicator}
    derived = codebook.tables["indicators"].filter(
        in_force(period["start_date"]), pl.col("numerator_code").is_not_null()
    )
    found = [
        Ratio(row["name_vi"], key, keys[row["denominator_code"], breakdown], row["scale"], row["definition_vi"])
        for row in derived.iter_rows(named=True)
        for (code, breakdown), key in keys.items()
        if code == row["numerator_code"] and (row["denominator_code"], breakdown) in keys
    ]
    return tuple(sorted(found, key=lambda ratio: (ratio.numerator, ratio.denominator)))


def _version(codebook: Codebook, form_code: str, period: dict[str, Any]) -> dict[str, Any]:
    found = codebook.tables["forms"].filter((pl.col("form_code") == form_code) & in_force(period["start_date"]))
    if found.is_empty():
        raise UnknownFormError(error("no_form_version", form=form_code, period=period["name_vi"]))
    return found.row(0, named=True)


def _receiver(codebook: Codebook, form: dict[str, Any], reporter: dict[str, Any], period: dict[str, Any]) -> str:
    """Name who receives the form: the office that the form declares, else the provincial committee.

    The office is the one of the reporter's province. Dots where the codebook does not decide.
    """
    reporters = codebook.tables["reporters"].filter(
        pl.col("province_code") == reporter["province_code"], in_force(period["end_date"])
    )
    if form["receiver_office_code"]:
        offices = reporters.filter(office_code=form["receiver_office_code"])
        return offices["name_vi"][0] if len(offices) == 1 else UNKNOWN_RECEIVER
    if reporter["kind"] != "department":
        return UNKNOWN_RECEIVER
    province = _only(codebook.tables["areas"], "unknown_area", area_id=reporter["area_id"])
    return f"UBND {province['kind_vi']} {province['name_vi']}"


def in_force(day: date) -> pl.Expr:
    """Select rows whose validity includes `day`: valid_from <= day < valid_to."""
    return (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day))


def _only(frame: pl.DataFrame, code: str, **key: str) -> dict[str, Any]:
    """Return the first row with `key`; raise UnknownFormError with message `code` where there is none."""
    found = frame.filter(**key)
    if found.is_empty():
        raise UnknownFormError(error(code, found=" ".join(key.values())))
    return found.row(0, named=True)
