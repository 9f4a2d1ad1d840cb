"""The catalogue of what reading a workbook says to a person: (Vietnamese, English) pairs.

A detail fills the sentence of a reason why a file is unreadable (`pipelines.submissions.messages.UNREADABLE`).
"""

from __future__ import annotations

from pipelines.errors import Message, message

DETAILS: dict[str, tuple[str, str]] = {
    "zip_damaged": ("phần nén bên trong không mở được", "its compressed content cannot be opened"),
    "unzipped_size": ("{size} MB, {parts} phần", "{size} MB, {parts} parts"),
    "same_part_twice": ("hai phần trùng tên", "two parts of one name"),
    "too_many_cells": ("hơn {cells_vi} ô", "more than {cells_en} cells"),
    "plain_text": ("CSV / văn bản", "CSV / text"),
    "reader_error": ("nội dung không đúng cấu trúc bảng tính", "its content is not built as a workbook's"),
    "reader_reader_died": ("dừng đột ngột khi đọc", "reading stopped"),
    "reader_memory": ("hết bộ nhớ khi đọc", "reading ran out of memory"),
    "reader_timeout": ("đọc quá lâu", "reading took too long"),
}
EVIDENCE: dict[str, tuple[str, str]] = {
    "decoded": ("giải mã từ {scheme}: “{text}”", "decoded from {scheme}: “{text}”"),
}


def detail(code: str, **values: object) -> Message:
    """The detail `code` of DETAILS with `values` filled in."""
    return message(DETAILS, code, **values)


def evidence(code: str, **values: object) -> Message:
    """The evidence `code` of EVIDENCE with `values` filled in."""
    return message(EVIDENCE, code, **values)


def joined(details: list[Message]) -> Message:
    """Several details as one, separated by semicolons."""
    return Message("details", "; ".join(d.vi for d in details), "; ".join(d.en for d in details))
