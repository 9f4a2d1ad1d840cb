"""Progress classes against arithmetic done by hand: made-up targets and figures through one whole build.

Times are months on one line: December 2024 is 12 × 2024 + 12. A base of 2024 and a goal of 2030 lie 72 months apart;
a figure of June 2026 comes after 18 of them, a quarter of the way.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support import landed, promises

from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import REPO, places

Row = dict[str, Any]
# case -> (its target, its indicator, its baseline: value and years, its figures by period)
SHARE = {"uom_code": "percent", "stock_flow": "ratio", "bound_low": 0, "bound_high": 100}
OF_SHARE = {"uom_code": "percent", "kind": "ratio"}
TOP_20 = {
    "low": 20,
    "kind": "rank",
    "operator": "le",
    "judged_as": "le",
    "rank_population": "34",
    "uom_code": "rank",
}
PLACE = {"uom_code": "rank", "stock_flow": "score", "direction": -1}
ADDED = {"kind": "flow", "accumulation": "cumulative_in_period", "horizon_from": 2026}
BASE = (2024, 2024)
JUNE = "2026-06"
CASES: dict[str, tuple[Row, Row, tuple[float, int, int] | None, dict[str, float]]] = {
    "ZERO": ({"low": 40}, {}, (0, *BASE), {JUNE: 10}),
    "RANGE": ({"low": 20, "high": 30}, {}, (10, *BASE), {JUNE: 25}),
    "RANGE_FULL": ({"low": 20, "high": 30}, {}, (10, *BASE), {JUNE: 30}),
    "RANK": (TOP_20, PLACE, (30, *BASE), {JUNE: 26}),
    "RANK_63": ({**TOP_20, "low": 30, "rank_population": "63"}, PLACE, None, {JUNE: 26}),
    "MET": ({"low": 25, "operator": "gt", "judged_as": "gt"}, {}, (10, *BASE), {JUNE: 26}),
    "NOT_ABOVE": ({"low": 25, "operator": "gt", "judged_as": "gt"}, {}, (10, *BASE), {JUNE: 25}),
    "WRONG_WAY": ({"low": 70}, {}, (50, *BASE), {JUNE: 45}),
    "KEPT": (
        {"low": 0.7, "operator": "gt", "judged_as": "gt", "is_maintenance": "true", "kind": "score"},
        {},
        None,
        {JUNE: 0.72},
    ),
    "LOST": (
        {"low": 0.7, "operator": "gt", "judged_as": "gt", "is_maintenance": "true", "kind": "score"},
        {},
        None,
        {JUNE: 0.69},
    ),
    "AVERAGE": ({"low": 24}, {}, (10, 2021, 2025), {JUNE: 15}),
    "SUM": (
        {"low": 60, **ADDED},
        {"stock_flow": "flow"},
        None,
        {f"2026-{month:02d}": 1 for month in range(1, 7)},
    ),
    "SUM_SLOW": (
        {"low": 60, **ADDED},
        {"stock_flow": "flow"},
        None,
        {f"2026-{month:02d}": 0.5 for month in range(1, 7)},
    ),
    "YEARLY": (
        {"low": 12, "kind": "flow", "accumulation": "per_year", "stage": "yearly"},
        {"stock_flow": "flow"},
        None,
        {JUNE: 4},
    ),
    "QUARTER": (
        {"low": 12, "kind": "flow", "accumulation": "per_year", "stage": "yearly"},
        {"stock_flow": "flow"},
        None,
        {"2026-Q2": 6},
    ),
    "MIXED": ({"low": 18, "horizon_to": 2026}, {}, (10, *BASE), {"2026-04": 11, "2026-05": 12, "2026-Q2": 13}),
    "DISAGREE": ({"low": 80, **OF_SHARE}, SHARE, (40, *BASE), {JUNE: 46}),
    "TREND": ({"low": 18, "horizon_to": 2026}, {}, None, {"2026-04": 10, "2026-05": 11, JUNE: 12}),
    "ONE_FIGURE": ({"low": 18}, {}, None, {JUNE: 12}),
    "MISSED": ({"low": 18, "horizon_to": 2025}, {}, (10, *BASE), {"2025-12": 17}),
    "FALLEN": ({"low": 40}, {}, (50, *BASE), {JUNE: 35}),
    "RANK_RANGE": ({**TOP_20, "low": 15, "high": 20}, PLACE, None, {JUNE: 18}),
    "RANK_RANGE_FULL": ({**TOP_20, "low": 15, "high": 20}, PLACE, None, {JUNE: 15}),
    "NO_FIELD": ({**TOP_20, "rank_population": "unknown"}, PLACE, None, {JUNE: 19}),
    "HOLE": (
        {"low": 60, **ADDED},
        {"stock_flow": "flow"},
        None,
        {f"2026-{month:02d}": 1 for month in (1, 2, 4, 5, 6)},
    ),
    "LATE": ({"low": 18, "horizon_to": 2025}, {}, None, {"2025-12": 17, JUNE: 19}),
    "UNMEASURED": ({"low": 18, "horizon_to": 2025}, {}, None, {JUNE: 19}),
    "SUM_OVER": (
        {"low": 10, "horizon_to": 2025, **ADDED, "horizon_from": 2025},
        {"stock_flow": "flow"},
        None,
        {"2024-12": 4, **{f"2025-{month:02d}": 0.5 for month in range(1, 13)}, JUNE: 8},
    ),
    "NOT_BEGUN": (
        {"low": 12, "kind": "flow", "accumulation": "per_year", "stage": "yearly", "horizon_from": 2027},
        {"stock_flow": "flow"},
        None,
        {JUNE: 4},
    ),
    "FEWER": (
        {"low": 5, "operator": "le", "judged_as": "le", **OF_SHARE},
        {**SHARE, "direction": -1},
        (10, *BASE),
        {JUNE: 8},
    ),
    "NO_RULE": (
        {"low": 5, "high": 7, "accumulation": "unknown", "kind": "flow"},
        {"stock_flow": "flow"},
        None,
        {JUNE: 3},
    ),
    "ABOUT": ({"low": 10, "operator": "about", "judged_as": "near", **OF_SHARE}, SHARE, None, {JUNE: 9.5}),
    "ABOUT_BELOW": ({"low": 10, "operator": "about", "judged_as": "near", **OF_SHARE}, SHARE, None, {JUNE: 9.4}),
    "SHARE_YEAR": ({"low": 10, "stage": "yearly", **OF_SHARE}, SHARE, None, {"2025": 9, "2026-01": 12}),
    "MEAN": (
        {"low": 8, "accumulation": "mean_in_period", "kind": "ratio", "uom_code": "percent_year", "horizon_from": 2025},
        {"uom_code": "percent_year", "stock_flow": "ratio"},
        None,
        {"2025": 21, "2026": 0},
    ),
    "NOTHING": ({"low": 5}, {}, None, {}),
}


@pytest.fixture(scope="module")
def progress(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    """The last row of every case, from a build of the sample province with the cases added to its seeds."""
    root = tmp_path_factory.mktemp("progress")
    seeds = root / "seeds"
    shutil.copytree(REPO / "data" / "seeds", seeds)
    document = {"document_file": "900.txt", "area_id": "p34-08", "date_from": "2026-01-01"}
    promises.add(seeds, "policy_documents", [{**promises.DOCUMENT, **document}])
    promises.add(seeds, "concepts", [{"concept_code": f"K_{case}", "name_vi": case, "name_en": case} for case in CASES])
    indicators = [
        {"indicator_code": f"I_{case}", "concept_code": f"K_{case}", **own} for case, (_, own, _, _) in CASES.items()
    ]
    promises.add_indicators(seeds, indicators)
    rows: list[Row] = []
    baselines: list[Row] = []
    for case, (target, own, base, _) in CASES.items():
        named = {"target_id": case, "document_file": "900.txt", "indicator_code": f"I_{case}"}
        rows.append({**promises.TARGET, **named, **target})
        if base:
            spoken = {"year_from": base[1], "year_to": base[2], "value": base[0], "state": "known", "source_vi": "bịa"}
            field = {"rank_population": target.get("rank_population", ""), "uom_code": own.get("uom_code", "number")}
            place = {"baseline_id": case, "indicator_code": f"I_{case}", "area_id": "p34-08"}
            baselines.append({**place, **spoken, **field})
    promises.add(seeds, "targets", rows)
    promises.add(seeds, "baselines", baselines)
    return _built(root, seeds)


def _built(root: Path, seeds: Path) -> dict[str, Row]:
    place = places("08", root / "data")
    receipt = {
        "receipt_id": "R000001",
        "sha256": "0" * 64,
        "n_bytes": 0,
        "original_name": "thử.xlsx",
        "channel": "test",
    }
    ledger = Ledger(place.ledger)
    entry = ledger.append("receipt", receipt)
    observations = [
        {
            "area_id": "p34-08",
            "indicator_code": f"I_{case}",
            "breakdown_code": "_T",
            "measure_code": _measure(target),
            "source_code": "province_admin",
            "period_code": period,
            "value": float(value),
            "uom_code": own.get("uom_code", "number"),
            "obs_status": "reported",
            "row_key": None,
            "col_key": None,
        }
        for case, (target, own, _, figures) in CASES.items()
        for period, value in figures.items()
    ]
    landing = root / "landing"
    landed.land(landing, entry.seq, "SKHCN-01", 1, "D08-SKHCN", "2026-10", observations)
    warehouse = promises.built(place, load(seeds), ledger, landing, root / "work", ["target_progress"])
    with duckdb.connect(str(warehouse), read_only=True) as con:
        answer = con.execute("select * from published.target_progress where is_latest or period_code = '2026-10'")
        names = [column[0] for column in answer.description]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return {row["target_id"]: row for row in rows}


def _measure(target: Row) -> str:
    """On which column of a form such a figure stands."""
    if target.get("kind") == "rank":
        return "rank"
    return "ytd" if target.get("accumulation") == "per_year" else "in_period"


CLASSES = {
    # goal 40 from 0, 10 after a quarter of the time: (10/40) / (18/72) = 1; no growth rate from 0
    "ZERO": ("on_track", "on_track", None, None),
    # 25 of 20 to 30: the lower end is met; 30 is the upper end
    "RANGE": ("met", "met", "met", "met"),
    "RANGE_FULL": ("fully_met", "fully_met", "fully_met", "fully_met"),
    # place 26, goal 20 of 34: six places short, and a rank has no pace
    "RANK": ("below", None, None, None),
    # a goal among 63 says nothing of a place among 34
    "RANK_63": ("field_differs", "field_differs", "field_differs", "field_differs"),
    # 26 is above 25; 25 is not: (15/15) / (1/4) = 4 times the pace, growth likewise
    "MET": ("met", "met", "met", "met"),
    "NOT_ABOVE": ("on_track", "on_track", "on_track", None),
    # from 50 to 45 where 70 is wanted: (-5/20) / (1/4) = -1; (0.9 ^ (12/18) - 1) / (1.4 ^ (12/72) - 1) < 0
    "WRONG_WAY": ("regressing", "regressing", "regressing", None),
    "KEPT": ("maintained",) * 4,
    "LOST": ("not_maintained",) * 4,
    # the mean of 2021 to 2025 stands in December 2023: 30 of 84 months; (5/14) / (30/84) = 1;
    # growth (1.5 ^ (12/30) - 1) / (2.4 ^ (12/84) - 1) = 0.1761 / 0.1332 = 1.32
    "AVERAGE": ("on_track", "on_track", "on_track", None),
    # six months of 1 in 60 months for 60: (6/60) / (6/60) = 1; of a half: 0.5
    "SUM": ("on_track", "on_track", None, None),
    "SUM_SLOW": ("limited", "limited", None, None),
    # 4 by June of 12 a year: 4 / (12 × 6/12) = 0.67
    "YEARLY": ("acceleration_needed", "acceleration_needed", None, None),
    # 6 by the second quarter of 12 a year: 6 / (12 × 6/12) = 1
    "QUARTER": ("on_track", "on_track", None, None),
    # 13 in June, on the way from 10 to 18 in 24 months: (3/8) / (18/24) = 0.5;
    # growth (1.3 ^ (12/18) - 1) / (1.8 ^ (12/24) - 1) = 0.1911 / 0.3416 = 0.56; two months and a quarter are no trend
    "MIXED": ("limited", "limited", "limited", None),
    # 40 to 80 %, 46 after a quarter: linear (6/40) / (1/4) = 0.6; growth (1.15 ^ (2/3) - 1) / (2 ^ (1/6) - 1)
    # = 0.0977 / 0.1225 = 0.797; logit (ln(46/54) - ln(40/60)) / (ln(80/20) - ln(40/60)) / (1/4)
    # = (-0.1603 + 0.4055) / (1.3863 + 0.4055) × 4 = 0.547
    "DISAGREE": ("disagree", "acceleration_needed", "acceleration_needed", "limited"),
    # 10, 11, 12 in April, May, June; December wants 18: linear (2/8) / (2/8) = 1; growth is
    # (1.2 ^ 6 - 1) / (1.8 ^ 1.5 - 1) = 1.986 / 1.415 = 1.40; the line reaches 12 + 6 = 18
    "TREND": ("on_track", "on_track", "on_track", None),
    "ONE_FIGURE": ("no_base", None, None, None),
    "MISSED": ("missed",) * 4,
    # 50 was above the 40 that are wanted, 35 is not: it went the wrong way
    "FALLEN": ("regressing", "regressing", None, None),
    # place 15 to 20: the 18th is in the range, the 15th at its better end
    "RANK_RANGE": ("met",) * 4,
    "RANK_RANGE_FULL": ("fully_met",) * 4,
    # "among the first 20" of a field that the document does not name: the field of the day
    "NO_FIELD": ("met",) * 4,
    # five months of 1 where six have passed: (5/60) / (6/60) = 0.83, and March is missing
    "HOLE": ("acceleration_needed", "acceleration_needed", None, None),
    # 17 of 18 in December 2025, its last month; the 19 of June 2026 come too late
    "LATE": ("missed",) * 4,
    "UNMEASURED": ("unmeasured", "no_data", "no_data", "no_data"),
    # 12 × 0.5 = 6 in 2025; the 4 of 2024 and the 8 of 2026 are of other years
    "SUM_OVER": ("missed",) * 4,
    "NOT_BEGUN": ("no_data",) * 4,
    # at most 5 %, from 10 to 8 in a quarter of the time: linear (-2/-5) / (1/4) = 1.6;
    # growth (0.8 ^ (2/3) - 1) / (0.5 ^ (1/6) - 1) = (-0.1382) / (-0.1091) = 1.27;
    # logit (ln(8/92) - ln(10/90)) / (ln(5/95) - ln(10/90)) × 4 = (-0.2451 / -0.7472) × 4 = 1.31
    "FEWER": ("on_track",) * 4,
    "NO_RULE": ("no_rule",) * 4,
    # 9.5 rounds to "about 10"; 9.4 does not, and one figure has no pace
    "ABOUT": ("met",) * 4,
    "ABOUT_BELOW": ("no_base", None, None, None),
    # a yearly share of 12 % in January is no year's; 9 % in the year before is: the goal of 2030 is not missed in it
    "SHARE_YEAR": ("no_base", None, None, None),
    # 21 % and 0 % a year are 10 % on average, 8 % wanted: on its way in 2026, met or missed only in 2030
    "MEAN": ("on_track", "on_track", None, None),
    "NOTHING": ("no_data",) * 4,
}


@pytest.mark.parametrize("case", CASES)
def test_the_class_is_the_one_computed_by_hand(progress: dict[str, Row], case: str) -> None:
    row = progress[case]
    found = tuple(row[name] for name in ("progress_class", "linear_class", "cagr_class", "logit_class"))
    assert found == CLASSES[case], row


# (column, value by hand); the tolerance is the rounding of the figures written out above
NUMBERS = [
    ("ZERO", "expected_value", 10, 1e-12),
    ("ZERO", "required_step", 30 / (54 / 12), 1e-9),  # 30 more in the 54 months from June 2026 to December 2030
    ("ZERO", "linear_ratio", 1, 1e-12),
    ("RANK", "gap", 6, 0),
    ("WRONG_WAY", "linear_ratio", -1, 1e-12),
    ("AVERAGE", "linear_ratio", 1, 1e-12),
    ("AVERAGE", "cagr_ratio", 1.32, 0.005),
    ("SUM", "value", 6, 0),
    ("SUM_SLOW", "linear_ratio", 0.5, 1e-12),
    ("YEARLY", "expected_value", 6, 1e-12),
    ("DISAGREE", "linear_ratio", 0.6, 1e-12),
    ("DISAGREE", "cagr_ratio", 0.797, 0.0005),
    ("DISAGREE", "logit_ratio", 0.547, 0.0005),
    ("LATE", "value", 17, 0),
    ("SHARE_YEAR", "value", 9, 0),
    ("MEAN", "value", 10, 1e-9),
    ("SUM_OVER", "value", 6, 0),
    ("FEWER", "gap", 3, 0),
    ("FEWER", "linear_ratio", 1.6, 1e-12),
    ("FEWER", "cagr_ratio", 1.27, 0.005),
    ("FEWER", "logit_ratio", 1.31, 0.005),
    ("TREND", "forecast", 18, 1e-12),
    ("TREND", "cagr_ratio", 1.40, 0.005),
]


@pytest.mark.parametrize(("case", "column", "by_hand", "tolerance"), NUMBERS)
def test_the_number_is_the_one_computed_by_hand(
    progress: dict[str, Row], case: str, column: str, by_hand: float, tolerance: float
) -> None:
    assert progress[case][column] == pytest.approx(by_hand, abs=tolerance, rel=0)


def test_the_status_of_a_figure_is_shown_beside_it(progress: dict[str, Row]) -> None:
    assert progress["ZERO"]["obs_status"] == "reported"
    assert progress["SUM"]["obs_status"] == "computed"  # six periods added up
    assert progress["SUM"]["is_lower_bound"] is False  # the figures begin with the target's first month
    assert progress["HOLE"]["is_lower_bound"] is True  # March is missing
    assert progress["NO_RULE"]["is_lower_bound"] is True  # nobody said when it began


def test_the_trend_speaks_only_of_three_figures(progress: dict[str, Row]) -> None:
    assert progress["TREND"]["trend_class"] == "on_track"
    assert progress["ZERO"]["trend_class"] is None
    assert progress["MIXED"]["trend_class"] is None


def test_every_target_of_the_province_has_its_row_and_its_form(progress: dict[str, Row]) -> None:
    own = {row for row in progress if row.startswith(("T000", "T001", "T004"))}
    assert len(own) == 5 + 30 + 17
    assert not [row for row in progress if row.startswith(("T002", "T003"))]
    assert all(progress[row]["form_code"] for row in own)
    assert {progress[row]["form_state"] for row in own} == {"collected"}
    # read off the forms by hand
    forms = {row: progress[row]["form_code"] for row in own}
    assert {row for row, form in forms.items() if form == "SKHCN-01"} == {
        *("T000-01", "T000-02", "T000-03", "T000-04", "T004-10"),
    }
    assert forms["T001-14"] == "SKHCN-01, STC-01"
    assert {row for row, form in forms.items() if form == "XA-01"} == {"T001-09", "T001-19"}
    assert forms["T001-08"] == "VPUB-01"  # the whole province, not the communes alone
    assert {row for row, form in forms.items() if form == "TK-01"} == {
        *("T001-03", "T001-07", "T001-12", "T001-13", "T001-25", "T001-26", "T001-28"),
        *("T004-01", "T004-02", "T004-03", "T004-08", "T004-11", "T004-12"),
    }
    assert {forms[row] for row in ("T001-01", "T001-02", "T001-27", "T000-05")} == {"SKHCN-04"}
