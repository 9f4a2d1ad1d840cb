"""Normalisation: the figures of one leaf on the scale, one formula for each kind.

Sources: COINr 1.1.14, n_minmax, n_goalposts, n_zscore, n_dist2targ, n_dist2max, n_dist2ref, n_fracmax, n_rank, n_prank.
As there, a reversed indicator is multiplied by -1 first, and its target and goalposts with it. Points of the maximum:
DTI, edition 922 (points / maximum points).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import NO_REFERENCE, ZERO_RANGE, Flags, Floats, Method, Node, snap, snapped

NOISE = 1e-12


class NormalisedColumn(NamedTuple):
    """The scores of a leaf, the reason if a present figure has none, and whether a goalpost clipped it."""

    scores: Floats
    reason: str | None
    is_clipped: Flags


class Leaf(NamedTuple):
    """The figures of a leaf, multiplied by its direction."""

    node: Node
    method: Method
    x: Floats  # figures to place, NaN is missing
    present: Floats  # figures of the field, without missing ones
    reference: float  # figure of the reference area, or NaN


def normalise(node: Node, method: Method, column: Floats, field: Floats, reference: float) -> NormalisedColumn:
    """Return the scores of a leaf.

    Args:
        node: the leaf. With `is_ln` the figures, bounds and target are taken as logarithms; ln of 0 or less is missing.
        method: kind of normalisation and its parameters.
        column: figures of the areas.
        field: figures that give extremes, means and ranks: the column of the period, or of the whole panel.
        reference: figure of the reference area in the period, or NaN.

    Raises:
        ValueError: a goalpost leaf lacks a bound.
    """
    if node.is_ln:
        node, column, field = _ln_node(node), _ln(column), _ln(field)
        reference = float(_ln(np.array([reference]))[0])
    x, present = node.direction * column, node.direction * field[~np.isnan(field)]
    if method.normalise_kind == "none" or not len(present):
        return _unclipped(column.copy())
    leaf = Leaf(node, method, x, present, node.direction * reference)
    return KINDS.get(method.normalise_kind, _between_posts)(leaf)


def _ln(values: Floats) -> Floats:
    return np.log(np.where(values > 0, values, np.nan))


def _ln_node(node: Node) -> Node:
    posts = {name: getattr(node, name) for name in ("bound_low", "bound_high", "target")}
    return replace(node, **{name: float(np.log(post)) if post else post for name, post in posts.items()})


def _rank(leaf: Leaf) -> NormalisedColumn:
    return _unclipped(_ranks(leaf))


def _percentile_rank(leaf: Leaf) -> NormalisedColumn:
    if len(leaf.present) == 1:
        return _undefined(leaf, ZERO_RANGE)
    return _scaled(leaf, (_ranks(leaf) - 1) / (len(leaf.present) - 1))


def _ranks(leaf: Leaf) -> Floats:
    """Return 1 + the number of smaller figures: ties share the lowest number, the greatest figure has the greatest."""
    ordered = np.sort(snapped(leaf.present))
    ranks = np.searchsorted(ordered, snapped(leaf.x), side="left") + 1.0
    return np.where(np.isnan(leaf.x), np.nan, ranks)


def _points_of_maximum(leaf: Leaf) -> NormalisedColumn:
    if not leaf.node.bound_high:
        return _undefined(leaf, NO_REFERENCE)
    share = leaf.node.direction * leaf.x / leaf.node.bound_high
    return _scaled(leaf, share if leaf.node.direction == 1 else 1 - share)


def _fraction_of_maximum(leaf: Leaf) -> NormalisedColumn:
    top = leaf.present.max()
    return _undefined(leaf, ZERO_RANGE) if snap(top) == 0 else _scaled(leaf, leaf.x / top)


def _z_score(leaf: Leaf) -> NormalisedColumn:
    present = leaf.present
    if len(present) < 2 or snap(present.min()) == snap(present.max()):
        return _undefined(leaf, ZERO_RANGE)
    distance = _distance(leaf.x, float(present.mean()))
    return _unclipped(distance / present.std(ddof=1) * leaf.method.z_sd + leaf.method.z_mean)


def _between_posts(leaf: Leaf) -> NormalisedColumn:
    """Kinds that place a figure between a lower and an upper post: (x - low) / (high - low)."""
    node, method, x, kind = leaf.node, leaf.method, leaf.x, leaf.method.normalise_kind
    low, high = float(leaf.present.min()), float(leaf.present.max())
    if kind == "goalpost":
        if node.bound_low is None or node.bound_high is None:
            raise ValueError(f"{node.node_code}: a goalpost needs bound_low and bound_high")
        low, high = sorted((node.direction * node.bound_low, node.direction * node.bound_high))
    elif kind == "distance_to_target":
        high = np.nan if node.target is None else node.direction * node.target
    elif kind == "distance_to_reference":
        high = leaf.reference
    if np.isnan(high) or snap(high) < snap(low):  # a target below the least figure would place the best last
        return _undefined(leaf, NO_REFERENCE)
    if snap(low) == snap(high):
        return _undefined(leaf, ZERO_RANGE)
    share, is_clipped = _distance(x, low) / (high - low), np.zeros(len(x), dtype=bool)
    if kind == "goalpost" and method.is_clipped:
        is_clipped = (x < low) | (x > high)
        share = np.clip(share, 0.0, 1.0)
    if kind in ("distance_to_target", "distance_to_reference") and method.is_capped:
        share = np.minimum(share, 1.0)
    return NormalisedColumn(_scaled(leaf, share).scores, None, is_clipped)


def _distance(x: Floats, origin: float) -> Floats:
    """Return x - origin; a distance below the 12th digit of the origin is the rounding error of a sum, and 0."""
    distance = x - origin
    return np.where(np.abs(distance) <= NOISE * abs(origin), 0.0, distance)


def _scaled(leaf: Leaf, share: Floats) -> NormalisedColumn:
    """Return shares from 0 to 1 on the scale of the method."""
    method = leaf.method
    return _unclipped(share * (method.scale_high - method.scale_low) + method.scale_low)


def _unclipped(scores: Floats) -> NormalisedColumn:
    return NormalisedColumn(scores, None, np.zeros(len(scores), dtype=bool))


def _undefined(leaf: Leaf, reason: str) -> NormalisedColumn:
    n = len(leaf.x)
    return NormalisedColumn(np.full(n, np.nan), reason, np.zeros(n, dtype=bool))


KINDS: dict[str, Callable[[Leaf], NormalisedColumn]] = {  # every other kind lies between two posts
    "rank": _rank,
    "percentile_rank": _percentile_rank,
    "points_of_maximum": _points_of_maximum,
    "fraction_of_maximum": _fraction_of_maximum,
    "z_score": _z_score,
}
