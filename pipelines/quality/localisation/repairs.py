"""What a located cell may have been meant to say: values that a known slip explains and every relation accepts.

Here: proposals. Nothing here changes a figure: a person does, in a corrected workbook or by a decision.
Not here: which cell is likely wrong (localise.py), which slips there are (slips.py).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic

from pipelines.quality.localisation.localise import System
from pipelines.quality.localisation.relations import K, Ratio, Relation, exact
from pipelines.quality.localisation.typing_errors import KINDS, intended_values, reason_texts

NEAR = 2  # a figure at most twice or at least half its last value is ordinary, as in most jump rules
FAR = Fraction(10**12)  # another sign, or 0: no proportion at all
PINNED = Fraction(1, 20)  # relations that leave less than 5 % of room say by themselves what the figure should be
MOST_COMBINATIONS = 2000  # intended_values of several cells tried together; beyond that nothing could be told apart


@dataclass(frozen=True)
class Repair(Generic[K]):
    """One proposal for one cell. `with_keys`: cells that must be repaired together with it."""

    key: K
    old: float
    new: float
    kind: str
    reason_vi: str
    reason_en: str
    with_keys: tuple[K, ...] = ()


@dataclass(frozen=True)
class CellContext(Generic[K]):
    """What is known of cells besides the relations: last value, cells beside them on the form, decimals."""

    last: Mapping[K, float] = field(default_factory=lambda: {})
    neighbours: Mapping[K, Sequence[K]] = field(default_factory=lambda: {})
    decimals: Mapping[K, int] = field(default_factory=lambda: {})  # a cell that is not named holds whole numbers


def propose_repairs(
    relations: Sequence[Relation[K] | Ratio[K]],
    values: Mapping[K, float | None],
    located: frozenset[K],
    around: CellContext[K],
) -> list[Repair[K]]:
    """Proposals for the cells of one located set, the plainest kind first; all satisfy every relation together."""
    if not located or any(values[key] is None for key in located):
        return []
    bench = _Bench(relations, values, around)
    found = bench.swaps(located)
    meant = {key: bench.meant(key, located) for key in located}
    found += bench.single(next(iter(located)), meant) if len(located) == 1 else bench.together(meant)
    return sorted(found, key=lambda one: KINDS.index(one.kind))


class _Bench(Generic[K]):
    """The report on which intended_values are tried."""

    def __init__(
        self,
        relations: Sequence[Relation[K] | Ratio[K]],
        values: Mapping[K, float | None],
        around: CellContext[K],
    ) -> None:
        self.relations = relations
        self.values = {key: None if value is None else exact(value) for key, value in values.items()}
        self.around = around
        even = {key: 1.0 for key in values}
        self.system = System(relations, values, even)

    def meant(self, key: K, located: frozenset[K]) -> list[tuple[str, Fraction]]:
        """Meanings of one cell that fit while the others of the set may be anything, and the value implied if any."""
        low, high = self._interval(key, located)
        old, decimals = self._known(key), self.around.decimals.get(key, 0)
        fitting = [
            (kind, value)
            for kind, value in intended_values(old, decimals)
            if (low is None or low <= value) and (high is None or value <= high) and self._plausible(key, value)
        ]
        if low is None or high is None or not 0 <= high - low <= PINNED * max(abs(low), abs(high)):
            # an inequality alone accepts almost any slip: no evidence for one of them
            return fitting if key in self.around.last else []
        middle = Fraction(round((low + high) / 2 * 10**decimals), 10**decimals)
        if not fitting and low <= middle <= high and middle != old:
            fitting.append(("implied" if low == high else "about", middle))
        return fitting

    def _interval(self, key: K, located: frozenset[K]) -> tuple[Fraction | None, Fraction | None]:
        """Where the cell may lie; for a reported ratio whose parts stand, where they put it."""
        low, high = self.system.interval(key, located)
        for one in self.relations:
            if isinstance(one, Ratio) and one.reported == key and located.isdisjoint((one.numerator, one.denominator)):
                above, below = self.values[one.numerator], self.values[one.denominator]
                if above is not None and below:
                    middle, slack = exact(one.scale) * above / below, exact(one.tolerance)
                    low = middle - slack if low is None else max(low, middle - slack)
                    high = middle + slack if high is None else min(high, middle + slack)
        return low, high

    def single(self, key: K, meant: Mapping[K, list[tuple[str, Fraction]]]) -> list[Repair[K]]:
        """Each meaning that holds; of one-digit slips only a sole one, for each number has a hundred of them."""
        holding = [(kind, value) for kind, value in meant[key] if self._holds({key: value})]
        typos = sum(kind == "typo" for kind, _ in holding)
        return [self._repair(key, kind, value) for kind, value in holding if kind != "typo" or typos == 1]

    def together(self, meant: Mapping[K, list[tuple[str, Fraction]]]) -> list[Repair[K]]:
        """The one combination of intended_values that satisfies everything; several would be no evidence for any."""
        keys = list(meant)
        n = 1
        for key in keys:
            n *= len(meant[key])
        if not 0 < n <= MOST_COMBINATIONS:
            return []
        holding = [
            chosen
            for chosen in itertools.product(*(meant[key] for key in keys))
            if self._holds({key: value for key, (_, value) in zip(keys, chosen, strict=True)})
        ]
        if len(holding) != 1:
            return []
        return [
            self._repair(key, kind, value, tuple(other for other in keys if other != key))
            for key, (kind, value) in zip(keys, holding[0], strict=True)
        ]

    def swaps(self, located: frozenset[K]) -> list[Repair[K]]:
        """Neighbours whose exchange satisfies everything and brings neither away from its last value, both near it."""
        found: list[Repair[K]] = []
        beside = [(key, other) for key in located for other in self.around.neighbours.get(key, ())]
        for pair, (key, other) in {frozenset(pair): pair for pair in beside}.items():
            here, there = self.values.get(key), self.values.get(other)
            if not located <= pair or here is None or there is None or here == there:
                continue
            if not (key in self.around.last and other in self.around.last):
                continue
            before = self._distance(key, here), self._distance(other, there)
            after = self._distance(key, there), self._distance(other, here)
            nearer = after != before and all(new <= old for new, old in zip(after, before, strict=True))
            if nearer and max(after) <= NEAR and self._holds({key: there, other: here}):
                found += [self._repair(key, "swap", there, (other,)), self._repair(other, "swap", here, (key,))]
        return found

    def _plausible(self, key: K, new: Fraction) -> bool:
        """Near the last value, or at most half as far from it (in proportion) as what was sent; true without one."""
        if not self.around.last.get(key):
            return True
        far = self._distance(key, new)
        return far <= NEAR or far**2 < self._distance(key, self._known(key)) != FAR

    def _distance(self, key: K, value: Fraction) -> Fraction:
        """How many times larger or smaller than the last value."""
        last = exact(self.around.last[key])
        if value == last:
            return Fraction(1)
        return max(value / last, last / value) if value * last > 0 else FAR

    def _holds(self, changed: Mapping[K, Fraction]) -> bool:
        tried = {**self.values, **changed}
        return all(one.holds(tried) for one in self.relations if not one.keys.isdisjoint(changed))

    def _known(self, key: K) -> Fraction:
        value = self.values[key]
        assert value is not None
        return value

    def _repair(self, key: K, kind: str, new: Fraction, with_keys: tuple[K, ...] = ()) -> Repair[K]:
        old = self._known(key)
        return Repair(key, float(old), float(new), kind, *reason_texts(kind, old, new), with_keys)
