"""Decisions about targets: whether a target binds the province, and which of two conflicting targets is worked to.

They are checked and appended to the ledger. Decisions about figures: decisions.py. The findings: target_conflict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.errors import Message, message
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.reasons import is_stated
from pipelines.quality.decisions import DecisionError
from pipelines.quality.messages import DECISIONS
from pipelines.submissions.value.numbers import LARGEST_EN, LARGEST_VI, is_in_range
from pipelines.vocabulary import CONFLICT_STATE, TARGET_BINDING

BINDINGS = TARGET_BINDING.without("own", "undecided")
SETTLEMENTS = CONFLICT_STATE.without("open")
STATEMENTS = {"targets": "target_id", "commitments": "commitment_id", "obligation_rules": "duty_code"}


@dataclass(frozen=True)
class Binding:
    """A target, or every target of a document, is adopted, restated (one target, with a new number) or dropped.

    `period_code` is the first period whose releases follow the decision, `expires` its last day (ISO date).
    """

    outcome: str
    period_code: str
    reason: str
    owner: str
    target_id: str | None = None
    document_file: str | None = None
    new_low: float | None = None
    new_high: float | None = None
    expires: str | None = None


@dataclass(frozen=True)
class Settlement:
    """The working target of a finding is accepted (the proposed one, or `target_id`) or rejected."""

    conflict_id: str
    outcome: str
    period_code: str
    reason: str
    owner: str
    target_id: str | None = None
    expires: str | None = None


def bind(ledger: Ledger, codebook: Codebook, binding: Binding, role: str = "planner") -> Entry:
    """Check a binding, append it to the ledger and return its entry.

    Raises:
        DecisionError: lists everything that is wrong; nothing is appended.
    """
    _refuse([*_common_problems(codebook, binding, BINDINGS), *_binding_problems(codebook, binding)])
    return ledger.append("decision", {"decision_kind": "bind", **asdict(binding)}, role=role)


def settle(ledger: Ledger, codebook: Codebook, settlement: Settlement, role: str = "planner") -> Entry:
    """Check a settlement, append it to the ledger and return its entry.

    Raises:
        DecisionError: lists everything that is wrong; nothing is appended.
    """
    _refuse([*_common_problems(codebook, settlement, SETTLEMENTS), *_settlement_problems(codebook, settlement)])
    return ledger.append("decision", {"decision_kind": "settle", **asdict(settlement)}, role=role)


def _refuse(problems: list[Message]) -> None:
    if problems:
        raise DecisionError(problems)


def _common_problems(
    codebook: Codebook, decision: Binding | Settlement, outcomes: tuple[str, ...]
) -> Iterator[Message]:
    if decision.outcome not in outcomes:
        yield message(DECISIONS, "unknown_outcome", outcome=decision.outcome, known=", ".join(outcomes))
    if not _has(codebook, "periods", "period_code", decision.period_code):
        yield message(DECISIONS, "unknown_period", code=decision.period_code)
    if not is_stated(decision.reason):
        yield message(DECISIONS, "reason_missing")
    if not is_stated(decision.owner):
        yield message(DECISIONS, "owner_missing")
    if decision.expires is not None:
        try:
            date.fromisoformat(decision.expires)
        except ValueError:
            yield message(DECISIONS, "expiry_unreadable", day=decision.expires)


def _binding_problems(codebook: Codebook, binding: Binding) -> Iterator[Message]:
    if (binding.target_id is None) == (binding.document_file is None):
        yield message(DECISIONS, "target_or_document")
    if binding.target_id is not None and not _has(codebook, "targets", "target_id", binding.target_id):
        yield message(DECISIONS, "unknown_target", code=binding.target_id)
    if binding.document_file and not _has(codebook, "policy_documents", "document_file", binding.document_file):
        yield message(DECISIONS, "unknown_document", code=binding.document_file)
    if binding.outcome == "restated" and (binding.target_id is None or binding.new_low is None):
        yield message(DECISIONS, "restatement_incomplete")
    if binding.outcome != "restated" and (binding.new_low is not None or binding.new_high is not None):
        yield message(DECISIONS, "number_unused")
    numbers = [number for number in (binding.new_low, binding.new_high) if number is not None]
    if not all(map(is_in_range, numbers)) or numbers != sorted(numbers):
        yield message(DECISIONS, "new_numbers", largest_vi=LARGEST_VI, largest_en=LARGEST_EN)


def _settlement_problems(codebook: Codebook, settlement: Settlement) -> Iterator[Message]:
    """The working target is one of the finding's; the code of a finding consists of its statements' codes."""
    known: list[str] = [
        str(code)
        for table, column in STATEMENTS.items()
        for code in codebook.tables[table][column].unique(maintain_order=True)
    ]
    targets = next((found for found in _findings(known) if settlement.conflict_id == f"X-{'-'.join(found)}"), None)
    if targets is None:
        yield message(DECISIONS, "unknown_finding", code=settlement.conflict_id)
    elif settlement.target_id is not None and not (
        settlement.target_id in targets and _has(codebook, "targets", "target_id", settlement.target_id)
    ):
        yield message(DECISIONS, "working_target", targets=", ".join(targets))
    if settlement.outcome == "rejected" and settlement.target_id is not None:
        yield message(DECISIONS, "rejection_with_target")


def _findings(targets: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the statements that a finding may be about: each one, and each pair in the order of their codes."""
    yield from ((target,) for target in targets)
    yield from ((first, second) for first in targets for second in targets if first < second)


def _has(codebook: Codebook, table: str, column: str, code: str) -> bool:
    return not codebook.tables[table].filter(pl.col(column) == code).is_empty()
