"""The random frameworks are reproducible and valid as seeds, and have every difficult case that they are made for."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from support.framework_methods import AGGREGATIONS, KINDS
from support.frameworks import Framework, frameworks, write_seeds

from pipelines.codebook.load import load


@pytest.fixture(scope="module")
def made() -> list[Framework]:
    return frameworks(100)


def test_the_same_seed_makes_the_same_frameworks(made: list[Framework]) -> None:
    again = frameworks(100)
    assert [f.tables for f in again] == [f.tables for f in made]
    assert [f.observations for f in again] == [f.observations for f in made]
    assert [f.observations for f in frameworks(3, seed=1)] != [f.observations for f in made[:3]]


def test_the_codebook_takes_all_hundred_at_once(made: list[Framework], repo: Path, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(repo / "data" / "seeds", seeds)
    write_seeds(made, seeds)
    indices = load(seeds).tables["index_methods"]["index_code"].to_list()
    assert len([code for code in indices if code.startswith("RF")]) == 100


def test_shapes_stay_within_what_was_asked(made: list[Framework]) -> None:
    depths, sizes = Counter[int](), Counter[int]()
    for framework in made:
        nodes = framework.tables["index_nodes"]
        depths[max(node["level"] for node in nodes)] += 1
        children = Counter(node["parent_code"] for node in nodes if node["parent_code"])
        sizes.update(children.values())
        assert 5 <= len(framework.area_ids) <= 40
        levels = {node["node_code"]: node["level"] for node in nodes}
        assert all(levels[node["parent_code"]] == node["level"] + 1 for node in nodes if node["parent_code"])
        assert {node["node_code"] for node in nodes if node["level"] > 1} == set(children)
    assert set(depths) == {2, 3, 4, 5}
    assert set(sizes) == {2, 3, 4, 5, 6, 7, 8}


def test_every_difficult_case_occurs(made: list[Framework]) -> None:
    nodes = [node for framework in made for node in framework.tables["index_nodes"]]
    inner = [node for node in nodes if node["level"] > 1]
    leaves = [node for node in nodes if node["level"] == 1]
    assert {node["direction"] for node in leaves} == {1, -1}
    assert {node["weight"] for node in nodes} == {0.5, 1.0}
    assert {node["aggregation"] for node in inner} == set(AGGREGATIONS)
    assert {node["min_coverage"] for node in inner} == {0.0, 0.25, 0.5, 0.66, 0.75, 1.0}
    methods = [f.tables["index_methods"][0] for f in made]
    assert {row["normalise_kind"] for row in methods} == set(KINDS)
    assert {row["impute_kind"] for row in methods} >= {"mean", "median", "group_mean", "group_median", "previous"}
    assert {row["treat_winmax"] for row in methods} == {"", 0, 1, 2, 3, 5, 8}
    assert {row["bounds_kind"] for row in methods} == {"", "period", "panel"}

    columns: defaultdict[str, list[float]] = defaultdict(list)
    for observation in (row for framework in made for row in framework.observations):
        if observation["value"] is not None:
            columns[observation["indicator_code"]].append(observation["value"])
    assert any(min(v) == max(v) and len(v) > 1 for v in columns.values()), "a zero range"
    assert any(0 < max(v) - min(v) < 1e-12 for v in columns.values()), "a zero range but for float noise"
    assert any(len(set(v)) < len(v) / 2 and min(v) != max(v) for v in columns.values()), "ties"
    assert any(leaf["indicator_code"] not in columns for leaf in leaves), "an indicator without a figure"
    outside = [
        value
        for leaf in leaves
        if leaf["bound_low"] != ""
        for value in columns[leaf["indicator_code"]]
        if not leaf["bound_low"] <= value <= leaf["bound_high"]
    ]
    assert outside, "values beyond their goalposts"
