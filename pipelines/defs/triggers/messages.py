"""What schedules and sensors say at a tick: code -> (Vietnamese, English). Dagster shows both."""

from __future__ import annotations

from pipelines.errors import message

TICKS: dict[str, tuple[str, str]] = {
    "not_due": (
        "Ngày {day} tỉnh {province} không có kỳ nào phải tổng hợp. Lần tới: {run_date}, kỳ {period} (hạn {last_date}).",
        "On {day} no month of province {province} is due. Next: {run_date}, {period} (last day in time {last_date}).",
    ),
    "never_due": (
        "Ngày {day} tỉnh {province} không có kỳ nào phải tổng hợp, và hai tháng tới không biểu hằng tháng nào đến hạn.",
        "On {day} no month of province {province} is due, and no monthly form is in the next two months.",
    ),
    "requested_before": (
        "Lượt {key} đã yêu cầu trước đây (lượt chạy {run}).",
        "{key} was requested before (run {run}).",
    ),
    "no_partition": (
        "Kỳ {period} của tỉnh {province} không có trong các kỳ của Dagster; khởi động lại Dagster để đọc lại danh mục.",
        "Dagster has no partition {period} of province {province}; start it anew, so that it reads the codebook again.",
    ),
    "no_reminder": (
        "Ngày {day} tỉnh {province} không có báo cáo nào phải nhắc.",
        "On {day} nobody in province {province} is to be reminded.",
    ),
    "no_inbox": (
        "Chưa có thư mục nhận tệp {inbox}. Hãy tạo và chia sẻ thư mục ấy.",
        "There is no inbox {inbox}. Make that folder and share it.",
    ),
    "no_new_files": (
        "Không có tệp mới trong {inbox}.",
        "There are no new files in {inbox}.",
    ),
    "files_wait": (
        "Chờ {n} tệp ghi xong: {named}.",
        "{n} files are not complete yet: {named}.",
    ),
    "files_seen_once": (
        "Thấy {n} tệp mới; lần xem sau không đổi thì nhận.",
        "{n} new files; they are received if they are the same at the next tick.",
    ),
    "run_active": (
        "Đang có lượt chạy nhận tệp của tỉnh {province} ({run}); tệp mới để lượt sau.",
        "A run that receives files of province {province} is active ({run}); new files go into the next one.",
    ),
    "run_failed": (
        "Đã thử nhận {n} lần mà không được (lượt cuối {run}). Xem lỗi của lượt ấy, sửa, rồi chạy lại lượt ấy.",
        "Receiving failed {n} times (last run {run}). Read its error, correct it, and run it again.",
    ),
    "run_retried_later": (
        "Lượt nhận {run} không xong; thử lại sau {minutes} phút.",
        "Run {run} did not succeed; it is tried again in {minutes} minutes.",
    ),
    "no_release": (
        "Tỉnh {province} chưa công bố lần nào; lần đầu chạy theo lịch, sau hạn gửi.",
        "Province {province} has no release yet; the first one is made on schedule, after the deadline.",
    ),
    "no_change": (
        "Từ lần công bố trước, tỉnh {province} không có tệp muộn, tệp sửa hay quyết định nào.",
        "Province {province} has no late or corrected file and no decision since the last release.",
    ),
    "change_fresh": (
        "Có thay đổi sau công bố (tệp: {n_files}, quyết định: {n_decisions}); chờ {minutes} phút yên lặng rồi làm một"
        " bản công bố chung.",
        "Changes after the release (files: {n_files}, decisions: {n_decisions}); after {minutes} quiet minutes they"
        " make one release together.",
    ),
    "month_overdue": (
        "Tháng {period} lẽ ra chạy ngày {run_date} mà chưa công bố. Xem lượt chạy của tháng ấy, sửa lỗi rồi chạy lại.",
        "Month {period} was to be run on {run_date} and is not published. Read its run, correct it, and run it again.",
    ),
    "file_overdue": (
        "Tệp “{source}” {why}, đã chờ {minutes} phút; nhận nguyên trạng.",
        "“{source}”: {why}, waited for {minutes} minutes; it is received as it is.",
    ),
    "files_incomplete": (
        "{n} tệp quá {hours} giờ mà chưa ghi xong, lâu nhất từ {since}: {named}. Nhờ đơn vị đóng tệp hoặc chép lại.",
        "{n} files have not become complete within {hours} hours, the first since {since}: {named}. Ask the sender to"
        " close the file or to copy it again.",
    ),
    "file_skipped": (
        "Bỏ qua “{source}”: {why}.",
        "“{source}” is skipped: {why}.",
    ),
}


def tick_text(code: str, /, **values: object) -> str:
    """The sentence `code` in Vietnamese, then in English."""
    said = message(TICKS, code, **values)
    return f"{said.vi}\n{said.en}"
