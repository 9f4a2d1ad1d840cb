"""Decisions about single figures: waive, correct, accept, ask; checked, then appended to the ledger.

Their effect on figures is SQL (dbt_project). Who may decide is a matter of the operating system's accounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.errors import ChisoError, Message, message
from pipelines.forms.number_text import number_vi, printed_number
from pipelines.ledger import Entry, Ledger
from pipelines.ledger.reasons import is_stated
from pipelines.quality.messages import DECISIONS, FIELDS
from pipelines.quality.standing import Sent, Slice, corrections, payload_of, slice_of, written_before
from pipelines.submissions.value.numbers import LARGEST_EN, LARGEST_VI, is_in_range

# Fields that each kind needs beyond the slice, a reason and an owner, and fields that would contradict it.
NEEDS: dict[str, tuple[str, ...]] = {
    "waive": ("rule_code",),
    "correct": ("expected_value", "new_value"),
    "accept": ("expected_value",),
    "ask": ("expected_value",),
}
FORBIDS: dict[str, tuple[str, ...]] = {
    "waive": ("new_value",),
    "correct": ("rule_code",),
    "accept": ("new_value",),
    "ask": ("new_value", "rule_code"),
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


@dataclass(frozen=True)
class Decision:
    """A decision about one slice.

    `expected_value` is the figure that its owner saw; the decision ends when the figure changes. `expires` is the last
    day on which it is in force (ISO date).
    """

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
    expires: str | None = None


class Problem(NamedTuple):
    """What is wrong with a decision, and the field that it is about."""

    field: str
    message: Message


class Decided(NamedTuple):
    """The entries written, and of the decisions that were in the ledger already the positions of their entries."""

    written: list[Entry]
    known: list[int]


class DecisionError(ChisoError):
    """A decision is not valid. `problems` holds everything that is wrong with it."""

    def __init__(self, problems: Sequence[Message]) -> None:
        super().__init__(
            message(
                DECISIONS,
                "decision_invalid",
                problems_vi="\n".join(f"- {problem.vi}" for problem in problems),
                problems_en="\n".join(f"- {problem.en}" for problem in problems),
            )
        )
        self.problems = list(problems)


def decide(ledger: Ledger, codebook: Codebook, decision: Decision, role: str = "analyst") -> Entry:
    """Check a decision, append it to the ledger and return its entry; the value that stands is not looked up.

    Raises:
        DecisionError: lists everything that is wrong; nothing is appended.
    """
    problems = list(find_problems(codebook, decision))
    if problems:
        raise DecisionError(problems)
    return ledger.append("decision", asdict(decision), role=role)


def decide_all(
    ledger: Ledger,
    codebook: Codebook,
    decisions: Sequence[Decision],
    sent: Mapping[Slice, Sent],
    is_again: bool = False,
) -> Decided:
    """Append several decisions under one lock, all or none, after a comparison with the figures `sent`.

    With `is_again`, a decision that the ledger has word for word is not written a second time.

    Raises:
        DecisionError: lists everything that is wrong with any of them; nothing is appended.
    """
    known: list[int] = []

    def items(entries: Sequence[Entry]) -> list[tuple[str, dict[str, Any]]]:
        before = written_before(entries) if is_again else {}
        known.extend(before[payload_of(decision)] for decision in decisions if payload_of(decision) in before)
        new = [decision for decision in decisions if payload_of(decision) not in before]
        problems = [problem for decision in new for problem in problems_of(codebook, decision, sent, entries)]
        if problems:
            raise DecisionError([problem.message for problem in problems])
        return [("decision", asdict(decision)) for decision in new]

    return Decided(ledger.append_decided(items), known)


def problems_of(
    codebook: Codebook, decision: Decision, sent: Mapping[Slice, Sent], entries: Sequence[Entry]
) -> Iterator[Problem]:
    """Yield what is wrong with a decision, the value that it expects compared with the one that stands."""
    found = list(_problems(codebook, decision))
    yield from found
    if not found and decision.expected_value is not None:
        yield from _standing_problems(decision, sent, entries)


def find_problems(codebook: Codebook, decision: Decision) -> Iterator[Message]:
    """Yield what is wrong with a decision, in the order of its fields."""
    return (problem.message for problem in _problems(codebook, decision))


def _problems(codebook: Codebook, decision: Decision) -> Iterator[Problem]:
    kind = decision.decision_kind
    if kind not in NEEDS:
        yield Problem("decision_kind", message(DECISIONS, "unknown_kind", kind=kind, known=", ".join(NEEDS)))
        return
    fields = asdict(decision)
    for name in ("reason", "owner", *NEEDS[kind]):
        if fields[name] is None or not str(fields[name]).strip():
            yield _about(name, "field_missing", kind=kind)
        elif name in ("reason", "owner") and not is_stated(fields[name]):
            yield _about(name, "not_stated", text=fields[name])
    for name in FORBIDS[kind]:
        if fields[name] is not None:
            yield _about(name, "field_unused", kind=kind)
    yield from _unknown_codes(codebook, fields)
    yield from _rule_problems(codebook, decision)
    yield from _value_problems(decision)
    yield from _expiry_problems(codebook, decision)


def _standing_problems(decision: Decision, sent: Mapping[Slice, Sent], entries: Sequence[Entry]) -> Iterator[Problem]:
    """A correction is made of the value that was sent; the other kinds may also name a corrected one."""
    key = slice_of(asdict(decision))
    if key not in sent:
        yield Problem("expected_value", message(DECISIONS, "figure_absent"))
        return
    of_file, corrected = sent[key], corrections(entries).get(key)
    is_corrected = corrected is not None and corrected.get("expected_value") == of_file.value
    standing = [of_file.value]
    if corrected is not None and is_corrected and decision.decision_kind != "correct":
        standing.append(corrected.get("new_value"))
    if decision.expected_value in standing:
        return
    now = Message("", "", "")
    if corrected is not None and is_corrected:
        new = corrected["new_value"]
        now = message(DECISIONS, "corrected_now", new_vi=number_vi(new), new_en=printed_number(new, "en"))
    yield Problem("expected_value", _other_value(decision, of_file, now))


def _other_value(decision: Decision, of_file: Sent, now: Message) -> Message:
    """The sentence that names the value that stands, its place, and the value that the decision expects."""
    values = {
        f"{name}_{lang}": "–" if value is None else printed_number(value, lang)
        for name, value in (("expected", decision.expected_value), ("value", of_file.value))
        for lang in ("vi", "en")
    }
    in_brackets = Message(now.code, *(f" ({text})" if text else "" for text in (now.vi, now.en)))
    return message(DECISIONS, "other_value", place=of_file.place, now=in_brackets, **values)


def _about(field: str, code: str, /, **values: object) -> Problem:
    """Return the text `code` with the name of a field."""
    vi, en = FIELDS[field]
    return Problem(field, message(DECISIONS, code, name_vi=vi, name_en=en, **values))


def _unknown_codes(codebook: Codebook, fields: Mapping[str, object]) -> Iterator[Problem]:
    for name, table in REFERENCES.items():
        code = fields[name]
        if (
            code is not None
            and not (codebook.tables[table][name] == code).any()
            and not _is_cross_check(codebook, code)
        ):
            yield _about(name, "unknown_code", code=code)


def _is_cross_check(codebook: Codebook, code: object) -> bool:
    """Whether a code is that of a stated cross-check, which is a rule without a row in `rules`."""
    checks = codebook.tables.get("cross_checks")
    return checks is not None and (checks["check_code"] == code).any()


def _rule_problems(codebook: Codebook, decision: Decision) -> Iterator[Problem]:
    """A waiver names a rule with a term on the indicator; another one would waive nothing."""
    if decision.decision_kind != "waive" or decision.rule_code is None:
        return
    terms = codebook.tables["rule_terms"].filter(pl.col("rule_code") == decision.rule_code)
    if terms.height and decision.indicator_code not in terms["indicator_code"].to_list():
        others = ", ".join(terms["indicator_code"].unique().sort().to_list())
        values = {"rule": decision.rule_code, "indicator": decision.indicator_code, "others": others}
        yield Problem("rule_code", message(DECISIONS, "rule_of_others", **values))


def _value_problems(decision: Decision) -> Iterator[Problem]:
    for name in ("expected_value", "new_value"):
        value = getattr(decision, name)
        if value is not None and not is_in_range(value):
            yield _about(name, "out_of_range", largest_vi=LARGEST_VI, largest_en=LARGEST_EN, value=value)
    if decision.new_value is not None and decision.new_value == decision.expected_value:
        yield Problem("new_value", message(DECISIONS, "nothing_to_correct"))


def _expiry_problems(codebook: Codebook, decision: Decision) -> Iterator[Problem]:
    """A build applies decisions in force at the end of its period; one that expires earlier has no effect."""
    if decision.expires is None:
        return
    try:
        last = date.fromisoformat(decision.expires)
    except ValueError:
        yield Problem("expires", message(DECISIONS, "expiry_unreadable", day=decision.expires))
        return
    ends = codebook.tables["periods"].filter(pl.col("period_code") == decision.period_code)["end_date"].to_list()
    if ends and last < ends[0]:
        yield Problem("expires", message(DECISIONS, "expiry_too_early", day=last, end=ends[0]))
