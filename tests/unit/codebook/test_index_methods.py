"""Checks of index methods name the column that a step lacks; a complete method passes."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.codebook.checks.index_methods import check_leaf, check_leaf_of_method, check_method
from pipelines.codebook.schema import TABLES

Row = dict[str, Any]
METHOD: Row = {
    **dict.fromkeys(TABLES["index_methods"].columns),
    **{"index_code": "X", "method_version": 1, "normalise_kind": "min_max", "scale_low": 0.0, "scale_high": 100.0},
}
NODE: Row = {
    **dict.fromkeys(TABLES["index_nodes"].columns),
    **{"index_code": "X", "structure_version": 1, "node_code": "A", "level": 1},
}


def test_a_method_with_every_step_passes() -> None:
    full = {
        **{"screen_min_coverage": 0.66, "impute_kind": "group_mean", "impute_grouping_code": "region"},
        **{"treat_winmax": 0, "z_sd": 1.0, "impute_max_periods": 1},
    }
    assert not list(check_method({**METHOD, **full}))
    assert not list(check_leaf(NODE))


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("screen_min_coverage", {"screen_min_coverage": 66.0}),
        ("treat_winmax", {"treat_winmax": -1}),
        ("z_sd", {"z_sd": 0.0}),
        ("impute_max_periods", {"impute_max_periods": 0}),
        ("impute_grouping_code", {"impute_kind": "group_median"}),
        ("reference_area_id", {"normalise_kind": "distance_to_reference"}),
        ("scale_high", {"scale_high": 0.0}),
    ],
)
def test_a_missing_parameter_is_named(column: str, change: Row) -> None:
    assert [problem.column for problem in check_method({**METHOD, **change})] == [column]


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("min_coverage_count", {"min_coverage_count": 2.0}),
        ("denominator_source_code", {"denominator_code": "POP", "denominator_measure_code": "level"}),
        ("denominator_scale", {"denominator_scale": 0.0}),
        ("bound_low", {"value_scale": "ln", "bound_low": 0.0}),
    ],
)
def test_a_missing_value_of_a_node_is_named(column: str, change: Row) -> None:
    assert [problem.column for problem in check_leaf({**NODE, **change})] == [column]


def test_a_kind_of_normalisation_needs_bounds_of_the_leaves() -> None:
    for kind, column in (("goalpost", "bound_low, bound_high"), ("points_of_maximum", "bound_high")):
        problems = list(check_leaf_of_method({**NODE, "bound_low": 1.0}, {**METHOD, "normalise_kind": kind}))
        assert [problem.column for problem in problems] == [column]
    assert not list(check_leaf_of_method(NODE, METHOD))
