"""Sentences that stand on every form.

Here: texts that no form's own rows give. Not here: where they stand (blank.py), a register (register_lines.py).
"""

from __future__ import annotations

NOTE = (
    "Ghi chú: “-” không phát sinh; “...” có phát sinh nhưng chưa thu thập được; “x” không áp dụng (không phải điền). "
    "Ô để trống là chưa báo cáo."
)
KINDS = ("Loại báo cáo: Đầy đủ", "Loại báo cáo: Bổ sung, điều chỉnh", "Loại báo cáo: Rút báo cáo đã gửi")
KIND = {
    "validate": "list",
    "value": list(KINDS),
    "input_title": "Loại báo cáo",
    "input_message": "Gửi lại để sửa: chọn “Bổ sung, điều chỉnh” và chỉ điền các ô cần sửa, ô để trống giữ số đã gửi.",
    "error_title": "Loại báo cáo",
    "error_message": "Chọn một loại trong danh sách.",
}
PRIVACY = "Không ghi họ tên, số điện thoại, số định danh của cá nhân vào biểu."
