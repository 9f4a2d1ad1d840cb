"""The outlier macros on 1,000 series against statsmodels' medcouple, numpy's quantiles and the papers' formulas.

Papers: Hidiroglou and Berthelot 1986, Iglewicz and Hoaglin 1993, Hubert and Vandervieren 2008.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import polars as pl
import pytest
from statsmodels.stats import stattools  # pyright: ignore[reportMissingTypeStubs] - it has none

from pipelines.quality import outliers

# Both sides add and interpolate in doubles in other orders: some 1e-14 of the figures' size, 1e-12 beside the largest.
TOLERANCE = 1e-10
Series = np.ndarray[Any, np.dtype[np.float64]]


def made(seed: int = 13) -> list[tuple[Series, Series]]:
    """Value and previous of 1,000 series: skewed, symmetric, tied, with zeros and negatives, constant, short."""
    rng = np.random.default_rng(seed)
    found: list[tuple[Series, Series]] = []
    for k in range(1000):
        n = int(rng.integers(1, 8)) if k % 5 == 0 else int(rng.integers(8, 60))
        previous = np.round(rng.lognormal(3, 1.2, n), 2) + 0.01
        value = {
            0: previous * rng.lognormal(0, 0.2, n),
            1: np.round(rng.normal(0, 50, n)),  # negatives, some zeros
            2: rng.poisson(1.5, n).astype(float),  # ties and zeros
            3: np.full(n, 7.1) if k % 2 else previous * 1.1,  # constant figures; equal ratios
            4: np.where(rng.random(n) < 0.8, previous, previous * 10),  # most stand still, some are tenfold
            5: rng.normal(100, 5, n),
            6: rng.exponential(20, n),
        }[k % 7]
        found.append((value, previous))
    return found


@pytest.fixture(scope="module")
def series() -> list[tuple[Series, Series]]:
    return made()


@pytest.fixture(scope="module")
def frame(series: list[tuple[Series, Series]]) -> pl.DataFrame:
    parts = [
        {"series": k, "value": x, "previous": p} for k, pair in enumerate(series) for x, p in zip(*pair, strict=True)
    ]
    return pl.DataFrame(parts)


def by_series(found: pl.DataFrame) -> list[pl.DataFrame]:
    return found.partition_by("series", maintain_order=True)


def same(found: pl.Series, expected: Series | float, scale: float) -> bool:
    """Equal up to rounding of figures of this size; null stands for NaN."""
    got = found.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    return np.allclose(got, expected, rtol=TOLERANCE, atol=TOLERANCE * max(scale, 1e-300), equal_nan=True)


def assert_flags(rows: pl.DataFrame, score: Series, low: float, high: float) -> None:
    """The flags are those of the limits; a score within rounding of a limit may be either."""
    size = max(np.abs(score).max(), 1e-300)
    edge = (np.abs(score - low) <= TOLERANCE * size) | (np.abs(score - high) <= TOLERANCE * size)
    flags = rows["is_outlier"].to_numpy()
    assert (edge | (flags == ((score < low) | (score > high)))).all()


def test_iqr(frame: pl.DataFrame, series: list[tuple[Series, Series]]) -> None:
    for rows, (x, _) in zip(by_series(outliers.flag(frame, "iqr")), series, strict=True):
        q1, q3 = np.quantile(x, [0.25, 0.75])
        low, high = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
        size = float(np.abs(x).max())
        assert same(rows["low"], low, size) and same(rows["high"], high, size)
        assert_flags(rows, x, low, high)


def test_modified_z(frame: pl.DataFrame, series: list[tuple[Series, Series]]) -> None:
    seen: set[str] = set()
    for rows, (x, _) in zip(by_series(outliers.flag(frame, "modified_z")), series, strict=True):
        middle, mad = float(np.median(x)), float(np.median(np.abs(x - np.median(x))))
        mean = float(np.mean(np.abs(x - middle)))
        if mad > 1e-12 * abs(middle):
            score = 0.6745 * (x - middle) / mad
        elif mean > 1e-12 * abs(middle):
            score = (x - middle) / (1.253314 * mean)
        else:
            assert rows["score"].is_null().all() and not rows["is_outlier"].any()
            seen.add("none")
            continue
        seen.add(rows["method"][0])
        assert same(rows["score"], score, 1.0)
        assert_flags(rows, score, -3.5, 3.5)
    assert seen == {"modified_z", "modified_z_mean", "none"}


def medcouple(x: Series) -> float:
    """By statsmodels, over all pairs: its fast algorithm differs where many figures are equal. It takes two or more."""
    naive = cast("Any", stattools).medcouple
    return float(naive(x, use_fast=False)) if len(x) > 1 else 0.0


def fivenum_hinges(x: Series) -> tuple[float, float]:
    """R's fivenum: the lower and upper hinge."""
    s, n = np.sort(x), len(x)
    depth = np.floor((n + 3) / 2) / 2
    places = np.array([depth, n + 1 - depth])
    low, high = (s[np.floor(places).astype(int) - 1] + s[np.ceil(places).astype(int) - 1]) / 2
    return float(low), float(high)


@pytest.mark.parametrize("quartiles", ["hinges", "type_7"])
def test_adjusted_box(frame: pl.DataFrame, series: list[tuple[Series, Series]], quartiles: str) -> None:
    found = outliers.flag(frame, "adjusted_box", quartiles=quartiles)
    n_skewed = 0
    for rows, (x, _) in zip(by_series(found), series, strict=True):
        q1, q3 = fivenum_hinges(x) if quartiles == "hinges" else map(float, np.quantile(x, [0.25, 0.75]))
        mc = medcouple(x)
        below, above = (-4, 3) if mc >= 0 else (-3, 4)
        low, high = q1 - 1.5 * np.exp(below * mc) * (q3 - q1), q3 + 1.5 * np.exp(above * mc) * (q3 - q1)
        assert same(rows["medcouple"], mc, 1.0)
        size = float(max(np.abs(x).max(), abs(low), abs(high)))
        assert same(rows["low"], low, size) and same(rows["high"], high, size)
        assert_flags(rows, x, low, high)
        n_skewed += abs(mc) > 0.3
    assert n_skewed > 50


def hidiroglou_berthelot(x: Series, p: Series) -> tuple[Series, float, float]:
    """Effects and limits by the paper (1986), U = 0.5, A = 0.05, C = 4; equal quartiles: the fall-backs."""
    r = x / p
    middle = np.quantile(r, 0.5)
    s = np.where(r < middle, 1 - middle / r, r / middle - 1)
    s[np.abs(r / middle - 1) < 1e-12] = 0.0
    effects = s * np.maximum(x, p) ** 0.5
    low, q1, centre, q3, high = [float(q) for q in np.quantile(effects, [0.1, 0.25, 0.5, 0.75, 0.9])]
    mean, least = 1.253314 * float(np.mean(np.abs(effects - centre))), abs(0.05 * centre)
    below = max(centre - q1, least) or centre - low or mean
    above = max(q3 - centre, least) or high - centre or mean
    return effects, centre - 4 * below if below else -np.inf, centre + 4 * above if above else np.inf


def test_hidiroglou_berthelot(frame: pl.DataFrame, series: list[tuple[Series, Series]]) -> None:
    methods: set[str | None] = set()
    for rows, (x, p) in zip(by_series(outliers.flag(frame, "hb")), series, strict=True):
        taken = (x > 0) & (p > 0)
        assert rows["score"].is_not_null().to_list() == taken.tolist()
        methods |= set(rows["method"])
        if not taken.any():
            continue
        effects, low, high = hidiroglou_berthelot(x[taken], p[taken])
        judged = rows.filter(pl.Series(taken))
        size = float(np.abs(effects).max())
        assert same(judged["score"], effects, size)
        assert same(judged["low"].fill_null(-np.inf), low, size) and same(judged["high"].fill_null(np.inf), high, size)
        assert_flags(judged, effects, low, high)
    assert methods == {"hb", "hb_outer", "hb_mean", None}


def test_medcouple_by_hand() -> None:
    # 1 2 3 4 10: z = -2 -1 0 and 0 1 7: -1 -1/3 5/9, -1 0 3/4, 0 1 1; the fifth of nine is 0
    assert outliers.medcouple([1, 2, 3, 4, 10]) == 0
    # 1 2 4 7: z = -2 -1 and 1 4: -1/3 2/6, 0 3/5; half of 0 + 1/3
    assert outliers.medcouple([7, 1, 4, 2]) == pytest.approx(1 / 6, abs=1e-15)
    # 0 0 0 1: signs of i + j - 4 are -1 -1 0, -1 0 1, 0 1 1; and 1 three times; half of the sixth and seventh
    assert outliers.medcouple([0, 0, 0, 1]) == 0.5
    assert outliers.medcouple([5, 5, 5]) == 0
    assert outliers.medcouple([]) is None
