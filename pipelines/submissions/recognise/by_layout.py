"""Which declared form a sheet without a form number is: every row form laid over it, the best against the next best.

Here: the score of a whole form on a sheet, and when a person must choose. Not here: how one block is laid over a sheet
(by_labels.py). What is read without a form number must be plain; what is merely likely waits.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Sheet, raw_text
from pipelines.submissions.layout.layouts import Form, Layouts
from pipelines.submissions.match.by_labels import match_block
from pipelines.submissions.match.findings import MATCHED, SIMILAR, Finding, summary
from pipelines.submissions.match.register_header import match_register
from pipelines.submissions.messages import problem
from pipelines.submissions.recognise.identify import Hints
from pipelines.submissions.recognise.sheet_head import SheetHead

PLAIN, LIKELY = 0.85, 0.5  # of a score that is 1 for a form as issued: read, or proposed
LEAD = 0.2  # before the next form; versions of one form are told apart by the period
FEW = 0.2  # of the due labels must stand on the sheet before a form is laid over it: folding is cheap, matching is not


@dataclass(slots=True)
class LayoutGuess:
    """A form for a sheet that does not say which it is."""

    form: Form
    score: float
    findings: list[Finding]
    doubts: list[tuple[str, dict[str, str]]]


def guess_form(mark: SheetHead, layouts: Layouts, given: Hints) -> LayoutGuess | None:
    """The best form of the sheet, doubtful where it is not plain or not alone; None where none is likely."""
    ranked = _ranked(mark.sheet, layouts)
    if not ranked or ranked[0][0] < LIKELY:
        return None
    score, form, findings = ranked[0]
    following = next((other for other in ranked[1:] if other[1].code != form.code), None)
    found = Finding(
        MATCHED if score >= PLAIN else SIMILAR, "form", form.code, mark.sheet.name, None, form.code, None, score
    )
    doubts: list[tuple[str, dict[str, str]]] = []
    if score < PLAIN:
        doubts.append(problem("form_guessed", expected=form.code, score=f"{score:.0%}", found=summary(findings)))
    elif mark.number:
        doubts.append(problem("number_differs", expected=f"{form.code} ({score:.0%})", found=mark.number))
    elif following and score - following[0] < LEAD:
        second = f"{following[1].code} ({following[0]:.0%})"
        doubts.append(problem("form_two", expected=f"{form.code} ({score:.0%})", found=second))
    return LayoutGuess(form, score, [found], doubts)


def nearest_forms(marks: list[SheetHead], layouts: Layouts) -> str:
    """The most similar form, for the message of a refusal."""
    ranked = [entry for mark in marks for entry in _ranked(mark.sheet, layouts)[:1]]
    best = max(ranked, key=lambda entry: entry[0], default=None)
    return f"; gần nhất là biểu {best[1].code} (khớp {best[0]:.0%})" if best else ""


def _ranked(sheet: Sheet, layouts: Layouts) -> list[tuple[float, Form, list[Finding]]]:
    """Forms by their score on the sheet, best first; of equal ones the latest version."""
    texts = {name_fold(raw_text(value)) for line in sheet.rows.values() for value in line.values()}
    ranked: list[tuple[float, Form, list[Finding]]] = []
    for form in layouts.forms:
        blocks = [block for block in form.blocks if block.labels or block.repeat]
        due = {label for block in blocks for key in block.due_rows for label in block.rows[key].labels}
        due |= {title for block in blocks if block.repeat for column in block.columns for title in column.headers}
        if form.is_anchored or not due or len(texts & due) < FEW * len(due) / 2:  # two languages, of which one stands
            continue
        matches = [match_register(sheet, block, 0) if block.repeat else match_block(sheet, block) for block in blocks]
        score = sum(match.score for match in matches if match) / len(blocks)
        if score:
            ranked.append((round(score, 3), form, [one for match in matches if match for one in match.findings]))
    return sorted(ranked, key=lambda entry: (-entry[0], entry[1].code, -entry[1].version))
