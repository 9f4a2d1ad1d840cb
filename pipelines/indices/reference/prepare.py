"""The steps before the outlier treatment: pool periods, screen the areas, denominate, impute. NaN is a missing figure.

Sources: COINr 1.1.14, Screen (availability = share of indicators present; an area below the threshold leaves the
data), Denominate (x / (d / scale)), Impute (i_mean, i_median, i_mean_grp, i_median_grp by column; impute_panel "latest"
for the previous value). Pooling: multiyear estimates of the American Community Survey, the events of all
periods by the persons of all periods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pipelines.indices.reference.terms import Flags, Floats, IndicatorKey, Method, Node, Period, Values, snap


def matrix(keys: Sequence[IndicatorKey | None], areas: Sequence[str], values: Values) -> Floats:
    """Return the figures as areas × leaves; NaN without a figure, and for a leaf whose key is None."""
    rows = [[None if key is None else values.get((area, key)) for key in keys] for area in areas]
    return np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=float).reshape(
        len(areas), len(keys)
    )


def pooled_matrix(leaves: Sequence[Node], periods: Sequence[Period], t: int) -> Floats:
    """Return the figures of period t as areas × leaves, each leaf's last `pool_periods` periods together.

    A ratio is the sum of its numerators by that of its denominators, the figures weighted by their sizes; one without
    a size counts 1. An area without a figure in period t has none, whatever it had before.
    """
    columns = [_pooled(leaf, periods[max(0, t + 1 - leaf.pool_periods) : t + 1]) for leaf in leaves]
    return np.array(columns, dtype=float).reshape(len(leaves), len(periods[t].areas)).T


def _pooled(leaf: Node, window: Sequence[Period]) -> list[float]:
    column: list[float] = []
    for area in window[-1].areas:
        key = (area, leaf.indicator) if leaf.indicator else None
        known = [period for period in window if key and period.values.get(key) is not None]
        if key is None or window[-1] not in known:
            column.append(np.nan)
        elif leaf.pool_periods == 1:
            column.append(float(window[-1].values[key] or 0))
        else:
            weights = [float(1 if (size := period.sizes.get(key)) is None else size) for period in known]
            column.append(float(np.average([float(period.values[key] or 0) for period in known], weights=weights)))
    return column


def screened_out(raw: Floats, method: Method) -> Flags:
    """Return the areas whose share of present figures is below the threshold, compared at 12 digits (2 of 3 is 2/3)."""
    if method.screen_min_coverage is None:
        return np.zeros(len(raw), dtype=bool)
    availability = (~np.isnan(raw)).mean(axis=1)
    return np.array([snap(share) < snap(method.screen_min_coverage) for share in availability])


def denominate(raw: Floats, denominators: Floats, scales: Floats, has_denominator: Flags) -> Floats:
    """Return x / (d / scale). With a denominator of 0 or a missing one the figure is missing, never infinite."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = raw / np.where(denominators == 0, np.nan, denominators / scales)
    return np.where(has_denominator, quotient, raw)


def impute(columns: Floats, areas: Sequence[str], groups: Mapping[str, str | None], method: Method) -> Floats:
    """Return columns (areas × leaves) with missing figures filled by the mean or median of column or group.

    An area without a group is neither filled nor part of a mean, as with COINr's skip_f_na. In a group without figures
    they stay missing.
    """
    if method.impute_kind in ("none", "previous"):
        return columns
    centre = np.median if method.impute_kind.endswith("median") else np.mean
    by_group = method.impute_kind.startswith("group")
    label = np.array([groups.get(area) or "" if by_group else "all" for area in areas])
    filled = columns.copy()
    for group in set(label.tolist()) - {""}:
        rows = label == group
        for j in range(columns.shape[1]):
            present = columns[rows & ~np.isnan(columns[:, j]), j]
            if len(present):
                filled[rows & np.isnan(columns[:, j]), j] = centre(present)
    return filled


def impute_previous(panel: Sequence[Floats], areas: Sequence[Sequence[str]], method: Method) -> list[Floats]:
    """Return the panel with missing figures filled by the area's latest figure, at most impute_max_periods back."""
    if method.impute_kind != "previous":
        return list(panel)
    filled = [columns.copy() for columns in panel]
    for t, columns in enumerate(panel):
        furthest = 0 if method.impute_max_periods is None else max(0, t - method.impute_max_periods)
        for i, area in enumerate(areas[t]):
            for j in np.flatnonzero(np.isnan(columns[i])):
                earlier = [panel[s][areas[s].index(area), j] for s in range(furthest, t) if area in areas[s]]
                known = [value for value in earlier if not np.isnan(value)]
                if known:
                    filled[t][i, j] = known[-1]
    return filled
