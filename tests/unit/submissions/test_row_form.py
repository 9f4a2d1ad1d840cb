"""A form of numbered rows: what each cell becomes, expected from the sheet as laid out in trial.py."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.trial import COMMUNE_AREA, row_form, write

Read = Any
Reader = Callable[..., Read]


def test_values_symbols_and_blanks_become_observations_and_absences(read_form: Reader) -> None:
    found = read_form(row_form(E9=5, F9="-", E10="12,5%", E11="...", E12="7 (ước)"))
    at = COMMUNE_AREA
    assert found.observations == {
        "E9": (at, "TRIAL_01", "in_period", "2026-10", 5.0, "person", "reported", None, None),
        "F9": (at, "TRIAL_01", "ytd", "2026-10", 0.0, "person", "none_occurred", None, None),
        "E10": (at, "TRIAL_02", "in_period", "2026-10", 12.5, "percent", "reported", None, None),
        "E11": (at, "TRIAL_03", "in_period", "2026-10", None, "million_vnd", "not_collected", None, None),
        "F11": (at, "TRIAL_03", "ytd", "2026-10", None, "million_vnd", "blank", None, None),
        "E12": (at, "TRIAL_04", "in_period", "2026-10", 7.0, "person", "reported", "uoc", None),
        "F12": (at, "TRIAL_04", "ytd", "2026-10", None, "person", "blank", None, None),
    }
    assert found.cells["F10"] == ("absence", "not_applicable")
    assert found.cells["F11"] == ("absence", "blank")
    assert found.raw["F11"] == ""
    assert found.row["form_version"] == 1


def test_every_other_cell_is_named_context(read_form: Reader) -> None:
    found = read_form(row_form(E9=5, G9="tăng do mùa vụ", J10="ngoài bảng", A5="Đơn vị tính: ghi tại cột D"))
    expected = {
        "identity": ["A1", "E1", "A4"],
        "title": ["A3", "A5"],
        "header": [f"{letter}{row}" for row in (6, 7) for letter in "ABCDEFGH"],
        "label": ["B8", *[f"{letter}{row}" for row in range(9, 13) for letter in "ABCD"]],
        "explanation": ["G9"],
        "unclaimed": ["J10"],
        "note": ["A14", "A15"],
        "signature": ["B17", "G17", "B20"],
    }
    contexts = {place: reason for place, (outcome, reason) in found.cells.items() if outcome == "context"}
    assert contexts == {place: reason for reason, places in expected.items() for place in places}


def test_an_explanation_goes_with_every_figure_of_its_row(read_form: Reader) -> None:
    found = read_form(row_form(E9=5, F9=50, G9="tăng do mùa vụ"))
    assert found.observations["E9"][-1] == "tăng do mùa vụ"
    assert found.observations["F9"][-1] == "tăng do mùa vụ"
    assert found.observations["E10"][-1] is None


def test_signatures_and_personal_columns_keep_their_text_apart(read_form: Reader) -> None:
    found = read_form(row_form(H9="Họ Tên, 0900000000"))
    assert found.personal == {
        "B17": "Người lập biểu",
        "G17": "Thủ trưởng đơn vị",
        "B20": "Họ Và Tên",
        "H9": "Họ Tên, 0900000000",
    }
    assert all(found.raw[place] is None for place in found.personal)


@pytest.mark.parametrize(
    ("changed", "place", "reason"),
    [
        ({"E9": "mười"}, "E9", "not_a_number"),
        ({"E11": "1.234"}, "E11", "ambiguous_number"),
        ({"E9": "25%"}, "E9", "unexpected_percent"),
        ({"E9": date(2026, 12, 5)}, "E9", "date_in_value"),
        ({"E9": ("=1/0", "#DIV/0!")}, "E9", "error_cell"),
        ({"F10": 3}, "F10", "unexpected_value"),
        ({"C9": "77", "E9": 3}, "E9", "unknown_row_code"),
        ({"C9": None, "B9": "Dòng thêm", "E9": 3}, "E9", "no_row_code"),
        ({"C12": "01", "E12": 3}, "E12", "row_conflict"),
        ({"B12": "Số cây xanh trồng mới", "E12": 3}, "E12", "row_conflict"),
        ({"D11": "tỷ đồng", "E11": 3}, "E11", "unit_differs"),
        ({"A13": "5", "B13": "Dòng thêm", "C13": "99", "E13": 3}, "E13", "unknown_row_code"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_rejected_with_a_reason(
    read_form: Reader, changed: dict[str, Any], place: str, reason: str
) -> None:
    found = read_form(row_form(**changed))
    assert found.cells[place] == ("reject", reason)
    assert found.evidence[place]
    assert place not in found.observations


def test_an_error_outside_the_table_is_a_reject_too(read_form: Reader) -> None:
    assert read_form(row_form(J2=("=NA()", "#N/A"))).cells["J2"] == ("reject", "error_cell")


def test_a_formula_that_nobody_calculated_is_a_reject(read: Reader, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in row_form(E9="=F9*2", F9=4).items():
        sheet[place] = value
    book.save(tmp_path / "t.xlsx")
    found = read(tmp_path / "t.xlsx")
    assert found.cells["E9"] == ("reject", "formula_without_value")
    assert found.raw["E9"] == "=F9*2"


def test_a_calculated_formula_is_its_value(read_form: Reader) -> None:
    assert read_form(row_form(E9=("=2+2", 4))).observations["E9"][4] == 4.0


def test_two_cells_for_one_slice_are_both_rejected_and_name_each_other(read_form: Reader) -> None:
    found = read_form(row_form(C12="01", B12="Dòng 01", E9=5, E12=6))
    assert found.cells["E9"] == found.cells["E12"] == ("reject", "duplicate_slice")
    assert all("!E9" in found.evidence[place] and "!E12" in found.evidence[place] for place in ("E9", "E12"))
    assert not {"E9", "E12"} & found.observations.keys()


def test_a_doubled_row_code_left_blank_takes_nothing_away(read_form: Reader) -> None:
    found = read_form(row_form(C12="01", B12="Dòng 01", E9=5, F9=6))
    assert found.cells["E9"] == ("observation", "reported")
    assert "E12" not in found.cells


def test_a_value_merged_over_several_value_cells_is_rejected(read_form: Reader) -> None:
    found = read_form(row_form(E9=5), merged=("E9:F9",))
    assert found.cells["E9"] == ("reject", "merged_value")
    assert "E9:F9" in found.evidence["E9"]


def test_a_row_code_that_excel_turned_into_a_number_still_finds_its_row(read_form: Reader) -> None:
    assert read_form(row_form(C9=1, E9=5)).observations["E9"][1] == "TRIAL_01"


def test_a_missing_row_is_told(read_form: Reader) -> None:
    found = read_form({place: value for place, value in row_form().items() if not place.endswith("10")})
    assert found.row["outcome"] == "read"
    assert found.row["reason_code"] == "rows_missing"
    assert "02" in found.row["message_vi"]


def test_text_of_blanks_is_an_empty_cell(read_form: Reader) -> None:
    found = read_form(row_form(E9="  ", F9="\u00a0"))
    assert found.cells["E9"] == found.cells["F9"] == ("absence", "blank")
    assert found.row["n_nonempty"] == found.row["n_second"]


def test_a_shifted_table_reads_the_same(read: Reader, tmp_path: Path) -> None:
    shifted = {_shift(place): value for place, value in row_form(E9=5, F9=50, E11=2.5).items()}
    found = read(write(tmp_path / "t.xlsx", {"Trang khác tên": shifted}))
    assert found.observations["H13"][1:5] == ("TRIAL_01", "in_period", "2026-10", 5.0)
    assert found.observations["I13"][1:5] == ("TRIAL_01", "ytd", "2026-10", 50.0)
    assert found.observations["H15"][1:5] == ("TRIAL_03", "in_period", "2026-10", 2.5)


def test_letters_composed_otherwise_are_the_same_letters(read_form: Reader) -> None:
    cells = row_form(A1="BIỂU SỐ: trial-01", E9=5)
    decomposed = {p: unicodedata.normalize("NFD", v) if isinstance(v, str) else v for p, v in cells.items()}
    assert read_form(decomposed).observations["E9"][4] == 5.0


def test_cells_in_equal_cells_out(read_form: Reader, tmp_path: Path) -> None:
    cells = row_form(E9=5, F9="-", E10="mười", G9="vì sao", J3="thừa", H11="ai đó", E12=("=1/0", "#DIV/0!"))
    found = read_form(cells)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx", data_only=True).worksheets[0]
    filled = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value is not None}
    blank = {place for place, (outcome, reason) in found.cells.items() if (outcome, reason) == ("absence", "blank")}
    assert set(found.cells) - blank == filled
    counts = {name: found.row[name] for name in found.row if name.startswith("n_")}
    assert counts["n_nonempty"] == counts["n_second"] == len(filled)
    parts = ("n_observation", "n_absence_filled", "n_reject", "n_context")
    assert sum(counts[part] for part in parts) == len(filled)
    assert counts["n_absence_blank"] == len(blank)


def _shift(place: str) -> str:
    """Three columns to the right, four rows down."""
    return f"{chr(ord(place[0]) + 3)}{int(place[1:]) + 4}"


def test_a_row_code_with_a_letter_that_looks_like_a_digit(read_form: Reader) -> None:
    found = read_form(row_form(E9=5, C9="O1"))
    assert (found.cells["E9"], found.row["reason_code"]) == (("observation", "reported"), None)
    assert read_form(row_form(E9=5, C9="O2")).cells["E9"] == ("reject", "row_conflict")  # the label is that of 01
