"""Checks of the linear rules together: no set of them contradicts itself, and which are implied by others.

Every rule that relates the figures of one report (sums, parts, bounds, linear rules without products) is a set of rows
Σ coefficient · x ≤ limit. Rules in force on the same day that no figures can satisfy together are refused, with a
smallest such set: every rule of it is needed for the contradiction (deletion filter: Chinneck and Dravnieks, ORSA
Journal on Computing 3, 1991). A rule whose limits follow from the others is implied: it is noted, not refused, since
its message may be what a sender needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pipelines.codebook.checks.rules.feasibility import LinearRow, is_feasible
from pipelines.codebook.errors import Problem, problem
from pipelines.codebook.schema import Row, Rows
from pipelines.vocabulary import SEVERITY

# a rule is implied where the others leave no figure that fails it by this much
MARGIN = Fraction(1, 1000)
LAST_DAY = date.max


@dataclass(frozen=True)
class RuleRows:
    """A rule with its rows; `row` is the seed row, None for the bounds in an indicator's definition."""

    name: str
    rows: tuple[LinearRow, ...]
    valid_from: date
    valid_to: date
    row: Row | None = None
    figures: frozenset[str] = frozenset()

    @property
    def grade(self) -> int:
        """The place of the severity, the gravest first; an indicator's definition comes before all."""
        return SEVERITY.codes.index(self.row["severity"]) if self.row else -1


def check_rule_sets(rows: Rows) -> list[Problem]:
    """Return a problem for each contradiction among rules that are in force together."""
    problems: list[Problem] = []
    for group in _groups(linear_rules(rows)):
        if _holds(group):
            continue
        smallest = smallest_contradiction(group)
        named = next(rule for rule in smallest if rule.row is not None)
        names = ", ".join(rule.name for rule in smallest)
        problems.append(problem("rules", named.row or {}, "low, high", names, "consistent_rules", rules=names))
    return problems


def implied_rules(rows: Rows) -> Iterator[tuple[str, list[str]]]:
    """Yield each rule all of whose limits follow from rules that are no milder, with the rules that imply it.

    The bounds in indicators' definitions imply nothing here: a rule that repeats one is what checks it.
    """
    implied: defaultdict[str, set[str]] = defaultdict(set)
    needed: set[str] = set()
    for group in _groups([rule for rule in linear_rules(rows) if rule.row is not None]):
        for rule in group if _holds(group) else []:
            others = [other for other in group if other.name != rule.name and other.grade <= rule.grade]
            found = _implied_by(rule, others)
            if found:
                implied[rule.name] |= found
            else:
                needed.add(rule.name)
    for name, by in implied.items():
        if name not in needed:
            yield name, sorted(by)


def _implied_by(rule: RuleRows, others: Sequence[RuleRows]) -> set[str]:
    """Return the names of rules that together imply every row of `rule`; none where one of its rows is not implied."""
    found: set[str] = set()
    for row in rule.rows:
        opposite = RuleRows("", (row.violated_by(MARGIN),), rule.valid_from, rule.valid_to)
        if _holds([*others, opposite]):
            return set()
        found |= {row.name for row in smallest_contradiction([*others, opposite]) if row.name}
    return found


def smallest_contradiction(rules: Sequence[RuleRows]) -> list[RuleRows]:
    """Return rules that cannot hold together, each of them needed for that: without any one of them the rest can."""
    kept = list(rules)
    for rule in rules:
        without = [other for other in kept if other is not rule]
        if not _holds(without):
            kept = without
    return kept


def linear_rules(rows: Rows) -> list[RuleRows]:
    """Return the rules that are linear in the figures of one report, and the bounds in indicators' definitions."""
    terms: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
    for term in rows["rule_terms"]:
        terms[term["rule_code"], term["version"]].append(term)
    ratios = {row["indicator_code"] for row in rows["indicators"] if row["numerator_code"] is not None}
    found: list[RuleRows] = []
    for rule in rows["rules"]:
        of_rule = terms[rule["rule_code"], rule["version"]]
        for made in _rows(rule, of_rule):
            figures = frozenset(name for row in made for name in row.coefficients)
            if not any(term["indicator_code"] in ratios for term in of_rule):
                name = rule["rule_code"]
                found.append(RuleRows(name, made, rule["valid_from"], rule["valid_to"] or LAST_DAY, rule, figures))
    used = frozenset[str]().union(*(rule.figures for rule in found))
    return found + list(_bounds(rows, used))


def _bounds(rows: Rows, used: frozenset[str]) -> Iterator[RuleRows]:
    """Yield the bounds in the definitions of the indicators whose figures rules relate."""
    by_indicator: defaultdict[str, list[str]] = defaultdict(list)
    for figure in used:
        by_indicator[figure.split("|")[0]].append(figure)
    for row in rows["indicators"]:
        for figure in sorted(by_indicator[row["indicator_code"]]):
            made = tuple(_between({figure: Fraction(1)}, row["bound_low"], row["bound_high"], 0))
            if made:
                name = f"indicators.{row['indicator_code']}"
                yield RuleRows(name, made, row["valid_from"], row["valid_to"] or LAST_DAY, None, frozenset((figure,)))


def _rows(rule: Row, terms: Sequence[Row]) -> Iterator[tuple[LinearRow, ...]]:
    """Yield the rows of a rule, one tuple for each figure that it is about; none for a rule that is not linear."""
    kind, slack = rule["rule_kind"], rule["tolerance"] or 0
    by_role: defaultdict[str, list[str]] = defaultdict(list)
    for term in terms:
        by_role[term["role"]].append(_figure(term))
    if kind == "part_whole" and by_role["whole"]:
        for part in by_role["part"]:
            yield tuple(_between({part: 1, by_role["whole"][0]: -1}, None, 0, slack))
    elif kind == "children_sum" and by_role["total"]:
        yield tuple(_between({by_role["total"][0]: 1, **dict.fromkeys(by_role["child"], -1)}, 0, 0, slack))
    elif kind == "share_bounds" and rule["severity"] != "note":
        for subject in by_role["subject"]:
            yield tuple(_between({subject: 1}, rule["low"], rule["high"], slack))
    elif kind == "linear" and not rule["tolerance_pct"] and all(term["product_no"] is None for term in terms):
        coefficients: defaultdict[str, Fraction] = defaultdict(Fraction)
        for term in terms:
            coefficients[_figure(term)] += _exact(1 if term["coefficient"] is None else term["coefficient"])
        yield tuple(_between(coefficients, rule["low"], rule["high"], slack))


def _figure(term: Row) -> str:
    """Name a figure of a report: its slice without area and period, and where it is taken from if not from here."""
    names = ("indicator_code", "breakdown_code", "measure_code", "source_code", "shift", "area_scope")
    return "|".join(str(term[name] or "") for name in names)


def _between(
    coefficients: dict[str, int] | dict[str, Fraction] | defaultdict[str, Fraction],
    low: float | None,
    high: float | None,
    slack: float,
) -> Iterator[LinearRow]:
    """Yield low - slack ≤ Σ coefficient · x ≤ high + slack as rows with an upper limit."""
    exact = {name: Fraction(value) for name, value in coefficients.items() if value}
    if high is not None:
        yield LinearRow(exact, _exact(high) + _exact(slack))
    if low is not None:
        yield LinearRow({name: -value for name, value in exact.items()}, _exact(slack) - _exact(low))


def _exact(value: float) -> Fraction:
    return Fraction(repr(float(value)))


def _groups(rules: Sequence[RuleRows]) -> Iterator[list[RuleRows]]:
    """Yield the rules that share figures and are in force on one day, for every day on which the rules change."""
    seen: set[frozenset[int]] = set()
    for day in sorted({rule.valid_from for rule in rules}):
        in_force = [rule for rule in rules if rule.valid_from <= day < rule.valid_to]
        for group in _connected(in_force):
            key = frozenset(map(id, group))
            if key not in seen:
                seen.add(key)
                yield group


def _connected(rules: Sequence[RuleRows]) -> Iterator[list[RuleRows]]:
    """Yield the rules in groups that share no figure."""
    groups: list[tuple[set[str], list[RuleRows]]] = []
    for rule in rules:
        touched = [group for group in groups if not group[0].isdisjoint(rule.figures)]
        groups = [group for group in groups if group not in touched]
        merged = set(rule.figures).union(*(group[0] for group in touched))
        groups.append((merged, [member for group in touched for member in group[1]] + [rule]))
    for _, group in groups:
        yield group


def _holds(rules: Sequence[RuleRows]) -> bool:
    return is_feasible([row for rule in rules for row in rule.rows])
