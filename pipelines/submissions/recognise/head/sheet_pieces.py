"""Cuts a sheet that carries several forms or reporters into pieces, each with its own head.

Two forms on one sheet may stand below or beside each other. One head is read in sheet_head.py.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Sheet, raw_text
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.recognise.head.sheet_head import (
    AFTER_COLON,
    BEGINNINGS,
    HEAD,
    NO_END,
    SheetHead,
    SheetText,
    answer_of,
    form_code,
    read_head,
    texts,
)
from pipelines.submissions.value.head_labels import NUMBER, REPORTER, read_label


class Lead(NamedTuple):
    """A form number or a reporter that may begin a piece of a sheet."""

    row: int
    column: int
    label: str  # NUMBER or REPORTER of head_labels.py; empty for another text


def read_sheet_heads(sheet: Sheet, layouts: Layouts) -> list[SheetHead]:
    """The heads of the sheet's pieces; almost always one, whose piece is the whole sheet."""
    whole = read_head(sheet, layouts)
    if not whole.has_second and not _states_again(whole, layouts):
        return [whole]
    pieces = _with_rows(_cut(sheet, layouts), layouts)
    return [read_head(piece, layouts) for piece in pieces] if len(pieces) > 1 else [whole]


def _states_again(head: SheetHead, layouts: Layouts) -> bool:
    """True if a further form number or reporter stands below where the search ended."""
    lines = (line for row, line in head.sheet.rows.items() if row > head.end)
    if not any(
        isinstance(value, str) and (value[:1] in BEGINNINGS or "\n" in value) and _may_lead(value)
        for line in lines
        for value in line.values()
    ):
        return False  # nearly always: checked without making a list of every text
    below = (text for text in texts(head.sheet, head.end) if text.text[:1] in BEGINNINGS)  # a line may be blank
    return any(_lead(head.sheet, layouts, text).label for text in below)


@lru_cache(maxsize=16384)  # the same texts come in every file of a form
def _may_lead(text: str) -> bool:
    """True if the text, or one of its lines, begins with the label of a form number or a reporter."""
    labels = map(read_label, AFTER_COLON.sub(": ", text).splitlines())
    return any(label.kind in (NUMBER, REPORTER) for label in labels if label)


def _lead(sheet: Sheet, layouts: Layouts, text: SheetText) -> Lead:
    """The label is NUMBER where a declared form follows, REPORTER where a known reporter follows, else empty."""
    label, kind = read_label(text.text), ""
    if label and label.kind == NUMBER and form_code(name_fold(answer_of(sheet, text, label).text), layouts):
        kind = NUMBER
    elif label and label.kind == REPORTER and layouts.reporter_codes(answer_of(sheet, text, label).text):
        kind = REPORTER
    return Lead(text.row, text.column, kind)


def _cut(sheet: Sheet, layouts: Layouts) -> list[Sheet]:
    """The sheet in pieces, each of which begins with what the sheet states most often: form number or reporter."""
    leads = [_lead(sheet, layouts, text) for text in texts(sheet)]
    numbers, reporters = ([lead for lead in leads if lead.label == label] for label in (NUMBER, REPORTER))
    first = numbers if len(numbers) >= len(reporters) else reporters
    places = {(lead.row, lead.column) for lead in first}
    others = [lead for lead in (*numbers, *reporters) if (lead.row, lead.column) not in places]
    bands: list[list[Lead]] = []  # leads beside each other
    for lead in first:
        if bands and lead.row - bands[-1][-1].row <= 1 and lead.column != bands[-1][-1].column:
            bands[-1].append(lead)
        else:
            bands.append([lead])
    pieces: list[Sheet] = []
    tops = [0, *(_top(band[0].row, others) for band in bands[1:]), NO_END]
    for band, top, bottom in zip(bands, tops, tops[1:], strict=False):
        lefts = [0, *sorted(lead.column for lead in band)[1:], NO_END]
        pieces += [_piece(sheet, (top, bottom), columns) for columns in pairwise(lefts)]
    return pieces


def _with_rows(pieces: list[Sheet], layouts: Layouts) -> list[Sheet]:
    """Join pieces without rows of a form to the piece before: `Đơn vị báo cáo` above a signature cuts nothing off."""
    kept: list[Sheet] = []
    for piece in pieces:
        known = {text for line in piece.rows.values() for v in line.values() if (text := name_fold(raw_text(v)))}
        if kept and len(known & layouts.row_labels) < 2:
            last = kept[-1]
            rows = {
                row: last.rows.get(row, {}) | piece.rows.get(row, {}) for row in last.rows.keys() | piece.rows.keys()
            }
            ordered = {row: dict(sorted(line.items())) for row, line in sorted(rows.items())}
            covered = {
                row: last.covered.get(row, {}) | piece.covered.get(row, {})
                for row in last.covered.keys() | piece.covered.keys()
            }
            kept[-1] = replace(last, rows=ordered, merged=last.merged + piece.merged, covered=covered)
        else:
            kept.append(piece)
    return kept


def _top(row: int, others: list[Lead]) -> int:
    """Where a piece begins: the rest of its head may stand a little above what leads it."""
    return min((other.row for other in others if row - HEAD <= other.row <= row), default=row)


def _piece(sheet: Sheet, rows: tuple[int, int], columns: tuple[int, int]) -> Sheet:
    """The part of the sheet between these rows and columns, with its addresses; without the second reader's count."""
    merged = [box for box in sheet.merged if rows[0] <= box.top < rows[1] and columns[0] <= box.left < columns[1]]
    kept, covered = (
        {
            row: cut
            for row, line in lines.items()
            if rows[0] <= row < rows[1]
            and (cut := {at: value for at, value in line.items() if columns[0] <= at < columns[1]})
        }
        for lines in (sheet.rows, sheet.covered)
    )
    return replace(sheet, rows=kept, merged=merged, covered=covered, n_second=None)
