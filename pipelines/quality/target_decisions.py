"""What people decide about targets: whether one binds the province, which of two conflicting ones is worked to.

Here: which such decisions are well formed against the codebook, and their entry in the ledger.
Not here: decisions about figures (decisions.py); the findings themselves (dbt_project: target_conflict).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.ledger import Entry, Ledger
from pipelines.quality.decisions import DecisionError
from pipelines.submissions.value.numbers import LARGEST_EN, LARGEST_VI, is_in_range

BINDINGS = ("adopted", "restated", "dropped")
SETTLEMENTS = ("accepted", "rejected")
Sentence = tuple[str, str]


@dataclass(frozen=True)
class Binding:
    """A target, or every target of a document, is adopted, restated (one target, with its new number) or dropped."""

    outcome: str
    period_code: str  # the first period whose releases follow the decision
    reason: str
    owner: str
    target_id: str | None = None
    document_file: str | None = None
    new_low: float | None = None
    new_high: float | None = None
    expires: str | None = None  # ISO date; the last day on which the decision holds


@dataclass(frozen=True)
class Settlement:
    """A finding's working target is accepted (the proposed one, or `target_id`) or rejected."""

    conflict_id: str
    outcome: str
    period_code: str
    reason: str
    owner: str
    target_id: str | None = None
    expires: str | None = None


def bind(ledger: Ledger, codebook: Codebook, binding: Binding, actor: str = "cli", role: str = "planner") -> Entry:
    """Check and append a binding; DecisionError lists everything that is wrong with it."""
    _refuse([*_common_problems(codebook, binding, BINDINGS), *_binding_problems(codebook, binding)])
    return ledger.append("decision", {"decision_kind": "bind", **asdict(binding)}, actor=actor, role=role)


def settle(
    ledger: Ledger, codebook: Codebook, settlement: Settlement, actor: str = "cli", role: str = "planner"
) -> Entry:
    """Check and append a settlement; DecisionError lists everything that is wrong with it."""
    _refuse([*_common_problems(codebook, settlement, SETTLEMENTS), *_settlement_problems(codebook, settlement)])
    return ledger.append("decision", {"decision_kind": "settle", **asdict(settlement)}, actor=actor, role=role)


def _refuse(problems: list[Sentence]) -> None:
    if problems:
        raise DecisionError(problems)


def _common_problems(
    codebook: Codebook, decision: Binding | Settlement, outcomes: tuple[str, ...]
) -> Iterator[Sentence]:
    if decision.outcome not in outcomes:
        known = ", ".join(outcomes)
        yield (
            f"không có kết quả “{decision.outcome}”; chọn một trong: {known}",
            f"unknown outcome “{decision.outcome}”; one of: {known}",
        )
    if not _has(codebook, "periods", "period_code", decision.period_code):
        yield f"không có kỳ “{decision.period_code}” trong danh mục", f"no period “{decision.period_code}”"
    if not decision.reason.strip():
        yield "thiếu lý do (--reason)", "reason (--reason) is missing"
    if not decision.owner.strip():
        yield "thiếu người chịu trách nhiệm (--owner)", "owner (--owner) is missing"
    if decision.expires is not None:
        try:
            date.fromisoformat(decision.expires)
        except ValueError:
            yield (
                f"ngày hết hạn “{decision.expires}” không đọc được; viết dạng 2026-12-31",
                f"the expiry “{decision.expires}” is not a date; write it as 2026-12-31",
            )


def _binding_problems(codebook: Codebook, binding: Binding) -> Iterator[Sentence]:
    if (binding.target_id is None) == (binding.document_file is None):
        yield "phải nêu một mục tiêu hoặc một văn bản, không phải cả hai", "name a target or a document, not both"
    if binding.target_id is not None and not _has(codebook, "targets", "target_id", binding.target_id):
        yield f"không có mục tiêu “{binding.target_id}” trong danh mục", f"no target “{binding.target_id}”"
    if binding.document_file and not _has(codebook, "policy_documents", "document_file", binding.document_file):
        yield f"không có văn bản “{binding.document_file}” trong danh mục", f"no document “{binding.document_file}”"
    if binding.outcome == "restated" and (binding.target_id is None or binding.new_low is None):
        yield (
            "viết lại (restated) phải nêu một mục tiêu và con số mới (--new)",
            "a restatement names one target and its new number (--new)",
        )
    if binding.outcome != "restated" and (binding.new_low is not None or binding.new_high is not None):
        yield "con số mới chỉ dùng khi viết lại (restated)", "a new number belongs to a restatement only"
    numbers = [number for number in (binding.new_low, binding.new_high) if number is not None]
    if not all(map(is_in_range, numbers)) or numbers != sorted(numbers):
        yield (
            f"con số mới phải hữu hạn, từ -{LARGEST_VI} đến {LARGEST_VI}, mức dưới trước mức trên",
            f"new numbers are finite, from -{LARGEST_EN} to {LARGEST_EN}, the lower before the upper",
        )


def _settlement_problems(codebook: Codebook, settlement: Settlement) -> Iterator[Sentence]:
    """A finding is named by its targets, so its name can be checked without a warehouse."""
    known: list[str] = codebook.tables["targets"]["target_id"].to_list()
    names = {f"X-{one}": (one,) for one in known}
    sides = names.get(settlement.conflict_id) or next(
        (
            (one, other)
            for one in known
            for other in known
            if one < other and settlement.conflict_id == f"X-{one}-{other}"
        ),
        None,
    )
    if sides is None:
        yield (
            f"không có phát hiện “{settlement.conflict_id}”; xem mã bằng chiso conflicts",
            f"no finding “{settlement.conflict_id}”; chiso conflicts prints the codes",
        )
    elif settlement.target_id is not None and settlement.target_id not in sides:
        yield (
            f"mục tiêu làm việc phải là một trong: {', '.join(sides)}",
            f"the working target is one of: {', '.join(sides)}",
        )
    if settlement.outcome == "rejected" and settlement.target_id is not None:
        yield "bác bỏ thì không nêu mục tiêu làm việc", "a rejection names no working target"


def _has(codebook: Codebook, table: str, column: str, code: str) -> bool:
    return not codebook.tables[table].filter(pl.col(column) == code).is_empty()
