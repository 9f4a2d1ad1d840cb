"""Texts of the ledger's errors, in Vietnamese and English."""

from __future__ import annotations

LEDGER: dict[str, tuple[str, str]] = {
    "clock_behind": (
        "Đồng hồ máy chỉ {now}, sớm hơn mục cuối của sổ cái ({last}) {days} ngày; chưa ghi gì. "
        "Chỉnh lại ngày giờ của máy rồi gõ lại lệnh. Nếu đồng hồ đang đúng và mục cuối ghi sai: "
        "chiso ledger clock --today NGÀY --reason … --owner …",
        "The clock of this machine says {now}, {days} days before the last entry of the ledger ({last}); nothing was "
        "written. Set the clock right and repeat the command. Where the clock is right and the last entry wrong: "
        "chiso ledger clock --today DAY --reason … --owner …",
    ),
    "clock_differs": (
        "--today là {today}, nhưng đồng hồ máy chỉ {now}; chỉnh lại ngày giờ của máy, hoặc gõ đúng ngày trên lịch.",
        "--today is {today}, but the clock of this machine says {now}; set it right, or state the calendar's day.",
    ),
    "clock_unexplained": (
        "Cần --reason (lý do) và --owner (người chịu trách nhiệm) để xác nhận đồng hồ máy.",
        "--reason and --owner are needed to confirm the clock of this machine.",
    ),
    "clock_ahead": (
        "Đồng hồ máy chỉ {now}, muộn hơn mục cuối của sổ cái ({last}) {days} ngày; chưa ghi gì. "
        "Chỉnh lại ngày giờ của máy rồi gõ lại lệnh. Nếu đồng hồ đang đúng: "
        "chiso ledger clock --today NGÀY --reason … --owner …",
        "The clock of this machine says {now}, {days} days after the last entry of the ledger ({last}); nothing was "
        "written. Set the clock right and repeat the command. Where the clock is right: "
        "chiso ledger clock --today DAY --reason … --owner …",
    ),
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
    "entries_missing": (
        "Sổ cái thiếu từ dòng {line} đến dòng {cause}: phần cuối đã bị cắt, hoặc sổ cái là bản sao cũ. Khôi phục sổ"
        " cái từ"
        " bản sao lưu mới nhất của data/raw. Không có bản mới hơn: xem mục Integrity của docs/operation.md.",
        "The ledger lacks lines {line} to {cause}: its end was cut off, or it is an old copy. Restore it from the"
        " latest"
        " backup of data/raw. Where there is none newer, see Integrity in docs/operation.md.",
    ),
    "entries_replaced": (
        "Sổ cái không còn là sổ cái đã ghi: dòng {line} khác với lần ghi cuối (tệp ledger.head). Khôi phục cả thư mục"
        " data/raw từ bản sao lưu gần nhất; không sửa tay.",
        "The ledger is not the one that was written: line {line} differs from the last write (file ledger.head)."
        " Restore"
        " the whole folder data/raw from the latest backup; do not edit it by hand.",
    ),
}
