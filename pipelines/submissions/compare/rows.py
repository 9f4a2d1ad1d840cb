"""A block of declared rows as it stands on a sheet with another layout: every column and row, declared or not.

Here: which printed row and column is which declared one, where the layout was changed on purpose. Not here: where the
block lies (by_labels.py), blocks of areas (areas.py). Reading trusts a row code; here codes may be the very thing
that changed, so what a row is called comes first where the two disagree.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.submissions.book.book import Row, Sheet, address, raw_text
from pipelines.submissions.compare.columns import as_printed, observe_columns, split_header
from pipelines.submissions.compare.observed import ObservedRow, ObservedTable
from pipelines.submissions.layout.layouts import Block, FormRow
from pipelines.submissions.match.by_codes import LocatedTable, code_text
from pipelines.submissions.match.by_labels import Match, match_block, width
from pipelines.submissions.match.columns import header_paths, pair_columns
from pipelines.submissions.match.findings import EXTRA, MATCHED, SIMILAR, Finding
from pipelines.submissions.match.rows import RecognisedBy, by_similarity, pair_rows
from pipelines.submissions.match.score import score_match
from pipelines.submissions.match.similarity import spellings, without_numbering
from pipelines.submissions.value.numbers import parse_figure

AHEAD = 2  # rows without a figure, a unit or a code between two that have one: headings


def observe_rows(sheet: Sheet, block: Block, start: int = 0) -> ObservedTable | None:
    """The block's table below row `start`; None where too few of its rows are there."""
    match = match_block(sheet, block, start)
    if match is None:
        return None
    table = match.table
    rows, code_row = split_header(sheet, (table.first, table.code_row), table.columns)
    _pair_again(sheet, match, rows)
    table.last = _last(sheet, table)
    inside = {row: sheet.rows[row] for row in sheet.rows if rows[1] < row <= table.last and row not in table.heads}
    left, right = width(sheet.rows, rows[1] + 1, table.last, min(table.columns))
    columns = observe_columns(sheet, rows, code_row, (left, right), inside, table.columns, match.columns.similar)
    table.keys, likely = _keys(table, inside)
    figures = [*table.values, *(one.at for one in columns if not (one.key or one.near) and one.role != "context")]
    seen = [_row(table, row, line, likely.get(row), figures) for row, line in inside.items()]
    seen = [row for row in seen if row.key or row.label or row.code]  # neither: a second line of codes
    score, findings = _judged(sheet, match, seen)
    findings = as_printed(findings, columns, sheet, rows[1])
    return ObservedTable(sheet.name, "rows", block.no, score, *rows, table.last, columns, seen, findings=findings)


def _pair_again(sheet: Sheet, match: Match, rows: tuple[int, int]) -> None:
    """Columns that a further line above the first declared one hid: it was taken for the end of the header."""
    table = match.table
    if rows[1] == table.code_row:
        return
    zone = {row: sheet.rows[row] for row in range(rows[0], rows[1] + 1) if row in sheet.rows}
    again = pair_columns(table.block, header_paths(zone, sheet.merged), {})
    there = {column.key for column in table.columns.values()}
    for at, column in again.found.items():
        if at not in table.columns and at not in again.similar and column.key not in there:
            table.columns[at] = column
            table.places.setdefault(column.role, at)
            table.values += [at] if column.role == "value" else []
    table.code_row = rows[1]


def _last(sheet: Sheet, table: LocatedTable) -> int:
    """The last row of the table: further rows hang on to it that have a name and a figure, a unit, a code or an x."""
    last = table.last
    while True:
        following = [row for row in range(last + 1, last + 2 + AHEAD) if row in sheet.rows]
        if not following or following[0] != last + 1:
            return last
        own = next((row for row in following if _is_line(table, sheet.rows[row])), 0)
        if not own or not all(_label(table, sheet.rows[row]) for row in range(last + 1, own)):
            return last
        last = own


def _is_line(table: LocatedTable, line: Row) -> bool:
    asked = (table.places.get("row_code", 0), table.places.get("uom", 0))
    figures = any(at in line and _is_value(line, at) for at in table.values)
    return bool(_label(table, line)) and (any(at in line for at in asked) or figures)


def _is_value(line: Row, at: int) -> bool:
    return not isinstance(line[at], str) or not parse_figure(line[at], is_percent=False).reason


def _label(table: LocatedTable, line: Row) -> str:
    return raw_text(line.get(table.places.get("label", 0), "")).strip()


def _keys(table: LocatedTable, inside: Mapping[int, Row]) -> tuple[dict[int, str], dict[int, str]]:
    """Row -> declared row; and the declared row that an unknown one is like."""
    code_at = table.places.get("row_code", 0)
    codes = {row: code_text(line[code_at]) for row, line in inside.items() if code_at in line}
    labels = {row: text for row, line in inside.items() if (text := _label(table, line))}
    coded, named = pair_rows(table.block, codes, labels), pair_rows(table.block, {}, labels)
    certain = {row: key for row, key in named.keys.items() if named.hints[row].by is not RecognisedBy.SIMILARITY}
    proved = {row: key for row, key in coded.keys.items() if row in codes or row in certain}
    renumbered = any(coded.keys.get(row) != key for row, key in certain.items())
    first, second = (certain, proved) if renumbered else (proved, certain)
    keys = dict(first)
    for row, key in second.items():
        told = table.block.labels
        is_vague = renumbered and any(len(told.get(form, ())) > 1 for form in spellings(labels.get(row, "")))
        if row not in keys and key not in keys.values() and not is_vague:
            keys[row] = key
    likely = {row: key for row, key in named.keys.items() if row not in keys and key not in keys.values()}
    marked = {
        row
        for row, key in likely.items()
        if without_numbering(labels[row]) == without_numbering(table.block.rows[key].title)
    }
    keys |= {row: likely.pop(row) for row in marked}  # but for a footnote's mark they are the same
    return dict(sorted(keys.items())), likely


def _row(table: LocatedTable, row: int, line: Row, near: str | None, figures: list[int]) -> ObservedRow:
    def text(role: str) -> str:
        return raw_text(line.get(table.places.get(role, 0), "")).strip()

    marked = {at for at in figures if at in line and _is_x(line, at)}
    asks = any(at in line for at in figures) or text("row_code") or text("uom")
    key, label, code = table.keys.get(row), text("label"), text("row_code")
    declared = table.block.rows.get(key or "")
    return ObservedRow(
        at=row,
        label=label,
        code="" if key and table.block.keys.get(code_text(code)) == key else code,
        stt=text("stt"),
        unit=text("uom"),
        key=key,
        near=near,
        is_same=declared is not None and (not label or _is_named(declared, label)),
        is_heading=not asks,
        due=tuple(at for at in figures if at not in marked),
    )


def _is_named(declared: FormRow, label: str) -> bool:
    """Is that its name, but for a footnote's mark?"""
    return not declared.labels.isdisjoint(spellings(label)) or without_numbering(label) == without_numbering(
        declared.title
    )


def _is_x(line: Row, at: int) -> bool:
    return isinstance(line[at], str) and parse_figure(line[at], is_percent=False).status == "not_applicable"


def _judged(sheet: Sheet, match: Match, seen: list[ObservedRow]) -> tuple[float, list[Finding]]:
    """The score, and every finding: a changed name or code is told as such, a further row without a figure too."""
    table = match.table
    labels = {row.at: row.label for row in seen}
    certain, likely = table.keys, {row.at: row.near for row in seen if row.near}
    table.keys = dict(sorted((certain | likely).items()))
    table.hints = {row: by_similarity(table.block.rows[key].title) for row, key in likely.items()}
    score, findings, _ = score_match(sheet, table, match.columns, labels)
    table.keys = certain
    by_key = {row.key: row for row in seen if row.key}
    told = {one.address for one in findings if one.part == "row"}
    label_at = table.places.get("label", 0) or table.places.get("row_code", 1)
    for row in seen:
        if not row.key and not row.near and (place := address(row.at, label_at)) not in told:
            findings.append(Finding(EXTRA, "row", None, sheet.name, place, None, row.label or row.code))
    return score, [_amended(one, by_key.get(one.key or ""), match) for one in findings]


def _amended(one: Finding, row: ObservedRow | None, match: Match) -> Finding:
    """A line or column that is the declared one under another name or code."""
    block = match.table.block
    if one.part == "row" and row is not None and one.key:
        declared = block.rows[one.key]
        if row.code:
            expected, found = f"{one.key} {declared.title}", f"{row.code} {row.label}"
            return one._replace(kind=SIMILAR if one.kind == MATCHED else one.kind, expected=expected, found=found)
        if one.kind == MATCHED and not row.is_same:
            return one._replace(kind=SIMILAR)
    return one
