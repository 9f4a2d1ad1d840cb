"""The gate as a table of cases: one fact changed in facts that pass, one reason (or none) expected."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pipelines.errors import Message
from pipelines.publication.facts import (
    CellBalance,
    Completeness,
    DamagedBlob,
    Facts,
    Identity,
    RuleCount,
    verdict_from_json,
)
from pipelines.publication.gate.gate import check
from pipelines.publication.messages import GATE, PUBLISH
from pipelines.quality.suite_files import CheckResult

IDENTITY = Identity("b" * 16, "2026-10-r001", "08", "2026-10", 7, "h" * 64, "c" * 64, "commit", "lock")
ROWS: dict[str, int] = dict.fromkeys(
    (
        *("area", "indicator", "period", "form", "rule"),
        *("indicator_value", "slice_state", "leaf_cell", "submission_status"),
    ),
    1,
)
GOOD = Facts(
    IDENTITY,
    tree_hash="t",
    built_tree_hash="t",
    balances=(CellBalance("r1", "a.xlsx", "sheets", 80, 80),),
    checks=(CheckResult("marts", "area", "expect_rows", "value", True, "stop", "12", None, "Có dòng"),),
    table_rows=ROWS,
    n_observations=10,
)


def rule(severity: str, outcome: str = "fail", is_waived: bool = False, n: int = 1) -> dict[str, Any]:
    return {"rule_counts": (RuleCount("R1", severity, outcome, is_waived, n),)}


def suite_check(success: bool, severity: str, exception: str | None = None) -> dict[str, Any]:
    return {"checks": (CheckResult("batch", "cell", "expect", "value", success, severity, "9", exception, "Đủ"),)}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"ledger_error": Message("x", "dòng 3", "line 3")}, "ledger_broken"),
        ({"n_expected": 0}, "nothing_expected"),  # no form is due in the period and nothing was received for it
        ({"n_expected": 1}, None),  # a month in which nobody reported: its slices are missing
        ({"damaged_blobs": (DamagedBlob("r1", "a.xlsx", "s", None),)}, "blob_damaged"),
        ({"damaged_blobs": (DamagedBlob("r1", "a.xlsx", "s", "other"),)}, "blob_damaged"),
        ({"lost_blobs": (DamagedBlob("r1", "a.xlsx", "s", None),)}, None),  # a person settled it
        ({"balances": (CellBalance("r1", "a.xlsx", "sheets", 80, 79),)}, "cells_unbalanced"),
        ({"balances": (CellBalance("r1", "a.xlsx", "second", 80, 81),)}, "cells_unbalanced"),
        ({"balances": (CellBalance("r1", "a.xlsx", "rows", 80, 0),)}, "cells_unbalanced"),
        ({"n_receipts": 124, "n_died": 1}, None),  # one bad file is that file's matter
        ({"n_receipts": 4, "n_died": 4}, None),
        ({"n_receipts": 124, "n_died": 25}, "reader_broken"),
        ({"n_receipts": 6, "n_died": 5}, "reader_broken"),  # five are enough
        ({"n_receipts": 5, "n_died": 4}, None),
        ({"n_receipts": 125, "n_died": 25}, None),  # a fifth is not yet too many
        ({"n_receipts": 124, "n_died": 5}, None),
        ({"balances": ()}, None),
        (
            {
                "build_failures": (Message("node_failed", "assert_cells: không đạt", "assert_cells: fail"),),
                "tree_hash": "u",
            },
            "build_failed",
        ),
        ({"tree_hash": "u"}, "tree_changed"),
        ({"changed_record": ("tree_hash",)}, "record_changed"),
        ({"csv_apart": ("area.csv",)}, "csv_apart"),
        ({"checks": ()}, "checks_missing"),
        (suite_check(False, "stop"), "check_failed"),
        (suite_check(False, "note"), None),
        (suite_check(False, "hold"), None),
        (suite_check(False, "note", "column absent"), "check_crashed"),
        (rule("stop"), "stop_violation"),
        (rule("stop", is_waived=True), None),
        (rule("stop", outcome="undecided"), None),
        (rule("stop", outcome="none", n=0), None),
        (rule("hold", n=500), None),
        (rule("note"), None),
        ({"table_rows": {**ROWS, "area": 0}}, "table_empty"),
        ({"table_rows": {**ROWS, "indicator_value": 0}}, "table_empty"),
        ({"table_rows": {**ROWS, "indicator_value": 0}, "n_observations": 0}, None),
    ],
)
def test_one_fact_one_answer(change: dict[str, Any], reason: str | None) -> None:
    verdict = check(replace(GOOD, **change))
    assert [found.code for found in verdict.reasons] == ([reason] if reason else [])
    assert verdict.outcome == ("refuse" if reason else "pass")


def test_a_lost_original_that_was_dismissed_is_a_note() -> None:
    verdict = check(replace(GOOD, lost_blobs=(DamagedBlob("r1", "a.xlsx", "s", None),)))
    (said,) = verdict.notes
    assert said.code == "blob_lost" and "“a.xlsx” (biên nhận r1) không còn trên đĩa" in said.vi
    assert verdict_from_json(verdict.to_json()) == verdict
    earlier = json.loads(verdict.to_json())
    del earlier["notes"]  # of a version before there were notes
    assert verdict_from_json(json.dumps(earlier)).notes == ()


def test_all_reasons_at_once() -> None:
    facts = replace(GOOD, tree_hash="u", **rule("stop", n=3), damaged_blobs=(DamagedBlob("r1", "a.xlsx", "s", None),))
    assert [found.code for found in check(facts).reasons] == ["blob_damaged", "tree_changed", "stop_violation"]


COUNTS = tuple(
    RuleCount(code, "stop", "fail", is_waived, n)
    for code, is_waived, n in (("R2", False, 1), ("R1", False, 3), ("R1", True, 7), ("R1", False, 2))
)


@pytest.mark.parametrize(
    ("change", "words_vi", "words_en"),
    [
        ({"ledger_error": Message("x", "dòng 3", "line 3")}, ["dòng 3"], ["line 3"]),
        (
            {"damaged_blobs": (DamagedBlob("r1", "a.xlsx", "s7", None),)},
            ["“a.xlsx” (biên nhận r1) không còn trên đĩa", "mã băm s7"],
            ["“a.xlsx” (receipt r1) is gone from the disk", "hash s7"],
        ),
        (
            {"damaged_blobs": (DamagedBlob("r1", "a.xlsx", "s7", "s8"),)},
            ["“a.xlsx” (biên nhận r1) đã bị thay đổi"],
            ["“a.xlsx” (receipt r1) was changed"],
        ),
        ({"n_receipts": 124, "n_died": 25}, ["25 trong 124 tệp"], ["25 of 124 received files"]),
        (
            {"balances": (CellBalance("r1", "a.xlsx", "second", 80, 81),)},
            ["“a.xlsx” (biên nhận r1): số ô đếm bằng trình đọc thứ hai: có 80 ô, giải trình được 81 ô"],
            ["“a.xlsx” (receipt r1): cells by the second reader's count: 80 cells, 81 accounted for"],
        ),
        ({"build_failures": (Message("f", "bảng hỏng", "bad table"),)}, ["bảng hỏng"], ["bad table"]),
        ({"tree_hash": "u"}, ["mã băm u, khi dựng là t"], ["hash u, when built t"]),
        (
            suite_check(False, "stop"),
            ["Đủ (bộ batch, bảng cell, cột value, expect; thấy: 9)"],
            ["expect (suite batch, table cell, column value; found: 9)"],
        ),
        (
            {"checks": (CheckResult("batch", "cell", "expect", "", False, "stop", "", None, "Đủ"),)},
            ["cột –, expect; thấy: –"],
            ["column –; found: –"],
        ),
        (
            suite_check(False, "note", "column absent"),
            ["expect của bộ batch trên bảng cell không chạy được: column absent"],
            ["expect of suite batch on table cell could not run: column absent"],
        ),
        (
            {"rule_counts": COUNTS},
            ["R1 (mức dừng) có 5 vi phạm", "R2 (mức dừng) có 1 vi phạm"],
            ["R1 (severity stop) has 5 violations", "R2 (severity stop) has 1 violations"],
        ),
        ({"changed_record": ("a", "b")}, ["khác ở: a, b"], ["differs in: a, b"]),
        ({"csv_apart": ("a.csv", "b.csv")}, ["a.csv, b.csv"], ["a.csv, b.csv"]),
        ({"table_rows": {**ROWS, "area": 0}}, ["Bảng area trống"], ["Table area is empty"]),
    ],
)
def test_a_reason_names_what_was_found(change: dict[str, Any], words_vi: list[str], words_en: list[str]) -> None:
    reasons = check(replace(GOOD, **change)).reasons
    for lang, words in (("vi", words_vi), ("en", words_en)):
        text = "\n".join(reason.in_lang(lang) for reason in reasons)
        places = [text.find(word) for word in words]
        assert -1 not in places and places == sorted(places), text


def test_verdict_names_bytes_sources_and_counts_and_comes_back_from_json() -> None:
    facts = replace(
        GOOD,
        **rule("hold", n=2),
        completeness=(Completeness("XA-01", "2026-10", 124, 123, 0, 1),),
        held_slices=({"slice_id": "s", "reason_code": "violation", "detail": "R1"},),
        occasion_counts=(RuleCount("R9", "question", "fail", False, 1),),
    )
    verdict = check(facts)
    assert verdict_from_json(verdict.to_json()) == verdict
    for text in (
        '"tree_hash": "t"',
        '"ledger_seq": 7',
        '"n": 2',
        '"n_missing": 1',
        '"slice_id": "s"',
        "2026-10-r001",
        "R9",
    ):
        assert text in verdict.to_json()


def test_every_sentence_is_reported_in_both_languages_with_the_same_names() -> None:
    for vi, en in [*GATE.values(), *PUBLISH.values()]:
        names = [{part.split("}")[0] for part in text.split("{")[1:]} for text in (vi, en)]
        assert {name.removesuffix("_vi") for name in names[0]} == {name.removesuffix("_en") for name in names[1]} or (
            vi,
            en,
        ) == ("{vi}", "{en}")


def test_a_verdict_says_that_its_candidate_is_simulated() -> None:
    simulated = check(replace(GOOD, simulated="all"))
    assert json.loads(simulated.to_json())["notice"] == "SỐ LIỆU MÔ PHỎNG / SIMULATED DATA"
    assert verdict_from_json(simulated.to_json()) == simulated
    assert json.loads(check(GOOD).to_json())["notice"] == ""
