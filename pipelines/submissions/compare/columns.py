"""Reads the printed header of a table column by column, whether a column is declared or not.

Which rows are header, where the column codes stand, which texts head a column. Pairing printed columns with declared
ones is the task of match/columns.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import BrokenCell, Row, Sheet, Value, address, raw_text
from pipelines.submissions.compare.observed import CellText, ObservedColumn
from pipelines.submissions.layout.layouts import DeclaredColumn
from pipelines.submissions.match.by_codes import code_text
from pipelines.submissions.match.columns import PairedColumns, header_paths, is_code, is_header
from pipelines.submissions.match.findings import EXTRA, MATCHED, SIMILAR, Finding
from pipelines.submissions.value.numbers import parse_figure

SAMPLE = 4  # contents of a column or row that are shown to a person
MISSING_SIGNS = frozenset({"", "n a", "na", "nan", "null"})  # folded; dots and dashes fold to nothing


class Span(NamedTuple):
    """First and last row, or first and last column."""

    first: int
    last: int


class Header(NamedTuple):
    """First and last row of a header, and its row of column codes (0 where it has none)."""

    first: int
    last: int
    code_row: int


def split_header(sheet: Sheet, rows: Span, columns: Mapping[int, DeclaredColumn]) -> Header:
    """The header within `rows`; `columns` are the declared columns found so far."""
    lines = {row: line for row in range(rows.first, rows.last + 1) if (line := sheet.rows.get(row))}
    codes = {column.code for column in columns.values() if column.code}
    code_row, most = 0, 0
    for row, line in lines.items():
        n_declared = len({code_text(value) for value in line.values()} & codes)
        n_codes = sum(is_code(code_text(value)) for value in line.values())
        are_codes = 2 * n_declared >= max(2, len(codes)) or (n_codes >= 2 and 2 * n_codes > len(line))
        if are_codes and (n_declared, n_codes) >= (most, 1):
            code_row, most = row, n_declared
    texts = {row: header_paths({row: line}, sheet.merged) for row, line in lines.items()}
    header_rows = [
        row
        for row, by_column in texts.items()
        if any(_is_header_part(by_column.get(at, ()), declared) for at, declared in columns.items())
    ]
    last = max([*header_rows, code_row], default=rows.last) or rows.last
    first = next((row for row, line in lines.items() if row in header_rows or len(line) > 1), rows.first)
    return Header(min(first, last), last, code_row)


def _is_header_part(texts: tuple[str, ...], declared: DeclaredColumn) -> bool:
    """True if one of the texts is the declared header or a part of it: one header may run over several rows."""
    return any(f" {text} " in f" {header} " for text in texts for header in declared.headers)


def observe_columns(
    sheet: Sheet, header: Header, width: Span, body: Mapping[int, Row], columns: PairedColumns
) -> list[ObservedColumn]:
    """Every column that has a header or holds something, from the left.

    Args:
        sheet: the sheet.
        header: the rows of the header.
        width: first and last column of the table.
        body: the rows of the table below the header.
        columns: the declared columns found so far.
    """
    lines = header_lines(sheet, header, width)
    printed = {name_fold(raw_text(v)): " ".join(raw_text(v).split()) for line in lines.values() for v in line.values()}
    paths = header_paths(lines, sheet.merged)
    codes = printed_codes(sheet, header.code_row)
    observed: list[ObservedColumn] = []
    for at in range(width.first, width.last + 1):
        role, path = _role(body, at), paths.get(at, ())
        declared, is_similar = columns.found.get(at), at in columns.similar
        is_part = not declared and bool(path) and path in _declared_neighbours(paths, at, columns.found.keys())
        if not declared and role is None and (is_part or not path):
            continue
        observed.append(
            ObservedColumn(
                column=at,
                path=tuple(printed[text] for text in path),
                code=codes.get(at, ""),
                key=declared.key if declared and not is_similar else None,
                similar_key=declared.key if declared and is_similar else None,
                has_declared_header=declared is not None and _has_declared_header(declared, path),
                role=role or "",
                is_part=is_part,
                sample=tuple(raw_text(line[at]) for line in body.values() if at in line)[:SAMPLE],
            )
        )
    return observed


def header_lines(sheet: Sheet, header: Header, width: Span | None = None) -> dict[int, Row]:
    """The rows of the header without its row of column codes, within `width` where that is known."""
    return {
        row: {at: value for at, value in line.items() if width is None or width.first <= at <= width.last}
        for row in range(header.first, header.last + 1)
        if row != header.code_row and (line := sheet.rows.get(row))
    }


def folded_codes(sheet: Sheet, row: int) -> dict[int, str]:
    """Column -> the number below its header, folded as declared ones are: the `3` of `3=1+2`."""
    return {at: code_text(text) for at, text in printed_codes(sheet, row).items()}


def _declared_neighbours(
    paths: Mapping[int, tuple[str, ...]], at: int, declared: Collection[int]
) -> list[tuple[str, ...]]:
    """The headers of the declared columns left and right of a column."""
    return [paths[place] for place in (at - 1, at + 1) if place in declared and place in paths]


def with_printed_headers(
    findings: Sequence[Finding], columns: list[ObservedColumn], sheet: Sheet, header_last: int
) -> list[Finding]:
    """The findings with headers as printed, and one for each column that is not declared."""
    extra = [
        Finding(EXTRA, "column", None, sheet.name, address(header_last, column.column), None, column.header)
        for column in columns
        if not column.key and not column.similar_key
    ]
    return [_with_printed_header(finding, columns) for finding in findings] + extra


def _with_printed_header(finding: Finding, columns: list[ObservedColumn]) -> Finding:
    """A declared column with another header is only similar: it is known by its code, or but for a number."""
    column = next((column for column in columns if column.key and column.key == finding.key), None)
    if finding.part != "column" or column is None or column.has_declared_header or not column.path:
        return finding
    return finding._replace(kind=SIMILAR if finding.kind == MATCHED else finding.kind, found=column.header)


def printed_codes(sheet: Sheet, row: int) -> dict[int, str]:
    """Column -> the code below its header as printed; a merged one stands for every column that it covers."""
    line: Row = {at: v for at, v in sheet.rows.get(row, {}).items() if not isinstance(v, BrokenCell)}
    printed = {name_fold(raw_text(value)): raw_text(value).strip() for value in line.values()}
    return {at: printed[texts[-1]] for at, texts in header_paths({row: line}, sheet.merged).items()}


def _has_declared_header(declared: DeclaredColumn, path: tuple[str, ...]) -> bool:
    """True if the header is printed as declared, joined over its rows or as a path."""
    texts = {" ".join(path), *path}
    return not declared.headers.isdisjoint(texts) or any(is_header(header, path) for header in declared.headers)


def _role(body: Mapping[int, Row], at: int) -> str | None:
    """What an undeclared column holds: `value` for figures, `context` for texts, None for nothing."""
    values = [line[at] for line in body.values() if at in line]
    if not values:
        return None
    if signs := [value for value in values if is_missing_sign(value)]:
        if len(signs) == len(values):
            return "value"
        values = [value for value in values if not is_missing_sign(value)]
    figures = [
        value for value in values if not isinstance(value, str) or not parse_figure(value, is_percent=False).reason
    ]
    return "value" if 2 * len(figures) > len(values) else "context"


def figure_places(
    body: Mapping[int, Row], columns: Sequence[ObservedColumn], values: Collection[int]
) -> tuple[str, ...]:
    """The addresses of the numbers in columns of figures; `values` are the declared ones."""
    places = [c.column for c in columns if c.column in values or (c.role == "value" and not c.key)]
    return tuple(
        address(row, at)
        for row, line in body.items()
        for at in places
        if at in line and parse_figure(line[at], is_percent=False).status == "reported"
    )


def unknown_signs(
    body: Mapping[int, Row], columns: Sequence[ObservedColumn], values: Collection[int]
) -> list[CellText]:
    """The texts in columns of figures that stand for no figure and that reading rejects: `..`, `n/a`."""
    places = [c.column for c in columns if c.column in values or (c.role == "value" and not c.key)]
    cells = [(row, at, line[at]) for row, line in body.items() for at in places if at in line]
    return [
        CellText(address(row, at), raw_text(value))
        for row, at, value in cells
        if is_missing_sign(value) and parse_figure(value, is_percent=False).reason
    ]


def is_missing_sign(value: Value) -> bool:
    """True for a text that stands for no figure: `..`, `-`, `n/a`."""
    return isinstance(value, str) and name_fold(value) in MISSING_SIGNS
