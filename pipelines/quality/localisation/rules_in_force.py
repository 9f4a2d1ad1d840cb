"""The codebook as of one period: rules with their terms, indicators, earlier periods, adjacent cells of the forms.

rule_relations.py turns the rules into relations between the figures of an area.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.schema import Row

RATIO_KINDS = frozenset({"ratio", "share", "per_capita"})  # calc_kind of indicators computed from two others


class Cell(NamedTuple):
    """The key of a figure within one area and source."""

    indicator_code: str
    breakdown_code: str
    measure_code: str
    period_code: str

    def with_indicator(self, code: str) -> Cell:
        """Return the same cell of another indicator."""
        return self._replace(indicator_code=code)

    def with_measure(self, code: str) -> Cell:
        """Return the same cell of another measure."""
        return self._replace(measure_code=code)

    def with_period(self, code: str) -> Cell:
        """Return the same cell of another period."""
        return self._replace(period_code=code)


class Term(NamedTuple):
    """One figure of a rule, and its role there.

    `is_apart`: multiplied with another figure, or of another source, period or area. A relation between the figures of
    one report cannot hold it.
    """

    role: str
    cell: Cell
    coefficient: float = 1
    is_apart: bool = False


@dataclass(frozen=True)
class Rule:
    """A row of `rules` with its terms in the period, in the order of `term_no`."""

    rule_code: str
    rule_kind: str
    tolerance: float
    tolerance_pct: float
    low: float | None
    high: float | None
    min_base: float
    terms: tuple[Term, ...]

    @property
    def all_cells(self) -> list[Cell]:
        """The cells of all terms."""
        return [term.cell for term in self.terms]

    def cells(self, role: str) -> list[Cell]:
        """Return the cells of the terms with a role."""
        return [term.cell for term in self.terms if term.role == role]


@dataclass(frozen=True)
class Indicator:
    """What localisation needs of a row of `indicators`. Ratios have numerator, denominator and scale."""

    is_ratio: bool
    numerator_code: str
    denominator_code: str
    scale: float
    bound_low: float | None
    bound_high: float | None
    decimals: int

    def parts(self, cell: Cell) -> tuple[Cell, Cell]:
        """Return the cells of numerator and denominator of a ratio's cell."""
        return cell.with_indicator(self.numerator_code), cell.with_indicator(self.denominator_code)


class RulesInForce:
    """The rules and indicators of a codebook that are in force on the first day of a period."""

    def __init__(self, codebook: Codebook, period_code: str) -> None:
        periods = codebook.tables["periods"]
        period = periods.row(by_predicate=pl.col("period_code") == period_code, named=True)
        self.period_code = period_code
        self.is_year_start: bool = period["is_year_start"]
        self.previous: dict[str, str | None] = dict(periods.select("period_code", "previous_code").rows())
        self.previous_in_year: dict[str, str | None] = dict(
            periods.select("period_code", "previous_in_year_code").rows()
        )
        # measure -> the measure that it adds up; None for a measure that is not cumulative
        self.adds_up: dict[str, str | None] = dict(
            codebook.tables["measures"].select("measure_code", "own_measure_code").rows()
        )
        in_force = _in_force(period["start_date"])
        self.rules = list(_rules(codebook, in_force, period_code))
        self.indicators = {
            row["indicator_code"]: _indicator(row) for row in codebook.tables["indicators"].filter(in_force).to_dicts()
        }
        self.neighbours = _neighbours(codebook, in_force, period_code)


def _in_force(day: date) -> pl.Expr:
    return (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") > day))


def _rules(codebook: Codebook, in_force: pl.Expr, period_code: str) -> Iterator[Rule]:
    rules = codebook.tables["rules"].filter(in_force)
    terms = codebook.tables["rule_terms"].join(rules, on=["rule_code", "version"], how="semi").sort("term_no")
    for rule in rules.to_dicts():
        of_rule = terms.filter(pl.col("rule_code") == rule["rule_code"])
        yield Rule(
            rule["rule_code"],
            rule["rule_kind"],
            rule["tolerance"] or 0,
            rule["tolerance_pct"] or 0,
            rule["low"],
            rule["high"],
            rule["min_base"] or 0,
            tuple(_term(row, period_code) for row in of_rule.to_dicts()),
        )


def _term(row: Row, period_code: str) -> Term:
    is_apart = any(row[name] is not None for name in ("product_no", "source_code", "shift", "area_scope"))
    return Term(row["role"], _cell(row, row["measure_code"], period_code), row["coefficient"] or 1, is_apart)


def _cell(row: Mapping[str, str], measure_code: str, period_code: str) -> Cell:
    return Cell(row["indicator_code"], row["breakdown_code"], measure_code, period_code)


def _indicator(row: Row) -> Indicator:
    return Indicator(
        row["calc_kind"] in RATIO_KINDS,
        row["numerator_code"] or "",
        row["denominator_code"] or "",
        row["scale"] or 1.0,
        row["bound_low"],
        row["bound_high"],
        row["decimals"],
    )


class _Place(NamedTuple):
    """Where a cell stands on the printed form."""

    form_code: str
    form_version: int
    block_no: int
    row_order: int
    measure_code: str


def _row_of(place: _Place) -> _Place:
    return place._replace(measure_code="")


def _neighbours(codebook: Codebook, in_force: pl.Expr, period_code: str) -> dict[Cell, list[Cell]]:
    """Return the cells adjacent to each one on the printed form: the rows above and below, the columns of its row."""
    forms = codebook.tables["forms"].filter(in_force)
    rows = codebook.tables["form_rows"].join(forms, on=["form_code", "form_version"], how="semi")
    at: dict[_Place, Cell] = {}
    for row in rows.filter(pl.col("indicator_code").is_not_null()).to_dicts():
        for measure in (row["due_measures"] or "").split("|"):
            place = _Place(row["form_code"], row["form_version"], row["block_no"], row["row_order"], measure)
            at[place] = _cell(row, measure, period_code)
    found: dict[Cell, list[Cell]] = {}
    for place, cell in at.items():
        near = (place.row_order - 1, place.row_order + 1)
        vertical = [at.get(place._replace(row_order=order)) for order in near]
        same_row = [other for spot, other in at.items() if _row_of(spot) == _row_of(place) and other != cell]
        found[cell] = [other for other in [*vertical, *same_row] if other is not None]
    return found
