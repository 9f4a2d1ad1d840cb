"""The audit of one field: what its leaves and nodes have in common, and what a reader should look at.

Thresholds are those of the audits of the Joint Research Centre (COIN tool): pairs of indicators above 0.92 are
collinear, within a group below -0.4 opposed; an indicator that correlates below 0.3 with the index is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from pipelines.indices.audit.statistics import (
    Components,
    correlation_ratio,
    cronbach_alpha,
    is_constant,
    pearson,
    principal_components,
    spearman,
)
from pipelines.indices.reference.terms import Floats, Node
from pipelines.indices.scoring.field import Field, effective_weights
from pipelines.indices.scoring.score import Scores, nominal

COLLINEAR, OPPOSED, SILENT = 0.92, -0.4, 0.3
KAISER = 1.0


class PairFinding(NamedTuple):
    """Two leaves: correlations, whether one node is the parent of both, and `collinear`, `negative` or nothing."""

    a: str
    b: str
    is_same_group: bool
    n: int
    pearson: float
    spearman: float
    finding: str | None


class LevelFinding(NamedTuple):
    """A node and one that stands above it."""

    node: str
    above: str
    pearson: float
    spearman: float


class Importance(NamedTuple):
    """How much a node counts: its weight in the index, and what its scores have to do with those of the index.

    `r2` is the squared Pearson correlation, `ratio` the squared correlation ratio; `share` is r2 by the sum over the
    nodes of its level. `finding` is `constant`, `silent`, `redundant` or nothing.
    """

    node: str
    level: int
    n: int
    weight: float
    pearson: float
    spearman: float
    r2: float
    ratio: float
    share: float
    finding: str | None


class GroupFinding(NamedTuple):
    """A node with several children: alpha, mean correlation of the children, principal components."""

    node: str
    n_children: int
    alpha: float
    mean_correlation: float
    components: Components | None

    @property
    def n_kaiser(self) -> int | None:
        """Number of components with an eigenvalue above 1 (Kaiser's criterion)."""
        return None if self.components is None else int((self.components.eigenvalues > KAISER).sum())


@dataclass(frozen=True)
class Audit:
    """The audit of one field."""

    pairs: list[PairFinding]
    levels: list[LevelFinding]
    importance: list[Importance]
    groups: list[GroupFinding]


def audit(index: Field) -> Audit:
    """Return the audit of the scores as the method has them: of leaves normalised and in their direction."""
    found = nominal(index)
    found_pairs = _pairs(index, found)
    return Audit(found_pairs, _levels(index, found), _importance(index, found, found_pairs), _groups(index, found))


def _of(index: Field, found: Scores, node: Node) -> Floats:
    """Return the scores of a node, upright: a method without normalisation leaves a reversed leaf as it is."""
    scores = found.of(node.node_code)[0]
    is_reversed = node.indicator is not None and node.direction == -1 and index.method.normalise_kind == "none"
    return -scores if is_reversed else scores


def _pairs(index: Field, found: Scores) -> list[PairFinding]:
    return [_pair(a, b, _of(index, found, a), _of(index, found, b)) for a, b in combinations(index.leaves, 2)]


def _pair(a: Node, b: Node, x: Floats, y: Floats) -> PairFinding:
    r, is_same = pearson(x, y), a.parent_code == b.parent_code
    finding = "collinear" if abs(r) > COLLINEAR else "negative" if r < OPPOSED and is_same else None
    n = int((~np.isnan(x) & ~np.isnan(y)).sum())
    return PairFinding(a.node_code, b.node_code, is_same, n, r, spearman(x, y), finding)


def _levels(index: Field, found: Scores) -> list[LevelFinding]:
    """Return each node below the root beside every node above it."""
    by_code = {node.node_code: node for node in index.nodes}
    rows: list[LevelFinding] = []
    for node in index.nodes:
        above = node.parent_code
        while above is not None:
            x, y = _of(index, found, node), _of(index, found, by_code[above])
            rows.append(LevelFinding(node.node_code, above, pearson(x, y), spearman(x, y)))
            above = by_code[above].parent_code
    return rows


def _importance(index: Field, found: Scores, found_pairs: list[PairFinding]) -> list[Importance]:
    root = _of(index, found, index.root)
    weights = effective_weights(index)
    collinear = {code for pair in found_pairs if pair.finding == "collinear" for code in (pair.a, pair.b)}
    rows: list[Importance] = []
    for node in index.nodes:
        if node.parent_code is None:
            continue
        x = _of(index, found, node)
        r = pearson(x, root)
        finding = None
        if node.indicator is not None:
            is_silent = abs(r) < SILENT
            is_twin = node.node_code in collinear
            finding = "constant" if is_constant(x) else "silent" if is_silent else "redundant" if is_twin else None
        weight = float(weights[index.position[node.node_code]])
        n = int((~np.isnan(x)).sum())
        ratio = correlation_ratio(x, root)
        rows.append(
            Importance(node.node_code, node.level, n, weight, r, spearman(x, root), r**2, ratio, np.nan, finding)
        )
    return [row._replace(share=row.r2 / total if (total := _level_sum(rows, row.level)) else np.nan) for row in rows]


def _level_sum(rows: list[Importance], level: int) -> float:
    return float(np.nansum([row.r2 for row in rows if row.level == level]))


def _groups(index: Field, found: Scores) -> list[GroupFinding]:
    """Return each node with several children; their scores are those of the level below."""
    rows: list[GroupFinding] = []
    for node in index.aggregates:
        children = index.children(node.node_code)
        if len(children) < 2:
            continue
        columns = np.stack([_of(index, found, child) for child in children], axis=1)
        between = [pearson(columns[:, i], columns[:, j]) for i, j in combinations(range(len(children)), 2)]
        known = [r for r in between if not np.isnan(r)]
        mean = float(np.mean(known)) if known else float("nan")
        alpha = cronbach_alpha(columns)
        rows.append(GroupFinding(node.node_code, len(children), alpha, mean, principal_components(columns)))
    return rows
