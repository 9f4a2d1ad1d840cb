"""Rows of a comma-separated text whose cells are shifted: a decimal comma without quotes makes two cells of one number.

Such a row has more cells than the header of its table, or a number where explanations stand. Its figures are rejects,
and the file waits: which cell belongs where is for a person to say.
"""

from __future__ import annotations

from pipelines.submissions.book.book import Row, Sheet
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.problems import Problem, problem
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.numbers import parse_figure


def reject_shifted_rows(sheet: Sheet, table: LocatedTable) -> list[Problem]:
    """Enter each shifted row as a problem of the table; return the doubt that makes the file wait, if there is one."""
    if not sheet.widths:
        return []
    width = max(sheet.widths.get(row, 0) for row in range(table.first, table.code_row + 1))
    shifted = [
        row
        for row, line in sheet.rows.items()
        if table.code_row < row <= table.last
        and row not in table.heads
        and _is_shifted(table, line, is_longer=sheet.widths.get(row, 0) > width > 0)
    ]
    table.row_problems.update(dict.fromkeys(shifted, reason("shifted_cells")))
    rows = ", ".join(map(str, shifted))
    return [problem("cells_shifted", sheet=sheet.name, rows=rows)] if shifted else []


def _is_shifted(table: LocatedTable, line: Row, is_longer: bool) -> bool:
    """True for a row without words in its column of explanations that is too long, or has a number there.

    A comma within an explanation makes a row longer too, but moves no figure.
    """
    at = min((table.places[role] for role in ("explanation", "evidence") if role in table.places), default=0)
    text = line.get(at)
    if text is None:
        return is_longer
    is_figure = not parse_figure(text, is_percent=False).reason
    return is_figure and (is_longer or (at - 1 in line and not parse_figure(line[at - 1], is_percent=False).reason))
