"""Number formats and date systems: what the sender saw in the cell is what is read.

In TRIAL-01, row code 02 (sheet row 10) is in %.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from support.trial import row_form, write

from pipelines.codebook.load import load
from pipelines.settings import seeds_root
from pipelines.submissions.book.read import read_book
from pipelines.submissions.intake.read_file import Task, read_workbook
from pipelines.submissions.layout.compile import compile_layouts

Reader = Callable[..., Any]


def _formatted(path: Path, formats: dict[str, str], **cells: Any) -> Path:
    book = openpyxl.load_workbook(write(path, {"TRIAL-01": row_form(**cells)}))
    for place, number_format in formats.items():
        book["TRIAL-01"][place].number_format = number_format
    book.save(path)
    return path


@pytest.mark.parametrize("number_format", ["0%", "0.00%", "#,##0.0%", '0" "%', "0%;[Red]-0%"])
@pytest.mark.parametrize(("stored", "seen"), [(0.25, 25.0), (0.07, 7.0), (1, 100.0), (0.125, 12.5)])
def test_a_number_shown_as_percent_is_what_was_seen(
    read: Reader, tmp_path: Path, number_format: str, stored: float, seen: float
) -> None:
    found = read(_formatted(tmp_path / "t.xlsx", {"E10": number_format}, E10=stored))
    assert found.observations["E10"][4] == seen
    assert found.raw["E10"] == f"{seen:g}%"
    assert "định dạng phần trăm" in found.evidence["E10"]


@pytest.mark.parametrize("number_format", ["0.00", "General", '0.0" %"', r"0.0\%", "@"])
def test_other_formats_change_nothing(read: Reader, tmp_path: Path, number_format: str) -> None:
    found = read(_formatted(tmp_path / "t.xlsx", {"E10": number_format}, E10=0.25))
    assert found.observations["E10"][4] == 0.25


def test_a_percentage_where_none_is_due_is_a_reject(read: Reader, tmp_path: Path) -> None:
    found = read(_formatted(tmp_path / "t.xlsx", {"E9": "0%"}, E9=0.25))
    assert found.cells["E9"] == ("reject", "unexpected_percent")
    assert "25%" in found.evidence["E9"]


def test_dates_of_1904_are_the_dates_that_were_typed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active["A1"] = datetime(2026, 10, 5)
    book.save(buffer := io.BytesIO())
    (row,) = read_book(buffer.getvalue(), {}, lambda stage: None).sheets[0].rows.values()
    assert f"{row[1]:%Y-%m-%d}" == "2026-10-05"


def test_a_ratio_shown_as_percent_stays_what_is_stored(shared: Path) -> None:
    """PCI's components are ratios (0-1) in cells that show percentages."""
    path = shared / "workbooks" / "real" / "PCI_2015.xlsx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    shown = {
        (name, cell.coordinate): cell.value
        for name in book.sheetnames
        for line in book[name].iter_rows()
        for cell in line
        if cell.number_format in ("0%", "0.00%") and isinstance(cell.value, int | float)
    }
    task = Task(1, "R000001", hashlib.sha256(path.read_bytes()).hexdigest(), str(path), path.name, None, None, None)
    (part,) = read_workbook(task, compile_layouts(load(seeds_root()), "08"), {}, lambda stage: None).parts
    values = {(row[0], row[1]): row[10] for row in zip(*part.observations, strict=True)}
    both = shown.keys() & values.keys()
    assert len(both) > 1000
    assert {place: values[place] for place in both} == {place: shown[place] for place in both}
    assert part.row["n_reject"] == 0
