"""What is wrong with a declaration workbook: (Vietnamese, English) pairs."""

from __future__ import annotations

from pipelines.errors import Message, message

DECLARE: dict[str, tuple[str, str]] = {
    "not_a_declaration": (
        "Tệp “{name}” không phải tệp khai báo của chiso: thiếu trang “{sheet}”. Lập tệp bằng: chiso form diff TỆP --out"
        " KHAI_BAO.xlsx.",
        "File “{name}” is no declaration workbook of chiso: sheet “{sheet}” is missing. Make one with: chiso form diff"
        " FILE --out DECLARATION.xlsx.",
    ),
    "column_gone": (
        "thiếu cột “{column}” ở dòng 2; hãy khôi phục hai dòng đầu của trang",
        "column “{column}” is missing in row 2; restore the first two rows of the sheet",
    ),
    "choice_open": (
        "chưa chọn “{mark}”; chọn ở cột “Chọn” (dùng ở {n} ô)",
        "“{mark}” is not chosen; choose it in column “Chọn” (it stands in {n} cells)",
    ),
    "mark_open": (
        "còn “{mark}” mà trang “Lựa chọn” không có; ghi mã vào ô này",
        "“{mark}” is left, and the sheet “Lựa chọn” does not have it; write a code into this cell",
    ),
    "code_unknown": (
        "“{text}” không có trong danh mục {table}{near}; chọn trong danh sách, hoặc khai mã mới ở trang “Chỉ tiêu mới”"
        " hay “Phân tổ mới”",
        "“{text}” is not in table {table}{near}; choose from the list, or declare a new code on “Chỉ tiêu mới” or “Phân"
        " tổ mới”",
    ),
    "word_unknown": ("“{text}” không có trong danh sách: {known}", "“{text}” is not in the list: {known}"),
    "value_due": ("ô này phải có giá trị", "this cell needs a value"),
    "not_a_day": ("“{text}” không phải ngày; ghi như 14/10/2026", "“{text}” is no day; write it as 14/10/2026"),
    "not_whole": ("“{text}” không phải số nguyên", "“{text}” is no whole number"),
    "form_row_unknown": (
        "“{text}” không phải số dòng nào của trang “Biểu” (1 là biểu đầu tiên)",
        "“{text}” is the number of no row of sheet “Biểu” (1 is the first form)",
    ),
    "column_unknown": (
        "“{text}” không phải tên kỹ thuật của cột số nào trong khối; ghi “tất cả”, hoặc tên ở trang “Cột”",
        "“{text}” is the technical name of no column of figures of the block; write “tất cả”, or names of sheet “Cột”",
    ),
    "nothing_declared": ("trang “Biểu” không có dòng nào", "sheet “Biểu” has no row"),
}


def fault(code: str, **values: object) -> Message:
    """The text `code` with `values` filled in."""
    return message(DECLARE, code, **values)
