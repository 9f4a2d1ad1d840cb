"""How a target's class and figure are worded: reached by rounding, on one period, asked about."""

from __future__ import annotations

import pytest

from pipelines.cli.screen import Screen
from pipelines.cli.targets.target_rows import Row, figure_status, state

MET: Row = {"progress_class": "met", "horizon_to": 2030, "accumulation": "point", "n_periods": 2, "judged_low": 1.0}
WHOLE: Row = {
    "obs_status": "computed",
    "n_areas": 3,
    "n_areas_expected": 3,
    "current_share": 1.0,
    "figure_status": "uoc",
}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"judged_as": "near", "value": 1.0}, "Đã đạt mức của năm 2030"),
        ({"judged_as": "near", "value": 0.71}, "Đã đạt mức của năm 2030, làm tròn theo số chữ số của mục tiêu"),
        ({"judged_as": "ge", "value": 1.2, "n_periods": 1}, "Đã đạt mức của năm 2030, một kỳ số liệu"),
        ({"judged_as": "ge", "value": 1.2, "accumulation": "per_year"}, "Đã đạt"),
        ({"judged_as": "near", "value": 0.4, "progress_class": "no_base"}, "Chưa đủ kỳ để nói tốc độ"),
    ],
)
def test_a_level_that_is_reached_says_its_year_and_what_it_rests_on(row: Row, expected: str) -> None:
    assert state(Screen("vi"), MET | row) == expected


@pytest.mark.parametrize(("is_questioned", "more"), [(False, ""), (True, ", đang hỏi lại")])
def test_a_figure_that_is_asked_about_says_so(is_questioned: bool, more: str) -> None:
    row = WHOLE | {"is_questioned": is_questioned, "is_lower_bound": False}
    assert figure_status(Screen("vi"), row) == f"đủ địa bàn, số ước{more}"
