"""Counts the non-empty cells of an .xls with xlrd; finds error cells, number formats, superscripts, what is hidden."""

from __future__ import annotations

from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from pipelines.submissions.book.book import BrokenCell, FormatEffect, SheetScan
from pipelines.submissions.book.counters.text_sample import thinned
from pipelines.submissions.book.number_formats import format_effect, superscript_runs
from pipelines.submissions.book.readers.xlrd import is_empty, open_book
from pipelines.submissions.book.source import Source


def scan(source: Source) -> list[SheetScan]:
    """One scan for each sheet, in workbook order."""
    book = open_book(source.content, with_formats=True)
    formats = {number: format_effect(form.format_str or "") for number, form in book.format_map.items()}
    effects = {index: effect for index, xf in enumerate(book.xf_list) if (effect := formats.get(xf.format_key))}
    superscript_fonts = {number for number, font in enumerate(book.font_list) if font.escapement == 1}
    return [_sheet(sheet, effects, superscript_fonts) for sheet in book.sheets()]


def _sheet(sheet: Any, effects: dict[int, FormatEffect], superscript_fonts: set[int]) -> SheetScan:
    result = SheetScan(sheet.name, 0)
    texts: list[tuple[tuple[int, int], str]] = []
    for row in range(sheet.nrows):
        for column, (kind, raw) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            if is_empty(kind, raw):
                continue
            result.n_nonempty += 1
            at = (row + 1, column + 1)
            if kind == xlrd.XL_CELL_NUMBER and (effect := effects.get(sheet.cell_xf_index(row, column))):
                result.format_effects[at] = effect
            if kind == xlrd.XL_CELL_ERROR:
                result.broken[at] = BrokenCell("error_cell", error_text_from_code.get(raw, f"#{raw}"))
            if kind == xlrd.XL_CELL_TEXT:
                texts.append((at, raw))
            runs = sheet.rich_text_runlist_map.get((row, column)) if kind == xlrd.XL_CELL_TEXT else None
            if superscript_fonts and runs:
                result.superscripts[at] = superscript_runs(raw, runs, superscript_fonts)
    result.sample = thinned(texts)
    result.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    result.hidden_columns = {column + 1 for column, info in sheet.colinfo_map.items() if info.hidden}
    return result
