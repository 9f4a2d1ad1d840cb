"""A printed form as a person reads it: the row of column codes, Mã số, and what the labels say of each other.

It imports nothing from `pipelines` and reads no seed: what the injector believes about a form must not come from the
code that is tested with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

CODE_ROW = ("A", "B", "C", "D", "1", "2", "3")
PERIOD, YTD, EXPLANATION = "1", "2", "3"
SUM = re.compile(r"\((\d+) = (\d+(?: \+ \d+)+)\)")
RATIO = re.compile(r"\((\d+)/(\d+) × 100\)")
WITHIN = re.compile(r"\(trong mã số (\d+)\)")


@dataclass(frozen=True)
class Line:
    """One coded line: where it stands and what is printed in front of its figures."""

    code: str
    stt: str
    label: str
    row: int


class PrintedForm:
    """One workbook with one form in it; figures are read and written by Mã số and column code."""

    def __init__(self, path: Path) -> None:
        self.book: Workbook = load_workbook(path)
        self.sheet: Worksheet = self.book.worksheets[0]
        top = next(row for row in range(1, self.sheet.max_row + 1) if self._codes(row)[: len(CODE_ROW)] == CODE_ROW)
        self.columns = {code: number for number, code in enumerate(self._codes(top), 1) if code}
        headers = {header: number for number, header in enumerate(self._codes(top - 1), 1) if header}
        self.lines: dict[str, Line] = {}
        for row in range(top + 1, self.sheet.max_row + 1):
            code = self.sheet.cell(row, headers["Mã số"]).value
            if isinstance(code, str) and code.isdigit():
                stt, label = (self.sheet.cell(row, headers[header]).value for header in ("STT", "Chỉ tiêu"))
                self.lines[code] = Line(code, str(stt or ""), str(label), row)

    def _codes(self, row: int) -> tuple[str, ...]:
        return tuple(str(cell.value if cell.value is not None else "") for cell in self.sheet[row])

    def cell(self, code: str, column: str) -> Cell:
        found = self.sheet.cell(self.lines[code].row, self.columns[column])
        assert isinstance(found, Cell)
        return found

    def number(self, code: str, column: str) -> float | int | None:
        """Return the figure there, or None for a symbol, x, or nothing."""
        value = self.cell(code, column).value
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def numbers(self) -> list[tuple[str, str]]:
        """Every (Mã số, column) that holds a number."""
        return [
            (code, column) for code in self.lines for column in (PERIOD, YTD) if self.number(code, column) is not None
        ]

    @property
    def sums(self) -> dict[str, list[str]]:
        """Total -> its parts, from labels such as “(14 = 15 + 16)”."""
        found = [SUM.search(line.label) for line in self.lines.values()]
        return {match[1]: match[2].split(" + ") for match in found if match}

    @property
    def ratios(self) -> dict[str, tuple[str, str]]:
        """Percentage -> numerator and denominator, from labels such as “(15/14 × 100)”."""
        found = {line.code: RATIO.search(line.label) for line in self.lines.values()}
        return {code: (match[1], match[2]) for code, match in found.items() if match}

    @property
    def wholes(self) -> dict[str, str]:
        """Part -> whole: 2.1 “Trong đó” stands within 2, and “(trong mã số 19)” says so itself."""
        by_stt = {line.stt: line.code for line in self.lines.values()}
        found: dict[str, str] = {}
        for line in self.lines.values():
            within = WITHIN.search(line.label)
            if within:
                found[line.code] = within[1]
            elif line.label.startswith("Trong đó:"):
                found[line.code] = by_stt[line.stt.split(".")[0]]
        return found

    @property
    def flows(self) -> list[str]:
        """Lines with a figure for the period and one since the start of the year, percentages aside."""
        both = [
            code for code in self.lines if self.number(code, PERIOD) is not None and self.number(code, YTD) is not None
        ]
        return [code for code in both if code not in self.ratios]
