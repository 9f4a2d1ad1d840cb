"""A register as it stands on a sheet with another layout: its columns; its rows are as many as the sender lists.

Here: which printed column is which declared one. Not here: where the register lies (register_header.py).
"""

from __future__ import annotations

from pipelines.submissions.book.book import Sheet
from pipelines.submissions.compare.columns import as_printed, observe_columns, split_header
from pipelines.submissions.compare.observed import ObservedRow, ObservedTable
from pipelines.submissions.layout.layouts import Block
from pipelines.submissions.match.by_labels import width
from pipelines.submissions.match.register_header import match_register


def observe_register(sheet: Sheet, block: Block, start: int) -> ObservedTable | None:
    """The register below row `start`; None where no row looks like its header."""
    match = match_register(sheet, block, start)
    if match is None:
        return None
    table, similar = match.table, match.columns.similar
    rows, code_row = split_header(sheet, (table.first, table.code_row), table.columns)
    left_out = table.heads | table.signed
    inside = {row: line for row, line in sheet.rows.items() if rows[1] < row <= table.last and row not in left_out}
    reach = width(sheet.rows, rows[1] + 1, max(table.last, rows[1]), min(table.columns))
    columns = observe_columns(sheet, rows, code_row, reach, inside, table.columns, similar)
    findings = as_printed(match.findings, columns, sheet, rows[1])
    line = ObservedRow(rows[1] + 1, "", key=block.repeat, is_same=True)
    return ObservedTable(
        sheet.name, "rows", block.no, match.score, *rows, table.last, columns, rows=[line], findings=findings
    )
