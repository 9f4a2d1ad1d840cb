"""Random methods for the random frameworks: every step in or out, with parameters that real methods have.

Here belong rows of index_methods and area_groups, and denominators. Nothing here computes a score.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.frameworks import Framework

Row = dict[str, Any]
KINDS = (
    *("min_max", "goalpost", "none", "z_score", "distance_to_target", "distance_to_maximum", "distance_to_reference"),
    *("fraction_of_maximum", "rank", "percentile_rank", "points_of_maximum", "min_max"),
)
AGGREGATIONS = ("arithmetic", "arithmetic", "sum", "geometric", "harmonic", "copeland")
DENOMINATOR = {"denominator_measure_code": "level", "denominator_source_code": "province_admin"}


def add_method(made: Framework, number: int, kind: str, rng: random.Random) -> None:
    """A method with every step in or out, and parameters that real methods have."""
    low, high = rng.choice(((0.0, 100.0), (0.0, 10.0), (1.0, 7.0), (1.0, 100.0)))
    impute = rng.choice(("", "", "none", "mean", "median", "group_mean", "group_median", "previous"))
    is_treated = rng.random() < 0.5
    if impute == "previous" or rng.random() < 0.15:
        made.periods = ["S2013", "S2014", "S2015"]
    made.add(
        "index_methods",
        index_code=made.index_code,
        method_version=1,
        name_vi=f"Phương pháp thử {number}",
        name_en=f"Trial method {number}",
        normalise_kind=kind,
        scale_low=low,
        scale_high=high,
        screen_min_coverage=rng.choice(("", "", "", 0.4, 2 / 3)),
        impute_kind=impute,
        impute_grouping_code=f"G{number}" if impute.startswith("group") else "",
        impute_max_periods=rng.choice(("", 1)) if impute == "previous" else "",
        treat_winmax=rng.choice((0, 1, 2, 3, 5, 5, 8)) if is_treated else "",
        treat_skew_threshold=rng.choice((1.0, 2.0, 2.25)) if is_treated else "",
        treat_kurtosis_threshold=rng.choice((2.0, 3.5, 4.0)) if is_treated else "",
        treat_transform=rng.choice(("log_ct", "log_ct", "log_ct_orig", "log_ct_plus", "none")) if is_treated else "",
        z_mean=rng.choice((0.0, 100.0)) if kind == "z_score" else "",
        z_sd=rng.choice((1.0, 10.0)) if kind == "z_score" else "",
        is_capped=rng.choice(("", "true", "false")),
        is_clipped=rng.choice(("", "true", "false")),
        bounds_kind=rng.choice(("period", "panel")) if len(made.periods) > 1 else "",
        reference_area_id=rng.choice(made.area_ids) if kind == "distance_to_reference" else "",
        weight_kind=rng.choice(("", "own", "own", "equal")),
    )
    for area in made.area_ids:
        if rng.random() < 0.9:
            group = rng.choice("ABC")
            names = {"name_vi": f"Nhóm {group}", "name_en": f"Group {group}"}
            made.add("area_groups", grouping_code=f"G{number}", area_id=area, group_code=group, **names)
