"""Competition ranks of many rows at once, on values at 12 digits; a missing value has no rank (NaN)."""

from __future__ import annotations

import numpy as np

from pipelines.indices.reference.terms import Floats, snapped


def ranks(scores: Floats) -> Floats:
    """Return 1 + the number of greater scores in each row (1, 2, 2, 4); the last axis is that of the units."""
    return places(-scores)


def places(values: Floats) -> Floats:
    """Return 1 + the number of smaller values in each row; the last axis is ranked."""
    seen = snapped(values)
    order = np.argsort(seen, axis=-1)
    ordered = np.take_along_axis(seen, order, axis=-1)
    numbers = np.arange(1.0, values.shape[-1] + 1)
    first = np.ones(ordered.shape, dtype=bool)
    first[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    found = np.empty(ordered.shape)
    np.put_along_axis(found, order, np.maximum.accumulate(np.where(first, numbers, 0.0), axis=-1), axis=-1)
    found[np.isnan(seen)] = np.nan
    return found
