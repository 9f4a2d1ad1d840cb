"""Reads what stands below the tables of a sheet: notes, place and date, who signs; it differs from sender to sender.

The rows go through the functions of the full way, which end a table and classify what is below it. Anything but texts,
and whatever gives more than a note or a signature, makes the file differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, parse_address
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.around_tables import Surroundings
from pipelines.submissions.extract.records import Cell, PersonalText
from pipelines.submissions.match.by_codes import NO_END, LocatedTable, end_table
from pipelines.submissions.privacy.person_words import PERSON_HEADER, PERSON_LABEL
from pipelines.submissions.privacy.restrict import AROUND, LONGEST_LABEL
from pipelines.submissions.templates.template import DiffersError, SheetPlan, is_plain
from pipelines.submissions.value.signatures import FIGURE


class Foot(NamedTuple):
    """The cells below the tables of a sheet, and those of their texts that are restricted."""

    cells: list[Cell]
    personal: list[PersonalText]


def read_foot(plan: SheetPlan, rows: Mapping[int, Row]) -> Foot:
    """The foot of one sheet. Raises DiffersError."""
    if not rows:
        return Foot([], [])
    tables = plan.tables
    labels = {label for table in tables for label in table.block.labels}
    if not all(_is_context(value, labels) for line in rows.values() for value in line.values()):
        raise DiffersError
    sheet = Sheet(plan.sheet.no, plan.sheet.name, plan.sheet.visibility, dict(rows), plan.sheet.merged)
    account = Account("")
    around = Surroundings(account, sheet, [*tables[:-1], _ended(plan, tables[-1], rows)], set())
    for row, line in rows.items():
        around.take(row, line)
    if any(cell.outcome != "context" or _is_near_names(plan, cell) for cell in account.cells):
        raise DiffersError
    return Foot(account.cells, account.personal)


def columns_of_names(cells: list[Cell]) -> set[int]:
    """The columns with a cell that may head names: a text below it may be one, as privacy/restrict.py decides."""
    found: set[int] = set()
    for cell in cells:
        folded = name_fold(cell.raw_text or "")
        is_short = len(cell.raw_text or "") <= LONGEST_LABEL and cell.reason_code in AROUND
        if is_short and (PERSON_HEADER.fullmatch(folded) or PERSON_LABEL.fullmatch(folded)):
            found.add(parse_address(cell.address)[1])
    return found


def _is_context(value: object, labels: set[str]) -> bool:
    """True for a text that is no figure and names no row of a table."""
    return type(value) is str and is_plain(value) and not FIGURE.fullmatch(value) and name_fold(value) not in labels


def _ended(plan: SheetPlan, table: LocatedTable, rows: Mapping[int, Row]) -> LocatedTable:
    """The last table with the signatures of this file. Raises DiffersError where its rows would continue."""
    known = [row for row in table.codes if row <= table.last and table.codes[row] in table.block.keys]
    last_rows = {row: line for row, line in plan.sheet.rows.items() if known[-1] <= row <= table.last}
    fresh = replace(table, codes={}, keys={}, row_problems={}, hints={}, heads=set(), signed=set())
    if end_table(replace(plan.sheet, rows=last_rows | dict(rows)), fresh, NO_END) != table.last or fresh.heads:
        raise DiffersError
    return replace(table, signed=fresh.signed)


def _is_near_names(plan: SheetPlan, cell: Cell) -> bool:
    """True for a text that is kept, in a column where the table may head names."""
    return cell.raw_text is not None and parse_address(cell.address)[1] in plan.of_names
