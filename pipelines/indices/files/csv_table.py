"""A CSV of an analyst, as people and R write them: byte order mark, any line end, quotes, row names, blank lines, NA.

Here belong its cells as text, and what text is a number or missing. What the columns mean is read in tables.py and
meta_file.py.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.indices.errors import TableProblem

MISSING = {"", "na", "n/a", "#n/a", "nan", "null"}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


@dataclass
class CsvTable:
    """A CSV as text: its rows by column, each with the line of the file on which it ends."""

    name: str
    columns: list[str]
    rows: list[dict[str, str]] = field(default_factory=lambda: [])
    lines: list[int] = field(default_factory=lambda: [])

    def numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        return zip(self.lines, self.rows, strict=True)


def is_missing(text: str) -> bool:
    return text.lower() in MISSING


def number(text: str) -> float | None:
    """The figure that the text is, else None; no digit grouping, no decimal comma, nothing infinite."""
    value = float(text) if _NUMBER.fullmatch(text) else float("inf")
    return value if abs(value) < float("inf") else None


def read_csv_table(path: Path, problems: list[TableProblem]) -> CsvTable:
    """The file's cells as text, blanks around them cut; blank lines are no rows."""
    sheet = CsvTable(path.name, [])
    try:
        rows = list(_rows(path.read_bytes().decode("utf-8-sig")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        found = str(error).splitlines()[0]
        problems.append(TableProblem(path.name, "tệp", found, "một tệp CSV mã hoá UTF-8", "a CSV file in UTF-8"))
        return sheet
    header = rows[0][1] if rows else []
    if len(header) < 2:
        found = ",".join(header)
        expected = ("dòng tên cột, các cột cách nhau bằng dấu phẩy", "a line of column names, separated by commas")
        problems.append(TableProblem(path.name, "dòng 1", found[:80], *expected))
        return sheet
    sheet.columns = header
    for name, n in Counter(name for name in header if name).items():
        if n > 1:
            problems.append(
                TableProblem(path.name, f"cột {name}", f"{n} cột", "tên cột có một lần", "a column's name once")
            )
    for line, cells in rows[1:]:
        if len(cells) < len(header) or any(cells[len(header) :]):
            expected = (f"{len(header)} ô", f"{len(header)} cells")
            problems.append(TableProblem(path.name, f"dòng {line}", f"{len(cells)} ô", *expected))
            continue
        sheet.rows.append(dict(zip(header, cells, strict=False)))
        sheet.lines.append(line)
    return sheet


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield reader.line_num, cells
