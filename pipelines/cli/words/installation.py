"""Sentences of `chiso backup`, `restore`, `health` and `dagster-home`."""

from __future__ import annotations

INSTALLATION: dict[str, tuple[str, str]] = {
    "step_backup": ("Sao lưu", "Copying"),
    "step_check_copy": ("Đọc lại bản sao lưu", "Reading the backup"),
    "step_restore": ("Khôi phục", "Restoring"),
    "backed_up": (
        "Đã sao lưu vào {folder}, đến mục {seq} của sổ cái: {n} tệp ({mb} MB), mới chép {n_copied}.",
        "Backed up into {folder}, up to entry {seq} of the ledger: {n} files ({mb} MB), {n_copied} of them copied now.",
    ),
    "backup_next": (
        "Đọc lại toàn bộ để chắc chắn (mỗi tháng một lần): chiso backup {folder} --check",
        "Read all of it again to be sure (once a month): chiso backup {folder} --check",
    ),
    "copy_whole": (
        "Bản sao lưu {folder} nguyên vẹn: {n} tệp đúng mã băm.",
        "The backup {folder} is whole: {n} files have their hash.",
    ),
    "restored": (
        "Đã khôi phục vào {data}: {n} tệp, {n_releases} bản công bố, sổ cái đến mục {seq}.",
        "Restored into {data}: {n} files, {n_releases} releases, the ledger up to entry {seq}.",
    ),
    "restore_next": ("Tiếp: chiso status, rồi chiso health.", "Next: chiso status, then chiso health."),
    "files_damaged": (
        "{n} tệp hỏng, nêu ở trên; mọi tệp khác đã xong.",
        "{n} files are damaged, named above; all others are done.",
    ),
    "dagster_sqlite": (
        "Đã ghi {path}: Dagster lưu lịch sử bằng SQLite trong thư mục đó.",
        "Written {path}: Dagster keeps its history in SQLite files of that folder.",
    ),
    "dagster_postgres": (
        "Đã ghi {path}: Dagster lưu lịch sử trong PostgreSQL.",
        "Written {path}: Dagster keeps its history in PostgreSQL.",
    ),
    "level_0": ("tốt", "good"),
    "level_1": ("lưu ý", "warning"),
    "level_2": ("hỏng", "failure"),
    "head_level": ("Mức", "Level"),
    "head_check": ("Kiểm tra", "Check"),
}
