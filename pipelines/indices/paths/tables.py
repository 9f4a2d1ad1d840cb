"""The tables about paths of every field of a release, with the efforts that are assumed where no office stated any."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from pipelines.indices.analysis_table import AnalysisInput, AnalysisTable, joined
from pipelines.indices.paths.declarations import FIGURES, NODES, PATHS, STEPS
from pipelines.indices.paths.effort import Effort, codebook_ranges, default_effort
from pipelines.indices.paths.find import RankPath, find_path
from pipelines.indices.paths.options import Plan
from pipelines.indices.paths.verify import engine_ranks
from pipelines.indices.reference.terms import Node
from pipelines.indices.scoring.field import Field
from pipelines.indices.scoring.score import nominal

DECLARATIONS = (NODES, FIGURES, PATHS, STEPS)
EACH = 20
UP = 10  # places to gain
GOAL = 20  # the rank among 34 provinces that the directive wants by 2030
Rows = Iterator[tuple[Any, ...]]
Found = list[tuple[Plan, int, RankPath, int | None]]


def tables(found: AnalysisInput) -> list[AnalysisTable]:
    """Return the tables of all fields of a release."""
    province = str(json.loads((found.release / "manifest.json").read_bytes()).get("province", ""))
    frames = [path_frames(index, found.codebook, f"p34-{province}") for index in found.fields]
    return [joined(declaration, [one[place] for one in frames]) for place, declaration in enumerate(DECLARATIONS)]


def path_frames(index: Field, codebook: Any, province: str) -> tuple[pl.DataFrame, ...]:
    """Return the tables of one field: a frame of each declaration, in the order of DECLARATIONS."""
    effort = default_effort(index, "points", codebook_ranges(index, codebook))
    plans = [(Plan(index, unit, effort), wanted) for unit, wanted in _wanted(index, province)]
    paths = [(plan, wanted, find_path(plan, wanted)) for plan, wanted in plans]
    ranks = engine_ranks(index, [(plan.unit, path.figures) for plan, _, path in paths])
    found: Found = [(*path, rank) for path, rank in zip(paths, ranks, strict=True)]
    rows = (_nodes(index, effort), _figures(index), _paths(found), _changes(found))
    return tuple(declaration.rows_of(index.key, part) for declaration, part in zip(DECLARATIONS, rows, strict=True))


def _wanted(index: Field, province: str) -> list[tuple[int, int]]:
    """Return units and wanted ranks.

    The province: one place up, and the goal, or ten places up where it is ahead of that. Without it every EACH-th unit
    by rank: ten places up.
    """
    ranks = nominal(index).ranks(index.root.node_code)[0]
    if province in index.units and not np.isnan(rank := ranks[index.units.index(province)]):
        unit = index.units.index(province)
        wanted = {int(rank) - 1, GOAL if rank > GOAL else max(1, int(rank) - UP)} - {0, int(rank)}
        return [(unit, place) for place in sorted(wanted, reverse=True)]
    order = [int(unit) for unit in np.argsort(ranks, kind="stable") if not np.isnan(ranks[unit])]
    return [(unit, int(ranks[unit]) - UP) for unit in order[EACH - 1 :: EACH] if ranks[unit] > UP]


def _nodes(index: Field, effort: list[Effort]) -> Rows:
    for node in index.nodes:
        is_leaf = node.indicator is not None
        stated = effort[index.leaf_position[node.node_code]] if is_leaf else None
        weight = 1.0 if index.method.weight_kind == "equal" else node.weight
        assumed = (stated.yearly_limit, stated.cost, stated.low, stated.high) if stated else (None,) * 4
        yield (
            *(node.node_code, *index.names.get(node.node_code, (node.node_code,) * 2), node.parent_code, node.level),
            *(is_leaf, weight, node.direction, None if is_leaf else node.aggregation or "arithmetic"),
            *(node.min_coverage or 0.0, node.min_coverage_count or 0.0),
            *(index.method.normalise_kind, index.method.scale_low, index.method.scale_high, _is_plain(index, node)),
            *(None if value is None or not np.isfinite(value) else float(value) for value in assumed),
        )


def _is_plain(index: Field, node: Node) -> bool:
    is_treated = index.method.treat_winmax is not None and node.is_treated
    return not is_treated and not node.is_ln and index.method.bounds_kind == "period"


def _figures(index: Field) -> Rows:
    scale = index.figures if index.scale_figures is None else index.scale_figures
    for i, unit in enumerate(index.units):
        for j, leaf in enumerate(index.leaves):
            value, other = index.figures[i, j], scale[i, j]
            if np.isnan(value) and np.isnan(other):
                continue
            is_apart = bool(value != other)
            kept = float(other) if is_apart and not np.isnan(other) else None
            names = index.names.get(unit, (unit, unit))
            yield (unit, *names, leaf.node_code, None if np.isnan(value) else float(value), kept, is_apart)


def _paths(found: Found) -> Rows:
    for plan, wanted, path, rank in found:
        unit = plan.index.units[plan.unit]
        yield (
            *(unit, *plan.index.names.get(unit, (unit, unit)), wanted, path.rank_before, str(path.state), rank),
            *(round(path.cost, 6), len(path.overtaken), ";".join(path.overtaken)),
        )


def _changes(found: Found) -> Rows:
    for plan, wanted, path, _ in found:
        unit = plan.index.units[plan.unit]
        before = plan.index.figures[plan.unit]
        for leaf, stated, was, after in zip(plan.index.leaves, plan.effort, before, path.figures, strict=True):
            if abs(after - was) > 0:
                cost = round(stated.cost * abs(after - was), 6)
                yield (unit, wanted, leaf.node_code, float(was), float(after), stated.yearly_limit, cost)
