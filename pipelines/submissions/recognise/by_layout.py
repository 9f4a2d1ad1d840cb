"""Guesses the form of a sheet without a form number: every row form is matched with it and scored.

What is read without a form number must be plain; a form that is merely likely waits for a person. One block is matched
with a sheet in match/by_labels.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Sheet, raw_text
from pipelines.submissions.layout.layouts import Form, Layouts
from pipelines.submissions.match.by_labels import match_block
from pipelines.submissions.match.findings import MATCHED, SIMILAR, Finding, summary
from pipelines.submissions.match.register_header import match_register
from pipelines.submissions.problems import Problem, problem
from pipelines.submissions.recognise.head.sheet_head import SheetHead

PLAIN, LIKELY = 0.85, 0.5  # of a score that is 1 for a form as issued: read, or proposed
LEAD = 0.2  # of the score before the next form; the period decides between versions of one form
FEW = 0.2  # of the due labels must stand on the sheet before a form is matched: folding is cheap, matching is not


@dataclass(slots=True)
class LayoutGuess:
    """A form for a sheet that does not state one."""

    form: Form
    score: float
    findings: list[Finding]
    doubts: list[Problem]


class RankedForm(NamedTuple):
    """A form version, and how well it matches a sheet."""

    score: float
    form: Form
    findings: list[Finding]


def guess_form(head: SheetHead, layouts: Layouts) -> LayoutGuess | None:
    """The best form of the sheet, with a doubt where it is not plain or not the only one; None where none is likely."""
    ranked = rank(head.sheet, layouts)
    if not ranked or ranked[0].score < LIKELY:
        return None
    score, form, findings = ranked[0]
    following = next((other for other in ranked[1:] if other.form.code != form.code), None)
    kind = MATCHED if score >= PLAIN else SIMILAR
    found = Finding(kind, "form", form.code, head.sheet.name, None, form.code, None, score)
    doubts: list[Problem] = []
    if score < PLAIN:
        doubts.append(problem("form_guessed", expected=form.code, score=f"{score:.0%}", found=summary(findings)))
    elif number := head.number or (head.printed if head.is_coded else ""):
        doubts.append(problem("number_differs", expected=f"{form.code} ({score:.0%})", found=number))
    elif following and score - following.score < LEAD:
        second = f"{following.form.code} ({following.score:.0%})"
        doubts.append(problem("form_two", expected=f"{form.code} ({score:.0%})", found=second))
    return LayoutGuess(form, score, [found], doubts)


def rank(sheet: Sheet, layouts: Layouts) -> list[RankedForm]:
    """The forms by their score on the sheet, best first; of equal ones the latest version."""
    texts = {name_fold(raw_text(value)) for line in sheet.rows.values() for value in line.values()}
    ranked: list[RankedForm] = []
    for form in layouts.forms:
        blocks = [block for block in form.blocks if block.labels or block.repeat]
        due = {label for block in blocks for key in block.due_rows for label in block.rows[key].labels}
        due |= {title for block in blocks if block.repeat for column in block.columns for title in column.headers}
        if form.is_anchored or not due or len(texts & due) < FEW * len(due) / 2:  # two languages, of which one stands
            continue
        matches = [match_register(sheet, block, 0) if block.repeat else match_block(sheet, block) for block in blocks]
        score = sum(match.score for match in matches if match) / len(blocks)
        if score:
            findings = [finding for match in matches if match for finding in match.findings]
            ranked.append(RankedForm(round(score, 3), form, findings))
    return sorted(ranked, key=lambda entry: (-entry.score, entry.form.code, -entry.form.version))
