"""Entries of an inbox or an archive that are not received, with the reason.

The command line, Dagster and archives use the one filter `ignored`. A harmless entry needs nobody, for it is no report;
any other may be one.
"""

from __future__ import annotations

from typing import NamedTuple

REASONS: dict[str, tuple[str, str]] = {  # code of a reason -> (Vietnamese, English)
    "system_file": ("tệp của hệ điều hành, không phải báo cáo", "a file of the operating system, no report"),
    "lock_file": ("tệp tạm của bảng tính đang mở", "the lock file of an open workbook"),
    "partial_file": (
        "tệp tải dở (tên kết thúc bằng .part, .tmp, .crdownload…); xin chép lại cho xong",
        "a download that did not end (.part, .tmp, .crdownload ...); copy the file again",
    ),
    "still_written": (
        "thay đổi trong khi nhận; nhận lại khi đã chép xong",
        "it changed while it was received; receive it again when it is copied",
    ),
    "hidden": ("tệp hoặc thư mục ẩn (tên bắt đầu bằng dấu chấm)", "hidden (its name begins with a dot)"),
    "inline_image": ("ảnh trong lời thư (chữ ký, biểu tượng)", "a picture within the text of a message"),
    "link": ("liên kết tới tệp khác, không đi theo; xin chép chính tệp đó", "a link, not followed; copy the file"),
    "dangling_link": ("liên kết tới tệp không còn nữa", "a link to a file that is not there"),
    "folder_link": ("liên kết tới thư mục khác, không đi theo", "a link to another folder, not followed"),
    "special_file": ("không phải tệp thường (ống dẫn, thiết bị, socket)", "no regular file (FIFO, device or socket)"),
    "unreadable_folder": ("không được phép đọc thư mục; sửa quyền rồi nhận lại", "the folder cannot be read"),
    "unreadable_file": ("không đọc được tệp (quyền hoặc đĩa); sửa rồi nhận lại", "the file cannot be read"),
    "vanished": ("tệp biến mất trong khi nhận; nhận lại nếu cần", "vanished while it was received"),
    "too_large": (
        "tệp quá lớn (quá 200 MB, hay mức đặt bằng CHISO_MAX_FILE_MB); biểu báo cáo thường dưới 10 MB",
        "the file is too large (above 200 MB, or what CHISO_MAX_FILE_MB says); a report is usually under 10 MB",
    ),
    "encrypted": (
        "nằm trong tệp nén có mật khẩu; xin gửi lại không mật khẩu",
        "packed with a password; send it without",
    ),
    "damaged": ("hỏng trong tệp nén; xin gửi lại riêng tệp này", "damaged within the archive; send it by itself"),
    "too_deep": ("tệp nén lồng quá nhiều lớp; xin giải nén trước", "archives nested too deep; unpack them first"),
    "too_many": ("tệp nén có quá nhiều tệp, phần còn lại chưa nhận", "too many files in the archive; the rest is left"),
    "unpacked_too_large": ("giải nén quá lớn; xin gửi riêng tệp này", "unpacks to too much; send it by itself"),
    "message_without_files": ("thư không có tệp đính kèm", "a message without attachments"),
}
HARMLESS = frozenset({"system_file", "lock_file", "hidden", "inline_image"})
SYSTEM_FILES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "icon\r"})
LOCK_PREFIXES = ("~$", ".~lock.")
# what browsers, WinSCP and office programs call a file until its last byte is there
PARTIAL_SUFFIXES = (".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp")
SYSTEM_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information"})


class Skipped(NamedTuple):
    """One entry that is not received: its path as text, and a code of REASONS."""

    source: str
    reason: str

    @property
    def is_harmless(self) -> bool:
        """True where nobody has to look at it."""
        return self.reason in HARMLESS


def reason_text(reason: str, lang: str) -> str:
    """Why an entry is not received; an unknown code, of a later version, as it is."""
    vi, en = REASONS.get(reason, (reason, reason))
    return vi if lang == "vi" else en


def ignored(name: str, is_folder: bool = False) -> str | None:
    """The reason to skip an entry of this name; None for a name that a report may have."""
    folded = name.casefold()
    if folded in (SYSTEM_FOLDERS if is_folder else SYSTEM_FILES) or folded.startswith("._"):
        return "system_file"
    if not is_folder and (folded.startswith(LOCK_PREFIXES) or (folded[:1] == "~" and folded.endswith(".tmp"))):
        return "lock_file"
    if not is_folder and folded.rstrip(". ").endswith(PARTIAL_SUFFIXES):
        return "partial_file"
    return "hidden" if name.startswith(".") else None
