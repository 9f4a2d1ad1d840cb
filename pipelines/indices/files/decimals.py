"""Decimal separator and digit grouping of a column of numbers, by the column alone.

`1.230` may be 1.23 or 1230. Other cells of the column decide (`0.5`, `1.234.567`, `12,5`). Where all points are
followed by three digits nothing does, and the analyst is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.indices.errors import TableProblem, problem, text
from pipelines.indices.files.csv_table import CsvTable

COMMA, POINT = "comma", "point"
SIGNS = {COMMA: ",", POINT: "."}
_NUMBER = re.compile(r"[+-]?[\d][\d., \u00a0\u202f]*")
_SINGLE = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}")  # 1.230, 12,345
_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})+")  # 1.234.567


def plain_numbers(sheet: CsvTable, columns: Iterable[str], decimal: str | None, problems: list[TableProblem]) -> None:
    """Write the numbers of these columns with a decimal point and without grouping.

    Args:
        sheet: the table; cells that a workbook holds as numbers are left as they are.
        columns: columns of numbers.
        decimal: `comma` or `point` where the analyst states it.
        problems: gets a question for each column that nothing decides, and each column that has both spellings.
    """
    for column in columns:
        cells = [(line, row) for line, row in sheet.numbered() if column in row and (line, column) not in sheet.typed]
        texts = {row[column] for _, row in cells if _NUMBER.fullmatch(row[column])}
        found = {sign for cell in texts if (sign := _decimal_of(cell))}
        doubtful = sorted(cell for cell in texts if _SINGLE.fullmatch(cell))
        if decimal is None and len(found) > 1:
            shown = ", ".join(sorted(cell for cell in texts if _decimal_of(cell))[:4])
            problems.append(problem(sheet.name, text("at_column", column=column), shown, "decimal_once"))
            continue
        if decimal is None and not found and doubtful:
            code = "decimal_asked_point" if "." in doubtful[0] else "decimal_asked_comma"
            digits = doubtful[0].replace(".", "").replace(",", "")
            values = {"text": doubtful[0], "whole": digits, "fraction": doubtful[0].replace(",", ".")}
            place = text("at_column", column=column)
            problems.append(problem(sheet.name, place, ", ".join(doubtful[:4]), code, **values))
            continue
        sign = SIGNS[decimal] if decimal else next(iter(found), ".")
        for _, row in cells:
            if row[column] in texts:
                row[column] = _plain(row[column], sign)


def _decimal_of(cell: str) -> str:
    """The decimal separator that a number shows by itself; empty where it shows none."""
    signs = [sign for sign in ".," if sign in cell]
    if len(signs) == 2:
        return max(signs, key=cell.rindex)
    if not signs or _SINGLE.fullmatch(cell):
        return ""
    if _GROUPS.fullmatch(cell):  # grouped by this sign, so the other one parts the decimals
        return "," if signs[0] == "." else "."
    return signs[0] if cell.count(signs[0]) == 1 else ""


def _plain(cell: str, sign: str) -> str:
    """The number with a decimal point; as it is where its groups are not of three digits."""
    other = "," if sign == "." else "."
    whole, _, rest = cell.partition(sign)
    if re.search(r"[., \u00a0\u202f]", whole) and not re.fullmatch(
        rf"[+-]?\d{{1,3}}(?:[{re.escape(other)} \u00a0\u202f]\d{{3}})+", whole
    ):
        return cell
    digits = re.sub(r"[., \u00a0\u202f]", "", whole)
    return f"{digits}.{rest}" if rest else digits
