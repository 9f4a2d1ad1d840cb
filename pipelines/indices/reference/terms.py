"""The words of an index: its nodes, its method, what comes out. What SQL calls index_nodes and index_methods.

Here belong plain types and the one rounding they share. Formulas are in the modules named after the method's verbs.
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
    """A series without its area: which figure a leaf reads."""

    indicator_code: str
    breakdown_code: str
    measure_code: str
    source_code: str


@dataclass(frozen=True)
class Node:
    """One row of index_nodes. A leaf (level 1) has an indicator; a node above it has an aggregation and thresholds.

    `weight` counts among the siblings and has no unit; bounds and target are in the indicator's unit (a denominated
    leaf's: the quotient's); coverages are 0-1, of the children's weight and of their number.
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
    is_ln: bool = False  # value, bounds and target go through the logarithm before they are placed


@dataclass(frozen=True)
class Method:
    """One row of index_methods: every step and its parameters. A step that is left out has None or "none"."""

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
    is_capped: bool = False  # distance to target or reference: nothing above 1
    is_clipped: bool = True  # goalpost: nothing outside the posts
    bounds_kind: Literal["period", "panel"] = "period"
    reference_area_id: str | None = None
    weight_kind: Literal["own", "equal"] = "own"


Values = Mapping[tuple[str, IndicatorKey], float | None]


@dataclass(frozen=True)
class Period:
    """The field of one period: who is compared, their figures, and the group of each for imputation."""

    areas: tuple[str, ...]
    values: Values
    groups: Mapping[str, str | None] = field(default_factory=lambda: {})


@dataclass(frozen=True)
class NodeScore:
    """What one node says of one area; `undefined_reason` stands exactly where `score` does not."""

    node_code: str
    area_id: str
    score: float | None
    rank: int | None
    n_field: int
    coverage: float
    undefined_reason: str | None
    is_clipped: bool = False  # a goalpost leaf whose value lay outside its bounds
    coverage_count: float = 0.0
    imputed_share: float = 0.0
    shadow_score: float | None = None  # what a node below its threshold would have scored


SPLITTER = 2.0**13 + 1


def snap(value: float) -> float:
    """The value at 40 binary digits (about 12 decimal ones), which ranks and comparisons see.

    The order of a sum then decides nothing. The last 13 of a double's 53 digits are rounded away by Veltkamp's
    splitting, as the SQL does (dbt_project/macros/numbers.sql). Not for figures above 1e304.
    """
    scaled = value * SPLITTER
    return scaled - (scaled - value)


def snapped(values: Floats) -> Floats:
    """`snap` of every element; NaN stays."""
    scaled = values * SPLITTER
    return scaled - (scaled - values)
