"""Outlier treatment of many columns at once: test, winsorise point by point, else transform the original column.

Formulas: docs/method.md, part 2 (COINr 1.1.14: Treat.numeric, winsorise, check_SkewKurt, log_CT). A column is a row of
an array whose last axis is that of the units; NaN is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.indices.reference.terms import Flags, Floats, Method, snapped

UPRIGHT = -1e-12  # a skewness above it points to the upper tail


@dataclass
class Treatments:
    """What is done to each column: the clips of a winsorised one, or the numbers of its transform."""

    clip_low: Floats
    clip_high: Floats
    is_transformed: Flags
    least: Floats
    most: Floats
    is_upper: Flags  # log_ct_plus: the skewness of the original column is positive
    kind: str

    def apply(self, columns: Floats) -> Floats:
        """Return the columns as treated."""
        if not np.isfinite(self.clip_low).any() and not np.isfinite(self.clip_high).any():
            clipped = columns
        else:
            clipped = np.minimum(np.maximum(columns, self.clip_low[..., None]), self.clip_high[..., None])
        if not self.is_transformed.any():
            return clipped
        found = np.array(clipped)
        at = self.is_transformed
        x, low, high = columns[at], self.least[at][:, None], self.most[at][:, None]
        a = 0.01 * (high - low)
        with np.errstate(divide="ignore", invalid="ignore"):
            upper = np.log(x - low + (1.0 if self.kind == "log_ct_orig" else a))
            if self.kind == "log_ct_plus":
                upper = np.where(self.is_upper[at][:, None], upper, -np.log(high + a - x))
        found[at] = upper
        return found


def treatments(columns: Floats, method: Method, is_treated: Flags) -> Treatments:
    """Return the treatment of each column of `columns` (... × leaves × units); `is_treated` is that of the leaves."""
    shape = columns.shape[:-1]
    rows = columns.reshape(-1, columns.shape[-1])
    low, high = np.full(len(rows), -np.inf), np.full(len(rows), np.inf)
    is_transformed, is_upper = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    least, most = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    if method.treat_winmax is not None and is_treated.any():
        candidates = np.flatnonzero(np.broadcast_to(is_treated, shape).ravel())
        skew, passed, testable = outlier_tests(rows if len(candidates) == len(rows) else rows[candidates], method)
        failed = candidates[testable & ~passed]
        if len(failed):
            x = rows[failed]
            is_upper[failed] = skew[testable & ~passed] > 0
            least[failed], most[failed] = np.nanmin(x, axis=1), np.nanmax(x, axis=1)
            clip_low, clip_high, is_good, is_testable = _winsorised(x, method)
            is_kept = is_testable & (is_good | (method.treat_transform == "none"))
            low[failed], high[failed] = np.where(is_kept, clip_low, -np.inf), np.where(is_kept, clip_high, np.inf)
            is_transformed[failed] = is_testable & ~is_kept
    return Treatments(
        low.reshape(shape),
        high.reshape(shape),
        is_transformed.reshape(shape),
        least.reshape(shape),
        most.reshape(shape),
        is_upper.reshape(shape),
        method.treat_transform,
    )


def outlier_tests(rows: Floats, method: Method) -> tuple[Floats, Flags, Flags]:
    """Return for each row its skewness, whether it passes, and whether it can be tested at all."""
    here = ~np.isnan(rows)
    is_whole = bool(here.all())
    n = np.full(len(rows), float(rows.shape[1])) if is_whole else here.sum(axis=1).astype(float)
    x = rows if is_whole else np.where(here, rows, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        d = x - (x.sum(axis=1) / n)[:, None]
        d = d if is_whole else np.where(here, d, 0.0)
        squares = d * d
        second = squares.sum(axis=1)
        third = np.einsum("ij,ij->i", squares, d)
        fourth = np.einsum("ij,ij->i", squares, squares)
        skew = np.sqrt(n) * third / second**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
        kurtosis = ((n + 1) * (n * fourth / second**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
        passed = (snapped(np.abs(skew)) < _limit(method.treat_skew_threshold)) | (
            snapped(kurtosis) < _limit(method.treat_kurtosis_threshold)
        )
    low = x.min(axis=1) if is_whole else np.where(here, rows, np.inf).min(axis=1)
    high = x.max(axis=1) if is_whole else np.where(here, rows, -np.inf).max(axis=1)
    with np.errstate(invalid="ignore"):
        testable = (n >= 4) & (snapped(low) != snapped(high))
    return skew, passed, testable


def _limit(threshold: float) -> float:
    return float(snapped(np.array([threshold]))[0])


def _winsorised(rows: Floats, method: Method) -> tuple[Floats, Floats, Flags, Flags]:
    """Return clips of each row, whether it then passes, and whether it can still be tested.

    A step moves the extreme figure of the skewed tail, with its ties, to the next one, while the test fails and fewer
    than `treat_winmax` points have moved.
    """
    low, high = np.nanmin(rows, axis=1), np.nanmax(rows, axis=1)
    is_good, is_testable = np.zeros(len(rows), dtype=bool), np.ones(len(rows), dtype=bool)
    moved = np.zeros(len(rows))
    active = np.arange(len(rows))
    while len(active):
        x = rows[active]
        a, b = low[active][:, None], high[active][:, None]
        skew, passed, testable = outlier_tests(np.clip(x, a, b), method)
        is_good[active], is_testable[active] = passed & testable, testable
        goes_on = testable & ~passed & (moved[active] < (method.treat_winmax or 0))
        active, x, skew, a, b = active[goes_on], x[goes_on], skew[goes_on], a[goes_on], b[goes_on]
        is_high = skew > UPRIGHT
        next_high = np.where(x < b, x, -np.inf).max(axis=1, initial=-np.inf)
        next_low = np.where(x > a, x, np.inf).min(axis=1, initial=np.inf)
        high[active] = np.where(is_high, next_high, b[:, 0])
        low[active] = np.where(is_high, a[:, 0], next_low)
        moved[active] = ((x > high[active][:, None]) | (x < low[active][:, None])).sum(axis=1)
    return low, high, is_good, is_testable
