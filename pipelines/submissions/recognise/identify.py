"""Who reports for which period, by which version of a form: from the sheet, else from what came with the file.

Here: the decision between what the workbook tells, what the sender stated and what the file's name hints at.
Not here: where in the sheet these texts stand (recognise.py), where the figures stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.codebook.text import name_fold
from pipelines.submissions.layout.layouts import Form, Layouts, Period, Reporter
from pipelines.submissions.messages import Refused, problem
from pipelines.submissions.value.periods import period_code, span

FILE_NAME = re.compile(r"^(\d{2})_(.+?)_(S?\d{4}(?:-[0-9A-Z]+)?)_([A-Z][0-9A-Z-]*)\b")
EXAMPLE = {
    "month": "Tháng 10 năm 2026",
    "quarter": "Quý IV năm 2026",
    "half": "6 tháng đầu năm 2026",
    "nine": "9 tháng năm 2026",
    "year": "Năm 2026",
}
NOTHING = "(không có)"


@dataclass(frozen=True, slots=True)
class Hints:
    """What came with the file: stated by the sender, or hinted at by the file's name."""

    sender: str | None = None
    form: str | None = None
    period: str | None = None
    name_sender: str | None = None
    name_form: str | None = None
    name_period: str | None = None
    folder: str | None = None  # the name of the folder that the file came in, below the one received

    def duty(self) -> dict[str, str | None]:
        """Whose duty a file that says nothing itself was meant to meet: the warehouse holds that duty's slices."""
        return {
            "form_code": self.form or self.name_form,
            "reporter_code": self.sender or self.name_sender,
            "period_code": self.period or self.name_period,
        }


@dataclass(frozen=True, slots=True)
class Identity:
    """The answer: one submission's form version, reporter and period."""

    form: Form
    reporter: Reporter
    period: Period


def collect_hints(
    original_name: str, sender: str | None, form: str | None, period: str | None, folder: str | None = None
) -> Hints:
    """`08_XA-01_2026-10_C00700.xlsx` hints at form, period and reporter."""
    match = FILE_NAME.match(original_name)
    name_form, name_period, name_sender = match.group(2, 3, 4) if match else (None, None, None)
    return Hints(sender, form, period, name_sender, name_form, name_period, folder)


def identify(layouts: Layouts, form_code: str, told: tuple[str, str], told_period: str, given: Hints) -> Identity:
    """Reporter, period and version; `told`: the reporter's code and name on the sheet. Refused with all problems."""
    problems: list[tuple[str, dict[str, str]]] = []
    versions = layouts.versions(form_code)
    period = find_period(layouts, versions[-1], told_period, given, problems)
    form = _version(versions, period, problems)
    reporter = _reporter(layouts, form or versions[-1], period, told, given, problems)
    if reporter and period and not reporter.exists(period.start):
        problems.append(problem("reporter_not_valid", found=reporter.code, expected=period.code))
    if form is None or reporter is None or period is None or problems:
        refused = Refused(problems, form_code)
        refused.form_version = form.version if form else None
        refused.reporter = reporter.code if reporter else None
        refused.period = period.code if period else None
        raise refused
    return Identity(form, reporter, period)


def find_period(
    layouts: Layouts, form: Form, told: str, given: Hints, problems: list[tuple[str, dict[str, str]]]
) -> Period | None:
    """The form's period that the sheet, the sender or the file's name tells; what is wrong is added to `problems`."""
    folded = name_fold(told)
    code = layouts.period_names.get((form.calendar, folded)) or period_code(folded, form.calendar)
    code = code or _by_days(layouts, form, folded)
    code = code or given.period or (given.name_period if not folded else None) or _only_period(layouts, form)
    period = layouts.periods.get(code or "")
    if period is None:
        found = f"“{told}”" if told else code or NOTHING
        problems.append(problem("period_unknown", expected=EXAMPLE[form.frequency], found=found))
    elif (period.kind, period.calendar) != (form.frequency, form.calendar):
        problems.append(problem("period_kind", expected=EXAMPLE[form.frequency], found=period.name))
    return period


def other_days(layouts: Layouts, who: Identity, told: str) -> str:
    """The form's period that the days in the head are, where it is not the one that the head names; else empty."""
    code = _by_days(layouts, who.form, name_fold(told)) if told else None
    return layouts.periods[code].name if code and code != who.period.code else ""


def _by_days(layouts: Layouts, form: Form, folded: str) -> str | None:
    """The form's period that begins and ends on the days that the sheet tells."""
    days = span(folded)
    wanted = (*(days or ()), form.frequency, form.calendar)
    for period in layouts.periods.values() if days else ():
        if (period.start, period.end, period.kind, period.calendar) == wanted:
            return period.code
    return None


def _only_period(layouts: Layouts, form: Form) -> str | None:
    """The period of a version whose validity holds exactly one of its kind: PCI 2014 is the year 2014."""
    if not form.is_anchored:
        return None
    kind = (form.frequency, form.calendar)
    codes = [
        period.code
        for period in layouts.periods.values()
        if (period.kind, period.calendar) == kind and form.valid_from <= period.start < form.valid_to
    ]
    return codes[0] if len(codes) == 1 else None


def _version(versions: list[Form], period: Period | None, problems: list[tuple[str, dict[str, str]]]) -> Form | None:
    if period is None:
        return None
    for form in versions:
        if form.valid_from <= period.start < form.valid_to:
            return form
    problems.append(problem("version_unknown", expected=versions[-1].code, found=period.code))
    return None


def _reporter(
    layouts: Layouts,
    form: Form,
    period: Period | None,
    told: tuple[str, str],
    given: Hints,
    problems: list[tuple[str, dict[str, str]]],
) -> Reporter | None:
    """By code and name on the sheet, which must agree; else the form's only sender, the stated one, the file's name."""
    by_text = [
        layouts.reporter_codes(text) or layouts.reporter_without_accents(text) for text in told if name_fold(text)
    ]
    codes = set[str]().union(*by_text)
    if len(codes) > 1 and period:  # an office may bear the name of one that was before it
        codes = layouts.in_force(codes, period.start)
    agreed = {code for code in codes if all(code in found for found in by_text)}
    if len(codes) > 1 and agreed:
        codes = agreed
    if len(codes) > 1 and given.sender and given.sender in codes:
        codes = {given.sender}
    if len(codes) > 1:
        problems.append(problem("reporter_ambiguous", found=", ".join(sorted(codes))))
        return None
    text = " / ".join(filter(name_fold, told))
    code = next(iter(codes), None) or form.reporter or given.sender or (None if text else given.name_sender)
    reporter = layouts.reporters.get(code or "")
    if reporter is None:
        problems.append(problem("reporter_unknown", found=f"“{text}”" if text else code or NOTHING))
    elif not _may_send(form, reporter):
        problems.append(problem("reporter_kind", found=reporter.code, expected=form.code))
    return reporter


def _may_send(form: Form, reporter: Reporter) -> bool:
    """The form's kind of reporter, its only sender or the office that sends it, where it names one."""
    named = form.reporter in (None, reporter.code) and form.office in (None, reporter.office)
    return named and reporter.kind == form.reporter_kind
