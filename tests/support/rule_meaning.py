"""What each kind of rule means, in plain Python: which cases it has among some figures, and what fails.

A second implementation beside the SQL, for figures of which all earlier ones were published and nothing was decided.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

import polars as pl
from support.rule_seeds import Key, Rule, Term, exact

from pipelines.codebook.load import Codebook

Get = Callable[[Key], float | None]
FAIL, UNDECIDED = "fail", "undecided"
LEAST_OWN = 10  # below it a month without any is plausible
COMPARED_WHOLE = ("children_sum", "reported_derived", "within_terms")


class Place(NamedTuple):
    """A term of a case: its key, or the keys of the areas below; `is_accusable` where the case may accuse it."""

    term: Term
    keys: tuple[Key, ...]
    is_accusable: bool


class Case(NamedTuple):
    """A rule and one figure that it is about; `limit` stands outside the rule: a population, a published figure."""

    rule: Rule
    subject: Key
    places: tuple[Place, ...]
    limit: float | None = None

    @property
    def name(self) -> tuple[str, str, Key]:
        """What a violation of the case is called."""
        return self.rule.code, self.rule.version, self.subject


def outcome(case: Case, get: Get) -> str | None:
    """`fail`, `undecided`, or None where the case holds or is silent."""
    value = get(case.subject)
    judge = JUDGES[case.rule.kind]
    return judge(case, value, get)


def _bounds(case: Case, value: float | None, _get: Get) -> str | None:
    rule = case.rule
    slack = exact(rule.tolerance or 0)
    if value is None:
        return None
    is_low = rule.low is not None and exact(value) < exact(rule.low) - slack
    return FAIL if is_low or (rule.high is not None and exact(value) > exact(rule.high) + slack) else None


def _population(case: Case, value: float | None, _get: Get) -> str | None:
    low, high = case.rule.low, case.rule.high
    if value is None or case.limit is None or low is None or high is None:
        return None
    return FAIL if exact(value) < exact(low * case.limit) or exact(value) > exact(high * case.limit) else None


def _part(case: Case, value: float | None, get: Get) -> str | None:
    whole = get(case.places[1].keys[0])
    if value is None or whole is None:
        return UNDECIDED
    return FAIL if exact(value) > exact(whole) + exact(case.rule.tolerance or 0) else None


def _children(case: Case, value: float | None, get: Get) -> str | None:
    children = [get(place.keys[0]) for place in case.places[1:]]
    if value is None or any(child is None for child in children):
        return UNDECIDED
    total = sum(exact(child) for child in children if child is not None)
    return FAIL if abs(exact(value) - total) > exact(case.rule.tolerance or 0) else None


def _derived(case: Case, value: float | None, get: Get) -> str | None:
    derived = get(case.places[1].keys[0])
    if value is None or derived is None:
        return UNDECIDED
    return FAIL if abs(exact(value) - exact(derived)) > exact(case.rule.tolerance or 0) else None


def _cumulative(case: Case, value: float | None, get: Get) -> str | None:
    own = get(case.places[1].keys[0])
    before = get(case.places[2].keys[0]) if len(case.places) > 2 else 0.0
    if value is None or own is None or before is None:
        return UNDECIDED
    return FAIL if abs(exact(value) - exact(own) - exact(before)) > exact(case.rule.tolerance or 0) else None


def _gap(case: Case, value: float | None, get: Get) -> str | None:
    """A sum to date that holds nothing of the months that were not sent, though each of the others has 10 or more."""
    own = [get(place.keys[0]) for place in case.places[1:]]
    known = [each for each in own if each is not None]
    if value is None or len(known) < len(own) or min(known) < LEAST_OWN:
        return None
    return FAIL if exact(value) - sum(map(exact, known)) <= exact(case.rule.tolerance or 0) else None


def _jump(case: Case, value: float | None, _get: Get) -> str | None:
    rule, base = case.rule, case.limit
    if value is None or base is None or abs(exact(value) - exact(base)) <= exact(rule.min_base):
        return None
    is_low = rule.low is not None and exact(value) < exact(rule.low * base)
    return FAIL if is_low or (rule.high is not None and exact(value) > exact(rule.high * base)) else None


def _sample(case: Case, value: float | None, get: Get) -> str | None:
    answers = get(case.places[1].keys[0])
    if value is None:
        return None
    if answers is None:
        return UNDECIDED
    return FAIL if exact(answers) < exact(case.rule.low or 0) else None


def _never(case: Case, value: float | None, _get: Get) -> str | None:
    return FAIL if value is not None and case.limit == 0 else None


def _within(case: Case, value: float | None, get: Get) -> str | None:
    parts = [_part_of(place.term, get(place.keys[0])) for place in case.places[1:]]
    known = [part for part in parts if part is not None]
    if value is None or len(known) < len(parts):
        return UNDECIDED
    slack = exact(case.rule.tolerance or 0)
    return FAIL if not exact(min(known)) - slack <= exact(value) <= exact(max(known)) + slack else None


def _part_of(term: Term, value: float | None) -> float | None:
    """A part as its index between its goalposts."""
    if value is None or term.goals is None:
        return value
    low, high = term.goals
    if not term.is_log:
        return (value - low) / (high - low)
    return (math.log(value) - math.log(low)) / (math.log(high) - math.log(low)) if value > 0 else None


def _linear(case: Case, value: float | None, get: Get) -> str | None:
    limits = linear_limits(case, get)
    if value is None or limits is None:
        return UNDECIDED
    is_low = limits[0] > -math.inf and exact(value) < exact(limits[0])
    return FAIL if is_low or (limits[1] < math.inf and exact(value) > exact(limits[1])) else None


def linear_limits(case: Case, get: Get) -> tuple[float, float] | None:
    """Between what the subject of a linear rule must lie, as the other terms stand."""
    products: dict[str, tuple[float, float]] = {}
    for number, place in enumerate(case.places[1:]):
        found = [get(key) for key in place.keys]
        if any(each is None for each in found):
            return None
        value = sum(each for each in found if each is not None)
        name = place.term.product_no or f"-{number}"
        coefficient, product = products.get(name, (1.0, 1.0))
        products[name] = (coefficient * place.term.coefficient, product * value)
    factor = case.places[0].term.coefficient
    rest = sum(coefficient * value for coefficient, value in products.values())
    size = sum(abs(coefficient * value) for coefficient, value in products.values())
    rule = case.rule
    assert rule.tolerance is not None, f"{rule.code}: tolerance by rounding is not written down here"
    slack = (rule.tolerance + rule.tolerance_pct / 100 * size) / abs(factor)
    low, high = (rule.low, rule.high) if factor > 0 else (rule.high, rule.low)
    return (
        -math.inf if low is None else (low - rest) / factor - slack,
        math.inf if high is None else (high - rest) / factor + slack,
    )


JUDGES: Mapping[str, Callable[[Case, float | None, Get], str | None]] = {
    "share_bounds": _bounds,
    "population_share": _population,
    "part_whole": _part,
    "children_sum": _children,
    "reported_derived": _derived,
    "cumulative_balance": _cumulative,
    "cumulative_gap": _gap,
    "jump": _jump,
    "revision": _jump,
    "minimum_sample": _sample,
    "never_published": _never,
    "within_terms": _within,
    "linear": _linear,
    "cross_check": _linear,
}


def accused(case: Case, get: Get, before: Callable[[Key], Key | None]) -> list[Key]:
    """The figures that a failed case accuses, all of its own period; `before` names the figure of the period before."""
    kind = case.rule.kind
    if kind in ("linear", "cross_check"):
        child = _child(case, get, before)
        return [child] if child else [place.keys[0] for place in case.places if place.is_accusable]
    if kind in COMPARED_WHOLE:
        return [place.keys[0] for place in case.places]
    if kind in ("part_whole", "cumulative_balance"):
        return [place.keys[0] for place in case.places[:2]]
    return [case.subject]


def _child(case: Case, get: Get, before: Callable[[Key], Key | None]) -> Key | None:
    """The one area below whose change since the period before is the gap, within a fifth.

    None where there are several, and where the subject itself changed by the gap.
    """
    limits, value = linear_limits(case, get), get(case.subject)
    assert limits is not None and value is not None
    ends = [limit for limit in limits if not math.isinf(limit)]
    gap = sum(ends) / len(ends) - value  # from the middle of what is expected

    def explains(key: Key, gap: float) -> bool:
        earlier = before(key)
        old, new = get(earlier) if earlier else None, get(key)
        return old is not None and new is not None and abs(old - new - gap) <= 0.2 * abs(gap)

    factor = case.places[0].term.coefficient
    found = [
        key
        for place in case.places
        if place.term.scope == "children"
        for key in place.keys
        if explains(key, gap * factor / place.term.coefficient)
    ]
    return found[0] if len(found) == 1 and not explains(case.subject, gap) else None


def median_of_last(values: Sequence[float]) -> float | None:
    """The baseline of a jump: the median of the last six figures."""
    return median(values[-6:]) if values else None


def ratios_of(codebook: Codebook) -> Iterator[tuple[str, str, str, float]]:
    """Ratio, numerator, denominator and scale of every indicator that is computed from two figures."""
    for row in codebook.tables["indicators"].filter(pl.col("valid_to").is_null()).iter_rows(named=True):
        if row["calc_kind"] in ("ratio", "share", "per_capita"):
            yield row["indicator_code"], row["numerator_code"], row["denominator_code"], row["scale"]
