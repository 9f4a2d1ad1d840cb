"""Figures that feed a target or an index without a plausibility rule, and limits of rules without a source.

A plausibility rule bounds a figure (`share_bounds` with an upper limit) or its change (`jump`). A share is bounded too
where a rule relates its parts (`part_whole`, `children_sum`): a further rule 0–100 would accuse the same cells again.
Figures of publishers are left out: they are printed results, not reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipelines.codebook.review.feeds import RATIOS
from pipelines.codebook.schema import Row, Rows

PLAUSIBILITY = ("share_bounds", "jump")
RELATIONS = ("part_whole", "children_sum")
TOTAL = "_T"
Figure = tuple[str, str]  # indicator, measure
Key = tuple[str, int]  # rule, version


class Unchecked(NamedTuple):
    """A figure without a plausibility rule, and the target, index or ratio that it feeds."""

    indicator: str
    measure: str
    feeds: str


def unchecked(rows: Rows) -> list[Unchecked]:
    """Return the figures of communes and departments that feed a target or an index and have no plausibility rule."""
    collected, checked = _collected(rows), _checked(rows)
    return [
        Unchecked(indicator, measure, feeds)
        for indicator, feeds in sorted(_feeding(rows).items())
        for measure in sorted(collected[indicator])
        if (indicator, measure) not in checked
    ]


def without_source(rows: Rows) -> list[str]:
    """Return the plausibility rules in force whose limits state no basis or no source."""
    return sorted(
        row["rule_code"] for row in _plausibility(rows) if row["limit_basis"] is None or row["limit_source"] is None
    )


def _feeding(rows: Rows) -> dict[str, str]:
    """Indicators that targets and index nodes name, with the parts of ratios and sums, and what each feeds."""
    feeding = {row["indicator_code"]: row["target_id"] for row in reversed(rows["targets"])}
    for node in rows["index_nodes"]:
        for column in ("indicator_code", "published_indicator_code", "denominator_code"):
            feeding.setdefault(node[column] or "", node["index_code"])
    parts = _parts(rows)
    waiting = list(feeding)
    while waiting:
        whole = waiting.pop()
        for part in parts[whole]:
            if part not in feeding:
                feeding[part] = whole
                waiting.append(part)
    return feeding


def _parts(rows: Rows) -> defaultdict[str, set[str]]:
    """Numerator and denominator of each ratio, the terms of each sum."""
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows["indicators"]:
        parts[row["indicator_code"]] |= {row["numerator_code"], row["denominator_code"]} - {None}
    for row in rows["indicator_parts"]:
        parts[row["indicator_code"]].add(row["part_code"])
    return parts


def _collected(rows: Rows) -> defaultdict[str, set[str]]:
    """The measures of each indicator that communes or departments report, and of each ratio that they give."""
    kinds = {(row["form_code"], row["form_version"]): row["reporter_kind"] for row in rows["forms"]}
    collected: defaultdict[str, set[str]] = defaultdict(set)
    for line in rows["form_rows"]:
        of_publisher = kinds.get((line["form_code"], line["form_version"])) == "publisher"
        if line["indicator_code"] and line["breakdown_code"] == TOTAL and not of_publisher:
            collected[line["indicator_code"]] |= set(filter(None, (line["due_measures"] or "").split("|")))
    for row in rows["indicators"]:
        if row["calc_kind"] in RATIOS:
            numerator, denominator = row["numerator_code"], row["denominator_code"]
            collected[row["indicator_code"]] |= collected[numerator] & collected[denominator]
    return collected


def _checked(rows: Rows) -> set[Figure]:
    """Figures with a plausibility rule; a cumulative one also where it balances with such figures of its periods."""
    terms = _terms(rows)
    checked = {
        (term["indicator_code"], term["measure_code"])
        for row in _plausibility(rows)
        if row["high"] is not None
        for term in terms[row["rule_code"], row["version"]]
    }
    period_measures = {row["measure_code"]: row["own_measure_code"] for row in rows["measures"]}
    balanced = {
        (term["indicator_code"], term["measure_code"])
        for row in _in_force(rows)
        if row["rule_kind"] == "cumulative_balance"
        for term in terms[row["rule_code"], row["version"]]
    }
    checked |= {(code, measure) for code, measure in balanced if (code, period_measures.get(measure)) in checked}
    return checked | _bounded_shares(rows, terms)


def _bounded_shares(rows: Rows, terms: Mapping[Key, list[Row]]) -> set[Figure]:
    """Ratios whose numerator some rule calls a part of their denominator."""
    related: set[tuple[str, str, str]] = set()
    for row in _in_force(rows):
        of_rule = terms[row["rule_code"], row["version"]] if row["rule_kind"] in RELATIONS else []
        wholes = [term["indicator_code"] for term in of_rule if term["role"] in ("whole", "total")]
        parts = [term for term in of_rule if term["role"] in ("part", "child")]
        related |= {(part["indicator_code"], whole, part["measure_code"]) for part in parts for whole in wholes}
    shares: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows["indicators"]:
        if row["calc_kind"] in RATIOS:
            shares[row["numerator_code"], row["denominator_code"]].add(row["indicator_code"])
    return {(code, measure) for part, whole, measure in related for code in shares[part, whole]}


def _terms(rows: Rows) -> defaultdict[Key, list[Row]]:
    """The terms of each rule that speak of totals."""
    terms: defaultdict[Key, list[Row]] = defaultdict(list)
    for term in rows["rule_terms"]:
        if term["breakdown_code"] == TOTAL:
            terms[term["rule_code"], term["version"]].append(term)
    return terms


def _plausibility(rows: Rows) -> Iterator[Row]:
    return (row for row in _in_force(rows) if row["rule_kind"] in PLAUSIBILITY)


def _in_force(rows: Rows) -> Iterator[Row]:
    return (row for row in rows["rules"] if row["valid_to"] is None)
