"""Counts the non-empty cells of an .xls with xlrd; finds error cells, number formats, strikes, what is hidden."""

from __future__ import annotations

from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from pipelines.submissions.book.book import BrokenCell, FormatEffect, SheetScan
from pipelines.submissions.book.counters.text_sample import thinned
from pipelines.submissions.book.number_formats import STRUCK, format_effect, formatted_runs
from pipelines.submissions.book.readers.xlrd import is_empty, open_book
from pipelines.submissions.book.source import Source


def scan(source: Source) -> list[SheetScan]:
    """One scan for each sheet, in workbook order."""
    book = open_book(source.content, with_formats=True)
    formats = {number: format_effect(form.format_str or "") for number, form in book.format_map.items()}
    raised = {number for number, font in enumerate(book.font_list) if font.escapement == 1}
    struck = {number for number, font in enumerate(book.font_list) if font.struck_out}
    found = [(STRUCK if xf.font_index in struck else formats.get(xf.format_key)) for xf in book.xf_list]
    effects = {index: effect for index, effect in enumerate(found) if effect}
    return [_sheet(sheet, effects, raised, struck) for sheet in book.sheets()]


def _sheet(sheet: Any, effects: dict[int, FormatEffect], raised: set[int], struck: set[int]) -> SheetScan:
    result = SheetScan(sheet.name, 0)
    texts: list[tuple[tuple[int, int], str]] = []
    for row in range(sheet.nrows):
        for column, (kind, raw) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if is_empty(kind, raw):
                continue
            result.n_nonempty += 1
            at = (row + 1, column + 1)
            effect = effects.get(sheet.cell_xf_index(row, column))
            if effect and (kind == xlrd.XL_CELL_NUMBER or effect.is_struck):
                result.format_effects[at] = effect
            if kind == xlrd.XL_CELL_ERROR:
                result.broken[at] = BrokenCell("error_cell", error_text_from_code.get(raw, f"#{raw}"))
            if kind == xlrd.XL_CELL_TEXT:
                texts.append((at, raw))
            runs = sheet.rich_text_runlist_map.get((row, column)) if kind == xlrd.XL_CELL_TEXT else None
            if runs and (text := formatted_runs(raw, runs, raised, struck)):
                result.superscripts[at] = text
    result.sample = thinned(texts)
    result.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    result.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    return result
