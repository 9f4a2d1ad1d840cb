"""Which declared forms a book carries, and on which sheets. The order of evidence: the hidden identity of our own
blank forms, the form number, the anchors of a publisher's version, what the sender stated, and last what the rows and
columns are called.

Here: that order, and one entry for each form, reporter and period. Not here: what a sheet states (sheet_head.py),
where the tables lie (locate.py), likeness (by_layout.py), values.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Book, Sheet
from pipelines.submissions.layout.layouts import Form, Layouts
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.match.findings import Finding
from pipelines.submissions.messages import Refused, problem
from pipelines.submissions.recognise.by_layout import guess_form, nearest_forms
from pipelines.submissions.recognise.hidden_identity import HiddenIdentity, Note, differs, fill, read_hidden_identity
from pipelines.submissions.recognise.identify import NOTHING, Hints, Identity, identify, other_days
from pipelines.submissions.recognise.renamed_sheets import find_renamed
from pipelines.submissions.recognise.sheet_head import SheetHead, folded_texts, read_sheet_heads

Doubt = tuple[str, dict[str, str]]  # a reason of messages.WAITING, and what fills its text


@dataclass(slots=True)
class RecognisedForm:
    """One form in the book: who and when, on which sheets; `identity` are the cells that told it."""

    who: Identity
    sheets: list[Sheet]
    identity: dict[int, set[tuple[int, int]]] = field(default_factory=lambda: {})  # by sheet number
    tables: list[list[LocatedTable]] = field(default_factory=lambda: [])  # of a row form, for each sheet
    findings: list[Finding] = field(default_factory=lambda: [])
    doubts: list[Doubt] = field(default_factory=lambda: [])  # what a person must decide before it is read
    notes: list[Note] = field(default_factory=lambda: [])


@dataclass(slots=True)
class RefusedForm:
    """A sheet that is a form and cannot be taken: the others of its book are read all the same."""

    fault: Refused
    sheets: list[Sheet]


def recognise(book: Book, layouts: Layouts, given: Hints) -> list[RecognisedForm | RefusedForm]:
    """The forms of the book; Refused where there is none."""
    if not any(sheet.rows for sheet in book.sheets):
        raise Refused([problem("nothing_filled", found=", ".join(sheet.name for sheet in book.sheets[:6]))])
    visible = [
        sheet for sheet in book.sheets if sheet.visibility == "visible" and sheet.name not in layouts.guide_sheets
    ]
    own = read_hidden_identity(book, layouts)
    marks = [mark for sheet in visible for mark in read_sheet_heads(sheet, layouts)]
    ours = fill(own, marks, layouts)
    if any(mark.form for mark in marks):
        return _row_forms([mark for mark in marks if mark.form or mark.number], layouts, given, (own, ours))
    if published := _published(visible, layouts, given):
        return published
    stated = next((form for form in layouts.versions(given.form or "") if form.layout == "row_form"), None)
    if stated:
        for mark in marks:
            mark.form = stated.code
        told = [mark for mark in marks if mark.reporter or mark.period] or marks[:1]
        return _row_forms(told, layouts, given, (own, ours))
    return _by_likeness(visible, marks, layouts, given)


def _published(visible: list[Sheet], layouts: Layouts, given: Hints) -> list[RecognisedForm | RefusedForm]:
    """Publishers' forms whose anchors stand: one version of each, and no sheet in two of them."""
    standing = _standing(visible, layouts)
    wanted = given.form or given.name_form
    chosen = [form for form in standing if form.code == wanted] or standing
    by_code: dict[str, list[Form]] = {}
    for form in chosen:
        by_code.setdefault(form.code, []).append(form)
    sheets = [sheet for forms in by_code.values() for sheet in {b.sheet for form in forms for b in form.blocks}]
    several = any(len(forms) > 1 for forms in by_code.values()) and not given.period
    if several or len(set(sheets)) < len(sheets):
        raise Refused([problem("form_ambiguous", found=", ".join(f"{form.code}/{form.version}" for form in chosen))])
    found: list[RecognisedForm | RefusedForm] = []
    for code, forms in by_code.items():
        who = (
            identity_of_anchors(layouts, forms[0], given)
            if len(forms) == 1
            else identify(layouts, code, ("", ""), "", given)
        )
        others = {sheet for other in chosen if other.code != code for sheet in (b.sheet for b in other.blocks)}
        found.append(RecognisedForm(who, [sheet for sheet in visible if name_fold(sheet.name) not in others]))
    return found


def _by_likeness(
    visible: list[Sheet], marks: list[SheetHead], layouts: Layouts, given: Hints
) -> list[RecognisedForm | RefusedForm]:
    """No sheet says which form it is: the declared layouts are laid over it."""
    if (form := find_renamed(visible, layouts, given)) is not None:
        return [RecognisedForm(identity_of_anchors(layouts, form, given), visible)]
    found: list[RecognisedForm | RefusedForm] = []
    for mark in marks:
        guessed = guess_form(mark, layouts, given)
        if guessed is None:
            continue
        mark.form = guessed.form.code
        for entry in _row_forms([mark], layouts, given, (HiddenIdentity(None), None)):
            if isinstance(entry, RecognisedForm):
                entry.findings += guessed.findings
                entry.doubts += guessed.doubts
            found.append(entry)
    if not found:
        raise _unknown(marks, layouts)
    return found


def identity_of_anchors(layouts: Layouts, form: Form, given: Hints) -> Identity:
    """The identity of an area table whose anchors stand; these, not a date, chose its version."""
    only = replace(layouts, forms=[form])
    periods = [block.period for block in form.blocks if block.period]
    if len(periods) == len(form.blocks) and not given.period:
        given = replace(given, period=periods[0])
    return identify(only, form.code, ("", ""), "", given)


def _row_forms(
    marks: list[SheetHead], layouts: Layouts, given: Hints, ours: tuple[HiddenIdentity, SheetHead | None]
) -> list[RecognisedForm | RefusedForm]:
    """One submission for each form, period and reporter; several sheets of the same are one."""
    found: dict[tuple[str, int, str, str], RecognisedForm] = {}
    turned: list[RefusedForm] = []
    own, own_mark = ours
    for mark in marks:
        try:
            if mark.form is None:
                raise _unknown([mark], layouts)
            who = identify(layouts, mark.form, (mark.code, mark.reporter), mark.period, given)
        except Refused as fault:
            turned.append(RefusedForm(fault, [mark.sheet]))
            continue
        key = (who.form.code, who.form.version, who.period.code, who.reporter.code)
        entry = found.setdefault(key, RecognisedForm(who, []))
        entry.sheets.append(mark.sheet)
        entry.identity.setdefault(mark.sheet.no, set()).update(mark.cells)
        if mark is own_mark:
            entry.notes += own.notes
            if other := differs(own, who.reporter.code, who.period.code):
                entry.doubts.append(problem("identity_differs", found=other, expected=_named(who)))
        elif own.notes and own_mark is None and not entry.notes:
            entry.notes += own.notes
        _head(entry, mark, layouts)
        _speaker(entry, layouts, given)
    return [*found.values(), *turned]


def _head(entry: RecognisedForm, mark: SheetHead, layouts: Layouts) -> None:
    """What the head tells otherwise than it should: a name without its marks, days that are another period's."""
    who = entry.who
    if mark.reporter and not layouts.reporter_codes(mark.reporter) and layouts.reporter_without_accents(mark.reporter):
        vi = f"tên đơn vị “{mark.reporter}” khác dấu, được hiểu là {who.reporter.code}; hãy ghi đúng tên"
        en = f"the reporter's name “{mark.reporter}” differs in marks and was taken for {who.reporter.code}"
        entry.notes.append(("reporter_likened", vi, en))
    if other := other_days(layouts, who, mark.days):
        entry.doubts.append(problem("period_differs", found=other, expected=who.period.name))


def _named(who: Identity) -> str:
    return f"{who.reporter.code}, kỳ {who.period.code}"


def _speaker(entry: RecognisedForm, layouts: Layouts, given: Hints) -> None:
    """Who sent the file, where that is not who reports in it: told where he may (table senders), else a doubt.

    Published tables may be passed on by anybody.
    """
    who, form = entry.who, entry.who.form.code
    if who.reporter.kind == "publisher":
        return
    folder = layouts.in_force(layouts.reporter_codes(given.folder or ""), who.period.start)
    stated = {given.sender} if given.sender else set[str]()
    for told, codes in ((f"--sender {given.sender}", stated), (f"thư mục “{given.folder}”", folder)):
        if not codes or who.reporter.code in codes:
            continue
        if not all(layouts.may_send(code, who.reporter, form, who.period.start) for code in codes):
            entry.doubts.append(problem("sender_differs", found=told, expected=_named(who)))
            return
        names = ", ".join(sorted(codes))
        note = ("sent_for", f"{names} gửi thay {who.reporter.code}", f"{names} sent it for {who.reporter.code}")
        if note not in entry.notes:
            entry.notes.append(note)


def _unknown(marks: list[SheetHead], layouts: Layouts) -> Refused:
    told = next((f"“{mark.number}”" for mark in marks if mark.number), "")
    names = ", ".join(mark.sheet.name for mark in marks[:6])
    expected = ", ".join(sorted({form.code for form in layouts.forms})) or NOTHING
    return Refused(
        [problem("form_unknown", expected=expected, found=(told or names or NOTHING) + nearest_forms(marks, layouts))]
    )


def _standing(sheets: list[Sheet], layouts: Layouts) -> list[Form]:
    """Forms without a number all of whose anchors stand; of two versions the one that asks for more than the other."""
    texts: dict[str, set[str]] = {}
    standing = [
        form
        for form in layouts.forms
        if form.anchors and form.is_anchored and all(_stands(a, sheets, texts) for a in form.anchors)
    ]
    return [f for f in standing if not any(f.code == o.code and {*f.anchors} < {*o.anchors} for o in standing)]


def _stands(anchor: tuple[str, str], sheets: list[Sheet], texts: dict[str, set[str]]) -> bool:
    sheet_name, text = anchor
    for sheet in sheets:
        if sheet_name in ("", name_fold(sheet.name)):
            if sheet.name not in texts:
                texts[sheet.name] = set(folded_texts(sheet))
            if text in texts[sheet.name]:
                return True
    return False
