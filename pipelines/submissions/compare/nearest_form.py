"""Finds the declared form that the tables of a book are nearest to: every form is laid over every sheet.

For `chiso form diff` only. A proposal of seed rows is reviewed by a person, so less similarity suffices here than for
reading a file (recognise.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Book, address, raw_text
from pipelines.submissions.compare.lay_form import additional_table, lay_form, may_stand
from pipelines.submissions.compare.likeness import FLOOR, is_of_other_office, is_of_other_stage, name_likeness
from pipelines.submissions.compare.observed import CellText, ObservedForm, OtherForm
from pipelines.submissions.layout.layouts import Form, Layouts
from pipelines.submissions.match.findings import EXTRA, MATCHED, Finding
from pipelines.submissions.recognise.by_layout import LIKELY
from pipelines.submissions.recognise.head.sheet_head import LONGEST_ANCHOR, SheetHead, folded_texts
from pipelines.submissions.recognise.head.sheet_pieces import read_sheet_heads
from pipelines.submissions.recognise.identify import Hints, StatedIdentity, find_period
from pipelines.submissions.value.head_labels import printed_number
from pipelines.submissions.value.printed_unit import printed_unit

TITLE_YEAR = re.compile(r"\bNĂM ((?:19|20)\d\d)\b")
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
            if stated is None and not any(may_stand(block, texts) for block in form.blocks):
                continue
            observed = lay_form(form, sheets, self.layouts)
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
        if stated is None:
            ranked = [r for r in ranked if r.observed.score >= LIKELY and self._is_near(r, heads)]
            ranked.sort(key=lambda r: r.observed.is_other_source)  # the sort is stable: of one source the nearest
        if not ranked:
            return None
        form, observed, _ = ranked[0]
        others = [r for r in ranked if r.form.code != form.code][:MAX_OTHERS]
        observed.others = [OtherForm(r.form.code, r.form.version, r.observed.score) for r in others]
        return form, observed

    def _is_near(self, ranked: _Ranked, heads: list[SheetHead]) -> bool:
        """True if the form may be meant; notes where the sheets print another stage or office than it has."""
        form, observed = ranked.form, ranked.observed
        blocks = {block.no: block for block in form.blocks}
        alike = [name_likeness(table, blocks[table.block]) for table in observed.tables if table.block]
        if sum(alike) < FLOOR * len(alike):
            return False
        taken = {table.sheet: table.header_first for table in reversed(observed.tables)}
        rows = [line for head in heads for row, line in head.sheet.rows.items() if row < taken.get(head.sheet.name, 0)]
        texts = [value for line in rows for value in line.values() if isinstance(value, str)]
        reporters = {code for head in heads for text in (head.code, head.reporter) for code in self._codes(text)}
        observed.is_other_source = is_of_other_stage(form, observed.tables, texts) or is_of_other_office(
            form, reporters, self.layouts
        )
        return True

    def _codes(self, text: str) -> set[str]:
        return self.layouts.reporter_codes(text) if text else set()

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
        return self._year_of_title(form, heads) if form.frequency == "year" else None

    def _year_of_title(self, form: Form, heads: list[SheetHead]) -> str | None:
        """The one year that titles in capitals print."""
        texts = [v for head in heads for line in head.sheet.rows.values() for v in line.values() if isinstance(v, str)]
        years = {year for text in texts if text.isupper() for year in TITLE_YEAR.findall(text)}
        code = ("S" if form.calendar == "stat" else "") + "".join(years)
        return code if len(years) == 1 and code in self.layouts.periods else None

    def _read_heads(self, observed: ObservedForm, heads: list[SheetHead], form: Form | None) -> None:
        """Add what the sheets print around their tables: number, period, reporter, unit, titles."""
        observed.number = next((n for head in heads if not head.form and (n := _printed_code(head))), "")
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
        tables = [table for head in self.heads if (table := additional_table(head.sheet, form, self.layouts))]
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


def _printed_code(head: SheetHead) -> str:
    """The undeclared number of a sheet; one printed without `Biểu số` counts where it names who issued it."""
    printed = printed_number(head.printed) if head.is_coded else None
    return head.number or (printed.code if printed else "")
