"""Codes that lost their leading zeros, as a spreadsheet program leaves them: area codes and row codes of forms.

An area's id repeats its code (`c25-00700`). A row code has no such double, so a short one (`1`) is a problem where the
labels of its form, or another version of it, write `01`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.codebook.errors import Problem, problem, repaired
from pipelines.codebook.schema import Row, Rows

_ZERO_CODE = re.compile(r"(?<![\w.,/-])0\d(?![\w/]|[.,-]\d)")  # 01 in "(01 = 02 + 03)", not in 01/2025 or 0,05


def check_zeros(rows: Rows) -> list[Problem]:
    """Return the codes of areas and of rows of forms that lost their leading zeros."""
    return [*_areas(rows), *_row_keys(rows)]


def _areas(rows: Rows) -> Iterator[Problem]:
    """The code of an area is the end of its id."""
    for area in rows["areas"]:
        code = (area["area_id"] or "").rpartition("-")[2]
        if area["code"] is not None and area["code"] != code and code.lstrip("0") == area["code"]:
            yield repaired(problem("areas", area, "code", area["code"], "code_as_written", code=code), code)


def short_keys(rows: Rows) -> Iterator[tuple[Row, bool]]:
    """Rows of forms with a code of a single digit, and whether there is evidence that it was written with a zero."""
    short = [row for row in rows["form_rows"] if re.fullmatch(r"\d", row["row_key"] or "")]
    forms = {row["form_code"] for row in short}
    shown = {
        row["form_code"]
        for row in rows["form_rows"]
        if row["form_code"] in forms
        and (re.fullmatch(r"0\d", row["row_key"] or "") or _ZERO_CODE.search(row["label_vi"] or ""))
    }
    yield from ((row, row["form_code"] in shown) for row in short)


def _row_keys(rows: Rows) -> Iterator[Problem]:
    """A row code that labels or another version write with a zero has it."""
    for row, is_shown in short_keys(rows):
        if is_shown:
            code = f"0{row['row_key']}"
            yield repaired(problem("form_rows", row, "row_key", row["row_key"], "code_as_written", code=code), code)
