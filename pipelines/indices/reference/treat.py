"""Outlier treatment of one column: test, winsorise one point at a time, else transform the original by a logarithm.

Source: COINr 1.1.14, Treat.numeric, winsorise, check_SkewKurt, log_CT, log_CT_orig, log_CT_plus. The test passes when
the absolute skewness or the excess kurtosis (both type 2, as Excel's SKEW and KURT) is below its threshold. A column
that cannot be tested (fewer than four figures, no range at 12 digits, or none left while winsorising) is unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import Floats, Method, Texts, snap

UPRIGHT = 1e-12  # a smaller skewness is the rounding error of a symmetric column and counts as 0: the upper tail


class OutlierTest(NamedTuple):
    """Skewness, excess kurtosis, and whether the column passes; None if they cannot be computed."""

    skew: float | None
    kurtosis: float | None
    is_passed: bool | None


@dataclass(frozen=True)
class Treatment:
    """The treatment of one column.

    `kind` is none, winsorise, untested or the name of a transform. `marks` has an entry for each figure: "", winhi,
    winlo or the name of the transform. `tests` are those before, after winsorising and after the transform.
    """

    kind: str
    values: Floats
    marks: Texts
    n_winsorised: int
    tests: tuple[OutlierTest, ...]


def skewness(x: Floats) -> float:
    """Return the skewness of type 2 (G1): sqrt(n) Σd³ / (Σd²)^1.5 · sqrt(n(n-1)) / (n-2)."""
    n, d = len(x), x - x.mean()
    return float(np.sqrt(n) * (d**3).sum() / (d**2).sum() ** 1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def excess_kurtosis(x: Floats) -> float:
    """Return the excess kurtosis of type 2 (G2): ((n+1)(r-3)+6)(n-1) / ((n-2)(n-3)) with r = n Σd⁴ / (Σd²)²."""
    n, d = len(x), x - x.mean()
    r = n * (d**4).sum() / (d**2).sum() ** 2
    return float(((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3)))


def outlier_test(x: Floats, method: Method) -> OutlierTest:
    """Return the outlier test of figures without missing ones."""
    if len(x) < 4 or snap(x.min()) == snap(x.max()):
        return OutlierTest(None, None, None)
    skew, kurtosis = skewness(x), excess_kurtosis(x)
    is_straight = snap(abs(skew)) < snap(method.treat_skew_threshold)
    passed = is_straight or snap(kurtosis) < snap(method.treat_kurtosis_threshold)
    return OutlierTest(skew, kurtosis, passed)


def treat(column: Floats, method: Method) -> Treatment:
    """Return the treatment of a column; missing figures (NaN) stay missing."""
    here = ~np.isnan(column)
    x = column[here]
    marks = np.full(len(column), "", dtype="U12")
    first = outlier_test(x, method)
    if method.treat_winmax is None or first.is_passed is not False:
        return Treatment("none" if first.is_passed else "untested", column, marks, 0, (first,))
    clipped, clip_marks = _winsorise(x, method.treat_winmax, method)
    second = outlier_test(clipped, method)
    n_winsorised = int((clip_marks != "").sum())
    if second.is_passed is None:
        return Treatment("untested", column, marks, 0, (first,))
    treated = column.copy()
    if second.is_passed or method.treat_transform == "none":
        treated[here], marks[here] = clipped, clip_marks
        return Treatment("winsorise", treated, marks, n_winsorised, (first, second))
    treated[here], marks[here] = transform(x, method.treat_transform), method.treat_transform
    third = outlier_test(treated[here], method)
    return Treatment(method.treat_transform, treated, marks, n_winsorised, (first, second, third))


def _winsorise(x: Floats, winmax: int, method: Method) -> tuple[Floats, Texts]:
    """Move the most extreme figure and its ties to the next one until the test passes or `winmax` points have moved."""
    clipped, marks = x.copy(), np.full(len(x), "", dtype="U12")
    found = outlier_test(clipped, method)
    while found.is_passed is False and (marks != "").sum() < winmax:
        is_high = found.skew is not None and found.skew > -UPRIGHT
        extreme = clipped.max() if is_high else clipped.min()
        rest = clipped[clipped != extreme]
        marks[clipped == extreme] = "winhi" if is_high else "winlo"
        clipped[clipped == extreme] = rest.max() if is_high else rest.min()
        found = outlier_test(clipped, method)
    return clipped, marks


def transform(x: Floats, kind: str) -> Floats:
    """Return the log transform `kind` of a column as it was before winsorising."""
    low, high = x.min(), x.max()
    a = 0.01 * (high - low)
    if kind == "log_ct_orig":
        return np.log(x - low + 1)
    if kind == "log_ct_plus" and skewness(x) <= 0:
        return -np.log(high + a - x)
    return np.log(x - low + a)
