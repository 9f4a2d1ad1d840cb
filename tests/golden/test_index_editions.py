"""A changed weight, a new indicator, level or edition is rows only; the old edition's scores stay to the byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support.models import index_models

from pipelines.codebook.load import Codebook, load

Row = dict[str, Any]
DA_NANG = "p63-48"
# dti.gov.vn/xep-hang-2022, Đà Nẵng: five foundation indices of 100 points, then 200, 150, 150
PARTS = [1.0000, 0.9000, 0.8253, 0.8487, 0.7578, 0.8575, 0.7836, 0.5197]
POINTS = [100, 100, 100, 100, 100, 200, 150, 150]
NEW = 9


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


def edition(codebook: Codebook, change: Callable[[list[Row]], list[Row]]) -> dict[str, list[Row]]:
    """The index tables with a further DTI structure beside the old ones, made from edition 922 by `change`."""
    tables = {name: codebook.tables[name].to_dicts() for name in ("index_nodes", "index_fields")}
    old = [row for row in tables["index_nodes"] if (row["index_code"], row["structure_version"]) == ("DTI", 2)]
    tables["index_nodes"] += change([{**row, "structure_version": NEW} for row in old])
    field = next(row for row in tables["index_fields"] if row["index_code"] == "DTI" and row["method_version"] == 2)
    tables["index_fields"].append({**field, "structure_version": NEW})
    return tables


def scores(codebook: Codebook, **replaced: list[Row]) -> pl.DataFrame:
    return index_models(codebook, (), **replaced).query("select * from fct_index_score order by all")


def root(found: pl.DataFrame, version: int) -> float:
    row = found.filter(
        (pl.col("node_code") == "DTI") & (pl.col("structure_version") == version) & (pl.col("method_version") == 2)
    ).filter((pl.col("area_id") == DA_NANG) & (pl.col("period_code") == "S2022") & (pl.col("series") == "computed"))
    return float(row["score"].item())


def heavier(nodes: list[Row]) -> list[Row]:
    """Digital government counts 300 of 1,100 points."""
    weights = {"DTI_GOV": 300.0, "DTI_ACTIVITY": 600.0, "DTI": 1100.0}
    return [{**row, "weight": weights.get(row["node_code"], row["weight"])} for row in nodes]


def one_more(nodes: list[Row]) -> list[Row]:
    """A ninth main index of 100 points; it reads DTI_SOC's figure, the only kind of figure at hand."""
    extra = next(row for row in nodes if row["node_code"] == "DTI_SOC")
    grown = [{**row, "weight": 600.0} if row["node_code"] == "DTI_ACTIVITY" else row for row in nodes]
    return [*grown, {**extra, "node_code": "DTI_NEW", "weight": 100.0}]


def one_level_more(nodes: list[Row]) -> list[Row]:
    """A level on top: the geometric mean of one node, DTI, which then has another code."""
    up = next(row for row in nodes if row["node_code"] == "DTI")
    renamed = [
        {**row, "node_code": "DTI_BODY", "parent_code": "DTI"} if row["node_code"] == "DTI" else row for row in nodes
    ]
    moved = [
        {**row, "parent_code": "DTI_BODY"} if row["parent_code"] == "DTI" and row["level"] == 2 else row
        for row in renamed
    ]
    return [*moved, {**up, "level": 4, "aggregation": "geometric"}]


def total(points: list[int], parts: list[float]) -> float:
    return sum(p * x for p, x in zip(points, parts, strict=True)) / sum(points)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (heavier, total([100, 100, 100, 100, 100, 300, 150, 150], PARTS)),
        (one_more, total([*POINTS, 100], [*PARTS, 0.5197])),
        (one_level_more, total(POINTS, PARTS)),
    ],
)
def test_a_new_edition_is_rows_and_leaves_the_old_one_as_it_was(
    codebook: Codebook, change: Callable[[list[Row]], list[Row]], expected: float
) -> None:
    before, after = scores(codebook), scores(codebook, **edition(codebook, change))
    assert root(after, NEW) == pytest.approx(expected, abs=1e-12)  # sums of eight or nine products
    assert root(after, 2) == pytest.approx(total(POINTS, PARTS), abs=1e-12)
    assert after.filter(pl.col("structure_version") != NEW).write_csv() == before.write_csv()
    assert after.filter(pl.col("structure_version") == NEW).height > 0
