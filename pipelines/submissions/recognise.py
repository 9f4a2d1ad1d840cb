"""Which declared forms a book carries, and on which sheets: by form number, or by all anchors of a version.

Here: finding `Biểu số`, `Đơn vị báo cáo`, `Kỳ báo cáo` and anchors. Not here: rows, columns and values of the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipelines.codebook.text import name_fold
from pipelines.submissions.identify import NOTHING, Hints, Identity, identify
from pipelines.submissions.layouts import Form, Layouts
from pipelines.submissions.messages import Refused, problem
from pipelines.submissions.sheet import Book, Sheet, raw_text

NUMBER, REPORTER, CODE, PERIOD = "biểu số", "đơn vị báo cáo", "mã đơn vị", "kỳ báo cáo"
LONGEST_ANCHOR = 300  # characters; longer texts are notes, and folding them costs time


@dataclass(slots=True)
class Found:
    """One form in the book: who and when, on which sheets; `identity` are the cells that told it."""

    who: Identity
    sheets: list[Sheet]
    identity: dict[int, set[tuple[int, int]]] = field(default_factory=lambda: {})  # by sheet number


@dataclass(slots=True)
class Marks:
    """What one sheet tells of itself."""

    sheet: Sheet
    form: str | None = None
    number: str = ""  # the text of a form number that is not declared
    reporter: str = ""
    code: str = ""  # the reporter's code, where the form prints it
    period: str = ""
    cells: set[tuple[int, int]] = field(default_factory=lambda: set())


def recognise(book: Book, layouts: Layouts, given: Hints) -> list[Found]:
    """The forms of the book; Refused where there is none, or where one lacks what it must tell."""
    visible = [sheet for sheet in book.sheets if sheet.visibility == "visible" and sheet.name not in layouts.guides]
    marks = [_marks(sheet, layouts) for sheet in visible]
    if any(mark.form for mark in marks):
        return _row_forms([mark for mark in marks if mark.form], layouts, given)
    standing = _standing(visible, layouts)
    wanted = given.form or given.name_form
    chosen = [form for form in standing if form.code == wanted] or standing
    if len({form.code for form in chosen}) > 1 or (len(chosen) > 1 and not given.period):
        raise Refused([problem("form_ambiguous", found=", ".join(f"{form.code}/{form.version}" for form in chosen))])
    if chosen:
        who = (
            identify(layouts, chosen[0].code, ("", ""), "", given)
            if len(chosen) > 1
            else _alone(layouts, chosen[0], given)
        )
        return [Found(who, visible)]
    stated = next((form for form in layouts.versions(given.form or "") if form.layout == "row_form"), None)
    if stated:
        for mark in marks:
            mark.form = stated.code
        return _row_forms([mark for mark in marks if mark.reporter or mark.period] or marks[:1], layouts, given)
    raise _unknown(marks, layouts)


def _alone(layouts: Layouts, form: Form, given: Hints) -> Identity:
    """The identity of an area table whose anchors stand; these, not a date, chose its version."""
    only = replace(layouts, forms=[form])
    periods = [block.period for block in form.blocks if block.period]
    if len(periods) == len(form.blocks) and not given.period:
        given = replace(given, period=periods[0])
    return identify(only, form.code, ("", ""), "", given)


def _row_forms(marks: list[Marks], layouts: Layouts, given: Hints) -> list[Found]:
    """One submission for each form, period and reporter; several sheets of the same are one."""
    found: dict[tuple[str, int, str, str], Found] = {}
    for mark in marks:
        who = identify(layouts, mark.form or "", (mark.code, mark.reporter), mark.period, given)
        key = (who.form.code, who.form.version, who.period.code, who.reporter.code)
        entry = found.setdefault(key, Found(who, []))
        entry.sheets.append(mark.sheet)
        entry.identity[mark.sheet.no] = mark.cells
    return list(found.values())


def _unknown(marks: list[Marks], layouts: Layouts) -> Refused:
    told = next((f"“{mark.number}”" for mark in marks if mark.number), "")
    names = ", ".join(mark.sheet.name for mark in marks[:6])
    expected = ", ".join(sorted({form.code for form in layouts.forms})) or NOTHING
    return Refused([problem("form_unknown", expected=expected, found=told or names or NOTHING)])


def _marks(sheet: Sheet, layouts: Layouts) -> Marks:
    """Walk the texts from the top until number, reporter and period are known."""
    marks = Marks(sheet)
    for row, line in sheet.rows.items():
        for column, value in line.items():
            if isinstance(value, str) and len(value) <= LONGEST_ANCHOR:
                for piece in value.splitlines() if "\n" in value else (value,):
                    _mark(marks, layouts, row, column, piece)
        if marks.form and marks.reporter and marks.period:
            break
    return marks


def _mark(marks: Marks, layouts: Layouts, row: int, column: int, piece: str) -> None:
    folded = name_fold(piece)
    if folded.startswith(NUMBER) and not marks.form:
        cell, text = _told(marks.sheet, row, column, piece, folded, NUMBER)
        marks.form, marks.number = _form_code(name_fold(text), layouts), text
    elif folded.startswith(REPORTER) and not marks.reporter:
        cell, marks.reporter = _told(marks.sheet, row, column, piece, folded, REPORTER)
    elif folded.startswith(CODE) and not marks.code:
        cell, marks.code = _told(marks.sheet, row, column, piece, folded, CODE)
    elif folded.startswith(PERIOD) and not marks.period:
        cell, marks.period = _told(marks.sheet, row, column, piece, folded, PERIOD)
    else:
        return
    marks.cells |= {(row, column), cell}


def _told(sheet: Sheet, row: int, column: int, piece: str, folded: str, prefix: str) -> tuple[tuple[int, int], str]:
    """What follows the prefix: in the same cell, else in the next filled one to the right."""
    if folded != prefix:
        words = len(prefix.split())
        text = piece.partition(":")[2] if ":" in piece else " ".join(piece.split()[words:])
        text = text.strip(" ().…")
        if name_fold(text):
            return (row, column), text
    for other, value in sheet.rows[row].items():
        if other > column:
            text = raw_text(value)
            prefixes = name_fold(text).startswith((NUMBER, REPORTER, CODE, PERIOD))
            return ((row, column), "") if prefixes else ((row, other), text.strip(" ()…"))
    return (row, column), ""


def _form_code(folded: str, layouts: Layouts) -> str | None:
    """The declared form whose folded number the text begins with; the longest where several do."""
    fitting = [number for number in layouts.numbers if folded == number or folded.startswith(f"{number} ")]
    return layouts.numbers[max(fitting, key=len)] if fitting else None


def _standing(sheets: list[Sheet], layouts: Layouts) -> list[Form]:
    """Area tables all of whose anchors stand."""
    texts: dict[str, set[str]] = {}
    return [
        form
        for form in layouts.forms
        if form.anchors and form.layout == "area_table" and all(_stands(a, sheets, texts) for a in form.anchors)
    ]


def _stands(anchor: tuple[str, str], sheets: list[Sheet], texts: dict[str, set[str]]) -> bool:
    sheet_name, text = anchor
    for sheet in sheets:
        if sheet_name in ("", name_fold(sheet.name)):
            if sheet.name not in texts:
                texts[sheet.name] = set(_folded(sheet))
            if text in texts[sheet.name]:
                return True
    return False


def _folded(sheet: Sheet) -> Iterator[str]:
    for line in sheet.rows.values():
        for value in line.values():
            if isinstance(value, str) and len(value) <= LONGEST_ANCHOR:
                yield name_fold(value)
