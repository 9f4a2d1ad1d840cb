"""python-calamine: the first reader. Blind to error cells and uncalculated formulas, which the scans find.

Here: one library's calls. Not here: the choice between readers (read.py).
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from python_calamine import CalamineWorkbook, SheetTypeEnum

from pipelines.submissions.book.book import Book, Row, Sheet, Value

VISIBILITY = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "very_hidden"}


def read(content: bytes) -> Book:
    """The book, sheets in workbook order; a chart sheet has no cells."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets: list[Sheet] = []
    for no, meta in enumerate(book.sheets_metadata, start=1):
        sheet = Sheet(no, meta.name, VISIBILITY[str(meta.visible).rpartition(".")[2]], {})
        sheets.append(sheet)
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        found = book.get_sheet_by_index(no - 1)
        start = found.start
        if start is not None:
            sheet.rows = _rows(found.to_python(skip_empty_area=True), start)
        sheet.merged = [(r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in found.merged_cell_ranges or []]
    return Book("calamine", sheets)


def _rows(grid: Sequence[Sequence[Value]], start: tuple[int, int]) -> dict[int, Row]:
    """Rows with a cell that shows something. Written for speed: it runs for every cell of every file."""
    texts = {value for line in grid for value in line if type(value) is str}
    unseen = {text for text in texts if not text or text.isspace()}
    columns = range(start[1] + 1, start[1] + 1 + max(map(len, grid), default=0))
    rows: dict[int, Row] = {}
    for number, line in enumerate(grid, start=start[0] + 1):
        if unseen.isdisjoint(line):
            rows[number] = dict(zip(columns, line, strict=False))
        elif row := {column: value for column, value in zip(columns, line, strict=False) if value not in unseen}:
            rows[number] = row
    return rows
