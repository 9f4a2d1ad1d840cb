"""The header of a table of areas: the first row under which every declared column stands.

Here: which column of the sheet is which declared one; where headers run over several rows, they are what stands above
the first area. Not here: which sheet it is (renamed_sheets.py), rows of areas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, raw_text
from pipelines.submissions.layout.layouts import Block, DeclaredColumn
from pipelines.submissions.match.columns import header_paths, header_zone, pair_columns
from pipelines.submissions.match.similarity import without_numbering

FEWEST_AREAS = 3  # names of areas under each other make a column of them
LONGEST_NAME = 60


@dataclass(slots=True)
class AreaTable:
    """One block found on its sheet."""

    block: Block
    sheet: Sheet
    first: int
    header_last: int
    columns: dict[int, DeclaredColumn]
    last: int = 0
    signed: set[int] = field(default_factory=lambda: set())  # rows of signatures, and what stands below them
    doubts: list[str] = field(default_factory=lambda: [])

    @property
    def area_column(self) -> int:
        return next((at for at, column in self.columns.items() if column.role == "area"), 0)


def header_of(sheet: Sheet, block: Block) -> AreaTable:
    """The first header under which every declared column stands, else the fullest, for the message."""
    best = AreaTable(block, sheet, 0, 0, {})
    declared = {text for column in block.columns for text in (column.header, column.code) if text}
    for row in sheet.rows:
        if declared.isdisjoint(_texts({row: sheet.rows[row]})):
            continue  # a header begins with a row of it, not with a title above
        zone = {at: sheet.rows[at] for at in range(row, row + block.header_rows + 1) if at in sheet.rows}
        texts = _texts(zone)
        columns = {at: column for column in block.columns if (at := _place(column, texts))}
        if len(columns) > len(best.columns):
            best = AreaTable(block, sheet, row, row + block.header_rows, columns)
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


def _place(column: DeclaredColumn, texts: dict[str, list[int]]) -> int:
    """Where a column stands: by its technical code where that is unique, else by its header's first place."""
    by_code = texts.get(column.code, []) if column.code else []
    by_header = texts.get(column.header, [])
    if len(by_code) == 1:
        return by_code[0]
    return by_header[0] if by_header else 0


@dataclass(slots=True)
class Areas:
    """A column of areas under a header: where it stands, the rows that name one, what stands above them."""

    at: int
    rows: list[int]
    top: int  # the first row below the header
    zone: dict[int, Row]
    filled: Counter[int]  # column -> cells with a figure beside the areas


def areas_on(sheet: Sheet, block: Block, areas: Mapping[str, str]) -> Areas | None:
    """The column that names the most areas; None where there are too few of them."""
    named: dict[int, list[int]] = {}
    for row, line in sheet.rows.items():
        for column, value in line.items():
            if (
                isinstance(value, str)
                and len(value) < LONGEST_NAME
                and (name_fold(value) in areas or without_numbering(value) in areas)
            ):
                named.setdefault(column, []).append(row)
    at = max(named, key=lambda column: len(named[column]), default=0)
    if not at or len(named[at]) < FEWEST_AREAS:
        return None
    first = min(named[at])
    inside = [line for row, line in sheet.rows.items() if first <= row <= max(named[at])]
    used = {column for line in inside for column in line}
    top = _top(sheet, first, block)
    zone = header_zone(sheet, top, 0, min(used), max(used))
    filled = Counter(column for line in inside for column, value in line.items() if not isinstance(value, str))
    return Areas(at, named[at], top, zone, filled)


def header_over(sheet: Sheet, block: Block, areas: Mapping[str, str]) -> AreaTable | None:
    """The header above the first rows of areas, read as paths from the top; None where there are too few areas."""
    seen = areas_on(sheet, block, areas)
    if seen is None:
        return None
    found = pair_columns(block, header_paths(seen.zone, sheet.merged), seen.filled)
    area = next(column for column in block.columns if column.role == "area")
    columns = {place: column for place, column in found.found.items() if column.key != area.key} | {seen.at: area}
    doubts = [text for _, text in found.conflicts]
    doubts += [f"cột “{columns[place].title}” trong tệp ghi là “{header}”" for place, header in found.similar.items()]
    first = min(seen.zone, default=seen.top - 1)
    return AreaTable(block, sheet, first, seen.top - 1, dict(sorted(columns.items())), doubts=doubts)


def _top(sheet: Sheet, first: int, block: Block) -> int:
    """The first row below the header: rows of totals may stand over the first area, the codes 1 2 3 over those."""
    codes = {column.code for column in block.columns if column.code}
    for row in range(first - 1, max(0, first - 8), -1):
        line = sheet.rows.get(row, {})
        seen = {name_fold(raw_text(value)).partition("=")[0].strip() for value in line.values()}
        if codes and 2 * len(seen & codes) > len(codes):
            return row + 1
    row = first
    while row > 1 and any(not isinstance(value, str) for value in sheet.rows.get(row - 1, {}).values()):
        row -= 1
    return row
