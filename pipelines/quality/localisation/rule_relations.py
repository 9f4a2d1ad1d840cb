"""The codebook's rules as relations between the figures of one area, one source and one period.

Here: which relation each rule becomes, how reliable each figure is, what a figure was before, which stand beside it.
Not here: localisation and repair, which know no codebook (localise.py, repairs.py); SQL, which decides what fails.

Identities (balance, part and whole, sum, reported and derived ratio) and the bounds in an indicator's definition must
hold. Jumps and share bounds are beliefs about what is usual: they may be given up, at a price above one cell and below
two, so that one odd figure is accused and a whole consistent report is not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.quality.localisation.relations import Ratio, Relation, exact
from pipelines.quality.localisation.repairs import CellContext

# Weights stay under 2, so that one reliable cell is still blamed before two ordinary ones.
ORDINARY, VOUCHED, EARLIER = 1.0, 1.5, 1.75  # vouched: explained, or the same as last time; earlier: not yet published
PUBLISHED_BEFORE = 10.0  # blamed only where nothing in this report could explain the contradiction
BELIEF = 1.75
DERIVED = ("ratio", "share", "per_capita")


class Cell(NamedTuple):
    """A figure of one area and source."""

    indicator_code: str
    breakdown_code: str
    measure_code: str
    period_code: str


@dataclass(frozen=True)
class SentFigure:
    """What was sent for a cell, and what speaks for it."""

    value: float | None
    explanation: str | None = None
    is_published: bool = False  # in an earlier release, by nobody accused
    is_accepted: bool = False  # a decision stands by it


@dataclass(frozen=True)
class Report:
    """The figures of one period with all that they owe each other. A relation is named rule|cell, as violations are."""

    relations: list[Relation[Cell] | Ratio[Cell]]
    values: dict[Cell, float | None]
    weights: dict[Cell, float]
    around: CellContext[Cell]


def name_of(rule_code: str, cell: Cell) -> str:
    """A violation's name within one area and source."""
    return "|".join((rule_code, *cell))


class Rules:
    """The rules of a codebook in force in one period, ready to be applied to one area after another."""

    def __init__(self, codebook: Codebook, period_code: str) -> None:
        periods = codebook.tables["periods"]
        self.period: dict[str, Any] = periods.row(by_predicate=pl.col("period_code") == period_code, named=True)
        in_force = (pl.col("valid_from") <= self.period["start_date"]) & (
            pl.col("valid_to").is_null() | (pl.col("valid_to") > self.period["start_date"])
        )
        rules = codebook.tables["rules"].filter(in_force)
        terms = codebook.tables["rule_terms"].join(rules, on=["rule_code", "version"], how="semi").sort("term_no")
        self.rules: list[tuple[dict[str, Any], list[dict[str, Any]]]] = [
            (rule, terms.filter(pl.col("rule_code") == rule["rule_code"]).to_dicts()) for rule in rules.to_dicts()
        ]
        self.indicators: dict[str, dict[str, Any]] = {
            row["indicator_code"]: row for row in codebook.tables["indicators"].filter(in_force).to_dicts()
        }
        own = codebook.tables["measures"].select("measure_code", "own_measure_code").rows()
        self.own: dict[str, str | None] = dict(own)
        self.neighbours = _beside(codebook, period_code, in_force)
        self.previous: dict[str, str | None] = dict(periods.select("period_code", "previous_code").rows())
        self.previous_in_year: dict[str, str | None] = dict(
            periods.select("period_code", "previous_in_year_code").rows()
        )

    def report(self, figures: Mapping[Cell, SentFigure]) -> Report:
        """The relations between `figures`: those of this period, and of earlier ones what the rules look back to."""
        relations = [*self._relations(figures), *self._bounds(figures)]
        here = self.period["period_code"]
        last: dict[Cell, float] = {}
        for cell in figures:
            # a cumulative figure has no usual size: it grows through the year
            if cell.period_code == here and not self.own.get(cell.measure_code):
                before = self._last_admitted(cell, figures)
                if before is not None:
                    last[cell] = before
        decimals = {cell: self.indicators[cell.indicator_code]["decimals"] for cell in figures if self._knows(cell)}
        weights = {cell: self._weight(cell, figure, last.get(cell)) for cell, figure in figures.items()}
        values = {cell: figure.value for cell, figure in figures.items()}
        return Report(relations, values, weights, CellContext(last, self.neighbours, decimals))

    def _last_admitted(self, cell: Cell, figures: Mapping[Cell, SentFigure]) -> float | None:
        """What a figure is compared with, as in SQL: never a value that was held; a cumulative one's, in its year."""
        previous = self.previous_in_year if self.own.get(cell.measure_code) else self.previous
        period = previous.get(cell.period_code)
        while period is not None:
            figure = figures.get(cell._replace(period_code=period))
            if figure and figure.value is not None and (figure.is_published or figure.is_accepted):
                return figure.value
            period = previous.get(period)
        return None

    def _knows(self, cell: Cell) -> bool:
        return cell.indicator_code in self.indicators

    def _weight(self, cell: Cell, figure: SentFigure, last: float | None) -> float:
        if figure.is_accepted:
            return math.inf
        if cell.period_code != self.period["period_code"]:
            return PUBLISHED_BEFORE if figure.is_published else EARLIER
        unchanged = bool(figure.value) and figure.value == last
        return VOUCHED if figure.explanation or unchanged else ORDINARY

    def _bounds(self, figures: Mapping[Cell, SentFigure]) -> Iterator[Relation[Cell]]:
        """What an indicator cannot be by its definition: a count below 0, a share above 100."""
        for cell in figures:
            if self._knows(cell):
                row = self.indicators[cell.indicator_code]
                if row["bound_low"] is not None or row["bound_high"] is not None:
                    yield Relation(name_of("bounds", cell), {cell: 1}, row["bound_low"], row["bound_high"])

    def _relations(self, figures: Mapping[Cell, SentFigure]) -> Iterator[Relation[Cell] | Ratio[Cell]]:
        """Relations whose cells were all due; where one was not, SQL says nothing either."""
        makers = {
            "cumulative_balance": self._balance,
            "part_whole": self._part_whole,
            "children_sum": self._children_sum,
            "share_bounds": self._share_bounds,
            "reported_derived": self._ratio,
            "jump": self._jump,
        }
        here = self.period["period_code"]
        for rule, terms in self.rules:
            cells = [
                (term["role"], Cell(term["indicator_code"], term["breakdown_code"], term["measure_code"], here))
                for term in terms
            ]
            for relation in makers[rule["rule_kind"]](rule, cells, figures):
                if relation.keys <= figures.keys():
                    yield relation

    def _balance(self, rule: Any, terms: Any, figures: Mapping[Cell, SentFigure]) -> Iterator[Relation[Cell]]:
        """Cumulative = cumulative before + own; at the year's start there is nothing before."""
        slack = rule["tolerance"] or 0
        for _, cell in terms:
            own = cell._replace(measure_code=self.own[cell.measure_code] or "")
            coefficients = {cell: 1, own: -1}
            if not self.period["is_year_start"]:
                before = cell._replace(period_code=self.period["previous_in_year_code"] or "")
                if before not in figures or figures[before].value is None:
                    continue
                coefficients[before] = -1
            yield Relation(name_of(rule["rule_code"], cell), coefficients, -slack, slack)

    def _part_whole(self, rule: Any, terms: Any, _: Any) -> Iterator[Relation[Cell]]:
        wholes = [cell for role, cell in terms if role == "whole"]
        for part in (cell for role, cell in terms if role == "part"):
            for whole in wholes:
                name = name_of(rule["rule_code"], part)
                yield Relation(name, {part: 1, whole: -1}, None, rule["tolerance"] or 0)

    def _children_sum(self, rule: Any, terms: Any, _: Any) -> Iterator[Relation[Cell]]:
        slack = rule["tolerance"] or 0
        children = {cell: -1 for role, cell in terms if role == "child"}
        for total in (cell for role, cell in terms if role == "total"):
            yield Relation(name_of(rule["rule_code"], total), {total: 1, **children}, -slack, slack)

    def _share_bounds(self, rule: Any, terms: Any, figures: Mapping[Cell, SentFigure]) -> Iterator[Relation[Cell]]:
        """Bounds of a figure, or of the ratio of two: low · denominator ≤ scale · numerator ≤ high · denominator."""
        slack = exact(rule["tolerance"] or 0)
        for _, cell in terms:
            name = name_of(rule["rule_code"], cell)
            low = None if rule["low"] is None else exact(rule["low"]) - slack
            high = None if rule["high"] is None else exact(rule["high"]) + slack
            row = self.indicators.get(cell.indicator_code)
            if row is None or row["calc_kind"] not in DERIVED:
                yield Relation(name, {cell: 1}, low, high, BELIEF)
                continue
            above, below = self._parts(cell, row)
            if below not in figures or figures[below].value == 0:
                continue
            if low is not None:
                yield Relation(name, {above: exact(row["scale"]), below: -low}, 0, None, BELIEF)
            if high is not None:
                yield Relation(name, {above: exact(row["scale"]), below: -high}, None, 0, BELIEF)

    def _ratio(self, rule: Any, terms: Any, _: Any) -> Iterator[Ratio[Cell]]:
        by_role = dict(terms)
        reported, derived = by_role["reported"], by_role["derived"]
        row, said = self.indicators.get(derived.indicator_code), self.indicators.get(reported.indicator_code)
        if row and said:
            name = name_of(rule["rule_code"], reported)
            above, below = self._parts(derived, row)
            slack = rule["tolerance"] or 0
            yield Ratio(name, reported, above, below, row["scale"], slack, said["bound_low"], said["bound_high"])

    def _jump(self, rule: Any, terms: Any, figures: Mapping[Cell, SentFigure]) -> Iterator[Relation[Cell]]:
        """An unexplained figure stays in the band around the last admitted one, or changes by less than counts."""
        for _, cell in terms:
            before = self._last_admitted(cell, figures)
            if cell not in figures or figures[cell].explanation or before is None:
                continue
            least = rule["min_base"] or 0
            low = min(rule["low"] * before, before - least)
            high = max(rule["high"] * before, before + least)
            yield Relation(name_of(rule["rule_code"], cell), {cell: 1}, low, high, BELIEF)

    def _parts(self, cell: Cell, row: Mapping[str, Any]) -> tuple[Cell, Cell]:
        return (
            cell._replace(indicator_code=row["numerator_code"]),
            cell._replace(indicator_code=row["denominator_code"]),
        )


def failing_relations(report: Report) -> list[str]:
    """Names of the relations that the figures as they are do not satisfy."""
    values = {cell: None if value is None else exact(value) for cell, value in report.values.items()}
    return [one.name for one in report.relations if not one.holds(values)]


def _beside(codebook: Codebook, period_code: str, in_force: pl.Expr) -> dict[Cell, list[Cell]]:
    """What stands beside a cell on the printed form: the lines above and below, the other columns of its line."""
    forms = codebook.tables["forms"].filter(in_force)
    rows = codebook.tables["form_rows"].join(forms, on=["form_code", "form_version"], how="semi")
    at: dict[tuple[str, int, int, int, str], Cell] = {}
    for row in rows.filter(pl.col("indicator_code").is_not_null()).to_dicts():
        for measure in (row["due_measures"] or "").split("|"):
            place = (row["form_code"], row["form_version"], row["block_no"], row["row_order"], measure)
            at[place] = Cell(row["indicator_code"], row["breakdown_code"], measure, period_code)
    beside: dict[Cell, list[Cell]] = {}
    for (form, version, block, order, measure), cell in at.items():
        lines = [at.get((form, version, block, near, measure)) for near in (order - 1, order + 1)]
        columns = [other for place, other in at.items() if place[:4] == (form, version, block, order) and other != cell]
        beside[cell] = [one for one in [*lines, *columns] if one is not None]
    return beside
