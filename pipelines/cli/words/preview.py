"""Sentences and headings of `chiso receive --preview`."""

from __future__ import annotations

PREVIEW: dict[str, tuple[str, str]] = {
    "preview_file": (
        "{file}: biểu {form}, {reporter_code}, {period_code}, loại: {mode}.",
        "{file}: form {form}, {reporter_code}, {period_code}, {mode}.",
    ),
    "preview_not_read": (
        "{file}: sẽ không được nhận số liệu. {message}",
        "{file}: no figure would be taken. {message}",
    ),
    "preview_meets_none": ("  Chưa có báo cáo nào trước đó.", "  No report stands there yet."),
    "preview_meets_full": ("  Thay toàn bộ: {receipts}.", "  Replaces all of: {receipts}."),
    "preview_meets_partial": ("  Điều chỉnh một số ô của: {receipts}.", "  Corrects some cells of: {receipts}."),
    "preview_meets_withdrawal": ("  Rút: {receipts}.", "  Withdraws: {receipts}."),
    "preview_counts": (
        "  {changed} số liệu đổi, {added} thêm, {removed} mất, {rejected} không đọc được, {same} giữ nguyên.",
        "  {changed} figures change, {added} come, {removed} go, {rejected} cannot be read, {same} stay.",
    ),
    "preview_decision": (
        "  Quyết định số {seq} dựa vào số cũ của ô {cell}: hãy xem lại sau khi nhận.",
        "  Decision {seq} rests on the old figure of {cell}: look at it again after receiving.",
    ),
    "preview_nothing_stored": (
        "Đã xem trước {n} tệp; chưa nhận tệp nào. Để nhận: bỏ --preview.",
        "{n} files previewed, none received. Leave out --preview to receive them.",
    ),
    "figure_none": ("(không có)", "(none)"),
    "change_changed": ("đổi", "changes"),
    "change_added": ("thêm", "comes"),
    "change_removed": ("mất", "goes"),
    "change_rejected": ("không đọc được", "cannot be read"),
    "head_mode": ("Loại", "Mode"),
    "head_row_code": ("Mã số", "Row"),
    "head_what": ("Chỉ tiêu", "Indicator"),
    "head_measure": ("Cột", "Measure"),
    "head_old": ("Cũ", "Old"),
    "head_new": ("Mới", "New"),
}
