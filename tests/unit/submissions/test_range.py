"""Figures that the warehouse cannot hold: rejected at their cell, on every path by which a figure is read."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from support import trial
from support.stored import store
from support.trial_register import codebook, project
from support.trial_register import write as write_register
from support.two_paths import TwoPaths
from unit.submissions.conftest import Read, evidence_vi, read_with

from pipelines.submissions.book.book import Percent
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.match.register_rows import running_number
from pipelines.submissions.value.numbers import parse_figure

REJECT = ("reject", "out_of_range")
STORED = ["NaN", "nan", "Infinity", "-Infinity", "INF", "1e999", "-1E999", "9" * 40, "1000000000000001"]
MARK = 424242  # stands once in a workbook, in the cell under test


@pytest.mark.parametrize(
    ("value", "is_percent"),
    [
        (math.nan, False),
        (math.inf, False),
        (-math.inf, False),
        (1e300, False),
        (math.nextafter(1e15, math.inf), False),
        (math.nextafter(-1e15, -math.inf), False),
        (10**400, False),  # openpyxl gives whole numbers of any length, which no float holds
        (Percent(1.1e13), True),  # shown, and meant, as 1.1e15
        (Percent(math.nan), True),
        ("9" * 40, False),
        ("9" * 400, False),  # as a float: infinite
        ("-" + "9" * 40, False),
        ("1.000.000.000.000.001", False),
        ("1000000000000000,5", False),
        ("ước " + "9" * 40, False),
        ("9" * 40 + " %", True),
    ],
)
def test_a_number_beyond_the_range_is_rejected_and_the_range_is_stated(value: float | str, is_percent: bool) -> None:
    found = parse_figure(value, is_percent)
    assert (found.status, found.value, found.reason) == ("", None, "out_of_range")
    assert "từ -1.000.000.000.000.000 đến 1.000.000.000.000.000; kiểm tra" in evidence_vi(found)


@pytest.mark.parametrize(
    ("value", "is_percent", "number"),
    [
        (1e15, False, 1e15),
        (-1e15, False, -1e15),
        (10**15, False, 1e15),
        ("1.000.000.000.000.000", False, 1e15),
        ("-1000000000000000", False, -1e15),
        ("999999999999999,5", False, 999999999999999.5),
        (Percent(1e13), True, 1e15),
        (5e-324, False, 5e-324),  # what a formula leaves of 0 is a number
    ],
)
def test_a_number_at_the_end_of_the_range_is_a_figure(value: float | str, is_percent: bool, number: float) -> None:
    found = parse_figure(value, is_percent)
    assert (found.status, found.value) == ("reported", number)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (math.nan, "“nan”"),
        (-math.inf, "“-inf”"),
        (1e40, "“1e+40”"),
        ("9" * 60, f"“{'9' * 60}”"),
        ("9" * 61, f"“{'9' * 60}…”"),
    ],
)
def test_the_reject_repeats_what_was_found_as_far_as_a_line_goes(value: float | str, shown: str) -> None:
    assert evidence_vi(parse_figure(value, is_percent=False)).startswith(shown)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "inf", "-inf", "1e999", "1e5"])
def test_a_text_that_a_program_would_take_for_a_number_is_none(text: str) -> None:
    assert parse_figure(text, is_percent=False).reason == "not_a_number"


@pytest.mark.parametrize("text", STORED)
def test_in_a_form_of_rows(read: Callable[..., Read], tmp_path: Path, text: str) -> None:
    path = trial.write(tmp_path / "t.xlsx", {"TRIAL-01": trial.row_form(E9=MARK, E10=7)})
    found = read(store(path, {MARK: text}))
    assert (found.row["outcome"], found.cells["E9"]) == ("read", REJECT)
    assert {at: row[4] for at, row in found.observations.items() if row[6] == "reported"} == {"E10": 7.0}
    assert found.row["n_nonempty"] == found.row["n_second"]


def test_in_a_workbook_laid_out_like_the_last(layouts: Layouts, tmp_path: Path) -> None:
    """The third file of one shape has a number that is too large only; the others of its cells are figures."""
    paths = TwoPaths(layouts)
    good = trial.row_form(E9=5, F9=50, E10=12.5, E11=3, F11=30, E12=7, F12=70)
    results = [paths.read(trial.write(tmp_path / "t.xlsx", {"TRIAL-01": good})) for _ in range(2)]
    assert results[1].by_template
    for text in STORED:
        path = store(trial.write(tmp_path / "t.xlsx", {"TRIAL-01": good | {"E12": MARK}}), {MARK: text})
        found = paths.read(path)
        assert not found.by_template
        assert Read(found).cells["E12"] == REJECT
        assert Read(found).observations["F12"][4] == 70.0


@pytest.mark.parametrize("text", STORED)
def test_in_a_table_of_areas_and_a_ranking(read: Callable[..., Read], tmp_path: Path, text: str) -> None:
    scores = {"B1": "Bảng điểm", "B2": "Tỉnh", "C2": "Điểm A", "D2": "Điểm B"}
    scores |= {"C3": "code_a", "B4": "Hà Nội", "C4": MARK, "D4": 2, "B5": "Tuyên Quang", "C5": 3, "D5": 4}
    ranks = {"A1": "Thứ tự", "B1": "Tỉnh", "C1": "Tổng hợp 2020", "A2": 1, "B2": "Hà Nội", "C2": MARK + 1}
    path = trial.write(tmp_path / "t.xlsx", {"Điểm": scores, "Hạng": ranks})
    found = read(store(path, {MARK: text, MARK + 1: text}))
    assert (found.cells["Điểm!C4"], found.cells["Hạng!C2"]) == (REJECT, REJECT)
    assert {at: row[4] for at, row in found.observations.items()} == {"D4": 2.0, "C5": 3.0, "D5": 4.0}


@pytest.mark.parametrize("text", ["NaN", "1e999", "9" * 40])
def test_in_a_register(tmp_path: Path, text: str) -> None:
    """The record keeps no number there, so that its JSON stays JSON; a total that is no number compares nothing."""
    folder = tmp_path / "seeds"
    trial.codebook(folder)
    layouts = compile_layouts(codebook(folder), "08")
    total = [None, "Tổng cộng", None, None, None, MARK + 1, None]
    path = write_register(tmp_path / "t.xlsx", [project(1, support=MARK), project(2), total])
    found = read_with(layouts, store(path, {MARK: text, MARK + 1: text}))
    assert found.cells["F8"] == REJECT
    (part,) = found.outcome.parts
    fields = [json.loads(row, parse_constant=pytest.fail) for row in part.records[2]]
    assert [row["support"] for row in fields] == [None, 10.0]  # project() gives 10


@pytest.mark.parametrize(
    ("value", "number"),
    [(1e-4, "0.0001"), (9e-5, ""), (math.nan, ""), (math.inf, ""), ("9" * 9, "9" * 9), ("9" * 5000, ""), (12, "12")],
)
def test_a_running_number_is_short(value: float | str, number: str) -> None:
    """Python makes no whole number of `1e-05`, nor of five thousand digits."""
    assert running_number(value) == number
