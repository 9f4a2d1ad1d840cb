"""Sentences about what the codebook does not have, and of `chiso form diff --out X.xlsx` and `chiso form declare`."""

from __future__ import annotations

DECLARED: dict[str, tuple[str, str]] = {
    "province_unknown": (
        "Không có tỉnh “{text}”. Các tỉnh đã khai báo: {choices}. Chưa ghi gì.",
        "There is no province “{text}”. Declared provinces: {choices}. Nothing was written.",
    ),
    "period_unknown": (
        "Không có kỳ “{text}”. Gần nhất: {choices}. Chưa ghi gì.",
        "There is no period “{text}”. Nearest: {choices}. Nothing was written.",
    ),
    "form_unknown": (
        "Không có biểu “{text}”. Gần nhất: {choices}. Chưa ghi gì.",
        "There is no form “{text}”. Nearest: {choices}. Nothing was written.",
    ),
    "reporter_unknown": (
        "Không có đơn vị báo cáo “{text}” ở tỉnh {province}. Gần nhất: {choices}. Chưa ghi gì.",
        "There is no reporter “{text}” in province {province}. Nearest: {choices}. Nothing was written.",
    ),
    "reporter_ambiguous": (
        "“{text}” có thể là nhiều đơn vị; chọn một mã: {choices}. Chưa ghi gì.",
        "“{text}” may be several reporters; choose a code: {choices}. Nothing was written.",
    ),
}
DECLARE: dict[str, tuple[str, str]] = {
    "declare_exists": (
        "Tệp {file} đã có; nêu tên khác, hoặc xoá tệp cũ.",
        "File {file} exists already; name another one, or delete it.",
    ),
    "declare_written": (
        "Đã ghi tệp khai báo {file}: {n} lựa chọn ở trang “Lựa chọn”. Điền xong chạy: chiso form declare {file}"
        " --dry-run.",
        "Declaration workbook {file} written: {n} choices on sheet “Lựa chọn”. Fill it, then: chiso form declare {file}"
        " --dry-run.",
    ),
    "declare_faults": (
        "{file}: {n} chỗ phải sửa, nêu ở trên theo trang và ô; chưa ghi gì.",
        "{file}: {n} places to correct, named above by sheet and cell; nothing is written.",
    ),
    "declare_no_file": (
        "Không tìm thấy tệp “{file}” để đọc thử; nêu đường dẫn bằng --file TỆP. Chưa ghi gì.",
        "The file “{file}” to try the rows on is not there; name it with --file FILE. Nothing is written.",
    ),
    "declare_confirm": ("Ghi vào danh mục?", "Write the seeds?"),
    "declare_closes": (
        "Biểu {form}, phiên bản {version} thôi hiệu lực từ {day}: một ô valid_to được sửa, mọi dòng khác giữ nguyên.",
        "Form {form}, version {version} ends on {day}: one cell valid_to changes, every other row stays.",
    ),
}
