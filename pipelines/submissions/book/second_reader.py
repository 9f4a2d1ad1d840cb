"""Runs the second reader of a file and holds the first reader's book against it: counts of cells, a sample of texts.

What only the second reader finds is added to the book: error cells, texts that the first leaves out, formats, merged
ranges, what is hidden.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import NamedTuple

from pipelines.submissions.book.book import (
    Book,
    Row,
    Sheet,
    SheetScan,
    UnreadableError,
    Value,
    address,
)
from pipelines.submissions.book.number_formats import as_shown
from pipelines.submissions.book.source import Source

# What two readers of one text may differ in: white space, and the escapes that stand for control characters.
UNCOMPARED = re.compile(r"\s+|(?:_x005[Ff])?_x[0-9A-Fa-f]{4}_|[\x00-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
MAX_DIFFERING = 3  # cells that a message names


class Agreement(NamedTuple):
    """Where a book and the second reader differ; both are empty where they agree."""

    counts: str = ""  # each sheet whose two counts differ, with both
    texts: str = ""  # the first cells whose two texts differ

    @property
    def is_whole(self) -> bool:
        """True if counts and texts agree, or there is no second reader."""
        return not self.counts and not self.texts


def scan(source: Source) -> list[SheetScan] | None:
    """The second reader's sheets; None where it cannot open the file, since the first reader may."""
    module = import_module(f"pipelines.submissions.book.counters.{source.format}")
    try:
        return module.scan(source)
    except (MemoryError, UnreadableError):
        raise
    except Exception:  # whatever a parser raises on a broken file: there is no second count
        return None


def combine(book: Book, scans: list[SheetScan] | None) -> Agreement:
    """Compare the book with the scans, and add to it, in place, what only they hold."""
    by_name = {scan.name: scan for scan in scans or []}
    differing: list[str] = []
    for sheet in book.sheets:
        scan = by_name.get(sheet.name)
        if scan is not None:
            _combine_sheet(sheet, scan, differing)
        if sheet.merged:
            _set_covered_aside(sheet)
    counts = [sheet for sheet in book.sheets if sheet.n_second not in (None, sheet.n_nonempty)]
    return Agreement(
        "; ".join(f"“{sheet.name}”: {sheet.n_nonempty} ≠ {sheet.n_second}" for sheet in counts),
        "; ".join(differing[:MAX_DIFFERING]),
    )


def _combine_sheet(sheet: Sheet, scan: SheetScan, differing: list[str]) -> None:
    sheet.n_second = scan.n_nonempty
    if not scan.has_cells:
        sheet.rows = {}
    if scan.sample:
        differing += [f"“{sheet.name}”, {address(*at)}" for at in _differing(sheet, scan.sample)]
    left_out = {at: text for at, text in scan.left_out.items() if at[1] not in sheet.rows.get(at[0], {})}
    if scan.broken or left_out:
        _add_cells(sheet, {**left_out, **scan.broken})
    for (row, column), text in scan.superscripts.items():
        if type(sheet.rows.get(row, {}).get(column)) is str:
            sheet.rows[row][column] = text
    for (row, column), effect in scan.format_effects.items():
        value = sheet.rows.get(row, {}).get(column)
        if value is not None:
            sheet.rows[row][column] = as_shown(value, effect)
    sheet.merged = sheet.merged or scan.merged
    sheet.hidden_rows, sheet.hidden_columns = scan.hidden_rows, scan.hidden_columns


def _differing(sheet: Sheet, sample: dict[tuple[int, int], str]) -> list[tuple[int, int]]:
    """The cells of the sample in which the first reader has another text, or none."""
    return [
        (row, column)
        for (row, column), text in sample.items()
        if (type(value := sheet.rows.get(row, {}).get(column, "")) is str) and texts_differ(value, text)
    ]


def texts_differ(first: str, second: str) -> bool:
    """True for two texts of one cell that differ in more than readers may differ in."""
    return first != second and UNCOMPARED.sub("", first) != UNCOMPARED.sub("", second)


def _add_cells(sheet: Sheet, cells: dict[tuple[int, int], Value]) -> None:
    for (row, column), value in cells.items():
        sheet.rows.setdefault(row, {})[column] = value
    for row in {row for row, _ in cells}:
        sheet.rows[row] = dict(sorted(sheet.rows[row].items()))
    sheet.rows = dict(sorted(sheet.rows.items()))


def _set_covered_aside(sheet: Sheet) -> None:
    """Move what stands under a merged range, which nobody sees, from the sheet's rows to `covered`."""
    for top, left, bottom, right in sheet.merged:
        rows = range(top, bottom + 1) if bottom - top < len(sheet.rows) else list(sheet.rows)
        for row in rows:
            line = sheet.rows.get(row)
            if line is None or not top <= row <= bottom or (row == top and max(line) <= left):
                continue
            hidden = {
                column: value
                for column, value in line.items()
                if left <= column <= right and (row, column) != (top, left)
            }
            if hidden:
                _cover(sheet, row, hidden)


def _cover(sheet: Sheet, row: int, hidden: Row) -> None:
    line = {column: value for column, value in sheet.rows[row].items() if column not in hidden}
    if line:
        sheet.rows[row] = line
    else:
        del sheet.rows[row]
    sheet.covered[row] = dict(sorted((sheet.covered.get(row, {}) | hidden).items()))
