"""The Monte Carlo of ranks: closed forms of small indices, draws of weights, summaries, pairs, leave-one-out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.random_fields import KEY, indicator, random_field

from pipelines.indices.reference.terms import Method, Node
from pipelines.indices.scoring.field import Field, positions
from pipelines.indices.scoring.score import nominal
from pipelines.indices.uncertainty.declarations import LEAVE_OUT, RANKS
from pipelines.indices.uncertainty.design import Settings, design
from pipelines.indices.uncertainty.leave_out import pairs, ranks_without, share_ahead
from pipelines.indices.uncertainty.simulate import simulated_scores
from pipelines.indices.uncertainty.summary import chances, mean_shift, summarise, unknown_peers
from pipelines.indices.uncertainty.tables import DECLARATIONS, analyse

SMALL = Settings(n_replicates=2_000, n_base=128, n_pool=128)


def two_leaves(figures: list[list[float]], weights: tuple[float, float] = (0.6, 0.4)) -> Field:
    nodes = (
        Node("A", "ROOT", 1, weights[0], 1, indicator("A")),
        Node("B", "ROOT", 1, weights[1], 1, indicator("B")),
        Node("ROOT", None, 2, 1.0, 1, aggregation="arithmetic"),
    )
    x = np.array(figures)
    units = tuple(f"u{number}" for number in range(len(x)))
    return Field(KEY, units, nodes, Method("none", 0, 1), x, np.zeros(x.shape, dtype=bool))


def only(source: str, index: Field, settings: Settings) -> np.ndarray:
    """Scores of replicates in which one source varies and all others are as published."""
    made = design(index, settings)
    sample = np.zeros((settings.n_replicates, len(made.sources)))
    place = made.sources.index(source)
    sample[:, place] = np.random.default_rng(1).random(settings.n_replicates)
    return simulated_scores(made, sample)


def test_the_share_ahead_under_noisy_weights_has_its_closed_form() -> None:
    # u0 = (1, 0), u1 = (0, 1): u0 is ahead where 0.6 (1 + u) > 0.4 (1 + v), u and v uniform on ±0.25. The rest of the
    # square is a triangle of area 1/12 in a square of area 4: 1 - 1/48 (its sides: 0.1 s + 0.15 t > 0.2 on ±1)
    settings = Settings(n_replicates=40_000, n_pool=40_000, data_error=0)
    scores = only("weights", two_leaves([[1, 0], [0, 1]]), settings)
    # standard error sqrt(p (1 - p) / 40,000) = 0.0007
    assert share_ahead(scores, 0, 1) == pytest.approx(47 / 48, abs=0.003)


def test_the_share_ahead_under_data_error_has_its_closed_form() -> None:
    # the scores 0.6 x and 0.6 y with x ~ N(100, 5), y ~ N(90, 4.5): Φ(10 / sqrt(5² + 4.5²)) = Φ(1.4866) = 0.93144
    settings = Settings(n_replicates=40_000, n_pool=40_000, weight_noise=0, data_error=0.05)
    scores = only("data_error", two_leaves([[100, 0], [90, 0]]), settings)
    assert share_ahead(scores, 0, 1) == pytest.approx(0.93144, abs=0.005)


def test_noise_stays_within_its_bounds_and_keeps_the_sum_of_siblings() -> None:
    index = random_field(2, weight_kind="own")
    drawn = design(index, Settings(n_pool=2_000, data_error=0)).weights
    assert drawn is not None
    for node in index.aggregates:
        at = positions(index, index.children(node.node_code))
        stated = index.weights[at]
        assert drawn[:, at].sum(axis=1) == pytest.approx(stated.sum())
        # before the siblings are rescaled each is within a quarter: ratios of two are within 0.75/1.25 of the stated
        ratios = drawn[:, at] / stated
        assert ratios.max() / ratios.min() <= (1.25 / 0.75) ** 2
        assert (ratios[:, :1] / ratios <= 1.25 / 0.75 + 1e-12).all()


def test_dirichlet_weights_have_the_mean_and_the_variance_of_their_shares() -> None:
    index = two_leaves([[1, 0], [0, 1]])
    settings = Settings(weight_kind="dirichlet", concentration=20, n_pool=50_000, data_error=0)
    drawn = design(index, settings).weights
    assert drawn is not None
    # share s: mean s, variance s (1 - s) / (concentration + 1); 50,000 draws: standard error 0.0005 of the mean
    assert drawn[:, 0].mean() == pytest.approx(0.6, abs=0.002)
    assert drawn[:, 0].var() == pytest.approx(0.6 * 0.4 / 21, rel=0.03)


def test_the_first_combination_is_the_published_method() -> None:
    for seed in range(8):
        index = random_field(seed)
        made = design(index, replace(SMALL, weight_noise=0, data_error=0))
        found = simulated_scores(made, np.zeros((1, len(made.sources))))
        assert np.array_equal(found, nominal(index).of("ROOT"), equal_nan=True)


def test_only_what_has_options_is_a_source() -> None:
    whole = two_leaves([[1, 2], [3, 5], [4, 4]])
    assert design(whole, SMALL).sources == ("treatment", "normalisation", "aggregation", "weights", "data_error")
    assert design(whole, replace(SMALL, weight_noise=0, data_error=0)).sources[-1] == "aggregation"
    gaps = two_leaves([[1, 2], [3, np.nan], [4, 4]])
    assert "imputation" in design(gaps, SMALL).sources


def test_a_unit_without_any_figure_is_not_imputed() -> None:
    index = two_leaves([[1, 2], [3, np.nan], [4, 4], [np.nan, np.nan]])
    filled = design(index, SMALL).imputed[1]
    assert filled[1, 1] == 3  # the median of 2 and 4
    assert np.isnan(filled[3]).all()


def test_quantiles_are_ranks_that_occur() -> None:
    index = two_leaves([[3, 3], [2, 2], [1, 1]])
    # of 20 replicates unit 0 is first in 18, second in 1, third in 1; unit 1 has no score in 4 of them
    found = np.array([[1.0, 2.0, 3.0]] * 18 + [[2.0, 1.0, 3.0], [3.0, 1.0, 2.0]])
    found[:4, 1] = np.nan
    summary = summarise(index, found)
    assert summary.published.tolist() == [1, 2, 3]
    assert (summary.median[0], summary.low[0], summary.high[0], summary.mean[0]) == (1, 1, 2, 1.15)
    assert (summary.low[1], summary.median[1], summary.high[1], summary.defined[1]) == (1, 2, 2, 0.8)
    assert chances(found)[0].tolist() == [0.9, 0.95, 1.0]
    # the last two rows: units are 1, 1, 0 and 2, 1, 1 places from theirs
    assert mean_shift(index, found)[-2:].tolist() == pytest.approx([2 / 3, 4 / 3])


def test_a_probability_needs_the_figures_of_every_peer() -> None:
    whole = two_leaves([[1, 2], [3, 5], [4, 4]])
    assert unknown_peers(whole) is None
    assert unknown_peers(whole, is_official=True) == "official_field"
    imputed = replace(whole, is_imputed=np.array([[False, False], [False, True], [False, False]]))
    assert unknown_peers(imputed) == "peers_incomplete"
    assert unknown_peers(two_leaves([[1, 2], [3, np.nan], [4, 4]])) == "peers_incomplete"
    assert unknown_peers(two_leaves([[1, 2], [np.nan, np.nan], [4, 4]])) == "peers_unscored"


def test_ranks_without_a_leaf_are_those_of_the_rest() -> None:
    index = two_leaves([[3, 0], [2, 1], [1, 9]])
    assert nominal(index).ranks("ROOT").tolist() == [[2, 3, 1]]  # 1.8, 1.6, 4.2
    found = ranks_without(index)
    assert found["A"].tolist() == [3, 2, 1]
    assert found["B"].tolist() == [1, 2, 3]


def test_a_unit_dominates_where_no_leaf_is_less_and_one_is_greater() -> None:
    index = two_leaves([[3, 3], [3, 2], [1, 4], [3, 2]])
    found = {(pair.ahead, pair.behind): pair.kind for pair in pairs(index, nominal(index).of("ROOT"))}
    dominating = {key for key, kind in found.items() if kind == "dominance"}
    # 0 is ahead of 1 and 3 in B and equal in A; 1 and 3 are equal in both; 2 has the greatest B
    assert dominating == {(0, 1), (0, 3)}


def test_a_tie_counts_half() -> None:
    scores = np.array([[2.0, 1.0], [1.0, 1.0 + 1e-15], [0.0, 1.0], [np.nan, 1.0]])
    assert share_ahead(scores, 0, 1) == 0.5


def test_equal_settings_give_equal_tables_and_batches_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    index = random_field(5)
    first = analyse(index, SMALL)
    monkeypatch.setattr("pipelines.indices.uncertainty.simulate.BATCH_FIGURES", 10_000)
    second = analyse(index, SMALL)
    for found, other, declaration in zip(first.frames, second.frames, DECLARATIONS, strict=True):
        assert found.equals(other), declaration.name
    assert first.frames[DECLARATIONS.index(RANKS)].height == len(index.units)
    assert first.frames[DECLARATIONS.index(LEAVE_OUT)].height == len(index.units) * (len(index.nodes) - 1)
