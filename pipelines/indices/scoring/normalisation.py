"""Normalisation of many columns at once: figures of the leaves on the scale of the method.

Formulas: docs/method.md, part 3. Arrays are ... × leaves × units; NaN is missing or undefined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import Flags, Floats, Method, Node, snapped
from pipelines.indices.scoring.ranks import places

NOISE = 1e-12  # a distance below the 12th digit of its origin is the rounding of a sum


class LeafTable(NamedTuple):
    """The properties of the leaves that normalisation reads, one value for each leaf as a column (leaves × 1)."""

    direction: Floats
    is_ln: Flags
    bound_low: Floats
    bound_high: Floats
    target: Floats


class Columns(NamedTuple):
    """Columns multiplied by their direction: those to place, and those that make the scale."""

    x: Floats
    scale: Floats
    leaves: LeafTable
    method: Method
    reference: int | None  # place of the reference unit


def leaf_table(leaves: tuple[Node, ...]) -> LeafTable:
    """Return the properties of the leaves as columns."""

    def column(values: list[float | None]) -> Floats:
        return np.array([np.nan if value is None else value for value in values], dtype=float)[:, None]

    return LeafTable(
        np.array([float(leaf.direction) for leaf in leaves])[:, None],
        np.array([leaf.is_ln for leaf in leaves])[:, None],
        column([leaf.bound_low for leaf in leaves]),
        column([leaf.bound_high for leaf in leaves]),
        column([leaf.target for leaf in leaves]),
    )


def normalise(x: Floats, scale: Floats, leaves: LeafTable, method: Method, reference: int | None) -> Floats:
    """Return the scores of the figures `x` on the scale that the figures `scale` make.

    Args:
        x: treated figures, ... × leaves × units.
        scale: treated figures that give extremes, means and ranks; the same units first, further ones after them.
        leaves: directions, bounds and targets.
        method: kind of normalisation and its parameters.
        reference: place of the reference unit, for `distance_to_reference`.
    """
    if leaves.is_ln.any():
        x, scale = _ln(x, leaves.is_ln), _ln(scale, leaves.is_ln)
        leaves = leaves._replace(
            bound_low=_ln(leaves.bound_low, leaves.is_ln),
            bound_high=_ln(leaves.bound_high, leaves.is_ln),
            target=_ln(leaves.target, leaves.is_ln),
        )
    if method.normalise_kind == "none":
        return x
    is_upright = bool((leaves.direction == 1).all())
    is_same = scale is x
    if not is_upright:
        x = leaves.direction * x
        scale = x if is_same else leaves.direction * scale
    with np.errstate(divide="ignore", invalid="ignore"):
        return KINDS.get(method.normalise_kind, _between_posts)(Columns(x, scale, leaves, method, reference))


def _ln(values: Floats, is_ln: Flags) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(is_ln, np.log(np.where(values > 0, values, np.nan)), values)


def _extremes(scale: Floats) -> tuple[Floats, Floats]:
    """Return the least and greatest figure of each column; NaN where there is none."""
    low, high = scale.min(axis=-1, keepdims=True), scale.max(axis=-1, keepdims=True)
    if np.isnan(low).any():
        low = np.fmin.reduce(scale, axis=-1, keepdims=True)
        high = np.fmax.reduce(scale, axis=-1, keepdims=True)
    return low, high


def _distance(x: Floats, origin: Floats) -> Floats:
    distance = x - origin
    limit = NOISE * np.abs(origin)
    # only what is near the origin needs the comparison, which costs as much as the rest
    if (limit > 0).any():
        distance[np.abs(distance) <= limit] = 0.0
    return distance


def _scaled(share: Floats, method: Method) -> Floats:
    share *= method.scale_high - method.scale_low
    share += method.scale_low
    return share


def _rank(columns: Columns) -> Floats:
    return places(columns.scale)[..., : columns.x.shape[-1]]


def _percentile_rank(columns: Columns) -> Floats:
    n = (~np.isnan(columns.scale)).sum(axis=-1, keepdims=True)
    return _scaled((_rank(columns) - 1) / np.where(n > 1, n - 1.0, np.nan), columns.method)


def _points_of_maximum(columns: Columns) -> Floats:
    leaves = columns.leaves
    share = columns.x * leaves.direction / np.where(leaves.bound_high == 0, np.nan, leaves.bound_high)
    return _scaled(np.where(leaves.direction == 1, share, 1 - share), columns.method)


def _fraction_of_maximum(columns: Columns) -> Floats:
    _, high = _extremes(columns.scale)
    return _scaled(columns.x / np.where(snapped(high) == 0, np.nan, high), columns.method)


def _z_score(columns: Columns) -> Floats:
    scale = columns.scale
    low, high = _extremes(scale)
    here = ~np.isnan(scale)
    n = here.sum(axis=-1, keepdims=True)
    from_low = scale - low
    mean = low + np.where(here, from_low, 0.0).sum(axis=-1, keepdims=True) / n
    squares = scale - mean
    squares *= squares
    spread = np.sqrt(np.where(here, squares, 0.0).sum(axis=-1, keepdims=True) / (n - 1))
    spread = np.where(snapped(low) == snapped(high), np.nan, spread)
    return _distance(columns.x, mean) / spread * columns.method.z_sd + columns.method.z_mean


def _between_posts(columns: Columns) -> Floats:
    """Kinds that place a figure between a lower and an upper post: (x - low) / (high - low)."""
    leaves, method, kind = columns.leaves, columns.method, columns.method.normalise_kind
    if kind == "goalpost":
        ends = leaves.direction * np.concatenate([leaves.bound_low, leaves.bound_high], axis=1)
        low, high = ends.min(axis=1, keepdims=True), ends.max(axis=1, keepdims=True)
    else:
        low, high = _extremes(columns.scale)
    if kind == "distance_to_target":
        high = leaves.direction * leaves.target
    elif kind == "distance_to_reference":
        at = columns.reference
        high = np.full_like(low, np.nan) if at is None else columns.scale[..., at : at + 1]
    share = _distance(columns.x, low)
    share /= np.where(snapped(low) == snapped(high), np.nan, high - low)
    is_bounded = columns.x is not columns.scale and kind in ("min_max", "distance_to_maximum")
    if is_bounded or (kind == "goalpost" and method.is_clipped):
        np.clip(share, 0.0, 1.0, out=share)
    elif kind in ("distance_to_target", "distance_to_reference") and method.is_capped:
        np.minimum(share, 1.0, out=share)
    return _scaled(share, method)


KINDS: dict[str, Callable[[Columns], Floats]] = {
    "rank": _rank,
    "percentile_rank": _percentile_rank,
    "points_of_maximum": _points_of_maximum,
    "fraction_of_maximum": _fraction_of_maximum,
    "z_score": _z_score,
}
