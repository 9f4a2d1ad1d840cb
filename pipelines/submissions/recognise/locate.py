"""Locates the tables of a recognised row form: by their codes, else by the names of their rows and columns.

Decides which block stands on which sheet, and from which score a table is read or waits. The two ways themselves are
match/by_codes.py and match/by_labels.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.errors import Message, join
from pipelines.submissions.book.book import Sheet, address
from pipelines.submissions.layout.layouts import Block, Form
from pipelines.submissions.match.by_codes import HEADER, LocatedTable, find_tables
from pipelines.submissions.match.by_labels import Match, match_block
from pipelines.submissions.match.findings import EXTRA, MISSING, MOVED, Finding, summary
from pipelines.submissions.match.opposites import is_of_other_time
from pipelines.submissions.match.register_header import match_register
from pipelines.submissions.notes import note
from pipelines.submissions.problems import RefusedError, problem
from pipelines.submissions.reasons import reason
from pipelines.submissions.recognise.recognise import RecognisedForm
from pipelines.submissions.recognise.shifted_cells import reject_shifted_rows

# Every row and column of a match is certain by itself, or rejected, or a doubt; the score only guards against matching
# a form with the table of another one. Two of our own forms share at most 0.19 of their rows (test_locate.py), so that
# even with all columns alike one of them scores 0.6 × 0.19 + 0.4 = 0.51 on the table of the other.
READ, WAIT = 0.6, 0.35
LONGEST_HEADER = 60  # characters; what is longer over a column is no header but a line of the head


class PlacedMatch(NamedTuple):
    """A block found on a sheet."""

    sheet: Sheet
    match: Match


def locate(found: RecognisedForm) -> None:
    """Fill `found.tables` and `found.findings`; add doubts where a person must look.

    Raises RefusedError where a table is not there.
    """
    if found.who.form.is_anchored:
        _by_sheet(found)
        return
    for sheet in found.sheets:
        tables = _on_sheet(found, sheet)
        found.tables.append(tables)
        _doubt_other_time(found, sheet, tables)
        for table in tables:
            found.doubts += reject_shifted_rows(sheet, table)


def _doubt_other_time(found: RecognisedForm, sheet: Sheet, tables: Sequence[LocatedTable]) -> None:
    """A doubt where headers over figures, those of groups too, are of another period than the report or of a plan."""
    doubts: list[Message] = []
    for table in tables:
        if not table.block.repeat:  # a register states its units
            doubts += headers_of_other_time(found, sheet, table)
    if doubts:
        found.doubts.append(problem("columns_doubtful", expected=found.who.form.code, found=join(doubts)))


def headers_of_other_time(found: RecognisedForm, sheet: Sheet, table: LocatedTable) -> list[Message]:
    """What is said of headers over figures of the table that are of another period than the report, or of a plan."""
    period = found.who.period
    right_of = {(box.top, box.left): box.right for box in sheet.merged}
    declared = {text for spec in table.columns.values() for text in spec.headers}
    doubts: list[Message] = []
    for row in range(max(1, table.code_row - HEADER), table.code_row + 1):
        for at, text in sheet.rows.get(row, {}).items():
            if type(text) is not str or at <= table.places.get("label", 0) or len(text) > LONGEST_HEADER:
                continue
            folded, right = name_fold(text), right_of.get((row, at), at)
            has_figures_below = any(at <= place <= right for place in table.values)
            if not has_figures_below or folded in declared:
                continue
            if is_of_other_time(text, folded, period.code, period.calendar):
                cell = address(row, at)
                doubts.append(reason("header_of_other_time", header=text, cell=cell, period=period.code))
    return doubts


def _on_sheet(found: RecognisedForm, sheet: Sheet) -> list[LocatedTable]:
    """All blocks of the form on one sheet, from the top."""
    form = found.who.form
    try:
        return find_tables(sheet, form)
    except RefusedError as refusal:
        matches = match_all(sheet, form)
        if (
            not matches
            or min(match.score for match in matches) < WAIT
            or not all(m.table.values or m.table.block.repeat for m in matches)
        ):
            raise RefusedError(refusal.problems, form.code) from refusal
        for match in matches:
            _take(found, match)
            if not match.doubts and match.score >= READ:
                _note_layout(found, match)
        return [match.table for match in matches]


def match_all(sheet: Sheet, form: Form) -> list[Match]:
    """The form's blocks by their names, one below the other; empty where one of them is not there."""
    folded = name_fold(sheet.name)
    named = [block for block in form.blocks if block.sheet in ("", folded)] or list(form.blocks)
    matches: list[Match] = []
    for block in named:
        start = matches[-1].table.last if matches else 0
        found = match_register(sheet, block, start) if block.repeat else match_block(sheet, block, start)
        if found is None:
            return []
        matches.append(found)
    return matches


def _take(found: RecognisedForm, match: Match) -> None:
    """Take over the findings of a match, and a doubt if it has any or its score is low."""
    found.findings += match.findings
    code = found.who.form.code
    if match.doubts:
        found.doubts.append(problem("columns_doubtful", expected=code, found=join(match.doubts)))
    elif match.score < READ:
        differences = summary(match.findings)
        found.doubts.append(problem("layout_differs", expected=code, score=f"{match.score:.0%}", found=differences))


def _note_layout(found: RecognisedForm, match: Match) -> None:
    """A note where columns or further rows differ from the form."""
    differences = summary([entry for entry in match.findings if entry.part == "column" or entry.kind == EXTRA])
    if differences.vi:
        found.notes.append(note("layout_matched", form=found.who.form.code, differences=differences))


def _by_sheet(found: RecognisedForm) -> None:
    """Each block of a publisher's form on the sheet of its name, else on the sheet that is laid out like it."""
    form, sheets = found.who.form, found.sheets
    by_name = {name_fold(sheet.name): sheet for sheet in sheets}
    named = {block.sheet for block in form.blocks}
    placed: dict[int, list[Match]] = {}
    for block in form.blocks:
        others = [sheet for sheet in sheets if name_fold(sheet.name) not in named]
        place = _place(block, by_name, others, placed)
        if place is None or place.match.score < WAIT or not place.match.table.values:
            found.findings.append(Finding(MISSING, "sheet", None, block.sheet_name, None, block.sheet_name, None))
            found.notes.append(note("sheet_missing", sheet=block.sheet_name, form=form.code))
            continue
        name = place.sheet.name
        if name_fold(name) != block.sheet:
            found.findings.append(Finding(MOVED, "sheet", None, name, None, block.sheet_name, name))
        placed.setdefault(place.sheet.no, []).append(place.match)
        _take(found, place.match)
    if not placed:
        names = ", ".join(by_name)
        raise RefusedError([problem("sheet_missing", sheet=form.blocks[0].sheet_name, found=names)], form.code)
    found.sheets = [sheet for sheet in sheets if sheet.no in placed]
    for sheet in found.sheets:
        found.tables.append(sorted((match.table for match in placed[sheet.no]), key=lambda table: table.first))


def _place(
    block: Block, by_name: dict[str, Sheet], others: list[Sheet], placed: dict[int, list[Match]]
) -> PlacedMatch | None:
    """The block on the sheet of its name, below what stands there already; else on the best of the other sheets."""
    sheet = by_name.get(block.sheet)
    if sheet is not None:
        start = max((match.table.last for match in placed.get(sheet.no, [])), default=0)
        match = match_block(sheet, block, start)
        return PlacedMatch(sheet, match) if match else None
    free = [other for other in others if other.no not in placed]
    matches = [PlacedMatch(other, match) for other in free if (match := match_block(other, block))]
    best = max(matches, key=lambda place: place.match.score, default=None)
    return best if best and best.match.score >= READ else None
