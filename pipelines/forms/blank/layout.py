"""One sheet of a form as plain data: who reports what to whom for which period, which columns, which lines.

Here: the codebook's rows joined into what a page needs. Not here: fonts, cells, files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.nil_return import nil_cells
from pipelines.codebook.obligations import last_day_in_time
from pipelines.forms.blank.legal_basis import NOTHING_YET, Bases


class NoSuchForm(ValueError):
    """The codebook has no such form, reporter or period, or no version of the form for the period."""


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
    """One printed line; `due` are the measures that the sender fills, the others hold x."""

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
    """A ratio that the warehouse works out from two lines of the form."""

    name: str
    part: str  # row keys
    whole: str
    scale: float
    definition: str


@dataclass(frozen=True)
class Layout:
    """Everything that stands on the sheet before a figure is filled in."""

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
    due: date | None  # the last day to send it, where the codebook knows one
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    ratios: tuple[Ratio, ...]
    calendar: str
    nil: frozenset[tuple[str, str]]  # the cells that a nil return fills

    @property
    def is_register(self) -> bool:
        """Whether its lines are whatever the sender lists."""
        return any(line.kind == "repeat" for line in self.lines)

    @property
    def is_estimate(self) -> bool:
        """Whether the form must be sent before its figures can be final."""
        return self.due is not None and self.due < self.end


def layout(codebook: Codebook, form_code: str, reporter_code: str, period_code: str) -> Layout:
    """The form's version in force at the start of the period, as `reporter_code` sends it."""
    period = _only(codebook.tables["periods"], "kỳ báo cáo", period_code=period_code)
    reporter = _only(codebook.tables["reporters"], "đơn vị báo cáo", reporter_code=reporter_code)
    form = _version(codebook, form_code, period)
    mine = (pl.col("form_code") == form_code) & (pl.col("form_version") == form["form_version"])
    columns = codebook.tables["form_columns"].filter(mine).sort("block_no", "col_order")
    bases = Bases(codebook, reporter["province_code"])
    lines = _lines(codebook, mine, period, bases)
    return Layout(
        form_code=form_code,
        version=form["form_version"],
        title=form["name_vi"],
        legal_basis=bases.printed(form["legal_basis"] or "", instead=NOTHING_YET),
        reporter_code=reporter_code,
        reporter=reporter["name_vi"],
        receiver=_receiver(codebook, form, reporter, period),
        period=period["name_vi"],
        period_code=period_code,
        start=period["start_date"],
        end=period["end_date"],
        due=last_day_in_time(codebook, form_code, reporter, period),
        columns=tuple(
            Column(
                key=row["col_key"],
                role=row["role"],
                header=row["header_vi"],
                code=row["header_code"] or "",
                measure=row["measure_code"],
                is_personal=row["is_personal"],
            )
            for row in columns.iter_rows(named=True)
        ),
        lines=lines,
        ratios=_ratios(codebook, lines, period),
        calendar=form["calendar"],
        nil=nil_cells(codebook.tables, form_code, form["form_version"]),
    )


def _lines(codebook: Codebook, mine: pl.Expr, period: dict[str, Any], bases: Bases) -> tuple[Line, ...]:
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
    """Every ratio whose two parts stand on the form under the same breakdown, by the order of its lines."""
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
    return tuple(sorted(found, key=lambda ratio: (ratio.part, ratio.whole)))


def _version(codebook: Codebook, form_code: str, period: dict[str, Any]) -> dict[str, Any]:
    found = codebook.tables["forms"].filter((pl.col("form_code") == form_code) & in_force(period["start_date"]))
    if found.is_empty():
        raise NoSuchForm(f"Biểu {form_code} không có phiên bản nào dùng cho {period['name_vi']}")
    return found.row(0, named=True)


def _receiver(codebook: Codebook, form: dict[str, Any], reporter: dict[str, Any], period: dict[str, Any]) -> str:
    """The office of the reporter's province that the form names, else the provincial committee; dots where unclear."""
    own = codebook.tables["reporters"].filter(
        pl.col("province_code") == reporter["province_code"], in_force(period["end_date"])
    )
    if form["receiver_office_code"]:
        offices = own.filter(office_code=form["receiver_office_code"])
        return offices["name_vi"][0] if len(offices) == 1 else "…" * 12
    if reporter["kind"] != "department":
        return "…" * 12
    province = _only(codebook.tables["areas"], "địa bàn", area_id=reporter["area_id"])
    return f"UBND {province['kind_vi']} {province['name_vi']}"


def in_force(day: date) -> pl.Expr:
    """Rows whose validity holds `day`."""
    return (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day))


def _only(frame: pl.DataFrame, what: str, **key: str) -> dict[str, Any]:
    found = frame.filter(**key)
    if found.is_empty():
        raise NoSuchForm(f"Sổ mã không có {what} {' '.join(key.values())}")
    return found.row(0, named=True)
