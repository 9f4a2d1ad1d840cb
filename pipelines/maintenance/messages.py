"""Sentences of backup and restore: code -> (Vietnamese, English). Those of the health checks are in health/messages.py.

Names in braces are filled in by the caller.
"""

from __future__ import annotations

MAINTENANCE: dict[str, tuple[str, str]] = {
    # ---- a backup or restore that is refused ----
    "nothing_to_back_up": (
        "Tỉnh {province} chưa có sổ cái ở {ledger}, nên chưa có gì để sao lưu. Kiểm tra --province và --data.",
        "Province {province} has no ledger at {ledger}: there is nothing to back up. Check --province and --data.",
    ),
    "inside_data": (
        "Không sao lưu vào {folder}: nơi sao lưu nằm trong (hoặc chứa) thư mục dữ liệu {data}. Chọn ổ đĩa khác.",
        "No backup into {folder}: it lies in (or contains) the data folder {data}. Choose another disk.",
    ),
    "other_history": (
        "Bản sao lưu ở {folder} có sổ cái {n_copy} mục mà sổ cái hiện nay ({n} mục) không nối tiếp: sổ cái hiện nay đã"
        " bị cắt hoặc thay. Chưa ghi gì. So hai sổ cái; nếu bản sao lưu đúng, khôi phục nó bằng chiso restore.",
        "The backup at {folder} has a ledger of {n_copy} entries which the present one ({n} entries) does not continue:"
        " the present ledger was cut or replaced. Nothing was written. Compare both; where the backup is right, restore"
        " it with chiso restore.",
    ),
    "no_backup": (
        "Ở {folder} không có bản sao lưu của tỉnh {province} (thiếu {listing}). Kiểm tra đường dẫn và --province.",
        "There is no backup of province {province} at {folder} ({listing} is missing). Check the path and --province.",
    ),
    "target_taken": (
        "Thư mục {folder} đã có dữ liệu; chiso restore chỉ ghi vào chỗ trống. Chuyển thư mục đó đi nơi khác, hoặc chọn"
        " --data khác.",
        "The folder {folder} holds data; chiso restore writes only where there is none. Move it elsewhere, or choose"
        " another --data.",
    ),
    "listing_broken": (
        "Danh sách tệp {listing} của bản sao lưu không khớp với sổ cái của nó. Dùng bản sao lưu khác.",
        "The list of files {listing} of the backup does not fit its ledger. Use another backup.",
    ),
    # ---- files of a backup or restore that are not as they must be ----
    "blob_damaged": (
        "{path}: tệp gốc đã bị thay đổi hoặc mất, nên không sao lưu được. Khôi phục từ bản sao lưu khác, hoặc chiso"
        " dismiss biên nhận của nó.",
        "{path}: the original is changed or gone, so there is no copy of it. Restore it from another backup, or chiso"
        " dismiss its receipt.",
    ),
    "release_damaged": (
        "{path}: bản công bố trên đĩa không còn đúng mã băm ghi trong sổ cái, nên không sao lưu. Dựng lại bằng chiso"
        " rebuild, hoặc khôi phục từ bản sao lưu khác.",
        "{path}: the release on the disk no longer has the hash that the ledger names, so it was not copied. Build it"
        " again with chiso rebuild, or restore it from another backup.",
    ),
    "copy_damaged": (
        "{path}: bản sao không có hoặc không còn đúng mã băm trong danh sách. Sao lưu lại vào nơi khác khi bản gốc còn"
        " tốt.",
        "{path}: the copy is absent or no longer has the hash of the list. Make a backup elsewhere while the original"
        " is good.",
    ),
}
