"""The catalogue of what form diff says: (Vietnamese, English) pairs.

The sentences of notes are the command line's (`pipelines.cli.words.form_diff`), which also prints them.
"""

from __future__ import annotations

from pipelines.codebook.placeholders import placeholder
from pipelines.errors import Message, message

PLACEHOLDERS: dict[str, tuple[str, str]] = {  # what only a person can choose, between < and > in a seed row
    "indicator": ("mã chỉ tiêu", "indicator code"),
    "breakdown": ("mã phân tổ", "breakdown code"),
    "measure": ("mã thước đo", "measure code"),
    "unit": ("mã đơn vị tính", "unit code"),
    "row_code": ("mã số", "row code"),
    "role": ("vai trò", "role"),
    "name_en": ("tên tiếng Anh", "English name"),
    "period": ("mã kỳ", "period code"),
    "is_personal": ("có dữ liệu cá nhân: true hay false", "personal data: true or false"),
    "header": ("tiêu đề", "header"),
    "anchor": ("một ô chỉ phiên bản này có", "a cell that only this version has"),
    "valid_from": ("ngày bắt đầu hiệu lực", "first day of validity"),
    "form": ("mã biểu", "form code"),
    "form_name": ("tên biểu", "form name"),
    "reporter_kind": ("loại đơn vị báo cáo", "kind of reporter"),
    "frequency": ("loại kỳ", "kind of period"),
    "calendar": ("lịch", "calendar"),
    "source": ("mã nguồn", "source code"),
    "area": ("mã địa bàn", "area code"),
}
ERRORS: dict[str, tuple[str, str]] = {
    "no_table": (
        "Tệp “{name}”: không trang hiện nào có bảng (tiêu đề và ít nhất hai dòng có tên); kiểm tra lại tệp.",
        "File “{name}”: no visible sheet has a table (a header and at least two named rows); check the file.",
    ),
}


class Placeholders:
    """Writes placeholders in one language: `<mã chỉ tiêu «Số doanh nghiệp»>`."""

    def __init__(self, lang: str = "vi") -> None:
        self._lang = lang

    def __call__(self, code: str, header: str = "") -> str:
        """The placeholder `code` for what is printed as `header`; equal placeholders mean equal choices."""
        return placeholder(message(PLACEHOLDERS, code).in_lang(self._lang), header)


def error(code: str, **values: object) -> Message:
    """The error `code` of ERRORS with `values` filled in."""
    return message(ERRORS, code, **values)
