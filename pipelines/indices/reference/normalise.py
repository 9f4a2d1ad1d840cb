"""One column of figures onto the scale: each kind of normalisation as one formula.

Sources: COINr 1.1.14, n_minmax, n_goalposts, n_zscore, n_dist2targ, n_dist2max, n_dist2ref, n_fracmax, n_rank, n_prank;
as there, a reversed indicator is multiplied by -1 first, and its target and goalposts with it. Points of the maximum:
DTI, edition 922 (points / greatest possible points).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import NO_REFERENCE, ZERO_RANGE, Flags, Floats, Method, Node, snap, snapped

NOISE = 1e-12


class Scored(NamedTuple):
    """Scores of a column, the reason where a present figure has none, and whether a goalpost clipped it."""

    scores: Floats
    reason: str | None
    is_clipped: Flags


def normalise(node: Node, method: Method, column: Floats, whole: Floats, reference: float) -> Scored:
    """As `_normalise`, on a logarithmic scale where the node asks for one (HDI's income); ln of 0 or less is none."""
    if not node.is_ln:
        return _normalise(node, method, column, whole, reference)
    return _normalise(_ln_node(node), method, _ln(column), _ln(whole), float(_ln(np.array([reference]))[0]))


def _ln(values: Floats) -> Floats:
    return np.log(np.where(values > 0, values, np.nan))


def _ln_node(node: Node) -> Node:
    posts = {name: getattr(node, name) for name in ("bound_low", "bound_high", "target")}
    return replace(node, **{name: float(np.log(post)) if post else post for name, post in posts.items()})


def _normalise(node: Node, method: Method, column: Floats, whole: Floats, reference: float) -> Scored:
    """Scores of `column`; extremes, means and ranks are those of `whole` (the period's column, or the panel's).

    `reference` is the reference area's figure in this period, NaN where there is none.
    """
    kind = method.normalise_kind
    x, present = node.direction * column, node.direction * whole[~np.isnan(whole)]
    untouched = np.zeros(len(column), dtype=bool)
    if kind == "none" or not len(present):
        return Scored(column.copy(), None, untouched)
    if kind == "rank":
        return Scored(_ranks(x, present), None, untouched)
    if kind == "percentile_rank":
        if len(present) == 1:
            return _undefined(column, ZERO_RANGE)
        return _scaled(method, (_ranks(x, present) - 1) / (len(present) - 1))
    if kind == "points_of_maximum":
        if not node.bound_high:
            return _undefined(column, NO_REFERENCE)
        share = column / node.bound_high
        return _scaled(method, share if node.direction == 1 else 1 - share)
    if kind == "fraction_of_maximum":
        top = present.max()
        return _undefined(column, ZERO_RANGE) if snap(top) == 0 else _scaled(method, x / top)
    if kind == "z_score":
        if len(present) < 2 or snap(present.min()) == snap(present.max()):
            return _undefined(column, ZERO_RANGE)
        distance = _distance(x, float(present.mean()))
        return Scored(distance / present.std(ddof=1) * method.z_sd + method.z_mean, None, untouched)
    return _between(node, method, x, present, node.direction * reference)


def _between(node: Node, method: Method, x: Floats, present: Floats, reference: float) -> Scored:
    """Kinds that place a figure between a lower and an upper post: (x - low) / (high - low)."""
    low, high, kind = float(present.min()), float(present.max()), method.normalise_kind
    if kind == "goalpost":
        if node.bound_low is None or node.bound_high is None:
            raise ValueError(f"{node.node_code}: a goalpost needs bound_low and bound_high")
        low, high = sorted((node.direction * node.bound_low, node.direction * node.bound_high))
    elif kind == "distance_to_target":
        high = np.nan if node.target is None else node.direction * node.target
    elif kind == "distance_to_reference":
        high = reference
    if np.isnan(high):
        return _undefined(x, NO_REFERENCE)
    if snap(low) == snap(high):
        return _undefined(x, ZERO_RANGE)
    share, is_clipped = _distance(x, low) / (high - low), np.zeros(len(x), dtype=bool)
    if kind == "goalpost" and method.is_clipped:
        is_clipped = (x < low) | (x > high)
        share = np.clip(share, 0.0, 1.0)
    if kind in ("distance_to_target", "distance_to_reference") and method.is_capped:
        share = np.minimum(share, 1.0)
    return Scored(_scaled(method, share).scores, None, is_clipped)


def _distance(x: Floats, origin: float) -> Floats:
    """x - origin; what lies below the 12th digit of the origin is the rounding of a sum, and is 0."""
    distance = x - origin
    return np.where(np.abs(distance) <= NOISE * abs(origin), 0.0, distance)


def _ranks(x: Floats, present: Floats) -> Floats:
    """1 + the number of smaller figures: the greatest figure has the greatest number; ties share the lowest."""
    ordered = np.sort(snapped(present))
    ranks = np.searchsorted(ordered, snapped(x), side="left") + 1.0
    return np.where(np.isnan(x), np.nan, ranks)


def _scaled(method: Method, share: Floats) -> Scored:
    scores = share * (method.scale_high - method.scale_low) + method.scale_low
    return Scored(scores, None, np.zeros(len(share), dtype=bool))


def _undefined(column: Floats, reason: str) -> Scored:
    return Scored(np.full(len(column), np.nan), reason, np.zeros(len(column), dtype=bool))
