"""Finds the header of a table of areas, and the column that names the areas.

Headers are found as declared (`find_header`), else as what stands above the first area (`find_header_above_areas`).
Which sheet carries the table is decided in recognise/renamed_sheets.py; its rows are read in extract/area_table.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.codebook.text import name_fold
from pipelines.errors import Message
from pipelines.submissions.book.book import Row, Sheet, raw_text
from pipelines.submissions.layout.layouts import Block, DeclaredColumn
from pipelines.submissions.match.columns import header_paths, header_zone, pair_columns
from pipelines.submissions.match.similarity import without_numbering
from pipelines.submissions.reasons import reason

FEWEST_AREAS = 3  # names of areas in a column make it the column of areas
LONGEST_NAME = 60  # characters of an area's name
YEARS = range(1945, 2101)
HIGHEST = 8  # rows above the first area where the codes under a header may stand


@dataclass(slots=True)
class AreaTable:
    """One declared block found on its sheet; rows and columns are numbers of the sheet, from 1."""

    block: Block
    sheet: Sheet
    first: int  # first row of the header; 0 where none was found
    header_last: int
    columns: dict[int, DeclaredColumn]
    last: int = 0
    signed: set[int] = field(default_factory=set[int])  # rows of signatures, and all below them
    doubts: list[Message] = field(default_factory=list[Message])

    @property
    def area_column(self) -> int:
        """The column that names the areas; 0 where none was found."""
        return next((at for at, column in self.columns.items() if column.role == "area"), 0)


def find_header(sheet: Sheet, block: Block) -> AreaTable:
    """The first header with every declared column, else the fullest one, so that a message can name what is missing."""
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
class AreaColumn:
    """The column of a sheet that names areas."""

    at: int
    rows: list[int]  # those that name an area
    top: int  # the first row below the header
    zone: dict[int, Row]  # the rows of the header
    filled: Counter[int]  # column -> cells with a figure beside the areas


def find_area_column(sheet: Sheet, block: Block, areas: Mapping[str, str]) -> AreaColumn | None:
    """The column that names the most areas; None where none names FEWEST_AREAS. `areas` are the known folded names."""
    named: dict[int, list[int]] = {}
    for row, line in sheet.rows.items():
        for column, value in line.items():
            if (
                isinstance(value, str)
                and len(value) < LONGEST_NAME
                and (name_fold(value) in areas or without_numbering(value) in areas)
            ):
                named.setdefault(column, []).append(row)
    at = max(named, key=lambda column: (len(named[column]), _n_accented(sheet, column, named[column])), default=0)
    if not at or len(named[at]) < FEWEST_AREAS:
        return None
    first = min(named[at])
    inside = [line for row, line in sheet.rows.items() if first <= row <= max(named[at])]
    used = {column for line in inside for column in line}
    top = _top(sheet, first, block)
    zone = header_zone(sheet, top, 0, min(used), max(used))
    filled = Counter(column for line in inside for column, value in line.items() if not isinstance(value, str))
    return AreaColumn(at, named[at], top, zone, filled)


def _n_accented(sheet: Sheet, column: int, rows: list[int]) -> int:
    """How many of the names have accents: beside a column of Vietnamese names an English one may stand."""
    return sum(not raw_text(sheet.rows[row][column]).isascii() for row in rows)


def find_header_above_areas(sheet: Sheet, block: Block, areas: Mapping[str, str]) -> AreaTable | None:
    """The header above the first area, read as paths from the top; None where too few areas are named."""
    seen = find_area_column(sheet, block, areas)
    if seen is None:
        return None
    found = pair_columns(block, header_paths(seen.zone, sheet.merged), seen.filled)
    area = next(column for column in block.columns if column.role == "area")
    columns = {place: column for place, column in found.found.items() if column.key != area.key} | {seen.at: area}
    doubts = [conflict.message for conflict in found.conflicts]
    similar = {place: header for place, header in found.similar.items() if place in columns}
    doubts += [reason("header_similar", title=columns[place].title, header=text) for place, text in similar.items()]
    first = min(seen.zone, default=seen.top - 1)
    return AreaTable(block, sheet, first, seen.top - 1, dict(sorted(columns.items())), doubts=doubts)


def _top(sheet: Sheet, first: int, block: Block) -> int:
    """The first row below the header: rows of totals may stand over the first area, the codes 1 2 3 over those."""
    codes = {column.code for column in block.columns if column.code}
    for row in range(first - 1, max(0, first - HIGHEST), -1):
        line = sheet.rows.get(row, {})
        seen = {name_fold(raw_text(value)).partition("=")[0].strip() for value in line.values()}
        if codes and 2 * len(seen & codes) > len(codes):
            return row + 1
    row = first
    while row > 1 and any(not isinstance(value, str) for value in sheet.rows.get(row - 1, {}).values()):
        if is_year_row(sheet.rows[row - 1]):
            break
        row -= 1
    return row


def is_year_row(line: Row) -> bool:
    """True for a row of a header: its numbers are two or more years, each once."""
    numbers = [value for value in line.values() if not isinstance(value, str)]
    years = {value for value in numbers if isinstance(value, int | float) and value in YEARS}
    return len(numbers) >= 2 and len(years) == len(numbers)
