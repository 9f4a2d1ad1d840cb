"""Texts of the declaration workbook: (Vietnamese, English) pairs. The workbook itself is Vietnamese."""

from __future__ import annotations

DECLARATION: dict[str, tuple[str, str]] = {
    "declare_title": ("KHAI BÁO BIỂU MỚI HOẶC BỐ CỤC MỚI", "DECLARATION OF A NEW FORM OR LAYOUT"),
    "declare_file": ("Lập từ tệp “{file}”.", "Made from the file “{file}”."),
    "declare_step": ("Bước {n}", "Step {n}"),
    "declare_step_1": (
        "Mở trang “Lựa chọn”: mỗi dòng là một điều chưa rõ, chỉ phải trả lời một lần. Chọn"
        " trong danh sách ở cột “Chọn”.",
        "Open the sheet “Lựa chọn”: each row is one open choice, answered once, from the list in column “Chọn”.",
    ),
    "declare_step_2": (
        "Ô vàng là phỏng đoán. Nếu gợi ý đúng, ghi “đúng như gợi ý”; nếu không, chọn mã khác.",
        "A yellow cell is a guess. Where it is right write “đúng như gợi ý”; else choose another code.",
    ),
    "declare_step_3": (
        "Chưa có mã phù hợp: thêm một dòng ở trang “Chỉ tiêu mới” hoặc “Phân tổ mới”, rồi ghi mã đó vào cột “Chọn”.",
        "Where no code fits, add a row to “Chỉ tiêu mới” or “Phân tổ mới”, and write its code into column “Chọn”.",
    ),
    "declare_step_4": (
        "Xem trang “Cột” và “Dòng”: bên phải là tiêu đề, tên dòng và số liệu đúng như trên trang tính. Sửa ô nào sai.",
        "Look through “Cột” and “Dòng”: on the right stand headers, labels and figures of the sheet. Correct"
        " what is wrong.",
    ),
    "declare_step_5": (
        "Dòng thừa thì xoá cả dòng; không đổi tên trang, không sửa hai dòng đầu của mỗi trang.",
        "Delete whole rows that are not needed; keep the names of sheets and the first two rows of each.",
    ),
    "declare_step_6": (
        "Lưu, rồi chạy: chiso form declare TỆP_NÀY --dry-run. Mọi lỗi được nêu cùng lúc, theo từng ô, và tệp được"
        " đọc thử.",
        "Save, then run: chiso form declare THIS_FILE --dry-run. It names every fault by cell, and tries the file out.",
    ),
    "declare_step_7": (
        "Khi không còn lỗi, chạy lại không có --dry-run để ghi vào danh mục.",
        "Without faults, run it without --dry-run to write the seeds.",
    ),
    "declare_colour_open": ("cam", "orange"),
    "declare_means_open": ("Chưa biết; phải chọn ở trang “Lựa chọn”.", "Unknown; to be chosen on “Lựa chọn”."),
    "declare_colour_guess": ("vàng", "yellow"),
    "declare_means_guess": ("Phỏng đoán; phải xác nhận ở trang “Lựa chọn”.", "A guess; to be confirmed on “Lựa chọn”."),
    "declare_colour_sheet": ("xanh", "blue"),
    "declare_means_sheet": ("Lấy từ trang tính hoặc suy ra từ đó; nên xem lại.", "Taken from the sheet; look it over."),
    "declare_colour_kept": ("trắng", "white"),
    "declare_means_kept": ("Giữ như phiên bản trước.", "Kept as in the version before."),
    "declare_colour_beside": ("xám", "grey"),
    "declare_means_beside": ("Chỉ để đối chiếu với trang tính; không được đọc.", "To compare with; not read."),
    "declare_sheet_forms": ("Mã, tên, nguồn và thời hạn của biểu.", "Code, name, source and validity of the form."),
    "declare_sheet_form_anchors": (
        "Những ô có trên mọi bản của biểu; nên có năm nếu bảng đổi theo năm.",
        "Cells that stand on every copy; with the year where the table changes yearly.",
    ),
    "declare_sheet_form_blocks": (
        "Mỗi bảng trên trang là một khối; bảng có mỗi năm một cột thì mỗi năm một khối, có kỳ riêng.",
        "Each table is a block; where each year is a column, each year is a block with its own period.",
    ),
    "declare_sheet_form_columns": ("Mỗi cột: vai trò, ý nghĩa, đơn vị.", "Each column: role, meaning, unit."),
    "declare_sheet_form_rows": ("Mỗi dòng: mã số, ý nghĩa, đơn vị.", "Each line: code, meaning, unit."),
    "declare_sheet_aliases": ("Tên địa bàn chưa biết; xoá dòng nếu là dòng tổng.", "Unknown areas; delete totals."),
    "declare_sheet_indicators": ("Chỉ tiêu chưa có trong danh mục.", "Indicators that the codebook lacks."),
    "declare_sheet_breakdowns": ("Phân tổ chưa có trong danh mục.", "Breakdowns that the codebook lacks."),
    "declare_form_no": ("Biểu số mấy", "Which form"),
    "declare_list_title": ("Ngoài danh sách", "Not in the list"),
    "declare_list_other": (
        "Mã này không có trong danh sách. Chỉ giữ nếu mã được khai ở trang “Chỉ tiêu mới” hay “Phân tổ mới”.",
        "This code is not in the list. Keep it only if it is declared on “Chỉ tiêu mới” or “Phân tổ mới”.",
    ),
    "declare_confirm": ("Xác nhận phỏng đoán", "Confirm the guess"),
}


def text(code: str, **values: object) -> str:
    """The Vietnamese text `code` with `values` filled in. Raises KeyError for a code that is not listed."""
    return DECLARATION[code][0].format(**values)
