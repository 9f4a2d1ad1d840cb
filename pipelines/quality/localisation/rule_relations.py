"""The rules of the codebook as relations between the figures of one area, one source and one period.

Identities (balance, part and whole, sum, reported and derived ratio) and the bounds in an indicator's definition are
hard edits. Jumps and share bounds state what is usual: they are soft edits, given up at a penalty above the weight of
one cell and below two. So one odd figure is located, and a consistent report with unusual figures is not. SQL decides
what fails; localisation and repair (localise.py, repairs.py) know no codebook.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from statistics import median

from pipelines.codebook.load import Codebook
from pipelines.quality.localisation.relations import Ratio, Relation, exact
from pipelines.quality.localisation.repairs import CellContext
from pipelines.quality.localisation.rules_in_force import Cell, Rule, RulesInForce

# Weights of cells. Those of this period stay below 2, so that one reliable cell is located before two ordinary ones.
ORDINARY = 1.0
SUPPORTED = 1.5  # explained on the form, or equal to the last admitted figure
EARLIER = 1.75  # of an earlier period, not published
PUBLISHED_BEFORE = 10.0  # located only if nothing in this report could explain the contradiction
SOFT_PENALTY = 1.75

N_COMPARED = 6  # earlier figures that a jump is compared with, as in chk_jump_baseline

AnyRelation = Relation[Cell] | Ratio[Cell]


@dataclass(frozen=True)
class SentFigure:
    """The figure of a cell as sent, and what supports it."""

    value: float | None
    explanation: str | None = None
    is_published: bool = False  # current in a release, accused by no rule
    is_accepted: bool = False  # accepted by a decision


Figures = Mapping[Cell, SentFigure]


@dataclass(frozen=True)
class Report:
    """The figures of one period with the relations between them, named as violations are (`name_of`)."""

    relations: list[AnyRelation]
    values: dict[Cell, float | None]
    weights: dict[Cell, float]
    context: CellContext[Cell]


def name_of(rule_code: str, cell: Cell) -> str:
    """Return the name of a violation within one area and source: the rule and the key of its cell."""
    return "|".join((rule_code, *cell))


class Rules:
    """The rules in force in one period, applied to one area after another."""

    def __init__(self, codebook: Codebook, period_code: str) -> None:
        self.known = RulesInForce(codebook, period_code)

    def report(self, figures: Figures) -> Report:
        """Return the relations between `figures`: those of the period, and earlier ones that rules look back to."""
        relations = [*self._relations(figures), *self._bounds(figures)]
        last: dict[Cell, float] = {}
        for cell in figures:
            # a cumulative figure has no usual size: it grows through the year
            if cell.period_code == self.known.period_code and not self.known.adds_up.get(cell.measure_code):
                before = next(self._admitted_before(cell, figures), None)
                if before is not None:
                    last[cell] = before
        indicators = self.known.indicators
        decimals = {
            cell: indicators[cell.indicator_code].decimals for cell in figures if cell.indicator_code in indicators
        }
        weights = {cell: self._weight(cell, figure, last.get(cell)) for cell, figure in figures.items()}
        values = {cell: figure.value for cell, figure in figures.items()}
        return Report(relations, values, weights, CellContext(last, self.known.neighbours, decimals))

    def _admitted_before(self, cell: Cell, figures: Figures) -> Iterator[float]:
        """Yield the earlier figures published or accepted, latest first; of a cumulative measure within its year."""
        is_cumulative = self.known.adds_up.get(cell.measure_code)
        previous = self.known.previous_in_year if is_cumulative else self.known.previous
        period = previous.get(cell.period_code)
        while period is not None:
            figure = figures.get(cell.with_period(period))
            if figure and figure.value is not None and (figure.is_published or figure.is_accepted):
                yield figure.value
            period = previous.get(period)

    def _weight(self, cell: Cell, figure: SentFigure, last: float | None) -> float:
        if figure.is_accepted:
            return math.inf
        if cell.period_code != self.known.period_code:
            return PUBLISHED_BEFORE if figure.is_published else EARLIER
        is_unchanged = bool(figure.value) and figure.value == last
        return SUPPORTED if figure.explanation or is_unchanged else ORDINARY

    def _bounds(self, figures: Figures) -> Iterator[Relation[Cell]]:
        """Yield the bounds of the indicators' definitions: a count is not negative, a share at most 100."""
        for cell in figures:
            indicator = self.known.indicators.get(cell.indicator_code)
            if indicator and not (indicator.bound_low is None and indicator.bound_high is None):
                yield Relation(name_of("bounds", cell), {cell: 1}, indicator.bound_low, indicator.bound_high)

    def _relations(self, figures: Figures) -> Iterator[AnyRelation]:
        """Yield the relations whose cells were all due; with another one, SQL gives no outcome either."""
        makers = {
            "cumulative_balance": self._balance,
            "part_whole": self._part_whole,
            "children_sum": self._children_sum,
            "share_bounds": self._share_bounds,
            "reported_derived": self._ratio,
            "jump": self._jump,
            "outlier": self._nothing,
            "linear": self._linear,
            # these compare with what is not in the report (population, release, publisher's calendar) or are not linear
            "cross_check": self._nothing,
            "within_terms": self._nothing,
            "population_share": self._nothing,
            "revision": self._nothing,
            "minimum_sample": self._nothing,
            "never_published": self._nothing,
            "copied_period": self._nothing,
            "copied_sender": self._nothing,
            "cumulative_gap": self._nothing,
        }
        for rule in self.known.rules:
            for relation in makers[rule.rule_kind](rule, figures):
                if relation.keys <= figures.keys():
                    yield relation

    def _nothing(self, _rule: Rule, _figures: Figures) -> Iterator[AnyRelation]:
        """Yield no relation: such a rule contradicts no figure of the report."""
        return iter(())

    def _balance(self, rule: Rule, figures: Figures) -> Iterator[Relation[Cell]]:
        """Cumulative figure = cumulative figure before + figure of the period; in the year's first period only this."""
        for cell in rule.all_cells:
            of_period = cell.with_measure(self.known.adds_up[cell.measure_code] or "")
            coefficients = {cell: 1, of_period: -1}
            if not self.known.is_year_start:
                before = cell.with_period(self.known.previous_in_year[self.known.period_code] or "")
                if before not in figures or figures[before].value is None:
                    continue
                coefficients[before] = -1
            yield Relation(name_of(rule.rule_code, cell), coefficients, -rule.tolerance, rule.tolerance)

    def _part_whole(self, rule: Rule, _: Figures) -> Iterator[Relation[Cell]]:
        """Part ≤ whole."""
        for part in rule.cells("part"):
            for whole in rule.cells("whole"):
                yield Relation(name_of(rule.rule_code, part), {part: 1, whole: -1}, None, rule.tolerance)

    def _children_sum(self, rule: Rule, _: Figures) -> Iterator[Relation[Cell]]:
        """Total = Σ children."""
        children = dict.fromkeys(rule.cells("child"), -1)
        for total in rule.cells("total"):
            coefficients = {total: 1, **children}
            yield Relation(name_of(rule.rule_code, total), coefficients, -rule.tolerance, rule.tolerance)

    def _share_bounds(self, rule: Rule, figures: Figures) -> Iterator[Relation[Cell]]:
        """Bounds of a figure, or of a derived ratio: low · denominator ≤ scale · numerator ≤ high · denominator."""
        slack = exact(rule.tolerance)
        low = None if rule.low is None else exact(rule.low) - slack
        high = None if rule.high is None else exact(rule.high) + slack
        for cell in rule.all_cells:
            name = name_of(rule.rule_code, cell)
            indicator = self.known.indicators.get(cell.indicator_code)
            if indicator is None or not indicator.is_ratio:
                yield Relation(name, {cell: 1}, low, high, SOFT_PENALTY)
                continue
            numerator, denominator = indicator.parts(cell)
            if denominator not in figures or figures[denominator].value == 0:
                continue
            scale = exact(indicator.scale)
            if low is not None:
                yield Relation(name, {numerator: scale, denominator: -low}, 0, None, SOFT_PENALTY)
            if high is not None:
                yield Relation(name, {numerator: scale, denominator: -high}, None, 0, SOFT_PENALTY)

    def _ratio(self, rule: Rule, _: Figures) -> Iterator[Ratio[Cell]]:
        """Reported ratio = ratio of its parts."""
        reported, derived = rule.cells("reported")[-1], rule.cells("derived")[-1]
        indicators = self.known.indicators
        of_derived, of_reported = indicators.get(derived.indicator_code), indicators.get(reported.indicator_code)
        if of_derived and of_reported:
            yield Ratio(
                name_of(rule.rule_code, reported),
                reported,
                *of_derived.parts(derived),
                scale=of_derived.scale,
                tolerance=rule.tolerance,
                low=of_reported.bound_low,
                high=of_reported.bound_high,
            )

    def _linear(self, rule: Rule, _: Figures) -> Iterator[Relation[Cell]]:
        """Σ coefficient · figure lies within the limits; only where all figures are of this report."""
        if any(term.is_apart for term in rule.terms) or rule.tolerance_pct:
            return
        subject = rule.cells("subject")[0]
        low = None if rule.low is None else exact(rule.low) - exact(rule.tolerance)
        high = None if rule.high is None else exact(rule.high) + exact(rule.tolerance)
        coefficients = {term.cell: term.coefficient for term in rule.terms}
        yield Relation(name_of(rule.rule_code, subject), coefficients, low, high)

    def _jump(self, rule: Rule, figures: Figures) -> Iterator[Relation[Cell]]:
        """An unexplained figure lies in the band around the median of the last six admitted, or min_base from it."""
        for cell in rule.all_cells:
            admitted = list(islice(self._admitted_before(cell, figures), N_COMPARED))
            if cell not in figures or figures[cell].explanation or not admitted:
                continue
            before = median(admitted)
            low = None if rule.low is None else min(rule.low * before, before - rule.min_base)
            high = None if rule.high is None else max(rule.high * before, before + rule.min_base)
            yield Relation(name_of(rule.rule_code, cell), {cell: 1}, low, high, SOFT_PENALTY)


def failing_relations(report: Report) -> list[str]:
    """Return the names of the relations that the figures as sent do not satisfy."""
    values = {cell: None if value is None else exact(value) for cell, value in report.values.items()}
    return [relation.name for relation in report.relations if not relation.holds(values)]
