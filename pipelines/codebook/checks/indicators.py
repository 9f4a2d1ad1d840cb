"""Checks of indicators and rules: parts of a ratio, terms and parameters of each rule kind.

Tables: indicators, rule_kinds, rules, rule_terms. Whether a figure violates a rule is computed in
dbt_project/models/quality.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pipelines.codebook.errors import Problem, problem, problem_at
from pipelines.codebook.schema import TABLES, Row, Rows

RATIO_KINDS = frozenset({"ratio", "share", "per_capita"})
ANY_NUMBER = 999
# rule kind -> role -> (fewest, most) terms; no other role is allowed
ROLES: dict[str, dict[str, tuple[int, int]]] = {
    "cumulative_balance": {"subject": (1, ANY_NUMBER)},
    "part_whole": {"part": (1, ANY_NUMBER), "whole": (1, 1)},
    "children_sum": {"total": (1, 1), "child": (2, ANY_NUMBER)},
    "jump": {"subject": (1, ANY_NUMBER)},
    "share_bounds": {"subject": (1, ANY_NUMBER)},
    "reported_derived": {"reported": (1, 1), "derived": (1, 1)},
}
# what SQL replaces in a message (dbt_project/macros/rules/messages.sql)
SLOTS = frozenset({"area", "period", "indicator", "observed", "expected_low", "expected_high"})
OF_KIND = ("message", "exact_message", "undecided_message", "note_message", "question_message")
MESSAGES = {"rule_kinds": OF_KIND, "rules": ("message",)}
BOUNDED = frozenset({"jump", "share_bounds"})  # need low or high; the other kinds need a tolerance


def check_indicators(rows: Rows) -> list[Problem]:
    """Return the problems of the indicators."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows["indicators"]:
        kinds[row["indicator_code"]].add(row["calc_kind"])
    return [found for row in rows["indicators"] for found in _indicator(row, kinds)]


def _indicator(row: Row, kinds: Mapping[str, set[str]]) -> Iterator[Problem]:
    """A ratio has numerator, denominator and scale, none of them a ratio; another indicator has none of them."""
    is_ratio = row["calc_kind"] in RATIO_KINDS
    for column in ("numerator_code", "denominator_code", "scale"):
        if is_ratio and row[column] is None:
            yield problem("indicators", row, column, None, "ratio_part", kind=row["calc_kind"])
        elif not is_ratio and row[column] is not None:
            yield problem("indicators", row, column, row[column], "ratio_only")
    for column in ("numerator_code", "denominator_code"):
        if RATIO_KINDS & kinds.get(row[column] or "", set()):
            yield problem("indicators", row, column, row[column], "not_a_ratio")
    yield from check_direction(row, "indicators")
    if row["decimals"] is not None and row["decimals"] < 0:
        yield problem("indicators", row, "decimals", row["decimals"], "at_least_0")


def check_direction(row: Row, table: str) -> Iterator[Problem]:
    """Yield a problem if the column `direction` of a row of `table` is neither 1 nor -1."""
    if row["direction"] not in (1, -1, None):
        yield problem(table, row, "direction", row["direction"], "direction")


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
    if row["rule_kind"] in ROLES.keys() - BOUNDED and row["tolerance"] is None:
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
