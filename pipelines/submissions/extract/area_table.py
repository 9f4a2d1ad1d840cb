"""A table of areas by measures, as publishers print them: rows of areas, or columns of (area, value) pairs.

Here: finding headers by text or technical code, areas by name, summary rows. Not here: numbers (numbers.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.codebook.text import name_fold
from pipelines.errors import Message, join
from pipelines.submissions.book.book import Row, Sheet, raw_text
from pipelines.submissions.extract.account import Account
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.match.area_header import AreaTable, find_header, find_header_above_areas
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
    """One account for each period among the blocks."""
    accounts: dict[str, Account] = {}
    by_sheet: dict[int, list[AreaTable]] = {}
    for table in _tables(found, layouts):
        by_sheet.setdefault(table.sheet.no, []).append(table)
    for tables in by_sheet.values():
        taken: set[tuple[int, int]] = set()
        for table in tables:
            period = table.block.period or found.who.period.code
            takings = accounts.setdefault(period, Account(period))
            table.signed = _signed(table, layouts)
            table.last = (_pairs if table.block.kind == "ranked_pairs" else _rows)(takings, table, layouts, taken)
        own = accounts[tables[0].block.period or found.who.period.code]
        own.sheets.add(tables[0].sheet.name)
        _rest(own, tables, taken)
    for takings in accounts.values():
        takings.finish()
    return list(accounts.values())


def _tables(found: RecognisedForm, layouts: Layouts) -> list[AreaTable]:
    """Every block on its sheet; RefusedError names all that is missing at once."""
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
        there = set(table.columns.values())
        gone = [column for column in block.columns if column not in there and column.header]
        if not gone:
            continue
        missing = ", ".join(f"“{column.title}”" for column in gone)
        values = [column for column in there if column.role == "value"]
        if values and all(column.role != "area" for column in gone):
            found.notes.append(note("columns_missing", sheet=sheet.name, columns=missing))
            continue
        seen = ", ".join(f"“{column.title}”" for column in table.columns.values()) or "?"
        row = str(table.first)
        problems.append(problem("columns_missing", sheet=sheet.name, row=row, expected=missing, found=seen))
    if problems:
        raise RefusedError(problems)
    return tables


def _signed(table: AreaTable, layouts: Layouts) -> set[int]:
    """The rows of signatures below the first area, and all below them."""
    areas = layouts.areas.get(table.block.area_set or "", {})
    rows = {row: line for row, line in table.sheet.rows.items() if row > table.header_last}
    places = {table.area_column, *(at + (spec.area_offset or 0) for at, spec in table.columns.items())}
    named = {row for row, line in rows.items() if any(area_of(areas, raw_text(line.get(at, ""))) for at in places)}
    first = min(named, default=0)
    return signed_rows({row: line for row, line in rows.items() if row > first}, named) if first else set()


def _rows(takings: Account, table: AreaTable, layouts: Layouts, taken: set[tuple[int, int]]) -> int:
    """Rows of areas until one does not continue the table; returns the table's last row."""
    sheet, areas = table.sheet, layouts.areas.get(table.block.area_set or "", {})
    told = printed_unit(sheet, table.header_last, layouts)
    wrong = {c.key: unit_contradiction(told, c.uom or "", layouts) for c in table.columns.values() if c.role == "value"}
    stt = next((at for at, column in table.columns.items() if column.role == "stt"), 0)
    last, has_area = 0, False
    for row, line in sheet.rows.items():
        if row <= table.header_last:
            continue
        if (has_area and row > last + 1) or row in table.signed:
            break  # a blank row or a signature ended the table
        text = raw_text(line.get(table.area_column, ""))
        area = area_of(areas, text)
        has_area |= area is not None
        has_figure = any(column.role == "value" and at in line for at, column in table.columns.items())
        is_group = GROUP.fullmatch(raw_text(line.get(stt, "")).strip(" .")) is not None
        if area is None and (SUMMARY.search(name_fold(text)) or (is_group and text)):
            _summary(takings, sheet, row, line, taken)
        elif area or has_figure:
            _area_row(takings, table, row, line, (area, text), taken, wrong)
        elif not last:
            continue  # between header and first area
        last = row
    return last or table.header_last


def _area_row(
    takings: Account,
    table: AreaTable,
    row: int,
    line: Row,
    area: tuple[str | None, str],
    taken: set[tuple[int, int]],
    wrong: Mapping[str, Message | None],
) -> None:
    area_id, text = area
    name, slots = table.sheet.name, table.block.slots[""]
    for column, spec in table.columns.items():
        keys = (area_id, spec.key)
        if column not in line:
            if spec.role == "value" and area_id:
                takings.blank(name, row, column, keys, area_id, slots[spec.key], None)
            continue
        taken.add((row, column))
        if spec.is_personal:
            takings.private(name, row, column, line[column], "label", keys)
        elif spec.role != "value":
            takings.context(name, row, column, line[column], "label", keys)
        elif area_id is None:
            takings.reject(name, row, column, line[column], keys, _unknown(text))
        elif problem := wrong.get(spec.key):
            takings.reject(name, row, column, line[column], keys, problem)
        else:
            takings.value(name, row, column, line[column], keys, area_id, slots[spec.key], None)


def _pairs(takings: Account, table: AreaTable, layouts: Layouts, taken: set[tuple[int, int]]) -> int:
    """Columns of (area, value) pairs, each read down to its first blank; returns the longest's last row."""
    sheet, areas = table.sheet, layouts.areas.get(table.block.area_set or "", {})
    end = table.header_last
    for column, spec in table.columns.items():
        beside = column + (spec.area_offset or 0)
        row = table.header_last + 1
        while spec.role == "value" and (line := sheet.rows.get(row)) and (column in line or beside in line):
            if row in table.signed:
                break
            text = raw_text(line.get(beside, ""))
            area = area_of(areas, text)
            keys = (area, spec.key)
            if beside in line and (row, beside) not in taken:
                taken.add((row, beside))
                takings.context(sheet.name, row, beside, line[beside], "label", keys)
            if column not in line and area:
                takings.blank(sheet.name, row, column, keys, area, table.block.slots[""][spec.key], None)
            elif column in line:
                taken.add((row, column))
                if area:
                    slot = table.block.slots[""][spec.key]
                    takings.value(sheet.name, row, column, line[column], keys, area, slot, None)
                else:
                    takings.reject(sheet.name, row, column, line[column], keys, _unknown(text))
            row += 1
        end = max(end, row - 1)
    return end


def area_of(areas: dict[str, str], text: str) -> str | None:
    """The area of that name, also with a footnote's mark behind it."""
    return areas.get(name_fold(text)) or areas.get(name_fold(split_footnote(text)[0]))


def _unknown(text: str) -> Message:
    return reason("unknown_area", name=text) if text else reason("unknown_area.unnamed")


def _summary(takings: Account, sheet: Sheet, row: int, line: Row, taken: set[tuple[int, int]]) -> None:
    for column, value in line.items():
        taken.add((row, column))
        takings.context(sheet.name, row, column, value, "summary_row")


def _rest(takings: Account, tables: list[AreaTable], taken: set[tuple[int, int]]) -> None:
    """Every other cell of the sheet: title, header, undeclared columns, what stands below the tables."""
    sheet = tables[0].sheet
    first, end = min(table.first for table in tables), max(table.last for table in tables)
    signed = {row: table for table in reversed(tables) for row in table.signed if row > end}
    for row, line in sheet.rows.items():
        if row in signed:
            _below_signatures(takings, signed[row], row, line)
            continue
        is_header = any(table.first <= row <= table.header_last for table in tables)
        has_number = any(not isinstance(value, str) for value in line.values())
        for column, value in line.items():
            if (row, column) in taken:
                continue
            spec = next((table.columns[column] for table in tables if column in table.columns), None)
            if row < first:
                reason = "title"
            elif is_header:
                reason = "header"
            elif row > end:
                reason = "summary_row" if has_number else "note"
            else:
                reason = "label" if spec and spec.role != "value" else "unclaimed"
            takings.context(sheet.name, row, column, value, reason, (None, spec.key if spec else None))


def _below_signatures(takings: Account, table: AreaTable, row: int, line: Row) -> None:
    """Signatures, and what stands below them: a number beside a text is a question, and no text leaves `personal`."""
    is_named = isinstance(line.get(table.area_column), str)
    for column, value in line.items():
        spec = table.columns.get(column)
        if is_named and spec and spec.role == "value" and isinstance(value, int | float):
            takings.private(table.sheet.name, row, column, value, BELOW_SIGNATURES, (None, spec.key))
        else:
            takings.private(table.sheet.name, row, column, value, "signature")
