"""The field of a run from the tables of a release made by hand: three areas, two leaves, one questioned figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.codebook.read import table_frame
from pipelines.indices.errors import RunError
from pipelines.indices.scoring.field import IndexKey
from pipelines.indices.scoring.release import analysed_fields, find_run, read_release
from pipelines.indices.scoring.score import nominal
from pipelines.indices.uncertainty.summary import unknown_peers

KEY = IndexKey("X", 1, 1, "all", "2026-02")
RUN = dict(zip(IndexKey._fields, KEY, strict=True))
NAMES = {"a": "Đồng Văn", "b": "Mậu Duệ", "c": "Lũng Cú"}
# A: admitted 0, 5, 10; b has sent 9, about which it is asked: 90 of the scale of 0 to 10.
# B, reversed: figures 4, 2, imputed 3.
SCORES = {
    "A": {"a": 0.0, "b": 90.0, "c": 100.0},
    "B": {"a": 0.0, "b": 100.0, "c": 50.0},
    "ROOT": {"a": 0.0, "b": 92.5, "c": 87.5},
}
FIGURES = {"A": {"a": 0.0, "b": 5.0, "c": 10.0}, "B": {"a": 4.0, "b": 2.0, "c": None}}
RANKS = {"a": 3, "b": 1, "c": 2}


@pytest.fixture
def codebook() -> dict[str, pl.DataFrame]:
    node = {"index_code": "X", "structure_version": 1, "direction": 1, "name_vi": "Nút", "name_en": "Node"}
    leaf = {**node, "parent_code": "ROOT", "level": 1, "indicator_code": "I", "breakdown_code": "_T"}
    leaf |= {"measure_code": "level", "source_code": "s"}
    method = {
        "index_code": "X",
        "method_version": 1,
        "normalise_kind": "min_max",
        "scale_low": 0.0,
        "scale_high": 100.0,
    }
    field = {"index_code": "X", "structure_version": 1, "method_version": 1, "field_code": "all", "area_set": "s"}
    return {
        "index_nodes": table_frame(
            "index_nodes",
            [
                {**leaf, "node_code": "A", "weight": 0.75},
                {**leaf, "node_code": "B", "weight": 0.25, "direction": -1},
                {**node, "node_code": "ROOT", "level": 2, "weight": 1.0, "aggregation": "arithmetic"},
            ],
        ),
        "index_methods": table_frame("index_methods", [method]),
        "index_fields": table_frame("index_fields", [{**field, "is_official": False, "rank_min_share": 0.8}]),
    }


@pytest.fixture
def release(tmp_path: Path) -> Path:
    scores = [
        {
            **RUN,
            "series": "computed",
            "node_code": node,
            "area_id": area,
            "area_name_vi": NAMES[area],
            "node_name_vi": "Nút",
            "parent_code": None if node == "ROOT" else "ROOT",
            "score": score,
            "rank": RANKS[area] if node == "ROOT" else None,
            "n_questioned": int((node, area) in {("A", "b"), ("ROOT", "b")}),
        }
        for node, of in SCORES.items()
        for area, score in of.items()
    ]
    effects = [
        {**RUN, "node_code": node, "area_id": area, "figure": figure}
        for node, of in FIGURES.items()
        for area, figure in of.items()
    ]
    steps = [{**RUN, "node_code": "B", "area_id": "c", "imputed": 3.0, "is_imputed": True}]
    tables: dict[str, list[dict[str, Any]]] = {
        "index_score": scores,
        "index_effect": effects,
        "index_step": steps,
        "period": [{"period_code": KEY.period_code, "start_date": date(2026, 1, 15)}],
        "area": [{"area_id": "a", "name_en": "Dong Van"}],
    }
    folder = tmp_path / "2026-02-r001"
    (folder / "parquet").mkdir(parents=True)
    for name, rows in tables.items():
        pl.DataFrame(rows, infer_schema_length=None).write_parquet(folder / "parquet" / f"{name}.parquet")
    return folder


def test_the_scores_are_those_of_the_release(release: Path, codebook: dict[str, pl.DataFrame]) -> None:
    index = read_release(release, codebook, KEY)
    found = nominal(index)
    assert index.units == ("a", "b", "c")
    for node, of in SCORES.items():
        assert found.of(node)[0].tolist() == list(of.values())
    assert found.ranks("ROOT")[0].tolist() == list(RANKS.values())
    assert index.rank_min_share == 0.8
    assert index.names["a"] == ("Đồng Văn", "Dong Van") and index.names["b"] == ("Mậu Duệ", "Mậu Duệ")


def test_a_questioned_figure_is_the_one_that_was_sent_and_the_scale_has_the_admitted_one(
    release: Path, codebook: dict[str, pl.DataFrame]
) -> None:
    index = read_release(release, codebook, KEY)
    assert index.scale_figures is not None
    assert (index.figures[1, 0], index.scale_figures[1, 0]) == (9.0, 5.0)


def test_an_imputed_figure_is_marked_and_its_field_has_no_probability(
    release: Path, codebook: dict[str, pl.DataFrame]
) -> None:
    index = read_release(release, codebook, KEY)
    assert index.figures[2, 1] == 3.0
    assert np.argwhere(index.is_imputed).tolist() == [[2, 1]]
    assert unknown_peers(index) == "peers_incomplete"


def test_an_official_field_is_not_analysed(release: Path, codebook: dict[str, pl.DataFrame]) -> None:
    assert [index.key for index in analysed_fields(release, codebook)] == [KEY]
    official = codebook["index_fields"].with_columns(is_official=pl.lit(True))
    assert analysed_fields(release, {**codebook, "index_fields": official}) == ()


def test_a_run_is_found_by_the_code_of_its_index(release: Path) -> None:
    assert find_run(release, "x") == KEY
    with pytest.raises(RunError) as caught:
        find_run(release, "PII")
    assert "X" in caught.value.message.vi and "2026-02-r001" in caught.value.message.en
