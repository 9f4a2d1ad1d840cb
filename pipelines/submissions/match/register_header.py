"""Finds a register on a sheet by its column headers, where the codes under them are gone.

A register's rows have no declared names, so its columns alone say that it is this register. Its rows are classified in
register_rows.py.
"""

from __future__ import annotations

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, address
from pipelines.submissions.layout.layouts import Block
from pipelines.submissions.match.by_codes import LocatedTable, code_text, end_register
from pipelines.submissions.match.by_labels import Match
from pipelines.submissions.match.cell_plan import plan_of
from pipelines.submissions.match.columns import PairedColumns, header_paths, header_zone, pair_columns
from pipelines.submissions.match.findings import MATCHED, MISSING, SIMILAR, Finding
from pipelines.submissions.match.score import MatchScore, similar_header
from pipelines.submissions.match.similarity import without_numbering
from pipelines.submissions.reasons import reason

FEWEST = 0.5  # of the columns must be headed as declared, or the register is not here


def match_register(sheet: Sheet, block: Block, start: int) -> Match | None:
    """The register below row `start`; None where no row holds FEWEST of its headers, or none of names is found."""
    titles = {title for column in block.columns for title in column.headers}
    rows = {row: line for row, line in sheet.rows.items() if row > start}
    named = {
        row: {at for at, v in line.items() if isinstance(v, str) and without_numbering(v) in titles}
        for row, line in rows.items()
    }
    top = max(named, key=lambda row: len(named[row]), default=0)
    if not top or len(named[top]) < FEWEST * len(block.columns):
        return None
    bottom = max([top, *(box.bottom for box in sheet.merged if box.top == top)])
    if _are_codes(rows.get(bottom + 1, {}), block):
        bottom += 1
    zone = header_zone(sheet, bottom + 1, start, min(named[top]), max(*named[top], len(block.columns)))
    columns = pair_columns(block, header_paths(zone, sheet.merged), {})
    places = {column.role: at for at, column in sorted(columns.found.items(), reverse=True)}
    if "label" not in places:
        return None
    table = LocatedTable(
        block=block,
        first=min(zone, default=top),
        code_row=bottom,
        columns=columns.found,
        values=[at for at, column in columns.found.items() if column.role == "value"],
        places=places,
        plan=plan_of(block, columns.found),
    )
    body = {row: line for row, line in rows.items() if row > bottom}
    table.last = end_register(sheet, table, body)
    table.merged = [box for box in sheet.merged if bottom < box.top <= table.last]
    return Match(table, *_score(sheet, table, columns), columns)


def _are_codes(line: Row, block: Block) -> bool:
    """True for a row of column codes, some of which may be gone."""
    codes = {column.code for column in block.columns if column.code}
    return len(line) > 1 and sum(code_text(value) in codes for value in line.values()) > len(line) / 2


def _score(sheet: Sheet, table: LocatedTable, columns: PairedColumns) -> MatchScore:
    """The share of columns found for certain; a column that is only similar is a doubt, and so is a conflict."""
    place = {column.key: at for at, column in table.columns.items()}
    findings: list[Finding] = []
    for column in table.block.columns:
        at = place.get(column.key)
        kind = MISSING if at is None else SIMILAR if at in columns.similar else MATCHED
        cell = None if at is None else address(table.code_row, at)
        header = None if at is None else similar_header(columns, at)
        findings.append(Finding(kind, "column", column.key, sheet.name, cell, column.title, header))
    doubts = [conflict.message for conflict in columns.conflicts]
    for at, header in columns.similar.items():
        doubts.append(reason("header_similar", title=table.columns[at].title, header=name_fold(header)))
    n_matched = sum(finding.kind == MATCHED for finding in findings)
    return MatchScore(round(n_matched / len(table.block.columns), 3), findings, doubts)
