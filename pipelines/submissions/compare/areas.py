"""Observes a block of areas on a sheet with another layout: its columns, and names of areas that nobody knows.

Tables of areas by measures and ranked pairs. Which sheet carries the block is decided by nearest_form.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, address, raw_text
from pipelines.submissions.compare.columns import (
    Header,
    Span,
    figure_places,
    folded_codes,
    header_lines,
    observe_columns,
    split_header,
    unknown_signs,
    with_printed_headers,
)
from pipelines.submissions.compare.observed import CellText, ObservedColumn, ObservedTable
from pipelines.submissions.compare.pairing import is_numbered, pair_by_name
from pipelines.submissions.extract.area_table import GROUP, SUMMARY, area_of
from pipelines.submissions.layout.layouts import Block, DeclaredColumn
from pipelines.submissions.match.area_header import FEWEST_AREAS, AreaColumn, AreaTable, find_area_column, find_header
from pipelines.submissions.match.columns import PairedColumns, header_paths, pair_columns
from pipelines.submissions.match.score import column_findings
from pipelines.submissions.match.similarity import DIGITS, without_digits
from pipelines.submissions.recognise.renamed_sheets import PLAIN

AreaNames = dict[str, str]  # folded name -> area_id


def observe_areas(sheet: Sheet, block: Block, areas: AreaNames) -> ObservedTable | None:
    """The block's table on the sheet; None where neither its headers nor areas are there."""
    exact = find_header(sheet, block)
    exact = exact if exact.columns else _header_of_another_year(sheet, block)
    named = find_area_column(sheet, block, areas) if block.kind == "area_rows" else None
    is_plain = len(exact.columns) >= PLAIN * len(block.columns)
    if not exact.first or (block.kind == "area_rows" and named is None and not is_plain):
        return None  # column codes such as A, B, 1, 2 stand on other tables too
    span = _header_span(exact, named)
    columns = _pair(sheet, block, span, exact.columns, named)
    header = split_header(sheet, span, columns.found)
    body = _body(sheet, header.last, named, columns.found)
    used = {at for line in body.values() for at in line} | columns.found.keys()
    certain = {at: declared for at, declared in columns.found.items() if at not in columns.similar}
    observed = observe_columns(sheet, header, Span(min(used), max(used)), body, columns)
    if block.kind == "ranked_pairs":
        observed = ranked_pairs(observed, body, certain, areas)
    places = {declared.role: at for at, declared in certain.items()}
    unknown, present = areas_in(body, (places.get("area", 0), places.get("stt", 0)), areas)
    values = {at for at, declared in columns.found.items() if declared.role == "value"}
    lines = {row: line for row, line in body.items() if not is_total(line, places.get("area", 0), areas)}
    findings = column_findings(sheet, block, columns.found, columns, header.last)
    return ObservedTable(
        sheet=sheet.name,
        kind=block.kind,
        block=block.no,
        score=round(sum(_column_score(column, columns) for column in block.columns) / len(block.columns), 3),
        header_first=header.first,
        header_last=header.last,
        last=max(body, default=header.last),
        columns=observed,
        area_set=block.area_set,
        figures=figure_places(lines, observed, values),
        signs=unknown_signs(lines, observed, values),
        unknown_areas=unknown,
        missing_areas=sorted(set(areas.values()) - present) if block.kind == "area_rows" and present else [],
        findings=with_printed_headers(findings, observed, sheet, header.last),
    )


def _header_of_another_year(sheet: Sheet, block: Block) -> AreaTable:
    """The first row with a header that differs from a declared one in numbers only."""
    declared = {without_digits(column.header) for column in block.columns if DIGITS.search(column.header)}
    for row, line in sheet.rows.items():
        if declared & {without_digits(raw_text(value)) for value in line.values()}:
            return AreaTable(block, sheet, row, row + block.header_rows, {})
    return AreaTable(block, sheet, 0, 0, {})


def _header_span(exact: AreaTable, named: AreaColumn | None) -> Span:
    """The rows of the header: those above the areas, and higher ones where most declared headers stand there."""
    if named is None or named.top <= exact.first:
        return Span(exact.first, exact.header_last)
    is_plain = 2 * len(exact.columns) >= len(exact.block.columns)
    rows: list[int] = [*named.zone, *([exact.first] if is_plain else [])]
    return Span(min(rows, default=exact.first), named.top - 1)


def _column_score(column: DeclaredColumn, columns: PairedColumns) -> float:
    places = [at for at, declared in columns.found.items() if declared.key == column.key]
    return max((0.5 if at in columns.similar else 1.0 for at in places), default=0.0)


def _pair(
    sheet: Sheet, block: Block, span: Span, exact: Mapping[int, DeclaredColumn], named: AreaColumn | None
) -> PairedColumns:
    """The columns as reading finds them, then by header paths, then those whose header differs in a number only."""
    lines = {row: line for row in range(span.first, span.last + 1) if (line := sheet.rows.get(row))}
    paths = header_paths(lines, sheet.merged)
    if is_numbered(block):
        return _pair_numbered(sheet, block, split_header(sheet, span, exact), named)
    columns = PairedColumns(dict(exact))
    if named and (area := next((c for c in block.columns if c.role == "area"), None)):
        columns.found = {at: column for at, column in columns.found.items() if column.key != area.key}
        columns.found[named.at] = area
    known = {column.key for column in columns.found.values()}
    missing = replace(block, columns=tuple(column for column in block.columns if column.key not in known))
    if missing.columns:
        free = {at: path for at, path in paths.items() if at not in columns.found}
        rest = pair_columns(missing, free, named.filled if named else {})
        columns.conflicts = rest.conflicts
        columns.found |= rest.found
        columns.similar |= rest.similar
        _pair_of_another_year(block, paths, columns)
    columns.found = dict(sorted(columns.found.items()))
    return columns


def _pair_numbered(sheet: Sheet, block: Block, header: Header, named: AreaColumn | None) -> PairedColumns:
    """The columns of a block whose columns have numbers: by name, and by number where the numbers did not move."""
    paths = header_paths(header_lines(sheet, header), sheet.merged)
    codes = folded_codes(sheet, header.code_row)
    columns = pair_by_name(block, paths, codes, named.filled if named else {})
    if named and (area := next((c for c in block.columns if c.role == "area"), None)):
        columns.found = {at: column for at, column in columns.found.items() if column.key != area.key}
        columns.found[named.at] = area
        columns.similar.pop(named.at, None)
    if not columns.is_renumbered:
        _pair_of_another_year(block, paths, columns)
    columns.found = dict(sorted(columns.found.items()))
    return columns


def _pair_of_another_year(block: Block, paths: Mapping[int, tuple[str, ...]], columns: PairedColumns) -> None:
    """`PCI 2015` is `PCI 2016` where it stands between the same two columns; elsewhere it only resembles it."""
    certain = {column.key: at for at, column in columns.found.items() if at not in columns.similar}
    for column in block.columns:
        if column.key in certain:
            continue
        headers = {without_digits(header) for header in column.headers if DIGITS.search(header)}
        twins = [at for at, path in paths.items() if at not in certain.values() and without_digits(path[-1]) in headers]
        if len(twins) != 1:
            continue
        (twin,) = twins
        columns.found = {at: found for at, found in columns.found.items() if found.key != column.key}
        columns.found[twin] = column
        columns.similar.pop(twin, None)
        if not _is_in_order(block, column, twin, certain):
            columns.similar[twin] = paths[twin][-1]


def _is_in_order(block: Block, column: DeclaredColumn, at: int, certain: Mapping[str, int]) -> bool:
    """True if the column stands between the certain columns declared before and after it."""
    order = [declared.key for declared in block.columns]
    no = order.index(column.key)
    left = [certain[key] for key in order[:no] if key in certain]
    right = [certain[key] for key in order[no + 1 :] if key in certain]
    if not (left or right):
        return len(order) == 1
    return (not left or left[-1] <= at) and (not right or right[0] >= at)


def _body(
    sheet: Sheet, header_last: int, named: AreaColumn | None, columns: Mapping[int, DeclaredColumn]
) -> dict[int, Row]:
    """The rows of the table: from the first area, or the first row with a declared column, down to the first gap."""
    first = min(named.rows) if named else 0
    body: dict[int, Row] = {}
    for row, line in sheet.rows.items():
        if row > header_last:
            if max(body, default=0) >= max(1, first) and row > max(body) + 1:
                break
            if not named and not line.keys() & columns.keys():
                break
            body[row] = line
    return body


def areas_in(body: Mapping[int, Row], places: tuple[int, int], areas: AreaNames) -> tuple[list[CellText], set[str]]:
    """Names that are no area of the set, and the areas that are present; totals are neither.

    Args:
        body: the rows of the table.
        places: the columns of areas and of running numbers, 0 for none.
        areas: the set's names.
    """
    area_column, stt = places
    unknown: list[CellText] = []
    present: set[str] = set()
    for row, line in body.items():
        text = raw_text(line[area_column]).strip() if area_column in line else ""
        if area := area_of(areas, text):
            present.add(area)
        elif text and len(line) > 2 and not SUMMARY.search(name_fold(text)) and not _is_group(line, stt):
            unknown.append(CellText(address(row, area_column), text))
    return unknown, present


def is_total(line: Row, at: int, areas: AreaNames) -> bool:
    """True for a row of a total or a region among the areas."""
    text = raw_text(line.get(at, ""))
    return area_of(areas, text) is None and SUMMARY.search(name_fold(text)) is not None


def _is_group(line: Row, stt: int) -> bool:
    return GROUP.fullmatch(raw_text(line.get(stt, "")).strip(" .")) is not None


def ranked_pairs(
    columns: list[ObservedColumn], body: Mapping[int, Row], certain: Mapping[int, DeclaredColumn], areas: AreaNames
) -> list[ObservedColumn]:
    """Each column of values with the column of areas left of it; columns of areas are not listed themselves."""
    used = {at for line in body.values() for at in line}
    named = {at for at in used if n_areas(body, at, areas) >= FEWEST_AREAS}
    for column in columns:
        declared = certain.get(column.column)
        left = [at for at in named if at < column.column]
        if ((declared and declared.role == "value") or column.role == "value") and left:
            place = column.column + (declared.area_offset or 0) if declared else 0
            column.area_offset = (place if place in named else max(left)) - column.column
    return [column for column in columns if column.key or column.similar_key or column.column not in named]


def n_areas(body: Mapping[int, Row], at: int, areas: AreaNames) -> int:
    """How many cells of a column name an area."""
    return sum(at in line and area_of(areas, raw_text(line[at])) is not None for line in body.values())
