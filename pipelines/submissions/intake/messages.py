"""The catalogue of what receiving and accepting say, in Vietnamese and English, and the error that carries it.

These sentences are for whoever runs the month, so they may name options of the command line.
"""

from __future__ import annotations

from pipelines.errors import ChisoError, Message, message

MESSAGES: dict[str, tuple[str, str]] = {
    "path_missing": (
        "Không có tệp hay thư mục “{path}”; hãy kiểm tra lại đường dẫn.",
        "There is no file or folder “{path}”; check the path.",
    ),
    "code_unknown": (
        "--{option} {code}: không có mã này trong danh mục {table}; hãy dùng một mã đã khai báo.",
        "--{option} {code}: no such code in {table}; use a declared one.",
    ),
    "reason_missing": (
        "Cần --reason (lý do) và --owner (người chịu trách nhiệm), để người sau hiểu quyết định.",
        "--reason and --owner are needed, so that those who come later understand the decision.",
    ),
    "nothing_waits": (
        "Biên nhận {receipt} không có đề xuất nào đang chờ; xem: chiso waiting.",
        "Receipt {receipt} has no proposal that waits; see: chiso waiting.",
    ),
    "nothing_open": (
        "Không có tệp nào mang mã {file_id} cần người xử lý; xem danh sách: chiso status.",
        "No open file has the id {file_id}; for the list: chiso status.",
    ),
    "proposal_dismissed": (
        "đã có quyết định không nhận tệp này; hãy gửi lại số liệu theo biểu mẫu được cấp",
        "it was decided not to take this file; send the figures again in the form provided",
    ),
    "workers_do_not_start": (
        "Trình đọc không khởi động được ({detail}). Xoá thư mục .venv rồi gõ make run để cài lại môi trường.",
        "The reader does not start ({detail}). Remove .venv and call make run to install it anew.",
    ),
}


class IntakeError(ChisoError):
    """Files cannot be received, read or accepted; nothing was written to the ledger."""


def intake_message(code: str, /, **values: object) -> Message:
    """The sentence `code` with `values` filled in."""
    return message(MESSAGES, code, **values)
