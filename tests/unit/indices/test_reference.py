"""The reference implementation against sums done by hand; every expected number has its arithmetic beside it."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.indices.reference.reference import IndicatorKey, Method, Node, NodeScore, score, snap

MIN_MAX = Method("min_max", 0.0, 100.0)
GOALPOST = Method("goalpost", 0.0, 100.0)
AS_IS = Method("none", 0.0, 100.0)


def key(code: str) -> IndicatorKey:
    return IndicatorKey(code, "_T", "level", "src")


def leaf(code: str, weight: float = 1.0, direction: int = 1, **bounds: Any) -> Node:
    return Node(code, "ROOT", 1, weight, direction, key(code), **bounds)


def root(aggregation: Any = "arithmetic", min_coverage: float = 0.0) -> Node:
    return Node("ROOT", None, 2, 1.0, 1, aggregation=aggregation, min_coverage=min_coverage)


def table(columns: dict[str, str]) -> tuple[dict[tuple[str, IndicatorKey], float | None], list[str]]:
    """`{"X": "1 2 -"}` as the figures of areas a, b, c; `-` is missing."""
    areas = [chr(ord("a") + i) for i in range(len(next(iter(columns.values())).split()))]
    cells = {
        (area, key(code)): None if text == "-" else float(text)
        for code, line in columns.items()
        for area, text in zip(areas, line.split(), strict=True)
    }
    return cells, areas


def run(nodes: list[Node], method: Method, columns: dict[str, str]) -> dict[str, dict[str, NodeScore]]:
    values, areas = table(columns)
    found: dict[str, dict[str, NodeScore]] = {}
    for entry in score(nodes, method, values, areas):
        assert (entry.score is None) == (entry.undefined_reason is not None) == (entry.rank is None)
        found.setdefault(entry.node_code, {})[entry.area_id] = entry
    return found


def scores(node: dict[str, NodeScore]) -> list[float | None]:
    return [entry.score for entry in node.values()]


def test_min_max_spans_the_field() -> None:
    # 100 × (x − 2) / (10 − 2): 2 → 0, 4 → 25, 10 → 100
    assert scores(run([root(), leaf("X")], MIN_MAX, {"X": "2 4 10"})["X"]) == [0.0, 25.0, 100.0]


def test_a_reversed_leaf_is_mirrored_on_a_scale_that_does_not_start_at_zero() -> None:
    # scale 1–7; upright 1 + (x − 2)/8 × 6: 1, 2.5, 7; mirrored 7 + 1 − s: 7, 5.5, 1
    found = run([root(), leaf("X", direction=-1)], Method("min_max", 1.0, 7.0), {"X": "2 4 10"})
    assert scores(found["X"]) == [7.0, 5.5, 1.0]
    assert [entry.rank for entry in found["X"].values()] == [1, 2, 3]


def test_areas_outside_the_field_do_not_move_the_minimum() -> None:
    values, _ = table({"X": "2 4 10"})
    # field a, b: 100 × (4 − 2) / (4 − 2) = 100
    leaves = [entry for entry in score([root(), leaf("X")], MIN_MAX, values, ["a", "b"]) if entry.node_code == "X"]
    assert [(entry.area_id, entry.score, entry.n_field) for entry in leaves] == [("a", 0.0, 2), ("b", 100.0, 2)]


@pytest.mark.parametrize("line", ["5 5 5", "0.3 0.30000000000000004 0.3", "5"])
def test_a_zero_range_is_undefined_not_zero(line: str) -> None:
    found = run([root(), leaf("X")], MIN_MAX, {"X": line})
    assert {entry.undefined_reason for entry in found["X"].values()} == {"zero_range"}
    assert {(entry.coverage, entry.n_field) for entry in found["X"].values()} == {(0.0, 0)}
    assert {entry.undefined_reason for entry in found["ROOT"].values()} == {"below_coverage"}


def test_goalposts_are_those_of_the_node_and_clip() -> None:
    # bounds 0–10 onto 0–100: 7.5 → 75; 12 → clipped to 10 → 100; −1 → 0
    found = run([root(), leaf("X", bound_low=0.0, bound_high=10.0)], GOALPOST, {"X": "7.5 12 -1 10"})["X"]
    assert scores(found) == [75.0, 100.0, 0.0, 100.0]
    assert [entry.is_clipped for entry in found.values()] == [False, True, True, False]
    assert [entry.rank for entry in found.values()] == [3, 1, 4, 1]


def test_a_goalpost_without_posts_is_refused() -> None:
    with pytest.raises(ValueError, match="bound_low"):
        run([root(), leaf("X", bound_low=0.0)], GOALPOST, {"X": "1 2"})


def test_as_is_keeps_the_value_even_of_a_reversed_leaf() -> None:
    assert scores(run([root(), leaf("X", direction=-1)], AS_IS, {"X": "3 -2 3"})["X"]) == [3.0, -2.0, 3.0]


def test_the_mean_is_weighted_and_weights_are_rescaled_over_present_children() -> None:
    nodes = [root(), leaf("X", 1.0), leaf("Y", 0.5), leaf("Z", 0.5)]
    found = run(nodes, AS_IS, {"X": "10 10 -", "Y": "20 - -", "Z": "40 40 -"})["ROOT"]
    # a: (1×10 + 0.5×20 + 0.5×40) / 2 = 40/2 = 20
    # b: (1×10 + 0.5×40) / 1.5 = 30/1.5 = 20, coverage 1.5/2 = 0.75
    assert scores(found) == [20.0, 20.0, None]
    assert [entry.coverage for entry in found.values()] == [1.0, 0.75, 0.0]
    assert [entry.rank for entry in found.values()] == [1, 1, None]
    assert [entry.n_field for entry in found.values()] == [2, 2, 2]
    assert found["c"].undefined_reason == "below_coverage"


@pytest.mark.parametrize(("threshold", "is_defined"), [(0.0, True), (0.66, True), (0.75, True), (0.76, False)])
def test_coverage_on_the_threshold_is_enough(threshold: float, is_defined: bool) -> None:
    nodes = [root(min_coverage=threshold), leaf("X"), leaf("Y", 0.5), leaf("Z", 0.5)]
    found = run(nodes, AS_IS, {"X": "10", "Y": "-", "Z": "40"})["ROOT"]["a"]  # coverage 1.5/2 = 0.75
    assert (found.score is not None) is is_defined
    assert found.coverage == 0.75


def test_ten_weights_that_add_up_to_one_are_full_coverage() -> None:
    weights = [
        0.05,
        0.05,
        0.20,
        0.05,
        0.10,
        0.05,
        0.05,
        0.20,
        0.20,
        0.05,
    ]  # PCI 2013–2016: summed naively 1.0000000000000002
    nodes = [root(min_coverage=1.0), *(leaf(f"S{i}", w, bound_low=0, bound_high=10) for i, w in enumerate(weights))]
    # every sub-index 6 of 10 → 60 of 100, whatever the weights
    found = run(nodes, GOALPOST, {f"S{i}": "6 -" if i == 3 else "6 6" for i in range(10)})["ROOT"]
    assert found["a"].score == pytest.approx(60.0, abs=1e-12)  # ten products in binary
    assert found["b"].undefined_reason == "below_coverage"
    assert found["b"].coverage == pytest.approx(0.95, abs=1e-12)


def test_coverage_is_compared_at_twelve_digits() -> None:
    # in binary 0.7 + 0.1 is 0.7999999999999999; it is the threshold 0.8 all the same
    nodes = [root(min_coverage=0.8), leaf("X", 0.7), leaf("Y", 0.1), leaf("Z", 0.2)]
    found = run(nodes, AS_IS, {"X": "4", "Y": "4", "Z": "-"})["ROOT"]["a"]
    assert found.score == pytest.approx(4.0, abs=1e-12)  # 0.8 × 4 / 0.8 in binary


def test_a_sum_that_lacks_a_part_is_undefined_at_full_coverage_and_smaller_below_it() -> None:
    columns = {"X": "1 1", "Y": "2 -", "Z": "4 4"}
    leaves = [leaf("X"), leaf("Y"), leaf("Z", 0.5)]
    # a: 1×1 + 1×2 + 0.5×4 = 5;  b without Y: 1 + 2 = 3 at coverage 1.5/2.5 = 0.6
    assert scores(run([root("sum", 1.0), *leaves], AS_IS, columns)["ROOT"]) == [5.0, None]
    assert scores(run([root("sum", 0.6), *leaves], AS_IS, columns)["ROOT"]) == [5.0, 3.0]


def test_an_undefined_child_counts_as_absent() -> None:
    nodes = [root(min_coverage=0.5), leaf("X"), leaf("FLAT")]
    found = run(nodes, MIN_MAX, {"X": "0 10", "FLAT": "5 5"})
    # FLAT has no range; ROOT has X only: 0 and 100 at coverage 1/2
    assert scores(found["ROOT"]) == [0.0, 100.0]
    assert {entry.coverage for entry in found["ROOT"].values()} == {0.5}


def test_coverage_is_that_of_the_children_not_of_the_leaves() -> None:
    nodes = [
        Node("TOP", None, 3, 1.0, 1, aggregation="arithmetic", min_coverage=0.0),
        Node("P", "TOP", 2, 1.0, 1, aggregation="arithmetic", min_coverage=0.0),
        Node("Q", "TOP", 2, 0.5, 1, aggregation="arithmetic", min_coverage=1.0),
        *(
            Node(code, parent, 1, 1.0, 1, key(code))
            for code, parent in [("P1", "P"), ("P2", "P"), ("Q1", "Q"), ("Q2", "Q")]
        ),
    ]
    found = run(nodes, AS_IS, {"P1": "2", "P2": "-", "Q1": "8", "Q2": "-"})
    # P = 2 at 1/2; Q needs all, has 1/2 → undefined; TOP = 2 at weight 1 of 1.5
    assert (found["P"]["a"].score, found["P"]["a"].coverage) == (2.0, 0.5)
    assert (found["Q"]["a"].score, found["Q"]["a"].coverage) == (None, 0.5)
    assert (found["TOP"]["a"].score, found["TOP"]["a"].coverage) == (2.0, 1.0 / 1.5)


def test_ranks_are_those_of_a_competition_and_see_twelve_digits() -> None:
    # 0.1 + 0.2 and 0.3 differ in the 17th digit: one rank; then comes place 4, not 3
    found = run([root(), leaf("X")], AS_IS, {"X": "0.30000000000000004 0.3 - 0.5 0.2 0.5"})["X"]
    assert [entry.rank for entry in found.values()] == [3, 3, None, 1, 5, 1]
    assert {entry.n_field for entry in found.values()} == {5}


def test_snap_keeps_forty_binary_digits() -> None:
    # between 1 and 2 the grid is 2^-39 wide
    assert snap(1 + 2**-39) == 1 + 2**-39
    assert snap(1 + 2**-41) == snap(1 - 2**-52) == 1.0
    assert snap(-0.1 - 0.2) == snap(-0.3)
    assert snap(0.3 + 2e-12) > snap(0.3)
    assert snap(0.0) == 0.0


def test_a_node_above_a_mean_that_does_not_exist_has_no_score() -> None:
    # a: the pillar √(0 × 50) does not exist, so the root is not the other pillar alone; in b that pillar is missing
    nodes = [
        Node("ROOT", None, 3, 1.0, 1, aggregation="arithmetic", min_coverage=0.0),
        Node("P", "ROOT", 2, 1.0, 1, aggregation="geometric", min_coverage=0.0),
        Node("Q", "ROOT", 2, 1.0, 1, aggregation="arithmetic", min_coverage=0.0),
        *(Node(code, "P", 1, 1.0, 1, key(code)) for code in ("X", "Y")),
        Node("Z", "Q", 1, 1.0, 1, key("Z")),
    ]
    found = run(nodes, AS_IS, {"X": "0 - 4", "Y": "50 - 9", "Z": "30 30 30"})
    assert [(entry.score, entry.undefined_reason) for entry in found["ROOT"].values()] == [
        (None, "zero_in_mean"),
        (30.0, None),
        (pytest.approx(18.0), None),  # (√(4 × 9) + 30) / 2
    ]
