"""Proposed values for located cells: what a typing error explains, or the other figures imply, within every relation.

Nothing is changed here. A person corrects a figure, in a new workbook or by a decision.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, NamedTuple

from pipelines.quality.localisation.localise import Relations, System
from pipelines.quality.localisation.relations import K, Ratio, exact
from pipelines.quality.localisation.typing_errors import KINDS, intended_values, reason_text

NEAR = 2  # a figure between half and twice its last value is ordinary, as in most jump rules
FAR = Fraction(10**12)  # distance to a value of another sign, or to 0
PINNED = Fraction(1, 20)  # relations that leave an interval of less than 5 % determine the figure by themselves
MAX_COMBINATIONS = 2000  # values of several cells tried together; among more of them none would be singled out


@dataclass(frozen=True)
class Repair(Generic[K]):
    """One proposal for one cell. `with_keys` are cells that must be repaired together with it."""

    key: K
    old: float
    new: float
    kind: str
    reason_vi: str
    reason_en: str
    with_keys: tuple[K, ...] = ()


@dataclass(frozen=True)
class CellContext(Generic[K]):
    """What is known of cells besides the relations."""

    last: Mapping[K, float] = field(default_factory=lambda: {})  # last admitted figure
    neighbours: Mapping[K, Sequence[K]] = field(default_factory=lambda: {})  # adjacent cells on the form
    decimals: Mapping[K, int] = field(default_factory=lambda: {})  # a cell without an entry holds whole numbers


class Candidate(NamedTuple):
    """A value that a cell may have been meant to hold, and the kind of typing error that explains it."""

    kind: str
    value: Fraction


def propose_repairs(
    relations: Relations[K],
    values: Mapping[K, float | None],
    located: frozenset[K],
    context: CellContext[K],
) -> list[Repair[K]]:
    """Return proposals for the cells of one located set, the simplest kind first.

    Every proposal, with its `with_keys`, satisfies all relations. A set with a missing figure has no proposal.
    """
    if not located or any(values[key] is None for key in located):
        return []
    search = _RepairSearch(relations, values, context)
    cells = [key for key in values if key in located]  # a set has no order, and the proposals need one
    found = search.swaps(cells)
    candidates = {key: search.candidates(key, located) for key in cells}
    if len(cells) == 1:
        found += search.single(cells[0], candidates)
    else:
        found += search.together(candidates)
    return sorted(found, key=lambda repair: KINDS.index(repair.kind))


class _RepairSearch(Generic[K]):
    """A report in which candidate values are tried."""

    def __init__(self, relations: Relations[K], values: Mapping[K, float | None], context: CellContext[K]) -> None:
        self.relations = relations
        self.values = {key: None if value is None else exact(value) for key, value in values.items()}
        self.context = context
        self.system = System(relations, values, dict.fromkeys(values, 1.0))

    def candidates(self, key: K, located: frozenset[K]) -> list[Candidate]:
        """Return values of one cell that fit while the other located cells may be anything.

        An implied value is included if no typing error fits and the relations determine the figure. If they give an
        inequality only, almost every typing error fits it; then candidates need a last value that supports them.
        """
        low, high = self._interval(key, located)
        old, decimals = self._known(key), self.context.decimals.get(key, 0)
        fitting = [
            Candidate(kind, value)
            for kind, value in intended_values(old, decimals)
            if (low is None or low <= value) and (high is None or value <= high) and self._plausible(key, value)
        ]
        if low is None or high is None or not 0 <= high - low <= PINNED * max(abs(low), abs(high)):
            return fitting if key in self.context.last else []
        middle = Fraction(round((low + high) / 2 * 10**decimals), 10**decimals)
        if not fitting and low <= middle <= high and middle != old:
            fitting.append(Candidate("implied" if low == high else "about", middle))
        return fitting

    def _interval(self, key: K, located: frozenset[K]) -> tuple[Fraction | None, Fraction | None]:
        """Return the ends between which the cell may lie; a reported ratio with right parts lies where they put it."""
        low, high = self.system.interval(key, located)
        for ratio in self.relations:
            if not isinstance(ratio, Ratio) or ratio.reported != key:
                continue
            numerator, denominator = self.values[ratio.numerator], self.values[ratio.denominator]
            if located.isdisjoint((ratio.numerator, ratio.denominator)) and numerator is not None and denominator:
                middle, slack = exact(ratio.scale) * numerator / denominator, exact(ratio.tolerance)
                low = middle - slack if low is None else max(low, middle - slack)
                high = middle + slack if high is None else min(high, middle + slack)
        return low, high

    def single(self, key: K, candidates: Mapping[K, list[Candidate]]) -> list[Repair[K]]:
        """Return each candidate that holds; a one-digit error only if it is the only one."""
        holding = [candidate for candidate in candidates[key] if self._holds({key: candidate.value})]
        n_typos = sum(candidate.kind == "typo" for candidate in holding)
        return [self._repair(key, candidate) for candidate in holding if candidate.kind != "typo" or n_typos == 1]

    def together(self, candidates: Mapping[K, list[Candidate]]) -> list[Repair[K]]:
        """Return the combination of candidates that satisfies everything, if there is exactly one."""
        keys = list(candidates)
        if not 0 < math.prod(len(candidates[key]) for key in keys) <= MAX_COMBINATIONS:
            return []
        holding = [
            chosen
            for chosen in itertools.product(*(candidates[key] for key in keys))
            if self._holds({key: candidate.value for key, candidate in zip(keys, chosen, strict=True)})
        ]
        if len(holding) != 1:
            return []
        return [
            self._repair(key, candidate, tuple(other for other in keys if other != key))
            for key, candidate in zip(keys, holding[0], strict=True)
        ]

    def swaps(self, located: Sequence[K]) -> list[Repair[K]]:
        """Return neighbours whose exchange satisfies everything.

        The exchange must bring neither figure away from its last value, and both near it.
        """
        found: list[Repair[K]] = []
        adjacent = [(key, other) for key in located for other in self.context.neighbours.get(key, ())]
        for pair, (key, other) in {frozenset(pair): pair for pair in adjacent}.items():
            here, there = self.values.get(key), self.values.get(other)
            if not pair.issuperset(located) or here is None or there is None or here == there:
                continue
            if not (key in self.context.last and other in self.context.last):
                continue
            before = self._distance(key, here), self._distance(other, there)
            after = self._distance(key, there), self._distance(other, here)
            is_nearer = after != before and all(new <= old for new, old in zip(after, before, strict=True))
            if is_nearer and max(after) <= NEAR and self._holds({key: there, other: here}):
                found.append(self._repair(key, Candidate("swap", there), (other,)))
                found.append(self._repair(other, Candidate("swap", here), (key,)))
        return found

    def _plausible(self, key: K, new: Fraction) -> bool:
        """True if near the last value, or at most half as far from it (in proportion) as what was sent."""
        if not self.context.last.get(key):
            return True
        far = self._distance(key, new)
        return far <= NEAR or far**2 < self._distance(key, self._known(key)) != FAR

    def _distance(self, key: K, value: Fraction) -> Fraction:
        """Return how many times larger or smaller than the last value."""
        last = exact(self.context.last[key])
        if value == last:
            return Fraction(1)
        return max(value / last, last / value) if value * last > 0 else FAR

    def _holds(self, changed: Mapping[K, Fraction]) -> bool:
        tried = {**self.values, **changed}
        return all(relation.holds(tried) for relation in self.relations if not relation.keys.isdisjoint(changed))

    def _known(self, key: K) -> Fraction:
        value = self.values[key]
        assert value is not None
        return value

    def _repair(self, key: K, candidate: Candidate, with_keys: tuple[K, ...] = ()) -> Repair[K]:
        old = self._known(key)
        reason = reason_text(candidate.kind, old, candidate.value)
        return Repair(key, float(old), float(candidate.value), candidate.kind, reason.vi, reason.en, with_keys)
