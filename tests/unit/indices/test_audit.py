"""The audit against COINr's published results on ASEM, against statsmodels, and by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from statsmodels.multivariate.pca import PCA as _PCA  # pyright: ignore[reportMissingTypeStubs]
from support import asem
from support.random_fields import random_field

from pipelines.indices.audit.sheet import audit
from pipelines.indices.audit.statistics import (
    correlation_ratio,
    cronbach_alpha,
    mean_ranks,
    pearson,
    principal_components,
    spearman,
)
from pipelines.indices.audit.tables import DECLARATIONS, audit_frames
from pipelines.indices.scoring.field import Field

Floats = NDArray[np.float64]
PCA: Any = _PCA  # statsmodels has no types

# Printed by COINr 1.1.x in its vignette "Analysis" (bluefoxr.github.io/COINr/articles/analysis.html)
P2P_ALPHA = 0.05126659
CO2 = {"MatCon": 0.7222051, "PrimEner": 0.3268484, "Renew": -0.5986338}
SOCIAL_DEVIATIONS = [2.2042, 1.1256, 0.9788, 0.78834, 0.77153, 0.56836, 0.42463, 0.36068, 0.25760]
SOCIAL_SHARES = [0.5398, 0.1408, 0.1065, 0.06905, 0.06614, 0.03589, 0.02003, 0.01445, 0.00737]
HIGH = {("CPI", "FreePress"): 0.761, ("CPI", "NGOs"): 0.768}
LOW = {("CostImpEx", "TBTs"): -0.697, ("RTAs", "TBTs"): -0.752, ("TBTs", "TIRcon"): -0.623}


def _asem(shared: Path, stage: str) -> tuple[dict[str, np.ndarray], dict[str, list[str]]]:
    """ASEM's columns of a stage by indicator, and the indicators of each group."""
    _, names, values = asem.stage(shared, stage)
    rows = asem.rows(asem.folder(shared) / "ASEM_iMeta.csv")
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row["Type"] == "Indicator":
            groups.setdefault(row["Parent"], []).append(row["iCode"])
    return dict(zip(names, values.T, strict=True)), groups


def test_alpha_is_the_one_that_coinr_prints(shared: Path) -> None:
    columns, groups = _asem(shared, "raw")
    assert cronbach_alpha(np.stack([columns[code] for code in groups["P2P"]], axis=1)) == pytest.approx(
        P2P_ALPHA,
        abs=5e-9,  # printed to eight digits
    )


def test_correlations_are_those_that_coinr_prints(shared: Path) -> None:
    columns, _ = _asem(shared, "raw")
    for other, r in CO2.items():
        assert pearson(columns["CO2"], columns[other]) == pytest.approx(r, abs=5e-8)  # printed to seven digits


@pytest.mark.parametrize(("level", "expected"), [(0.75, HIGH), (-0.5, LOW)])
def test_pairs_beyond_a_level_are_those_that_coinr_flags(
    shared: Path, level: float, expected: dict[tuple[str, str], float]
) -> None:
    columns, groups = _asem(shared, "normalised")
    found = {
        tuple(sorted((a, b))): pearson(columns[a], columns[b])
        for group in groups.values()
        for i, a in enumerate(group)
        for b in group[i + 1 :]
    }
    flagged = {pair: r for pair, r in found.items() if (r > level if level > 0 else r < level)}
    assert flagged.keys() == {tuple(sorted(pair)) for pair in expected}
    for pair, r in expected.items():
        assert flagged[tuple(sorted(pair))] == pytest.approx(r, abs=5e-4)  # printed to three decimals


def test_principal_components_are_those_that_coinr_prints(shared: Path) -> None:
    columns, groups = _asem(shared, "raw")
    found = principal_components(np.stack([columns[code] for code in groups["Social"]], axis=1))
    assert found is not None and found.n == 51 - 14  # "Removing 14 rows with missing values"
    assert np.sqrt(found.eigenvalues) == pytest.approx(SOCIAL_DEVIATIONS, abs=5e-5)
    # R rounds these twice, to five decimals and then to four digits
    assert found.shares == pytest.approx(SOCIAL_SHARES, abs=5.5e-5)


def test_loadings_are_those_of_statsmodels() -> None:
    x = np.random.default_rng(1).normal(size=(40, 5)) @ np.random.default_rng(2).normal(size=(5, 5))
    found = principal_components(x)
    theirs = PCA(x, standardize=True)
    assert found is not None
    correlations: Floats = np.array(np.corrcoef(np.concatenate([x, theirs.factors], axis=1).T))
    wanted = correlations[:5, 5:]
    assert np.abs(found.loadings) == pytest.approx(np.abs(wanted), abs=1e-10)
    assert (found.loadings[np.abs(found.loadings).argmax(axis=0), range(5)] > 0).all()


def test_spearman_has_mean_ranks_of_ties() -> None:
    assert mean_ranks(np.array([10.0, 20.0, 10.0, 30.0])).tolist() == [1.5, 3.0, 1.5, 4.0]
    # ranks 1.5 3 1.5 4 and 1 2 3 4, deviations ±: Σ = -1.5·-1 ... = 3.0 by √(4.5 · 5)
    a, b = np.array([10.0, 20.0, 10.0, 30.0, np.nan]), np.array([1.0, 2.0, 3.0, 4.0, 9.0])
    assert spearman(a, b) == pytest.approx(3.0 / np.sqrt(4.5 * 5))


def test_a_constant_column_or_two_units_have_no_correlation() -> None:
    assert np.isnan(pearson(np.ones(5), np.arange(5.0)))
    assert np.isnan(pearson(np.array([1.0, 2.0, np.nan]), np.array([1.0, 3.0, 4.0])))
    assert pearson(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 5.0])) == pytest.approx(1)


def test_the_correlation_ratio_sees_what_is_not_linear() -> None:
    x = np.arange(-30.0, 30.0)
    y = np.where(np.abs(x) < 15, 1.0, 0.0)
    assert abs(pearson(x, y)) < 0.1
    assert correlation_ratio(x, y) > 0.7
    # by hand: 12 units in two bins with means 1 and 3 and squares 4 within each: 1 - (8/10) / (20/11) = 0.56
    by_hand = np.array([0.0, 2, 0, 2, 1, 1, 2, 4, 2, 4, 3, 3])
    assert correlation_ratio(np.arange(12.0), by_hand) == pytest.approx(0.56)
    # noise that has nothing to do with x: unbiased around 0, not below
    rng = np.random.default_rng(3)
    assert np.mean([correlation_ratio(rng.random(60), rng.random(60)) for _ in range(200)]) < 0.06


def _field(columns: list[list[float]]) -> Field:
    """Figures of L0, L3 (group G0), L1, L4 (G1), L2, L5 (G2), all upright and min-max."""
    index = random_field(1, n_leaves=6, normalise_kind="min_max", treat_winmax=None)
    nodes = tuple(
        replace(node, direction=1, is_ln=False, aggregation=node.aggregation and "arithmetic") for node in index.nodes
    )
    figures = np.array(columns).T
    return replace(
        index, nodes=nodes, figures=figures, units=tuple(f"u{i}" for i in range(len(figures))), is_imputed=figures > 1e9
    )


def test_findings_at_the_thresholds() -> None:
    x = np.arange(12.0)
    # r of x with x + c (-1)^i falls with c: on either side of 0.92
    zigzag = np.array([1.0, -1.0] * 6)
    near, far = x + 1.2 * zigzag, x + 1.7 * zigzag
    assert pearson(x, near) > 0.92 > pearson(x, far)
    found = audit(_field([list(x), list(zigzag), [5.0] * 12, list(near), list(-zigzag), list(far)]))
    by_pair = {(pair.a, pair.b): pair.finding for pair in found.pairs}
    assert by_pair["L0", "L3"] == "collinear"
    assert by_pair["L0", "L5"] is None  # 0.9: below the threshold
    assert by_pair["L1", "L4"] == "collinear"  # r = -1 is collinear before it is negative
    by_leaf = {row.node: row.finding for row in found.importance}
    assert by_leaf["L2"] == "constant"
    assert by_leaf["L0"] == "redundant"
    assert by_leaf["L1"] in ("silent", "redundant")


def test_opposed_leaves_count_within_a_group_only() -> None:
    rng = np.random.default_rng(5)
    x, noise = rng.normal(size=12), rng.normal(size=12)
    opposed = -x + noise
    assert -0.92 < pearson(x, opposed) < -0.4
    others = [list(rng.normal(size=12)) for _ in range(3)]
    found = audit(_field([list(x), list(opposed), others[0], list(opposed), others[1], others[2]]))
    by_pair = {(pair.a, pair.b): pair.finding for pair in found.pairs}
    assert by_pair["L0", "L3"] == "negative"  # both in G0
    assert by_pair["L0", "L1"] is None  # the same figures in another group


def test_importance_shares_of_a_level_sum_to_1_and_levels_reach_the_root() -> None:
    index = random_field(9, 40, 7, normalise_kind="min_max")
    index = replace(index, nodes=tuple(replace(n, aggregation=n.aggregation and "arithmetic") for n in index.nodes))
    found = audit(index)
    for level in (1, 2):
        assert sum(row.share for row in found.importance if row.level == level) == pytest.approx(1)
    assert {(row.node, row.above) for row in found.levels if row.node == "L0"} == {("L0", "G0"), ("L0", "ROOT")}
    for declaration, frame in zip(DECLARATIONS, audit_frames(index), strict=True):
        assert frame.height > 0, declaration.name
