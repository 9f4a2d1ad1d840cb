"""Recognises which declared forms a book carries, and on which sheets: one entry for each form, reporter and period.

The evidence in its order: the hidden identity of our issued blank forms (hidden_identity.py), the form number
(sheet_head.py), the anchors of a publisher's version, what the sender stated, and last the names of rows and columns
(by_layout.py). Where the tables stand is found in locate.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.errors import Message, join
from pipelines.submissions.book.book import Book, Sheet
from pipelines.submissions.layout.layouts import Form, Layouts
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.match.findings import Finding
from pipelines.submissions.problems import Problem, RefusedError, problem
from pipelines.submissions.recognise.by_layout import guess_form
from pipelines.submissions.recognise.contradictions import (
    ahead_doubts,
    head_doubts,
    reporter_note,
    reporter_period,
    sent_by_another,
)
from pipelines.submissions.recognise.head.sheet_head import SheetHead
from pipelines.submissions.recognise.head.sheet_pieces import read_sheet_heads
from pipelines.submissions.recognise.hidden_identity import (
    HiddenIdentity,
    complete_head,
    other_identity,
    read_hidden_identity,
)
from pipelines.submissions.recognise.identify import Hints, StatedIdentity, SubmissionIdentity, identify
from pipelines.submissions.recognise.nearest_names import nearest_forms, printed_identity
from pipelines.submissions.recognise.publisher_anchors import anchored_forms, identity_of_anchors
from pipelines.submissions.recognise.quoted_names import form_name
from pipelines.submissions.recognise.renamed_sheets import find_renamed

Cells = set[tuple[int, int]]  # row, column


@dataclass(slots=True)
class RecognisedForm:
    """One form in the book: version, reporter and period, and the sheets that it stands on."""

    who: SubmissionIdentity
    sheets: list[Sheet]
    identity: dict[int, Cells] = field(default_factory=dict[int, Cells])  # sheet number -> the cells that state `who`
    tables: list[list[LocatedTable]] = field(default_factory=list[list[LocatedTable]])  # of a row form, by sheet
    findings: list[Finding] = field(default_factory=list[Finding])
    doubts: list[Problem] = field(default_factory=list[Problem])  # what a person must decide before it is read
    notes: list[Message] = field(default_factory=list[Message])


@dataclass(slots=True)
class RefusedForm:
    """A form that cannot be taken, with its sheets; the other forms of its book are read all the same."""

    refusal: RefusedError
    sheets: list[Sheet]


Entry = RecognisedForm | RefusedForm


class HiddenHead(NamedTuple):
    """The hidden identity of the book, and the visible head that it belongs to, if that is known."""

    hidden: HiddenIdentity = HiddenIdentity()
    head: SheetHead | None = None


class BookHeads(NamedTuple):
    """The visible sheets of a book, what their heads state, and its hidden identity."""

    visible: list[Sheet]
    heads: list[SheetHead]
    issued: HiddenHead


def recognise_by_number(book: Book, layouts: Layouts, hints: Hints) -> list[Entry]:
    """The forms of which a head states the number; empty where none does."""
    return _numbered(_read_heads(book, layouts), layouts, hints)


def recognise(book: Book, layouts: Layouts, hints: Hints) -> list[Entry]:
    """The forms of the book. Raises RefusedError where there is none."""
    if not any(sheet.rows for sheet in book.sheets):
        names = ", ".join(sheet.name for sheet in book.sheets[:6])
        raise RefusedError([problem("nothing_filled", found=names)])
    found = _read_heads(book, layouts)
    if numbered := _numbered(found, layouts, hints):
        return numbered
    visible, heads, issued = found
    if published := _published(visible, heads, layouts, hints):
        return published
    form = next((form for form in layouts.versions(hints.form or "") if form.layout == "row_form"), None)
    if form:
        for head in heads:
            head.form = form.code
        with_head = [head for head in heads if head.reporter or head.period] or heads[:1]
        return _row_forms(with_head, layouts, hints, issued)
    return _by_layout(visible, heads, layouts, hints)


def _read_heads(book: Book, layouts: Layouts) -> BookHeads:
    visible = [
        sheet for sheet in book.sheets if sheet.visibility == "visible" and sheet.name not in layouts.guide_sheets
    ]
    hidden = read_hidden_identity(book, layouts)
    heads = [head for sheet in visible for head in read_sheet_heads(sheet, layouts)]
    return BookHeads(visible, heads, HiddenHead(hidden, complete_head(hidden, heads, layouts)))


def _numbered(found: BookHeads, layouts: Layouts, hints: Hints) -> list[Entry]:
    if not any(head.form for head in found.heads):
        return []
    return _row_forms([head for head in found.heads if head.form or head.number], layouts, hints, found.issued)


def _published(visible: list[Sheet], heads: list[SheetHead], layouts: Layouts, hints: Hints) -> list[Entry]:
    """Publishers' forms whose anchors all stand in the book: one version of each, and no sheet in two of them."""
    standing = anchored_forms(visible, layouts)
    wanted = hints.form or hints.name_form
    chosen = [form for form in standing if form.code == wanted] or standing
    by_code: dict[str, list[Form]] = {}
    for form in chosen:
        by_code.setdefault(form.code, []).append(form)
    sheets = [sheet for forms in by_code.values() for sheet in {b.sheet for form in forms for b in form.blocks}]
    several = any(len(forms) > 1 for forms in by_code.values()) and not hints.period
    if several or len(set(sheets)) < len(sheets):
        names = list(dict.fromkeys(form_name(form) for form in chosen))
        raise RefusedError([problem("form_ambiguous", found=join(names, ", "))])
    found: list[Entry] = []
    for code, forms in by_code.items():
        others = {block.sheet for other in chosen if other.code != code for block in other.blocks}
        its = [head for head in heads if name_fold(head.sheet.name) not in others]
        stated = _stated_by(its)
        who = (
            identity_of_anchors(layouts, forms[0], stated, hints)
            if len(forms) == 1
            else identify(layouts, code, stated, hints)
        )
        sheets = [sheet for sheet in visible if name_fold(sheet.name) not in others]
        found.append(_with_head(RecognisedForm(who, sheets), its, layouts, hints))
    return found


def _stated_by(heads: Sequence[SheetHead]) -> StatedIdentity:
    """What the sheets of one anchored form state: of each kind the first."""
    found = [head.stated() for head in heads]
    code = next((stated.code for stated in found if stated.code), "")
    reporter = next((stated.reporter for stated in found if stated.reporter), "")
    period = next((stated.period for stated in found if stated.period), "")
    titles = {stated.titles for stated in found if stated.titles}
    headings = frozenset[str]().union(*(stated.headings for stated in found))
    return StatedIdentity(code, reporter, period, titles.pop() if len(titles) == 1 else frozenset(), headings)


def _with_head(entry: RecognisedForm, heads: Sequence[SheetHead], layouts: Layouts, hints: Hints) -> RecognisedForm:
    """The anchored form with the cells of its heads, and doubts where these contradict it."""
    declared = {block.sheet: block.period for block in entry.who.form.blocks if block.period}
    for head in heads:
        entry.identity.setdefault(head.sheet.no, set()).update(head.cells)
        period = layouts.periods.get(declared.get(name_fold(head.sheet.name)) or "", entry.who.period)
        who = replace(entry.who, period=period)
        entry.doubts += [doubt for doubt in head_doubts(layouts, who, head, hints) if doubt not in entry.doubts]
    entry.doubts += ahead_doubts(entry.who, hints)
    _check_sender(entry, layouts, hints)
    return entry


def _by_layout(visible: list[Sheet], heads: list[SheetHead], layouts: Layouts, hints: Hints) -> list[Entry]:
    """The forms of a book of which no sheet states one, by their layout. Raises RefusedError where none fits."""
    if (form := find_renamed(visible, layouts, hints)) is not None:
        who = identity_of_anchors(layouts, form, _stated_by(heads), hints)
        return [_with_head(RecognisedForm(who, visible), heads, layouts, hints)]
    found: list[Entry] = []
    for head in heads:
        guess = guess_form(head, layouts)
        if guess is None:
            continue
        head.form = guess.form.code
        for entry in _row_forms([head], layouts, hints, HiddenHead()):
            if isinstance(entry, RecognisedForm):
                entry.findings += guess.findings
                entry.doubts += guess.doubts
            found.append(entry)
    if not found:
        raise _form_unknown(heads, layouts)
    return found


def _row_forms(heads: Sequence[SheetHead], layouts: Layouts, hints: Hints, issued: HiddenHead) -> list[Entry]:
    """One submission for each form, period and reporter; several sheets of the same are one."""
    found: dict[tuple[str, int, str, str], RecognisedForm] = {}
    refused: list[Entry] = []
    for head in heads:
        try:
            if head.form is None:
                raise _form_unknown([head], layouts)
            who = identify(layouts, head.form, head.stated(), hints)
        except RefusedError as refusal:
            refused.append(RefusedForm(refusal, [head.sheet]))
            continue
        key = (who.form.code, who.form.version, who.period.code, who.reporter.code)
        entry = found.setdefault(key, RecognisedForm(who, []))
        entry.sheets.append(head.sheet)
        entry.identity.setdefault(head.sheet.no, set()).update(head.cells)
        _check_hidden(entry, head, issued)
        _check_head(entry, head, layouts, hints)
        _check_sender(entry, layouts, hints)
    for entry in found.values():
        entry.doubts += ahead_doubts(entry.who, hints)
    return [*found.values(), *refused]


def _check_hidden(entry: RecognisedForm, head: SheetHead, issued: HiddenHead) -> None:
    """Note what is said about the hidden identity; doubt where it names another reporter or period than the head."""
    if head is issued.head:
        entry.notes += issued.hidden.notes
        if other := other_identity(issued.hidden, entry.who.reporter.code, entry.who.period.code):
            entry.doubts.append(problem("identity_differs", found=other, expected=reporter_period(entry.who)))
    elif issued.head is None and not entry.notes:
        entry.notes += issued.hidden.notes


def _check_head(entry: RecognisedForm, head: SheetHead, layouts: Layouts, hints: Hints) -> None:
    """Note a reporter's name in another spelling; doubt where the head names another period or office."""
    who = entry.who
    if likened := reporter_note(layouts, who, head):
        entry.notes.append(likened)
    entry.doubts += [doubt for doubt in head_doubts(layouts, who, head, hints) if doubt not in entry.doubts]


def _check_sender(entry: RecognisedForm, layouts: Layouts, hints: Hints) -> None:
    """Where the sender is not the reporter: a note where it may send for it, else a doubt."""
    doubt, notes = sent_by_another(layouts, entry.who, hints)
    entry.doubts += [doubt] if doubt else []
    entry.notes += [sent_for for sent_for in notes if sent_for not in entry.notes]


def _form_unknown(heads: Sequence[SheetHead], layouts: Layouts) -> RefusedError:
    """The refusal that quotes the printed number and office, and names the nearest forms."""
    found, nearest = printed_identity(heads), nearest_forms(heads, layouts)
    return RefusedError([problem("form_unknown", found=found, nearest=nearest)])
