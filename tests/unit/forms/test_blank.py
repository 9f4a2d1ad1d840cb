"""A written form, opened by another library: the anatomy of a Vietnamese form, protection, validation, equal bytes."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from pipelines.codebook.load import Codebook, load
from pipelines.forms.blank.blank import form_file_name, write_form
from pipelines.forms.blank.content import FormContent
from pipelines.forms.blank.form_sheet import REPORT_MODES
from pipelines.forms.blank.layout import FormKey, UnknownFormError

XA_01 = FormKey("XA-01", "C00700", "2026-10")
FORMS = [XA_01, FormKey("SKHCN-01", "D08-SKHCN", "2026-10")]


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


@pytest.fixture(scope="module")
def printed(codebook: Codebook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("forms")
    return {
        key.form_code: openpyxl.load_workbook(write_form(codebook, key, folder / f"{key.form_code}.xlsx")).active
        for key in FORMS
    }


@pytest.fixture(scope="module")
def rows(repo: Path) -> list[dict[str, str]]:
    with (repo / "data" / "seeds" / "form_rows" / "tuyen_quang.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(sheet: Any) -> list[str]:
    return [cell.value for line in sheet for cell in line if isinstance(cell.value, str)]


def place(sheet: Any, code: str) -> int:
    """The sheet's row of the line with Mã số `code`."""
    return next(line[2].row for line in sheet if line[2].value == code)


def test_head_names_form_reporter_receiver_and_dates(printed: dict[str, Any]) -> None:
    found = texts(printed["XA-01"])
    for text in (
        "Biểu số: XA-01",
        "Đơn vị báo cáo: UBND xã Ngọc Đường",
        "Mã đơn vị: C00700",
        "Đơn vị nhận báo cáo: Sở Khoa học và Công nghệ tỉnh Tuyên Quang",
        "TÌNH HÌNH KHỞI NGHIỆP, ĐỔI MỚI SÁNG TẠO VÀ CHUYỂN ĐỔI SỐ TRÊN ĐỊA BÀN XÃ, PHƯỜNG",
        "(Kỳ báo cáo: Tháng 10 năm 2026)",
        "(Từ ngày 15/09/2026 đến ngày 14/10/2026)",
    ):
        assert text in found
    assert "Đơn vị nhận báo cáo: UBND tỉnh Tuyên Quang" in texts(printed["SKHCN-01"])
    assert any(text.startswith("Ngày nhận báo cáo:") for text in found)
    assert any(text.startswith("Đơn vị tính:") for text in found)


@pytest.mark.parametrize("form", ["XA-01", "SKHCN-01"])
def test_code_row_stands_right_under_the_header(printed: dict[str, Any], form: str) -> None:
    table = [[cell.value for cell in line] for line in printed[form]]
    at = next(no for no, line in enumerate(table) if line[0] == "STT")
    assert table[at] == ["STT", "Chỉ tiêu", "Mã số", "Đơn vị tính", "Trong kỳ", "Luỹ kế từ đầu năm", "Giải trình"]
    assert table[at + 1] == ["A", "B", "C", "D", "1", "2", "3"]
    assert printed[form].print_title_rows == f"${at + 1}:${at + 2}"


@pytest.mark.parametrize("form", ["XA-01", "SKHCN-01"])
def test_every_declared_line_is_printed_in_order(
    printed: dict[str, Any], rows: list[dict[str, str]], form: str
) -> None:
    declared = [row for row in rows if row["form_code"] == form]
    table = [[cell.value for cell in line[:3]] for line in printed[form]]
    at = next(no for no, line in enumerate(table) if line[0] == "A") + 1
    expected = [
        [row["stt"], row["label_vi"], None if row["row_kind"] == "heading" else row["row_key"]] for row in declared
    ]
    assert table[at : at + len(declared)] == expected


def test_stocks_hold_x_and_every_other_figure_is_blank(printed: dict[str, Any]) -> None:
    sheet = printed["XA-01"]
    stock, flow = place(sheet, "01"), place(sheet, "14")
    assert [sheet.cell(stock, column).value for column in (5, 6)] == [None, "x"]
    assert [sheet.cell(flow, column).value for column in (5, 6)] == [None, None]


def test_only_what_a_clerk_fills_is_open(printed: dict[str, Any]) -> None:
    sheet = printed["XA-01"]
    line = place(sheet, "01")
    assert sheet.protection.sheet
    assert [sheet.cell(line, column).protection.locked for column in range(1, 8)] == [True] * 4 + [False, True, False]


def test_every_open_figure_is_validated(printed: dict[str, Any]) -> None:
    for sheet in printed.values():
        watched = {cell for rule in sheet.data_validations.dataValidation for cell in str(rule.sqref).split()}
        cells = [line[at] for line in sheet for at in (4, 5) if line[2].value and str(line[2].value).isdigit()]
        due = {cell.coordinate for cell in cells if cell.value != "x"}
        kind = next(
            cell.coordinate for line in sheet for cell in line if cell.value == REPORT_MODES[0]
        )  # of the report
        assert due and due | {kind} == expand(sheet, watched)


def expand(sheet: Any, references: set[str]) -> set[str]:
    """Return single addresses: openpyxl joins neighbouring cells to ranges."""
    found: set[str] = set()
    for reference in references:
        left, top, right, bottom = range_boundaries(reference)
        cells = sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
        found |= {cell.coordinate for line in cells for cell in line}
    return found


def test_the_kind_of_report_is_one_of_three_items_that_the_guide_names(codebook: Codebook, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_form(codebook, XA_01, tmp_path / "f.xlsx"))
    lists = [rule.formula1 for rule in book["XA-01"].data_validations.dataValidation if rule.type == "list"]
    items = lists[0].strip('"').split(",")  # programs cut the list at every comma
    assert items == list(REPORT_MODES) and len(items) == 3
    guide = "\n".join(texts(book.worksheets[1]))
    assert [item for item in items if f"“{item}”" not in guide] == []


def test_the_deadline_stands_on_the_form_itself(printed: dict[str, Any]) -> None:
    # October ends on Wednesday 14/10/2026; three working days later is Monday the 19th
    assert "Hạn gửi: chậm nhất ngày 19/10/2026" in texts(printed["XA-01"])


def test_tasks_are_printed_in_full_and_evidence_is_a_file(codebook: Codebook, tmp_path: Path) -> None:
    tasks: Any = openpyxl.load_workbook(
        write_form(codebook, FormKey("NV-01", "D08-SKHCN", "2026"), tmp_path / "n.xlsx")
    ).active
    assert not [text for text in texts(tasks) if text.endswith(" …")]
    eighth: Any = next(line for line in tasks if line[2].value == "08")
    assert eighth[1].value.endswith("sản phẩm chủ lực và đặc sản trên địa bàn tỉnh, giai đoạn 2021-2025.")
    lines = -(-len(eighth[1].value) // 58)  # Times New Roman 11 sets 1.35 letters to each of 43 units
    assert tasks.row_dimensions[eighth[1].row].height >= 15 * lines
    office = write_form(codebook, FormKey("SKHCN-01", "D08-SKHCN", "2027-01"), tmp_path / "s.xlsx")
    printed = "\n".join(text for sheet in openpyxl.load_workbook(office).worksheets[:2] for text in texts(sheet))
    assert "Minh chứng: tên tệp gửi kèm" in printed
    assert "SHA" not in printed and "certutil" not in printed


def test_page_is_a4_one_page_wide_in_times(printed: dict[str, Any]) -> None:
    sheet = printed["XA-01"]
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight in (None, 1, "1")
    assert {cell.font.name for line in sheet for cell in line if cell.value} == {"Times New Roman"}


def test_signature_block_names_nobody(printed: dict[str, Any]) -> None:
    for sheet in printed.values():
        found = texts(sheet)
        at = found.index("(Ký, họ tên)")
        assert found[at - 2 : at + 2] == [
            "Người lập biểu",
            "Thủ trưởng đơn vị",
            "(Ký, họ tên)",
            "(Ký, đóng dấu, họ tên)",
        ]
        assert found[at + 2 :] == []


def test_figures_symbols_explanations_and_watermark_are_written(codebook: Codebook, tmp_path: Path) -> None:
    values = {("01", "in_period"): 12, ("13", "in_period"): "-", ("13", "ytd"): "...", ("17", "ytd"): 73.5}
    content = FormContent(values, explanations={"01": "Lý do"}, watermark="SỐ LIỆU MÔ PHỎNG")
    path = write_form(codebook, XA_01, tmp_path / "f.xlsx", content)
    sheet: Any = openpyxl.load_workbook(path).active
    assert sheet["A1"].value == "SỐ LIỆU MÔ PHỎNG"
    seen = [[sheet.cell(place(sheet, code), column).value for column in (5, 6, 7)] for code in ("01", "13", "17")]
    assert seen == [[12, "x", "Lý do"], ["-", "...", None], [None, 73.5, None]]


def test_equal_forms_are_equal_bytes(codebook: Codebook, tmp_path: Path) -> None:
    first, second = (write_form(codebook, XA_01, tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_file_name_is_ascii(codebook: Codebook) -> None:
    assert form_file_name(codebook, XA_01) == "08_XA-01_2026-10_C00700.xlsx"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (("XA-99", "C00700", "2026-10"), "no_form_version"),
        (("XA-01", "C99999", "2026-10"), "unknown_reporter"),
        (("XA-01", "C00700", "2026-13"), "unknown_period"),
    ],
)
def test_an_unknown_form_reporter_or_period_raises_and_writes_nothing(
    codebook: Codebook, tmp_path: Path, wrong: tuple[str, str, str], code: str
) -> None:
    with pytest.raises(UnknownFormError) as raised:
        write_form(codebook, FormKey(*wrong), tmp_path / "never.xlsx")
    assert raised.value.code == code
    assert not list(tmp_path.iterdir())


def test_a_new_version_in_mid_year_needs_seed_rows_only(repo: Path, tmp_path: Path) -> None:
    """Version 3 from October on renames line 13: September still prints version 1 (2 is for the year 2027)."""
    seeds = tmp_path / "seeds"
    shutil.copytree(repo / "data" / "seeds", seeds)
    for table in ("forms", "form_anchors", "form_blocks", "form_columns", "form_rows"):
        path = seeds / table / "tuyen_quang.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header, *lines = list(csv.reader(file))
        copies = [["XA-01", "3", *line[2:]] for line in lines if line[0] == "XA-01"]
        if table == "forms":
            begin, end = header.index("valid_from"), header.index("valid_to")
            copies[0][begin] = "2026-09-15"
            next(line for line in lines if line[0] == "XA-01")[end] = "2026-09-15"
        if table == "form_rows":
            next(line for line in copies if line[3] == "13")[header.index("label_vi")] = "Số lượt học viên"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *lines, *copies])
    codebook = load(seeds)
    labels: list[Any] = []
    for period in ("2026-09", "2026-10"):
        sheet: Any = openpyxl.load_workbook(
            write_form(codebook, FormKey("XA-01", "C00700", period), tmp_path / f"{period}.xlsx")
        ).active
        labels.append(sheet.cell(place(sheet, "13"), 2).value)
    assert labels == ["Số lượt người được tập huấn kỹ năng số, khởi nghiệp", "Số lượt học viên"]
