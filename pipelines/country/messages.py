"""Sentences about the country (COUNTRY): code -> (Vietnamese, English)."""

from __future__ import annotations

from pipelines.errors import ChisoError, Message, message

COUNTRY: dict[str, tuple[str, str]] = {
    "nothing_published": ("Tỉnh chưa công bố bản nào.", "The province has published no release."),
    "not_verified": (
        "{path}: {vi} Xem chiso verify --deep --province {province}.",
        "{path}: {en} See chiso verify --deep --province {province}.",
    ),
    "ledger_unreadable": ("Sổ cái không đọc được: {vi}.", "The ledger cannot be read: {en}."),
    "ledger_lost": (
        "Có bản công bố nhưng không có sổ cái {path}; khôi phục từ bản sao lưu: chiso restore.",
        "There are releases and no ledger {path}; restore it from the backup: chiso restore.",
    ),
    "tables_lack": (
        "Bản công bố {release_id} của phiên bản phần mềm trước, thiếu {names}; chạy lại chiso run --province"
        " {province}.",
        "Release {release_id} is of an earlier version of the software and lacks {names}; call chiso run --province"
        " {province} again.",
    ),
    "nothing_to_join": (
        "Không tỉnh nào có bản công bố qua được kiểm tra dưới {data}: {vi} Công bố trước: chiso country run"
        " --period KỲ.",
        "No province has a release under {data} that passes its verification: {en} Publish first: chiso country run"
        " --period PERIOD.",
    ),
    "province_undeclared": (
        "Danh mục chưa khai báo tỉnh {names}. Khai báo trước: chiso province new MÃ.",
        "The codebook does not declare province {names}. Declare it first: chiso province new CODE.",
    ),
    "process_died": (
        "Tiến trình của tỉnh dừng đột ngột (mã {exit_code}); các tỉnh khác không bị ảnh hưởng. Chạy lại: chiso country"
        " run --period KỲ --province {province}.",
        "The province's process died (code {exit_code}); no other province is affected. Run it again: chiso country"
        " run --period PERIOD --province {province}.",
    ),
    "gate_refused": (
        "Khâu kiểm soát từ chối: {vi}",
        "The gate refused: {en}",
    ),
}


class CountryError(ChisoError):
    """The marts of the country cannot be made, or a province that was asked for is not declared."""


def said(code: str, **values: object) -> Message:
    """The sentence `code` of COUNTRY."""
    return message(COUNTRY, code, **values)
