"""Reading of an analyst's table, CSV or workbook, under COINr's headings."""

from __future__ import annotations

from pathlib import Path

from pipelines.indices.errors import TableProblem
from pipelines.indices.files.csv_table import CsvTable, Line, csv_lines, table_of
from pipelines.indices.files.headings import DATA, EFFORT, META, Headings, recognised
from pipelines.indices.files.workbook_table import SheetLines, is_workbook, sheet_lines

HEADINGS = {"data": DATA, "meta": META, "denominators": DATA, "effort": EFFORT}
N_ABOVE = 10  # lines of titles that may stand above the header


def read_table(path: Path, kind: str, problems: list[TableProblem]) -> CsvTable:
    """Return the table of a file; headings are still those of the file. Problems are appended.

    Args:
        path: a CSV file or a workbook; its bytes decide, not its name.
        kind: `data`, `meta`, `denominators` or `effort`.
        problems: gets what is wrong with the file.
    """
    n_before = len(problems)
    if is_workbook(path.read_bytes()[:8]):
        found = sheet_lines(path, kind, HEADINGS[kind], problems)
    else:
        found = SheetLines(csv_lines(path, problems), set())
    if len(problems) > n_before:
        return CsvTable(path.name, [])
    return table_of(path.name, _from_header(found.lines, HEADINGS[kind]), found.typed, problems)


def _from_header(lines: list[Line], headings: Headings) -> list[Line]:
    """The lines from the header on: the first line, unless a later one has more headings; lines above are titles."""
    counts = [recognised(line.cells, headings) for line in lines[:N_ABOVE]]
    if not counts or counts[0] == max(counts):
        return lines
    return lines[counts.index(max(counts)) :]
