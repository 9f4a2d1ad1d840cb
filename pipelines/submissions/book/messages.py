"""The catalogue of what reading a workbook says to a person: (Vietnamese, English) pairs.

A detail fills the sentence of a reason why a file is unreadable (`pipelines.submissions.messages.UNREADABLE`).
"""

from __future__ import annotations

from pipelines.errors import Message, message

DETAILS: dict[str, tuple[str, str]] = {
    "zip_damaged": ("gói ZIP không mở được: “{error}”", "the ZIP package cannot be opened: “{error}”"),
    "unzipped_size": ("{size} MB, {parts} phần", "{size} MB, {parts} parts"),
    "same_part_twice": ("hai phần trùng tên", "two parts of one name"),
    "too_many_cells": ("hơn {cells_vi} ô", "more than {cells_en} cells"),
    "plain_text": ("CSV / văn bản", "CSV / text"),
    "reader_error": ("trình đọc {reader} báo lỗi “{error}”", "reader {reader} reports “{error}”"),
    "reader_reader_died": ("trình đọc {reader} dừng đột ngột", "reader {reader} stopped"),
    "reader_memory": ("trình đọc {reader} hết bộ nhớ", "reader {reader} ran out of memory"),
    "reader_timeout": ("trình đọc {reader} đọc quá lâu", "reader {reader} took too long"),
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
