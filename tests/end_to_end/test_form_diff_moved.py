"""`chiso form diff` of tables whose layout moved from year to year, and of tables that nobody declared.

Expected meanings follow from where the test wrote each figure; the trial's counts are counted by hand.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from support import yearly_table

from pipelines.cli.app import OK, call
from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.settings import REPO, places
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.receive import Delivery, receive

MARK = re.compile(r"<[^<>]*>")
PROVINCES = ["Hà Nội", "Tuyên Quang", "Lào Cai", "Cao Bằng", "Lạng Sơn"]
CASES = REPO.parent / "shared" / "cases" / "reading"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return shutil.copytree(REPO / "data" / "seeds", tmp_path / "seeds")


def diff(seeds: Path, path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert call(["form", "diff", str(path), *words, "--seeds", str(seeds)]) == OK
    return capsys.readouterr().out


def marks(text: str) -> set[str]:
    return set(MARK.findall(text))


def save(path: Path, sheet_name: str, lines: list[list[Any]], *merged: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = sheet_name
    for line in lines:
        sheet.append(line)
    for box in merged:
        sheet.merge_cells(box)
    book.save(path)
    return path


def test_a_moved_layout_of_300_lines_leaves_at_most_40_choices(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers of columns moved by two: each keeps the meaning of its name, and each is marked."""
    yearly_table.declare(seeds)
    moved = yearly_table.write_moved(tmp_path / "2025.xlsx")
    out = tmp_path / "out"
    said = diff(seeds, moved.path, capsys, "--out", str(out))  # the period is that of the title
    n_lines = 300 - yearly_table.N_GONE + yearly_table.N_NEW_LINES
    n_figures = n_lines * (len(yearly_table.COLUMNS) + len(yearly_table.NEW_COLUMNS))
    assert f"{n_figures} trên {n_figures} ô số đọc được" in said  # with the choices still open
    written = "".join(path.read_text("utf-8") for path in out.rglob("*.csv"))
    open_choices = marks(written)
    assert {f"<YEARLY_{no}?>" for no in range(1, 14)} <= open_choices  # every column of the block
    with capsys.disabled():
        print(f"\n{n_lines} lines, {n_figures} figures: {len(open_choices)} choices left")
    assert f"Còn {len(open_choices)} lựa chọn" in said
    assert len(open_choices) <= 40

    for path in out.rglob("*.csv"):
        text = re.sub(r"<(\w+)\?>", r"\1", path.read_text("utf-8"))
        for no, mark in enumerate(sorted(marks(text)), start=1):  # new lines: any breakdown; new columns: any indicator
            text = text.replace(mark, f"NEW{no:03d}" if "phân tổ" in mark else f"YEARLY_NEW{no}")
        target = seeds / path.relative_to(out)
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, "utf-8")
    yearly_table.declare_new(seeds)
    assert call(["codebook", "check", "--seeds", str(seeds)]) == OK
    spots, codebook = places("08", tmp_path / "received"), load(seeds)
    receive(spots, codebook, [moved.path], Delivery(sender=None, period=None))
    folder = land(spots, codebook, Ledger(spots.ledger).read()).folder
    rows = pl.concat([pl.read_parquet(path) for path in folder.rglob("observation-*.parquet")])
    found = {(b, i): v for b, i, v in rows.select("breakdown_code", "indicator_code", "value").iter_rows()}
    assert len(found) == n_figures
    kept = {key: value for key, value in moved.figures.items() if key[0] not in yearly_table.reworded_codes()}
    assert len(kept) == (300 - yearly_table.N_GONE - len(yearly_table.REWORDED)) * 13
    assert {key: found.get(key) for key in kept} == kept


def test_the_same_layout_needs_no_row(tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    yearly_table.declare(seeds)
    first = yearly_table.write_first(tmp_path / "2024.xlsx")
    assert "không cần thêm dòng nào" in diff(seeds, first.path, capsys, "--period", "S2024")
    # in a year without a version in force, `receive` needs one: the same rows from that year on
    said = diff(seeds, first.path, capsys, "--period", "S2025")
    assert "YEARLY, phiên bản 2025, từ 2025-01-01" in said
    assert not [mark for mark in marks(said) if "YEARLY" in mark]


@pytest.mark.parametrize("title", ["DỰ TOÁN CHI CỦA CÁC CƠ QUAN NĂM 2025", "ƯỚC THỰC HIỆN CHI NĂM 2025"])
def test_a_sheet_of_another_stage_is_no_version_of_the_form(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str], title: str
) -> None:
    """The form is of final accounts: an estimate is another source. The same title with `quyết toán` is a version."""
    yearly_table.declare(seeds, title="QUYẾT TOÁN CHI CỦA CÁC CƠ QUAN NĂM 2024")
    path = yearly_table.write_moved(tmp_path / "t.xlsx", title=title).path
    said = diff(seeds, path, capsys)
    assert "<mã biểu>,1," in said
    assert "<mã nguồn>" in said
    assert "YEARLY_1" in said  # what the lines and columns mean is kept for the person to confirm
    path = yearly_table.write_moved(tmp_path / "f.xlsx", title="QUYẾT TOÁN CHI CỦA CÁC CƠ QUAN NĂM 2025").path
    said = diff(seeds, path, capsys)
    assert "YEARLY, phiên bản 2025" in said
    assert "<mã nguồn>" not in said


@pytest.mark.parametrize(
    ("name", "figures", "expected"),
    [
        ("13_diff_row_codes_taken_for_areas", 110, [",1000,1,fixed,,1. Tổng số,", ",ma_so,2,row_code,Mã số,,B,"]),
        ("14_diff_labels_over_three_columns", 7, [",1111,4,fixed,,- Cấp chi thường xuyên,", ",gia_tri,3,value,"]),
        ("15_diff_code_row_taken_for_data", 10, [",tien_sy,4,value,Tiến sỹ,,2,", ",1,1,01,1,fixed,,TỔNG SỐ,"]),
        ("16_diff_nearest_of_another_ministry", 3, [",1,1,01,1,fixed,,1. SỐ DỰ ÁN", ",tong_so,4,value,Tổng số,,1,"]),
    ],
)
def test_forms_of_other_ministries_are_near_to_none(
    seeds: Path, capsys: pytest.CaptureFixture[str], name: str, figures: int, expected: list[str]
) -> None:
    path = CASES / f"{name}.xlsx"
    if not path.exists():
        pytest.skip("the shared cases are not here")
    said = diff(seeds, path, capsys, "--period", "2026")
    assert "không gần biểu nào đã khai báo" in said
    assert "SGDDT" not in said.partition("\n")[2]
    for text in expected:
        assert text in said
    assert f"{figures} trên {figures} ô số đọc được" in said


def test_a_column_for_each_year_becomes_a_block_for_each_year(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Years as numbers, a column of earlier years, a total, a missing sign, names without diacritics."""
    plain = ["Ha Noi", "Tuyen Quang", "Lao Cai", "Cao Bang", "Lang Son"]
    lines: list[list[Any]] = [["GRDP CÁC TỈNH"], [], ["STT", "Tỉnh", "Pre. 2022", 2022, 2023, 2024]]
    lines += [[None, "Cả nước", 1, 2, 3, 4]]
    lines += [[no, name, 100 + no, 200 + no, 300 + no, 400.5 + no] for no, name in enumerate(plain, start=1)]
    lines[6][3] = ".."
    said = diff(seeds, save(tmp_path / "t.xlsx", "GRDP", lines), capsys)
    assert [f"area_rows,GRDP,p34,0,{year}," in said for year in ("S2022", "S2023", "S2024")] == [True] * 3
    assert "area_rows,GRDP,p34,0,<mã kỳ «Pre. 2022»>," in said
    assert "aliases" not in said
    assert "1 ô số ghi “..” (D7)" in said
    assert "19 trên 19 ô số đọc được" in said  # 4 columns of 5 areas, less the missing one
    assert len([mark for mark in marks(said) if "mã chỉ tiêu" in mark]) == 1  # one choice for all years


def test_ranked_pairs_and_a_publishers_own_numbers(
    tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines: list[list[Any]] = [["XẾP HẠNG CHỈ SỐ XANH NĂM 2024"], [], ["Tỉnh", "Điểm A", "Tỉnh", "Điểm B"]]
    lines += [[PROVINCES[n], 90 - n, PROVINCES[4 - n], 80 - n] for n in range(5)]
    said = diff(seeds, save(tmp_path / "pairs.xlsx", "Hạng", lines), capsys, "--period", "S2024")
    assert ",ranked_pairs,Hạng,p34," in said
    assert ",diem_a,1,value,Điểm A,,,-1," in said
    assert "10 trên 10 ô số đọc được" in said
    lines = [["CHỈ SỐ XANH NĂM 2024"], [], ["PCI ID", "Tỉnh", "Nhóm 1", None, "Nhóm 2", None]]
    lines += [[None, None, "Điểm", "Hạng", "Điểm", "Hạng"]]
    lines += [[17 - 2 * n, PROVINCES[n], 90 - n, n + 1, 80 - n, n + 1] for n in range(5)]
    path = save(tmp_path / "two.xlsx", "CSDL", lines, "C3:D3", "E3:F3", "A3:A4", "B3:B4")
    said = diff(seeds, path, capsys, "--period", "S2024")
    assert ",area_rows,CSDL,p34,1," in said  # the header runs over two rows
    assert ",area_id,PCI ID," in said
    assert ",value,Nhóm 2 > Hạng," in said
    assert "20 trên 20 ô số đọc được" in said


def test_a_footnote_in_a_header_is_no_number(tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`(2)` below one header is a footnote; a row of numbers below all of them are numbers."""
    yearly_table.declare(seeds)
    table = yearly_table.write_first(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(table.path)
    sheet = book["Chi"]
    sheet.delete_rows(7)
    sheet["E6"] = "(2)"  # Thiết bị is column 3
    sheet["A3"] = "BẢNG CHI CỦA CÁC CƠ QUAN NĂM 2025"
    book.save(table.path)
    said = diff(seeds, table.path, capsys)
    assert ",c2,4,value,Chi đầu tư > Xây lắp," in said
    assert "YEARLY_2?" not in said
