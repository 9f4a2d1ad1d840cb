"""What people decide about single figures: waive, correct, accept, estimate, approve. Checked, then written down.

Here: which decisions are well formed against the codebook, and their entry in the ledger.
Not here: their effect on figures (dbt_project), or who may take them (the operating system's accounts).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.ledger import Entry, Ledger
from pipelines.submissions.value.numbers import LARGEST_EN, LARGEST_VI, is_in_range

# What each kind needs beyond the slice, a reason and an owner, and what would contradict it.
NEEDS: dict[str, tuple[str, ...]] = {
    "waive": ("rule_code",),
    "correct": ("expected_value", "new_value"),
    "accept": ("expected_value",),
    "estimate": ("new_value",),
    "approve": ("expected_value",),
}
FORBIDS: dict[str, tuple[str, ...]] = {
    "waive": ("new_value",),
    "correct": ("rule_code",),
    "accept": ("new_value",),
    "estimate": ("expected_value", "rule_code"),
    "approve": ("new_value", "rule_code"),
}
REFERENCES = {
    "area_id": "areas",
    "indicator_code": "indicators",
    "breakdown_code": "breakdowns",
    "measure_code": "measures",
    "source_code": "sources",
    "period_code": "periods",
    "rule_code": "rules",
}
LABELS: dict[str, tuple[str, str]] = {
    "area_id": ("địa bàn", "area"),
    "indicator_code": ("chỉ tiêu", "indicator"),
    "breakdown_code": ("phân tổ", "breakdown"),
    "measure_code": ("loại số liệu", "measure"),
    "source_code": ("nguồn số liệu", "source"),
    "period_code": ("kỳ báo cáo", "period"),
    "rule_code": ("quy tắc", "rule"),
    "expected_value": ("giá trị hiện có (--expected)", "present value (--expected)"),
    "new_value": ("giá trị mới (--new)", "new value (--new)"),
    "reason": ("lý do (--reason)", "reason (--reason)"),
    "owner": ("người chịu trách nhiệm (--owner)", "owner (--owner)"),
}


@dataclass(frozen=True)
class Decision:
    """One decision about one slice. `expected_value` is what its owner saw; the effect ends when it changes."""

    decision_kind: str
    area_id: str
    indicator_code: str
    breakdown_code: str
    measure_code: str
    source_code: str
    period_code: str
    reason: str
    owner: str
    rule_code: str | None = None
    expected_value: float | None = None
    new_value: float | None = None
    expires: str | None = None  # ISO date; the last day on which the decision holds


class DecisionError(Exception):
    """Every problem of a decision, as (Vietnamese, English) sentences."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        self.message_vi = "Quyết định không hợp lệ:\n" + "\n".join(f"- {vi}" for vi, _ in problems)
        self.message_en = "The decision is not valid:\n" + "\n".join(f"- {en}" for _, en in problems)
        super().__init__(self.message_vi)


def decide(ledger: Ledger, codebook: Codebook, decision: Decision, actor: str = "cli", role: str = "analyst") -> Entry:
    """Check a decision and append it to the ledger; DecisionError lists everything that is wrong with it."""
    problems = list(find_problems(codebook, decision))
    if problems:
        raise DecisionError(problems)
    return ledger.append("decision", asdict(decision), actor=actor, role=role)


def find_problems(codebook: Codebook, decision: Decision) -> Iterator[tuple[str, str]]:
    """What is wrong with a decision, in the order of its fields."""
    kind = decision.decision_kind
    if kind not in NEEDS:
        known = ", ".join(NEEDS)
        yield f"không có loại quyết định “{kind}”; chọn một trong: {known}", f"unknown kind “{kind}”; one of: {known}"
        return
    given = asdict(decision)
    for name in ("reason", "owner", *NEEDS[kind]):
        if given[name] is None or not str(given[name]).strip():
            vi, en = LABELS[name]
            yield f"thiếu {vi}; loại “{kind}” bắt buộc phải có", f"{en} is missing; “{kind}” needs it"
    for name in FORBIDS[kind]:
        if given[name] is not None:
            vi, en = LABELS[name]
            yield f"thừa {vi}; loại “{kind}” không dùng", f"{en} given; “{kind}” has no use for it"
    yield from _unknown_codes(codebook, given)
    yield from _rule_problems(codebook, decision)
    yield from _value_problems(decision)
    yield from _expiry_problems(codebook, decision)


def _unknown_codes(codebook: Codebook, given: dict[str, object]) -> Iterator[tuple[str, str]]:
    for name, table in REFERENCES.items():
        code = given[name]
        if code is not None and not (codebook.tables[table][name] == code).any():
            vi, en = LABELS[name]
            yield f"không có {vi} “{code}” trong danh mục", f"there is no {en} “{code}” in the codebook"


def _rule_problems(codebook: Codebook, decision: Decision) -> Iterator[tuple[str, str]]:
    """A waiver names a rule that speaks of the figure; else it waives nothing and nobody notices."""
    if decision.decision_kind != "waive" or decision.rule_code is None:
        return
    terms = codebook.tables["rule_terms"].filter(pl.col("rule_code") == decision.rule_code)
    if terms.height and decision.indicator_code not in terms["indicator_code"].to_list():
        about = ", ".join(terms["indicator_code"].unique().sort().to_list())
        yield (
            f"quy tắc “{decision.rule_code}” không nói về chỉ tiêu “{decision.indicator_code}” mà về: {about}",
            f"rule “{decision.rule_code}” is not about “{decision.indicator_code}” but about: {about}",
        )


def _value_problems(decision: Decision) -> Iterator[tuple[str, str]]:
    for name in ("expected_value", "new_value"):
        value = getattr(decision, name)
        if value is not None and not is_in_range(value):
            vi, en = LABELS[name]
            yield (
                f"{vi} phải là số hữu hạn từ -{LARGEST_VI} đến {LARGEST_VI}, không phải {value}",
                f"{en} must be a finite number from -{LARGEST_EN} to {LARGEST_EN}, not {value}",
            )
    if decision.new_value is not None and decision.new_value == decision.expected_value:
        yield "giá trị mới trùng giá trị hiện có: không có gì để sửa", "the new value is the present one: nothing to do"


def _expiry_problems(codebook: Codebook, decision: Decision) -> Iterator[tuple[str, str]]:
    """A build asks whether a decision held at its period's end; one that expires earlier never takes effect."""
    if decision.expires is None:
        return
    try:
        last = date.fromisoformat(decision.expires)
    except ValueError:
        yield (
            f"ngày hết hạn “{decision.expires}” không đọc được; viết dạng 2026-12-31",
            f"the expiry “{decision.expires}” is not a date; write it as 2026-12-31",
        )
        return
    ends = codebook.tables["periods"].filter(pl.col("period_code") == decision.period_code)["end_date"].to_list()
    if ends and last < ends[0]:
        yield (
            f"ngày hết hạn {last} sớm hơn ngày cuối của kỳ ({ends[0]}): quyết định sẽ không bao giờ có hiệu lực",
            f"the expiry {last} lies before the period's last day ({ends[0]}): the decision would never take effect",
        )
