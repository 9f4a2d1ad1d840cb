"""The header of a table of areas: the first row under which every declared column stands.

Here: which column of the sheet is which declared one. Not here: which sheet it is (area_match.py), rows of areas.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.codebook.text import name_fold
from pipelines.submissions.layouts import Block, Column
from pipelines.submissions.sheet import Row, Sheet


@dataclass(slots=True)
class Table:
    """One block found on its sheet."""

    block: Block
    sheet: Sheet
    first: int
    header_last: int
    columns: dict[int, Column]
    last: int = 0

    @property
    def area_column(self) -> int:
        return next((at for at, column in self.columns.items() if column.role == "area"), 0)


def header_of(sheet: Sheet, block: Block) -> Table:
    """The first header under which every declared column stands, else the fullest, for the message."""
    best = Table(block, sheet, 0, 0, {})
    declared = {text for column in block.columns for text in (column.header, column.code) if text}
    for row in sheet.rows:
        if declared.isdisjoint(_texts({row: sheet.rows[row]})):
            continue  # a header begins with a row of it, not with a title above
        zone = {at: sheet.rows[at] for at in range(row, row + block.header_rows + 1) if at in sheet.rows}
        texts = _texts(zone)
        columns = {at: column for column in block.columns if (at := _place(column, texts))}
        if len(columns) > len(best.columns):
            best = Table(block, sheet, row, row + block.header_rows, columns)
        if len(columns) == len(block.columns):
            break
    return best


def _texts(zone: dict[int, Row]) -> dict[str, list[int]]:
    """Folded header texts and the columns they stand in, upper rows first."""
    texts: dict[str, list[int]] = {}
    for line in zone.values():
        for column, value in line.items():
            if isinstance(value, str):
                places = texts.setdefault(name_fold(value), [])
                if column not in places:
                    places.append(column)
    return texts


def _place(column: Column, texts: dict[str, list[int]]) -> int:
    """Where a column stands: by its technical code where that is unique, else by its header's first place."""
    by_code = texts.get(column.code, []) if column.code else []
    by_header = texts.get(column.header, [])
    if len(by_code) == 1:
        return by_code[0]
    return by_header[0] if by_header else 0
