"""Observes a block of declared rows on a sheet with another layout: every column and row, declared or not.

Where the block lies is found by match/by_labels.py. Reading trusts a row code. Here the layout was changed on purpose
and the codes may be what changed, so a row's label comes first where code and label disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pipelines.submissions.book.book import Row, Sheet, address, raw_text
from pipelines.submissions.compare.columns import (
    SAMPLE,
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
from pipelines.submissions.compare.observed import ObservedRow, ObservedTable
from pipelines.submissions.compare.pairing import is_numbered, pair_by_name
from pipelines.submissions.layout.layouts import Block, FormRow
from pipelines.submissions.match.by_codes import LocatedTable, code_text
from pipelines.submissions.match.by_labels import Match, match_block, width
from pipelines.submissions.match.columns import PairedColumns, header_paths, pair_columns
from pipelines.submissions.match.findings import EXTRA, MATCHED, SIMILAR, Finding
from pipelines.submissions.match.rows import RecognisedBy, by_similarity, pair_rows
from pipelines.submissions.match.score import score_match
from pipelines.submissions.match.similarity import YEAR, spellings, without_numbering, without_years
from pipelines.submissions.value.numbers import parse_figure

MAX_HEADINGS = 2  # rows without a figure, a unit or a code between two rows that have one


def observe_rows(sheet: Sheet, block: Block, start: int = 0) -> ObservedTable | None:
    """The block's table below row `start`; None where too few of its rows are there."""
    match = match_block(sheet, block, start)
    if match is None:
        return None
    table = match.table
    header = split_header(sheet, Span(table.first, table.code_row), table.columns)
    _pair_again(sheet, match, header)
    table.last = _last_row(sheet, table)
    left_out = table.heads | table.signed
    body = {row: line for row, line in sheet.rows.items() if header.last < row <= table.last and row not in left_out}
    span = Span(*width(sheet.rows, header.last + 1, table.last, min(table.columns)))
    columns = observe_columns(sheet, header, span, body, PairedColumns(table.columns, match.columns.similar))
    table.keys, similar = _row_keys(table, body)
    undeclared = [c.column for c in columns if not (c.key or c.similar_key) and c.role != "context"]
    rows = [_row(table, row, line, similar.get(row), [*table.values, *undeclared]) for row, line in body.items()]
    rows = [row for row in rows if row.key or row.label or row.code]  # neither: a second row of column codes
    score, findings = _scored(sheet, match, rows)
    return ObservedTable(
        sheet=sheet.name,
        kind="rows",
        block=block.no,
        score=score,
        header_first=header.first,
        header_last=header.last,
        last=table.last,
        columns=columns,
        rows=rows,
        figures=figure_places(body, columns, table.values),
        signs=unknown_signs(body, columns, table.values),
        findings=with_printed_headers(findings, columns, sheet, header.last),
    )


def _pair_again(sheet: Sheet, match: Match, header: Header) -> None:
    """Pair the columns of figures by their names, and those that a row above the first declared row hid.

    That row was taken for the end of the header. Columns of labels, codes and units stay where reading finds them.
    """
    table = match.table
    paths = header_paths(header_lines(sheet, header), sheet.merged)
    if is_numbered(table.block):
        codes = folded_codes(sheet, header.code_row)
        paired = pair_by_name(table.block, paths, codes, _filled(sheet, header.last + 1, table.last))
        kept = {at: column for at, column in table.columns.items() if column.role != "value"}
    elif header.last != table.code_row:
        paired = pair_columns(table.block, paths, {})
        kept = dict(table.columns)
    else:
        return
    known = {column.key for column in kept.values()}
    match.columns.similar = {at: text for at, text in match.columns.similar.items() if at in kept}
    match.columns.conflicts = [conflict for conflict in match.columns.conflicts if conflict.at in kept]
    match.columns.is_renumbered = paired.is_renumbered
    table.columns.clear()
    table.columns.update(kept)
    for at, column in paired.found.items():
        is_doubtful = at in paired.similar
        if at in kept or column.key in known or (is_doubtful and not is_numbered(table.block)):
            continue
        table.columns[at] = column
        table.places.setdefault(column.role, at)
        if is_doubtful:
            match.columns.similar[at] = paired.similar[at]
    table.values = [at for at, column in sorted(table.columns.items()) if column.role == "value"]
    table.code_row = header.last


def _filled(sheet: Sheet, first: int, last: int) -> Counter[int]:
    """Column -> its number of figures between two rows."""
    lines = [line for row, line in sheet.rows.items() if first <= row <= last]
    return Counter(at for line in lines for at in line if _is_value(line, at))


def _last_row(sheet: Sheet, table: LocatedTable) -> int:
    """The last row of the table: rows with a label and a figure, a unit, a code or an x directly below still belong."""
    last = table.last
    while True:
        following = [
            row for row in range(last + 1, last + 2 + MAX_HEADINGS) if row in sheet.rows and row not in table.signed
        ]
        if not following or following[0] != last + 1:
            return last
        filled = next((row for row in following if _is_filled(table, sheet.rows[row])), 0)
        if not filled or not all(_label(table, sheet.rows[row]) for row in range(last + 1, filled)):
            return last
        last = filled


def _is_filled(table: LocatedTable, line: Row) -> bool:
    """True for a row with a label and a code, a unit or a figure."""
    asked = (table.places.get("row_code", 0), table.places.get("uom", 0))
    has_figure = any(at in line and _is_value(line, at) for at in table.values)
    return bool(_label(table, line)) and (any(at in line for at in asked) or has_figure)


def _is_value(line: Row, at: int) -> bool:
    return not isinstance(line[at], str) or not parse_figure(line[at], is_percent=False).reason


def _label(table: LocatedTable, line: Row) -> str:
    return raw_text(line.get(table.places.get("label", 0), "")).strip()


def _row_keys(table: LocatedTable, body: Mapping[int, Row]) -> tuple[dict[int, str], dict[int, str]]:
    """Row -> the declared row that it is; row -> the declared row that it only resembles."""
    code_at = table.places.get("row_code", 0)
    codes = {row: code_text(line[code_at]) for row, line in body.items() if code_at in line}
    labels = {row: text for row, line in body.items() if (text := _label(table, line))}
    coded, named = pair_rows(table.block, codes, labels), pair_rows(table.block, {}, labels)
    by_label = {row: key for row, key in named.keys.items() if named.hints[row].by is not RecognisedBy.SIMILARITY}
    by_code = {row: key for row, key in coded.keys.items() if row in codes or row in by_label}
    is_renumbered = any(coded.keys.get(row) != key for row, key in by_label.items())
    first, second = (by_label, by_code) if is_renumbered else (by_code, by_label)
    keys = dict(first)
    for row, key in second.items():
        rows_of = table.block.labels
        is_vague = is_renumbered and any(len(rows_of.get(text, ())) > 1 for text in spellings(labels.get(row, "")))
        if row not in keys and key not in keys.values() and not is_vague:
            keys[row] = key
    similar = {row: key for row, key in named.keys.items() if row not in keys and key not in keys.values()}
    same_but_footnote = [
        row
        for row, key in similar.items()
        if without_numbering(labels[row]) == without_numbering(table.block.rows[key].title)
    ]
    keys |= {row: similar.pop(row) for row in same_but_footnote}
    keys |= _of_another_year(table, labels, keys)
    similar = {row: key for row, key in similar.items() if row not in keys and key not in keys.values()}
    return dict(sorted(keys.items())), similar


def _of_another_year(table: LocatedTable, labels: Mapping[int, str], keys: Mapping[int, str]) -> dict[int, str]:
    """Rows whose label is that of the one missing row but for its years: `Kết dư năm 2011`, `Kết dư năm 2012`."""
    missing: dict[str, list[str]] = {}
    for key, declared in table.block.rows.items():
        if key not in keys.values() and YEAR.search(declared.title):
            missing.setdefault(without_years(declared.title), []).append(key)
    printed: dict[str, list[int]] = {}
    for row, label in labels.items():
        if row not in keys and YEAR.search(label):
            printed.setdefault(without_years(label), []).append(row)
    pairs = [(rows, missing.get(text, [])) for text, rows in printed.items()]
    return {row: key for rows, known in pairs if len(rows) == len(known) for row, key in zip(rows, known, strict=True)}


def _row(table: LocatedTable, row: int, line: Row, similar_key: str | None, figures: list[int]) -> ObservedRow:
    def text(role: str) -> str:
        return raw_text(line.get(table.places.get(role, 0), "")).strip()

    key, label, code = table.keys.get(row), text("label"), text("row_code")
    declared = table.block.rows.get(key or "")
    return ObservedRow(
        row=row,
        label=label,
        code="" if key and table.block.keys.get(code_text(code)) == key else code,
        stt=text("stt"),
        unit=text("uom"),
        key=key,
        similar_key=similar_key,
        has_declared_label=declared is not None and (not label or _is_label_of(declared, label)),
        is_heading=not (any(at in line for at in figures) or code or text("uom")),
        due=tuple(at for at in figures if not (at in line and _is_x(line, at))),
        sample=tuple(raw_text(line[at]) for at in sorted(figures) if at in line)[:SAMPLE],
    )


def _is_label_of(declared: FormRow, label: str) -> bool:
    """True if the label is the declared one, but for a footnote mark."""
    return not declared.labels.isdisjoint(spellings(label)) or without_numbering(label) == without_numbering(
        declared.title
    )


def _is_x(line: Row, at: int) -> bool:
    return isinstance(line[at], str) and parse_figure(line[at], is_percent=False).status == "not_applicable"


def _scored(sheet: Sheet, match: Match, rows: list[ObservedRow]) -> tuple[float, list[Finding]]:
    """The score, and every finding: changed labels and codes are similar, rows that are not declared extra."""
    table = match.table
    labels = {row.row: row.label for row in rows}
    certain, similar = table.keys, {row.row: row.similar_key for row in rows if row.similar_key}
    table.keys = dict(sorted((certain | similar).items()))
    table.hints = {row: by_similarity(table.block.rows[key].title) for row, key in similar.items()}
    score, findings, _ = score_match(sheet, table, match.columns, labels)
    table.keys = certain
    by_key = {row.key: row for row in rows if row.key}
    known = {finding.address for finding in findings if finding.part == "row"}
    label_at = table.places.get("label", 0) or table.places.get("row_code", 1)
    for row in rows:
        if not row.key and not row.similar_key and (place := address(row.row, label_at)) not in known:
            findings.append(Finding(EXTRA, "row", None, sheet.name, place, None, row.label or row.code))
    return score, [_with_printed_row(finding, by_key.get(finding.key or ""), table.block) for finding in findings]


def _with_printed_row(finding: Finding, row: ObservedRow | None, block: Block) -> Finding:
    """A declared row with another label or code is similar, and the finding shows both."""
    if finding.part != "row" or row is None or not finding.key:
        return finding
    kind = SIMILAR if finding.kind == MATCHED else finding.kind
    if row.code:
        expected, found = f"{finding.key} {block.rows[finding.key].title}", f"{row.code} {row.label}"
        return finding._replace(kind=kind, expected=expected, found=found)
    return finding if row.has_declared_label else finding._replace(kind=kind)
