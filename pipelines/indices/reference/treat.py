"""Outliers of one column: test, winsorise one point at a time, else a log transform of the original.

Source: COINr 1.1.14, Treat.numeric, winsorise, check_SkewKurt, log_CT, log_CT_orig, log_CT_plus. The test passes when
the absolute skewness or the excess kurtosis (both type 2, as Excel's SKEW and KURT) is below its threshold. A column
that cannot be tested (fewer than four figures, no range at 12 digits, or none left while winsorising) stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipelines.indices.reference.terms import Floats, Method, Texts, snap

UPRIGHT = 1e-12  # a skewness smaller than this is the rounding of a symmetric column: counted as 0, the upper tail


class Test(NamedTuple):
    """Skewness, excess kurtosis, and whether they pass; None where they cannot be computed."""

    skew: float | None
    kurtosis: float | None
    is_passed: bool | None


@dataclass(frozen=True)
class Treatment:
    """What became of one column; `how` per figure: "", winhi, winlo or the transform's name."""

    kind: str  # none, winsorise, a transform, untested
    values: Floats
    how: Texts
    n_winsorised: int
    tests: tuple[Test, ...]  # before, after winsorising, after the transform


def skewness(x: Floats) -> float:
    """Type 2 (G1): sqrt(n) Σd³ / (Σd²)^1.5 · sqrt(n(n-1)) / (n-2)."""
    n, d = len(x), x - x.mean()
    return float(np.sqrt(n) * (d**3).sum() / (d**2).sum() ** 1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def excess_kurtosis(x: Floats) -> float:
    """Type 2 (G2): ((n+1)(r-3)+6)(n-1) / ((n-2)(n-3)) with r = n Σd⁴ / (Σd²)²."""
    n, d = len(x), x - x.mean()
    r = n * (d**4).sum() / (d**2).sum() ** 2
    return float(((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3)))


def test(x: Floats, method: Method) -> Test:
    """The outlier test of the figures present."""
    if len(x) < 4 or snap(x.min()) == snap(x.max()):
        return Test(None, None, None)
    skew, kurtosis = skewness(x), excess_kurtosis(x)
    passed = snap(abs(skew)) < snap(method.treat_skew_threshold) or snap(kurtosis) < snap(
        method.treat_kurtosis_threshold
    )
    return Test(skew, kurtosis, passed)


def treat(column: Floats, method: Method) -> Treatment:
    """One column with its missing figures; missing stays missing."""
    here = ~np.isnan(column)
    x = column[here]
    how = np.full(len(column), "", dtype="U12")
    first = test(x, method)
    if method.treat_winmax is None or first.is_passed is not False:
        return Treatment("none" if first.is_passed else "untested", column, how, 0, (first,))
    clipped, marks = _winsorise(x, method.treat_winmax, method)
    second = test(clipped, method)
    n_winsorised = int((marks != "").sum())
    if second.is_passed is None:
        return Treatment("untested", column, how, 0, (first,))
    out = column.copy()
    if second.is_passed or method.treat_transform == "none":
        out[here], how[here] = clipped, marks
        return Treatment("winsorise", out, how, n_winsorised, (first, second))
    out[here], how[here] = transform(x, method.treat_transform), method.treat_transform
    return Treatment(method.treat_transform, out, how, n_winsorised, (first, second, test(out[here], method)))


def _winsorise(x: Floats, winmax: int, method: Method) -> tuple[Floats, Texts]:
    """The most extreme figure, with its ties, moves to the next; again until the test passes or winmax is reached."""
    clipped, marks = x.copy(), np.full(len(x), "", dtype="U12")
    found = test(clipped, method)
    while found.is_passed is False and (marks != "").sum() < winmax:
        is_high = found.skew is not None and found.skew > -UPRIGHT
        extreme = clipped.max() if is_high else clipped.min()
        rest = clipped[clipped != extreme]
        marks[clipped == extreme] = "winhi" if is_high else "winlo"
        clipped[clipped == extreme] = rest.max() if is_high else rest.min()
        found = test(clipped, method)
    return clipped, marks


def transform(x: Floats, kind: str) -> Floats:
    """The log transforms, of the column as it was before winsorising."""
    low, high = x.min(), x.max()
    a = 0.01 * (high - low)
    if kind == "log_ct_orig":
        return np.log(x - low + 1)
    if kind == "log_ct_plus" and skewness(x) <= 0:
        return -np.log(high + a - x)
    return np.log(x - low + a)
