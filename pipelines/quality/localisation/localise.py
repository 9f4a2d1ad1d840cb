"""Which cells of a contradictory report are most likely wrong: the lightest sets whose change can satisfy everything.

Here: Fellegi and Holt's paradigm (1976) over numbers. Not here: the relations themselves (relations.py), what the
figure should have been (repairs.py).

How: a set of cells is an answer if the system can be satisfied once they are unknown. Where it cannot, elimination
(elimination.py) leaves implied edits that fail; each names cells of which at least one must change, so the lightest
cover of all failing edits found so far is the next set to try, until one is an answer (Garfinkel, Kunnathur and
Liepins 1988; de Waal, Pannekoek and Scholtus, Handbook of Statistical Data Editing and Imputation, 2011, chapter 3).
Every answer covers every implied edit, so none is lighter than the first found, and all of its weight are found.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic

from pipelines.quality.localisation.elimination import Edit, edit, eliminate, interval, total
from pipelines.quality.localisation.relations import K, Ratio, Relation, exact


@dataclass(frozen=True)
class Localisation(Generic[K]):
    """Every lightest set of cells, in a stable order; none where even changing all of them would not do.

    The empty set: nothing contradicts, or giving up a belief (a relation with a penalty) is cheapest.
    `parts` says the same shorter: contradictions that have nothing to do with each other, each with its alternatives;
    one of every part together make one of `sets`.
    """

    sets: list[frozenset[K]]
    weight: float
    parts: list[list[frozenset[K]]]


def localise(
    relations: Sequence[Relation[K] | Ratio[K]], values: Mapping[K, float | None], weights: Mapping[K, float]
) -> Localisation[K]:
    """The lightest sets of cells to change so that all relations can hold.

    A missing value may become anything and costs nothing; a cell of infinite weight may not be changed.
    Parts of the report that share no changeable cell are searched apart, and their sets combined.
    """
    sets: list[frozenset[K]] = [frozenset()]
    weight = 0.0
    parts: list[list[frozenset[K]]] = []
    for block in independent_groups(relations, values, weights):
        found = System(block, values, weights).lightest()
        sets = [one | other for one in sets for other in found.sets]
        weight += found.weight
        parts += found.parts
    return Localisation(sets, weight, parts)


def independent_groups(
    relations: Sequence[Relation[K] | Ratio[K]], values: Mapping[K, float | None], weights: Mapping[K, float]
) -> list[list[Relation[K] | Ratio[K]]]:
    """The relations in groups that share no cell which may change."""
    groups: list[tuple[set[K], list[Relation[K] | Ratio[K]]]] = []
    for relation in relations:
        cells = {key for key in relation.keys if values[key] is None or math.isfinite(weights[key])}
        members = [relation]
        apart: list[tuple[set[K], list[Relation[K] | Ratio[K]]]] = []
        for others, theirs in groups:
            if cells.isdisjoint(others):
                apart.append((others, theirs))
            else:
                cells |= others
                members = theirs + members
        groups = [*apart, (cells, members)]
    return [members for _, members in groups]


class System(Generic[K]):
    """Relations over numbered elements: first the cells, then the beliefs that may be given up."""

    def __init__(
        self,
        relations: Sequence[Relation[K] | Ratio[K]],
        values: Mapping[K, float | None],
        weights: Mapping[K, float],
    ) -> None:
        self.keys = list(dict.fromkeys(key for relation in relations for key in values if key in relation.keys))
        self.numbers = {key: number for number, key in enumerate(self.keys)}
        known = {key: None if (value := values[key]) is None else exact(value) for key in self.keys}
        self.values = [known[key] for key in self.keys]
        self.missing = frozenset(number for number, value in enumerate(self.values) if value is None)
        self.prices: dict[int, Fraction] = {}
        for number, key in enumerate(self.keys):
            if number not in self.missing and math.isfinite(weights[key]):
                self.prices[number] = _positive(weights[key], key)
        self.edits: list[Edit] = []
        for number, relation in enumerate(relations, len(self.keys)):
            belief = frozenset[int]()
            if math.isfinite(relation.penalty):
                self.prices[number] = _positive(relation.penalty, relation.name)
                belief = frozenset((number,))
            for row in relation.rows(known):
                coefficients = {self.numbers[key]: value for key, value in row.coefficients.items()}
                given = belief | {self.numbers[key] for key in row.given}
                self.edits.append(edit(coefficients, row.bound, row.is_equation, given))

    def lightest(self) -> Localisation[K]:
        """All lightest covers of the failing edits, by weight; an edit is looked for only where none known is open."""
        known: list[frozenset[int]] = []
        found: list[frozenset[int]] = []
        best: Fraction | None = None
        order = itertools.count()
        heap: list[tuple[Fraction, int, frozenset[int]]] = [(Fraction(0), next(order), frozenset())]
        seen: set[frozenset[int]] = set()
        while heap:
            price, _, chosen = heapq.heappop(heap)
            if best is not None and price > best:
                break
            uncovered = [conflict for conflict in known if conflict.isdisjoint(chosen)]
            if not uncovered:
                uncovered = self.conflicts(chosen)
                known += uncovered
            if not uncovered:
                best = price
                found.append(chosen)
                continue
            for element in min(uncovered, key=len):
                grown = chosen | {element}
                if grown not in seen:
                    seen.add(grown)
                    heapq.heappush(heap, (price + self.prices[element], next(order), grown))
        parts = [self._cells(part) for part in _parts(found, known)]
        return Localisation(self._cells(found), math.inf if best is None else float(best), parts)

    def conflicts(self, doubted: Iterable[int]) -> list[frozenset[int]]:
        """For every implied edit that still fails: the elements of which one must be doubted as well."""
        rows, unknown = self._open(doubted)
        found: set[frozenset[int]] = set()
        for row in eliminate(rows, unknown):
            sum_of_known = total(row, self.values)
            if sum_of_known > row.bound or (row.is_equation and sum_of_known < row.bound):
                found.add(frozenset((row.given | row.coefficients.keys()) & self.prices.keys()))
        minimal = [one for one in found if not any(other < one for other in found)]
        return sorted(minimal, key=lambda conflict: (len(conflict), sorted(conflict)))

    def interval(self, key: K, doubted: Iterable[K]) -> tuple[Fraction | None, Fraction | None]:
        """Between which values `key` may lie while the cells of `doubted` may be anything and all others stand."""
        rows, unknown = self._open(self.numbers[one] for one in doubted)
        return interval(rows, self.numbers[key], unknown | {self.numbers[key]}, self.values)

    def _open(self, doubted: Iterable[int]) -> tuple[list[Edit], frozenset[int]]:
        """The rows that still stand, and what is unknown in them."""
        given_up = frozenset(doubted)
        rows = [row for row in self.edits if row.given.isdisjoint(given_up)]
        return rows, self.missing | {number for number in given_up if number < len(self.keys)}

    def _cells(self, found: list[frozenset[int]]) -> list[frozenset[K]]:
        """Sets of cells by the order of the report; two that differ in beliefs only are one."""
        ordered = sorted(found, key=sorted)
        return list(dict.fromkeys(frozenset(self.keys[n] for n in one if n < len(self.keys)) for one in ordered))


def _parts(found: list[frozenset[int]], conflicts: list[frozenset[int]]) -> list[list[frozenset[int]]]:
    """The answers as a product over groups of conflicts that share nothing; as they are where they are no product."""
    groups: list[frozenset[int]] = []
    for conflict in conflicts:
        touching = [group for group in groups if not group.isdisjoint(conflict)]
        groups = [group for group in groups if group.isdisjoint(conflict)] + [conflict.union(*touching)]
    parts = [list(dict.fromkeys(answer & group for answer in found)) for group in groups]
    return parts if math.prod(map(len, parts)) == len(found) else [found]


def _positive(weight: float, name: object) -> Fraction:
    if weight <= 0:
        raise ValueError(f"weight of {name!r} must be positive, not {weight}")
    return exact(weight)
