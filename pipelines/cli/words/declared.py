"""Sentences about a province, period, form or reporter that the codebook does not have."""

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
