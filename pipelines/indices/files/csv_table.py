"""Reading of an analyst's CSV file as text: byte order mark, line ends, quotes, row names, blank lines, NA.

What the columns mean is read in tables.py and meta_file.py.
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

MISSING = {"", "na", "n/a", "#n/a", "nan", "null"}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


@dataclass
class CsvTable:
    """A CSV file as text: its rows by column, and the line of the file on which each row ends."""

    name: str
    columns: list[str]
    rows: list[dict[str, str]] = field(default_factory=lambda: [])
    lines: list[int] = field(default_factory=lambda: [])

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


def read_csv_table(path: Path, problems: list[TableProblem]) -> CsvTable:
    """Return the cells of a file as text without blanks around them; problems are appended."""
    sheet = CsvTable(path.name, [])
    try:
        rows = list(_rows(path.read_bytes().decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(problem(path.name, text("at_file"), str(error).splitlines()[0], "csv_file"))
        return sheet
    header = rows[0].cells if rows else []
    if len(header) < 2:
        problems.append(problem(path.name, text("at_line", line=1), ",".join(header)[:80], "header"))
        return sheet
    sheet.columns = header
    for name, n in Counter(name for name in header if name).items():
        if n > 1:
            found = text("found_columns", n=n)
            problems.append(problem(path.name, text("at_column", column=name), found, "column_once"))
    for line, cells in rows[1:]:
        if len(cells) < len(header) or any(cells[len(header) :]):
            found = text("found_cells", n=len(cells))
            problems.append(problem(path.name, text("at_line", line=line), found, "cells", n=len(header)))
            continue
        sheet.rows.append(dict(zip(header, cells, strict=False)))
        sheet.lines.append(line)
    return sheet


class _Row(NamedTuple):
    """The cells of a row, and the line of the file on which it ends."""

    line: int
    cells: list[str]


def _rows(content: str) -> Iterator[_Row]:
    """Yield every row with a cell that is not blank."""
    reader = csv.reader(io.StringIO(content, newline=""))
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield _Row(reader.line_num, cells)
