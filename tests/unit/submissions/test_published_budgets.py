"""The state budgets of 2003, 2012 and 2017 as published: every numeric cell of every declared table, counted by xlrd.

The tables below were measured by eye on the sheets (rows and columns as Excel numbers them); nothing of them is taken
from the seeds. A number in a table is an observation, or stands in a row of totals or of a region.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlrd

from pipelines.codebook.load import load
from pipelines.settings import seeds_root
from pipelines.submissions.book.book import address
from pipelines.submissions.intake.read_file import ReadResult, Task, read_workbook
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts


class Where(NamedTuple):
    """First and last row of a table's figures, its first and last value column, its rows of totals and regions."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    sums: tuple[int, ...] = ()


REGIONS = (13, 14, 29, 41, 56, 62, 69)  # the total of the country, then six regions, in 2012 and in 2017
TABLES: dict[str, dict[str, Where]] = {
    "Plan_2003.xls": {"Sheet1": Where((16, 79), (3, 7), (17,))},
    "Final_2012.xls": {
        "M01+": Where((10, 31), (4, 4)),
        "M02+": Where((11, 38), (4, 4)),
        "M03+": Where((11, 39), (3, 3)),
        "M04+": Where((12, 26), (3, 5)),
        "M05+": Where((12, 21), (3, 3)),
        "M06+": Where((12, 38), (3, 3)),
        "M07+": Where((11, 63), (3, 21)),
        "M08+": Where((11, 27), (3, 5)),
        "M09+": Where((13, 82), (3, 10), REGIONS),
    },
    "Plan_2017.xls": {
        "M01": Where((10, 29), (4, 4)),
        "M02": Where((10, 29), (3, 3)),
        "M03": Where((10, 34), (3, 3)),
        "M04": Where((11, 22), (3, 7)),
        "M06": Where((10, 31), (4, 4)),
        "M07": Where((10, 58), (3, 17)),
        "M08": Where((10, 12), (3, 5)),
        "M09": Where((13, 82), (3, 13), REGIONS),
    },
}
BILLION = ("M01+", "M02+", "M03+", "M04+", "M05+", "M06+", "M01", "M02", "M03", "M04", "M06", "M08")  # as printed
PERCENTS = {"M01+": {"D31"}, "M01": {"D25", "D27", "D29"}}  # cells shown as per cent: deficit to GDP
SHARES = {"Plan_2003.xls": 4, "Final_2012.xls": 5, "Plan_2017.xls": 5}  # the column of per cent among the provinces
PROVINCES = ("Sheet1", "M09+", "M09")


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return compile_layouts(load(seeds_root()), "08")


def _read(path: Path, layouts: Layouts) -> ReadResult:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return read_workbook(
        Task(1, "R000001", sha256, str(path), path.name, None, None, None), layouts, {}, lambda stage: None
    )


def _rows(outcome: ReadResult, table: str) -> list[tuple[Any, ...]]:
    return [row for part in outcome.parts for row in zip(*getattr(part, table), strict=True)]


def _numbers(path: Path, sheet: str, where: Where) -> dict[str, float]:
    """Every numeric cell of the table outside its sums, by xlrd; what is shown as per cent times a hundred."""
    found = xlrd.open_workbook(str(path)).sheet_by_name(sheet)
    numbers: dict[str, float] = {}
    for row in range(where.rows[0], where.rows[1] + 1):
        for column in range(where.columns[0], where.columns[1] + 1) if row not in where.sums else ():
            if found.cell_type(row - 1, column - 1) == xlrd.XL_CELL_NUMBER:
                at = address(row, column)
                times = 100 if at in PERCENTS.get(sheet, ()) else 1
                numbers[at] = round(
                    float(found.cell_value(row - 1, column - 1)) * times, 9
                )  # 0.054 × 100 is 5.4 and a speck
    return numbers


@pytest.mark.parametrize("name", TABLES)
def test_every_number_of_every_table_is_read_with_its_unit(name: str, shared: Path, layouts: Layouts) -> None:
    path = shared / "workbooks" / "real" / name
    outcome = _read(path, layouts)
    assert {part.row["outcome"] for part in outcome.parts} == {"read"}
    observed = {(row[0], row[1]): row for row in _rows(outcome, "observations") if row[10] is not None}
    expected = {
        (sheet, at): number
        for sheet, where in TABLES[name].items()
        for at, number in _numbers(path, sheet, where).items()
    }
    assert {place: round(row[10], 9) for place, row in observed.items()} == expected
    for (sheet, at), row in observed.items():
        is_share = at in PERCENTS.get(sheet, ()) or (sheet in PROVINCES and at.startswith("ABCDE"[SHARES[name] - 1]))
        money = "billion_vnd" if sheet in BILLION else "million_vnd"
        assert row[11] == ("percent" if is_share else money), (sheet, at)
    print(f"{name}: {len(observed)} numbers in {len(TABLES[name])} tables")


@pytest.mark.parametrize("name", TABLES)
def test_totals_and_regions_are_not_taken_for_provinces(name: str, shared: Path, layouts: Layouts) -> None:
    outcome = _read(shared / "workbooks" / "real" / name, layouts)
    cells = {(row[0], row[1]): row[5:7] for row in _rows(outcome, "cells")}
    for sheet, where in TABLES[name].items():
        for row in where.sums:
            assert cells[sheet, address(row, 3)] == ("context", "summary_row")
    areas = {row[4] for row in _rows(outcome, "observations") if row[0] in PROVINCES}
    assert len(areas) == (61 if name == "Plan_2003.xls" else 63)


def test_plan_2003_is_decoded_and_its_errors_are_rejects(shared: Path, layouts: Layouts) -> None:
    outcome = _read(shared / "workbooks" / "real" / "Plan_2003.xls", layouts)
    cells = {(row[0], row[1]): row for row in _rows(outcome, "cells")}
    assert cells["Sheet1", "A1"][2] == "Bộ Tài chính"
    assert cells["Sheet1", "A3"][2] == (
        "dự toán thu, chi ngân sách của các tỉnh, thành phố trực thuộc trung ương năm 2003"
    )
    assert cells["Sheet1", "B67"][2] == "Bà rịa - Vũng tàu"
    assert "TCVN3" in cells["Sheet1", "B67"][7]
    book = xlrd.open_workbook(str(shared / "workbooks" / "real" / "Plan_2003.xls"))
    errors = {
        (sheet.name, address(row + 1, column + 1))
        for sheet in book.sheets()
        for row in range(sheet.nrows)
        for column in range(sheet.ncols)
        if sheet.cell_type(row, column) == xlrd.XL_CELL_ERROR
    }
    assert len(errors) == 136
    assert {place for place, row in cells.items() if row[5] == "reject"} == errors
    again = {place for place, row in cells.items() if row[6] == "repeated"}
    assert {sheet for sheet, _ in again} == {"Sheet1 (2)"}  # the same table once more, in Unicode, number by number
    assert len(again) == 61 * 5
