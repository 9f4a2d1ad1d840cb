"""Scores and ranks of an index for many replicates of its inputs at once.

A replicate may differ from the release in figures, weights, and in a variant: treatment, normalisation, aggregation.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.indices.reference.terms import Aggregation, Floats, Method, Node
from pipelines.indices.scoring.aggregation import Column, Rule, aggregate
from pipelines.indices.scoring.field import Field, positions
from pipelines.indices.scoring.normalisation import leaf_table, normalise
from pipelines.indices.scoring.ranks import ranks
from pipelines.indices.scoring.treatment import treatments

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Variant:
    """A choice of method that replicates share.

    Attributes:
        method: parameters of treatment and normalisation; None is that of the field.
        aggregation: kind of mean of every node above the leaves; None is that of each node.
        figures: units × leaves that replace those of the field (another imputation); None is those of the field.
    """

    method: Method | None = None
    aggregation: Aggregation | None = None
    figures: Floats | None = None


AS_PUBLISHED = Variant()


@dataclass(frozen=True)
class Plan:
    """The inputs of the replicates; what is None is that of the field in every replicate.

    Attributes:
        weights: replicates × nodes, in the order of `Field.nodes`, relative to the siblings.
        figures: replicates × units × leaves; they replace those of the field and of the variant.
        variants: the choices of method that occur.
        variant_of: for each replicate, which of `variants`; None: all the first.
    """

    weights: Floats | None = None
    figures: Floats | None = None
    variants: tuple[Variant, ...] = (AS_PUBLISHED,)
    variant_of: Places | None = None

    @property
    def n_replicates(self) -> int:
        """The number of replicates."""
        return next((len(part) for part in (self.variant_of, self.weights, self.figures) if part is not None), 1)


@dataclass(frozen=True)
class Scores:
    """Scores of the kept nodes: replicates × nodes × units; NaN is undefined."""

    nodes: tuple[str, ...]
    values: Floats

    def of(self, code: str) -> Floats:
        """Return the scores of a node, replicates × units."""
        return self.values[:, self.nodes.index(code)]

    def ranks(self, code: str) -> Floats:
        """Return the competition ranks of a node, replicates × units; NaN without a score."""
        return ranks(self.of(code))


def score(index: Field, plan: Plan, keep: Collection[str] | None = None) -> Scores:
    """Return the scores of every replicate of a plan.

    Args:
        index: the field.
        plan: what differs from it, by replicate.
        keep: codes of the nodes whose scores are returned; None is all of them, leaves too. The fewer, the faster.
    """
    kept = tuple(node.node_code for node in index.nodes if keep is None or node.node_code in keep)
    values = np.empty((plan.n_replicates, len(kept), len(index.units)))
    for number, variant in enumerate(plan.variants):
        at: Places | slice = slice(None)
        if plan.variant_of is not None:
            at = np.flatnonzero(plan.variant_of == number)
            if not len(at):
                continue
        figures = None if plan.figures is None else plan.figures[at]
        weights = index.weights if plan.weights is None else plan.weights[at]
        columns = _climbed(index, variant, leaf_scores(index, variant, figures), weights)
        for place, code in enumerate(kept):
            values[at, place] = columns[code].scores
    return Scores(kept, values)


def nominal(index: Field) -> Scores:
    """Return the scores as the method has them: one replicate of all nodes."""
    return score(index, Plan())


def leaf_scores(index: Field, variant: Variant = AS_PUBLISHED, figures: Floats | None = None) -> Floats:
    """Return the leaves' scores, (replicates ×) leaves × units.

    Args:
        index: the field.
        variant: treatment and normalisation.
        figures: (replicates ×) units × leaves, in place of those of the field.
    """
    method = variant.method or index.method
    stated = index.figures if variant.figures is None else variant.figures
    x = np.ascontiguousarray(np.swapaxes(stated if figures is None else figures, -1, -2))
    scale = x
    if index.scale_figures is not None:
        is_apart = _is_apart(index).T
        scale = np.where(is_apart, index.scale_figures.T, x)
    is_treated = np.array([leaf.is_treated for leaf in index.leaves])
    found = treatments(scale, method, is_treated)
    treated = found.apply(scale)
    placed = treated if scale is x else found.apply(x)
    if method.bounds_kind == "panel" and index.others:
        treated = _with_others(index, method, treated)
    at = index.units.index(method.reference_area_id) if method.reference_area_id in index.units else None
    return normalise(placed, treated, leaf_table(index.leaves), method, at)


def _is_apart(index: Field) -> NDArray[np.bool_]:
    """Return where the figure that makes the scale is another than the figure that is placed on it."""
    admitted = index.figures if index.scale_figures is None else index.scale_figures
    return (admitted != index.figures) & ~(np.isnan(admitted) & np.isnan(index.figures))


def _with_others(index: Field, method: Method, treated: Floats) -> Floats:
    """Return the columns with the treated ones of the other periods after them."""
    is_treated = np.array([leaf.is_treated for leaf in index.leaves])
    further = [treatments(other.T, method, is_treated).apply(other.T) for other in index.others]
    joined = np.concatenate(further, axis=-1)
    return np.concatenate([treated, np.broadcast_to(joined, (*treated.shape[:-1], joined.shape[-1]))], axis=-1)


def _climbed(index: Field, variant: Variant, leaves: Floats, weights: Floats) -> dict[str, Column]:
    """Return the column of every node, level by level."""
    method = variant.method or index.method
    stated = np.ones_like(weights) if method.weight_kind == "equal" else weights
    columns = {leaf.node_code: Column(leaves[..., place, :]) for place, leaf in enumerate(index.leaves)}
    for node in index.aggregates:
        children = index.children(node.node_code)
        used = stated[..., positions(index, children)]
        columns[node.node_code] = aggregate(
            _rule(node, variant), used, [columns[child.node_code] for child in children]
        )
    return columns


def _rule(node: Node, variant: Variant) -> Rule:
    kind = variant.aggregation or node.aggregation or "arithmetic"
    return Rule(kind, node.min_coverage or 0.0, node.min_coverage_count or 0.0)
