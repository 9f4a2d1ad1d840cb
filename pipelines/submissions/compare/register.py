"""Observes a register on a sheet with another layout: its columns; its rows are as many as the sender lists.

Where the register lies is found by match/register_header.py.
"""

from __future__ import annotations

from pipelines.submissions.book.book import Sheet
from pipelines.submissions.compare.columns import Span, observe_columns, split_header, with_printed_headers
from pipelines.submissions.compare.observed import ObservedRow, ObservedTable
from pipelines.submissions.layout.layouts import Block
from pipelines.submissions.match.by_labels import width
from pipelines.submissions.match.columns import PairedColumns
from pipelines.submissions.match.register_header import match_register


def observe_register(sheet: Sheet, block: Block, start: int) -> ObservedTable | None:
    """The register below row `start`; None where no row looks like its header."""
    match = match_register(sheet, block, start)
    if match is None:
        return None
    table = match.table
    header = split_header(sheet, Span(table.first, table.code_row), table.columns)
    left_out = table.heads | table.signed
    body = {row: line for row, line in sheet.rows.items() if header.last < row <= table.last and row not in left_out}
    span = Span(*width(sheet.rows, header.last + 1, max(table.last, header.last), min(table.columns)))
    columns = observe_columns(sheet, header, span, body, PairedColumns(table.columns, match.columns.similar))
    return ObservedTable(
        sheet=sheet.name,
        kind="rows",
        block=block.no,
        score=match.score,
        header_first=header.first,
        header_last=header.last,
        last=table.last,
        columns=columns,
        rows=[ObservedRow(header.last + 1, "", key=block.repeat, has_declared_label=True)],
        findings=with_printed_headers(match.findings, columns, sheet, header.last),
    )
