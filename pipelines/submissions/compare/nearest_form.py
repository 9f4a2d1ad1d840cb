"""Finds the declared form that the tables of a book are nearest to: every form is laid over every sheet.

For `chiso form diff` only. A proposal of seed rows is reviewed by a person, so less similarity suffices here than for
reading a file (recognise.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Book, Sheet, address, raw_text
from pipelines.submissions.compare.areas import observe_areas
from pipelines.submissions.compare.observed import CellText, ObservedForm, ObservedTable, OtherForm
from pipelines.submissions.compare.register import observe_register
from pipelines.submissions.compare.rows import observe_rows
from pipelines.submissions.compare.unknown_table import observe_unknown_table
from pipelines.submissions.layout.layouts import Block, Form, Layouts
from pipelines.submissions.match.findings import EXTRA, MATCHED, MISSING, MOVED, Finding
from pipelines.submissions.recognise.by_layout import FEW, LIKELY
from pipelines.submissions.recognise.identify import Hints, StatedIdentity, find_period
from pipelines.submissions.recognise.sheet_head import LONGEST_ANCHOR, SheetHead, folded_texts
from pipelines.submissions.recognise.sheet_pieces import read_sheet_heads
from pipelines.submissions.value.printed_unit import printed_unit

MIN_BLOCK_SCORE = 0.3  # below it a sheet does not carry the block
MAX_OTHERS = 3  # further forms that are named


def compare_forms(book: Book, layouts: Layouts, hints: Hints) -> list[ObservedForm]:
    """Every form of the book beside the nearest declared one; empty where the book has no table at all."""
    visible = [sheet for sheet in book.sheets if sheet.visibility == "visible"]
    reported = [sheet for sheet in visible if sheet.name not in layouts.guide_sheets]
    heads = [head for sheet in reported for head in read_sheet_heads(sheet, layouts) if head.sheet.rows]
    return _Comparison(layouts, hints, heads).forms()


class _Ranked(NamedTuple):
    """One version of a form laid over the sheets."""

    form: Form
    observed: ObservedForm
    is_in_force: bool

    @property
    def n_differences(self) -> int:
        """How many findings are not plain matches: of two versions with all columns, the one with fewer is meant."""
        findings = [*self.observed.findings, *(f for table in self.observed.tables for f in table.findings)]
        return sum(finding.kind != MATCHED for finding in findings)


@dataclass
class _Comparison:
    """The sheets of a book that are not yet assigned to a form, with the heads that they print."""

    layouts: Layouts
    hints: Hints
    heads: list[SheetHead]

    def forms(self) -> list[ObservedForm]:
        found: list[ObservedForm] = []
        while self.heads and not (found and self.hints.form):
            stated = self.hints.form or next((head.form for head in self.heads if head.form), None)
            is_any = stated in (None, self.hints.form)
            heads = self.heads if is_any else [head for head in self.heads if head.form == stated]
            assigned = {form.form.code for form in found if form.form}  # their further sheets are added at the end
            nearest = self._nearest(heads, stated, assigned)
            if nearest is None:
                break
            form, observed = nearest
            taken = {table.sheet for table in observed.tables}
            self._read_heads(observed, [head for head in heads if head.sheet.name in taken], form)
            self.heads = [h for h in self.heads if h.sheet.name not in taken or (h.form and h.form != form.code)]
            found.append(observed)
        self._add_remaining(found)
        return found

    def _nearest(
        self, heads: list[SheetHead], stated: str | None, assigned: set[str]
    ) -> tuple[Form, ObservedForm] | None:
        """The nearest version: of the form that the sheet or the sender states, else of all that are near enough."""
        sheets = [head.sheet for head in heads]
        texts = {text for sheet in sheets for text in folded_texts(sheet)}
        forms = self.layouts.versions(stated) if stated else [f for f in self.layouts.forms if f.code not in assigned]
        ranked: list[_Ranked] = []
        for form in forms:
            if stated is None and not any(_may_stand(block, texts) for block in form.blocks):
                continue
            observed = _lay(form, sheets, self.layouts)
            if observed.tables:
                ranked.append(_Ranked(form, observed, self._is_in_force(form, heads)))
        ranked.sort(
            key=lambda r: (
                stated is not None and r.is_in_force,
                r.observed.score,
                -r.n_differences,
                r.is_in_force,
                r.form.version,
            ),
            reverse=True,
        )
        if not ranked or (stated is None and ranked[0].observed.score < LIKELY):
            return None
        form, observed, _ = ranked[0]
        others = [r for r in ranked if r.form.code != form.code][:MAX_OTHERS]
        observed.others = [OtherForm(r.form.code, r.form.version, r.observed.score) for r in others]
        return form, observed

    def _is_in_force(self, form: Form, heads: list[SheetHead]) -> bool:
        period = self._period(form, heads)
        return period is not None and form.valid_from <= self.layouts.periods[period].start < form.valid_to

    def _period(self, form: Form, heads: list[SheetHead]) -> str | None:
        """The period stated beside the file, else the one that the sheets print."""
        if self.hints.period:
            return self.hints.period
        name_period = self.hints.name_period
        for head in [head for head in heads if head.period] or heads[:1]:
            found = find_period(self.layouts, form, StatedIdentity(period=head.period), Hints(name_period=name_period))
            if found.period and not found.problem and (head.period or name_period):
                return found.period.code
        return None

    def _read_heads(self, observed: ObservedForm, heads: list[SheetHead], form: Form | None) -> None:
        """Add what the sheets print around their tables: number, period, reporter, unit, titles."""
        observed.number = next((n for head in heads if not head.form and (n := head.number or head.printed)), "")
        texts = [text for head in heads for text in (head.code, head.reporter)]
        reporters = {code for text in texts for code in self.layouts.reporter_codes(text)}
        kinds = {self.layouts.reporters[code].kind for code in reporters}
        observed.reporter_kind = kinds.pop() if len(kinds) == 1 else None
        observed.period = self._period(form, heads) if form else self._printed_period(heads)
        for head in heads:
            tables = [table for table in observed.tables if table.sheet == head.sheet.name]
            for table in tables:
                table.unit = printed_unit(head.sheet, table.header_last, self.layouts)
            end = min((table.header_last for table in tables), default=0)
            observed.titles[head.sheet.name] = [
                CellText(address(row, at), raw_text(value))
                for row, line in head.sheet.rows.items()
                if row <= end
                for at, value in line.items()
                if isinstance(value, str) and len(value) <= LONGEST_ANCHOR and (row, at) not in head.cells
            ]

    def _printed_period(self, heads: list[SheetHead]) -> str | None:
        """The period of an unknown form: the one stated, else the one whose name the sheets print."""
        folded = {name_fold(head.period) for head in heads if head.period}
        codes = {code for (_, name), code in self.layouts.period_names.items() if name in folded}
        return self.hints.period or (codes.pop() if len(codes) == 1 else None)

    def _add_remaining(self, found: list[ObservedForm]) -> None:
        """Add the tables of sheets that no form took: to a publisher's form as blocks, else as a form of their own."""
        anchored = {form.id: form for form in self.layouts.forms if form.is_anchored}
        target = next((observed for observed in found if observed.form in anchored), None)
        form = anchored[target.form] if target and target.form else None
        tables = [table for head in self.heads if (table := _additional_table(head.sheet, form, self.layouts))]
        if not tables:
            return
        if found and target is None:  # a scratch sheet beside one of our own forms
            found[0].findings += [Finding(EXTRA, "sheet", None, t.sheet, None, None, t.sheet) for t in tables]
        elif target is None:
            unknown = ObservedForm(None, 0.0, tables)
            sheets = {table.sheet for table in tables}
            self._read_heads(unknown, [head for head in self.heads if head.sheet.name in sheets], None)
            found.append(unknown)
        else:
            target.tables += tables


def _may_stand(block: Block, texts: set[str]) -> bool:
    """Cheap pre-check that skips forms which share too few texts with the sheets."""
    if block.kind == "rows" and not block.repeat:
        due = {label for key in block.due_rows for label in block.rows[key].labels}
        return 2 * len(texts & due) >= FEW * len(due)  # labels are declared in two languages, of which one is printed
    headers = {text for column in block.columns for text in (column.header, column.code) if text}
    return 4 * len(texts & headers) >= len({column.key for column in block.columns})


def _lay(form: Form, sheets: Sequence[Sheet], layouts: Layouts) -> ObservedForm:
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


def _additional_table(sheet: Sheet, form: Form | None, layouts: Layouts) -> ObservedTable | None:
    """A table that resembles one of the form's, perhaps of another year; else a table without a block."""
    tables = [table for block in (form.blocks if form else ()) if (table := _observe(sheet, block, [], layouts))]
    best = max(tables, key=lambda table: (table.score, table.block or 0), default=None)
    if best is None or best.score < LIKELY:
        return observe_unknown_table(sheet, layouts)
    best.is_additional = True
    best.findings.insert(0, Finding(EXTRA, "sheet", None, sheet.name, None, None, sheet.name))
    return best
