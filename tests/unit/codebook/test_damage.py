"""Seeds as a spreadsheet program leaves them: each trace is found at its file, line and column with its repair.

Beside each stands what looks alike and is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from unit.codebook.small import Tables, good, write

from pipelines.codebook.damage.spreadsheet import day, number, spoilt_text, truth
from pipelines.codebook.errors import CodebookError, Problem
from pipelines.codebook.load import load


def problems_of(root: Path) -> list[Problem]:
    with pytest.raises(CodebookError) as caught:
        load(root)
    return caught.value.problems


def rewritten(root: Path, table: str, change: Callable[[bytes], bytes]) -> Path:
    path = root / f"{table}.csv"
    path.write_bytes(change(path.read_bytes()))
    return root


def with_cell(tables: Tables, table: str, row: int, **cells: str) -> Tables:
    tables[table][row].update(cells)
    return tables


Change = Callable[[bytes], bytes]
FILES: list[tuple[Change, list[str]]] = [
    (lambda raw: raw.replace(b",", b";"), ["uoms.csv:1", "chấm phẩy", "CSV UTF-8"]),
    (lambda raw: raw.replace(b",", b"\t"), ["uoms.csv:1", "tab", "CSV UTF-8"]),
    (lambda raw: raw.decode().encode("utf-16"), ["uoms.csv", "UTF-16", "UTF-8"]),
    (lambda raw: raw.replace("doanh nghiệp".encode(), b"x\xe9y"), ["uoms.csv", "Windows-1258", "UTF-8"]),
    (lambda raw: b"".join(line + b",,\n" for line in raw.splitlines()), ["uoms.csv:1", "2 cột trống"]),
]


@pytest.mark.parametrize(("change", "words"), FILES)
def test_a_file_as_a_whole_is_one_problem_and_is_read(change: Change, words: list[str], tmp_path: Path) -> None:
    """One problem of the file, and none that follows from it: no missing column, no unknown unit."""
    (found,) = problems_of(rewritten(write(good(), tmp_path), "uoms", change))
    assert found.table == "uoms"
    assert all(word in found.text.vi for word in words), found.text.vi
    assert "; sửa: " in found.text.vi and "; repair: " in found.text.en


def test_a_byte_order_mark_other_line_ends_and_empty_lines_are_read(tmp_path: Path) -> None:
    root = write(good(), tmp_path)
    plain = load(root).hash
    rewritten(root, "uoms", lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n") + b",,,,\r\n")
    assert load(root).hash == plain


@pytest.mark.parametrize("name", ["uoms.xlsx", "uoms/b.xls", "areas/a.ods", "Bảng mới.XLSM"])
def test_a_workbook_among_the_seeds_is_a_problem(name: str, tmp_path: Path) -> None:
    root = write(good(), tmp_path)
    load(root)  # what was kept of the folder before must not hide it
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_bytes(b"PK")
    (found,) = problems_of(root)
    assert found.row == name
    assert "Lưu thành → CSV UTF-8" in found.text.vi


@pytest.mark.parametrize("name", ["README.md", "~$uoms.xlsx", ".~lock.uoms.xlsx#", "notes.txt"])
def test_other_files_among_the_seeds_are_none(name: str, tmp_path: Path) -> None:
    root = write(good(), tmp_path)
    (root / name).write_bytes(b"x")
    assert load(root).hash


@pytest.mark.parametrize(
    ("table", "row", "cells", "place", "repair"),
    [
        ("areas", 1, {"code": "8"}, "areas.csv:3", "08"),
        ("reporters", 0, {"province_code": "8"}, "reporters.csv:2", "08"),
        ("areas", 1, {"valid_from": "31/12/2025"}, "areas.csv:3", "2025-12-31"),
        ("areas", 1, {"valid_from": "46022"}, "areas.csv:3", "2025-12-31"),  # the day number of Excel's calendar
        ("areas", 1, {"area_km2": "13.795,5"}, "areas.csv:3", "13795.5"),
        ("areas", 1, {"population": "1.865.270"}, "areas.csv:3", "1865270"),
        ("aliases", 0, {"target": "691"}, "aliases.csv:2", ""),
        ("form_columns", 0, {"is_personal": "FALSE"}, "form_columns.csv:2", "false"),
        ("form_columns", 0, {"is_personal": "SAI"}, "form_columns.csv:2", "false"),
        ("uoms", 0, {"symbol_vi": "#NAME?"}, "uoms.csv:2", ""),
        ("uoms", 0, {"symbol_vi": "T? l?"}, "uoms.csv:2", ""),
        ("uoms", 0, {"symbol_vi": "Tá»‰nh"}, "uoms.csv:2", "Tỉnh"),  # UTF-8 read as Windows-1252
        ("uoms", 0, {"factor": "1E+05"}, "uoms.csv:2", ""),
    ],
)
def test_a_changed_cell_is_found_with_its_repair(
    table: str, row: int, cells: dict[str, str], place: str, repair: str, tmp_path: Path
) -> None:
    (column,) = cells
    found = [p for p in problems_of(write(with_cell(good(), table, row, **cells), tmp_path)) if p.column == column]
    assert found and all(place in (problem.row, problem.place) for problem in found), [p.text.vi for p in found]
    repairs = {problem.repair.vi if problem.repair else "" for problem in found}
    assert repairs == {repair}


def test_a_reporter_without_its_letter_and_zeros_is_offered_the_code(tmp_path: Path) -> None:
    tables = good()
    tables["aliases"].append({"scope": "reporter", "text": "Phường Hà Giang 1", "target": "700"})
    (found,) = problems_of(write(tables, tmp_path))
    assert (found.place, found.repair and found.repair.vi) == (f"aliases.csv:{len(tables['aliases']) + 1}", "C00700")


def test_row_codes_lose_their_zeros_where_labels_or_other_versions_show_them(tmp_path: Path) -> None:
    """The labels say (01 = 02): every code of the block is reported with its line."""
    tables = good()
    for number_of_row, row in enumerate(tables["form_rows"][:2], 1):
        row.update(row_key=str(number_of_row), label_vi="Tổng (01 = 02)")
    found = [p for p in problems_of(write(tables, tmp_path)) if p.column == "row_key"]
    assert [(p.place, p.repair and p.repair.vi) for p in found] == [
        ("form_rows.csv:2", "01"),
        ("form_rows.csv:3", "02"),
    ]


def test_a_form_that_prints_short_codes_is_right(tmp_path: Path) -> None:
    """A date or a decimal in a label is no row code."""
    tables = good()
    for number_of_row, row in enumerate(tables["form_rows"][:2], 1):
        row.update(row_key=str(number_of_row), label_vi="Đến 01/2026, tăng 0,05")
    assert load(write(tables, tmp_path)).tables["form_rows"]["row_key"].to_list()[:2] == ["1", "2"]


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    tables = with_cell(good(), "areas", 1, code="8", valid_from="31/12/2025")
    root = rewritten(write(tables, tmp_path), "uoms", lambda raw: raw.replace(b",", b";"))
    (root / "areas.xlsx").write_bytes(b"PK")
    lines = {(p.table, p.column, bool(p.repair)) for p in problems_of(root)}
    assert lines >= {("areas", "", True), ("uoms", "", True), ("areas", "code", True), ("areas", "valid_from", True)}


def test_many_faults_of_one_kind_are_counted_and_not_listed(tmp_path: Path) -> None:
    """Forty dates of one column: ten in words, thirty in one line with their line numbers; all are problems."""
    tables = good()
    tables["holidays"] = [
        {**tables["holidays"][0], "day": f"{day}/{month}/2026"} for month in (3, 5) for day in range(1, 21)
    ]
    with pytest.raises(CodebookError) as caught:
        load(write(tables, tmp_path))
    dates = [p for p in caught.value.problems if p.column == "day"]
    assert (len(dates), dates[-1].repair and dates[-1].repair.vi) == (40, "2026-05-20")
    assert caught.value.problems == dates  # with the dates that are meant the calendar is checked and found right
    assert "… và 30 lỗi cùng loại: holidays.csv, cột day, các dòng 12–41" in caught.value.message_vi
    assert caught.value.message_vi.count("\n") == 11


def test_an_indicator_that_belongs_on_the_columns_is_asked_for_once(tmp_path: Path) -> None:
    """No row of the block has one: the value columns are named, not every row."""
    tables = good()
    for row in tables["form_rows"]:
        row["indicator_code"] = ""
    found = problems_of(write(tables, tmp_path))
    assert {(p.table, p.column) for p in found if "indicator_code" in p.column} == {("form_columns", "indicator_code")}
    assert "form_rows" in found[0].expected.vi
    one = with_cell(good(), "form_rows", 0, indicator_code="")  # a single row is named itself
    assert {p.table for p in problems_of(write(one, tmp_path / "one"))} == {"form_rows"}


@pytest.mark.parametrize(
    ("raw", "others", "expected"),
    [
        ("31/12/2026", [], "2026-12-31"),
        ("12/31/2026", [], "2026-12-31"),
        ("31-12-26", [], "2026-12-31"),
        ("2026/12/31", [], "2026-12-31"),
        ("31.12.2026 00:00:00", [], "2026-12-31"),
        ("1-Oct-26", [], "2026-10-01"),
        ("01/07/2025", [], "2025-07-01 / 2025-01-07"),  # nothing decides
        ("01/07/2025", ["31/12/2026"], "2025-07-01"),
        ("01/07/2025", ["12/31/2026"], "2025-01-07"),
        ("01/07/2025", ["12/31/2026", "31/12/2026"], "2025-07-01 / 2025-01-07"),
        ("31/02/2026", [], ""),
        ("năm 2026", [], ""),
    ],
)
def test_a_date_of_another_spelling(raw: str, others: list[str], expected: str) -> None:
    assert day(raw, [raw, *others]) == expected


@pytest.mark.parametrize(
    ("raw", "is_whole", "expected"),
    [
        ("0,5", False, "0.5"),
        ("1.234.567", True, "1234567"),
        ("1,234,567.8", False, "1234567.8"),
        ("12,0", True, "12"),
        ("12.0", True, "12"),
        ("1 234", True, "1234"),
        ("1.234", True, "1234"),
        ("1,234", False, ""),  # 1.234 or 1234
        ("12,5", True, ""),
        ("1E+05", False, ""),
        ("nhiều", False, ""),
    ],
)
def test_a_number_of_another_spelling(raw: str, is_whole: bool, expected: str) -> None:
    assert number(raw, is_whole) == expected


@pytest.mark.parametrize(("raw", "expected"), [("TRUE", "true"), ("ĐÚNG", "true"), ("Sai", "false"), ("2", "")])
def test_a_truth_value_of_another_spelling(raw: str, expected: str) -> None:
    assert truth(raw) == expected


@pytest.mark.parametrize(
    ("raw", "repair"),
    [
        ("Oct-26", "2026-10"),
        ("Thg10-26", "2026-10"),
        ("Thg 1-2027", "2027-01"),
        ("1-Oct", ""),
        ("#REF!", ""),
        ("###", ""),
    ],
)
def test_a_text_that_a_spreadsheet_program_changed(raw: str, repair: str) -> None:
    spoilt = spoilt_text(raw)
    assert spoilt and spoilt.repair == repair


@pytest.mark.parametrize(
    "raw",
    [
        *("2026-10", "May 2022", "XA-01", "N003-1_1", "1.1", "Có hay không? Nếu có, bao nhiêu", "a#b", "E+05", "KH-57"),
        *(
            "https://x.vn/a?type=NEWS&id=1",
            "Tỉnh Tuyên Quang",
            "café",
            "số 1/2026",
            "R_FIRM_INNOV_PCT",
            "Mar-A",
            "1e-05",
        ),
    ],
)
def test_an_ordinary_text_is_none(raw: str) -> None:
    assert spoilt_text(raw) is None


def test_the_projects_own_seeds_show_no_trace(repo: Path) -> None:
    assert re.fullmatch("[0-9a-f]{64}", load(repo / "data" / "seeds").hash)
