"""The chairman's page: its sentences, the numbers bound to the release, the notice, one page of A4."""

# python-docx hands out elements of lxml, which has no type hints.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import polars as pl
import pytest
from docx.oxml.ns import qn
from support.rendered import convert, needs, pages
from support.small_release import RELEASE, write_release

from pipelines.files.bound import Cells
from pipelines.files.content.release import open_release
from pipelines.files.page.chairman import write_page
from pipelines.files.word.verify import document_faults

SENTENCES = [
    "Tốt lên. Tỷ lệ một ước thực hiện tăng từ 40,00 lên 45,50 % so với tháng 1 năm 2026.",
    "Xấu đi. Tỷ lệ hồ sơ quá hạn tăng từ 2,00 lên 6,00 % so với tháng 1 năm 2026.",
    "Có nguy cơ không đạt. Tỷ lệ một: ước thực hiện 45,5 % (tháng 2 năm 2026), mục tiêu đến năm 2030 ít nhất 91 %"
    " – tiến triển ít.",
    "Ai phải làm. Sở Nội vụ: nhiệm vụ N1 “Ban hành quy chế” (thời gian 2025) quá hạn, chưa báo hoàn thành. UBND xã"
    " Lũng Cú: biểu X1 hạn 19/02/2026 còn thiếu. Kỳ này có 1 báo cáo gửi muộn.",
    "Đang giữ lại. Số liệu đang giữ lại, chưa vào tổng và thứ hạng: 1 số, trong đó của kỳ này 1 số; đang có 0 câu hỏi"
    " gửi đơn vị.",
]


def made(folder: Path, simulated: str = "all") -> tuple[Path, Path]:
    """The page and the release that it was made of."""
    release = write_release(folder / "release", simulated)
    write_page(open_release(release), folder / "page.docx")
    return folder / "page.docx", release


def texts(path: Path) -> list[str]:
    """The text of each paragraph, fields included."""
    body: Any = docx.Document(str(path)).element.body
    found = ["".join(node.text or "" for node in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    return [text for text in found if text]


def change(release: Path, table: str, column: str, values: Sequence[float | str | None]) -> None:
    path = release / "parquet" / f"{table}.parquet"
    frame = pl.read_parquet(path)
    frame.with_columns(pl.Series(column, [*values, *frame[column].to_list()[len(values) :]])).write_parquet(path)


def test_five_sentences(tmp_path: Path) -> None:
    path, _ = made(tmp_path)
    assert texts(path)[:3] == [
        *("ĐỔI MỚI SÁNG TẠO TỈNH TUYÊN QUANG", "Tóm tắt tháng 2 năm 2026"),
        "Kỳ từ 15/01/2026 đến 14/02/2026",
    ]
    assert texts(path)[3:] == SENTENCES


def test_a_changed_cell_of_the_release_is_found(tmp_path: Path) -> None:
    path, release = made(tmp_path)
    assert document_faults(path, Cells(release)) == []
    body: Any = docx.Document(str(path)).element.body
    n = sum(1 for _ in body.iter(qn("w:sdt")))
    assert n == 4 + 4 + 5 + 10 + 3  # names, numbers, units and days of the five paragraphs, counted in SENTENCES
    change(release, "indicator_value", "value", [40.0, 45.6])
    (fault,) = document_faults(path, Cells(release))
    assert fault.code == "number_changed" and "“45,50”" in fault.vi and "“45,60”" in fault.vi


def test_a_number_changed_by_hand_is_found(tmp_path: Path) -> None:
    path, release = made(tmp_path)
    document: Any = docx.Document(str(path))
    for node in document.element.body.iter(qn("w:t")):
        if node.text == "45,50":
            node.text = "54,50"
    document.save(str(path))
    (fault,) = document_faults(path, Cells(release))
    assert "“54,50”" in fault.vi


def test_nothing_got_worse(tmp_path: Path) -> None:
    release = write_release(tmp_path / "release")
    for table in ("indicator_value", "planner_value"):
        change(release, table, "value", [40.0, 45.5, 6.0, 2.0])  # fewer late dossiers than before
    change(release, "planner_value", "previous_value", [None, 40.0, None, 6.0])
    write_page(open_release(release), tmp_path / "page.docx")
    said = texts(tmp_path / "page.docx")
    assert "Xấu đi. Không có tỷ lệ nào của toàn tỉnh xấu đi so với kỳ trước." in said
    assert "Tỷ lệ hồ sơ quá hạn giảm từ 6,00 xuống 2,00 % so với tháng 1 năm 2026." in said[3]


@pytest.mark.parametrize(("size", "is_said"), [(30.0, True), (29.0, False)])
def test_small_denominators_are_left_out(tmp_path: Path, size: float, is_said: bool) -> None:
    release = write_release(tmp_path / "release")
    change(release, "planner_value", "denominator", [200.0, 200.0, size, size])
    write_page(open_release(release), tmp_path / "page.docx")
    assert ("Tỷ lệ hồ sơ quá hạn" in texts(tmp_path / "page.docx")[4]) == is_said


def test_a_figure_that_lacks_the_month_before_is_not_compared_with_it(tmp_path: Path) -> None:
    """The former value of a yearly figure, or of a series with a gap, belongs to another period."""
    release = write_release(tmp_path / "release")
    change(release, "planner_value", "previous_period_code", ["2025", "2025-12", None, None])
    write_page(open_release(release), tmp_path / "page.docx")
    assert "Tốt lên. Không có tỷ lệ nào của toàn tỉnh tốt lên so với kỳ trước." in texts(tmp_path / "page.docx")


def test_the_notice_stands_in_the_header(tmp_path: Path) -> None:
    simulated, _ = made(tmp_path)
    assert docx.Document(str(simulated)).sections[0].header.paragraphs[0].text == "SỐ LIỆU MÔ PHỎNG"
    real, _ = made(tmp_path, "none")
    assert docx.Document(str(real)).sections[0].header.paragraphs[0].text == ""


def test_the_same_release_gives_the_same_bytes(tmp_path: Path) -> None:
    path, release = made(tmp_path)
    first = path.read_bytes()
    write_page(open_release(release), path)
    assert path.read_bytes() == first


@needs("soffice", "pdftotext")
def test_it_is_one_page_with_its_chart(tmp_path: Path) -> None:
    path, _ = made(tmp_path)
    (page,) = pages(convert(path, "pdf", tmp_path))
    assert "SỐ LIỆU MÔ PHỎNG" in page and RELEASE in page
    assert "50%" in page  # the bar of T1: 45.5 of 91
