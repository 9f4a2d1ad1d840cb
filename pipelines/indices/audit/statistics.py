"""Statistics of the audit: correlations, principal components, Cronbach's alpha, correlation ratio.

Sources: Handbook on constructing composite indicators (OECD and JRC 2008), steps 4 and 6; Becker, Saisana, Paruolo,
Vandecasteele (2017), Weights and importance in composite indicators; COINr's get_corr, get_PCA, get_cronbach. NaN is a
missing value.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import Flags, Floats, snapped

MIN_UNITS = 3  # fewer give no correlation
UNITS_A_BIN = 6  # of a correlation ratio
MAX_BINS = 10


class Components(NamedTuple):
    """Principal components of standardised columns, greatest first.

    `loadings` (columns × components) are correlations of columns and components; of each component the greatest one is
    positive. `n` is the number of complete rows.
    """

    eigenvalues: Floats
    shares: Floats
    loadings: Floats
    n: int


def pearson(a: Floats, b: Floats) -> float:
    """Return Pearson's correlation over the units that have both; NaN with fewer than three or a constant column."""
    both = ~np.isnan(a) & ~np.isnan(b)
    x, y = a[both], b[both]
    if len(x) < MIN_UNITS or _is_constant(x) or _is_constant(y):
        return float("nan")
    dx, dy = x - x.mean(), y - y.mean()
    return float(np.clip((dx * dy).sum() / np.sqrt((dx**2).sum() * (dy**2).sum()), -1, 1))


def spearman(a: Floats, b: Floats) -> float:
    """Return Spearman's correlation: Pearson's of the ranks, ties with their mean rank."""
    both = ~np.isnan(a) & ~np.isnan(b)
    return pearson(mean_ranks(a[both]), mean_ranks(b[both]))


def mean_ranks(x: Floats) -> Floats:
    """Return ranks from 1, ties with their mean rank; x has no missing value."""
    ordered = np.sort(snapped(x))
    seen = snapped(x)
    first, last = np.searchsorted(ordered, seen, side="left"), np.searchsorted(ordered, seen, side="right")
    return (first + 1 + last) / 2.0


def _is_constant(x: Floats) -> bool:
    """Return whether all values agree at 12 digits."""
    return not len(x) or bool(snapped(x.min(keepdims=True))[0] == snapped(x.max(keepdims=True))[0])


def is_constant(x: Floats) -> bool:
    """Return whether the values present agree at 12 digits, or there is none."""
    return _is_constant(x[~np.isnan(x)])


def cronbach_alpha(columns: Floats) -> float:
    """Return Cronbach's alpha of columns (units × items), from covariances over the units that have both.

    alpha = k² · mean covariance / sum of all covariances, as COINr's get_cronbach; NaN with fewer than two items.
    """
    k = columns.shape[1]
    if k < 2:
        return float("nan")
    covariances = np.array([[_covariance(columns[:, i], columns[:, j]) for j in range(k)] for i in range(k)])
    total = np.nansum(covariances)
    between = (total - np.nansum(np.diag(covariances))) / (k * (k - 1))
    return float(k**2 * between / total) if total else float("nan")


def _covariance(a: Floats, b: Floats) -> float:
    both = ~np.isnan(a) & ~np.isnan(b)
    x, y = a[both], b[both]
    return float(((x - x.mean()) * (y - y.mean())).sum() / (len(x) - 1)) if len(x) > 1 else float("nan")


def principal_components(columns: Floats) -> Components | None:
    """Return the principal components of the correlation matrix of the complete rows.

    None where a column is constant there, with fewer than two columns, or with fewer rows than three.
    """
    whole: Flags = np.asarray(~np.isnan(columns).any(axis=1))
    x = columns[whole]
    if x.shape[1] < 2 or len(x) < MIN_UNITS or any(_is_constant(column) for column in x.T):
        return None
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    values, vectors = np.linalg.eigh(z.T @ z / (len(x) - 1))
    order = np.argsort(-values, kind="stable")
    values, vectors = np.maximum(values[order], 0.0), vectors[:, order]
    # an eigenvector has no sign of its own
    greatest = vectors[np.abs(vectors).argmax(axis=0), np.arange(len(values))]
    loadings = vectors * np.where(greatest < 0, -1.0, 1.0) * np.sqrt(values)
    return Components(values, values / values.sum(), loadings, len(x))


def correlation_ratio(x: Floats, y: Floats) -> float:
    """Return the squared correlation ratio of y on x: which share of the variance of y the mean of y given x explains.

    The main effect S of Becker et al. (2017). Units are put into bins of equal number by x, ties into one bin; the
    share between the bins is freed of the bias of small bins (Kelley's epsilon squared) and not below 0. NaN where x or
    y is constant, or with too few units for two bins.
    """
    both = ~np.isnan(x) & ~np.isnan(y)
    x, y = x[both], y[both]
    n = len(x)
    n_bins = min(MAX_BINS, n // UNITS_A_BIN)
    if n_bins < 2 or _is_constant(x) or _is_constant(y):
        return float("nan")
    bins = np.minimum(((mean_ranks(x) - 0.5) / n * n_bins).astype(int), n_bins - 1)
    used = np.unique(bins)
    within = sum(float(((y[bins == number] - y[bins == number].mean()) ** 2).sum()) for number in used)
    if len(used) >= n or len(used) < 2:
        return float("nan")
    total = float(((y - y.mean()) ** 2).sum())
    return max(0.0, 1 - (within / (n - len(used))) / (total / (n - 1)))
