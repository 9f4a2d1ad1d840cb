"""Asset checks: severity, units by name, counts, the first rows, and nothing of a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import polars as pl
import pytest
from dagster import AssetCheckResult, AssetCheckSeverity
from unit.publication.hand_made import PASSED, facts_of, identity_of, places_of

from pipelines.codebook.load import Codebook
from pipelines.defs.checks import (
    CANDIDATE_CHECKS,
    FILE_CHECKS,
    INBOX_CHECKS,
    VERDICT_CHECKS,
    check_candidate,
    check_files,
    check_inbox,
    check_verdict,
)
from pipelines.defs.checks.result import named, table
from pipelines.errors import Message
from pipelines.publication.candidate.candidate import Built
from pipelines.publication.gate.gate import check
from pipelines.publication.month import Review
from pipelines.publication.triggers.incomplete import Incomplete
from pipelines.submissions.intake.review.open_files import LateFile, OpenFile
from pipelines.vocabulary import OUTCOME, RULE_KIND

PERIOD, OTHER = "2026-10", "2026-09"
REPORTERS = {"C1": "UBND xã Mậu Duệ", "C2": "UBND xã Lũng Cú"}
REPORTER_TABLE = pl.DataFrame({"reporter_code": list(REPORTERS), "name_vi": list(REPORTERS.values())})
CODEBOOK = cast("Codebook", SimpleNamespace(tables={"reporters": REPORTER_TABLE}))
WARN, ERROR = AssetCheckSeverity.WARN, AssetCheckSeverity.ERROR


def metadata(result: AssetCheckResult) -> dict[str, Any]:
    return {name: value.value for name, value in (result.metadata or {}).items()}


def rows(result: AssetCheckResult) -> list[str]:
    """The lines of the table in a description."""
    return [line for line in (result.description or "").splitlines() if line.startswith("|")]


# ---- specifications ----
def test_every_check_is_described_in_both_languages_and_only_the_gate_blocks() -> None:
    specs = [*CANDIDATE_CHECKS, *FILE_CHECKS, *INBOX_CHECKS, *VERDICT_CHECKS]
    assert [spec.name for spec in INBOX_CHECKS] == ["files_incomplete"]
    assert {spec.name for spec in FILE_CHECKS} == {
        *(f"files_{code}" for code in OUTCOME.codes if code != "read"),
        *("files_skipped", "files_lost", "files_late"),
    }
    assert {spec.name for spec in CANDIDATE_CHECKS} == {
        *(f"rule_{kind}" for kind in RULE_KIND.codes),
        *("suite_batch", "suite_marts", "reports_in", "figures_held"),
    }
    for spec in specs:
        vi, en = (spec.description or "").split("\n\n")
        assert vi and en and vi != en and "{" not in vi + en
    assert [spec.name for spec in specs if spec.blocking] == ["gate_passes"]
    assert all(spec.partitions_def for spec in specs)


# ---- files ----
def test_a_file_is_in_the_check_of_its_state() -> None:
    why = Message("r", "Tệp “XA-01 Nguyen Van An.pdf” là PDF", "“XA-01 Nguyen Van An.pdf” is a PDF")
    bad = OpenFile("R000002-a", "C1/Nguyễn Văn An/XA-01 Nguyen Van An.pdf", "unreadable", why, "C1", "XA-01", PERIOD)
    unknown = bad._replace(file_id="R000005-c", reporter_code="")
    harmless = OpenFile("S000003", "Thumbs.db", "skipped", why, "", "", "", is_harmless=True)
    late = LateFile("R000004-b", "b.xlsx", "C2", PERIOD, "2026-10-r001")
    results = {
        result.check_name: result for result in check_files(Review([bad, unknown, harmless], [late], 0), CODEBOOK)
    }
    assert results.keys() == {spec.name for spec in FILE_CHECKS}
    failed = {name for name, result in results.items() if not result.passed}
    assert failed == {"files_unreadable", "files_late"}

    unreadable = results["files_unreadable"]
    assert unreadable.severity == WARN
    assert (unreadable.description or "").startswith(
        "2 tệp không mở được: UBND xã Mậu Duệ; chưa rõ đơn vị. Xem lý do và cách xử lý: chiso status."
    )
    assert rows(unreadable) == [
        "| Đơn vị | Tệp | Lý do |",
        "| --- | --- | --- |",
        "| UBND xã Mậu Duệ | XA-01.pdf (R000002-a) | Tệp “XA-01.pdf” là PDF |",
        "| chưa rõ đơn vị | XA-01.pdf (R000005-c) | Tệp “XA-01.pdf” là PDF |",
    ]
    assert (unreadable.description or "").endswith("For reasons and ways out: chiso status.")
    assert metadata(unreadable) == {"n_files": 2}
    assert "Nguyen" not in (unreadable.description or "") and "Nguyễn" not in (unreadable.description or "")
    assert rows(results["files_late"])[2:] == ["| UBND xã Lũng Cú | R000004-b.xlsx (R000004-b) | 2026-10-r001 |"]
    assert rows(results["files_lost"]) == []


def test_files_that_do_not_become_complete_are_counted_and_named_without_persons() -> None:
    good = check_inbox([], 24)
    assert good.passed and (good.description or "").startswith("Không có tệp nào chờ ghi xong quá 24 giờ.")
    reason = Message("opened", "đang mở trên một máy", "open on a computer")
    first = Incomplete("08/Nguyễn Văn An/XA-01 Nguyen Van An.xlsx", reason, 1792461600.0)  # 2026-10-20 02:00 UTC
    second = Incomplete("08/XA-02.xlsx.part", Message("partial_file", "tệp tải dở", "partial"), 1792465200.0)
    found = check_inbox([first, second], 24)
    assert (found.passed, found.severity, metadata(found)) == (False, WARN, {"n_files": 2})
    assert (found.description or "").startswith(
        "2 tệp quá 24 giờ mà chưa ghi xong, lâu nhất từ 20/10/2026 09:00: XA-01.xlsx; XA-02"
    )
    assert rows(found)[2] == "| XA-01.xlsx | đang mở trên một máy | 20/10/2026 09:00 |"
    assert "2 files have not become complete within 24 hours" in (found.description or "")
    assert "Nguyen" not in (found.description or "") and "Nguyễn" not in (found.description or "")


def test_a_lost_original_is_grave_and_its_absence_is_not() -> None:
    lost = OpenFile("R000002-a", "a.xlsx", "lost", Message("r", "mất", "lost"), "C1", "XA-01", PERIOD)
    with_one = {result.check_name: result for result in check_files(Review([lost], [], 0), CODEBOOK)}
    without = {result.check_name: result for result in check_files(Review([], [], 0), CODEBOOK)}
    assert (with_one["files_lost"].passed, with_one["files_lost"].severity) == (False, ERROR)
    assert all(result.passed for result in without.values())


# ---- rules ----
def violation(number: int, kind: str = "jump", severity: str = "hold", **more: Any) -> dict[str, Any]:
    row = {"violation_id": f"V{number:02d}", "rule_code": "RULE", "rule_kind": kind, "severity": severity}
    row |= {"area_id": "a1", "period_code": PERIOD, "outcome": "fail", "is_waived": False}
    return row | {"message_vi": f"Số {number} | sai <b>"} | more


def write_tree(folder: Path, violations: list[dict[str, Any]], senders: dict[str, str] | None = None) -> Path:
    """The tables that checks read; `senders` are violations with the reporter of their cells."""
    cells = {"violation_id": list(senders or {}), "submission_id": [f"S-{code}" for code in (senders or {}).values()]}
    files = {"submission_id": [f"S-{code}" for code in REPORTERS], "reporter_code": list(REPORTERS)}
    tables = {
        "violation": pl.DataFrame(
            violations, schema=dict.fromkeys(violation(0), pl.String) | {"is_waived": pl.Boolean}
        ),
        "violation_cell": pl.DataFrame(cells, schema={"violation_id": pl.String, "submission_id": pl.String}),
        "submission_status": pl.DataFrame(files),
        "reporter": REPORTER_TABLE,
        "area": pl.DataFrame({"area_id": ["a1"], "name_vi": ["Sơn Vĩ"]}),
        "duty_status": pl.DataFrame(
            [
                {"reporter_name_vi": "UBND xã Mậu Duệ", "duty_code": "XA-01", "state": "read"},
                {"reporter_name_vi": "UBND xã Lũng Cú", "duty_code": "XA-01", "state": "missing"},
                {"reporter_name_vi": "UBND xã Sơn Vĩ", "duty_code": "XA-01", "state": "not_due"},
            ]
        ).with_columns(period_code=pl.lit(PERIOD), last_date=pl.lit(date(2026, 10, 19))),
        "slice_state": pl.DataFrame(
            {
                "area_id": ["a1", "a1", "a2", "a1", "a1"],
                "state": ["held", "held", "held", "held", "current"],
                "reason_code": ["violation", "violation", "reject", "violation", None],
                "period_code": [PERIOD, PERIOD, PERIOD, OTHER, PERIOD],
            }
        ),
    }
    (folder / "parquet").mkdir()
    for name, frame in tables.items():
        frame.write_parquet(folder / "parquet" / f"{name}.parquet")
    return folder


@pytest.fixture
def built(tmp_path: Path) -> Built:
    identity = identity_of(places_of(tmp_path / "office"), "b1")
    return Built(identity, "hash", "key", checks=(PASSED, replace(PASSED, suite="marts")))


def rules(tree: Path, built: Built) -> dict[str, AssetCheckResult]:
    return {str(result.check_name): result for result in check_candidate(tree, built, PERIOD)}


CASES: list[tuple[list[dict[str, Any]], bool, AssetCheckSeverity]] = [
    # violations, passed, severity
    ([], True, WARN),
    ([violation(1, severity="note")], True, WARN),
    ([violation(1, severity="question")], False, WARN),
    ([violation(1, severity="hold")], False, WARN),
    ([violation(1, severity="stop")], False, ERROR),
    ([violation(1, severity="stop", period_code=OTHER)], False, ERROR),
    ([violation(1, severity="hold", period_code=OTHER)], True, WARN),
    ([violation(1, severity="stop", is_waived=True)], True, WARN),
    ([violation(1, severity="stop", outcome="undecided")], True, WARN),
]


@pytest.mark.parametrize(("violations", "passed", "severity"), CASES)
def test_severity_of_a_rule(
    tmp_path: Path, built: Built, violations: list[dict[str, Any]], passed: bool, severity: AssetCheckSeverity
) -> None:
    results = rules(write_tree(tmp_path, violations), built)
    assert (results["rule_jump"].passed, results["rule_jump"].severity) == (passed, severity)
    assert results["rule_linear"].passed
    assert results.keys() == {spec.name for spec in CANDIDATE_CHECKS}


def test_a_rule_names_the_senders_and_counts(tmp_path: Path, built: Built) -> None:
    found = [
        violation(1, severity="question"),
        violation(2),
        violation(3),
        violation(4, severity="note"),
        violation(5, period_code=OTHER),
        violation(6, outcome="undecided"),
    ]
    senders = {"V01": "C2", "V02": "C1", "V04": "C1"}  # the cells of V03 are of no file: the area stands for the sender
    result = rules(write_tree(tmp_path, found, senders), built)["rule_jump"]
    stated = metadata(result)
    assert (result.description or "").startswith(
        "Kỳ 2026-10: 4 vi phạm “biến động bất thường” (giữ 2, hỏi lại 1, ghi chú 1) của 3 đơn vị: Sơn Vĩ;"
        " UBND xã Mậu Duệ; UBND xã Lũng Cú. Thứ tự xử lý: chiso review --period 2026-10.\n\n| Đơn vị |"
    )
    assert "\n\n2026-10: 4 violations" in (result.description or "")
    assert stated == {
        **{"n_hold": 2, "n_question": 1, "n_note": 1, "n_violations": 4},
        **{"n_of_other_periods": 1, "n_undecided": 1},
    }
    assert rows(result) == [
        "| Đơn vị | Mức | Nội dung | Mã |",
        "| --- | --- | --- | --- |",
        r"| Sơn Vĩ | giữ | Số 3 \| sai &lt;b> | RULE |",
        r"| UBND xã Mậu Duệ | giữ | Số 2 \| sai &lt;b> | RULE |",
        r"| UBND xã Lũng Cú | hỏi lại | Số 1 \| sai &lt;b> | RULE |",
        r"| UBND xã Mậu Duệ | ghi chú | Số 4 \| sai &lt;b> | RULE |",
    ]


@pytest.mark.parametrize(("n", "last"), [(20, "| 19 |"), (21, "và 1 nữa")])
def test_a_table_ends_with_how_many_more_there_are(n: int, last: str) -> None:
    assert table(["x"], [(str(number),) for number in range(n)]).splitlines()[-1] == last


def test_units_are_named_once_and_twelve_at_most() -> None:
    assert named(["b", "a", "b"]) == Message("", "b; a", "b; a")
    assert named([str(number) for number in range(12)]).vi.endswith("; 11")
    one_more = named([str(number) for number in range(13)])
    assert one_more.vi.endswith("; 11; và 1 nữa") and one_more.en.endswith("; 11; and 1 more")


# ---- reports, held figures, a failed build ----
def test_reports_and_held_figures_of_the_period(tmp_path: Path, built: Built) -> None:
    results = rules(write_tree(tmp_path, []), built)
    reports, held = results["reports_in"], results["figures_held"]
    assert not reports.passed and reports.severity == WARN
    assert (reports.description or "").startswith(
        "Kỳ 2026-10: đã đọc 1 trong 2 báo cáo đến hạn, còn 1: UBND xã Lũng Cú."
    )
    assert rows(reports)[2:] == ["| UBND xã Lũng Cú | XA-01 | còn thiếu | 19/10/2026 |"]
    assert not held.passed and metadata(held)["n_held"] == 3
    assert (held.description or "").startswith(
        "Kỳ 2026-10: giữ lại 3 số liệu (vi phạm quy tắc 2, ô không nhận khi đọc 1) của 2 địa bàn: Sơn Vĩ; a2."
    )


def test_of_a_failed_build_nothing_has_passed(tmp_path: Path, built: Built) -> None:
    broken = replace(built, failures=(Message("x", "hỏng", "broken"),), checks=())
    results = rules(tmp_path / "none", broken)
    assert results.keys() == {spec.name for spec in CANDIDATE_CHECKS}
    assert not any(result.passed for result in results.values())
    assert all(result.severity == ERROR for result in results.values())


@pytest.mark.parametrize(("severity", "graveness"), [("stop", ERROR), ("note", WARN)])
def test_a_failed_expectation_is_as_grave_as_its_severity(
    tmp_path: Path, built: Built, severity: Any, graveness: AssetCheckSeverity
) -> None:
    failed = replace(PASSED, success=False, severity=severity, observed="3 dòng", column="area_id")
    results = rules(write_tree(tmp_path, []), replace(built, checks=(PASSED, failed, replace(PASSED, suite="marts"))))
    batch = results["suite_batch"]
    assert (batch.passed, batch.severity) == (False, graveness)
    assert (batch.description or "").startswith("1 trong 2 kiểm tra không đạt.")
    assert "| cell.area\\_id | Đủ cột |" in rows(batch)[2] and results["suite_marts"].passed


# ---- the gate ----
def verdicts(tmp_path: Path) -> Iterator[AssetCheckResult]:
    facts = facts_of(identity_of(places_of(tmp_path), "b1"), "hash")
    yield check_verdict(check(facts))
    yield check_verdict(check(replace(facts, built_tree_hash="other")))


def test_the_gate_blocks_with_its_reasons(tmp_path: Path) -> None:
    passed, refused = verdicts(tmp_path)
    assert passed.passed and "Bản dựng b1 đạt" in (passed.description or "")
    assert not refused.passed and refused.severity == ERROR
    assert (refused.description or "").startswith("Bản dựng b1 bị từ chối vì 1 lý do.")
    assert "Bản dựng đã bị thay đổi sau khi dựng" in rows(refused)[2]
