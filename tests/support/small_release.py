"""A published release of three communes, made by hand: what a file must show can be computed on paper.

Index X = 0.6 A + 0.4 B; A has the leaves A1 (0.75) and A2 (0.25), B has B1. Commune 00012 has no figure of A2.

    commune  A1  A2  B1 |  A              B  | X                  rank
    00010    80  40  50 |  70             50 | 62                 1
    00011    20  60  90 |  30             90 | 54                 2
    00012    40   –  10 |  40 (A1 alone)  10 | 28                 3
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

RELEASE = "2026-02-r002"
AREA, FEBRUARY, JANUARY = "p34-08", "2026-02", "2026-01"
SCORES = {
    "c25-00010": {"X": 62.0, "A": 70.0, "A1": 80.0, "A2": 40.0, "B": 50.0, "B1": 50.0},
    "c25-00011": {"X": 54.0, "A": 30.0, "A1": 20.0, "A2": 60.0, "B": 90.0, "B1": 90.0},
    "c25-00012": {"X": 28.0, "A": 40.0, "A1": 40.0, "A2": None, "B": 10.0, "B1": 10.0},
}
PLACES = {"X": (1, 2, 3), "A": (1, 3, 2), "A1": (1, 3, 2), "A2": (2, 1, None), "B": (2, 1, 3), "B1": (2, 1, 3)}
NODES = {
    "X": (None, 3, 1.0, "Chỉ số thử"),
    "A": ("X", 2, 0.6, "Trục A"),
    "B": ("X", 2, 0.4, "Trục B"),
    "A1": ("A", 1, 0.75, "Tỷ lệ một"),
    "A2": ("A", 1, 0.25, "Tỷ lệ hai"),
    "B1": ("B", 1, 1.0, "Tỷ lệ ba"),
}
NAMES = {"c25-00010": "Đồng Văn", "c25-00011": "Mậu Duệ", "c25-00012": "Lũng Cú"}
WORDS = [
    ("progress_class", "limited", "Tiến triển ít"),
    ("progress_class", "met", "Đã đạt"),
    ("progress_class", "no_data", "Chưa có số liệu"),
    ("task_status", "overdue", "quá hạn, chưa báo hoàn thành"),
    ("duty_state", "missing", "còn thiếu"),
    ("hold_reason", "violation", "vi phạm quy tắc"),
]


def write_release(releases: Path, simulated: str = "all") -> Path:
    """Write the release into the folder of a province's releases, as the current one; returns its folder."""
    folder = releases / RELEASE
    for name, rows in {**_dimensions(), **_figures(), **_index(), **_targets(), **_reports()}.items():
        _write(folder, name, rows)
    manifest = {"release_id": RELEASE, "build_id": "b", "occasion_period": FEBRUARY, "province": "08"}
    (folder / "manifest.json").write_text(json.dumps(manifest | {"simulated": simulated}), "utf-8")
    (releases / "current").write_text(RELEASE + "\n", "utf-8")
    return folder


def _write(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    frame = pl.DataFrame(rows, infer_schema_length=None)
    for kind in ("parquet", "csv"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    frame.write_parquet(folder / "parquet" / f"{name}.parquet")
    frame.write_csv(folder / "csv" / f"{name}.csv")


def _dimensions() -> dict[str, list[dict[str, Any]]]:
    area = {"level": "commune", "kind_vi": "xã", "parent_id": AREA}
    areas = [area | {"area_id": key, "code": key[4:], "name_vi": name} for key, name in NAMES.items()]
    areas.append({"level": "province", "kind_vi": "tỉnh", "parent_id": "vn", "area_id": AREA, "code": "08"})
    areas[-1]["name_vi"] = "Tuyên Quang"
    for row in areas:
        row["sort_key"] = row["area_id"]
    periods = [
        (JANUARY, "Tháng 1 năm 2026", date(2025, 12, 15), date(2026, 1, 14), None),
        (FEBRUARY, "Tháng 2 năm 2026", date(2026, 1, 15), date(2026, 2, 14), JANUARY),
    ]
    keys = ("period_code", "name_vi", "start_date", "end_date", "previous_code")
    more = {"kind": "month", "calendar": "admin"}
    period = [dict(zip(keys, row, strict=True)) | more | {"previous_in_year_code": row[4]} for row in periods]
    indicator = {"version": 1, "scale": 100.0}
    indicators = [
        indicator | {"indicator_code": "R_ONE", "direction": 1},
        indicator | {"indicator_code": "R_LATE", "direction": -1},
    ]
    words = [{"vocabulary": a, "code": b, "label_vi": c} for a, b, c in WORDS]
    return {"area": areas, "period": period, "indicator": indicators, "vocabulary": words}


def _value(area: str, indicator: str, period: str, value: float, **more: Any) -> dict[str, Any]:
    """One row of indicator_value."""
    names = {"R_ONE": "Tỷ lệ một", "R_LATE": "Tỷ lệ hồ sơ quá hạn"}
    return {
        "slice_id": f"{area}|{indicator}|_T|in_period|province_admin|{period}",
        **{"area_id": area, "indicator_code": indicator, "breakdown_code": "_T", "measure_code": "in_period"},
        **{"source_code": "province_admin", "period_code": period, "value": value, "state": "current"},
        **{"area_name_vi": NAMES.get(area, "Tuyên Quang"), "indicator_name_vi": names.get(indicator, indicator)},
        **{"uom_symbol_vi": "%", "uom_code": "percent", "numerator": None, "denominator": None},
        **{"figure_status": "chinh_thuc", "n_areas": 3, "n_areas_expected": 3, "is_official": False},
        **{"shown_period_code": period, "reason_code": None, **more},
    }


def _figures() -> dict[str, list[dict[str, Any]]]:
    rows = [
        _value(AREA, "R_ONE", JANUARY, 40.0, numerator=80.0, denominator=200.0),
        _value(AREA, "R_ONE", FEBRUARY, 45.5, numerator=91.0, denominator=200.0, figure_status="uoc"),
        _value(AREA, "R_LATE", JANUARY, 2.0, numerator=1.0, denominator=50.0),
        _value(AREA, "R_LATE", FEBRUARY, 6.0, numerator=3.0, denominator=50.0),
    ]
    leaves = {"A1": (30.0, 10.0, 20.0), "A2": (4.0, 6.0, None), "B1": (50.0, 90.0, 10.0)}
    for leaf, values in leaves.items():
        for area, value in zip(NAMES, values, strict=True):
            if value is not None:
                rows.append(_value(area, f"R_{leaf}", FEBRUARY, value))
    rows[-1] |= {"state": "held", "reason_code": "violation", "shown_period_code": JANUARY}  # B1 of 00012
    states = [{key: row[key] for key in ("slice_id", "state", "reason_code", "period_code")} for row in rows]
    said = "Lũng Cú, Tháng 2 năm 2026: «R_B1» là 110, ngoài khoảng 0–100."
    violation = {"violation_id": "V1", "slice_id": rows[-1]["slice_id"], "severity": "hold", "outcome": "fail"}
    violation |= {
        "observed": 110.0,
        "expected_low": 0.0,
        "expected_high": 100.0,
        "is_waived": False,
        "message_vi": said,
    }
    planner = [_planner(row, rows) for row in rows if row["area_id"] == AREA]
    choice = {"topic_code": "T", "indicator_code": "R_OTHER", "unit_vi": "%", "is_headline": True}
    made = {"indicator_value": rows, "slice_state": states, "violation": [violation]}
    return made | {"planner_value": planner, "headline_choice": [choice]}


def _planner(row: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The row of planner_value of a figure of the province."""
    names = {JANUARY: "Tháng 1 năm 2026", FEBRUARY: "Tháng 2 năm 2026"}
    before = [other for other in rows if other["slice_id"] == row["slice_id"].replace(FEBRUARY, JANUARY)]
    previous = before[0]["value"] if row["period_code"] == FEBRUARY else None
    kept = (
        "slice_id",
        "area_id",
        "indicator_code",
        "indicator_name_vi",
        "period_code",
        "state",
        "value",
        "is_official",
    )
    goal = {"goal_vi": "ít nhất 91 %", "goal_year": 2030, "progress_class_vi": "Tiến triển ít"}
    return {
        **{name: row[name] for name in (*kept, "numerator", "denominator")},
        **{"period_name_vi": names[row["period_code"]], "source_name_vi": "Xã báo", "measure_name_vi": "Trong kỳ"},
        "previous_period_code": None if previous is None else JANUARY,
        **{"previous_value": previous, "year_ago_value": None, "unit_vi": "%", "is_questioned": False},
        **(goal if row["indicator_code"] == "R_ONE" else dict.fromkeys(goal)),
    }


def _index() -> dict[str, list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    for node, (parent, level, weight, name) in NODES.items():
        for place, (area, scores) in enumerate(SCORES.items()):
            row = {"index_code": "X", "series": "computed", "node_code": node, "node_name_vi": name, "level": level}
            row |= {"parent_code": parent, "weight": weight, "area_id": area, "period_code": FEBRUARY, "n_field": 3}
            rows.append(row | {"score": scores[node], "rank": PLACES[node][place]})
            if node == "X":  # in January the first two had each other's place
                before = {"period_code": JANUARY, "score": (54.0, 62.0, 28.0)[place], "rank": (2, 1, 3)[place]}
                rows.append(row | before)
    leaf = {"index_code": "X", "structure_version": 1}
    names = {"leaf_code": ("A1", "A2", "B1")}
    leaves = [leaf | {"node_code": n, "leaf_code": n, "indicator_code": f"R_{n}"} for n in names["leaf_code"]]
    named = {"index_code": "X", "period_code": FEBRUARY, "area_id": "c25-00011", "place": 1}
    kinds = [("A1", "weakness"), ("A2", "strength"), ("B1", "strength"), ("B1", "weakness")]
    strengths = [named | {"node_code": node, "kind": kind} for node, kind in kinds]
    # A1 pools two months; nothing of B1 of 00012 was admitted before
    figures = {"A1": (30.0, 10.0, 20.0), "A2": (4.0, 6.0, None), "B1": (50.0, 90.0, None)}
    effects = [
        leaf
        | {"node_code": node, "area_id": area, "period_code": FEBRUARY, "figure": value}
        | {"n_pooled": 2 if node == "A1" else 1}
        for node, values in figures.items()
        for area, value in zip(NAMES, values, strict=True)
        if value is not None
    ]
    return {"index_score": rows, "index_leaf": leaves, "index_strength": strengths, "index_effect": effects}


def _targets() -> dict[str, list[dict[str, Any]]]:
    target = {"judged_as": "ge", "kind": "ratio", "accumulation": "point", "horizon_from": None, "horizon_to": 2030}
    target |= {
        "document_file": "001_a.txt",
        "indicator_code": "R_ONE",
        "document_title_vi": "Kế hoạch",
        "line": 16,
        "quote": "…",
        "binding": "own",
    }
    target |= {"uom_symbol_vi": "%", "uom_code": "percent", "holder_vi": None, "home_area_id": AREA}
    targets = [
        target | {"target_id": "T1", "indicator_name_vi": "Tỷ lệ một", "number_vi": "ít nhất 91 %", "judged_low": 91.0},
        target | {"target_id": "T2", "indicator_name_vi": "Tỷ lệ bốn", "number_vi": "ít nhất 10 %", "judged_low": 10.0},
    ]
    progress = {"is_latest": True, "period_code": FEBRUARY, "n_areas": 3, "base_value": 40.0, "required_step": 9.1}
    progress |= {"source_code": "province_admin", "linear_ratio": 0.5, "source_name_vi": "Xã báo"}
    progress |= {"is_questioned": False}
    rows = [
        progress | {"target_id": "T1", "value": 45.5, "figure_status": "uoc"},
        progress | {"target_id": "T2", "value": 12.0, "figure_status": "chinh_thuc"},
    ]
    rows[0] |= {"progress_class": "limited", "goal_low": 91.0}
    rows[1] |= {"progress_class": "met", "goal_low": 10.0}
    task = {"task_id": "N1", "task_no": "1", "text_vi": "Ban hành quy chế", "time_vi": "2025", "status": "overdue"}
    task |= {"time_to": date(2026, 1, 1), "reported_period_code": None, "is_overdue": True, "home_area_id": AREA}
    task |= {"document_file": "003_b.txt", "line": 7}
    agency = {"task_id": "N1", "agency_no": 1, "role": "lead", "agency_name_vi": "Sở Nội vụ"}
    return {"target": targets, "target_progress": rows, "task_status": [task], "task_agency": [agency]}


def _reports() -> dict[str, list[dict[str, Any]]]:
    counts = {"n_due": 3, "n_read": 2, "n_in_time": 1, "n_late": 1, "n_missing": 1, "n_not_due": 0}
    counts |= {"n_waiting": 0, "n_unreadable": 0, "n_estimates": 0}
    duty = {"duty_code": "X1", "form_code": "X1", "period_code": FEBRUARY, "duty_name_vi": "Biểu X1"}
    rows = [
        duty | {"reporter_code": "C10", "state": "read", "timeliness": "on_time", "n_working_days_late": None},
        duty | {"reporter_code": "C11", "state": "read", "timeliness": "late", "n_working_days_late": 2},
        duty | {"reporter_code": "C12", "state": "missing", "timeliness": None, "n_working_days_late": None},
    ]
    reporters: list[dict[str, Any]] = []
    for row, (area, name) in zip(rows, NAMES.items(), strict=True):
        row |= {"reporter_name_vi": f"UBND xã {name}", "last_date": date(2026, 2, 19), "first_received_date": None}
        row |= {"due_date": date(2026, 2, 19), "cutoff_date": date(2026, 2, 14), "receiver_vi": "Sở", "line": None}
        row |= {"document_file": None}
        reporters.append({"reporter_code": row["reporter_code"], "area_id": area, "office_code": None})
    office = {"reporter_code": "D08-SKHCN", "area_id": AREA, "office_code": "SKHCN", "valid_from": date(2025, 7, 1)}
    reporters.append(office | {"name_vi": "Sở Khoa học và Công nghệ tỉnh Tuyên Quang"})
    document = {"document_file": "003_b.txt", "title_vi": "Kế hoạch thử"}
    form = {"form_code": "X1", "form_version": 1, "name_vi": "Biểu thử"}
    return {
        "completeness": [duty | counts],
        "duty_status": rows,
        "reporter": reporters,
        "form": [form],
        "policy_document": [document],
    }
