"""Changes by cause: decompositions worked by hand, and sums over random pairs of editions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support.random_fields import KEY, indicator, random_field, reference_scores

from pipelines.indices.changes.decompose import Decomposition, decompose
from pipelines.indices.changes.pair import CAUSES, Pair
from pipelines.indices.reference.terms import Method, Node
from pipelines.indices.scoring.field import Field

AS_IS = Method("none", 0.0, 100.0)
MIN_MAX = Method("min_max", 0.0, 100.0)
# Sums and means of at most eight numbers up to 100: a few units of the 15th digit.
EXACT = 1e-12


def edition(
    figures: dict[str, list[float]],
    method: Method = AS_IS,
    weights: tuple[float, ...] = (1.0, 1.0),
    aggregation: Any = "arithmetic",
) -> Field:
    """A root over leaves X, Y, as many as there are figures."""
    n = len(next(iter(figures.values())))
    leaves = [Node(code, "ROOT", 1, weights[place], 1, indicator(code)) for place, code in enumerate("XY"[:n])]
    root = Node("ROOT", None, 2, 1.0, 1, aggregation=aggregation, min_coverage=0.0)
    table = np.array(list(figures.values()))
    return Field(KEY, tuple(figures), (*leaves, root), method, table, np.zeros(table.shape, dtype=bool))


def by_cause(found: Decomposition) -> dict[str, float]:
    """The change of the score of the first unit by cause."""
    return dict(zip(found.causes, found.score_changes[:, 0].tolist(), strict=True))


def test_figures_of_the_unit_and_of_its_peers() -> None:
    # min-max of a. Old 2 in 0 to 10: 20; a's 4 alone: 40; c's 20 alone: 2 in 0 to 20: 10; both: 4 in 0 to 20: 20.
    # own data ((40 - 20) + (20 - 10)) / 2 = 15; peers ((10 - 20) + (20 - 40)) / 2 = -15; total 0
    old = edition({"a": [2.0], "b": [0.0], "c": [10.0]}, MIN_MAX)
    new = edition({"a": [4.0], "b": [0.0], "c": [20.0]}, MIN_MAX)
    found = decompose(Pair(old, new), ["a"])
    assert by_cause(found) == pytest.approx({"own_data": 15.0, "peers": -15.0}, abs=EXACT)
    assert found.scores.tolist() == [[20.0, 20.0]]
    # b stays the least, 0 with every position; its own data do not differ and are left out
    assert by_cause(decompose(Pair(old, new), ["b"])) == {"peers": 0.0}


def test_places_won_by_the_unit_and_lost_to_a_peer() -> None:
    # a 10 → 30, b 20 → 40, c 25. Places of a: old 3; own data alone 1; b alone 3; both 2.
    # own data ((1 - 3) + (2 - 3)) / 2 = -1.5; peers ((3 - 3) + (2 - 1)) / 2 = 0.5; total -1
    old = edition({"a": [10.0], "b": [20.0], "c": [25.0]})
    new = edition({"a": [30.0], "b": [40.0], "c": [25.0]})
    found = decompose(Pair(old, new), ["a"])
    assert found.rank_changes[:, 0].tolist() == [-1.5, 0.5]
    assert found.ranks.tolist() == [[3.0, 2.0]]


def test_weights() -> None:
    # X 40 → 60, Y 80; weights 1:1 → 3:1. Old 60; own data 70; weights 0.75 × 40 + 0.25 × 80 = 50; both 65.
    # own data ((70 - 60) + (65 - 50)) / 2 = 12.5; weights ((50 - 60) + (65 - 70)) / 2 = -7.5; total 5
    old = edition({"a": [40.0, 80.0]})
    new = edition({"a": [60.0, 80.0]}, weights=(3.0, 1.0))
    assert by_cause(decompose(Pair(old, new))) == pytest.approx({"own_data": 12.5, "weights": -7.5}, abs=EXACT)


def test_method() -> None:
    # X 4 → 16, Y 9; arithmetic → geometric. Old 6.5; own data 12.5; method √36 = 6; both √144 = 12.
    # own data ((12.5 - 6.5) + (12 - 6)) / 2 = 6; method ((6 - 6.5) + (12 - 12.5)) / 2 = -0.5; total 5.5
    old = edition({"a": [4.0, 9.0]})
    new = edition({"a": [16.0, 9.0]}, aggregation="geometric")
    assert by_cause(decompose(Pair(old, new))) == pytest.approx({"own_data": 6.0, "method": -0.5}, abs=EXACT)


def test_three_causes_with_a_leaf_that_became_known() -> None:
    # X 40 → 60 (O), Y missing → 80 (C), weights 1:1 → 3:1 (W).
    # v: none 40, O 60, C (40 + 80) / 2 = 60, W 40, OC 70, OW 60, CW 30 + 20 = 50, OCW 45 + 20 = 65
    # O: (60 - 40)/3 + (70 - 60)/6 + (60 - 40)/6 + (65 - 50)/3 = 50/3
    # C: (60 - 40)/3 + (70 - 60)/6 + (50 - 40)/6 + (65 - 60)/3 = 35/3
    # W: (40 - 40)/3 + (60 - 60)/6 + (50 - 60)/6 + (65 - 70)/3 = -10/3; total 75/3 = 25
    old = edition({"a": [40.0, np.nan]})
    new = edition({"a": [60.0, 80.0]}, weights=(3.0, 1.0))
    wanted = {"own_data": 50 / 3, "weights": -10 / 3, "coverage": 35 / 3}
    assert by_cause(decompose(Pair(old, new))) == pytest.approx(wanted, abs=EXACT)


def test_a_revision_of_the_old_period() -> None:
    # first published 30, known now 34, new 40: revision ((34 - 30) + (40 - 40)) / 2 = 2; own data (10 + 6) / 2 = 8
    pair = Pair(edition({"a": [30.0]}), edition({"a": [40.0]}), revised=edition({"a": [34.0]}))
    assert by_cause(decompose(pair)) == pytest.approx({"own_data": 8.0, "revision": 2.0}, abs=EXACT)


def test_borders() -> None:
    # min-max of a 5 → 6; c (10) is merged into d (20). Old 50; own data 60; borders 5 of 20 = 25; both 30.
    # own data ((60 - 50) + (30 - 25)) / 2 = 7.5; borders ((25 - 50) + (30 - 60)) / 2 = -27.5; total -20
    old = edition({"a": [5.0], "b": [0.0], "c": [10.0]}, MIN_MAX)
    new = edition({"a": [6.0], "b": [0.0], "d": [20.0]}, MIN_MAX)
    pair = Pair(old, new)
    assert pair.both == ("a", "b")
    assert by_cause(decompose(pair, ["a"])) == pytest.approx({"own_data": 7.5, "borders": -27.5}, abs=EXACT)
    # where a's borders changed, its figures are no longer its own data: 6 of 20 less 5 of 10
    reshaped = Pair(old, new, reshaped=frozenset("a"))
    assert by_cause(decompose(reshaped, ["a"])) == {"borders": pytest.approx(-20.0, abs=EXACT)}


def test_a_cause_that_does_not_differ_is_left_out_and_an_undefined_score_has_no_parts() -> None:
    same = edition({"a": [1.0], "b": [2.0]})
    assert Pair(same, same).causes(["a", "b"]) == ()
    lost = replace(edition({"a": [-1.0, 4.0], "b": [1.0, 1.0]}, aggregation="geometric"))
    found = decompose(Pair(edition({"a": [1.0, 4.0], "b": [1.0, 1.0]}, aggregation="geometric"), lost))
    assert found.causes == ("own_data", "peers")  # a moved, which is a peer of b
    assert np.isnan(found.score_changes[:, 0]).all()
    assert found.score_changes[:, 1].tolist() == [0.0, 0.0]


def test_bounds_of_all_periods_are_refused() -> None:
    panel = edition({"a": [1.0]}, replace(MIN_MAX, bounds_kind="panel"))
    with pytest.raises(ValueError, match="panel"):
        Pair(panel, panel)


def random_pair(seed: int) -> Pair:
    """A pair in which each cause differs with probability one half."""
    rng = np.random.default_rng([18, seed])
    old = random_field(seed, n_units=8, n_leaves=5)
    differs = dict(zip(CAUSES, rng.random(len(CAUSES)) < 0.5, strict=True))
    figures = old.figures.copy()
    place = int(rng.integers(1, 8))
    if differs["own_data"]:
        figures[0] *= rng.uniform(0.5, 2, 5)
    if differs["peers"]:
        figures[1:] *= rng.uniform(0.5, 2, (7, 5))
    if differs["coverage"]:
        figures[place, 2] = 1.0 if np.isnan(figures[place, 2]) else np.nan
    revised = None
    if differs["revision"]:
        revised = replace(old, figures=np.where(rng.random(figures.shape) < 0.3, old.figures * 1.1, old.figures))
    new = replace(old, figures=figures)
    if differs["method"]:
        new = replace(random_field(seed + 5000, n_units=8, n_leaves=5), figures=figures)
    if differs["weights"]:
        nodes = tuple(replace(node, weight=float(rng.uniform(0.5, 2))) for node in new.nodes)
        new = replace(new, nodes=nodes)
    if differs["borders"]:
        new = replace(new, units=(*new.units[:-1], "u99"))
    return Pair(old, new, revised, frozenset(["u4"] if differs["borders"] else []))


def largest_gap(seeds: range) -> tuple[float, int]:
    """The largest distance of the parts of a change from the change by the reference engine; how many were compared."""
    gap, n_compared = 0.0, 0
    for seed in seeds:
        pair = random_pair(seed)
        found = decompose(pair, pair.both[:3])
        ends = [reference_scores(index)["ROOT"] for index in (pair.old, pair.new)]
        for place, unit in enumerate(found.units):
            start, end = (float(e[i.units.index(unit)]) for e, i in zip(ends, (pair.old, pair.new), strict=True))
            if np.isnan(found.score_changes[:, place]).any() or not found.causes:
                continue
            size = max(1.0, abs(start), abs(end))
            gap = max(gap, abs(found.score_changes[:, place].sum() - (end - start)) / size)
            places = found.ranks[place, 1] - found.ranks[place, 0]
            assert found.rank_changes[:, place].sum() == pytest.approx(places, abs=1e-9)  # halves and thirds of places
            n_compared += 1
    return gap, n_compared


def test_the_parts_add_up_to_the_change_of_random_pairs() -> None:
    gap, n = largest_gap(range(60))
    assert n > 60
    assert gap <= EXACT


@pytest.mark.slow
def test_the_parts_add_up_to_the_change_of_1000_random_pairs() -> None:
    gap, n = largest_gap(range(1000))
    print(f"1000 pairs, {n} units: largest distance {gap:.1e}")
    assert gap <= EXACT
