"""Scores that do not exist because a figure is too low: never left out like a missing one, and never a gain.

The property is tested for every kind of normalisation and aggregation, with and without treatment.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.indices.reference.reference import IndicatorKey, Method, Node, Period, Stages, score, score_panel
from pipelines.indices.reference.terms import Floats
from pipelines.indices.undefined import sentences, undefined

AS_IS = Method("none", 0.0, 100.0)
UNITS = tuple("abcdefgh")
AGGREGATIONS = ("arithmetic", "sum", "geometric", "harmonic", "copeland")
KINDS: dict[str, dict[str, Any]] = {
    "min_max": {},
    "goalpost": {},
    "none": {},
    "distance_to_target": {
        "is_capped": True
    },  # without a cap a figure beyond the target is nearer to it as `low` falls
    "distance_to_maximum": {},
    "distance_to_reference": {"is_capped": True, "reference_area_id": "c"},
    "fraction_of_maximum": {},
    "rank": {},
    "percentile_rank": {},
    "points_of_maximum": {},
    "z_score": {},
}
# Scores of reversed leaves by these rise with the figure: the figure itself; x / high, as in COINr.
UPRIGHT = ("none", "fraction_of_maximum")


def key(code: str) -> IndicatorKey:
    return IndicatorKey(code, "_T", "level", "src")


def tree(aggregation: Any, top: Any = "arithmetic", **leaf: Any) -> list[Node]:
    """ROOT of P (leaves X, Y) and Q (leaves Z, V), equal weights."""
    return [
        Node("ROOT", None, 3, 1.0, 1, aggregation=top, min_coverage=0.0),
        *(Node(code, "ROOT", 2, 1.0, 1, aggregation=aggregation, min_coverage=0.0) for code in "PQ"),
        *(
            Node(code, parent, 1, 1.0, 1, key(code), **leaf)
            for parent, pair in (("P", "XY"), ("Q", "ZV"))
            for code in pair
        ),
    ]


def found(nodes: list[Node], columns: dict[str, str]) -> dict[tuple[str, str], tuple[float | None, str | None]]:
    """Scores and reasons by node and unit of figures like `{"X": "1 2 -"}`, where `-` is missing."""
    units = UNITS[: len(next(iter(columns.values())).split())]
    cells = {
        (unit, key(code)): None if text == "-" else float(text)
        for code, line in columns.items()
        for unit, text in zip(units, line.split(), strict=True)
    }
    rows = score(nodes, AS_IS, cells, units)
    return {(row.node_code, row.area_id): (row.score, row.undefined_reason) for row in rows}


def test_a_figure_without_a_logarithm_is_no_missing_figure() -> None:
    # a: ln 0 does not exist, so P and ROOT have no score for that reason; b's X is missing, so its P is 7 alone, and
    # ROOT (7 + 5) / 2; a is not raised to (7 + 5) / 2 by having the least X of all
    nodes = [
        replace(node, is_ln=True, bound_low=1.0, bound_high=100.0) if node.node_code == "X" else node
        for node in tree("arithmetic")
    ]
    scores = found(nodes, {"X": "0 - 1", "Y": "7 7 7", "Z": "5 5 5", "V": "5 5 5"})
    assert scores["X", "a"] == scores["P", "a"] == scores["ROOT", "a"] == (None, "not_positive")
    assert scores["X", "b"] == (None, "missing")
    assert scores["P", "b"] == (7.0, None)
    assert scores["ROOT", "b"] == (6.0, None)


def test_a_harmonic_mean_of_a_negative_score_does_not_exist() -> None:
    # 2 / (1/−2 + 1/1) = 4 would be more than the mean of any two scores up to 1; 2 / (1/0.5 + 1/1) = 2/3
    scores = found(tree("harmonic"), {"X": "-2 0 0.5", "Y": "1 1 1", "Z": "1 1 1", "V": "1 1 1"})
    assert scores["P", "a"] == scores["ROOT", "a"] == (None, "zero_in_mean")
    assert scores["P", "b"] == scores["ROOT", "b"] == (None, "zero_in_mean")
    assert scores["P", "c"] == (pytest.approx(2 / 3), None)
    assert scores["ROOT", "c"] == (pytest.approx(5 / 6), None)


def test_a_target_below_the_least_figure_is_no_target() -> None:
    # low 10, target 5: (x − 10) / (5 − 10) would give 20 the score −200 and 10 the score 0
    nodes = tree("arithmetic", target=5.0)
    method = Method("distance_to_target", 0.0, 100.0)
    cells = {(unit, key(code)): value for code in "XYZV" for unit, value in (("a", 10.0), ("b", 20.0))}
    leaf = [row for row in score(nodes, method, cells, ["a", "b"]) if row.node_code == "X"]
    assert [(row.score, row.undefined_reason) for row in leaf] == [(None, "no_reference")] * 2
    # low 10, target 15: 0 and 100 × (20 − 10) / 5
    nodes = tree("arithmetic", target=15.0)
    leaf = [row for row in score(nodes, method, cells, ["a", "b"]) if row.node_code == "X"]
    assert [row.score for row in leaf] == [0.0, 200.0]


def test_both_reasons_below_a_node_stand_as_that_of_the_mean() -> None:
    nodes = tree("geometric")
    nodes = [replace(node, is_ln=True) if node.node_code == "Z" else node for node in nodes]
    scores = found(nodes, {"X": "0", "Y": "1", "Z": "-1", "V": "1"})
    assert scores["P", "a"] == (None, "zero_in_mean")
    assert scores["Q", "a"] == (None, "not_positive")
    assert scores["ROOT", "a"] == (None, "zero_in_mean")


def test_the_list_has_nodes_above_the_indicators_with_reasons_in_both_languages() -> None:
    rows = pl.DataFrame(
        [
            ("a", "", "X", None, "missing"),
            ("a", "", "P", 7.0, None),
            ("b", "", "P", None, "zero_in_mean"),
            ("b", "", "ROOT", None, "zero_in_mean"),
            ("c", "", "ROOT", None, "below_coverage"),
        ],
        schema=["uCode", "Time", "node", "score", "undefined_reason"],
        orient="row",
    )
    listed = undefined(rows, ["X"])
    assert listed.select("uCode", "node", "reason_en").rows() == [
        ("b", "P", "a score of 0 or less in a geometric or harmonic mean"),
        ("b", "ROOT", "a score of 0 or less in a geometric or harmonic mean"),
        ("c", "ROOT", "below the coverage threshold"),
    ]
    assert [sentence.vi for sentence in sentences(listed, ["ROOT"])] == [
        "1 đơn vị không có điểm ROOT (b): có điểm bằng 0 hoặc âm trong trung bình nhân, điều hoà",
        "1 đơn vị không có điểm ROOT (c): dưới ngưỡng độ phủ",
    ]


def panel(nodes: list[Node], method: Method, table: Floats) -> Stages:
    leaves = [node for node in nodes if node.indicator is not None]
    cells = {
        (unit, leaf.indicator): float(table[i, j])
        for i, unit in enumerate(UNITS)
        for j, leaf in enumerate(leaves)
        if leaf.indicator is not None
    }
    return score_panel(nodes, method, [Period(UNITS, cells)])[0]


def gains(before: Stages, after: Stages, unit: str, by_rank: bool) -> list[str]:
    """Nodes where a unit has more after than before: a greater score, or a better place, or one where it had none."""
    gained: list[str] = []
    for old, new in zip(before.scores, after.scores, strict=True):
        if old.area_id != unit:
            continue
        size = max(1.0, abs(old.score or 0.0))
        is_more = new.score is not None and (old.score is None or new.score > old.score + 1e-9 * size)  # rounding
        is_better = by_rank and new.rank is not None and (old.rank is None or new.rank < old.rank)
        if is_more or is_better:
            gained.append(f"{new.node_code}: {old.score} {old.rank} → {new.score} {new.rank}")
    return gained


def worse(rng: np.random.Generator, directions: list[int], table: Floats) -> tuple[int, Floats]:
    """A unit other than the reference, and the table with a worse figure of it: a little, the last, 0, far below 0."""
    unit, leaf = int(rng.choice([0, 1, 3, 4, 5, 6, 7])), int(rng.integers(len(directions)))
    upright: list[float] = (directions[leaf] * table[:, leaf]).tolist()
    least = min(upright)
    ways = (upright[unit] - float(rng.random()), least - 5, min(least, 0.0), least - 500)
    lower = ways[int(rng.integers(4))]
    changed = table.copy()
    changed[unit, leaf] = directions[leaf] * min(lower, upright[unit])
    return unit, changed


def trial_of(
    rng: np.random.Generator, kind: str, aggregations: tuple[str, str]
) -> tuple[list[Node], list[int], Floats]:
    """A tree with some logarithmic and some reversed leaves, its directions, and figures from 1 to 100.

    Unit c, the reference, has the best figure of each leaf, and the targets are beyond all: every leaf has its scale
    before and after.
    """
    directions = [1 if kind in UPRIGHT else int(rng.choice([1, -1])) for _ in range(4)]
    nodes = tree(*aggregations, bound_low=10.0, bound_high=90.0)
    for place, direction in enumerate(directions, start=3):
        target = 120.0 if direction == 1 else 0.5
        nodes[place] = replace(nodes[place], direction=direction, target=target, is_ln=bool(rng.random() < 0.2))
    table = rng.uniform(1, 100, (len(UNITS), 4)).round(1)
    table[2] = [100.0 if direction == 1 else 1.0 for direction in directions]
    return nodes, directions, table


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_a_worse_figure_never_raises_a_score_or_a_rank(kind: str, aggregation: str) -> None:
    rng = np.random.default_rng([len(kind), len(aggregation)])
    n_lost = 0
    for trial in range(60):
        top = AGGREGATIONS[trial % len(AGGREGATIONS)]
        nodes, directions, table = trial_of(rng, kind, (aggregation, top))
        method = Method(kind, float(trial % 2), 100.0, **KINDS[kind])  # pyright: ignore[reportArgumentType]
        unit, changed = worse(rng, directions, table)
        before, after = panel(nodes, method, table), panel(nodes, method, changed)
        # A far figure widens the deviation, which narrows the distances between the others; Copeland compares the
        # others with each other as well, and their order may change with the scale.
        by_rank = kind != "z_score" and "copeland" not in (aggregation, top)
        assert gains(before, after, UNITS[unit], by_rank) == []
        n_lost += any(
            row.area_id == UNITS[unit] and row.undefined_reason in ("zero_in_mean", "not_positive")
            for row in after.scores
            if row.node_code == "ROOT"
        )
    assert n_lost > 0  # the trials do hold scores that are lost


@pytest.mark.parametrize("kind", ["z_score", "min_max"])
@pytest.mark.parametrize("transform", ["log_ct", "log_ct_orig", "log_ct_plus", "none"])
@pytest.mark.parametrize("aggregation", AGGREGATIONS)
def test_with_treatment_a_score_that_is_lost_is_lost_up_to_the_root(
    kind: str, transform: str, aggregation: str
) -> None:
    """Treatment can turn about with one figure, so it is the loss that is tested: no score and no place above it."""
    rng = np.random.default_rng([len(kind), len(transform), len(aggregation)])
    method = Method(kind, 0.0, 100.0, treat_winmax=1, treat_transform=transform)  # pyright: ignore[reportArgumentType]
    n_lost = 0
    for _ in range(20):
        nodes, _, table = trial_of(rng, kind, (aggregation, "arithmetic"))
        table[rng.integers(len(UNITS)), 0] *= 1000  # an outlier
        rows = {(row.node_code, row.area_id): row for row in panel(nodes, method, table).scores}
        parents = {node.node_code: node.parent_code for node in nodes}
        for (code, unit), row in rows.items():
            if row.undefined_reason in ("zero_in_mean", "not_positive") and (parent := parents[code]):
                above = rows[parent, unit]
                assert (above.score, above.rank) == (None, None)
                assert above.undefined_reason in ("zero_in_mean", "not_positive")
                n_lost += 1
    if aggregation in ("geometric", "harmonic"):
        assert n_lost > 0
