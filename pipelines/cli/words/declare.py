"""Sentences of `chiso form diff --out X.xlsx` and `chiso form declare`."""

from __future__ import annotations

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
