"""Pairs the columns of a sheet with the declared columns: by header, by the code under it, by similarity.

A header may run over several rows and merged cells; it is read as a path from the top (`header_paths`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.errors import Message
from pipelines.submissions.book.book import Box, Row, Sheet, raw_text
from pipelines.submissions.layout.layouts import Block, DeclaredColumn
from pipelines.submissions.match.opposites import names_other_column
from pipelines.submissions.match.similarity import closest, equal_but_accents, without_numbering
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.printed_unit import UNIT

PATH = " > "
GAP = 2  # empty rows between a header and its first row, where the codes were deleted
DEEPEST = 8  # rows of a header; Final_2012's deepest has six
WIDEST = 60  # columns of a merged header; what is wider was merged by accident


class ColumnConflict(NamedTuple):
    """A column whose code and header are of two declared columns."""

    at: int
    message: Message


@dataclass(slots=True)
class PairedColumns:
    """The pairing of a sheet's columns, by column number (1 = A)."""

    found: dict[int, DeclaredColumn] = field(default_factory=dict[int, DeclaredColumn])
    similar: dict[int, str] = field(default_factory=dict[int, str])  # proposals only: column -> its header as printed
    conflicts: list[ColumnConflict] = field(default_factory=list[ColumnConflict])
    top: int = 0  # the first row of the header
    is_renumbered: bool = False  # a known header stands over the number of another column


def header_zone(sheet: Sheet, first: int, start: int, left: int, right: int) -> dict[int, Row]:
    """The rows above row `first` that may be its header, from row `start` on and between two columns.

    The header has no gap, and no line of title across the whole table.
    """
    wide = {(box.top, box.left): box.right - box.left + 1 for box in sheet.merged}
    zone: dict[int, Row] = {}
    for row in range(first - 1, max(start, first - 1 - DEEPEST), -1):
        line = {at: value for at, value in sheet.rows.get(row, {}).items() if left <= at <= right}
        covered = any(box.top <= row <= box.bottom and left <= box.left <= right for box in sheet.merged)
        if any(isinstance(value, str) and UNIT.match(value) for value in line.values()):
            break
        if not line and not covered:
            if zone or first - row > GAP:
                break
            continue
        if len(line) == 1 and zone and wide.get((row, next(iter(line))), 1) > (right - left + 1) * 0.7:
            break  # one text over all columns is a title
        zone[row] = line
    return dict(sorted(zone.items()))


def header_paths(zone: Mapping[int, Row], merged: list[Box]) -> dict[int, tuple[str, ...]]:
    """Column -> the folded header texts over it, from the top; a merged text stands over every column it covers."""
    cells: dict[tuple[int, int], str] = {}
    for row, line in zone.items():
        for column, value in line.items():
            if text := name_fold(raw_text(value)):
                cells[row, column] = text
    for top, left, bottom, right in merged:
        if (top, left) in cells and right - left < WIDEST:
            for column in range(left, right + 1):
                for row in range(top, bottom + 1):
                    cells[row, column] = cells[top, left]
    paths: dict[int, tuple[str, ...]] = {}
    for (_, column), text in sorted(cells.items()):
        path = paths.get(column, ())
        if not path or path[-1] != text:
            paths[column] = (*path, text)
    return paths


def pair_columns(block: Block, paths: Mapping[int, tuple[str, ...]], filled: Mapping[int, int]) -> PairedColumns:
    """Pair by header first, then by what codes add; a header of another column than its code's is a conflict.

    Args:
        block: the declared columns.
        paths: column -> its header path, as `header_paths` gives it.
        filled: column -> its number of figures; of several columns under one merged header the filled one is meant.
    """
    columns = PairedColumns()
    by_header = _by_header(block, paths, filled)
    headed = {column.key for column in by_header.values()}
    by_code = {at: spec for at, spec in _by_code(block, paths).items() if at in by_header or spec.key not in headed}
    for at in sorted(by_header.keys() | by_code.keys()):
        titled, coded = by_header.get(at), by_code.get(at)
        if titled and coded and titled.key != coded.key:
            message = reason("code_and_header", code=coded.code.upper(), title=coded.title, header=titled.title)
            columns.conflicts.append(ColumnConflict(at, message))
        columns.found[at] = titled or coded or block.columns[0]
        texts = [text for text in paths[at] if not is_code(text)]
        if coded and not titled and texts and names_other_column(texts[-1], coded, block.columns):
            columns.similar[at] = texts[-1]
    _similar(block, paths, columns)
    return columns


def _by_header(
    block: Block, paths: Mapping[int, tuple[str, ...]], filled: Mapping[int, int]
) -> dict[int, DeclaredColumn]:
    found: dict[int, DeclaredColumn] = {}
    for column in block.columns:
        for fitting in (is_header, _is_header_but_accents):
            places = [
                at for at, path in paths.items() if at not in found and any(fitting(h, path) for h in column.headers)
            ]
            if len(places) > 1:  # the header of a group stands over its columns too: the one with the shortest path
                shortest = min(len(paths[at]) for at in places)
                places = [at for at in places if len(paths[at]) == shortest]
            if len(places) > 1 and len(with_figures := [at for at in places if filled.get(at)]) == 1:
                places = with_figures
            if len(places) == 1:
                found[places[0]] = column
                break
    return found


def is_header(header: str, path: tuple[str, ...]) -> bool:
    """True if the declared header ends the path.

    `upper > lower` must stand in that order; a plain header is the path's last text or all its texts joined.
    """
    parts = header.split(PATH)
    texts = [text for text in path if not is_code(text)]
    if len(parts) > 1:
        left = iter(texts)
        return bool(texts) and parts[-1] == texts[-1] and all(part in left for part in parts)
    return bool(texts) and (texts[-1] == header or without_numbering(texts[-1]) == header or " ".join(texts) == header)


def _is_header_but_accents(header: str, path: tuple[str, ...]) -> bool:
    texts = [text for text in path if not is_code(text)]
    return bool(texts) and PATH not in header and equal_but_accents(texts[-1], [header]) == header


def is_code(text: str) -> bool:
    """True for a text as short as a column code: `A`, `12`, `3=1+2`."""
    return len(text.partition("=")[0].strip()) <= 2


def _by_code(block: Block, paths: Mapping[int, tuple[str, ...]]) -> dict[int, DeclaredColumn]:
    """Columns under whose header the declared code stands; a code that stands twice proves nothing."""
    places: dict[str, list[int]] = {}
    for at, path in paths.items():
        places.setdefault(path[-1].partition("=")[0].strip(), []).append(at)
    coded = {column.code: column for column in block.columns if column.code}
    return {at[0]: coded[code] for code, at in places.items() if code in coded and len(at) == 1}


def _similar(block: Block, paths: Mapping[int, tuple[str, ...]], columns: PairedColumns) -> None:
    """Headers similar to a declared one that is still missing: proposals, which are not read without a person."""
    there = {column.key for column in columns.found.values()}
    missing = {header: column for column in block.columns if column.key not in there for header in column.headers}
    for at, path in paths.items():
        texts = [text for text in path if not is_code(text)]
        if at in columns.found or not texts:
            continue
        best, _ = closest(texts[-1], missing)
        if best and missing[best].key not in {column.key for column in columns.found.values()}:
            columns.found[at], columns.similar[at] = missing[best], texts[-1]
