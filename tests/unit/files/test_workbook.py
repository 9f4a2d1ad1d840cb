"""The workbook of a release: formulas, formats and print set-up; values of the small release computed on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from support.rendered import needs, recomputed
from support.small_release import write_release

from pipelines.files.content.release import open_release
from pipelines.files.workbook.workbook import write_workbook

SHEETS = [
    *("Tổng quan", "Mục tiêu", "Số liệu tỉnh", "Giữ lại, hỏi lại", "Xếp hạng xã", "Trục A", "Trục B"),
    *("Nhiệm vụ", "Biểu đồ"),
]


def made(folder: Path, simulated: str = "all") -> Path:
    path = folder / "book.xlsx"
    write_workbook(open_release(write_release(folder / "release", simulated)), path)
    return path


def sheet_of(path: Path, name: str, *, is_value: bool = True) -> Worksheet:
    found = openpyxl.load_workbook(path, data_only=is_value)[name]
    assert isinstance(found, Worksheet)
    return found


def rows_of(sheet: Worksheet, head: str) -> list[dict[str, Any]]:
    """The rows below the heading whose first cell is `head`, by heading, up to the first blank row."""
    table = list(sheet.iter_rows(values_only=True))
    at = next(number for number, row in enumerate(table) if row[0] == head)
    found: list[dict[str, Any]] = []
    for row in table[at + 1 :]:
        if row[0] is None:
            break
        found.append({str(name): value for name, value in zip(table[at], row, strict=True) if name})
    return found


def check_ranking(sheet: Worksheet) -> None:
    rows = rows_of(sheet, "Mã xã")
    assert [row["Mã xã"] for row in rows] == ["00010", "00011", "00012"]  # text: the zeros stay
    assert [row["Xã, phường"] for row in rows] == ["Xã Đồng Văn", "Xã Mậu Duệ", "Xã Lũng Cú"]
    assert [row["Hạng"] for row in rows] == [1, 2, 3]
    assert [row["Điểm"] for row in rows] == pytest.approx([62, 54, 28], abs=1e-9)  # sums of three binary fractions
    assert [row["Trục A"] for row in rows] == pytest.approx([70, 30, 40], abs=1e-9)
    assert [row["Trục B"] for row in rows] == [50, 90, 10]
    assert [row["Tăng giảm hạng"] for row in rows] == [1, -1, 0]
    assert [row["Tỷ lệ hai (%)"] for row in rows] == [4, 6, None]
    assert [row["Tỷ lệ một (%, gộp 2 kỳ)"] for row in rows] == [30, 10, 20]  # what is scored, not the month's figure
    assert rows[2]["Tỷ lệ ba (%)"] is None  # held: its figure is not shown as a current one


def check_targets(sheet: Worksheet) -> None:
    first, second = rows_of(sheet, "Mã")
    assert (first["Mã"], first["Đánh giá"], first["Ghi chú"]) == ("T1", "Tiến triển ít", "ước thực hiện")
    assert (first["Chênh lệch"], first["Đạt so với mục tiêu"]) == pytest.approx((-45.5, 0.5))
    assert (second["Mã"], second["Đánh giá"], second["Ghi chú"]) == ("T2", "Đã đạt", None)
    assert (second["Chênh lệch"], second["Đạt so với mục tiêu"]) == pytest.approx((2, 1.2))
    assert first["Dòng văn bản"] == "001, dòng 16"


def check_overview(sheet: Worksheet) -> None:
    one, total = rows_of(sheet, "Biểu")
    assert (one["Biểu"], one["Phải gửi"], one["Đã đọc"], one["Muộn"], one["Chưa gửi"]) == ("X1", 3, 2, 1, 1)
    assert one["Tỷ lệ đã đọc"] == total["Tỷ lệ đã đọc"] == pytest.approx(2 / 3)
    assert (total["Biểu"], total["Phải gửi"]) == ("Cộng", 3)
    counts = {row[0]: row[3] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert counts["Mục tiêu: Tiến triển ít"] == counts["Mục tiêu: Đã đạt"] == 1
    assert counts["Giữ lại, hỏi lại: Giữ lại"] == counts["Nhiệm vụ: quá hạn, chưa báo hoàn thành"] == 1
    late, first = rows_of(sheet, "Đơn vị")
    assert (late["Chỉ tiêu"], late["Kỳ này"], late["Kỳ trước"], late["Tăng giảm"]) == ("Tỷ lệ hồ sơ quá hạn", 6, 2, 4)
    assert (first["Kỳ này"], first["Kỳ trước"], first["Tăng giảm"]) == (45.5, 40, 5.5)
    assert first["Ghi chú"] == "ước thực hiện"
    assert [row["Mã xã"] for row in rows_of(sheet, "Mã xã")] == ["00010", "00011"]  # the two that changed places


def check_figures(sheet: Worksheet) -> None:
    late, first = rows_of(sheet, "Mã")
    assert (first["Mã"], first["Giá trị"], first["Tính lại"], first["Chênh lệch"]) == ("R_ONE", 45.5, 45.5, 5.5)
    assert (late["Mã"], late["Giá trị"], late["Tính lại"], late["Chênh lệch"]) == ("R_LATE", 6, 6, 4)
    assert (first["Kỳ"], first["Mục tiêu"], first["Năm"], first["Đánh giá"]) == (
        *("Tháng 2 năm 2026", "ít nhất 91 %"),
        *(2030, "Tiến triển ít"),
    )
    assert (late["Mục tiêu"], late["Nguồn"], late["Đại lượng"]) == (None, "Xã báo", "Trong kỳ")


def test_values_are_those_of_the_release(tmp_path: Path) -> None:
    path = made(tmp_path)
    check_ranking(sheet_of(path, "Xếp hạng xã"))
    check_targets(sheet_of(path, "Mục tiêu"))
    check_overview(sheet_of(path, "Tổng quan"))
    check_figures(sheet_of(path, "Số liệu tỉnh"))
    (held,) = rows_of(sheet_of(path, "Giữ lại, hỏi lại"), "Loại")
    assert (held["Loại"], held["Địa bàn"], held["Giá trị đơn vị báo"], held["Số đang dùng"]) == (
        "Giữ lại",
        "Lũng Cú",
        110,
        10,
    )
    assert held["Lý do"].startswith("Lũng Cú, Tháng 2 năm 2026")
    (task,) = rows_of(sheet_of(path, "Nhiệm vụ"), "Mã")
    assert (task["Cơ quan chủ trì"], task["Tình hình"]) == ("Sở Nội vụ", "quá hạn, chưa báo hoàn thành")


@needs("soffice")
def test_libreoffice_opens_it_and_computes_the_same(tmp_path: Path) -> None:
    book = recomputed(made(tmp_path), tmp_path / "computed")
    assert book.sheetnames == SHEETS
    check_ranking(book["Xếp hạng xã"])
    check_targets(book["Mục tiêu"])
    check_overview(book["Tổng quan"])
    check_figures(book["Số liệu tỉnh"])


def test_totals_shares_and_ranks_are_formulas(tmp_path: Path) -> None:
    path = made(tmp_path)
    ranking = sheet_of(path, "Xếp hạng xã", is_value=False)
    assert ranking["C7"].value == "=RANK(D7,$D$7:$D$9)"
    assert "SUMPRODUCT" in str(ranking["D7"].value) and "Trục A" in str(ranking["E7"].value)
    assert sheet_of(path, "Mục tiêu", is_value=False)["J6"].value == "=D6-H6"
    overview = [cell.value for row in sheet_of(path, "Tổng quan", is_value=False).iter_rows() for cell in row]
    assert "=SUM(D7:D7)" in overview
    assert any(str(value).startswith("=COUNTIF('Mục tiêu'!") for value in overview)


def test_numbers_codes_and_paper(tmp_path: Path) -> None:
    path = made(tmp_path)
    book: Any = openpyxl.load_workbook(path)
    assert book.sheetnames == SHEETS
    ranking = book["Xếp hạng xã"]
    assert ranking["A7"].number_format == "@" and ranking["A7"].data_type == "s"
    assert ranking["E7"].number_format == "[$-42A]#,##0.0"
    assert (ranking.freeze_panes, ranking.auto_filter.ref) == ("C7", "A6:K9")
    for sheet in book:
        assert sheet.page_setup.paperSize == 9  # A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1)  # 1 by default
        if sheet.title not in ("Tổng quan", "Biểu đồ"):
            assert sheet.print_title_rows, sheet.title
    assert len(book["Biểu đồ"]._charts) == 3


def test_every_sheet_says_that_figures_are_simulated(tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(made(tmp_path))
    for sheet in book:
        assert sheet["A3"].value == "SỐ LIỆU MÔ PHỎNG"
        assert "SỐ LIỆU MÔ PHỎNG" in str(sheet.oddHeader.center.text)


def test_real_figures_carry_no_notice(tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(made(tmp_path, "none"))
    for sheet in book:
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert not any("MÔ PHỎNG" in text for text in [*texts, str(sheet.oddHeader.center.text)])


def test_the_same_release_gives_the_same_bytes(tmp_path: Path) -> None:
    source = open_release(write_release(tmp_path / "release"))
    write_workbook(source, tmp_path / "one.xlsx")
    write_workbook(source, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
