"""Decisions are written only if they fit the codebook; all problems are named at once."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.codebook.load import Codebook
from pipelines.ledger import Ledger
from pipelines.quality.decisions import Decision, DecisionError, decide, find_problems
from pipelines.settings import places
from pipelines.warehouse.sources import BuildIds, Sources, build_row, load_ledger

CODEBOOK = Codebook(
    tables={
        "areas": pl.DataFrame({"area_id": ["c25-00700"]}),
        "indicators": pl.DataFrame({"indicator_code": ["N_FIRM", "N_FIRM_INNOV"]}),
        "breakdowns": pl.DataFrame({"breakdown_code": ["_T"]}),
        "measures": pl.DataFrame({"measure_code": ["in_period"]}),
        "sources": pl.DataFrame({"source_code": ["commune"]}),
        "periods": pl.DataFrame({"period_code": ["2026-10"], "end_date": [date(2026, 10, 14)]}),
        "rules": pl.DataFrame({"rule_code": ["PART_N_FIRM"]}),
        "rule_terms": pl.DataFrame({"rule_code": ["PART_N_FIRM"], "indicator_code": ["N_FIRM"]}),
    },
    hash="h",
    reading_hash="r",
)
CORRECT = Decision(
    *("correct", "c25-00700", "N_FIRM", "_T", "in_period", "commune", "2026-10"),
    reason="Gõ thừa một số 0, xã đã xác nhận",
    owner="Phòng Quản lý đổi mới sáng tạo",
    expected_value=120.0,
    new_value=12.0,
)
WAIVE = replace(CORRECT, decision_kind="waive", rule_code="PART_N_FIRM", expected_value=None, new_value=None)


@pytest.mark.parametrize(
    "decision",
    [
        CORRECT,
        WAIVE,
        replace(WAIVE, expected_value=3.0, expires="2026-12-31"),
        replace(WAIVE, expires="2026-10-14"),
        replace(CORRECT, new_value=-1e15),
        replace(CORRECT, decision_kind="accept", new_value=None),
    ],
)
def test_sound_decisions_are_written_without_empty_fields(tmp_path: Path, decision: Decision) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    decide(ledger, CODEBOOK, decision)
    (entry,) = ledger.read()
    assert entry.kind == "decision"
    assert entry.payload["decision_kind"] == decision.decision_kind
    assert entry.payload["reason"] == "Gõ thừa một số 0, xã đã xác nhận"
    assert None not in entry.payload.values()


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (replace(CORRECT, decision_kind="forget"), "loại quyết định “forget”"),
        (replace(CORRECT, decision_kind="estimate", expected_value=None), "loại quyết định “estimate”"),
        (replace(CORRECT, decision_kind="approve", new_value=None), "loại quyết định “approve”"),
        (replace(CORRECT, reason="  "), "thiếu lý do"),
        (replace(CORRECT, owner=""), "thiếu người chịu trách nhiệm"),
        (replace(CORRECT, expected_value=None), "thiếu giá trị hiện tại"),
        (replace(CORRECT, new_value=None), "thiếu giá trị mới"),
        (replace(CORRECT, new_value=120.0), "trùng giá trị hiện tại"),
        (replace(CORRECT, new_value=float("nan")), "số hữu hạn"),
        (replace(CORRECT, new_value=float("inf")), "số hữu hạn"),
        (replace(CORRECT, new_value=1e15 + 1), "từ -1.000.000.000.000.000 đến 1.000.000.000.000.000"),
        (replace(CORRECT, rule_code="PART_N_FIRM"), "thừa quy tắc"),
        (replace(CORRECT, area_id="c25-99999"), "không có địa bàn “c25-99999”"),
        (replace(CORRECT, indicator_code="N_X"), "không có chỉ tiêu “N_X”"),
        (replace(CORRECT, period_code="2026-13"), "không có kỳ báo cáo “2026-13”"),
        (replace(WAIVE, rule_code=None), "thiếu quy tắc"),
        (replace(WAIVE, rule_code="PART_X"), "không có quy tắc “PART_X”"),
        (replace(WAIVE, indicator_code="N_FIRM_INNOV"), "không nói về chỉ tiêu “N_FIRM_INNOV”"),
        (replace(WAIVE, new_value=1.0), "thừa giá trị mới"),
        (replace(WAIVE, expires="31/12/2026"), "viết dạng 2026-12-31"),
        (replace(WAIVE, expires="2026-10-13"), "không bao giờ có hiệu lực"),
    ],
)
def test_each_problem_is_named_and_nothing_is_written(tmp_path: Path, decision: Decision, words: str) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    with pytest.raises(DecisionError) as caught:
        decide(ledger, CODEBOOK, decision)
    assert [words in problem.vi for problem in caught.value.problems] == [True]
    assert ledger.read() == []


def test_all_problems_at_once() -> None:
    wrong: dict[str, Any] = {"area_id": "x", "period_code": "y", "reason": "", "new_value": None}
    assert len(list(find_problems(CODEBOOK, replace(CORRECT, **wrong)))) == 4


def test_kinds_of_earlier_versions_are_still_read(tmp_path: Path) -> None:
    ledger, folder = Ledger(tmp_path / "ledger.jsonl"), tmp_path / "landing"
    for kind in ("waive", "estimate", "approve"):
        ledger.append("decision", asdict(replace(CORRECT, decision_kind=kind)))
    sources = Sources(places("08", tmp_path), CODEBOOK, ledger.read(), folder)
    with duckdb.connect() as con:
        load_ledger(con, sources.places, sources.entries, build_row(sources, BuildIds("b", "2026-10-r001", "2026-10")))
        kinds = con.execute("select decision_seq, decision_kind, new_value from ledger.decision order by 1").fetchall()
    assert kinds == [(1, "waive", 12.0), (2, "estimate", 12.0), (3, "approve", 12.0)]
