"""A publisher's table of areas: headers by text or code, areas by name, summary rows, ranked pairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.trial import Cells, write

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.read import read_book
from pipelines.submissions.extract.submissions import SentFile, read_submissions
from pipelines.submissions.layout.layouts import Anchor, Layouts
from pipelines.submissions.recognise.identify import collect_hints

Reader = Callable[..., Any]
SCORES: Cells = {
    "B1": "Bảng điểm",
    **{"B2": "Tỉnh", "C2": "Điểm A", "D2": "ĐIỂM  B", "E2": "Khác", "C3": "code_a"},
    **{"B4": "Hà Nội", "C4": 1, "D4": 2, "E4": "chú thích"},
    **{"B5": "Tuyên Quang", "C5": 3},
    **{"B6": "Tỉnh Bịa", "C6": 5, "D6": 6},
    **{"B7": "Cao Bằng", "C7": "-", "D7": "8"},
    **{"B8": "Điểm cao nhất", "C8": 5, "D8": 8},
    **{"B10": "Hà Nội", "C10": 1, "D10": 2},
    "B12": "Nguồn: nơi công bố",
}
RANKS: Cells = {
    **{"A1": "Thứ tự", "B1": "Tỉnh", "C1": "Tổng hợp 2020"},
    **{"A2": 1, "B2": "Tuyên Quang", "C2": 9},
    **{"A3": 2, "B3": "Hà Nội", "C3": 7},
    **{"B5": "Hà Nội", "C5": 7},
}


def _read(read: Reader, folder: Path, scores: Cells = SCORES, ranks: Cells = RANKS) -> Any:
    return read(write(folder / "t.xlsx", {"Điểm": scores, "Hạng": ranks}))


def test_rows_and_pairs_become_observations_of_the_only_period(read: Reader, tmp_path: Path) -> None:
    found = _read(read, tmp_path)
    part = found.outcome.parts[0]
    assert (part.row["form_code"], part.row["period_code"], part.row["reporter_code"]) == (
        *("TRIAL-AREA", "S2020"),
        "PUB-PAPI",
    )
    columns = list(zip(*part.observations, strict=True))
    rows = {(row[0], row[1]): (row[4], row[5], row[9], row[10], row[12]) for row in columns}
    assert rows == {
        ("Điểm", "C4"): ("p34-01", "TRIAL_A", "S2020", 1.0, "reported"),
        ("Điểm", "D4"): ("p34-01", "TRIAL_B", "S2020", 2.0, "reported"),
        ("Điểm", "C5"): ("p34-08", "TRIAL_A", "S2020", 3.0, "reported"),
        ("Điểm", "D5"): ("p34-08", "TRIAL_B", "S2020", None, "blank"),
        ("Điểm", "C7"): ("p34-04", "TRIAL_A", "S2020", 0.0, "none_occurred"),
        ("Điểm", "D7"): ("p34-04", "TRIAL_B", "S2020", 8.0, "reported"),
        ("Hạng", "C2"): ("p34-08", "TRIAL_TOTAL", "S2020", 9.0, "reported"),
        ("Hạng", "C3"): ("p34-01", "TRIAL_TOTAL", "S2020", 7.0, "reported"),
    }


def test_every_other_cell_is_named(read: Reader, tmp_path: Path) -> None:
    cells = _read(read, tmp_path).cells
    assert cells["Điểm!B1"] == ("context", "title")
    assert {cells[f"Điểm!{place}"] for place in ("B2", "C2", "D2", "E2", "C3")} == {("context", "header")}
    assert {cells[f"Điểm!B{row}"] for row in (4, 5, 6, 7)} == {("context", "label")}
    assert cells["Điểm!C6"] == cells["Điểm!D6"] == ("reject", "unknown_area")
    summary = ("B8", "C8", "D8", "B10", "C10", "D10")
    assert {cells[f"Điểm!{place}"] for place in summary} == {("context", "summary_row")}
    assert cells["Điểm!B12"] == ("context", "note")
    assert cells["Điểm!E4"] == ("context", "unclaimed")
    assert cells["Hạng!B2"] == ("context", "label")
    assert cells["Hạng!C5"] == ("context", "summary_row")
    assert len(cells) == len(SCORES) + len(RANKS) + 1  # the blank at D5


def test_an_area_twice_in_one_table_gives_no_figure(read: Reader, tmp_path: Path) -> None:
    cells = _read(read, tmp_path, SCORES | {"B7": "Hà Nội"}).cells
    assert cells["Điểm!D4"] == cells["Điểm!D7"] == ("reject", "duplicate_slice")


def test_a_column_is_found_by_its_technical_code_when_its_header_changed(read: Reader, tmp_path: Path) -> None:
    found = _read(read, tmp_path, SCORES | {"C2": "Điểm A (mới)"})
    assert found.cells["Điểm!C4"] == ("observation", "reported")


def test_missing_columns_and_sheets_are_all_named(read: Reader, tmp_path: Path) -> None:
    changed = {place: value for place, value in SCORES.items() if place not in ("C2", "C3", "D2")}
    row = _read(read, tmp_path, changed).row
    assert (row["outcome"], row["reason_code"]) == ("refused", "columns_missing")
    assert "Điểm A" in row["message_vi"]
    assert "Điểm B" in row["message_vi"]
    alone = read(write(tmp_path / "u.xlsx", {"Điểm": SCORES | {"J1": "Tổng hợp 2020"}, "Khác": {"A1": 1}})).row
    assert (alone["outcome"], alone["reason_code"]) == ("refused", "sheet_missing")
    assert "Hạng" in alone["message_vi"]


def test_a_renamed_sheet_is_found_by_its_headers(read: Reader, tmp_path: Path) -> None:
    found = read(write(tmp_path / "t.xlsx", {"Sheet1": SCORES, "Sheet2": RANKS}))
    assert found.row["outcome"] == "read"
    assert found.cells["Sheet1!C4"] == found.cells["Sheet2!C2"] == ("observation", "reported")


def test_a_column_that_is_gone_is_reported_and_the_others_are_read(read: Reader, tmp_path: Path) -> None:
    found = _read(read, tmp_path, {place: value for place, value in SCORES.items() if not place.startswith("D")})
    assert (found.row["outcome"], found.row["reason_code"]) == ("read", "columns_missing")
    assert "Điểm B" in found.row["message_vi"]
    assert found.cells["Điểm!C4"] == ("observation", "reported")


def test_one_anchor_of_two_is_not_the_form(read: Reader, tmp_path: Path) -> None:
    row = _read(read, tmp_path, ranks=RANKS | {"C1": "Tổng hợp 2021"}).row
    assert row["reason_code"] == "form_unknown"


def test_a_footnote_mark_behind_a_name_is_not_part_of_it(read: Reader, tmp_path: Path) -> None:
    found = _read(read, tmp_path, SCORES | {"B4": "Hà Nội (1)", "B5": "Tuyên Quang²"})
    assert found.observations["C5"][0] == "p34-08"
    assert found.cells["Điểm!C4"] == ("observation", "reported")


@pytest.mark.parametrize(("more", "version"), [({}, 1), ({"F2": "Điểm mới", "F4": 9}, 2)])
def test_of_two_versions_that_stand_the_one_that_asks_for_more_is_meant(
    layouts: Layouts, tmp_path: Path, more: Cells, version: int
) -> None:
    """A column more in a further year: the older version's anchors stand too, and nobody states the year."""
    first = next(form for form in layouts.forms if form.code == "TRIAL-AREA")
    anchors = (*first.anchors, Anchor(name_fold("Điểm"), name_fold("Điểm mới")))
    second = replace(first, version=2, anchors=anchors, valid_from=date(2021, 1, 1), valid_to=date(2022, 1, 1))
    book = read_book(
        write(tmp_path / "t.xlsx", {"Điểm": SCORES | more, "Hạng": RANKS}).read_bytes(), {}, lambda _: None
    )
    both = replace(layouts, forms=[*layouts.forms, second])
    (part,) = read_submissions(SentFile(book, "t.xlsx", collect_hints("t.xlsx", None, None, None)), both)
    assert (part.row["outcome"], part.row["form_version"]) == ("read", version)
    assert part.row["period_code"] == {1: "S2020", 2: "S2021"}[version]
