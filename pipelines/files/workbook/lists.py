"""The sheets that are one list each: the province's figures, targets, held figures, tasks."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from pipelines.files.content.release import Row
from pipelines.files.workbook.sheet import Book, Column, Placed

FIGURES, TARGETS, HELD, TASKS = "Số liệu tỉnh", "Mục tiêu", "Giữ lại, hỏi lại", "Nhiệm vụ"
HEAD_ROW = 4  # from 0: title, release, notice and a note stand above
FIGURE_COLUMNS = (
    Column("Mã", 20, "code", "indicator_code"),
    Column("Chỉ tiêu", 46, "text", "indicator_name_vi"),
    Column("Cách tính", 12, "text", "measure_vi"),
    Column("Nguồn", 13, "text", "source_vi"),
    Column("Đơn vị", 10, "text", "uom_symbol_vi"),
    Column("Giá trị", 12, "number", "value"),
    Column("Kỳ trước", 12, "number", "previous_value"),
    Column("Chênh lệch", 11, "number", "difference", "=F{row}-G{row}"),
    Column("Tử số", 12, "number", "numerator"),
    Column("Mẫu số", 12, "number", "denominator"),
    Column("Hệ số", 8, "number", "scale"),
    Column("Tính lại", 11, "number", "rebuilt", "=I{row}/J{row}*K{row}"),
    Column("Ghi chú", 22, "text", "status"),
)
TARGET_COLUMNS = (
    Column("Mã", 9, "code", "target_id"),
    Column("Chỉ tiêu", 36, "text", "indicator_name_vi"),
    Column("Đánh giá", 16, "text", "class_vi"),
    Column("Giá trị", 9, "number", "value"),
    Column("Đơn vị", 8.5, "text", "uom_symbol_vi"),
    Column("Kỳ số liệu", 11, "text", "period_name"),
    Column("Mục tiêu theo văn bản", 18, "text", "number_vi"),
    Column("Mức so sánh", 8, "number", "goal_low"),
    Column("Năm", 6, "centre", "horizon_to"),
    Column("Chênh lệch", 8, "number", "gap", "=D{row}-H{row}"),
    Column("Đạt so với mục tiêu", 8, "percent", "share", "=D{row}/H{row}"),
    Column("Nhịp so với cần thiết", 8, "dec2", "linear_ratio"),
    Column("Cần thêm mỗi năm", 8, "number", "required_step"),
    Column("Dòng văn bản", 9, "text", "line_vi"),
    Column("Nguồn số liệu", 20, "text", "source_name_vi"),
    Column("Ghi chú", 14, "text", "status"),
)
HELD_COLUMNS = (
    Column("Loại", 9, "centre", "kind_vi"),
    Column("Địa bàn", 15, "text", "area_name_vi"),
    Column("Chỉ tiêu", 34, "text", "indicator_name_vi"),
    Column("Kỳ", 17, "text", "period_name"),
    Column("Số đơn vị báo", 12, "number", "observed"),
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
# What readers call codes that have no table of labels in the release; another code is shown as it is.
MEASURES = {"in_period": "trong kỳ", "ytd": "từ đầu năm", "level": "mức", "rank": "thứ hạng"}
SOURCES = {"commune_sum": "cộng các xã", "province_admin": "sở, ngành", "province_stat": "thống kê"}
NOTES = {
    FIGURES: "Cột “Tính lại” là công thức từ tử số, mẫu số của bản công bố; phải bằng cột “Giá trị”.",
    TARGETS: "Việc cần làm gấp đứng trước. “Nhịp” là bước tiến đã có chia cho bước tiến cần có: dưới 1 là chậm.",
    HELD: "Số giữ lại chưa vào tổng và thứ hạng; bảng dùng số công bố gần nhất. Số hỏi lại vẫn dùng, chờ giải trình.",
    TASKS: "Tình hình theo báo cáo NV-01 gần nhất; việc quá hạn đứng trước.",
}


def write_lists(book: Book, figures: list[Row], targets: list[Row], held: list[Row]) -> dict[str, Placed]:
    """Write the sheets of figures, targets and held figures; returns where their rows stand."""
    for row in figures:
        row["measure_vi"] = MEASURES.get(row["measure_code"], row["measure_code"])
        row["source_vi"] = SOURCES.get(row["source_code"], row["source_code"])
    return {
        TARGETS: _list(book, TARGETS, "Tiến độ các mục tiêu", TARGET_COLUMNS, targets),
        FIGURES: _list(book, FIGURES, "Số liệu toàn tỉnh của kỳ", FIGURE_COLUMNS, figures),
        HELD: _list(book, HELD, "Số đang giữ lại và số đang hỏi lại", HELD_COLUMNS, held),
    }


def write_tasks(book: Book, tasks: list[Row]) -> Placed:
    """Write the sheet of tasks."""
    return _list(book, TASKS, "Nhiệm vụ được giao", TASK_COLUMNS, tasks)


def _list(book: Book, name: str, title: str, columns: tuple[Column, ...], rows: list[Row]) -> Placed:
    """A wide sheet with one list."""
    sheet = book.sheet(name, title, is_wide=True)
    sheet.write(3, 0, NOTES[name] if rows else "Không có dòng nào trong bản công bố này.", book.formats["subtitle"])
    placed = book.list_sheet(sheet, HEAD_ROW, columns, rows)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    return placed
