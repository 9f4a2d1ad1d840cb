"""Scores and ranks of a field in which a unit has other figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pipelines.indices.reference.terms import Floats
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.score import Plan, Scores, score


@dataclass(frozen=True)
class WhatIf:
    """Scores of every node before and after, and who changed places with the unit.

    `scores` has two replicates: as published, and changed.
    """

    unit: str
    scores: Scores
    root: str
    overtaken: tuple[str, ...]
    overtaken_by: tuple[str, ...]

    def of_unit(self, index: Field, node: str) -> tuple[float, float, float, float]:
        """Return score before and after, rank before and after, of the unit in a node."""
        place = index.place_of(self.unit)
        (before, after), (was, is_now) = self.scores.of(node)[:, place], self.scores.ranks(node)[:, place]
        return float(before), float(after), float(was), float(is_now)


def what_if(index: Field, unit: str, changes: Mapping[str, float]) -> WhatIf:
    """Return what other figures of a unit do.

    Args:
        index: the field.
        unit: code of the unit.
        changes: figure by leaf, in the leaf's unit; a missing figure can be stated too.

    Raises:
        KeyError: a leaf that the index lacks.
        ValueError: a unit that the field lacks.
    """
    place = index.place_of(unit)
    figures: Floats = np.stack([index.figures, index.figures])
    for leaf, value in changes.items():
        figures[1, place, index.leaf_position[leaf]] = value
    scores = score(index, Plan(figures=figures))
    root = index.root.node_code
    before, after = scores.ranks(root)
    others = [at for at in range(len(index.units)) if at != place]
    return WhatIf(
        unit,
        scores,
        root,
        tuple(index.units[at] for at in others if before[at] < before[place] and after[at] > after[place]),
        tuple(index.units[at] for at in others if before[at] > before[place] and after[at] < after[place]),
    )
