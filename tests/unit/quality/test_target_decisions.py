"""Decisions about targets: valid ones are appended to the ledger, others are refused with every problem."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.ledger import Ledger
from pipelines.quality.decisions import DecisionError
from pipelines.quality.target_decisions import Binding, Settlement, bind, settle


class Basis(TypedDict):
    """Period, reason and owner, which every decision needs."""

    period_code: str
    reason: str
    owner: str


BASIS: Basis = {
    "period_code": "2026-10",
    "reason": "Nghị quyết của tỉnh sau sắp xếp",
    "owner": "Sở Khoa học và Công nghệ",
}
PLAN = "004_8a563143296888ac.txt"


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.jsonl")


def test_good_decisions_are_written(ledger: Ledger, codebook: Codebook) -> None:
    bind(ledger, codebook, Binding("adopted", document_file=PLAN, **BASIS))
    bind(ledger, codebook, Binding("restated", target_id="T004-14", new_low=4, new_high=6, **BASIS))
    settle(ledger, codebook, Settlement("X-T001-23-T004-14", "accepted", target_id="T001-23", **BASIS))
    settle(ledger, codebook, Settlement("X-T002-01", "rejected", **BASIS))
    written = [entry.payload for entry in ledger.read()]
    assert [(payload["decision_kind"], payload["outcome"]) for payload in written] == [
        ("bind", "adopted"),
        ("bind", "restated"),
        ("settle", "accepted"),
        ("settle", "rejected"),
    ]
    assert written[1]["new_low"] == 4


BAD_BINDINGS = {
    "một trong": Binding("kept", target_id="T004-14", **BASIS),
    "không phải cả hai": Binding("adopted", target_id="T004-14", document_file=PLAN, **BASIS),
    "không có mục tiêu “T009-01”": Binding("dropped", target_id="T009-01", **BASIS),
    "không có văn bản “005.txt”": Binding("dropped", document_file="005.txt", **BASIS),
    "con số mới (--new)": Binding("restated", target_id="T004-14", **BASIS),
    "chỉ dùng khi viết lại": Binding("adopted", target_id="T004-14", new_low=3, **BASIS),
    "mức dưới trước mức trên": Binding("restated", target_id="T004-14", new_low=6, new_high=4, **BASIS),
    "phải hữu hạn": Binding("restated", target_id="T004-14", new_low=1e15 + 1, **BASIS),
    "thiếu lý do": Binding("dropped", "2026-10", target_id="T004-14", reason=" ", owner="Sở"),
    "không có kỳ “2026-13”": Binding("dropped", "2026-13", BASIS["reason"], BASIS["owner"], target_id="T004-14"),
    "không đọc được": Binding("dropped", target_id="T004-14", expires="31/12/2026", **BASIS),
}
BAD_SETTLEMENTS = {
    "không có phát hiện": Settlement("X-T000-01-T004-14-T001-02", "accepted", **BASIS),
    "một trong: T001-23, T004-14": Settlement("X-T001-23-T004-14", "accepted", target_id="T000-01", **BASIS),
    "bác bỏ thì không": Settlement("X-T001-23-T004-14", "rejected", target_id="T001-23", **BASIS),
}


@pytest.mark.parametrize("words", BAD_BINDINGS)
def test_a_bad_binding_is_refused(ledger: Ledger, codebook: Codebook, words: str) -> None:
    with pytest.raises(DecisionError, match=words.replace("(", r"\(").replace(")", r"\)")):
        bind(ledger, codebook, BAD_BINDINGS[words])
    assert not ledger.read()


@pytest.mark.parametrize("words", BAD_SETTLEMENTS)
def test_a_bad_settlement_is_refused(ledger: Ledger, codebook: Codebook, words: str) -> None:
    with pytest.raises(DecisionError, match=words):
        settle(ledger, codebook, BAD_SETTLEMENTS[words])
    assert not ledger.read()
