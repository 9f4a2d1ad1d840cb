"""`chiso form diff --out X.xlsx`, filled as a person would, and `chiso form declare X.xlsx`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.workbook import Workbook
from support import yearly_table

from pipelines.cli.app import ERROR, OK, call
from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import REPO, places
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import Delivery, receive

STAFF: list[list[Any]] = [
    ["NHÂN LỰC KHOA HỌC NĂM 2026"],
    [],
    ["Chỉ tiêu", "Mã số", "Tổng số", "Chia theo trình độ"],
    [None, None, None, "Tiến sỹ", "Thạc sỹ"],
    ["A", "B", 1, 2, 3],
    ["TỔNG SỐ", "01", 18, 2, 16],
    ["Trong đó số nữ", "02", 8, None, 8],
]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return shutil.copytree(REPO / "data" / "seeds", tmp_path / "seeds")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")}


def choices(book: Workbook) -> dict[str, int]:
    """The marks of the sheet of choices and their rows."""
    sheet = book["Lựa chọn"]
    return {str(sheet.cell(row, 1).value): row for row in range(3, sheet.max_row + 1) if sheet.cell(row, 1).value}


def staff_workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "NL"
    for line in STAFF:
        sheet.append(line)
    for box in ("A3:A4", "B3:B4", "C3:C4", "D3:E3"):
        sheet.merge_cells(box)
    book.save(path)
    return path


def written(seeds: Path, source: Path, target: Path, *words: str) -> Path:
    assert call(["form", "diff", str(source), "--out", str(target), *words, "--seeds", str(seeds)]) == OK
    return target


def test_every_fault_is_named_at_its_cell_and_nothing_is_written(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = written(seeds, staff_workbook(tmp_path / "t.xlsx"), tmp_path / "x.xlsx", "--period", "S2026")
    before = contents(seeds)
    book = openpyxl.load_workbook(target)
    n_open = len(choices(book))
    chosen = choices(book)["<mã chỉ tiêu «Thạc sỹ»>"]
    book["Lựa chọn"].cell(chosen, 3, "Số cán bộ khoa hok")
    book["Biểu"]["N3"] = "31/02/2026"
    book["Cột"]["E4"] = "Vai gì đó"
    book.save(target)
    capsys.readouterr()
    assert call(["form", "declare", str(target), "--seeds", str(seeds)]) == ERROR
    said = capsys.readouterr().out
    assert said.count("Lựa chọn!C") == n_open - 1  # every other choice is open still
    assert "Biểu!N3: “31/02/2026” không phải ngày" in said
    assert "Cột!E4: “Vai gì đó” không có trong danh sách" in said
    assert "“Số cán bộ khoa hok” không có trong danh mục indicators" in said
    assert contents(seeds) == before


def test_a_new_form_is_declared_and_read(tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = staff_workbook(tmp_path / "t.xlsx")
    target = written(seeds, source, tmp_path / "x.xlsx", "--period", "S2026")
    book = openpyxl.load_workbook(target)
    indicator = "Số doanh nghiệp đang hoạt động trên địa bàn [N_FIRM_ACTIVE]"
    answers = {
        **{"<mã biểu>": "NHAN-LUC", "<tên tiếng Anh>": "Staff", "<loại đơn vị báo cáo>": "Nơi công bố"},
        **{"<mã nguồn>": "province_admin", "<mã thước đo «NL»>": "Trong kỳ", "<mã chỉ tiêu «Tổng số»>": "N_KH"},
        **{"<mã chỉ tiêu «Tiến sỹ»>": "N_KH_TS", "<mã chỉ tiêu «Thạc sỹ»>": "N_KH_THS"},
        **{"<mã phân tổ «TỔNG SỐ»>": "_T", "<mã phân tổ «Trong đó số nữ»>": "Nữ [female]"},
        "<mã đơn vị tính «NL»>": "người [person]",
    }
    rows = choices(book)
    assert set(rows) == set(answers)
    for mark, answer in answers.items():
        book["Lựa chọn"].cell(rows[mark], 3, answer)
    for code in ("N_KH", "N_KH_TS", "N_KH_THS"):
        line = [code, code, code, "Người làm khoa học", "người [person]", "Thời điểm", "Cộng", "Lấy số cuối"]
        book["Chỉ tiêu mới"].append([*line, "Cao hơn là tốt", 0, "01/01/2020"])
    book.save(target)
    before = contents(seeds)
    assert call(["form", "declare", str(target), "--dry-run", "--seeds", str(seeds)]) == OK
    assert "5 trên 5 ô số đọc được" in capsys.readouterr().out
    assert contents(seeds) == before
    assert call(["form", "declare", str(target), "--seeds", str(seeds)]) == OK
    after = contents(seeds)
    assert {name: text for name, text in after.items() if name in before} == before  # nothing is replaced
    assert len(after) == len(before) + 6  # forms, anchors, blocks, columns, rows, indicators
    assert call(["codebook", "check", "--seeds", str(seeds)]) == OK
    assert indicator  # a list shows name and code

    spots, codebook = places("08", tmp_path / "received"), load(seeds)
    receive(spots, codebook, [source], Delivery(sender="PUB-VCCI", period="S2026"))
    folder = land(spots, codebook, Ledger(spots.ledger).read()).folder
    found = pl.concat([pl.read_parquet(path) for path in folder.rglob("observation-*.parquet")])
    values = found.filter(pl.col("value").is_not_null()).select("indicator_code", "breakdown_code", "value").rows()
    assert set(values) == {
        *{("N_KH", "_T", 18.0), ("N_KH_TS", "_T", 2.0), ("N_KH_THS", "_T", 16.0)},
        *{("N_KH", "female", 8.0), ("N_KH_THS", "female", 8.0)},
    }
    assert call(["form", "declare", str(target), "--seeds", str(seeds)]) == ERROR  # declared already
    assert "Biểu!" in capsys.readouterr().out


@pytest.mark.slow
def test_the_workbook_of_a_moved_layout(tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    yearly_table.declare(seeds)
    moved = yearly_table.write_moved(tmp_path / "2025.xlsx")
    target = written(seeds, moved.path, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(target)
    rows = choices(book)
    assert len(rows) == 30
    lists = {rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation}
    assert all(formula.startswith("_danh_muc!$") for formula in lists)
    assert book["_danh_muc"].sheet_state == "hidden"
    beside = [cell.value for cell in book["Cột"][7]][-4:]  # the first column of 2024
    assert beside == ["Chi", "E7", "Chi đầu tư > Tổng số", "102.5 · 202.5 · 302.5 · 402.5"]
    for no, (mark, row) in enumerate(rows.items()):
        answer = "đúng như gợi ý" if mark.endswith("?>") else f"MOI{no}" if "phân tổ" in mark else "YEARLY_1"
        book["Lựa chọn"].cell(row, 3, answer)
        if answer.startswith("MOI"):
            book["Phân tổ mới"].append([answer, answer, answer])
    book.save(target)
    capsys.readouterr()
    assert call(["form", "declare", str(target), "--dry-run", "--seeds", str(seeds)]) == OK
    said = capsys.readouterr().out
    assert "3648 trên 4560 ô số đọc được" in said  # three columns of 304 lines have one indicator
    assert "mất 912 ô trên trang “Chi” (C8, D8, E8" in said
    assert call(["form", "diff", str(moved.path), "--out", str(target), "--seeds", str(seeds)]) == ERROR  # exists


def test_another_workbook_is_no_declaration(tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = staff_workbook(tmp_path / "t.xlsx")
    assert call(["form", "declare", str(path), "--seeds", str(seeds)]) == ERROR
    assert "không phải tệp khai báo" in capsys.readouterr().err
