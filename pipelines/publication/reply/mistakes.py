"""Questions about violated rules: one for each mistake, at the cell that `chiso explain` finds most likely wrong.

A mistake breaks several rules at once. The question first says which repair would settle them, then what they say; the
cells of these rules are related cells. Violations without a located cell are asked one by one, at their own cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.forms.reply.marks import Mark, question_id
from pipelines.publication.reply.messages import text
from pipelines.publication.reply.reply_log import Duty
from pipelines.publication.reply.submissions import CellPlace
from pipelines.quality.localisation.explain import Contradiction, Solution, find_contradictions, read_release
from pipelines.quality.localisation.rules_in_force import Cell
from pipelines.vocabulary import SEVERITY

MOST_REPAIRS = 3  # of one cell that are named, the simplest first


class Violated(NamedTuple):
    """A rule that fails: its code and the figure that it is about."""

    rule_code: str
    subject: Cell


@dataclass(frozen=True)
class Violation:
    """One failing rule, with the cells of one submission that it names; the cell that it is about comes first."""

    key: Violated
    severity: str
    message: str
    proposal: str
    places: tuple[CellPlace, ...]


@dataclass(frozen=True)
class Question:
    """What is asked about one cell, the violations that the answer settles, and where else they have cells."""

    place: CellPlace
    slice: Cell
    body: str
    violations: tuple[Violation, ...]


class Mistakes:
    """What `explain` finds in the areas whose submissions are answered; `tree` is that of a candidate or release."""

    def __init__(self, codebook: Codebook, tree: Path, landing: Path, submissions: Sequence[str]) -> None:
        figures, violations = read_release(tree, landing)
        areas = figures.filter(pl.col("submission_id").is_in(list(submissions)))["area_id"].unique().to_list()
        of_areas = pl.col("area_id").is_in(areas)
        self.found: dict[str, list[Contradiction]] = {}  # by submission that has a cell in it
        for contradiction in find_contradictions(codebook, figures.filter(of_areas), violations.filter(of_areas)):
            for submission in {place.submission_id for place in contradiction.places.values()}:
                self.found.setdefault(submission, []).append(contradiction)

    def questions(self, submission: str, violations: Mapping[Violated, Violation]) -> list[Question]:
        """The questions about the violations of one submission, each violation in one question."""
        left = dict(violations)
        found: list[Question] = []
        for contradiction in self.found.get(submission, []):
            keys = map(Violated, contradiction.rule_codes, contradiction.subjects)
            here = [left[key] for key in keys if key in left]
            if here and contradiction.solutions and contradiction.solutions[0].cells:
                found += _located(submission, contradiction, here)
                left = {key: violation for key, violation in left.items() if violation not in here}
        for violation in left.values():
            body = text("violated", message=violation.message, proposal=violation.proposal)
            found.append(Question(violation.places[0], violation.key.subject, body, (violation,)))
        return found


def marks_of(question: Question, raw: str, known: str, duty: Duty) -> Iterator[Mark]:
    """The marks of a question: at its cell with what was read there, and at the further cells of its violations."""
    severity = min((v.severity for v in question.violations), key=SEVERITY.codes.index)
    of_slice = (question.slice.indicator_code, question.slice.breakdown_code, question.slice.measure_code)
    name = question_id(*duty, of_slice, "mistake")
    earlier = tuple(question_id(*duty, v.key.subject[:3], v.key.rule_code) for v in question.violations)
    body = text("asked", raw=raw, body=question.body) + known
    yield Mark(*question.place, severity, body, name, earlier_ids=earlier)
    related = text("related", question=name, address=question.place.address)
    for place in dict.fromkeys(place for violation in question.violations for place in violation.places):
        if place != question.place:
            yield Mark(*place, severity, related, name, is_related=True)


def _located(submission: str, contradiction: Contradiction, here: list[Violation]) -> Iterator[Question]:
    """One question for each located cell; of several alternatives one question that names them all."""
    first_solution, *others = contradiction.solutions
    settled = text("settles", n=len(here)) if len(here) > 1 else ""
    asked = "".join(text("asked_by_rule", message=violation.message) for violation in here)
    first, *further = first_solution.cells
    place = _place(submission, contradiction, first) or here[0].places[0]
    if others:
        lines = [text("alternatives", n=1 + len(others))]
        for number, solution in enumerate((first_solution, *others), 1):
            lines += [text("alternative", n=number, repair=_repair(contradiction, solution, c)) for c in solution.cells]
        yield Question(place, first, "\n".join(lines) + settled + asked, tuple(here))
        return
    yield Question(place, first, _repair(contradiction, first_solution, first) + settled + asked, tuple(here))
    for cell in further:
        other = _place(submission, contradiction, cell)
        if other and other != place:
            body = _repair(contradiction, first_solution, cell) + text("together", address=place.address)
            yield Question(other, cell, body, tuple(here))


def _repair(contradiction: Contradiction, solution: Solution, cell: Cell) -> str:
    """What `explain` proposes for one located cell."""
    repairs = list(dict.fromkeys(r.reason_vi for r in solution.repairs if r.key == cell))[:MOST_REPAIRS]
    place, period = contradiction.places[cell], contradiction.period_code
    where = text("cell", address=place.address)
    if cell.period_code != period:
        where = text("cell_elsewhere", address=place.address, period=cell.period_code)
    return text("repair", where=where, repairs=text("or").join(repairs)) if repairs else text("suspect", where=where)


def _place(submission: str, contradiction: Contradiction, cell: Cell) -> CellPlace | None:
    """Where a cell stands in the submission; None where another file brought it."""
    place = contradiction.places[cell]
    return CellPlace(place.sheet, place.address) if place.submission_id == submission else None
