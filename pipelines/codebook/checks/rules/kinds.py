"""Checks of rules: terms and parameters of each rule kind, messages in both languages.

Tables: rule_kinds, rules, rule_terms. Whether a figure violates a rule is computed in dbt_project/models/quality;
whether rules contradict each other is checked in sets.py.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pipelines.codebook.errors import Problem, problem, problem_at
from pipelines.codebook.schema import TABLES, Row, Rows

ANY_NUMBER = 999
# rule kind -> role -> (fewest, most) terms; no other role is allowed
ROLES: dict[str, dict[str, tuple[int, int]]] = {
    "cumulative_balance": {"subject": (1, ANY_NUMBER)},
    "part_whole": {"part": (1, ANY_NUMBER), "whole": (1, 1)},
    "children_sum": {"total": (1, 1), "child": (2, ANY_NUMBER)},
    "jump": {"subject": (1, ANY_NUMBER)},
    "share_bounds": {"subject": (1, ANY_NUMBER)},
    "reported_derived": {"reported": (1, 1), "derived": (1, 1)},
    "outlier": {},  # speaks of every reported figure
    "linear": {"subject": (1, 1), "term": (0, ANY_NUMBER)},
    "cross_check": {},  # rows of cross_checks, never of rules
    "within_terms": {"subject": (1, 1), "term": (2, ANY_NUMBER)},
    "population_share": {"subject": (1, ANY_NUMBER)},
    "revision": {"subject": (1, ANY_NUMBER)},
    "minimum_sample": {"subject": (1, ANY_NUMBER), "sample": (1, 1)},
    "never_published": {"subject": (1, ANY_NUMBER)},
    "copied_period": {},  # these speak of whole reports and of every cumulative figure with a balance rule
    "copied_sender": {},
    "cumulative_gap": {},
}
# what SQL replaces in a message (dbt_project/macros/rules/messages.sql)
SLOTS = frozenset(
    ("area", "period", "indicator", "observed", "expected_low", "expected_high", "range", "other", "reason")
)
MESSAGES = {"rule_kinds": ("message", "exact_message", "undecided_message"), "rules": ("message",)}
# need low or high; of the other kinds all need a tolerance but those that compare with nothing
BOUNDED = frozenset(
    (
        *("jump", "share_bounds", "outlier", "linear", "population_share", "revision", "minimum_sample"),
        *("copied_period", "copied_sender"),
    )
)
UNBOUNDED = frozenset({"never_published", "cross_check", "cumulative_gap"})
# columns of rule_terms that only one kind reads
TERM_COLUMNS = {
    "linear": ("coefficient", "product_no", "source_code", "shift", "area_scope"),
    "within_terms": ("goal_low", "goal_high", "is_log"),
}


def check_rules(rows: Rows) -> list[Problem]:
    """Return the problems of the rules and their terms."""
    terms: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
    for term in rows["rule_terms"]:
        terms[term["rule_code"], term["version"]].append(term)
    rules = {(row["rule_code"], row["version"]): row for row in rows["rules"]}
    # measure -> the measure that it adds up; None for a measure that is not cumulative
    adds_up = {row["measure_code"]: row["own_measure_code"] for row in rows["measures"]}
    problems: list[Problem] = [found for table in MESSAGES for row in rows[table] for found in _messages(table, row)]
    for key, row in rules.items():
        of_rule = terms.get(key, [])
        problems += [*_roles(row, of_rule), *_parameters(row), *_cumulative(row, of_rule, adds_up)]
        problems += [*_term_columns(row, of_rule), *_products(row, of_rule), *_goalposts(of_rule)]
    for (code, version), (orphan, *_) in terms.items():
        if (code, version) not in rules:
            key = f"{code}/{version}"
            problems.append(problem("rule_terms", orphan, "rule_code, version", key, "rule_of_table"))
    return problems


def _roles(row: Row, terms: list[Row]) -> Iterator[Problem]:
    """A rule has the terms that its kind needs, and no others."""
    needed = ROLES.get(row["rule_kind"])
    if needed is None:
        return  # reported by check_schema
    counts: Counter[str] = Counter(term["role"] or "" for term in terms)
    for role in sorted({*needed, *counts}):
        fewest, most = needed.get(role, (0, 0))
        if not fewest <= counts[role] <= most:
            span = f"{fewest}" if fewest == most else f"{fewest}+"
            values = {"kind": row["rule_kind"], "span": span, "role": role}
            # the problem is one of the terms, named by the key of their rule
            key = f"{row['rule_code']}/{row['version']}"
            yield problem_at("rule_terms", key, "role", f"{counts[role]} × {role}", "role_count", **values)


def _parameters(row: Row) -> Iterator[Problem]:
    """Bounded kinds have a bound; the others a tolerance, without which SQL compares with null and never fails."""
    if row["rule_kind"] in BOUNDED and row["low"] is None and row["high"] is None:
        yield problem("rules", row, "low, high", None, "one_bound")
    if row["rule_kind"] in ROLES.keys() - BOUNDED - UNBOUNDED and row["tolerance"] is None:
        yield problem("rules", row, "tolerance", None, "tolerance")


def _messages(table: str, row: Row) -> Iterator[Problem]:
    """A message stands in both languages or in none, and has no slot that nothing fills."""
    for name in MESSAGES[table]:
        vi, en = f"{name}_vi", f"{name}_en"
        if (row[vi] is None) != (row[en] is None) and not TABLES[table].columns[vi].required:
            yield problem(table, row, vi if row[vi] is None else en, None, "both_languages")
        for column in (vi, en):
            if unknown := set(re.findall(r"\{(.*?)\}", row[column] or "")) - SLOTS:
                values = ", ".join(sorted(SLOTS))
                yield problem(table, row, column, ", ".join(sorted(unknown)), "one_of", values=values)


def _cumulative(row: Row, terms: list[Row], adds_up: Mapping[str, str | None]) -> Iterator[Problem]:
    """The terms of a cumulative balance have cumulative measures."""
    for term in terms if row["rule_kind"] == "cumulative_balance" else []:
        if adds_up.get(term["measure_code"]) is None:
            yield problem("rule_terms", term, "measure_code", term["measure_code"], "cumulative_measure")


def _term_columns(row: Row, terms: list[Row]) -> Iterator[Problem]:
    """Columns that one kind reads stand with no other kind, where they would say nothing."""
    for kind, columns in TERM_COLUMNS.items():
        for term in terms if row["rule_kind"] != kind else []:
            for column in columns:
                if term[column] is not None:
                    yield problem("rule_terms", term, column, str(term[column]), "only_kind", kind=kind)


def _products(row: Row, terms: list[Row]) -> Iterator[Problem]:
    """A product has two factors of role term, read in one place; a rule with one states its tolerance."""
    numbers = Counter(term["product_no"] for term in terms if term["product_no"] is not None)
    for term in terms:
        number = term["product_no"]
        if number is not None and (numbers[number] != 2 or term["role"] != "term" or term["area_scope"] == "children"):
            yield problem("rule_terms", term, "product_no", str(number), "two_factors")
        if term["role"] == "subject" and (term["shift"], term["area_scope"]) != (None, None):
            yield problem("rule_terms", term, "shift, area_scope", None, "subject_here")
        if term["coefficient"] == 0:
            yield problem("rule_terms", term, "coefficient", "0", "not_zero")
    if numbers and row["tolerance"] is None:
        yield problem("rules", row, "tolerance", None, "tolerance")


def _goalposts(terms: list[Row]) -> Iterator[Problem]:
    """Goalposts stand together and in order; those of a logarithmic index are above 0."""
    for term in terms:
        low, high = term["goal_low"], term["goal_high"]
        is_index = low is not None and high is not None and low < high and (low > 0 or not term["is_log"])
        if not is_index and not (low is None and high is None and not term["is_log"]):
            yield problem("rule_terms", term, "goal_low, goal_high", f"{low} … {high}", "goalposts")
