"""A method of an index says all that its steps need, and the nodes bring what the method asks of them.

Here belong the parameters of index_methods and the columns of index_nodes that a step reads. The tree is in
check_indices.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.codebook.checks.schema_rules import Row, key_of
from pipelines.codebook.errors import Problem

SHARES = ("screen_min_coverage",)
NOT_NEGATIVE = ("treat_winmax", "treat_skew_threshold")
POSITIVE = ("z_sd", "impute_max_periods")


def check_method(row: Row) -> Iterator[Problem]:
    """Faults of one method."""
    for column, (low, high, vi, en) in {
        **dict.fromkeys(SHARES, (0.0, 1.0, "từ 0 đến 1", "from 0 to 1")),
        **dict.fromkeys(NOT_NEGATIVE, (0.0, float("inf"), "từ 0 trở lên", "0 or more")),
        **dict.fromkeys(POSITIVE, (1e-300, float("inf"), "lớn hơn 0", "above 0")),
    }.items():
        if row[column] is not None and not low <= row[column] <= high:
            yield _problem("index_methods", row, column, row[column], vi, en)
    if (row["impute_kind"] or "").startswith("group") and row["impute_grouping_code"] is None:
        yield _problem("index_methods", row, "impute_grouping_code", None, "một nhóm của area_groups", "a grouping")
    if row["normalise_kind"] == "distance_to_reference" and row["reference_area_id"] is None:
        yield _problem("index_methods", row, "reference_area_id", None, "địa bàn tham chiếu", "the reference area")
    if row["scale_low"] is not None and row["scale_low"] == row["scale_high"]:
        yield _problem("index_methods", row, "scale_high", row["scale_high"], "khác scale_low", "other than scale_low")


def check_leaf(node: Row) -> Iterator[Problem]:
    """Faults of what a node brings to the steps, whatever the method."""
    if node["min_coverage_count"] is not None and not 0 <= node["min_coverage_count"] <= 1:
        yield _problem(
            "index_nodes", node, "min_coverage_count", node["min_coverage_count"], "từ 0 đến 1", "from 0 to 1"
        )
    for column in ("denominator_measure_code", "denominator_source_code"):
        if (node[column] is None) != (node["denominator_code"] is None):
            expected = ("có cùng với denominator_code", "together with denominator_code")
            yield _problem("index_nodes", node, column, node[column], *expected)
    if node["denominator_scale"] is not None and node["denominator_scale"] <= 0:
        yield _problem("index_nodes", node, "denominator_scale", node["denominator_scale"], "lớn hơn 0", "above 0")
    for column in ("bound_low", "bound_high", "target"):
        if node["value_scale"] == "ln" and node[column] is not None and node[column] <= 0:
            yield _problem(
                "index_nodes", node, column, node[column], "lớn hơn 0 trên thang ln", "above 0 on a ln scale"
            )


def check_leaf_of_method(node: Row, method: Row) -> Iterator[Problem]:
    """What this kind of normalisation asks of a leaf."""
    if method["normalise_kind"] == "goalpost" and (node["bound_low"] is None or node["bound_high"] is None):
        found = f"{node['bound_low']} … {node['bound_high']}"
        expected = ("hai mốc, vì phương pháp là goalpost", "both goalposts: the method is goalpost")
        yield _problem("index_nodes", node, "bound_low, bound_high", found, *expected)
    if method["normalise_kind"] == "points_of_maximum" and not node["bound_high"]:
        expected = ("điểm tối đa, vì phương pháp là points_of_maximum", "the greatest points: the method asks for it")
        yield _problem("index_nodes", node, "bound_high", node["bound_high"], *expected)


def _problem(table: str, row: Row, column: str, found: object, vi: str, en: str) -> Problem:
    return Problem(table, key_of(table, row), column, "" if found is None else str(found), vi, en)
