"""Questions that a statistician asked by a decision (`ask`), as marks at the cells of a submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipelines.forms.blank.content import SliceKey
from pipelines.forms.number_text import number_vi
from pipelines.forms.reply.marks import Mark, question_id
from pipelines.ledger import Entry
from pipelines.publication.reply.messages import text
from pipelines.publication.reply.submissions import CellPlace, Submission

OTHERS = ("accept", "correct")  # a later one of these answers the question
Asking = Mapping[tuple[str, SliceKey, str], Mapping[str, Any]]  # by area, slice and period


def open_questions(entries: Iterable[Entry]) -> Asking:
    """The last question about each figure; one that a later decision answered is left out."""
    found: dict[tuple[str, SliceKey, str], Mapping[str, Any]] = {}
    for entry in entries:
        decision = entry.payload
        if entry.kind != "decision" or decision.get("decision_kind") not in ("ask", *OTHERS):
            continue
        slice_key = SliceKey(decision["indicator_code"], decision["breakdown_code"], decision["measure_code"])
        key = (decision["area_id"], slice_key, decision["period_code"])
        if decision["decision_kind"] == "ask":
            found[key] = decision
        else:
            found.pop(key, None)
    return found


def asked_marks(
    submission: Submission, area: str, slices: Mapping[CellPlace, SliceKey | None], questions: Asking
) -> Iterator[Mark]:
    """The questions about the figures of a submission that still have the value that was asked about."""
    duty = submission.duty
    for place, figure in submission.figures.items():
        slice_key = slices.get(place)
        question = questions.get((area, slice_key, duty.period)) if slice_key else None
        if question and slice_key and question.get("expected_value") == figure.value:
            body = text("asked_by_person", value=number_vi(figure.value), reason=question["reason"])
            yield Mark(*place, "question", body, question_id(*duty, tuple(slice_key), "asked"))
