"""Names of people below a table: no text of a signature, nor below one, stands anywhere but in the restricted table.

Every name here begins with `Kín`, so that one search over all that a file gives finds each of them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from support.trial import CODES, HEADER, Cells, row_form, write

from pipelines.submissions.value.signatures import is_signature_line, signed_rows

Reader = Callable[..., Any]
FIGURES: Cells = {"E9": 5, "F9": 50, "E10": 12.5, "E11": 2.5, "F11": 3, "E12": 7, "F12": 8}
SIGNED: Cells = {
    **{"A14": None, "A15": None, "B20": None, "E16": "Ngày …… tháng …… năm ………"},
    **{"B17": "Người lập biểu", "E17": "Thủ trưởng đơn vị", "G17": None},
    **{"B18": "(Ký, họ tên)", "E18": "(Ký, đóng dấu, họ tên)", "B20": "Kín Một", "E20": "Kín Hai"},
}
AGAIN: Cells = {"B22": "Số liệu năm trước", "B23": "Dòng 01", "C23": "01", "E23": 240}  # line 01 below the signatures
NO_CODES: Cells = {f"{letter}7": None for letter in "ABCDEFGH"} | {f"C{row}": None for row in range(6, 24)}


def leaked(found: Any) -> list[str]:
    """Which tables but `personal` hold a name."""
    tables = {
        name: [getattr(part, name) for part in found.outcome.parts]
        for name in ("row", "cells", "observations", "records", "matches")
    }
    return [
        name for name, table in tables.items() if "kín" in json.dumps(table, ensure_ascii=False, default=str).lower()
    ]


def values(found: Any) -> dict[str, float]:
    return {at: row[4] for at, row in found.observations.items() if row[4] is not None}


@pytest.mark.parametrize(
    "line",
    [
        ["Người lập biểu", "Thủ trưởng đơn vị"],
        ["Ngày …… tháng …… năm ………"],
        ["", "Hà Giang, ngày 14 tháng 10 năm 2026"],
        ["(Ký, họ tên)", "(Ký, đóng dấu, họ tên)"],
        ["CHỦ TỊCH"],
        ["CÁN BỘ TỔNG HỢP", "TRƯỞNG PHÒNG"],
        ["NGƯỜI LẬP", "KẾ TOÁN", "KIỂM SOÁT", "TM. UBND"],
        ["KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"],
        ["Thủ trưởng đơn vị\n\n\nKín Một"],
        ["Giám đốc: Kín Một"],
        ["Nơi nhận:"],
        ["Người lập biểu", "0912 345 678"],  # a telephone is no figure
    ],
)
def test_a_line_of_signatures(line: list[str]) -> None:
    assert is_signature_line({at: text for at, text in enumerate(line, 1) if text})


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["Kiểm tra"],  # may head a part of a table; two such words beside each other do not
        ["Kiểm tra chất lượng chè"],
        ["Kế toán số", "KT-01"],
        ["Ký số từ xa"],
        ["Kiểm soát tham nhũng trong khu vực công"],
        ["Số liệu đến ngày 14 tháng 10 năm 2026"],
        ["(Kèm theo Quyết định số 1497/QĐ-BTC ngày 30 tháng 6 năm 2014"],
        ["Công ty A", "Giám đốc"],
        ["Giám đốc", 12],
        ["Thủ trưởng đơn vị", "12"],
        ["KT - XH", "TM điện tử"],
        ["Người ký hợp đồng lao động"],
    ],
)
def test_a_line_of_a_table(line: list[Any]) -> None:
    assert not is_signature_line(dict(enumerate(line, 1)))


def test_signatures_go_down_to_the_next_header_and_no_declared_row_begins_them() -> None:
    rows: dict[int, Any] = {1: {1: "Chủ tịch"}, 2: {1: "Giám đốc"}, 4: {1: "Kín"}, 5: {1: "STT"}, 6: {1: "x"}}
    assert signed_rows(rows, declared={1}, heads={5}) == {2, 4}
    assert signed_rows(rows, declared={1}) == {2, 4, 5, 6}


def test_a_row_below_the_signatures_is_a_question_and_the_signed_figure_stands(read_form: Reader) -> None:
    found = read_form(row_form(**FIGURES, **SIGNED, **AGAIN))
    assert values(found) == FIGURES
    assert found.cells["E23"] == ("reject", "below_signatures")
    assert found.personal["E23"] == "240" and found.raw["E23"] is None
    assert (
        found.outcome.parts[0].cells[3][found.outcome.parts[0].cells[1].index("E23")] is None
    )  # no row: 01 is not held
    assert found.row["n_reject"] == 1
    assert not leaked(found)
    assert {"Kín Một", "Kín Hai", "Người lập biểu", "Số liệu năm trước"} <= set(found.personal.values())


def test_a_line_that_stands_below_the_signatures_only_is_held(read_form: Reader) -> None:
    gone = {f"{letter}12": None for letter in "ABCDEF"}
    moved = {"B23": "Dòng 04", "C23": "04", "E23": 7, "F23": "x"}
    found = read_form(row_form(**{**FIGURES, **SIGNED, **gone, **moved}))
    assert found.cells["E23"] == ("reject", "below_signatures")
    cells = found.outcome.parts[0].cells
    at = cells[1].index("E23")
    assert (cells[3][at], cells[4][at]) == ("04", "in_period")
    assert found.row["reason_code"] == "rows_missing"


@pytest.mark.parametrize(
    "where",
    [
        {"B14": "Kín Ba", "E14": "Kín Bốn"},  # before the words of the signature
        {"E22": "Kín Ba"},  # in the row before the line
        {"B25": "Kín Ba", "E25": "Kín Bốn"},  # two rows below it
        {"E23": "Kín Ba"},  # on the line itself
        {"E21": "Kín Ba: 0912 345 678", "F20": "Kín Bốn"},
        {"E20": None, "E17": "Thủ trưởng đơn vị\nKín Ba"},
        {"A14": "Ghi chú: số liệu đến 14/10", "A15": "Lập biểu: Kín Ba", "A21": "Ghi chú: Kín Bốn"},
        {"B16": "Kín Ba", "E15": "Kín Bốn", "E16": None, "B18": None, "E18": None},  # above a single line of titles
    ],
)
@pytest.mark.parametrize("codes", [{}, NO_CODES])
def test_a_name_around_the_signatures_is_restricted(read_form: Reader, where: Cells, codes: Cells) -> None:
    found = read_form(row_form(**{**FIGURES, **SIGNED, **AGAIN, **codes, **where}))
    assert found.row["outcome"] == "read"
    assert not leaked(found)
    assert values(found) == FIGURES
    assert "Kín Ba" in "\n".join(found.personal.values())


def test_a_page_below_the_signatures_goes_on_under_its_header(read_form: Reader) -> None:
    page = {f"{letter}22": text for letter, text in zip("ABCDEFGH", HEADER, strict=True)}
    page |= {f"{letter}23": code for letter, code in zip("ABCDEFGH", CODES, strict=True)}
    line = {"A24": "4", "B24": "Dòng 04", "C24": "04", "D24": "người", "E24": 7, "F24": 8}
    gone = {f"{letter}12": None for letter in "ABCDEF"}
    found = read_form(row_form(**{**FIGURES, **SIGNED, **gone, **page, **line}))
    assert values(found) == {"E9": 5, "F9": 50, "E10": 12.5, "E11": 2.5, "F11": 3, "E24": 7, "F24": 8}
    assert not leaked(found)
    assert found.row["n_reject"] == 0


def test_a_text_on_a_line_of_nobody_is_restricted_though_nobody_signs(read_form: Reader) -> None:
    found = read_form(
        row_form(**{**FIGURES, "A14": None, "A15": None, "B17": None, "G17": None, "B20": None, **AGAIN}, E21="Kín Hai")
    )
    assert found.cells["E21"] == ("reject", "no_row_code")
    assert found.personal["E21"] == "Kín Hai"
    assert not leaked(found)


def test_a_number_on_a_line_of_nobody_keeps_its_text(read_form: Reader) -> None:
    found = read_form(row_form(**FIGURES, B13="Số cây xanh", E13="99 cây"))
    assert found.row["n_reject"] == 0  # below the last line, and no number
    found = read_form(row_form(**{**FIGURES, "C11": None, "B11": "Số cây xanh", "E11": "99 cây"}))
    assert (found.cells["E11"], found.raw["E11"]) == (("reject", "no_row_code"), "99 cây")


def test_another_sheet_that_is_signed(read: Reader, tmp_path: Path) -> None:
    sheets = {"TRIAL-01": row_form(**FIGURES), "Ký": {"A1": "Kính gửi", "B3": "Người lập biểu", "B5": "Kín Ba"}}
    found = read(write(tmp_path / "t.xlsx", sheets))
    assert found.cells["Ký!B5"] == ("context", "unclaimed")
    assert (found.raw["B5"], found.personal["B5"]) == (None, "Kín Ba")


@pytest.mark.parametrize("blank", [0, 1])
def test_a_table_of_areas_ends_where_people_sign(read: Reader, tmp_path: Path, blank: int) -> None:
    row = 5 + blank
    scores: Cells = {"B1": "Tỉnh", "C1": "Điểm A", "D1": "Điểm B", "B3": "Hà Nội", "C3": 1, "D3": 2}
    scores |= {"B4": "Cao Bằng", "C4": 3, "D4": 4, f"B{row}": "Người lập biểu", f"D{row}": "Giám đốc"}
    scores |= {f"B{row + 1}": "Kín Ba", f"C{row + 1}": 912345678, f"D{row + 1}": "Kín Bốn"}
    scores |= {f"B{row + 3}": "Tuyên Quang", f"C{row + 3}": 9}
    ranks: Cells = {"B1": "Tỉnh", "C1": "Tổng hợp 2020", "B2": "Hà Nội", "C2": 7, "B3": "Cao Bằng", "C3": 6}
    ranks |= {f"B{row - 1}": "Người lập biểu", f"B{row}": "Kín Năm"}
    found = read(write(tmp_path / "t.xlsx", {"Điểm": scores, "Hạng": ranks}))
    assert found.row["outcome"] == "read"
    assert not leaked(found)
    texts = {text for part in found.outcome.parts for text in part.personal[2]}
    assert {"Kín Ba", "Kín Bốn", "Kín Năm", "912345678", "Tuyên Quang"} <= texts
    assert found.cells[f"Điểm!C{row + 3}"] == ("reject", "below_signatures")
    read_figures = [row[10] for part in found.outcome.parts for row in zip(*part.observations, strict=True)]
    assert read_figures == [1.0, 2.0, 3.0, 4.0, 7.0, 6.0]


@pytest.mark.parametrize("name", ["t.csv", "t.xls", "t.html"])
def test_a_copy_in_another_format(read: Reader, tmp_path: Path, name: str) -> None:
    """A CSV, and the HTML that offices save as .xls: every cell is a text there."""
    places = {coordinate_to_tuple(at): text for at, text in row_form(**FIGURES, **SIGNED, **AGAIN).items()}
    grid = [[str(places.get((row, column), "")) for column in range(1, 9)] for row in range(1, 24)]
    path = tmp_path / name
    if name == "t.csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(grid)
    else:
        rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in line) + "</tr>" for line in grid)
        path.write_text(f"<html><body><table>{rows}</table></body></html>", encoding="utf-8")
    found = read(path, name=name)
    assert values(found) == FIGURES
    assert [at for at, cell in found.cells.items() if cell == ("reject", "below_signatures")] == ["E23"]
    assert not leaked(found)
    assert {"Kín Một", "Kín Hai", "240"} <= set(found.personal.values())
