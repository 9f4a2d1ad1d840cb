"""The header of a table as printed, column by column, whether declared or not.

Here: which rows are header, where the codes under it stand, the texts over each column. Not here: which declared column
one is (columns.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import BrokenCell, Row, Sheet, address, raw_text
from pipelines.submissions.compare.observed import ObservedColumn
from pipelines.submissions.layout.layouts import DeclaredColumn
from pipelines.submissions.match.by_codes import code_text
from pipelines.submissions.match.columns import header_paths, is_code, is_header
from pipelines.submissions.match.findings import EXTRA, MATCHED, SIMILAR, Finding
from pipelines.submissions.value.numbers import parse_figure

Span = tuple[int, int]


def split_header(sheet: Sheet, span: Span, columns: Mapping[int, DeclaredColumn]) -> tuple[Span, int]:
    """First and last row of the header within `span`, and the row of codes in it (0 where there is none)."""
    top, bottom = span
    rows = {row: line for row in range(top, bottom + 1) if (line := sheet.rows.get(row))}
    coded = {column.code for column in columns.values() if column.code}
    code_row, most = 0, 0
    for row, line in rows.items():
        n_same = len({code_text(value) for value in line.values()} & coded)
        n_codes = sum(is_code(code_text(value)) for value in line.values())
        is_codes = 2 * n_same >= max(2, len(coded)) or (n_codes >= 2 and 2 * n_codes > len(line))
        if is_codes and (n_same, n_codes) >= (most, 1):
            code_row, most = row, n_same
    over = {row: header_paths({row: line}, sheet.merged) for row, line in rows.items()}
    header = [
        row for row, texts in over.items() if any(_heads(texts.get(at, ()), spec) for at, spec in columns.items())
    ]
    last = max([*header, code_row], default=bottom) or bottom
    first = next((row for row, line in rows.items() if row in header or len(line) > 1), top)
    return (min(first, last), last), code_row


def _heads(texts: tuple[str, ...], spec: DeclaredColumn) -> bool:
    """Does the declared header stand there, or a part of it? One header may run over several rows."""
    return any(f" {text} " in f" {header} " for text in texts for header in spec.headers)


def observe_columns(
    sheet: Sheet,
    rows: Span,
    code_row: int,
    columns: Span,
    inside: Mapping[int, Row],
    found: Mapping[int, DeclaredColumn],
    similar: Collection[int] = (),
) -> list[ObservedColumn]:
    """Every column that has a header or holds something, from the left; those in `similar` are only like theirs."""
    zone: dict[int, Row] = {
        row: {at: value for at, value in line.items() if columns[0] <= at <= columns[1]}
        for row in range(rows[0], rows[1] + 1)
        if row != code_row and (line := sheet.rows.get(row))
    }
    printed = {name_fold(raw_text(v)): " ".join(raw_text(v).split()) for line in zone.values() for v in line.values()}
    paths = header_paths(zone, sheet.merged)
    codes = _codes(sheet, code_row)
    seen: list[ObservedColumn] = []
    for at in range(columns[0], columns[1] + 1):
        role = _role(inside, at)
        path = paths.get(at, ())
        spec, is_like = found.get(at), at in similar
        is_part = not spec and bool(path) and path in _beside(paths, at, found.keys())
        if not spec and role is None and (is_part or not path):
            continue
        seen.append(
            ObservedColumn(
                at=at,
                path=tuple(printed[text] for text in path),
                code=codes.get(at, ""),
                key=spec.key if spec and not is_like else None,
                near=spec.key if spec and is_like else None,
                is_same=spec is not None and not is_like and _is_same(spec, path),
                role=role or "",
                is_part=is_part,
            )
        )
    return seen


def _beside(paths: Mapping[int, tuple[str, ...]], at: int, declared: Collection[int]) -> list[tuple[str, ...]]:
    """The headers of the declared columns left and right."""
    return [paths[place] for place in (at - 1, at + 1) if place in declared and place in paths]


def as_printed(
    findings: Sequence[Finding], seen: list[ObservedColumn], sheet: Sheet, header_last: int
) -> list[Finding]:
    """The findings with headers as printed, and one for each column that nobody declared."""
    extra = [
        Finding(EXTRA, "column", None, sheet.name, address(header_last, one.at), None, one.header)
        for one in seen
        if not one.key and not one.near
    ]
    return [_reworded(one, seen) for one in findings] + extra


def _reworded(one: Finding, seen: list[ObservedColumn]) -> Finding:
    """A declared column under another header: known by its code, or but for a number."""
    column = next((column for column in seen if column.key and column.key == one.key), None)
    if one.part != "column" or column is None or column.is_same or not column.path:
        return one
    return one._replace(kind=SIMILAR if one.kind == MATCHED else one.kind, found=column.header)


def _codes(sheet: Sheet, row: int) -> dict[int, str]:
    """The codes under the header as printed, a merged one under every column that it covers."""
    line: Row = {at: v for at, v in sheet.rows.get(row, {}).items() if not isinstance(v, BrokenCell)}
    printed = {name_fold(raw_text(value)): raw_text(value).strip() for value in line.values()}
    return {at: printed[texts[-1]] for at, texts in header_paths({row: line}, sheet.merged).items()}


def _is_same(spec: DeclaredColumn, path: tuple[str, ...]) -> bool:
    """Is the header printed as declared, by either way of reading?"""
    whole = {" ".join(path), *path}
    return not spec.headers.isdisjoint(whole) or any(is_header(header, path) for header in spec.headers)


def _role(inside: Mapping[int, Row], at: int) -> str | None:
    """What a column that is not declared holds: figures, texts, nothing that tells (empty), nothing at all (None)."""
    values = [line[at] for line in inside.values() if at in line]
    if not values:
        return None
    figures = [
        value for value in values if not isinstance(value, str) or not parse_figure(value, is_percent=False).reason
    ]
    return "value" if 2 * len(figures) > len(values) else "context"
