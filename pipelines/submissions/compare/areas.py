"""A block of areas as it stands on a sheet with another layout: its columns, and the areas that nobody knows.

Here: tables of areas by measures and ranked pairs. Not here: blocks of declared rows (rows.py), which sheet it is
(nearest_form.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, address, raw_text
from pipelines.submissions.compare.columns import Span, as_printed, observe_columns, split_header
from pipelines.submissions.compare.observed import ObservedColumn, ObservedTable
from pipelines.submissions.extract.area_table import GROUP, SUMMARY, area_of
from pipelines.submissions.layout.layouts import Block, DeclaredColumn
from pipelines.submissions.match.area_header import FEWEST_AREAS, AreaColumn, AreaTable, find_area_column, find_header
from pipelines.submissions.match.columns import PairedColumns, header_paths, pair_columns
from pipelines.submissions.match.score import column_findings
from pipelines.submissions.match.similarity import DIGITS, without_digits
from pipelines.submissions.recognise.renamed_sheets import PLAIN


def observe_areas(sheet: Sheet, block: Block, areas: dict[str, str]) -> ObservedTable | None:
    """The block's table on the sheet; None where none of its headers and no areas are there."""
    exact = find_header(sheet, block)
    exact = exact if exact.columns else _of_another_year(sheet, block)
    named = find_area_column(sheet, block, areas) if block.kind == "area_rows" else None
    is_plain = len(exact.columns) >= PLAIN * len(block.columns)
    if not exact.first or (block.kind == "area_rows" and named is None and not is_plain):
        return None  # codes such as A, B, 1, 2 stand on other tables too
    span = _span(exact, named)
    columns = _pair(sheet, block, span, exact.columns, named)
    rows, code_row = split_header(sheet, span, columns.found)
    inside = _inside(sheet, rows[1], named, columns.found)
    used = {at for line in inside.values() for at in line} | columns.found.keys()
    known = {at: spec for at, spec in columns.found.items() if at not in columns.similar}
    seen = observe_columns(sheet, rows, code_row, (min(used), max(used)), inside, columns.found, columns.similar)
    if block.kind == "ranked_pairs":
        seen = _pairs(seen, inside, known, areas)
    places = {spec.role: at for at, spec in known.items()}
    unknown, there = areas_in(sheet, inside, (places.get("area", 0), places.get("stt", 0)), areas)
    findings = as_printed(column_findings(sheet, block, columns.found, columns, rows[1]), seen, sheet, rows[1])
    return ObservedTable(
        sheet.name,
        block.kind,
        block.no,
        round(sum(_weight(column, columns) for column in block.columns) / len(block.columns), 3),
        *rows,
        max(inside, default=rows[1]),
        seen,
        area_set=block.area_set,
        unknown=unknown,
        missing=sorted(set(areas.values()) - there) if block.kind == "area_rows" and there else [],
        findings=findings,
    )


def _of_another_year(sheet: Sheet, block: Block) -> AreaTable:
    """The first row with a declared header but for its numbers."""
    wanted = {without_digits(column.header) for column in block.columns if DIGITS.search(column.header)}
    for row, line in sheet.rows.items():
        if wanted & {without_digits(raw_text(value)) for value in line.values()}:
            return AreaTable(block, sheet, row, row + block.header_rows, {})
    return AreaTable(block, sheet, 0, 0, {})


def _span(exact: AreaTable, named: AreaColumn | None) -> Span:
    """The rows of the header: what stands above the areas, and higher up where most declared headers do."""
    if named is None or named.top <= exact.first:
        return exact.first, exact.header_last
    is_plain = 2 * len(exact.columns) >= len(exact.block.columns)
    rows: list[int] = [*named.zone, *([exact.first] if is_plain else [])]
    return min(rows, default=exact.first), named.top - 1


def _weight(column: DeclaredColumn, columns: PairedColumns) -> float:
    places = [at for at, spec in columns.found.items() if spec.key == column.key]
    return max((0.5 if at in columns.similar else 1.0 for at in places), default=0.0)


def _pair(
    sheet: Sheet, block: Block, span: Span, exact: Mapping[int, DeclaredColumn], named: AreaColumn | None
) -> PairedColumns:
    """The columns as reading finds them; then by header paths; then those whose header differs in a number only."""
    zone = {row: line for row in range(span[0], span[1] + 1) if (line := sheet.rows.get(row))}
    paths = header_paths(zone, sheet.merged)
    columns = PairedColumns(dict(exact))
    if named and (area := next((c for c in block.columns if c.role == "area"), None)):
        columns.found = {at: column for at, column in columns.found.items() if column.key != area.key}
        columns.found[named.at] = area
    there = {column.key for column in columns.found.values()}
    open_block = replace(block, columns=tuple(column for column in block.columns if column.key not in there))
    if open_block.columns:
        free = {at: path for at, path in paths.items() if at not in columns.found}
        rest = pair_columns(open_block, free, named.filled if named else {})
        columns.conflicts = rest.conflicts
        columns.found |= rest.found
        columns.similar |= rest.similar
        _another_year(block, paths, columns)
    columns.found = dict(sorted(columns.found.items()))
    return columns


def _another_year(block: Block, paths: Mapping[int, tuple[str, ...]], columns: PairedColumns) -> None:
    """`PCI 2015` is `PCI 2016` where it stands between the same two columns; elsewhere it is only like it."""
    certain = {column.key: at for at, column in columns.found.items() if at not in columns.similar}
    order = [column.key for column in block.columns]
    for column in block.columns:
        if column.key in certain:
            continue
        wanted = {without_digits(header) for header in column.headers if DIGITS.search(header)}
        twins = [at for at, path in paths.items() if at not in certain.values() and without_digits(path[-1]) in wanted]
        if len(twins) != 1:
            continue
        no = order.index(column.key)
        left = [certain[key] for key in order[:no] if key in certain]
        right = [certain[key] for key in order[no + 1 :] if key in certain]
        columns.found = {at: found for at, found in columns.found.items() if found.key != column.key}
        columns.found[twins[0]] = column
        columns.similar.pop(twins[0], None)
        if (
            (left and left[-1] > twins[0])
            or (right and right[0] < twins[0])
            or (len(order) > 1 and not (left or right))
        ):
            columns.similar[twins[0]] = paths[twins[0]][-1]


def _inside(
    sheet: Sheet, header_last: int, named: AreaColumn | None, columns: Mapping[int, DeclaredColumn]
) -> dict[int, Row]:
    """The rows of the table: from the first area, or the first row with a declared column, down to the first gap."""
    first = min(named.rows) if named else 0
    inside: dict[int, Row] = {}
    for row, line in sheet.rows.items():
        if row > header_last:
            if max(inside, default=0) >= max(1, first) and row > max(inside) + 1:
                break
            if not named and not line.keys() & columns.keys():
                break
            inside[row] = line
    return inside


def areas_in(
    sheet: Sheet, inside: Mapping[int, Row], places: tuple[int, int], areas: dict[str, str]
) -> tuple[list[tuple[str, str]], set[str]]:
    """Names that are no area of the set, with their addresses; and the areas that are there. Totals are neither."""
    at, stt = places
    unknown: list[tuple[str, str]] = []
    there: set[str] = set()
    for row, line in inside.items():
        text = raw_text(line[at]).strip() if at in line else ""
        if area := area_of(areas, text):
            there.add(area)
        elif text and len(line) > 2 and not SUMMARY.search(name_fold(text)) and not _is_group(line, stt):
            unknown.append((address(row, at), text))
    return unknown, there


def _is_group(line: Row, stt: int) -> bool:
    return GROUP.fullmatch(raw_text(line.get(stt, "")).strip(" .")) is not None


def _pairs(
    seen: list[ObservedColumn], inside: Mapping[int, Row], known: Mapping[int, DeclaredColumn], areas: dict[str, str]
) -> list[ObservedColumn]:
    """Each column of values with the areas left of it; the columns of areas themselves are no further columns."""
    named = {at for at in {c for line in inside.values() for c in line} if _n_areas(inside, at, areas) >= FEWEST_AREAS}
    for one in seen:
        spec = known.get(one.at)
        left = [at for at in named if at < one.at]
        if ((spec and spec.role == "value") or one.role == "value") and left:
            declared = one.at + (spec.area_offset or 0) if spec else 0
            one.offset = (declared if declared in named else max(left)) - one.at
    return [one for one in seen if one.key or one.near or one.at not in named]


def _n_areas(inside: Mapping[int, Row], at: int, areas: dict[str, str]) -> int:
    return sum(at in line and area_of(areas, raw_text(line[at])) is not None for line in inside.values())
