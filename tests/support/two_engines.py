"""One build of random index frameworks by the SQL engine, compared score by score with the numpy implementation."""

from __future__ import annotations

import math
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from support import frameworks, landed, promises

from pipelines.codebook.load import load
from pipelines.indices.reference import reference
from pipelines.ledger import Ledger
from pipelines.settings import REPO, places

# Both engines add products of the same doubles in another order; what remains is some 1e-14 relative. Scores of
# fractions of a maximum near 0, or of distances to a near target, are large, so the tolerance is relative above 1.
TOLERANCE = 1e-9
SCORES = """
select index_code, period_code, node_code, area_id, score, rank, n_field, coverage, undefined_reason,
    coverage_count, imputed_share, shadow_score
from marts.fct_index_score where index_code like 'RF%'
"""


@dataclass(frozen=True)
class Comparison:
    """What differs, and what the frameworks held: reasons of undefined scores, kinds of treatment."""

    differences: list[str]
    reasons: set[str | None]
    treatments: set[str]


def compare(made: list[frameworks.Framework], folder: Path) -> Comparison:
    """Both engines on the same frameworks. Every score of either side is compared."""
    rows = _scores_of_sql(made, folder)
    found = {tuple(row[:4]): tuple(row[4:]) for row in rows}
    references = [_reference(framework) for framework in made]
    expected = {
        (framework.index_code, period, score.node_code, score.area_id): score
        for framework, panel in zip(made, references, strict=True)
        for period, stages in zip(framework.periods, panel, strict=True)
        for score in stages.scores
        # a run without a single figure is not in the warehouse
        if not all(math.isnan(value) for value in stages.raw.ravel())
    }
    differences = [f"{key}: scored by one engine only" for key in sorted(found.keys() ^ expected.keys())]
    differences += [f"{len(rows) - len(found)} scores stand twice"] if len(rows) > len(found) else []
    differences += [
        f"{key}: {found[key]} instead of {score}"
        for key, score in expected.items()
        if key in found and _differs(found[key], score)
    ]
    treatments = {treatment.kind for panel in references for stages in panel for treatment in stages.treatments}
    return Comparison(differences, {score.undefined_reason for score in expected.values()}, treatments)


def warehouse_of(made: list[frameworks.Framework], folder: Path, models: list[str]) -> Path:
    """A warehouse of the frameworks alone, with `models` and what they read."""
    seeds = folder / "seeds"
    shutil.copytree(REPO / "data" / "seeds", seeds)
    frameworks.write_seeds(made, seeds)
    place = places("08", folder / "data")
    ledger = Ledger(place.ledger)
    receipt = {
        "receipt_id": "R000001",
        "sha256": "0" * 64,
        "n_bytes": 0,
        "original_name": "thử.xlsx",
        "channel": "test",
    }
    entry = ledger.append("receipt", receipt)
    landing = folder / "landing"
    observations = [row for framework in made for row in framework.observations]
    landed.land(landing, entry.seq, "XA-01", 1, "PUB-VCCI", frameworks.PERIOD, observations)
    return promises.built(place, load(seeds), ledger, landing, folder / "work", models)


def _scores_of_sql(made: list[frameworks.Framework], folder: Path) -> list[tuple[Any, ...]]:
    warehouse = warehouse_of(made, folder, ["fct_index_score"])
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(SCORES).fetchall()


def _differs(row: tuple[Any, ...], score: reference.NodeScore) -> bool:
    value, rank, n_field, coverage, reason, count, imputed, shadow = row
    return (
        _apart(value, score.score)
        or _apart(shadow, score.shadow_score)
        or rank != score.rank
        or (n_field or 0) != (score.n_field if score.score is not None else 0)
        or _apart(coverage, score.coverage)
        or _apart(count, score.coverage_count)
        or (value is not None and _apart(imputed, score.imputed_share))
        or reason != score.undefined_reason
    )


def _apart(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is not expected
    return abs(found - expected) > TOLERANCE * max(1.0, abs(expected))


def _reference(framework: frameworks.Framework) -> list[reference.Stages]:
    nodes = [_node(row) for row in framework.tables["index_nodes"]]
    values: dict[str, dict[tuple[str, reference.IndicatorKey], float | None]] = {}
    for row in framework.observations:
        values.setdefault(row["period_code"], {})[row["area_id"], _key(row)] = row["value"]
    groups = {row["area_id"]: row["group_code"] for row in framework.tables["area_groups"]}
    areas = tuple(framework.area_ids)
    panel = [reference.Period(areas, values.get(period, {}), groups) for period in framework.periods]
    return reference.score_panel(nodes, _method(framework.tables["index_methods"][0]), panel)


def _node(row: frameworks.Row) -> reference.Node:
    below = ("denominator_code", "denominator_measure_code", "denominator_source_code")
    code, measure, source = (row[name] for name in below)
    plain = ("weight", "bound_low", "bound_high", "target", "min_coverage", "min_coverage_count")
    numbers: dict[str, Any] = {name: None if row[name] == "" else row[name] for name in plain}
    return reference.Node(
        node_code=row["node_code"],
        parent_code=row["parent_code"] or None,
        level=row["level"],
        direction=row["direction"],
        indicator=_key(row) if row["indicator_code"] else None,
        aggregation=row["aggregation"] or None,
        denominator=reference.IndicatorKey(code, "_T", measure, source) if code else None,
        denominator_scale=row["denominator_scale"] or 1.0,
        is_treated=row["is_treated"] != "false",
        is_ln=row["value_scale"] == "ln",
        **numbers,
    )


def _method(row: frameworks.Row) -> reference.Method:
    skipped = {"index_code", "method_version", "name_vi", "name_en", "impute_grouping_code"}
    flags: dict[Any, bool] = {"true": True, "false": False}
    stated = {name: value for name, value in row.items() if name not in skipped and value != ""}
    fields: dict[str, Any] = {name: flags.get(value, value) for name, value in stated.items()}
    return reference.Method(**fields)


def _key(row: frameworks.Row) -> reference.IndicatorKey:
    return reference.IndicatorKey(row["indicator_code"], row["breakdown_code"], row["measure_code"], row["source_code"])
