"""Decides who reports for which period, in which version of a form.

The evidence in its order: what the sheet states, what the sender stated, what the file's name hints at. Where these
texts stand on a sheet is the task of sheet_head.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.errors import Message, join
from pipelines.submissions.layout.layouts import Form, Layouts, Period, Reporter
from pipelines.submissions.notes import detail
from pipelines.submissions.problems import Problem, RefusedError, problem
from pipelines.submissions.recognise.quoted_names import form_name, nearest_reporters, reporter_name, reporter_names
from pipelines.submissions.value.periods import date_range, period_code

FILE_NAME = re.compile(r"^(\d{2})_(.+?)_(S?\d{4}(?:-[0-9A-Z]+)?)_([A-Z][0-9A-Z-]*)\b")
EXAMPLE = {  # frequency of a form -> a period as its head states it
    "month": "Tháng 10 năm 2026",
    "quarter": "Quý IV năm 2026",
    "half": "6 tháng đầu năm 2026",
    "nine": "9 tháng năm 2026",
    "year": "Năm 2026",
}
NOTHING = detail("nothing")


@dataclass(frozen=True, slots=True)
class Hints:
    """What came with the file: stated by the sender, or hinted at by the names of file and folder."""

    sender: str | None = None
    form: str | None = None
    period: str | None = None
    name_sender: str | None = None
    name_form: str | None = None
    name_period: str | None = None
    folder: str | None = None  # the name of the folder that the file came in, below the received one
    received: date | None = None  # the day of receipt; None where any period may be reported

    def duty(self) -> dict[str, str | None]:
        """The duty that sender, form and period imply where the file states none; its slices are held."""
        return {
            "form_code": self.form or self.name_form,
            "reporter_code": self.sender or self.name_sender,
            "period_code": self.period or self.name_period,
        }


class StatedIdentity(NamedTuple):
    """What a sheet states: the reporter's code and name, the period; empty where it states nothing.

    `titles` and `headings` are codes of periods and reporters that title and heading give.
    """

    code: str = ""
    reporter: str = ""
    period: str = ""
    titles: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SubmissionIdentity:
    """Form version, reporter and period of one submission."""

    form: Form
    reporter: Reporter
    period: Period


class FoundPeriod(NamedTuple):
    """A period, and what is wrong with it."""

    period: Period | None
    problem: Problem | None = None


class FoundReporter(NamedTuple):
    """A reporter, and what is wrong with it."""

    reporter: Reporter | None
    problem: Problem | None = None


def collect_hints(
    original_name: str, sender: str | None, form: str | None, period: str | None, folder: str | None = None
) -> Hints:
    """What came with a file; the name `08_XA-01_2026-10_C00700.xlsx` hints at form, period and reporter."""
    match = FILE_NAME.match(original_name)
    name_form, name_period, name_sender = match.group(2, 3, 4) if match else (None, None, None)
    return Hints(sender, form, period, name_sender, name_form, name_period, folder)


def identify(layouts: Layouts, form_code: str, stated: StatedIdentity, hints: Hints) -> SubmissionIdentity:
    """Reporter, period and version of a form. Raises RefusedError with every problem at once."""
    versions = layouts.versions(form_code)
    period, period_problem = find_period(layouts, versions[-1], stated, hints)
    form = _version(versions, period)
    reporter, reporter_problem = _find_reporter(layouts, form or versions[-1], period, stated, hints)
    version_problem = not_valid = None
    if period and form is None:
        version_problem = problem("version_unknown", expected=form_name(versions[-1]), found=period.name)
    if reporter and period and not reporter.exists(period.start):
        not_valid = problem("reporter_not_valid", found=reporter_name(reporter), expected=period.name)
    problems = [found for found in (period_problem, version_problem, reporter_problem, not_valid) if found]
    if form is None or reporter is None or period is None or problems:
        refused = RefusedError(problems, form_code)
        refused.form_version = form.version if form else None
        refused.reporter = reporter.code if reporter else None
        refused.period = period.code if period else None
        raise refused
    return SubmissionIdentity(form, reporter, period)


def find_period(layouts: Layouts, form: Form, stated: StatedIdentity, hints: Hints) -> FoundPeriod:
    """The form's period that the sheet states, else its title, the sender, the file's name, the only one it can be.

    The problem says that none is known, or that the period is not of the form's kind.
    """
    folded, only = name_fold(stated.period), _only_period(layouts, form)
    code = layouts.period_names.get((form.calendar, folded)) or period_code(folded, form.calendar)
    code = code or _by_days(layouts, form, folded) or (None if only else title_period(layouts, form, stated.titles))
    code = code or _in_calendar(layouts, form, hints.period) or (hints.name_period if not folded else None) or only
    period = layouts.periods.get(code or "")
    if period is None:
        found = f"“{stated.period}”" if stated.period else code or NOTHING
        return FoundPeriod(None, problem("period_unknown", expected=EXAMPLE[form.frequency], found=found))
    if (period.kind, period.calendar) != (form.frequency, form.calendar):
        return FoundPeriod(period, problem("period_kind", expected=EXAMPLE[form.frequency], found=period.name))
    return FoundPeriod(period)


def _in_calendar(layouts: Layouts, form: Form, code: str | None) -> str | None:
    """The code, or that of the period of the form's calendar of the same name: `2026-Q4` of a statistical form."""
    other = f"S{code}" if form.calendar == "stat" else (code or "").removeprefix("S")
    period = layouts.periods.get(code or "")
    return other if code and other in layouts.periods and (not period or period.calendar != form.calendar) else code


def title_period(layouts: Layouts, form: Form, titles: Iterable[str]) -> str | None:
    """The form's period among the codes that titles give, which leave out the calendar; None for none or several."""
    codes = {code if form.calendar == "admin" else f"S{code}" for code in titles}
    kind = (form.frequency, form.calendar)
    found = [p.code for code in codes if (p := layouts.periods.get(code)) and (p.kind, p.calendar) == kind]
    return found[0] if len(found) == 1 else None


def other_days(layouts: Layouts, identity: SubmissionIdentity, stated: str) -> str:
    """The name of the period that the days in the head are, where the head names another one; else empty."""
    code = _by_days(layouts, identity.form, name_fold(stated)) if stated else None
    return layouts.periods[code].name if code and code != identity.period.code else ""


def _by_days(layouts: Layouts, form: Form, folded: str) -> str | None:
    """The form's period that begins and ends on the stated days."""
    days = date_range(folded)
    wanted = (*(days or ()), form.frequency, form.calendar)
    for period in layouts.periods.values() if days else ():
        if (period.start, period.end, period.kind, period.calendar) == wanted:
            return period.code
    return None


def _only_period(layouts: Layouts, form: Form) -> str | None:
    """The period of a publisher's version whose validity holds one period of its kind: PCI 2014 is the year 2014."""
    if not form.is_anchored:
        return None
    kind = (form.frequency, form.calendar)
    codes = [
        period.code
        for period in layouts.periods.values()
        if (period.kind, period.calendar) == kind and form.valid_from <= period.start < form.valid_to
    ]
    return codes[0] if len(codes) == 1 else None


def _version(versions: list[Form], period: Period | None) -> Form | None:
    """The version that is valid on the first day of the period."""
    if period is None:
        return None
    return next((form for form in versions if form.valid_from <= period.start < form.valid_to), None)


def _find_reporter(
    layouts: Layouts, form: Form, period: Period | None, stated: StatedIdentity, hints: Hints
) -> FoundReporter:
    """By code and name on the sheet; else the form's only sender, the heading, the stated one, the file's name."""
    texts = [text for text in (stated.code, stated.reporter) if name_fold(text)]
    by_text = [layouts.reporter_codes(text) for text in texts]
    codes = set[str]().union(*by_text)
    if len(codes) > 1 and period:  # an office may bear the name of its predecessor
        codes = layouts.in_force(codes, period.start)
    agreed = {code for code in codes if all(code in found for found in by_text)}
    if len(codes) > 1 and agreed:
        codes = agreed
    if len(codes) > 1 and hints.sender and hints.sender in codes:
        codes = {hints.sender}
    elif len(codes) > 1 and len(texts) > 1 and len(by_text[0]) == 1 and not agreed:
        codes = by_text[0]  # name and code are of two reporters: contradictions.py makes it wait
    if len(codes) > 1:
        return FoundReporter(None, problem("reporter_ambiguous", found=reporter_names(codes, layouts)))
    text = " / ".join(texts)
    heading = None if text else _of_heading(layouts, form, period, stated)
    code = next(iter(codes), None) or form.reporter or heading or hints.sender or (None if text else hints.name_sender)
    reporter = layouts.reporters.get(code or "")
    if reporter is None:
        quoted = f"“{text}”" if text else code or ""
        near = nearest_reporters(texts[-1], form, layouts) if texts else None
        parts = [Message("found", quoted, quoted) if quoted else NOTHING, *([near] if near else [])]
        return FoundReporter(None, problem("reporter_unknown", found=join(parts)))
    if not _may_send(form, reporter):
        return FoundReporter(
            reporter, problem("reporter_kind", found=reporter_name(reporter), expected=form_name(form))
        )
    return FoundReporter(reporter)


def _of_heading(layouts: Layouts, form: Form, period: Period | None, stated: StatedIdentity) -> str | None:
    """The one reporter of the form's kind that title and heading name."""
    codes = {code for code in stated.headings if _may_send(form, layouts.reporters[code])}
    if len(codes) > 1 and period:
        codes = layouts.in_force(codes, period.start)
    return codes.pop() if len(codes) == 1 else None


def _may_send(form: Form, reporter: Reporter) -> bool:
    """True if the reporter is of the form's kind, and is the reporter or the office that the form names, if any."""
    named = form.reporter in (None, reporter.code) and form.office in (None, reporter.office)
    return named and reporter.kind == form.reporter_kind
