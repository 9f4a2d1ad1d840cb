"""Pooled leaves against the numpy reference and against plain sums; bands of ranks where figures are asked about."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.codebook.read import table_frame
from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.indices.reference.reference import score_panel
from pipelines.indices.reference.terms import IndicatorKey, Method, Node, Period
from pipelines.warehouse.in_memory.index_engine import ADMITTED, CARRIED, INPUTS, IndexModels

MONTHS = [f"M{m:02d}" for m in range(1, 15)]
AREAS = [f"a{n:02d}" for n in range(12)]
POOL = {"A": 12, "B": 3, "C": 1}
KEY = ("_T", "in_period", "s")
Counts = dict[tuple[str, str, str], tuple[int, int]]  # area, leaf, month -> numerator, denominator


@dataclass
class Asked:
    """Slices that senders are asked about, each with its last admitted numerator and denominator, or none."""

    admitted: dict[tuple[str, str, str], tuple[int, int] | None] = field(default_factory=lambda: {})


def counts_of(seed: int) -> Counts:
    """Small counts of 12 areas and 14 months: some months missing, some denominators 0."""
    rng = random.Random(seed)
    made: Counts = {}
    for area in AREAS:
        for leaf in POOL:
            for month in MONTHS:
                if rng.random() < 0.85:
                    size = rng.choice((0, 1, 2, 3, 5, 8, 40))
                    made[area, leaf, month] = (rng.randint(0, size), size)
    return made


def sql_models(counts: Counts, asked: Asked | None = None) -> IndexModels:
    """The SQL models over percentages of these counts."""
    key: dict[str, Any] = {"index_code": "T", "structure_version": 1}
    root = {**key, "node_code": "T", "level": 2, "weight": 1, "direction": 1, "aggregation": "arithmetic"}
    slices = dict(zip(("breakdown_code", "measure_code", "source_code"), KEY, strict=True))
    leaf = {**key, "parent_code": "T", "level": 1, "weight": 1, "direction": 1, **slices}
    days = [date(2026 + (m // 12), m % 12 + 1, 1) for m in range(len(MONTHS))]
    rows: dict[str, list[dict[str, Any]]] = {
        "areas": [{"area_id": area, "area_set": "x", "valid_from": days[0]} for area in AREAS],
        "periods": [
            {"period_code": month, "kind": "month", "calendar": "stat", "start_date": day}
            for month, day in zip(MONTHS, days, strict=True)
        ],
        "index_nodes": [
            root, *({**leaf, "node_code": n, "indicator_code": n, "pool_periods": k} for n, k in POOL.items())
        ],
        "index_methods": [
            {"index_code": "T", "method_version": 1, "normalise_kind": "min_max", "scale_low": 0, "scale_high": 100}
        ],
        "index_fields": [
            {**key, "method_version": 1, "field_code": "f", "area_set": "x", "period_kind": "month", "calendar": "stat",
             "valid_from": days[0]}
        ],
    }  # fmt: skip
    questions = asked.admitted if asked else {}
    not_standing = {
        ADMITTED: pl.DataFrame([{"slice_id": "|".join(place), "is_questioned": True} for place in questions]),
        CARRIED: figures({place: known for place, known in questions.items() if known}, state="current"),
    }
    tables = {name: table_frame(name, rows.get(name, [])) for name in INPUTS}
    return IndexModels(tables, figures(counts), not_standing if questions else None)


def figures(counts: Counts, **also: str) -> pl.DataFrame:
    """Rows by slice: percentages with their denominators."""
    rows = [
        (area, leaf, *KEY, month, 100 * n / size if size else None, float(size), f"{area}|{leaf}|{month}")
        for (area, leaf, month), (n, size) in counts.items()
    ]
    schema = {**dict.fromkeys(SLICE_KEY, pl.String()), "value": pl.Float64(), "denominator": pl.Float64()}
    frame = pl.DataFrame(rows, schema={**schema, "slice_id": pl.String()}, orient="row")
    return frame.with_columns(pl.lit(value).alias(name) for name, value in also.items())


def scores(models: IndexModels) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Rows of the scores by node, area and month."""
    found = models.query("select * from fct_index_score where series = 'computed'")
    return {(row["node_code"], row["area_id"], row["period_code"]): row for row in found.iter_rows(named=True)}


@pytest.mark.parametrize("seed", range(6))
def test_pooled_leaves_agree_with_the_reference(seed: int) -> None:
    counts = counts_of(seed)
    keys = {leaf: IndicatorKey(leaf, *KEY) for leaf in POOL}
    nodes = [Node("T", None, 2, 1.0, 1, aggregation="arithmetic")]
    nodes += [Node(leaf, "T", 1, 1.0, 1, keys[leaf], pool_periods=k) for leaf, k in POOL.items()]
    periods: list[Period] = []
    for month in MONTHS:
        of_month = {(a, keys[leaf]): ns for (a, leaf, m), ns in counts.items() if m == month}
        values = {place: 100 * n / size if size else None for place, (n, size) in of_month.items()}
        sizes = {place: float(size) for place, (_, size) in of_month.items()}
        periods.append(Period(tuple(AREAS), values, sizes=sizes))
    found = scores(sql_models(counts))
    for month, stage in zip(MONTHS, score_panel(nodes, Method("min_max", 0, 100), periods), strict=True):
        for expected in stage.scores:
            row = found[expected.node_code, expected.area_id, month]
            assert row["undefined_reason"] == expected.undefined_reason
            assert row["rank"] == expected.rank
            # sums of up to 12 products in another order: a few units in the 16th digit of 100
            assert row["score"] == pytest.approx(expected.score, abs=1e-10)


def test_a_pooled_ratio_is_all_numerators_by_all_denominators() -> None:
    counts = counts_of(1)
    cells = sql_models(counts).query("select * from fct_index_leaf where value is not null")
    n_pooled = 0
    for row in cells.iter_rows(named=True):
        last = MONTHS.index(row["period_code"])
        window = MONTHS[max(0, last + 1 - POOL[row["node_code"]]) : last + 1]
        parts = [counts.get((row["area_id"], row["node_code"], month), (0, 0)) for month in window]
        n_pooled += len(window) > 1
        numerator, denominator = sum(n for n, _ in parts), sum(size for _, size in parts)
        # the same quotient, from products of rounded quotients
        assert row["value"] == pytest.approx(100 * numerator / denominator, rel=1e-13)
    assert n_pooled > 100


def test_a_questioned_figure_moves_no_other_score_and_makes_a_band() -> None:
    """The other areas' leaf scores are those of a table with the last admitted value in the questioned cell."""
    last = MONTHS[-1]
    admitted = {**counts_of(3), ("a04", "C", last): (1, 5), ("a04", "A", last): (1, 5), ("a04", "B", last): (1, 5)}
    sent: Counts = {**admitted, ("a04", "C", last): (900, 5)}
    quiet = scores(sql_models(admitted))
    asked = scores(sql_models(sent, Asked({("a04", "C", last): (1, 5)})))
    for place, row in asked.items():
        leaf_or_other = place[0] != "T" or place[1] != "a04" or place[2] != last
        if leaf_or_other and place != ("C", "a04", last):
            assert row["score"] == pytest.approx(quiet[place]["score"], abs=1e-12)
    own, before = asked["C", "a04", last], quiet["C", "a04", last]
    # 18,000 % on a scale that ends at the greatest admitted one
    assert own["score"] == 100.0 and own["n_questioned"] == 1
    assert (own["rank_low"], own["rank_high"]) == (own["rank"], before["rank"]) and own["rank"] < before["rank"]
    whole = asked["T", "a04", last]
    assert whole["n_questioned"] == 1 and whole["rank_high"] == quiet["T", "a04", last]["rank"]
    others = [asked["T", area, last] for area in AREAS if area != "a04"]
    passed = [row for row in others if row["rank"] and row["rank_low"] < row["rank_high"]]
    # each area that is passed is one place lower with the figure as it is
    assert len(passed) == whole["rank_high"] - whole["rank"]
    earlier = [row for place, row in asked.items() if place[2] != last]
    assert all(row["rank_low"] == row["rank_high"] == row["rank"] and not row["n_questioned"] for row in earlier)


def test_a_questioned_figure_never_admitted_is_no_bound() -> None:
    last = MONTHS[-1]
    sent: Counts = {**counts_of(3), ("a04", "C", last): (900, 5)}
    without = {place: ns for place, ns in sent.items() if place != ("a04", "C", last)}
    asked, quiet = scores(sql_models(sent, Asked({("a04", "C", last): None}))), scores(sql_models(without))
    assert quiet["C", "a04", last]["score"] is None
    assert asked["C", "a04", last]["score"] == 100.0
    others = [area for area in AREAS if area != "a04"]
    assert [asked["C", area, last]["score"] for area in others] == [quiet["C", area, last]["score"] for area in others]
