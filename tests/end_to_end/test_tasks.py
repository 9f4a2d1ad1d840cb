"""Tasks of the plans against the calendar and the forms NV-01, NV-02: due, overdue, silent, by hand for two days.

The releases stand on 14 October 2026 (no report is due yet) and on 14 January 2028 (two yearly reports were due).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from support import landed, promises

from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import REPO, places

Row = dict[str, Any]
# what the department wrote into NV-01 of 2027: 2 done, 1 under way, 3 stuck, 0 not begun
WRITTEN = {"N004-07": 2, "N004-08": 1, "N004-01": 1, "N004-04": 3, "N004-05": 0}
# the same department of Thái Nguyên into NV-02: done, under way, stuck
ALSO_WRITTEN = {"N003-2_4": 2, "N003-4_3": 1, "N003-5_1_3": 3}
FORMS = {"08": "NV-01", "19": "NV-02"}


def tasks(root: Path, period: str, written: dict[str, int], province: str = "08") -> dict[str, Row]:
    """Every task of a build, with the agencies that lead it."""
    place = places(province, root / "data")
    ledger = Ledger(place.ledger)
    receipt = {
        "receipt_id": "R000001",
        "sha256": "0" * 64,
        "n_bytes": 0,
        "original_name": "thử.xlsx",
        "channel": "test",
    }
    entry = ledger.append("receipt", receipt)
    landing = root / "landing"
    landing.mkdir()
    said = {"indicator_code": "TASK_STATE", "measure_code": "level", "area_id": f"p34-{province}", "uom_code": "state"}
    more = {
        "source_code": "province_admin",
        "period_code": "2027",
        "obs_status": "reported",
        "row_key": None,
        "col_key": None,
    }
    observations = [{**said, **more, "breakdown_code": task, "value": float(state)} for task, state in written.items()]
    if observations:
        landed.land(landing, entry.seq, FORMS[province], 1, f"D{province}-SKHCN", "2027", observations)
    codebook = load(REPO / "data" / "seeds")
    models = ["task_status", "task_agency"]
    warehouse = promises.built(place, codebook, ledger, landing, root / "work", models, period)
    with duckdb.connect(str(warehouse), read_only=True) as con:
        answer = con.execute("select * from published.task_status")
        names = [column[0] for column in answer.description]
        found = {row[0]: dict(zip(names, row, strict=True)) for row in answer.fetchall()}
        for task, agency, today in con.execute(
            "select task_id, agency_code, today_code from published.task_agency where role = 'lead'"
        ).fetchall():
            found[task].setdefault("leads", set()).add(agency)
            found[task].setdefault("today", set()).add(today)
    return found


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    return tasks(tmp_path_factory.mktemp("october"), "2026-10", {})


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    return tasks(tmp_path_factory.mktemp("later"), "2028-01", WRITTEN)


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    return tasks(tmp_path_factory.mktemp("north"), "2028-01", ALSO_WRITTEN, "19")


def status(found: dict[str, Row], *names: str) -> list[str]:
    return [found[name]["status"] for name in names]


def test_all_tasks_are_there(october: dict[str, Row]) -> None:
    assert sum(name.startswith("N003") for name in october) == 31
    assert sum(name.startswith("N004") for name in october) == 18


def test_an_expired_interval_is_overdue_and_an_open_one_never(october: dict[str, Row], later: dict[str, Row]) -> None:
    # 2022-2025: over since 1 January 2026; Năm 2027: from 2027, over since 2028; Từ năm 2027: open-ended
    assert status(october, "N004-07", "N004-08", "N004-10") == ["overdue"] * 3
    assert [october[name]["time_state"] for name in ("N003-2_4", "N003-3_2", "N003-6_2")] == ["not_yet"] * 3
    assert [later[name]["time_state"] for name in ("N003-2_4", "N003-3_2", "N003-6_2")] == [
        "over",
        "running",
        "running",
    ]
    assert {name for name, row in october.items() if row["is_overdue"]} == {"N004-07", "N004-08", "N004-10"}
    assert str(october["N004-04"]["time_to"]) == "2031-01-01" and october["N004-04"]["time_from"] is None  # Đến 2030


def test_before_the_first_report_is_due_nobody_is_silent(october: dict[str, Row]) -> None:
    assert not [name for name, row in october.items() if row["is_silent"]]
    assert status(october, "N004-01", "N004-04", "N004-06") == ["awaited"] * 3
    assert status(october, "N003-1_1") == ["not_followed"]  # another province's plan


def test_reports_speak_and_the_rest_is_silent(later: dict[str, Row]) -> None:
    assert status(later, "N004-07", "N004-01", "N004-04", "N004-05") == ["done", "under_way", "stuck", "not_begun"]
    assert status(later, "N004-08", "N004-10") == ["overdue", "overdue"]  # under way two years too late; not a word
    silent = {name for name, row in later.items() if row["is_silent"]}
    assert silent == {f"N004-{no:02d}" for no in range(1, 19)} - set(WRITTEN)
    assert later["N004-06"]["status"] == "silent" and later["N004-06"]["n_reports_due"] == 2  # 2026, 2027


def test_the_plan_of_thai_nguyen_has_its_own_form(north: dict[str, Row]) -> None:
    # 14 January 2028: the years 2026 and 2027 were due on 15 December each; what begins in 2027 is in the second alone
    own = {name for name in north if name.startswith("N003")}
    begun = {name for name in own if north[name]["time_from"]}
    assert len(begun) == 14 and {north[name]["n_reports_due"] for name in begun} == {1}
    assert {north[name]["n_reports_due"] for name in own - begun} == {2}
    # Năm 2027: one done, one not, one of which nobody spoke; Từ năm 2027 may be stuck, and is never overdue
    assert status(north, "N003-2_4", "N003-4_3", "N003-6_1", "N003-5_1_3") == ["done", "overdue", "overdue", "stuck"]
    assert {name for name in own if north[name]["is_overdue"]} == {"N003-4_3", "N003-6_1"}
    assert {name for name in own if north[name]["is_silent"]} == own - set(ALSO_WRITTEN)
    assert status(north, "N003-1_1", "N003-3_2") == ["silent"] * 2
    assert status(north, "N004-01") == ["not_followed"]


def test_a_task_stands_under_the_office_of_today(october: dict[str, Row]) -> None:
    # merged or split on 1 March 2025, districts ended on 1 July 2025; the Department of Home Affairs still exists
    assert october["N004-03"]["today"] == {"STC-08"} and october["N004-11"]["today"] == {"SKHCN-08"}
    assert october["N004-12"]["today"] == {"SNNMT-08"} and october["N004-02"]["today"] == {"CACSO-08", "XP-08"}
    assert october["N004-15"]["today"] == {"SNV-08"}


def test_several_agencies_may_lead(october: dict[str, Row]) -> None:
    assert october["N004-02"]["leads"] == {"CACSO-08", "HUYEN-08"}
    assert october["N003-1_4"]["leads"] == {"SGDDT-19", "TD-19", "HPN-19", "HND-19", "DHTN-19"}
