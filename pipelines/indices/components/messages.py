"""Texts of the evidence of components: errors, and why a received file is not in the folder."""

from __future__ import annotations

from pipelines.errors import ChisoError, message

ERRORS: dict[str, tuple[str, str]] = {
    "unknown_component": (
        'Không có thành phần {component}. Các mã: chiso query "select component_code, name_vi from index_component".',
        'There is no component {component}. Codes: chiso query "select component_code, name_vi from index_component".',
    ),
    "folder_exists": (
        "Thư mục {folder} đã có. Chọn thư mục khác, hoặc xoá thư mục ấy rồi chạy lại.",
        "The folder {folder} exists. Choose another, or delete it and run the command again.",
    ),
}
LEFT_OUT: dict[str, tuple[str, str]] = {
    "personal": ("có cột dữ liệu cá nhân", "it has columns of personal data"),
    "lost": ("bản gốc không còn hoặc đã bị thay đổi", "its original is gone or was changed"),
}


class EvidenceError(ChisoError):
    """Evidence that cannot be written: the component is not known, or its folder exists."""


def refuse(code: str, **values: object) -> EvidenceError:
    """The error `code` with its values."""
    return EvidenceError(message(ERRORS, code, **values))
