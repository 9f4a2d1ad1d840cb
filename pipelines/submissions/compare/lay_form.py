"""Lays one declared form over the sheets of a book: which sheet carries which block, and how well it matches."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Sheet
from pipelines.submissions.compare.areas import observe_areas
from pipelines.submissions.compare.observed import ObservedForm, ObservedTable
from pipelines.submissions.compare.register import observe_register
from pipelines.submissions.compare.rows import observe_rows
from pipelines.submissions.compare.unknown_table import observe_unknown_table
from pipelines.submissions.layout.layouts import Block, Form, Layouts
from pipelines.submissions.match.findings import EXTRA, MISSING, MOVED, Finding
from pipelines.submissions.recognise.by_layout import FEW, LIKELY

MIN_BLOCK_SCORE = 0.3  # below it a sheet does not carry the block


def may_stand(block: Block, texts: set[str]) -> bool:
    """Cheap pre-check that skips forms which share too few texts with the sheets."""
    if block.kind == "rows" and not block.repeat:
        due = {label for key in block.due_rows for label in block.rows[key].labels}
        return 2 * len(texts & due) >= FEW * len(due)  # labels are declared in two languages, of which one is printed
    headers = {text for column in block.columns for text in (column.header, column.code) if text}
    return 4 * len(texts & headers) >= len({column.key for column in block.columns})


def lay_form(form: Form, sheets: Sequence[Sheet], layouts: Layouts) -> ObservedForm:
    """Lay each block over the sheet of its name, the remaining blocks over the remaining sheets, best score first."""
    by_name = {name_fold(sheet.name): sheet for sheet in sheets}
    placed: dict[int, ObservedTable] = {}
    for block in form.blocks:
        candidates = [by_name[block.sheet]] if block.sheet in by_name else list(sheets) if not block.sheet else []
        tables = [t for sheet in candidates if (t := _observe(sheet, block, [*placed.values()], layouts))]
        _place_best(placed, block, tables)
    missing = [block for block in form.blocks if block.no not in placed]
    used, names = {table.sheet for table in placed.values()}, {block.sheet for block in form.blocks}
    free = [sheet for sheet in sheets if sheet.name not in used and name_fold(sheet.name) not in names]
    pairs = [(table, block) for block in missing for sheet in free if (table := _observe(sheet, block, [], layouts))]
    for table, block in sorted(pairs, key=lambda pair: pair[0].score, reverse=True):
        if block.no not in placed and table.sheet not in {other.sheet for other in placed.values()}:
            _place_best(placed, block, [table])
    tables = [placed[block.no] for block in form.blocks if block.no in placed]
    score = _form_score(form, tables, len(sheets))
    return ObservedForm(form.id, round(score, 3), tables, findings=_sheet_findings(form, placed))


def _place_best(placed: dict[int, ObservedTable], block: Block, tables: list[ObservedTable]) -> None:
    best = max(tables, key=lambda table: table.score, default=None)
    if best is not None and best.score >= MIN_BLOCK_SCORE:
        placed[block.no] = best


def _sheet_findings(form: Form, placed: dict[int, ObservedTable]) -> list[Finding]:
    """Blocks that are missing, and those whose sheet has another name."""
    findings: list[Finding] = []
    for block in form.blocks:
        table = placed.get(block.no)
        if table is None:
            title = block.sheet_name or f"{form.code}, {block.no}"
            findings.append(Finding(MISSING, "sheet", None, None, None, title, None))
        elif block.sheet and name_fold(table.sheet) != block.sheet:
            findings.append(Finding(MOVED, "sheet", None, table.sheet, None, block.sheet_name, table.sheet))
    return findings


def _form_score(form: Form, tables: list[ObservedTable], n_sheets: int) -> float:
    """The share of the form that is there; of a publisher's form of several sheets also the share of the book."""
    total = sum(table.score for table in tables)
    of_book = total / n_sheets if form.is_anchored and len(form.blocks) > 1 else 0.0
    return max(total / max(1, len(form.blocks)), of_book)


def _observe(sheet: Sheet, block: Block, placed: list[ObservedTable], layouts: Layouts) -> ObservedTable | None:
    """The block's table on the sheet, below those that are placed there already."""
    if block.kind == "rows":
        start = max((table.last for table in placed if table.sheet == sheet.name), default=0)
        return (observe_register if block.repeat else observe_rows)(sheet, block, start)
    return observe_areas(sheet, block, layouts.areas.get(block.area_set or "", {}))


def additional_table(sheet: Sheet, form: Form | None, layouts: Layouts) -> ObservedTable | None:
    """A table that resembles one of the form's, perhaps of another year; else a table without a block."""
    tables = [table for block in (form.blocks if form else ()) if (table := _observe(sheet, block, [], layouts))]
    best = max(tables, key=lambda table: (table.score, table.block or 0), default=None)
    if best is None or best.score < LIKELY:
        return observe_unknown_table(sheet, layouts)
    best.is_additional = True
    best.findings.insert(0, Finding(EXTRA, "sheet", None, sheet.name, None, None, sheet.name))
    return best
