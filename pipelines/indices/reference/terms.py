"""Types of an index (nodes, method, period, score), reasons of undefined scores, and the rounding that ranks use.

The formulas are in the modules named after the steps of a method.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.str_]

MISSING, SCREENED, NO_DENOMINATOR = "missing", "screened", "no_denominator"
ZERO_RANGE, NO_REFERENCE, NOT_POSITIVE = "zero_range", "no_reference", "not_positive"
BELOW_COVERAGE, ZERO_IN_MEAN = "below_coverage", "zero_in_mean"

Aggregation = Literal["arithmetic", "sum", "geometric", "harmonic", "copeland"]
ImputeKind = Literal["none", "group_mean", "group_median", "mean", "median", "previous"]
TransformKind = Literal["none", "log_ct", "log_ct_orig", "log_ct_plus"]
NormaliseKind = Literal[
    "none",
    "min_max",
    "goalpost",
    "z_score",
    "distance_to_target",
    "distance_to_maximum",
    "distance_to_reference",
    "fraction_of_maximum",
    "rank",
    "percentile_rank",
    "points_of_maximum",
]


class IndicatorKey(NamedTuple):
    """The series that a leaf reads, without its area."""

    indicator_code: str
    breakdown_code: str
    measure_code: str
    source_code: str


@dataclass(frozen=True)
class Node:
    """A row of index_nodes. A leaf (level 1) has an indicator; an inner node has an aggregation and thresholds.

    `weight` is relative to the siblings and has no unit. Bounds and target are in the unit of the indicator, or of the
    quotient of a denominated leaf. Coverages are shares from 0 to 1, of the children's weight and of their number.
    """

    node_code: str
    parent_code: str | None
    level: int
    weight: float
    direction: int
    indicator: IndicatorKey | None = None
    bound_low: float | None = None
    bound_high: float | None = None
    aggregation: Aggregation | None = None
    min_coverage: float | None = None
    min_coverage_count: float | None = None
    denominator: IndicatorKey | None = None
    denominator_scale: float = 1.0
    target: float | None = None
    is_treated: bool = True
    pool_periods: int = 1  # the figure is that of so many periods together, this one included
    is_ln: bool = False  # value, bounds and target are taken as logarithms before normalisation


@dataclass(frozen=True)
class Method:
    """A row of index_methods: the parameters of every step. A step that is left out has None or "none"."""

    normalise_kind: NormaliseKind
    scale_low: float
    scale_high: float
    screen_min_coverage: float | None = None
    impute_kind: ImputeKind = "none"
    impute_max_periods: int | None = None
    treat_winmax: int | None = None  # None: no treatment at all
    treat_skew_threshold: float = 2.0
    treat_kurtosis_threshold: float = 3.5
    treat_transform: TransformKind = "log_ct"
    z_mean: float = 0.0
    z_sd: float = 1.0
    is_capped: bool = False  # distance to target or reference: at most 1
    is_clipped: bool = True  # goalpost: scores stay within the scale
    bounds_kind: Literal["period", "panel"] = "period"
    reference_area_id: str | None = None
    weight_kind: Literal["own", "equal"] = "own"


Values = Mapping[tuple[str, IndicatorKey], float | None]


@dataclass(frozen=True)
class Period:
    """The field of one period: the areas compared, their figures, and the group of each area for imputation.

    `sizes` are the denominators of figures that are ratios; they are the weights where periods are pooled.
    """

    areas: tuple[str, ...]
    values: Values
    groups: Mapping[str, str | None] = field(default_factory=lambda: {})
    sizes: Values = field(default_factory=lambda: {})


@dataclass(frozen=True)
class NodeScore:
    """The score of one node for one area; `undefined_reason` is set if and only if `score` is None."""

    node_code: str
    area_id: str
    score: float | None
    rank: int | None
    n_field: int
    coverage: float
    undefined_reason: str | None
    is_clipped: bool = False  # a goalpost leaf with a value outside its bounds
    coverage_count: float = 0.0
    imputed_share: float = 0.0
    shadow_score: float | None = None  # score that a node below its threshold would have


SPLITTER = 2.0**13 + 1


def snap(value: float) -> float:
    """Return the value at 40 binary digits (about 12 decimal ones), used by ranks and comparisons.

    The order of a sum then has no effect. The last 13 of the 53 digits of a double are rounded away by Veltkamp's
    splitting, as in SQL (dbt_project/macros/numbers.sql). Values above 1e304 are not supported.
    """
    scaled = value * SPLITTER
    return scaled - (scaled - value)


def snapped(values: Floats) -> Floats:
    """Return `snap` of every element; NaN stays NaN."""
    scaled = values * SPLITTER
    return scaled - (scaled - values)
