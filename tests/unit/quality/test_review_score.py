"""The local score of a figure, every number worked by hand in the test's name or comment."""

from __future__ import annotations

import pytest

from pipelines.quality.review.effect import Effects
from pipelines.quality.review.score import (
    Limits,
    Record,
    closeness,
    is_hard,
    score,
    share_of_total,
    suspicion,
)
from pipelines.quality.review.worklist import covered

ANY = Limits(100, 50, 80)


@pytest.mark.parametrize(
    ("record", "precision"),
    [(Record(), 1 / 2), (Record(1, 0), 2 / 3), (Record(0, 1), 1 / 3), (Record(0, 8), 1 / 10), (Record(3, 5), 4 / 10)],
)
def test_precision_starts_at_a_half(record: Record, precision: float) -> None:
    assert record.precision == pytest.approx(precision, abs=1e-15)  # one division


@pytest.mark.parametrize(
    ("limits", "nearest", "distance"),
    [
        (Limits(80, 50, 80), None, 0),  # at the edge
        (Limits(95, 50, 80), 80, 1),  # half width 15, 15 above
        (Limits(35, 50, 80), 50, 1),
        (Limits(120, None, 80), 80, 0.5),  # 40 above a limit of 80
        (Limits(-4, 0, None), 0, 4),  # a limit of 0 has no size: the distance itself
        (Limits(None, 50, 80), None, 0),
        (Limits(7, None, None), None, 0),
    ],
)
def test_distance_from_the_limit(limits: Limits, nearest: float | None, distance: float) -> None:
    assert (limits.nearest, limits.distance) == (nearest, distance)


def test_suspicion_rises_with_the_distance_and_falls_with_false_alarms() -> None:
    near, far = Limits(80.3, 50, 80), Limits(800, 50, 80)
    # distances 0.02 and 48: 0.5 × (0.5 + 0.5 × 0.02/1.02), 0.5 × (0.5 + 0.5 × 48/49)
    assert suspicion("hold", False, near, Record()) == pytest.approx(0.25490196, abs=1e-8)
    assert suspicion("hold", False, far, Record()) == pytest.approx(0.49489796, abs=1e-8)
    assert suspicion("question", False, far, Record()) == pytest.approx(0.49489796 / 2, abs=1e-8)
    assert suspicion("hold", False, far, Record(0, 8)) == pytest.approx(0.98979592 / 10, abs=1e-8)


def test_a_hard_rule_is_never_silenced() -> None:
    assert suspicion("hold", True, ANY, Record(0, 1000)) == suspicion("hold", True, ANY, Record()) == 0.5
    assert suspicion("hold", True, ANY, Record(8, 0)) == pytest.approx(0.9, abs=1e-15)
    assert suspicion("hold", False, ANY, Record(0, 1000)) > 0  # nor is another one


@pytest.mark.parametrize(
    ("kind", "severity", "basis", "expected"),
    [
        ("children_sum", "note", None, True),
        ("share_bounds", "hold", "definition", True),
        ("share_bounds", "question", "definition", False),
        ("share_bounds", "hold", "experience", False),
        ("jump", "hold", None, False),
    ],
)
def test_hard_rules(kind: str, severity: str, basis: str | None, expected: bool) -> None:
    assert is_hard(kind, severity, basis) is expected


def test_the_error_as_a_share_of_what_is_published() -> None:
    assert share_of_total(90, 9, 900) == 0.09
    assert share_of_total(9, 90, 900) == 0.09
    assert share_of_total(9_000_000, 9, 900) == 1
    assert (share_of_total(5, 0, 0), share_of_total(0, 0, 0)) == (1, 0)


def test_an_error_as_large_as_the_gap_counts_half_more() -> None:
    assert closeness(0.04, 0.04) == 0.5
    assert closeness(0.04, 0) == 1
    assert closeness(0.04, None) == closeness(0, 0) == 0
    assert score(0.5, 0.04, 0.5, 0.01) == pytest.approx(0.035, abs=1e-15)  # 0.5 × (0.04 × 1.5 + 0.01)


def test_cumulative_shares() -> None:
    assert covered([6, 3, 1]) == [60, 90, 100]
    assert covered([0, 0]) == [100, 100]
    assert covered([]) == []


REST = ("_T", "in_period", "s", "p")


def test_weight_in_totals_targets_and_indices() -> None:
    """Ratio R = N/D of area a: 40 %, of the others 20 to 60; R has the weight 0.25 and a target 0.1 away."""
    effects = Effects(
        totals={("N", *REST): 1000.0},
        gaps={"R": 0.1},
        leaves={("a", "R", *REST): 0.25},
        values={("a", "R", *REST): 40.0},
        spreads={("R", *REST): 40.0},
        ratios={"N": [("R", "numerator")], "D": [("R", "denominator")]},
    )
    key = ("a", "N", *REST)
    assert effects.share(key, 80, 40) == 0.04
    assert effects.near_target(key, 0.1) == 0.5
    assert effects.near_target(("a", "X", *REST), 0.1) == 0
    # the numerator from 80 to 40 halves the ratio: 20 of a range of 40, a quarter of the score
    assert effects.index_change(key, 80, 40) == 0.125
    # the denominator from 50 to 100 halves it as well: at 100, the ratio would be 20, 20 below
    assert effects.index_change(("a", "D", *REST), 50, 100) == 0.25 * (40 * 50 / 100) / 40
    assert effects.index_change(key, 8000, 40) == pytest.approx(0.25 * (40 * 7960 / 8000) / 40)
    assert effects.index_change(("b", "N", *REST), 80, 40) == 0  # of an area that no index scores
    assert effects.share(("a", "X", *REST), 90, 60) == 0.5  # a figure that stands alone: a share of itself
