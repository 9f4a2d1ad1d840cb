"""Extracts a table of areas by measures, as publishers print them: rows of areas, or columns of (area, value) pairs.

Headers are found in match/area_header.py; here areas are recognised by their names, also with a footnote's mark, and
summary rows (total, mean, region) are kept apart from areas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.errors import join
from pipelines.submissions.book.book import Row, raw_text
from pipelines.submissions.extract.account import Account
from pipelines.submissions.extract.records import Due, FilledCell, dimensions_of
from pipelines.submissions.layout.layouts import DeclaredColumn, Layouts
from pipelines.submissions.match.area_header import AreaTable, find_header, find_header_above_areas
from pipelines.submissions.match.cell_plan import CellKeys
from pipelines.submissions.notes import note
from pipelines.submissions.problems import Problem, RefusedError, problem
from pipelines.submissions.reasons import reason
from pipelines.submissions.recognise.recognise import RecognisedForm
from pipelines.submissions.recognise.renamed_sheets import sheet_of
from pipelines.submissions.value.numbers import split_footnote
from pipelines.submissions.value.printed_unit import printed_unit, unit_contradiction
from pipelines.submissions.value.signatures import BELOW_SIGNATURES, signed_rows

SUMMARY = re.compile(
    r"\b(?:median|min|max|minimum|maximum|mean|average|highest|lowest|total|trung vị|trung bình|bình quân|cao nhất"
    r"|thấp nhất|lớn nhất|nhỏ nhất|tổng|tổng số|tổng cộng|cả nước|toàn quốc"
    # regions: they stand among provinces with the sums of theirs
    r"|vùng|miền|đồng bằng|đb sông|trung du|duyên hải|tây nguyên|đông nam bộ|bắc trung bộ|region)\b"
)
GROUP = re.compile(r"[IVX]+|[A-H]")  # the numbering of groups of rows, where areas are numbered 1, 2, 3


def extract(found: RecognisedForm, layouts: Layouts) -> list[Account]:
    """One account for each period among the blocks.

    Raises RefusedError where sheets or columns of the form are missing; it names all of them.
    """
    accounts: dict[str, Account] = {}
    by_sheet: dict[int, list[AreaTable]] = {}
    for table in _tables(found, layouts):
        by_sheet.setdefault(table.sheet.no, []).append(table)
    for tables in by_sheet.values():
        taken: set[tuple[int, int]] = set()
        for table in tables:
            period = table.block.period or found.who.period.code
            reader = _AreaReader(accounts.setdefault(period, Account(period, layouts.scales)), table, layouts, taken)
            table.signed = _signed(table, reader.areas)
            table.last = reader.take_pairs() if table.block.kind == "ranked_pairs" else reader.take_rows()
        account = accounts[tables[0].block.period or found.who.period.code]
        account.sheets.add(tables[0].sheet.name)
        _take_rest(account, tables, taken)
    for account in accounts.values():
        account.finish()
    return list(accounts.values())


def _tables(found: RecognisedForm, layouts: Layouts) -> list[AreaTable]:
    """Every block on its sheet. Raises RefusedError with all that is missing."""
    problems: list[Problem] = []
    tables: list[AreaTable] = []
    names = ", ".join(sheet.name for sheet in found.sheets)
    named = {block.sheet for block in found.who.form.blocks}
    for block in found.who.form.blocks:
        sheet = sheet_of(block, found.sheets, named)
        if sheet is None:
            problems.append(problem("sheet_missing", sheet=block.sheet_name, found=names))
            continue
        table = find_header(sheet, block)
        if len(table.columns) < len(block.columns) and block.kind == "area_rows":
            other = find_header_above_areas(sheet, block, layouts.areas.get(block.area_set or "", {}))
            table = other if other and len(other.columns) > len(table.columns) else table
        tables.append(table)
        if table.doubts:
            found.doubts.append(problem("columns_doubtful", expected=found.who.form.code, found=join(table.doubts)))
        present = set(table.columns.values())
        absent = [column for column in block.columns if column not in present and column.header]
        if not absent:
            continue
        missing = ", ".join(f"“{column.title}”" for column in absent)
        values = [column for column in present if column.role == "value"]
        if values and all(column.role != "area" for column in absent):
            found.notes.append(note("columns_missing", sheet=sheet.name, columns=missing))
            continue
        seen = ", ".join(f"“{column.title}”" for column in table.columns.values()) or "?"
        row = str(table.first)
        problems.append(problem("columns_missing", sheet=sheet.name, row=row, expected=missing, found=seen))
    if problems:
        raise RefusedError(problems)
    return tables


def _signed(table: AreaTable, areas: Mapping[str, str]) -> set[int]:
    """The rows of signatures below the first area, and all below them."""
    rows = {row: line for row, line in table.sheet.rows.items() if row > table.header_last}
    places = {table.area_column, *(at + (spec.area_offset or 0) for at, spec in table.columns.items())}
    named = {row for row, line in rows.items() if any(area_of(areas, raw_text(line.get(at, ""))) for at in places)}
    first = min(named, default=0)
    return signed_rows({row: line for row, line in rows.items() if row > first}, named) if first else set()


class _NamedArea(NamedTuple):
    """The area that a cell names, and the text of the cell; None for a name that is no area of the form."""

    area_id: str | None
    text: str


class _AreaReader:
    """Reads one table of areas; `taken` holds row and column of the cells that are in the account."""

    def __init__(self, account: Account, table: AreaTable, layouts: Layouts, taken: set[tuple[int, int]]) -> None:
        self.account = account
        self.table = table
        self.taken = taken
        self.areas = layouts.areas.get(table.block.area_set or "", {})
        unit = printed_unit(table.sheet, table.header_last, layouts)
        dimensions = dimensions_of(table.block, layouts)
        self._unit_problems = {
            column.key: unit_contradiction(unit, column.uom or "", layouts, dimensions)
            for column in table.columns.values()
            if column.role == "value" and table.block.kind != "ranked_pairs"
        }

    def take_rows(self) -> int:
        """Add rows of areas until one does not continue the table; returns the table's last row."""
        table = self.table
        stt = next((at for at, column in table.columns.items() if column.role == "stt"), 0)
        last, has_area = 0, False
        for row, line in table.sheet.rows.items():
            if row <= table.header_last:
                continue
            if (has_area and row > last + 1) or row in table.signed:
                break  # a blank row or a signature ended the table
            area = self._area(line, table.area_column)
            has_area |= area.area_id is not None
            has_figure = any(column.role == "value" and at in line for at, column in table.columns.items())
            is_group = GROUP.fullmatch(raw_text(line.get(stt, "")).strip(" .")) is not None
            if area.area_id is None and (SUMMARY.search(name_fold(area.text)) or (is_group and area.text)):
                self._take_summary(row, line)
            elif area.area_id or has_figure:
                self._take_row(row, line, area)
            elif not last:
                continue  # between header and first area
            last = row
        return last or table.header_last

    def take_pairs(self) -> int:
        """Add columns of (area, value) pairs, each down to its first blank; returns the longest's last row."""
        table = self.table
        last = table.header_last
        for column, spec in table.columns.items():
            beside = column + (spec.area_offset or 0)
            row = table.header_last + 1
            while spec.role == "value" and (line := table.sheet.rows.get(row)) and (column in line or beside in line):
                if row in table.signed:
                    break
                area = self._area(line, beside)
                if beside in line and (row, beside) not in self.taken:
                    self.taken.add((row, beside))
                    self.account.context(self._cell(row, beside, line), "label", CellKeys(area.area_id, spec.key))
                self._take_value(self._cell(row, column, line), area, spec)
                row += 1
            last = max(last, row - 1)
        return last

    def _take_row(self, row: int, line: Row, area: _NamedArea) -> None:
        for column, spec in self.table.columns.items():
            cell = tuple.__new__(FilledCell, (self.table.sheet.name, row, column, line.get(column, "")))
            if spec.role == "value" and not spec.is_personal:
                self._take_value(cell, area, spec)
            elif column in line:
                self.taken.add((row, column))
                keys = CellKeys(area.area_id, spec.key)
                (self.account.private if spec.is_personal else self.account.context)(cell, "label", keys)

    def _take_value(self, cell: FilledCell, area: _NamedArea, spec: DeclaredColumn) -> None:
        """Add a value cell: blank, of an unknown area, below the wrong unit, or a figure.

        A publisher's workbook has ten thousand, hence records without a call of their class.
        """
        keys, slot = tuple.__new__(CellKeys, (area.area_id, spec.key)), self.table.block.slots[""][spec.key]
        if cell.value == "":
            if area.area_id:
                self.account.blank(cell, keys, Due(area.area_id, slot))
            return
        self.taken.add((cell.row, cell.column))
        if area.area_id is None:
            unknown = reason("unknown_area", name=area.text) if area.text else reason("unknown_area.unnamed")
            self.account.reject(cell, keys, unknown)
        elif problem := self._unit_problems.get(spec.key):
            self.account.reject(cell, keys, problem)
        else:
            self.account.value(cell, keys, tuple.__new__(Due, (area.area_id, slot, None)))

    def _take_summary(self, row: int, line: Row) -> None:
        self.taken |= {(row, column) for column in line}
        self.account.context_row(self.table.sheet.name, row, line, "summary_row")

    def _area(self, line: Row, column: int) -> _NamedArea:
        text = raw_text(line.get(column, ""))
        return _NamedArea(area_of(self.areas, text), text)

    def _cell(self, row: int, column: int, line: Row) -> FilledCell:
        return FilledCell(self.table.sheet.name, row, column, line.get(column, ""))


def area_of(areas: Mapping[str, str], text: str) -> str | None:
    """The area of that name, also with a footnote's mark behind it."""
    return areas.get(name_fold(text)) or areas.get(name_fold(split_footnote(text)[0]))


def _take_rest(account: Account, tables: list[AreaTable], taken: set[tuple[int, int]]) -> None:
    """Add every other cell of the sheet: title, header, undeclared columns, what stands below the tables."""
    sheet = tables[0].sheet
    last = max(table.last for table in tables)
    signed = {row: table for table in reversed(tables) for row in table.signed if row > last}
    for row, line in sheet.rows.items():
        if row in signed:
            _take_below_signatures(account, signed[row], row, line)
            continue
        row_reason = _row_reason(tables, row, line)
        for column, value in line.items():
            if (row, column) not in taken:
                spec = next((table.columns[column] for table in tables if column in table.columns), None)
                cell_reason = row_reason or ("label" if spec and spec.role != "value" else "unclaimed")
                cell = FilledCell(sheet.name, row, column, value)
                account.context(cell, cell_reason, CellKeys(None, spec.key if spec else None))


def _row_reason(tables: list[AreaTable], row: int, line: Row) -> str:
    """The reason of the cells of a row above, below or between the rows of areas; empty for a row among them."""
    if row < min(table.first for table in tables):
        return "title"
    if any(table.first <= row <= table.header_last for table in tables):
        return "header"
    if row > max(table.last for table in tables):
        return "summary_row" if any(not isinstance(value, str) for value in line.values()) else "note"
    return ""


def _take_below_signatures(account: Account, table: AreaTable, row: int, line: Row) -> None:
    """Add signatures and what stands below them: a number beside a text is a reject, no text is kept in `cell`."""
    is_named = isinstance(line.get(table.area_column), str)
    for column, value in line.items():
        cell, spec = FilledCell(table.sheet.name, row, column, value), table.columns.get(column)
        if is_named and spec and spec.role == "value" and isinstance(value, int | float):
            account.private(cell, BELOW_SIGNATURES, CellKeys(None, spec.key))
        else:
            account.private(cell, "signature")
