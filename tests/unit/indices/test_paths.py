"""The path to a rank: against enumeration of all changes, planted impossible ranks, and the SQL models."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from support.random_fields import KEY, indicator, random_field

from pipelines.indices.paths.effort import Effort, default_effort
from pipelines.indices.paths.find import RankPath, State
from pipelines.indices.paths.find import find_path as found_path
from pipelines.indices.paths.options import Plan
from pipelines.indices.paths.peers import with_peers_on_trend, with_peers_worst
from pipelines.indices.paths.verify import engine_scores
from pipelines.indices.paths.what_if import what_if
from pipelines.indices.reference.terms import Floats, Method, Node
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.score import nominal

TIE = 1e-11  # scores are at most 100, sums of a few terms: their rounding is below 1e-13
N_LEAVES = 3


def find_path(index: Field, unit: int, wanted: int, effort: list[Effort], years: float = 1.0) -> RankPath:
    return found_path(Plan(index, unit, effort, years), wanted)


def _small(seed: int) -> tuple[Field, list[Effort]]:
    """Five to eight units, three leaves of whole numbers below two groups; limits of up to four steps, costs 1 to 9."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(5, 9))
    figures = rng.integers(0, 15, size=(n, N_LEAVES)).astype(float)
    figures[0], figures[1] = 3, 14  # every column has a range whatever the others are
    directions = rng.choice([1, 1, -1], size=N_LEAVES)
    parents = ("G0", "G0", "G1")
    nodes = (
        *[
            Node(f"L{j}", parents[j], 1, float(rng.integers(1, 4)), int(directions[j]), indicator(f"L{j}"))
            for j in range(N_LEAVES)
        ],
        Node("G0", "ROOT", 2, float(rng.integers(1, 4)), 1, aggregation="arithmetic"),
        Node("G1", "ROOT", 2, float(rng.integers(1, 4)), 1, aggregation="arithmetic"),
        Node("ROOT", None, 3, 1.0, 1, aggregation="arithmetic"),
    )
    index = Field(
        KEY,
        tuple(f"u{i}" for i in range(n)),
        nodes,
        Method("min_max", 0.0, 100.0),
        figures,
        np.zeros(figures.shape, dtype=bool),
    )
    effort = [
        Effort(float(rng.integers(0, 5)), float(rng.integers(1, 10)), low=0, high=20, step=1.0) for _ in range(N_LEAVES)
    ]
    return index, effort


def _weights(index: Field) -> Floats:
    """The weight of each leaf in the root, by hand: shares within G0 and G1, times the shares of G0 and G1."""
    w = {node.node_code: node.weight for node in index.nodes}
    g0, g1 = w["G0"] / (w["G0"] + w["G1"]), w["G1"] / (w["G0"] + w["G1"])
    return np.array([g0 * w["L0"] / (w["L0"] + w["L1"]), g0 * w["L1"] / (w["L0"] + w["L1"]), g1])


def _rank(index: Field, unit: int, row: tuple[float, ...]) -> int:
    x = index.figures.copy()
    x[unit] = row
    low: Floats = x.min(axis=0)
    share: Floats = (x - low) / (x.max(axis=0) - low)
    upright = np.array([leaf.direction == 1 for leaf in index.leaves])
    parts: Floats = np.where(upright, share, 1 - share) * _weights(index)
    scores: Floats = np.sum(parts, axis=1) * 100
    return 1 + int(np.count_nonzero(scores > scores[unit] + TIE))


def _enumerated(index: Field, unit: int, effort: list[Effort]) -> list[tuple[float, int]]:
    """Cost and rank of every change within the limits."""
    choices: list[list[float]] = []
    for j, leaf in enumerate(index.leaves):
        start = index.figures[unit, j]
        steps = [start + leaf.direction * k for k in range(int(effort[j].yearly_limit) + 1)]
        choices.append([value for value in steps if 0 <= value <= 20])
    return [
        (sum(effort[j].cost * abs(row[j] - index.figures[unit, j]) for j in range(N_LEAVES)), _rank(index, unit, row))
        for row in product(*choices)
    ]


@pytest.mark.parametrize("block", range(10))
def test_the_path_equals_enumeration(block: int) -> None:
    seen: set[State] = set()
    for seed in range(20 * block, 20 * block + 20):
        index, effort = _small(seed)
        unit = seed % len(index.units)
        ways = _enumerated(index, unit, effort)
        wanted = 1 + seed % 3
        costs = [cost for cost, rank in ways if rank <= wanted]
        found = find_path(index, unit, wanted, effort)
        seen.add(found.state)
        assert found.rank == _rank(index, unit, tuple(found.figures))
        if costs:
            assert (found.state, found.cost) == (State.REACHED, pytest.approx(min(costs), abs=1e-9)), seed
            assert found.rank <= wanted
        else:
            assert (found.state, found.rank) == (State.UNREACHABLE, min(rank for _, rank in ways)), seed
    assert State.REACHED in seen


def _planted(limit: float) -> tuple[Field, list[Effort]]:
    """Leaf A of 0, 40, 50, 100: u1 needs 10 more to tie with u2."""
    nodes = (Node("A", "ROOT", 1, 1.0, 1, indicator("A")), Node("ROOT", None, 2, 1.0, 1, aggregation="arithmetic"))
    figures = np.array([[0.0], [40.0], [50.0], [100.0]])
    index = Field(KEY, ("u0", "u1", "u2", "u3"), nodes, Method("min_max", 0, 100), figures, figures < 0)
    return index, [Effort(limit, 1.0, 0, 100)]


def test_a_rank_is_reached_at_the_limit_and_proved_unreachable_below_it() -> None:
    index, effort = _planted(10.001)
    found = find_path(index, 1, 2, effort)
    # a tie of ranks is enough; the rounding of a sum may ask for 1e-5 of the scale more
    assert found.state is State.REACHED and found.cost == pytest.approx(10, abs=1.1e-3)
    assert (found.rank, found.rank_before, found.overtaken) == (2, 3, ("u2",))
    index, effort = _planted(9.99)
    found = find_path(index, 1, 2, effort)
    assert (found.state, found.rank, found.overtaken) == (State.UNREACHABLE, 3, ())
    # two years of 5 are as one of 10
    index, effort = _planted(5.1)
    assert find_path(index, 1, 2, effort, years=2).state is State.REACHED
    assert find_path(index, 1, 2, effort, years=1).state is State.UNREACHABLE


def test_whole_steps_between_far_points() -> None:
    """A count of up to 100 by ones is more than is enumerated: 10 more is the least whole number that ties."""
    index, effort = _planted(100)
    effort = [replace(effort[0], step=1.0)]
    found = find_path(index, 1, 2, effort)
    assert (found.state, found.rank) == (State.REACHED, 2)
    assert found.figures[0] in (50.0, 51.0) and found.cost == found.figures[0] - 40


def test_beyond_the_best_figure_the_scale_moves_and_the_answer_is_iterated() -> None:
    """u0 of A 90, B 0 against u1 of A 100, B 10 of 100: with A above 100 the others' scores of A fall."""
    nodes = (
        Node("A", "ROOT", 1, 0.5, 1, indicator("A")),
        Node("B", "ROOT", 1, 0.5, 1, indicator("B")),
        Node("ROOT", None, 2, 1.0, 1, aggregation="arithmetic"),
    )
    figures = np.array([[90.0, 0.0], [100.0, 10.0], [0.0, 100.0]])
    index = Field(KEY, ("u0", "u1", "u2"), nodes, Method("min_max", 0, 100), figures, figures < 0)
    effort = [Effort(200, 1.0, 0, 1000), Effort(0, 1.0)]
    # u0 has 50 once it leads A; u1 has 50 × 100 / x + 5, which is 50 at x = 111.11…
    found = find_path(index, 0, 1, effort)
    assert found.state is State.REACHED_ITERATED and found.n_iterations > 1
    assert found.rank == 1 and found.figures[0] == pytest.approx(1000 / 9, rel=1e-4)
    assert find_path(index, 0, 1, [Effort(21, 1.0, 0, 1000), Effort(0, 1.0)]).rank > 1


@pytest.mark.parametrize("seed", [0, 7])
def test_the_answer_applied_has_the_rank_in_the_sql_models(seed: int) -> None:
    fixed: dict[str, Any] = {"normalise_kind": ["min_max", "z_score"][seed % 2]}
    index = random_field(seed, **fixed)
    scores = nominal(index).of("ROOT")[0]
    order = np.argsort(np.where(np.isnan(scores), np.inf, scores))
    unit = int(order[2])
    effort = default_effort(index)
    found = find_path(index, unit, 3, effort, 2.0)
    figures = index.figures.copy()
    figures[unit] = found.figures
    in_sql, ranks = engine_scores(replace(index, figures=figures))
    assert ranks[unit] == found.rank
    assert (found.rank <= 3) == (found.state in (State.REACHED, State.REACHED_ITERATED))
    again = nominal(replace(index, figures=figures)).of("ROOT")[0]
    assert np.allclose(in_sql, again, rtol=1e-12, atol=1e-12, equal_nan=True)


def test_a_questioned_figure_counts_in_the_sql_models_as_in_a_release() -> None:
    index, _ = _planted(1)
    sent = index.figures.copy()
    sent[1, 0] = 80.0
    found, ranks = engine_scores(replace(index, figures=sent, scale_figures=index.figures))
    assert found.tolist() == [0, 80, 50, 100] and ranks.tolist() == [4, 2, 3, 1]


def test_what_if_names_who_changes_places() -> None:
    index, _ = _planted(1)
    found = what_if(index, "u1", {"A": 60.0})
    assert found.of_unit(index, "ROOT") == (40.0, 60.0, 3.0, 2.0)
    assert (found.overtaken, found.overtaken_by) == (("u2",), ())
    back = what_if(index, "u2", {"A": 30.0})
    assert (back.overtaken, back.overtaken_by) == ((), ("u1",))
    with pytest.raises(KeyError):
        what_if(index, "u1", {"B": 1.0})


def test_peers_at_their_worst_and_on_their_trend() -> None:
    index, effort = _planted(10)
    worst = with_peers_worst(Plan(index, 1, effort, 2.0))
    # two years of 10; 100 is the most there can be; the unit stays
    assert worst.figures[:, 0].tolist() == [20, 40, 70, 100]
    before = replace(index, figures=index.figures - [[4], [0], [30], [-2]])
    trend = with_peers_on_trend(Plan(index, 1, effort, 1.0), before, 2.0)
    # 4 in two years are 2 a year; 30 are 15 a year, of which 10 are possible; u3 falls by 1
    assert trend.figures[:, 0].tolist() == [2, 40, 60, 99]


def test_the_default_effort_is_one_standard_deviation_and_one_point() -> None:
    index, _ = _planted(1)
    found = default_effort(index)[0]
    # 0, 40, 50, 100: mean 47.5, sum of squares 5075, n - 1 = 3
    assert found.yearly_limit == pytest.approx((5075 / 3) ** 0.5)
    assert (found.cost, found.low, found.high) == (1.0, 0.0, np.inf)
    assert default_effort(index, "sd")[0].cost == pytest.approx((3 / 5075) ** 0.5)
    assert default_effort(index, ranges={"A": (0, 100)})[0].high == 100
