"""Two editions of an index on common axes: the switches between them, and figures for each position of the switches.

A cause is a switch between the old and the new state of an input of the score:

* `own_data`: the unit's own figures, where both editions know them;
* `peers`: those of all other units, and with them the least and greatest figures of the scale;
* `weights`: the weights of nodes that both editions have;
* `method`: the method, the tree, the properties of its nodes, and the leaves of one edition alone;
* `coverage`: figures that one edition lacks, of the unit and of others;
* `revision`: figures of the old period, as first published and as known now;
* `borders`: units of one edition alone, and the figures of units whose borders changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pipelines.indices.reference.terms import Flags, Floats, Node
from pipelines.indices.scoring.field import Field

CAUSES = ("own_data", "peers", "weights", "method", "coverage", "revision", "borders")


@dataclass(frozen=True)
class Pair:
    """The old and the new edition of an index.

    Attributes:
        old: the earlier one, as it was published.
        new: the later one.
        revised: the earlier one with its figures as known now; None without revisions.
        reshaped: units of both editions whose borders changed between them.

    Raises:
        ValueError: an edition takes its bounds from all periods, so no period stands alone.
    """

    old: Field
    new: Field
    revised: Field | None = None
    reshaped: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if "panel" in (self.old.method.bounds_kind, self.new.method.bounds_kind):
            raise ValueError("bounds of the panel: the periods are not apart")

    @cached_property
    def units(self) -> tuple[str, ...]:
        """All units, those of the new edition first."""
        return tuple(dict.fromkeys([*self.new.units, *self.old.units, *(self.revised or self.old).units]))

    @cached_property
    def both(self) -> tuple[str, ...]:
        """The units of both editions: those whose change can be decomposed."""
        known = set(self.old.units)
        return tuple(unit for unit in self.new.units if unit in known)

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The codes of all leaves."""
        return tuple(dict.fromkeys([*self.new.leaf_position, *self.old.leaf_position]))

    def causes(self, units: Sequence[str]) -> tuple[str, ...]:
        """The causes that differ between the editions for some of the units, in the order of CAUSES."""
        is_moved = [bool(self.moved[self.units.index(unit)]) for unit in units]
        n_moved = int(self.moved.sum())
        differs = {
            "own_data": any(is_moved),
            "peers": any(n_moved > flag for flag in is_moved),
            **{cause: self._differs(cause) for cause in CAUSES[2:]},
        }
        return tuple(cause for cause in CAUSES if differs[cause])

    def _differs(self, cause: str) -> bool:
        if cause == "weights":
            old, new = weight_of(self.old), weight_of(self.new)
            return any(old[code] != weight for code, weight in new.items() if code in old)
        if cause == "method":
            return self.old.method != self.new.method or _tree(self.old) != _tree(self.new)
        if cause == "revision":
            return bool(_apart(self._figures[0], self._figures[1]).any() or _apart(*self._scales[:2]).any())
        if cause == "borders":
            return set(self.old.units) != set(self.new.units) or bool(self.reshaped & set(self.both))
        return bool(self._is_coverage.any())

    @cached_property
    def moved(self) -> Flags:
        """For each unit, whether a figure that both editions know differs."""
        differs = _apart(self._figures[1], self._figures[2]) | _apart(self._scales[1], self._scales[2])
        return np.asarray((differs & self._is_joint & ~self._is_coverage).any(axis=1))

    @cached_property
    def _figures(self) -> tuple[Floats, Floats, Floats]:
        return self._aligned(scale=False)

    @cached_property
    def _scales(self) -> tuple[Floats, Floats, Floats]:
        """The figures that make the scale; those of `_figures` but where a sender is asked."""
        return self._aligned(scale=True)

    def _aligned(self, scale: bool) -> tuple[Floats, Floats, Floats]:
        """Return figures of the old edition, as known now, of the new one: all units × all leaves; NaN is missing."""
        row_of = {unit: place for place, unit in enumerate(self.units)}
        column_of = {leaf: place for place, leaf in enumerate(self.leaves)}
        found: list[Floats] = []
        for index in (self.old, self.revised or self.old, self.new):
            stated = index.scale_figures if scale and index.scale_figures is not None else index.figures
            grid = np.full((len(self.units), len(self.leaves)), np.nan)
            grid[np.ix_([row_of[u] for u in index.units], [column_of[leaf] for leaf in index.leaf_position])] = stated
            found.append(grid)
        return found[0], found[1], found[2]

    @cached_property
    def _is_joint(self) -> Flags:
        """Cells of units and leaves that both editions have, of unchanged borders."""
        rows = np.array([unit in self.both and unit not in self.reshaped for unit in self.units])
        columns = np.array([c in self.old.leaf_position and c in self.new.leaf_position for c in self.leaves])
        return np.asarray(rows[:, None] & columns)

    @cached_property
    def _is_coverage(self) -> Flags:
        return (np.isnan(self._figures[1]) != np.isnan(self._figures[2])) & self._is_joint

    def rows(self, on: frozenset[str], is_moved: bool) -> tuple[Floats, Floats]:
        """Return figures and scale figures of all units with some switches on.

        Args:
            on: causes whose new state holds; `own_data` and `peers` are not read.
            is_moved: whether figures that both editions know have their new state.
        """
        here = self._is_joint
        by_border = np.full_like(here, "borders" in on)
        # leaves of one edition alone have the figures of that edition, whatever the period
        for place, leaf in enumerate(self.leaves):
            if leaf not in self.old.leaf_position:
                by_border[:, place] = True
            elif leaf not in self.new.leaf_position:
                by_border[:, place] = False
        is_new = np.where(self._is_coverage, "coverage" in on, np.where(here, is_moved, by_border))
        found: list[Floats] = []
        for first, known, new in (self._figures, self._scales):
            base = np.where(here, known, first) if "revision" in on else first
            found.append(np.where(is_new, new, base))
        return found[0], found[1]

    def edition(self, is_new: bool) -> tuple[Field, list[int]]:
        """Return the field with tree and method of an edition over all units, and the places of its leaves."""
        index = self.new if is_new else self.old
        empty = np.full((len(self.units), len(index.leaves)), np.nan)
        is_imputed = np.zeros(empty.shape, dtype=bool)
        made = replace(index, units=self.units, figures=empty, is_imputed=is_imputed, scale_figures=None, groups=())
        return made, [self.leaves.index(leaf) for leaf in index.leaf_position]

    def weights(self, index: Field, on: frozenset[str]) -> Floats:
        """Return the weights of the nodes of an edition; those that only it has are its own in every position."""
        stated = weight_of(self.new if "weights" in on else self.old)
        return np.array([stated.get(node.node_code, node.weight) for node in index.nodes])


def weight_of(index: Field) -> dict[str, float]:
    """Return the weights of nodes by code."""
    return {node.node_code: node.weight for node in index.nodes}


def _tree(index: Field) -> dict[str, Node]:
    """Return the nodes by code, without their weights."""
    return {node.node_code: replace(node, weight=1.0) for node in index.nodes}


def _apart(a: Floats, b: Floats) -> Flags:
    return (a != b) & ~(np.isnan(a) & np.isnan(b))
