"""Sentences about the answers in a review list: (Vietnamese, English) pairs."""

from __future__ import annotations

ANSWERS: dict[str, tuple[str, str]] = {
    "no_list": (
        "{file} không phải danh sách soát xét: không có trang nào có cột “{column}”. Lập lại bằng chiso review.",
        "{file} is no review list: no sheet has the column “{column}”. Write a new one with chiso review.",
    ),
    "columns_gone": (
        "thiếu cột {columns}; hãy chép lại tiêu đề cột như danh sách gốc",
        "columns are missing: {columns}; restore their headings as in the original list",
    ),
    "key_damaged": (
        "mã dòng “{text}” không còn nguyên; hãy chép lại mã từ danh sách gốc, hoặc xoá các câu trả lời của dòng này",
        "the key “{text}” is not whole; copy it from the original list, or clear the answers of this line",
    ),
    "repeated": (
        "số liệu này đã có ở dòng {row}; hãy giữ một dòng",
        "this figure stands in row {row} already; keep one line",
    ),
    "no_decision": (
        "“{text}” không phải một quyết định; chọn một trong: {choices}, hoặc xoá các câu trả lời của dòng này",
        "“{text}” is no decision; choose one of: {choices}, or clear the answers of this line",
    ),
    "cannot_waive": (
        "số liệu này không vi phạm đúng một quy tắc nói riêng về nó, nên không miễn áp dụng được; hãy chọn “Chấp nhận”"
        " nếu số đúng",
        "this figure does not violate exactly one rule about itself, so none can be waived; choose “Chấp nhận” where"
        " the figure is right",
    ),
    "no_number": (
        "“{text}” không phải một số rõ ràng; hãy viết liền, không dấu phân cách hàng nghìn, ví dụ 9792 hoặc 9792,5",
        "“{text}” is no unambiguous number; write it without separators of thousands, such as 9792 or 9792,5",
    ),
    "broken_cell": (
        "ô có lỗi hoặc công thức chưa tính “{text}”; hãy ghi một số",
        "the cell holds an error or a formula without a value “{text}”; write a number",
    ),
    "owner_missing": (
        "thiếu người chịu trách nhiệm (“{text}”); hãy ghi vào ô bên phải “{label}” hoặc dùng --owner",
        "the owner is missing (“{text}”); write it beside “{label}”, or use --owner",
    ),
}
