"""Error localisation by Fellegi and Holt (1976): the lightest sets of cells whose change can satisfy every relation.

A set of cells is a solution if the system of relations is consistent once the cells are unknown. If it is not,
elimination (elimination.py) leaves implied edits that fail; each names cells of which at least one must change. The
next set tried is the lightest one that covers every failing edit found so far, until a set is a solution (Garfinkel,
Kunnathur and Liepins 1988; de Waal, Pannekoek and Scholtus, Handbook of Statistical Data Editing and Imputation, 2011,
chapter 3). Every solution covers every implied edit, so none is lighter than the first one found, and all solutions of
its weight are found.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic

from pipelines.quality.localisation.elimination import Edit, eliminate, interval, make_edit, total
from pipelines.quality.localisation.relations import K, Ratio, Relation, exact

Relations = Sequence[Relation[K] | Ratio[K]]


@dataclass(frozen=True)
class Localisation(Generic[K]):
    """Every lightest set of cells, in a stable order; no set if changing all of them would not suffice.

    The empty set is a solution if nothing contradicts, or if giving up soft edits is cheapest. `parts` holds the same
    as independent contradictions, each with its alternatives: one alternative of every part is one of `sets`.
    """

    sets: list[frozenset[K]]
    weight: float
    parts: list[list[frozenset[K]]]


def localise(relations: Relations[K], values: Mapping[K, float | None], weights: Mapping[K, float]) -> Localisation[K]:
    """Return the lightest sets of cells to change so that all relations can hold.

    Args:
        relations: hard and soft edits over the cells.
        values: figure of each cell. A missing one (None) may become anything and costs nothing.
        weights: cost of changing each cell, positive; a cell of infinite weight may not be changed.

    Raises:
        ValueError: a weight or penalty is not positive.
    """
    sets: list[frozenset[K]] = [frozenset()]
    weight = 0.0
    parts: list[list[frozenset[K]]] = []
    for group in independent_groups(relations, values, weights):
        found = System(group, values, weights).lightest()
        sets = [cells | others for cells in sets for others in found.sets]
        weight += found.weight
        parts += found.parts
    return Localisation(sets, weight, parts)


def independent_groups(
    relations: Relations[K], values: Mapping[K, float | None], weights: Mapping[K, float]
) -> list[list[Relation[K] | Ratio[K]]]:
    """Return the relations in groups that share no cell which may change; each can be solved by itself."""
    groups: list[tuple[set[K], list[Relation[K] | Ratio[K]]]] = []
    for relation in relations:
        cells = {key for key in relation.keys if values[key] is None or math.isfinite(weights[key])}
        members = [relation]
        apart: list[tuple[set[K], list[Relation[K] | Ratio[K]]]] = []
        for group_cells, group in groups:
            if cells.isdisjoint(group_cells):
                apart.append((group_cells, group))
            else:
                cells |= group_cells
                members = group + members
        groups = [*apart, (cells, members)]
    return [members for _, members in groups]


class System(Generic[K]):
    """Relations over numbered elements: the cells first, then the soft edits.

    A set of elements is *free* if its cells may take any value and its soft edits are given up.
    """

    def __init__(self, relations: Relations[K], values: Mapping[K, float | None], weights: Mapping[K, float]) -> None:
        self.keys = list(dict.fromkeys(key for relation in relations for key in values if key in relation.keys))
        self.numbers = {key: number for number, key in enumerate(self.keys)}
        known = {key: None if (value := values[key]) is None else exact(value) for key in self.keys}
        self.values = [known[key] for key in self.keys]
        self.missing = frozenset(number for number, value in enumerate(self.values) if value is None)
        self.weights: dict[int, Fraction] = {}  # of the elements that may be freed
        for number, key in enumerate(self.keys):
            if number not in self.missing and math.isfinite(weights[key]):
                self.weights[number] = _positive(weights[key], key)
        self.edits: list[Edit] = []
        for number, relation in enumerate(relations, len(self.keys)):
            soft = frozenset[int]()
            if math.isfinite(relation.penalty):
                self.weights[number] = _positive(relation.penalty, relation.name)
                soft = frozenset((number,))
            for row in relation.rows(known):
                coefficients = {self.numbers[key]: value for key, value in row.coefficients.items()}
                conditions = soft | {self.numbers[key] for key in row.conditions}
                self.edits.append(make_edit(coefficients, row.bound, row.is_equation, conditions))

    def lightest(self) -> Localisation[K]:
        """Return all lightest sets. New failing edits are searched only if a set covers all those known."""
        known: list[frozenset[int]] = []
        found: list[frozenset[int]] = []
        best: Fraction | None = None
        order = itertools.count()
        heap: list[tuple[Fraction, int, frozenset[int]]] = [(Fraction(0), next(order), frozenset())]
        seen: set[frozenset[int]] = set()
        while heap:
            weight, _, chosen = heapq.heappop(heap)
            if best is not None and weight > best:
                break
            uncovered = [conflict for conflict in known if conflict.isdisjoint(chosen)]
            if not uncovered:
                uncovered = self.conflicts(chosen)
                known += uncovered
            if not uncovered:
                best = weight
                found.append(chosen)
                continue
            for element in min(uncovered, key=len):
                grown = chosen | {element}
                if grown not in seen:
                    seen.add(grown)
                    heapq.heappush(heap, (weight + self.weights[element], next(order), grown))
        parts = [self._cells(part) for part in _parts(found, known)]
        return Localisation(self._cells(found), math.inf if best is None else float(best), parts)

    def conflicts(self, free: Iterable[int]) -> list[frozenset[int]]:
        """Return, for every implied edit that fails, the elements of which at least one more must be free."""
        rows, unknown = self._remaining(free)
        found: set[frozenset[int]] = set()
        for row in eliminate(rows, unknown):
            sum_of_known = total(row, self.values)
            if sum_of_known > row.bound or (row.is_equation and sum_of_known < row.bound):
                found.add(frozenset((row.conditions | row.coefficients.keys()) & self.weights.keys()))
        minimal = [conflict for conflict in found if not any(smaller < conflict for smaller in found)]
        return sorted(minimal, key=lambda conflict: (len(conflict), sorted(conflict)))

    def interval(self, key: K, free: Iterable[K]) -> tuple[Fraction | None, Fraction | None]:
        """Return the ends between which `key` may lie if the cells `free` may be anything and all others are right."""
        rows, unknown = self._remaining(self.numbers[cell] for cell in free)
        return interval(rows, self.numbers[key], unknown | {self.numbers[key]}, self.values)

    def _remaining(self, free: Iterable[int]) -> tuple[list[Edit], frozenset[int]]:
        """Return the edits that still apply, and the cells that are unknown in them."""
        freed = frozenset(free)
        rows = [row for row in self.edits if row.conditions.isdisjoint(freed)]
        return rows, self.missing | {number for number in freed if number < len(self.keys)}

    def _cells(self, found: list[frozenset[int]]) -> list[frozenset[K]]:
        """Return sets of cells in the order of the report; sets that differ in soft edits only become one."""
        ordered = sorted(found, key=sorted)
        return list(dict.fromkeys(frozenset(self.keys[n] for n in chosen if n < len(self.keys)) for chosen in ordered))


def _parts(found: list[frozenset[int]], conflicts: list[frozenset[int]]) -> list[list[frozenset[int]]]:
    """Return the solutions as a product over groups of conflicts that share nothing, if they are such a product."""
    groups: list[frozenset[int]] = []
    for conflict in conflicts:
        touching = [group for group in groups if not group.isdisjoint(conflict)]
        groups = [group for group in groups if group.isdisjoint(conflict)] + [conflict.union(*touching)]
    parts = [list(dict.fromkeys(solution & group for solution in found)) for group in groups]
    return parts if math.prod(map(len, parts)) == len(found) else [found]


def _positive(weight: float, name: object) -> Fraction:
    if weight <= 0:
        raise ValueError(f"weight of {name!r} must be positive, not {weight}")
    return exact(weight)
