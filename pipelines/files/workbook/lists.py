"""The sheets that are one list each: the province's figures, targets, held figures, tasks."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from pipelines.files.content.release import Row
from pipelines.files.workbook.sheet import Book, Column, Placed

FIGURES, TARGETS, HELD, TASKS = "Số liệu tỉnh", "Mục tiêu", "Giữ lại, hỏi lại", "Nhiệm vụ"
HEAD_ROW = 4  # from 0: title, release, notice and a note stand above
FIGURE_COLUMNS = (
    Column("Mã", 28, "code", "indicator_code"),
    Column("Chỉ tiêu", 40, "text", "indicator_name_vi"),
    Column("Kỳ", 15, "text", "period_name_vi"),
    Column("Giá trị", 11, "number", "value"),
    Column("Đơn vị", 11, "text", "uom_symbol_vi"),
    Column("Kỳ trước", 11, "number", "previous_value"),
    Column("Chênh lệch", 11, "number", "difference", "=D{row}-F{row}"),
    Column("Cùng kỳ năm trước", 11, "number", "year_ago_value"),
    Column("Mục tiêu", 17, "text", "goal_vi"),
    Column("Năm", 6, "centre", "goal_year"),
    Column("Đánh giá", 15, "text", "progress_class_vi"),
    Column("Ghi chú", 21, "text", "status"),
    # not printed: where the figure comes from
    Column("Tử số", 11, "number", "numerator"),
    Column("Mẫu số", 11, "number", "denominator"),
    Column("Hệ số", 8, "number", "scale"),
    Column("Tính lại", 11, "number", "rebuilt", "=M{row}/N{row}*O{row}"),
    Column("Nguồn", 45, "text", "source_name_vi"),
    Column("Đại lượng", 22, "text", "measure_name_vi"),
)
N_PRINTED = {FIGURES: 12}  # of the sheets that are wider than a page
TARGET_COLUMNS = (
    Column("Mã", 9, "code", "target_id"),
    Column("Chỉ tiêu", 36, "text", "indicator_name_vi"),
    Column("Đánh giá", 16, "text", "class_vi"),
    Column("Giá trị", 9, "number", "value"),
    Column("Đơn vị", 8.5, "text", "uom_symbol_vi"),
    Column("Kỳ số liệu", 11, "text", "period_name"),
    Column("Mục tiêu theo văn bản", 18, "text", "number_vi"),
    Column("Mức so sánh", 8, "number", "goal_low"),
    Column("Năm", 7, "centre", "year_vi"),
    Column("Chênh lệch", 8, "number", "gap", "=D{row}-H{row}"),
    Column("Đạt so với mục tiêu", 8, "percent", "share", "=D{row}/H{row}"),
    Column("Nhịp so với cần thiết", 8, "dec2", "linear_ratio"),
    Column("Cần thêm mỗi năm", 9, "number", "required_step"),
    Column("Dòng văn bản", 10, "centre", "line_vi"),
    Column("Nguồn số liệu", 22, "text", "source_name_vi"),
    Column("Ghi chú", 15, "text", "status"),
)
HELD_COLUMNS = (
    Column("Loại", 9, "centre", "kind_vi"),
    Column("Địa bàn", 15, "text", "area_name_vi"),
    Column("Chỉ tiêu", 34, "text", "indicator_name_vi"),
    Column("Kỳ", 17, "text", "period_name"),
    Column("Giá trị đơn vị báo", 12, "number", "observed"),
    Column("Số đang dùng", 12, "number", "shown_value"),
    Column("Kỳ của số đang dùng", 12, "code", "shown_period_code"),
    Column("Đơn vị tính", 10, "text", "uom_symbol_vi"),
    Column("Lý do", 70, "text", "message_vi"),
)
TASK_COLUMNS = (
    Column("Mã", 11, "code", "task_id"),
    Column("Nhiệm vụ", 72, "text", "text_vi"),
    Column("Cơ quan chủ trì", 32, "text", "agencies"),
    Column("Thời gian", 16, "text", "time_vi"),
    Column("Tình hình", 18, "text", "status_vi"),
    Column("Kỳ báo cáo", 11, "code", "reported_period_code"),
    Column("Dòng văn bản", 14, "text", "line_vi"),
)
NOTES = {
    FIGURES: "Mỗi chỉ tiêu một dòng, kỳ mới nhất trong 12 tháng; nguồn khác: bảng indicator_value của bản công bố. "
    "Cột “Tính lại” là công thức từ tử số, mẫu số; phải bằng cột “Giá trị”.",
    TARGETS: "Việc cần làm gấp đứng trước. “Nhịp” là bước tiến đã có chia cho bước tiến cần có: dưới 1 là chậm.",
    HELD: "Số giữ lại chưa vào tổng và thứ hạng; bảng dùng số công bố gần nhất. Số hỏi lại vẫn dùng, chờ giải trình.",
    TASKS: "Tình hình theo báo cáo NV-01 gần nhất; việc quá hạn đứng trước.",
}


def write_lists(book: Book, figures: list[Row], targets: list[Row], held: list[Row]) -> dict[str, Placed]:
    """Write the sheets of figures, targets and held figures; returns where their rows stand."""
    return {
        TARGETS: _list(book, TARGETS, "Tiến độ các mục tiêu", TARGET_COLUMNS, targets),
        FIGURES: _list(book, FIGURES, "Số liệu toàn tỉnh: số chính mới nhất của mỗi chỉ tiêu", FIGURE_COLUMNS, figures),
        HELD: _list(book, HELD, "Số đang giữ lại và số đang hỏi lại", HELD_COLUMNS, held),
    }


def write_tasks(book: Book, tasks: list[Row]) -> Placed:
    """Write the sheet of tasks."""
    return _list(book, TASKS, "Nhiệm vụ được giao", TASK_COLUMNS, tasks)


def _list(book: Book, name: str, title: str, columns: tuple[Column, ...], rows: list[Row]) -> Placed:
    """A wide sheet with one list."""
    sheet = book.sheet(name, title, is_wide=True)
    sheet.write(3, 0, NOTES[name] if rows else "Không có dòng nào trong bản công bố này.", book.formats["subtitle"])
    placed = book.list_sheet(sheet, HEAD_ROW, columns, rows, n_printed=N_PRINTED.get(name))
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    return placed
