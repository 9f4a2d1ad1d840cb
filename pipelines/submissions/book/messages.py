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
    # spreadsheets of other programs; those that Excel opens fill `not_a_workbook`, the others `other_program`
    "sylk": ("bảng tính SYLK (.slk)", "SYLK spreadsheet (.slk)"),
    "dif": ("bảng tính DIF (.dif)", "DIF spreadsheet (.dif)"),
    "mht": ("trang web lưu trữ MHT (.mht)", "MHT web archive (.mht)"),
    "dbf": ("bảng dBase/FoxPro (.dbf)", "dBase/FoxPro table (.dbf)"),
    "numbers": (
        "bảng tính Apple Numbers; hãy mở bằng Numbers, chọn Tệp → Xuất sang → Excel",
        "a spreadsheet of Apple Numbers; open it in Numbers, use File → Export To → Excel",
    ),
    "lotus": (
        "bảng tính Lotus 1-2-3; hãy mở bằng LibreOffice Calc, lưu thành .xlsx",
        "a Lotus 1-2-3 spreadsheet; open it in LibreOffice Calc and save it as .xlsx",
    ),
    "quattro": (
        "bảng tính Quattro Pro; hãy mở bằng LibreOffice Calc, lưu thành .xlsx",
        "a Quattro Pro spreadsheet; open it in LibreOffice Calc and save it as .xlsx",
    ),
    "works": (
        "bảng tính Microsoft Works; hãy mở bằng LibreOffice Calc, lưu thành .xlsx",
        "a Microsoft Works spreadsheet; open it in LibreOffice Calc and save it as .xlsx",
    ),
    "flat_ods": (
        "bảng tính OpenDocument dạng XML (.fods); hãy mở bằng LibreOffice Calc, lưu thành .xlsx",
        "a flat OpenDocument spreadsheet (.fods); open it in LibreOffice Calc and save it as .xlsx",
    ),
    "with_doctype": ("tệp XML có khai báo DOCTYPE", "an XML file with a DOCTYPE"),
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
