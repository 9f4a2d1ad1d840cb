"""Texts of the ledger's errors, in Vietnamese and English."""

from __future__ import annotations

LEDGER: dict[str, tuple[str, str]] = {
    "unreadable_line": (
        "Sổ cái hỏng ở dòng {line}: dòng không đọc được. "
        "Khôi phục sổ cái từ bản sao lưu gần nhất của data/raw; không sửa tay.",
        "The ledger is broken at line {line}: the line cannot be read ({cause}). "
        "Restore the ledger from the latest backup of data/raw; do not edit it by hand.",
    ),
    "hash_mismatch": (
        "Sổ cái hỏng ở dòng {line}: nội dung không khớp chuỗi băm. "
        "Khôi phục sổ cái từ bản sao lưu gần nhất của data/raw; không sửa tay.",
        "The ledger is broken at line {line}: its content does not match the hash chain. "
        "Restore the ledger from the latest backup of data/raw; do not edit it by hand.",
    ),
    "unfinished_line": (
        "Sổ cái hỏng ở dòng {line}: dòng cuối không trọn vẹn. "
        "Lần ghi cuối bị ngắt giữa chừng; chạy `chiso ledger repair` để cất phần dở dang sang tệp riêng.",
        "The ledger is broken at line {line}: the last line is unfinished. "
        "The last write was cut off; run `chiso ledger repair` to set the unfinished part aside in its own file.",
    ),
}
