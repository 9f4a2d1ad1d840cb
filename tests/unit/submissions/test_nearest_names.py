"""Names of the nearest forms and reporters in a refusal: by printed number, by title, by a reporter's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.codebook.load import load
from pipelines.submissions.book.book import Row, Sheet
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.recognise.head.sheet_head import SheetHead
from pipelines.submissions.recognise.head.sheet_pieces import read_sheet_heads
from pipelines.submissions.recognise.nearest_names import nearest_forms, printed_identity
from pipelines.submissions.recognise.quoted_names import nearest_reporters

XA = "“Tình hình khởi nghiệp, đổi mới sáng tạo và chuyển đổi số trên địa bàn xã, phường” (XA-01)"
SKHCN = "“Kết quả xây dựng hệ sinh thái khởi nghiệp đổi mới sáng tạo của tỉnh” (SKHCN-01)"


@pytest.fixture(scope="module")
def declared(repo: Path) -> Layouts:
    return compile_layouts(load(repo / "data" / "seeds"), "08")


def _heads(layouts: Layouts, rows: dict[int, Row]) -> list[SheetHead]:
    return read_sheet_heads(Sheet(1, "Sheet1", "visible", rows), layouts)


@pytest.mark.parametrize(("number", "name"), [("XA-1", XA), ("xa 01a", XA), ("SKHCN-1", SKHCN), ("01-SKHCN", SKHCN)])
def test_a_number_written_otherwise_names_its_form_first(declared: Layouts, number: str, name: str) -> None:
    heads = [SheetHead(Sheet(1, "Sheet1", "visible", {}), number=number)]
    assert nearest_forms(heads, declared).vi.startswith(f"gần nhất là {name}")


def test_a_title_without_a_number_names_its_form_first(declared: Layouts) -> None:
    rows: dict[int, Row] = {
        1: {1: "SỞ KHOA HỌC VÀ CÔNG NGHỆ"},
        3: {1: "KẾT QUẢ XÂY DỰNG HỆ SINH THÁI KHỞI NGHIỆP SÁNG TẠO CỦA TỈNH"},
        9: {1: 1, 2: "Doanh nghiệp", 3: 5},
    }
    heads = _heads(declared, rows)
    assert nearest_forms(heads, declared).vi.startswith(f"gần nhất là {SKHCN}")
    said = printed_identity(heads)
    assert said.vi == "tệp không in số biểu nào (các trang: Sheet1), đơn vị “SỞ KHOA HỌC VÀ CÔNG NGHỆ”"
    assert said.en == "it prints no form number (sheets: Sheet1), office “SỞ KHOA HỌC VÀ CÔNG NGHỆ”"


def test_at_most_three_names_are_quoted(declared: Layouts) -> None:
    heads = [SheetHead(Sheet(1, "Sheet1", "visible", {}), number="SKHCN-0")]
    assert nearest_forms(heads, declared).vi.count("“") == 3


def test_a_file_like_no_form_names_none(declared: Layouts) -> None:
    heads = _heads(declared, {1: {1: "Danh sách học sinh lớp 5A"}, 4: {1: "STT", 2: "Họ tên"}})
    assert nearest_forms(heads, declared).vi == "không biểu nào gần giống"


def test_a_misspelt_commune_names_the_right_one_first(declared: Layouts) -> None:
    form = next(form for form in declared.forms if form.code == "XA-01")
    near = nearest_reporters("UBND xã Ngọc Dương", form, declared)
    assert near is not None and near.vi.startswith("gần nhất là UBND xã Ngọc Đường (C00700)")
    assert nearest_reporters("Công ty cổ phần ABC", form, declared) is None
