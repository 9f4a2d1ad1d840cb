"""Checks of index methods: the parameters that each step needs, and what a method needs of its leaves.

Tables: index_methods, and the columns of index_nodes that a step reads. The tree of nodes is checked in indices.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.codebook.errors import Problem, problem
from pipelines.codebook.schema import Row


class Span(NamedTuple):
    """Allowed values of a parameter, both ends included, and the code of the text that describes them."""

    low: float
    high: float
    code: str


SHARE = Span(0.0, 1.0, "from_0_to_1")
NOT_NEGATIVE = Span(0.0, math.inf, "at_least_0")
POSITIVE = Span(math.ulp(0.0), math.inf, "above_0")
SPANS = {
    "screen_min_coverage": SHARE,
    "treat_winmax": NOT_NEGATIVE,
    "treat_skew_threshold": NOT_NEGATIVE,
    "z_sd": POSITIVE,
    "impute_max_periods": POSITIVE,
}


def check_method(row: Row) -> Iterator[Problem]:
    """Yield the problems of a row of index_methods."""
    for column, span in SPANS.items():
        if row[column] is not None and not span.low <= row[column] <= span.high:
            yield problem("index_methods", row, column, row[column], span.code)
    if (row["impute_kind"] or "").startswith("group") and row["impute_grouping_code"] is None:
        yield problem("index_methods", row, "impute_grouping_code", None, "grouping")
    if row["normalise_kind"] == "distance_to_reference" and row["reference_area_id"] is None:
        yield problem("index_methods", row, "reference_area_id", None, "reference_area")
    if row["scale_low"] is not None and row["scale_low"] == row["scale_high"]:
        yield problem("index_methods", row, "scale_high", row["scale_high"], "not_scale_low")


def check_leaf(node: Row) -> Iterator[Problem]:
    """Yield the problems of what a row of index_nodes brings to the steps, whatever the method."""
    if node["min_coverage_count"] is not None and not 0 <= node["min_coverage_count"] <= 1:
        yield _problem(node, "min_coverage_count", "from_0_to_1")
    for column in ("denominator_measure_code", "denominator_source_code"):
        if (node[column] is None) != (node["denominator_code"] is None):
            yield _problem(node, column, "with_denominator")
    if node["denominator_scale"] is not None and node["denominator_scale"] <= 0:
        yield _problem(node, "denominator_scale", "above_0")
    for column in ("bound_low", "bound_high", "target"):
        if node["value_scale"] == "ln" and node[column] is not None and node[column] <= 0:
            yield _problem(node, column, "above_0_ln")


def check_leaf_of_method(node: Row, method: Row) -> Iterator[Problem]:
    """Yield what the method's kind of normalisation needs and the leaf lacks."""
    if method["normalise_kind"] == "goalpost" and (node["bound_low"] is None or node["bound_high"] is None):
        bounds = f"{node['bound_low']} … {node['bound_high']}"
        yield problem("index_nodes", node, "bound_low, bound_high", bounds, "both_goalposts")
    if method["normalise_kind"] == "points_of_maximum" and not node["bound_high"]:
        yield _problem(node, "bound_high", "maximum_points")


def _problem(node: Row, column: str, code: str) -> Problem:
    return problem("index_nodes", node, column, node[column], code)
