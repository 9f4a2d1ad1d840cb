"""Random fields of an index, equal for equal seeds, and their scores by the reference implementation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.indices.reference.reference import Period, score_panel
from pipelines.indices.reference.terms import IndicatorKey, Method, Node
from pipelines.indices.scoring.field import Field, IndexKey

Floats = NDArray[np.float64]
KEY = IndexKey("TEST", 1, 1, "all", "T")
KINDS = (
    *("min_max", "z_score", "rank", "percentile_rank", "goalpost", "none", "fraction_of_maximum"),
    *("distance_to_target", "distance_to_maximum", "distance_to_reference", "points_of_maximum"),
)
MEANS = ("arithmetic", "geometric", "harmonic", "sum", "copeland")


def indicator(code: str) -> IndicatorKey:
    return IndicatorKey(code, "_T", "level", "file")


def random_field(seed: int, n_units: int = 12, n_leaves: int = 7, **fixed: Any) -> Field:
    """A field with missing figures, outliers, ties, reversed leaves; `fixed` are parameters of the method."""
    rng = np.random.default_rng(seed)
    figures = np.exp(rng.normal(size=(n_units, n_leaves)) * rng.choice([0.3, 1.5], size=n_leaves))
    figures[:, 0] = np.round(figures[:, 0], 1)  # ties
    figures[rng.random(figures.shape) < rng.choice([0.0, 0.15])] = np.nan
    kind = str(rng.choice(KINDS))
    stated: dict[str, Any] = {
        "normalise_kind": kind,
        "scale_low": 1.0,
        "scale_high": 100.0,
        "z_mean": 50.0,
        "z_sd": 10.0,
        "treat_winmax": [None, 0, 1, 3, 5][rng.integers(5)],
        "treat_transform": str(rng.choice(["none", "log_ct", "log_ct_orig", "log_ct_plus"])),
        "treat_skew_threshold": float(rng.choice([1.0, 2.0])),
        "is_capped": bool(rng.random() < 0.5),
        "is_clipped": bool(rng.random() < 0.5),
        "reference_area_id": "u3",
        "weight_kind": str(rng.choice(["own", "equal"])),
    }
    return Field(
        key=KEY,
        units=tuple(f"u{number}" for number in range(n_units)),
        nodes=_tree(n_leaves, rng),
        method=Method(**{**stated, **fixed}),
        figures=figures,
        is_imputed=np.zeros(figures.shape, dtype=bool),
    )


def _tree(n_leaves: int, rng: np.random.Generator) -> tuple[Node, ...]:
    """Return leaves below three groups below one root."""
    leaves = [
        Node(
            f"L{number}",
            f"G{number % 3}",
            1,
            float(rng.choice([0.5, 1.0, 2.0])),
            int(rng.choice([1, 1, -1])),
            indicator=indicator(f"L{number}"),
            bound_low=0.5,
            bound_high=4.0,
            target=3.0,
            is_treated=bool(rng.random() < 0.8),
            is_ln=bool(rng.random() < 0.1),
        )
        for number in range(n_leaves)
    ]
    above = [
        Node(
            code,
            parent,
            level,
            float(rng.choice([0.25, 0.5, 1.0])),
            1,
            aggregation=str(rng.choice(MEANS)),  # pyright: ignore[reportArgumentType]
            min_coverage=float(rng.choice([0.0, 0.66])),
            min_coverage_count=float(rng.choice([0.0, 0.5])),
        )
        for code, parent, level in (("G0", "ROOT", 2), ("G1", "ROOT", 2), ("G2", "ROOT", 2), ("ROOT", None, 3))
    ]
    return (*leaves, *above)


def reference_scores(index: Field, figures: Floats | None = None, weights: Floats | None = None) -> dict[str, Floats]:
    """The scores of every node by unit, from the reference implementation."""
    nodes = index.nodes
    if weights is not None:
        nodes = tuple(replace(node, weight=float(weight)) for node, weight in zip(nodes, weights, strict=True))
    stated = index.figures if figures is None else figures
    values = {
        (unit, leaf.indicator): None if np.isnan(stated[i, j]) else float(stated[i, j])
        for i, unit in enumerate(index.units)
        for j, leaf in enumerate(index.leaves)
        if leaf.indicator is not None
    }
    found = score_panel(nodes, index.method, [Period(index.units, values)])[0].scores
    by_node: dict[str, dict[str, float]] = {}
    for score in found:
        by_node.setdefault(score.node_code, {})[score.area_id] = np.nan if score.score is None else score.score
    return {code: np.array([of_unit[unit] for unit in index.units]) for code, of_unit in by_node.items()}
