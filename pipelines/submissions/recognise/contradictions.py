"""Compares who and what a form is taken for with everything else that names a period or an office.

What contradicts makes the file wait, with both named: a stated or declared period, the title, the heading, a name
beside the code, the days in the head, the sender, the day of receipt. A file's name contradicts nothing.
"""

from __future__ import annotations

from datetime import timedelta

from pipelines.errors import Message
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.notes import detail, note
from pipelines.submissions.problems import Problem, problem
from pipelines.submissions.recognise.head.sheet_head import SheetHead
from pipelines.submissions.recognise.head.titles import are_compatible
from pipelines.submissions.recognise.identify import Hints, SubmissionIdentity, other_days, title_period


def head_doubts(layouts: Layouts, who: SubmissionIdentity, head: SheetHead, hints: Hints) -> list[Problem]:
    """Every doubt that the head of one sheet gives."""
    return [*_period_doubts(layouts, who, head, hints), *_reporter_doubts(layouts, who, head)]


def _period_doubts(layouts: Layouts, who: SubmissionIdentity, head: SheetHead, hints: Hints) -> list[Problem]:
    """Doubts where the title, what was stated of the file, or the day of receipt speak against the period."""
    doubts: list[Problem] = []
    if other := other_days(layouts, who, head.days):
        doubts.append(problem("period_differs", found=other, expected=who.period.name))
    titles = sorted(code for code in head.title_periods if not are_compatible(code, who.period.code))
    if titles:
        code = title_period(layouts, who.form, titles) or titles[0]
        doubts.append(problem("title_period_differs", expected=who.period.name, found=_period_name(layouts, code)))
    if hints.period and not are_compatible(hints.period, who.period.code):
        found = _period_name(layouts, hints.period)
        doubts.append(problem("stated_period_differs", expected=who.period.name, found=found))
    return doubts


def ahead_doubts(who: SubmissionIdentity, hints: Hints) -> list[Problem]:
    """A doubt where the period has not begun on the day of receipt, nor begins within the days that the form allows.

    Published tables are of no duty, and whatever day they come they say which period they are of.
    """
    day = hints.received
    if day is None or who.reporter.kind == "publisher":
        return []
    if who.period.start <= day + timedelta(days=who.form.days_ahead):
        return []
    begins = f"{who.period.start:%d/%m/%Y}"
    return [problem("period_ahead", expected=who.period.name, begins=begins, found=f"{day:%d/%m/%Y}")]


def _reporter_doubts(layouts: Layouts, who: SubmissionIdentity, head: SheetHead) -> list[Problem]:
    """Doubts where a name beside the code, or the heading, is another office's, and where the office is no more."""
    code, names = who.reporter.code, layouts.names
    reading = names.find(head.reporter)
    by_code = layouts.reporter_codes(head.code)
    if head.reporter and head.code and (names.names_another(head.reporter, code) or (by_code and code not in by_code)):
        return [problem("name_code_differ", expected=head.reporter, found=f"{head.code} ({who.reporter.name})")]
    if head.reporter and not head.code and reading.is_former:
        return [problem("reporter_former", expected=f"{who.reporter.name} ({code})", found=head.reporter)]
    headings = {other for other in head.title_reporters if layouts.reporters[other].kind == who.form.reporter_kind}
    headings = layouts.in_force(headings, who.period.start)
    if headings and code not in headings:
        found = ", ".join(f"{layouts.reporters[other].name} ({other})" for other in sorted(headings))
        return [problem("heading_differs", expected=f"{who.reporter.name} ({code})", found=found)]
    return []


def reporter_note(layouts: Layouts, who: SubmissionIdentity, head: SheetHead) -> Message | None:
    """The note that a name is not the declared one, where it has one reading all the same."""
    reading = layouts.names.find(head.reporter)
    if not reading.codes or reading.is_exact or reading.is_former:
        return None
    return note("reporter_likened", name=head.reporter, reporter=who.reporter.code)


def reporter_period(who: SubmissionIdentity) -> Message:
    """The codes of reporter and period, for the key of a proposal."""
    return detail("reporter_period", reporter=who.reporter.code, period=who.period.code)


def shown_reporter(layouts: Layouts, who: SubmissionIdentity) -> Message:
    """The name and code of the reporter, and the period, for a sentence."""
    return detail("reporter_period", reporter=_title(layouts, who.reporter.code), period=who.period.name)


def _title(layouts: Layouts, code: str) -> str:
    """`UBND xã Lũng Cú (C00706)`."""
    title = layouts.reporter_titles.get(code)
    return f"{title} ({code})" if title else code


def sent_by_another(layouts: Layouts, who: SubmissionIdentity, hints: Hints) -> tuple[Problem | None, list[Message]]:
    """A doubt where the sender is not the reporter, or notes where it may send for it (table senders).

    Published tables may be passed on by anybody. Another body's form, which is known by its anchors, may be sent for
    another only by a permission that names it.
    """
    if who.reporter.kind == "publisher":
        return None, []
    notes: list[Message] = []
    folder = layouts.in_force(layouts.reporter_codes(hints.folder or ""), who.period.start)
    stated = {hints.sender} if hints.sender else set[str]()
    origins = ((detail("sender", sender=hints.sender), stated), (detail("folder", folder=hints.folder), folder))
    for origin, codes in origins:
        if not codes or who.reporter.code in codes:
            continue
        if not all(layouts.may_send(code, who.reporter, who.form, who.period.start) for code in codes):
            shown = shown_reporter(layouts, who)
            return problem("sender_differs", found=origin, expected=reporter_period(who), shown=shown), []
        senders = ", ".join(_title(layouts, code) for code in sorted(codes))
        notes.append(note("sent_for", senders=senders, reporter=_title(layouts, who.reporter.code)))
    return None, notes


def _period_name(layouts: Layouts, code: str) -> str:
    period = layouts.periods.get(code)
    return period.name if period else code
