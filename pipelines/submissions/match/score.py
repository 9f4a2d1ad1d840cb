"""Scores how well a found table matches the declared block, with findings line by line and doubts for a person.

The table is found in by_labels.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import NamedTuple

from pipelines.errors import Message
from pipelines.submissions.book.book import Sheet, address
from pipelines.submissions.layout.layouts import Block, DeclaredColumn
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.match.columns import PairedColumns
from pipelines.submissions.match.findings import CONFLICT, EXTRA, MATCHED, MISSING, MOVED, SIMILAR, Finding
from pipelines.submissions.match.rows import RecognisedBy
from pipelines.submissions.reasons import reason

ROWS, COLUMNS = 0.6, 0.4  # weights: rows tell two forms apart better, `Trong kỳ` and `Luỹ kế` stand on every form
NO_HEADER = reason("no_header")


class MatchScore(NamedTuple):
    """How well a table matches its block."""

    score: float  # 0 to 1
    findings: list[Finding]
    doubts: list[Message]  # why it is not read without a person


def score_match(sheet: Sheet, table: LocatedTable, columns: PairedColumns, labels: Mapping[int, str]) -> MatchScore:
    """Score a table of declared rows; `labels` are its rows' labels as printed.

    The score is 0.6 × the F1 score of the rows that ask for a figure + 0.4 × the share of columns found, in which a
    column with a similar header counts half.
    """
    due = set(table.block.due_rows)
    there = due & set(table.keys.values())
    extra = [
        row
        for row, line in sheet.rows.items()
        if table.code_row < row <= table.last
        and row not in table.keys
        and row not in table.signed
        and any(at in line for at in table.values)
    ]
    recall, precision = len(there) / max(1, len(due)), len(there) / max(1, len(there) + len(extra))
    by_rows = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    wanted = [column for column in table.block.columns if column.role in ("label", "row_code", "value")]
    found = {column.key: 0.5 if at in columns.similar else 1.0 for at, column in table.columns.items()}
    by_columns = sum(found.get(column.key, 0.0) for column in wanted) / max(1, len(wanted))
    findings = [
        *column_findings(sheet, table.block, table.columns, columns, table.code_row),
        *_row_findings(sheet, table, extra, labels),
    ]
    return MatchScore(round(ROWS * by_rows + COLUMNS * by_columns, 3), findings, _doubts(table, columns))


def similar_header(columns: PairedColumns, at: int) -> str | None:
    """The header of a column that is only similar to the declared one, as printed; None for other columns."""
    header = columns.similar.get(at)
    return NO_HEADER.vi if header == "" else header


def _doubts(table: LocatedTable, columns: PairedColumns) -> list[Message]:
    doubts = [conflict.message for conflict in columns.conflicts]
    for at, header in columns.similar.items():
        if table.columns[at].role == "value":
            title = table.columns[at].title
            doubts.append(reason("header_similar.value", title=title, header=header or NO_HEADER))
    return doubts


def column_findings(
    sheet: Sheet, block: Block, places: Mapping[int, DeclaredColumn], columns: PairedColumns, row: int
) -> list[Finding]:
    """One finding for each declared column, in printed order, and one for each conflict.

    Args:
        sheet: where the table stands.
        block: the declared columns.
        places: column -> the declared column that it is.
        columns: how they were paired.
        row: the last row of the header; 0 where it is not known.
    """
    findings: list[Finding] = []
    place = {column.key: at for at, column in places.items()}
    kept = _in_order([place[column.key] for column in block.columns if column.key in place])
    for column in block.columns:
        at = place.get(column.key)
        if at is None:
            findings.append(Finding(MISSING, "column", column.key, sheet.name, None, column.title, None))
            continue
        kind = SIMILAR if at in columns.similar else MATCHED if at in kept else MOVED
        cell = address(row, at) if row else None
        header = similar_header(columns, at)
        findings.append(Finding(kind, "column", column.key, sheet.name, cell, column.title, header))
    for at, message in columns.conflicts:
        cell = address(max(1, row), at)
        key = places[at].key if at in places else None  # a later header may have taken its place
        findings.append(Finding(CONFLICT, "column", key, sheet.name, cell, None, message.vi))
    return findings


def _row_findings(sheet: Sheet, table: LocatedTable, extra: list[int], labels: Mapping[int, str]) -> list[Finding]:
    findings: list[Finding] = []
    order = {key: at for at, key in enumerate(table.block.rows)}
    kept = _in_order([order[key] for _, key in sorted(table.keys.items())])
    label_at = table.places.get("label", 0) or table.places.get("row_code", 1)
    for row, key in sorted(table.keys.items()):
        hint = table.hints.get(row)
        kind = MATCHED if order[key] in kept else MOVED
        if hint and hint.by is RecognisedBy.SIMILARITY:
            kind = SIMILAR
        title, label = table.block.rows[key].title, labels.get(row)
        findings.append(Finding(kind, "row", key, sheet.name, address(row, label_at), title, label))
    there = set(table.keys.values())
    for key, declared in table.block.rows.items():
        if declared.kind == "fixed" and key not in there:
            findings.append(Finding(MISSING, "row", key, sheet.name, None, declared.title, None))
    for row in extra:
        kind = CONFLICT if row in table.row_problems else EXTRA
        findings.append(Finding(kind, "row", None, sheet.name, address(row, label_at), None, labels.get(row)))
    return findings


def _in_order(places: list[int]) -> set[int]:
    """The longest increasing subsequence; what lies outside it was moved."""
    tails: list[int] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for at, place in enumerate(places):
        length = bisect_left(tails, place)
        if length == len(tails):
            tails.append(place)
            last.append(at)
        else:
            tails[length], last[length] = place, at
        before[at] = last[length - 1] if length else -1
    kept: set[int] = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(places[at])
        at = before[at]
    return kept
