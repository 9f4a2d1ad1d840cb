"""Which declared form the tables of a book are nearest to, however it was changed: every form laid over every sheet.

Here: the choice of forms and sheets for `chiso form diff`. Not here: one block on one sheet (see_*.py), what may be
read without a person (recognise.py): a proposal of seed rows is reviewed, so less likeness suffices here.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Book, Sheet, address, raw_text
from pipelines.submissions.compare.areas import observe_areas
from pipelines.submissions.compare.observed import ObservedForm, ObservedTable
from pipelines.submissions.compare.register import observe_register
from pipelines.submissions.compare.rows import observe_rows
from pipelines.submissions.compare.unknown_table import observe_unknown_table
from pipelines.submissions.layout.layouts import Block, Form, Layouts
from pipelines.submissions.match.findings import EXTRA, MATCHED, MISSING, MOVED, Finding
from pipelines.submissions.recognise.by_layout import FEW, LIKELY
from pipelines.submissions.recognise.identify import Hints, find_period
from pipelines.submissions.recognise.sheet_head import LONGEST_ANCHOR, SheetHead, folded_texts, read_sheet_heads
from pipelines.submissions.value.printed_unit import printed_unit

BLOCK = 0.3  # of a block, below which the sheet is not that block
TOLD = 3  # further forms that are named


def compare(book: Book, layouts: Layouts, given: Hints) -> list[ObservedForm]:
    """Every form of the book, the nearest declared one beside it; empty where the book has no table at all."""
    visible = [
        sheet for sheet in book.sheets if sheet.visibility == "visible" and sheet.name not in layouts.guide_sheets
    ]
    marks: list[SheetHead] = [mark for sheet in visible for mark in read_sheet_heads(sheet, layouts) if mark.sheet.rows]
    found: list[ObservedForm] = []
    while marks and not (found and given.form):
        told = given.form or next((mark.form for mark in marks if mark.form), None)
        own = marks if told in (None, given.form) else [mark for mark in marks if mark.form == told]
        done = {seen.form[0] for seen in found if seen.form}  # further sheets of a form belong to it (_left)
        best = _best(own, layouts, given, told, done)
        if best is None:
            break
        form, seen = best
        taken = {table.sheet for table in seen.tables}
        _head(seen, [mark for mark in own if mark.sheet.name in taken], layouts, given, form)
        marks = [m for m in marks if m.sheet.name not in taken or (m.form and m.form != form.code)]
        found.append(seen)
    _left(found, marks, layouts, given)
    return found


def _best(
    marks: list[SheetHead], layouts: Layouts, given: Hints, told: str | None, done: set[str]
) -> tuple[Form, ObservedForm] | None:
    """The nearest version: of the form that the sheet or the sender names, else of all that are near enough."""
    sheets = [mark.sheet for mark in marks]
    texts = {text for sheet in sheets for text in folded_texts(sheet)}
    ranked: list[tuple[float, bool, Form, ObservedForm]] = []
    for form in layouts.versions(told) if told else [form for form in layouts.forms if form.code not in done]:
        if told is None and not any(_may_stand(block, texts) for block in form.blocks):
            continue
        seen = _lay(form, sheets, layouts)
        if seen.tables:
            ranked.append((seen.score, _in_force(form, marks, layouts, given), form, seen))
    ranked.sort(key=lambda e: (told is not None and e[1], e[0], -_odd(e[3]), e[1], e[2].version), reverse=True)
    if not ranked or (told is None and ranked[0][0] < LIKELY):
        return None
    _, _, form, seen = ranked[0]
    seen.others = [(f.code, f.version, score) for score, _, f, _ in ranked if f.code != form.code][:TOLD]
    return form, seen


def _odd(seen: ObservedForm) -> int:
    """How much is not as declared: of two versions whose columns are all there, the one that leaves nothing over."""
    findings = [*seen.findings, *(one for table in seen.tables for one in table.findings)]
    return sum(one.kind != MATCHED for one in findings)


def _may_stand(block: Block, texts: set[str]) -> bool:
    """A glance that spares laying thirty forms over a foreign book."""
    if block.kind == "rows" and not block.repeat:
        due = {label for key in block.due_rows for label in block.rows[key].labels}
        return 2 * len(texts & due) >= FEW * len(due)  # two languages, of which one stands
    headers = {text for column in block.columns for text in (column.header, column.code) if text}
    return 4 * len(texts & headers) >= len({column.key for column in block.columns})


def _in_force(form: Form, marks: list[SheetHead], layouts: Layouts, given: Hints) -> bool:
    period = _period(form, marks, layouts, given)
    return period is not None and form.valid_from <= layouts.periods[period].start < form.valid_to


def _period(form: Form, marks: list[SheetHead], layouts: Layouts, given: Hints) -> str | None:
    """The period stated beside the file, else the one that the sheets tell."""
    if given.period:
        return given.period
    for mark in [mark for mark in marks if mark.period] or marks[:1]:
        found = find_period(layouts, form, mark.period, Hints(name_period=given.name_period))
        if found.period and not found.problem and (mark.period or given.name_period):
            return found.period.code
    return None


def _lay(form: Form, sheets: Sequence[Sheet], layouts: Layouts) -> ObservedForm:
    """Each block on the sheet of its name; those left on the sheets left, the most alike first."""
    by_name = {name_fold(sheet.name): sheet for sheet in sheets}
    placed: dict[int, ObservedTable] = {}
    for block in form.blocks:
        tried = [by_name[block.sheet]] if block.sheet in by_name else list(sheets) if not block.sheet else []
        seen = [table for sheet in tried if (table := _see(sheet, block, [*placed.values()], layouts))]
        _take(placed, block, seen)
    left = [block for block in form.blocks if block.no not in placed]
    used = {table.sheet for table in placed.values()}
    others = [sheet for sheet in sheets if sheet.name not in used and name_fold(sheet.name) not in _names(form)]
    pairs = [(table, block) for block in left for sheet in others if (table := _see(sheet, block, [], layouts))]
    for table, block in sorted(pairs, key=lambda pair: pair[0].score, reverse=True):
        if block.no not in placed and table.sheet not in {one.sheet for one in placed.values()}:
            _take(placed, block, [table])
    tables = [placed[block.no] for block in form.blocks if block.no in placed]
    score = max(_shares(form, tables, len(sheets)))
    return ObservedForm((form.code, form.version), round(score, 3), tables, findings=_sheets(form, placed))


def _names(form: Form) -> set[str]:
    return {block.sheet for block in form.blocks}


def _take(placed: dict[int, ObservedTable], block: Block, seen: list[ObservedTable]) -> None:
    best = max(seen, key=lambda table: table.score, default=None)
    if best is not None and best.score >= BLOCK:
        placed[block.no] = best


def _sheets(form: Form, placed: dict[int, ObservedTable]) -> list[Finding]:
    """Blocks that are not there, and those whose sheet is called otherwise."""
    findings: list[Finding] = []
    for block in form.blocks:
        table = placed.get(block.no)
        if table is None:
            title = block.sheet_name or f"{form.code}, {block.no}"
            findings.append(Finding(MISSING, "sheet", None, None, None, title, None))
        elif block.sheet and name_fold(table.sheet) != block.sheet:
            findings.append(Finding(MOVED, "sheet", None, table.sheet, None, block.sheet_name, table.sheet))
    return findings


def _shares(form: Form, tables: list[ObservedTable], n_sheets: int) -> tuple[float, float]:
    """How much of the form is there; and of a form of several sheets, how much of the book is it."""
    total = sum(table.score for table in tables)
    return total / max(1, len(form.blocks)), total / n_sheets if form.is_anchored and len(form.blocks) > 1 else 0.0


def _see(sheet: Sheet, block: Block, tables: list[ObservedTable], layouts: Layouts) -> ObservedTable | None:
    if block.kind == "rows":
        start = max((table.last for table in tables if table.sheet == sheet.name), default=0)
        return (observe_register if block.repeat else observe_rows)(sheet, block, start)
    return observe_areas(sheet, block, layouts.areas.get(block.area_set or "", {}))


def _head(seen: ObservedForm, marks: list[SheetHead], layouts: Layouts, given: Hints, form: Form | None) -> None:
    """What the sheets tell beside their tables: number, period, reporter, titles."""
    seen.number = next((mark.number for mark in marks if mark.number and not mark.form), "")
    told = {code for mark in marks for text in (mark.code, mark.reporter) for code in layouts.reporter_codes(text)}
    kinds = {layouts.reporters[code].kind for code in told}
    seen.kind = kinds.pop() if len(kinds) == 1 else None
    if form is not None:
        seen.period = _period(form, marks, layouts, given)
    else:
        folded = {name_fold(mark.period) for mark in marks if mark.period}
        codes = {code for (_, name), code in layouts.period_names.items() if name in folded}
        seen.period = given.period or (codes.pop() if len(codes) == 1 else None)
    ends = {table.sheet: min(t.header_last for t in seen.tables if t.sheet == table.sheet) for table in seen.tables}
    for mark in marks:
        for table in (table for table in seen.tables if table.sheet == mark.sheet.name):
            table.unit = printed_unit(mark.sheet, table.header_last, layouts)
        seen.titles[mark.sheet.name] = [
            (address(row, at), raw_text(value))
            for row, line in mark.sheet.rows.items()
            if row <= ends.get(mark.sheet.name, 0)
            for at, value in line.items()
            if isinstance(value, str) and len(value) <= LONGEST_ANCHOR and (row, at) not in mark.cells
        ]


def _left(found: list[ObservedForm], marks: list[SheetHead], layouts: Layouts, given: Hints) -> None:
    """Tables of sheets that are nobody's: further blocks of a publisher's form, else a form of their own."""
    anchored = {(form.code, form.version): form for form in layouts.forms if form.is_anchored}
    home = next((seen for seen in found if seen.form in anchored), None)
    form = anchored.get(home.form or ("", 0)) if home else None
    tables = [table for mark in marks if (table := _further(mark.sheet, form, layouts))]
    if not tables:
        return
    if found and home is None:  # a scratch sheet beside one of our own forms
        found[0].findings += [Finding(EXTRA, "sheet", None, one.sheet, None, None, one.sheet) for one in tables]
        return
    own = [mark for mark in marks if mark.sheet.name in {table.sheet for table in tables}]
    if home is None:
        home = ObservedForm(None, 0.0, tables)
        _head(home, own, layouts, given, None)
        found.append(home)
    else:
        home.tables += tables


def _further(sheet: Sheet, form: Form | None, layouts: Layouts) -> ObservedTable | None:
    """A table like one of the form's, of another year perhaps; else a table by itself."""
    seen = [table for block in (form.blocks if form else ()) if (table := _see(sheet, block, [], layouts))]
    best = max(seen, key=lambda table: (table.score, table.block or 0), default=None)
    if best is None or best.score < LIKELY:
        return observe_unknown_table(sheet, layouts)
    best.is_further = True
    best.findings.insert(0, Finding(EXTRA, "sheet", None, sheet.name, None, None, sheet.name))
    return best
