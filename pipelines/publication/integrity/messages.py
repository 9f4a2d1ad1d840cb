"""Sentences of `chiso verify`: code -> (Vietnamese, English). The path of the file stands in front of them."""

from __future__ import annotations

VERIFY: dict[str, tuple[str, str]] = {
    "ledger_absent": (
        "Không có sổ cái. Khôi phục data/raw từ bản sao lưu.",
        "There is no ledger. Restore data/raw from the backup.",
    ),
    "release_unknown": (
        "Sổ cái không có bản công bố này: sổ cái cũ hơn. Khôi phục data/raw từ bản sao lưu mới nhất.",
        "The ledger does not have this release: it is older. Restore data/raw from the latest backup.",
    ),
    "other_chain": (
        "Bản này được dựng từ sổ cái có mục {seq} khác: sổ cái đã bị cắt hoặc viết lại.",
        "This release was built from a ledger whose entry {seq} is another one: the ledger was cut or rewritten.",
    ),
    "release_absent": (
        "Không còn thư mục của bản công bố. Khôi phục từ bản sao lưu hoặc dựng lại: chiso rebuild {release_id}.",
        "The release's folder is gone. Restore it from the backup, or rebuild it: chiso rebuild {release_id}.",
    ),
    "release_differs": (
        "Nội dung bản công bố khác với mã băm trong sổ cái, và không có tệp nào nêu tên được. Khôi phục từ bản sao"
        " lưu.",
        "The release's bytes are not those of the ledger, and no file can be named. Restore it from the backup.",
    ),
    "manifest_differs": ("Mục {name} khác với sổ cái.", "Its {name} is not the one in the ledger."),
    "verdict_differs": ("Không phải kết luận mà sổ cái ghi.", "It is not the verdict that the ledger has."),
    "proof_differs": ("Không phải chuỗi của sổ cái này.", "It is not the chain of this ledger."),
    "proof_absent": (
        "Chưa có tệp chứng minh (phiên bản cũ công bố): chỉ kiểm tra được bằng --deep.",
        "It has no proof (an earlier version published it): only --deep can check its bytes.",
    ),
    "script_differs": (
        "Không phải chương trình kiểm tra mà chiso đã ghi; lần công bố tới sẽ ghi lại.",
        "It is not a script that chiso wrote; the next publication writes it anew.",
    ),
    "current_differs": (
        "Ghi “{named}”, theo sổ cái phải là {expected}. Lần chiso build, gate hoặc publish tới sẽ ghi lại.",
        "It names “{named}”, by the ledger it must be {expected}. The next chiso build, gate or publish writes it"
        " anew.",
    ),
    "database_differs": (
        "Không phải bảng của bản hiện hành; xoá được, lần công bố tới sẽ lập lại.",
        "It does not hold the current release as written; it may be deleted, the next publication makes it anew.",
    ),
    "blob_absent": (
        "Biên nhận {receipt_id} (“{name}”) không còn bản gốc. Khôi phục từ bản sao lưu, hoặc chiso dismiss"
        " {receipt_id}.",
        "Receipt {receipt_id} (“{name}”) has no original. Restore it from the backup, or chiso dismiss {receipt_id}.",
    ),
    "blob_changed": (
        "Bản gốc của biên nhận {receipt_id} (“{name}”) đã bị thay đổi. Khôi phục từ bản sao lưu.",
        "The original of receipt {receipt_id} (“{name}”) was changed. Restore it from the backup.",
    ),
    "blob_without_receipt": (
        "Tệp gốc không có biên nhận nào: lần nhận bị ngắt giữa chừng, hoặc sổ cái bị cắt. Tìm bản sao lưu mới hơn của"
        " sổ"
        " cái; không có thì nhận lại tệp: chiso receive {file}.",
        "An original without a receipt: its receipt was interrupted, or the ledger was cut. Look for a newer backup of"
        " the ledger; where there is none, receive the file again: chiso receive {file}.",
    ),
    "snapshot_absent": (
        "Không còn bản danh mục đã dùng. Khôi phục data/raw từ bản sao lưu.",
        "A codebook that was used is gone. Restore data/raw from the backup.",
    ),
    "snapshot_changed": (
        "Nội dung không còn đúng mã băm của thư mục. Khôi phục data/raw từ bản sao lưu.",
        "Its bytes do not have the hash that the folder is named by. Restore data/raw from the backup.",
    ),
    "snapshot_unknown": (
        "Có bảng mà phiên bản này không biết, nên chưa kiểm tra.",
        "It has a table that this version does not know, so it was not checked.",
    ),
    "values_differ": (
        "Không phải số liệu đã công bố của {release_id} theo sổ cái. Khôi phục data/raw từ bản sao lưu.",
        "It is not what the ledger says that {release_id} published. Restore data/raw from the backup.",
    ),
    "landing_differs": (
        "Tệp đã đọc bị thay đổi hoặc mất; lần chiso receive hoặc build tới sẽ đọc lại từ bản gốc.",
        "A landed file was changed or is gone; the next chiso receive or build reads it anew from the originals.",
    ),
    "stray": (
        "Không phải bản công bố; chiso để nguyên.",
        "It is no release; chiso leaves it alone.",
    ),
    "rebuild_differs": (
        "Dựng lại không giống: {names}.",
        "Built again it differs: {names}.",
    ),
}
