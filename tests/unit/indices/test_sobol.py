"""Sobol indices against SALib and against closed forms: Ishigami, Sobol's g-function, additive functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from SALib.analyze import sobol as _analysis  # pyright: ignore[reportMissingTypeStubs]
from SALib.sample import sobol as _sample  # pyright: ignore[reportMissingTypeStubs]
from SALib.test_functions import Ishigami as _Ishigami  # pyright: ignore[reportMissingTypeStubs]
from SALib.test_functions import Sobol_G as _Sobol_G  # pyright: ignore[reportMissingTypeStubs]

from pipelines.indices.uncertainty.sobol import saltelli_sample, sobol_indices

salib_analysis: Any = _analysis  # SALib has no types
salib_sample: Any = _sample
Ishigami: Any = _Ishigami
Sobol_G: Any = _Sobol_G
Floats = NDArray[np.float64]
# The standard error of the estimators at 2^14 rows is about 0.01: SALib reports half-widths of 0.02 to 0.03 at 95 %
TOLERANCE = 0.03
N_BASE = 1 << 14


def _indices(function: Callable[[Floats], Floats], n_sources: int, seed: int = 1) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    found = sobol_indices(function(saltelli_sample(rng, N_BASE, n_sources))[:, None], n_sources, rng)
    return found.first[:, 0], found.total[:, 0]


def _ishigami(x: Floats) -> Floats:
    return Ishigami.evaluate(np.pi * (2 * x - 1))


def test_ishigami_has_its_closed_form() -> None:
    # Ishigami and Homma (1990), a = 7, b = 0.1: V1 = (1 + bπ⁴/5)²/2, V2 = a²/8, V13 = b²π⁸(1/18 - 1/50)
    v1, v2, v13 = (1 + 0.1 * np.pi**4 / 5) ** 2 / 2, 49 / 8, 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
    v = v1 + v2 + v13
    first, total = _indices(_ishigami, 3)
    assert first == pytest.approx([v1 / v, v2 / v, 0], abs=TOLERANCE)
    assert total == pytest.approx([(v1 + v13) / v, v2 / v, v13 / v], abs=TOLERANCE)


def test_the_g_function_has_its_closed_form() -> None:
    # Saltelli and Sobol (1995): V_i = 1 / (3 (1 + a_i)²), V = Π (1 + V_i) - 1, total V_i Π_{j≠i} (1 + V_j)
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])
    partial = 1 / (3 * (1 + a) ** 2)
    v = np.prod(1 + partial) - 1
    first, total = _indices(lambda x: Sobol_G.evaluate(x, a), 6)
    assert first == pytest.approx(partial / v, abs=TOLERANCE)
    assert total == pytest.approx(partial * np.prod(1 + partial) / (1 + partial) / v, abs=TOLERANCE)


@pytest.mark.parametrize("function", ["ishigami", "g"])
def test_the_indices_agree_with_salib_on_its_own_sample(function: str) -> None:
    n_sources = 3 if function == "ishigami" else 6
    low, high = (-np.pi, np.pi) if function == "ishigami" else (0, 1)
    problem: dict[str, Any] = {
        "num_vars": n_sources,
        "names": [f"x{number}" for number in range(n_sources)],
        "bounds": [[low, high]] * n_sources,
    }
    sample = salib_sample.sample(problem, 1 << 12, calc_second_order=False, seed=1)
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])
    outputs = Ishigami.evaluate(sample) if function == "ishigami" else Sobol_G.evaluate(sample, a)
    theirs = salib_analysis.analyze(problem, outputs, calc_second_order=False, seed=1)
    # SALib's rows: for each base row A, the mixed rows, B
    by_row = outputs.reshape(-1, n_sources + 2)
    ours = np.concatenate([by_row[:, 0], by_row[:, -1], *by_row[:, 1:-1].T])
    found = sobol_indices(ours[:, None], n_sources, np.random.default_rng(1))
    # the same estimators on the same outputs: sums of 4,096 terms of size 1, a few units of the last place
    assert found.total[:, 0] == pytest.approx(theirs["ST"], abs=1e-12)
    assert found.first[:, 0] == pytest.approx(theirs["S1"], abs=1e-12)
    # of the same bootstrap, theirs the half-width of 95 %, ours the ends of 5 % and 95 %: 1.645 / 1.96 of it
    width = (found.total_high - found.total_low)[:, 0] / 2
    assert width == pytest.approx(np.asarray(theirs["ST_conf"]) * 1.645 / 1.96, rel=0.35, abs=1e-3)


def test_an_additive_function_has_the_shares_of_its_terms() -> None:
    weights = np.array([3.0, 2.0, 1.0, 0.0])
    first, total = _indices(lambda x: 1e6 + x @ weights, 4)  # a large constant takes no digits
    shares = weights**2 / (weights**2).sum()
    assert first == pytest.approx(shares, abs=TOLERANCE)
    assert total == pytest.approx(shares, abs=TOLERANCE)
    assert total[3] == 0


def test_a_product_of_centred_sources_has_no_first_order_share() -> None:
    first, total = _indices(lambda x: (x[:, 0] - 0.5) * (x[:, 1] - 0.5), 2)
    assert first == pytest.approx([0, 0], abs=TOLERANCE)
    assert total == pytest.approx([1, 1], abs=TOLERANCE)


def test_an_output_that_does_not_vary_or_is_undefined_has_no_indices() -> None:
    rng = np.random.default_rng(1)
    sample = saltelli_sample(rng, 64, 2)
    outputs = np.stack([np.full(len(sample), 7.0), np.where(sample[:, 0] < 0.01, np.nan, 1.0), sample[:, 0]], axis=1)
    found = sobol_indices(outputs, 2, rng)
    assert np.isnan(found.first[:, 0]).all() and np.isnan(found.total[:, 1]).all()
    assert found.total[:, 2] == pytest.approx([1, 0], abs=0.3)


def test_nine_of_ten_bootstrap_intervals_hold_the_truth() -> None:
    weights = np.array([2.0, 1.0])
    shares = weights**2 / (weights**2).sum()
    held: list[bool] = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        found = sobol_indices((saltelli_sample(rng, 256, 2) @ weights)[:, None], 2, rng)
        held += list((found.total_low[:, 0] <= shares) & (shares <= found.total_high[:, 0]))
    # 90 % intervals; the standard error of a share of 200 is 2 points, percentile intervals are a little narrow
    assert 0.8 <= np.mean(held) <= 0.97
