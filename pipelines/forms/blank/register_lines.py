"""The lines of a register on a form: numbered room for as many entities as there may be, or what is already known.

Here: those lines, their checks, what is told about them. Not here: the rest of the sheet (blank.py, guide.py).
"""

# xlsxwriter ships hints for arguments and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipelines.forms.blank.layout import Column, Layout
from pipelines.forms.blank.phrases import PRIVACY
from pipelines.forms.blank.style import LINE, lines_of

Entity = Mapping[str, float | int | str]  # col_key -> what stands there; of a date column YYYY-MM-DD
ROOM, SPARE = 15, 5  # numbered lines of an empty register, and below what is filled in
DOTS = "…"  # the printed original's sign that more lines may follow
LOOKS = {"stt": "entry_centre", "value": "value_1", "date": "entry_date"}
PERSONAL = "Dữ liệu cá nhân: chỉ lưu ở bảng hạn chế, không công bố."
MEANS = {
    "stt": "Số thứ tự.",
    "label": "Tên đối tượng; mỗi dòng một đối tượng.",
    "entity_key": "Mã nhận ra đối tượng qua các kỳ; mỗi mã một dòng.",
    "value": "Số theo đơn vị ghi ở tiêu đề; không có thì ghi “-”, chưa thu thập được thì ghi “...”.",
    "date": "Ngày/tháng/năm, ví dụ 05/12/2026.",
    "context": "Chữ.",
}
STEP = (
    "Danh sách: mỗi dòng một đối tượng, không gộp ô. Thiếu dòng thì chèn thêm phía trên dòng “…”; dòng thừa để trống. "
    "Dòng tên nhóm và dòng Tổng cộng không bắt buộc; có thì chỉ ghi tên nhóm hoặc số cộng. Không có đối tượng nào thì "
    "đánh dấu không phát sinh ở đầu biểu, không ghi dòng nào."
)
DATES = {
    "validate": "date",
    "criteria": "between",
    "minimum": datetime(1990, 1, 1),
    "maximum": datetime(2100, 12, 31),
    "error_title": "Ngày",
    "error_message": "Ghi ngày/tháng/năm, ví dụ 05/12/2026.",
}


def notes(page: Layout) -> tuple[str, str]:
    """What stands below a register."""
    personal = ", ".join(column.code for column in page.columns if column.is_personal)
    private = f"Cột {personal}: {PERSONAL[0].lower()}{PERSONAL[1:]}" if personal else PRIVACY
    return f"Ghi chú: {STEP}", private


def means(column: Column) -> str:
    """What a column asks for, in the guide."""
    return PERSONAL if column.is_personal else MEANS[column.role]


def write_lines(
    sheet: Worksheet,
    look: Mapping[str, Format],
    page: Layout,
    row: int,
    widths: Sequence[float],
    known: Sequence[Entity],
) -> int:
    """Write the lines from `row` on; the next free row."""
    last = row + max(ROOM, len(known) + SPARE)
    for at in range(row, last):
        entity: Entity = known[at - row] if at - row < len(known) else {}
        tall = 1
        for place, column in enumerate(page.columns):
            value = at - row + 1 if column.role == "stt" else entity.get(column.key, "")
            _cell(sheet, (at, place), value, column, look)
            tall = max(tall, lines_of(str(value), widths[place]))
        sheet.set_row(at, tall * LINE + 2)
    for place, column in enumerate(page.columns):
        _cell(sheet, (last, place), DOTS, column, look)
        _guard(sheet, (row, last - 1), place, column)
    sheet.set_row(last, LINE + 2)
    return last + 1


def _cell(
    sheet: Worksheet, at: tuple[int, int], value: float | int | str, column: Column, look: Mapping[str, Format]
) -> None:
    style = look[LOOKS.get(column.role, "entry")]
    if isinstance(value, int | float):
        sheet.write_number(*at, value, style)
    elif column.role == "date" and value and value != DOTS:
        sheet.write_datetime(*at, datetime.combine(date.fromisoformat(value), datetime.min.time()), style)
    elif value:
        sheet.write_string(*at, value, style)
    else:
        sheet.write_blank(*at, None, style)


def _guard(sheet: Worksheet, rows: tuple[int, int], place: int, column: Column) -> None:
    """Numbers and days are refused where they are neither; symbols may stand for a number."""
    if column.role == "date":
        sheet.data_validation(rows[0], place, rows[1], place, DATES)
    elif column.role == "value":
        cell = xl_rowcol_to_cell(rows[0], place)
        symbols = "".join(f',{cell}="{symbol}"' for symbol in ("-", "...", "x"))
        options = {
            "validate": "custom",
            "value": f"=OR(ISNUMBER({cell}){symbols})",
            "error_title": "Số",
            "error_message": "Ghi số; không có thì ghi “-”, chưa thu thập được thì ghi “...”.",
        }
        sheet.data_validation(rows[0], place, rows[1], place, options)
