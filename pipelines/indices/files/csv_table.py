"""Reading of an analyst's CSV file as text: encoding, separator, byte order mark, line ends, quotes, blank lines, NA.

What the columns mean is read in tables.py and meta_file.py. Workbooks are read in workbook_table.py.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipelines.indices.errors import TableProblem, problem, text

SEPARATORS = (",", ";", "\t")
MISSING = {"", "na", "n/a", "#n/a", "nan", "null"}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


class Line(NamedTuple):
    """The cells of a line as text without blanks around them, and its number in the file."""

    number: int
    cells: list[str]


@dataclass
class CsvTable:
    """A table as text: its rows by column, and the line of the file on which each row ends.

    `typed` are the cells (line, column) that a workbook holds as numbers: their text has a decimal point for certain.
    """

    name: str
    columns: list[str]
    rows: list[dict[str, str]] = field(default_factory=lambda: [])
    lines: list[int] = field(default_factory=lambda: [])
    typed: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])

    def numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield (line, row) of every row."""
        return zip(self.lines, self.rows, strict=True)


def is_missing(cell: str) -> bool:
    """True if the text stands for a missing value."""
    return cell.lower() in MISSING


def number(cell: str) -> float | None:
    """Return the finite number that the text is, else None; digit grouping and decimal commas are not accepted."""
    value = float(cell) if _NUMBER.fullmatch(cell) else float("inf")
    return value if abs(value) < float("inf") else None


def table_of(name: str, lines: list[Line], typed: set[tuple[int, int]], problems: list[TableProblem]) -> CsvTable:
    """Return lines as a table whose first line is the header; problems are appended.

    `typed` are the cells (line, position) that a workbook holds as numbers.
    """
    sheet = CsvTable(name, [])
    header = lines[0].cells if lines else []
    first = lines[0].number if lines else 1
    if len(header) < 2:
        problems.append(problem(name, text("at_line", line=first), ",".join(header)[:80], "header"))
        return sheet
    sheet.columns = header
    for column, n in Counter(column for column in header if column).items():
        if n > 1:
            found = text("found_columns", n=n)
            problems.append(problem(name, text("at_column", column=column), found, "column_once"))
    for line, cells in lines[1:]:
        if len(cells) < len(header) or any(cells[len(header) :]):
            found = text("found_cells", n=len(cells))
            problems.append(problem(name, text("at_line", line=line), found, "cells", n=len(header)))
            continue
        sheet.rows.append(dict(zip(header, cells, strict=False)))
        sheet.lines.append(line)
    sheet.typed = {(line, header[place]) for line, place in typed if place < len(header)}
    return sheet


def csv_lines(path: Path, problems: list[TableProblem]) -> list[Line]:
    """Return every line of a CSV file with a cell that is not blank; problems are appended."""
    try:
        content = _decoded(path.read_bytes())
        reader = csv.reader(io.StringIO(content, newline=""), delimiter=_separator(content))
        lines: list[Line] = []
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                lines.append(Line(reader.line_num, cells))
        return lines
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(problem(path.name, text("at_file"), str(error).splitlines()[0], "csv_file"))
        return []


def _decoded(content: bytes) -> str:
    """The text in UTF-8, or in UTF-16 as Excel's "Unicode text"."""
    return content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")


def _separator(content: str) -> str:
    """The sign between columns: comma, semicolon or tab, whichever every one of the first lines has most of."""
    lines = [line for line in content.splitlines()[:5] if line.strip()]
    return max(SEPARATORS, key=lambda sign: min((line.count(sign) for line in lines), default=0))
