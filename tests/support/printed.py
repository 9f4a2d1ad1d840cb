"""A form read as a person reads it, with openpyxl and nothing of chiso: by its Mã số and its column-code row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl


def address(path: Path, row_code: str, column_code: str = "1") -> tuple[str, str]:
    """Sheet and address of the figure under column `column_code` on the line with Mã số `row_code`."""
    cell = cell_of(path, row_code, column_code)
    return cell.parent.title, cell.coordinate


def text_of(path: Path, row_code: str, column_code: str = "1") -> str:
    """What a person sees there; empty for a blank cell."""
    value = cell_of(path, row_code, column_code).value
    return "" if value is None else str(value)


def cell_of(path: Path, row_code: str, column_code: str) -> Any:
    """The cell of openpyxl under column `column_code` on the line with Mã số `row_code`."""
    sheet: Any = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    header = next(row for row in sheet.iter_rows() if [str(cell.value) for cell in row[:3]] == ["A", "B", "C"])
    column = next(cell.column for cell in header if str(cell.value) == column_code)
    line = next(row for row in sheet.iter_rows(min_row=header[0].row + 1) if str(row[2].value) == row_code)
    return sheet.cell(line[0].row, column)


def figure(path: Path, row_code: str, column_code: str = "1") -> float:
    """The number that stands there; '-' is 0, as the form's note says."""
    text = text_of(path, row_code, column_code)
    return 0.0 if text == "-" else float(text)
