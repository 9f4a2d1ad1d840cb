"""Sentences of `chiso health`: code -> (Vietnamese, English). Names in braces are filled in by the caller."""

from __future__ import annotations

HEALTH: dict[str, tuple[str, str]] = {
    "disk_free": ("Còn trống {free} MB ở {folder}.", "{free} MB are free at {folder}."),
    "disk_low": (
        "Chỉ còn trống {free} MB ở {folder} (cần ít nhất {least} MB). Dọn bớt, hoặc thêm đĩa.",
        "Only {free} MB are free at {folder} (at least {least} MB are needed). Make room, or add a disk.",
    ),
    "ledger_whole": (
        "Sổ cái nguyên vẹn ({n} mục); các bản công bố và tệp gốc đúng như sổ cái ghi (tên, kích thước).",
        "The ledger is whole ({n} entries); releases and originals are as it says (names and sizes).",
    ),
    "files_differ": (
        "{n} chỗ không đúng như sổ cái ghi: {names}. Xem việc phải làm: chiso verify",
        "{n} files are not as the ledger says: {names}. For what to do: chiso verify",
    ),
    "ledger_absent": (
        "Chưa có sổ cái ở {path}: chưa nhận tệp nào, hoặc sai --data, --province.",
        "There is no ledger at {path}: nothing was received yet, or --data or --province is wrong.",
    ),
    "ledger_broken": ("{fault}", "{fault}"),
    "release_none_due": (
        "Chưa có kỳ nào phải công bố đến ngày {day}.",
        "No month had to be released by {day}.",
    ),
    "release_in_time": (
        "Bản công bố mới nhất {release_id} đã gồm kỳ {period}, kỳ phải công bố từ ngày {run_date}.",
        "The latest release {release_id} covers {period}, the month that had to be released from {run_date} on.",
    ),
    "release_late": (
        "Kỳ {period} phải công bố từ ngày {run_date}, bản mới nhất là {release_id}. Chạy: chiso run --period {period};"
        " lý do bị từ chối: chiso gate.",
        "{period} had to be released from {run_date} on; the latest release is {release_id}. Run: chiso run --period"
        " {period}; reasons of a refusal: chiso gate.",
    ),
    "codebook_broken": (
        "Danh mục có lỗi nên không tính được hạn: {fault}",
        "The codebook has errors, so no deadline is known: {fault}",
    ),
    "daemon_alive": ("Dịch vụ nền của Dagster đang chạy.", "Dagster's daemon is running."),
    "daemon_dead": (
        "Dịch vụ nền của Dagster không chạy ({reason}): không nhận tệp tự động, không có lịch. Khởi động lại: systemctl"
        " restart chiso-daemon",
        "Dagster's daemon is not running ({reason}): no file is received and no schedule runs. Start it again:"
        " systemctl restart chiso-daemon",
    ),
    "inbox_absent": ("Chưa có hộp nhận tệp {folder}.", "There is no inbox {folder}."),
    "inbox_empty": (
        "Hộp nhận tệp {folder}: {n_waiting} tệp đang chép dở, {n_ready} tệp sắp được nhận. Tệp cần người xử lý:"
        " {n_open}.",
        "Inbox {folder}: {n_waiting} files being copied, {n_ready} about to be received. Files that need a person:"
        " {n_open}.",
    ),
    "inbox_old": (
        "{n} tệp nằm trong {folder} quá {hours} giờ mà chưa được nhận: {names}. Nhận bằng tay: chiso receive {folder}",
        "{n} files lie in {folder} for more than {hours} hours and were not received: {names}. Receive them by hand:"
        " chiso receive {folder}",
    ),
    "incomplete_none": (
        "Không có tệp nào trong {folder} chờ ghi xong quá {hours} giờ.",
        "No file in {folder} has waited for {hours} hours to become complete.",
    ),
    "incomplete": (
        "{n} tệp trong {folder} quá {hours} giờ mà chưa ghi xong, lâu nhất từ {since}: {names}. Nhờ đơn vị đóng tệp"
        " hoặc chép lại; tệp khoá, tệp tải dở không còn ai dùng thì xoá đi.",
        "{n} files in {folder} have not become complete within {hours} hours, the first since {since}: {names}. Ask the"
        " sender to close the file or to copy it again; delete lock files and partial files that nobody uses.",
    ),
    "clock_right": ("Đồng hồ máy: {now}.", "The clock of the machine: {now}."),
    "clock_behind": (
        "Đồng hồ máy ({now}) chậm hơn mục cuối của sổ cái ({last}). Chỉnh giờ máy (NTP) trước khi nhận tệp.",
        "The clock of the machine ({now}) is behind the last entry of the ledger ({last}). Set it (NTP) before files"
        " are received.",
    ),
    "clock_unsynchronised": (
        "Đồng hồ máy ({now}) không được đồng bộ (NTP). Bật: timedatectl set-ntp true",
        "The clock of the machine ({now}) is not synchronised (NTP). Turn it on: timedatectl set-ntp true",
    ),
    "permissions_right": (
        "Chỉ tài khoản của chiso vào được bản gốc và số liệu đã đọc.",
        "Only chiso's account can enter originals and what was read from them.",
    ),
    "folder_open": (
        "Tài khoản khác vào được {paths} (có tên người trong đó). Sửa: chmod go-rwx {paths}",
        "Other accounts can enter {paths} (names of persons lie there). Correct it: chmod go-rwx {paths}",
    ),
    "folder_unwritable": (
        "Tài khoản đang chạy không ghi được vào {paths}. Chạy bằng tài khoản của chiso, hoặc trả lại quyền: chown.",
        "The present account cannot write into {paths}. Run as chiso's account, or give it the folders back: chown.",
    ),
    "two_owners": (
        "Các thư mục dữ liệu thuộc nhiều tài khoản ({owners}): có lệnh đã chạy bằng tài khoản khác. Trả về một tài"
        " khoản: chown -R",
        "The data folders belong to several accounts ({owners}): some command was run as another account. Give all to"
        " one: chown -R",
    ),
    "backup_none": (
        "Chưa sao lưu lần nào. Chạy: chiso backup THƯ_MỤC (ổ đĩa khác).",
        "There is no backup yet. Run: chiso backup FOLDER (on another disk).",
    ),
    "backup_fresh": (
        "Sao lưu gần nhất {taken_at} vào {folder}, đến mục {seq} của sổ cái.",
        "The last backup was made at {taken_at} into {folder}, up to entry {seq} of the ledger.",
    ),
    "backup_old": (
        "Sao lưu gần nhất {taken_at} vào {folder} chỉ đến mục {seq}, sổ cái đã có {n} mục. Chạy: chiso backup {folder}",
        "The last backup was made at {taken_at} into {folder}, up to entry {seq}; the ledger has {n} entries. Run:"
        " chiso backup {folder}",
    ),
    "backup_faulty": (
        "Lần sao lưu gần nhất ({taken_at}) thiếu {n} tệp hỏng ở nguồn. Xem: chiso backup {folder}",
        "The last backup ({taken_at}) lacks {n} files that are damaged at the source. See: chiso backup {folder}",
    ),
    "running_none": ("Không có lượt chạy nào.", "No command is running."),
    "running_short": ("Đang chạy từ {since}: {command}", "Running since {since}: {command}"),
    "running_long": (
        "Lượt chạy bắt đầu lúc {since} chưa xong sau {hours} giờ: {command} (tiến trình {pid}). Xem nó còn hoạt động"
        " không; dừng bằng Ctrl-C hoặc kill {pid}, rồi chạy lại.",
        "A command began at {since} and has not ended after {hours} hours: {command} (process {pid}). See whether it"
        " still works; stop it by Ctrl-C or kill {pid}, then repeat it.",
    ),
}
