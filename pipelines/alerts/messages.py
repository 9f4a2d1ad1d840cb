"""Sentences of digests (DIGEST) and of sending them (SEND): code -> (Vietnamese, English)."""

from __future__ import annotations

from pipelines.errors import ChisoError, Message, message

DIGEST: dict[str, tuple[str, str]] = {
    # ---- subject ----
    "subject": (
        "chiso, {name}, kỳ {period}: {published}; {n_missing} đơn vị chưa gửi; {n_blocks} việc cần xử lý",
        "chiso, {name}, period {period}: {published}; {n_missing} units have not reported; {n_blocks} things to do",
    ),
    "subject_published": ("bản hiện hành {release_id}", "current release {release_id}"),
    "subject_refused": ("TỪ CHỐI công bố", "publication REFUSED"),
    "subject_failed": ("lượt chạy LỖI", "the run FAILED"),
    "subject_nothing": ("chưa công bố lần nào", "nothing published yet"),
    # ---- head ----
    "head": (
        "Bản tin chiso: {name}, kỳ {period}, đến ngày {day}.",
        "Digest of chiso: {name}, period {period}, as of {day}.",
    ),
    "notice": ("*** {words} ***", "*** {words} ***"),
    # ---- who has not reported ----
    "missing_title": ("1. CHƯA GỬI", "1. NOT REPORTED"),
    "missing_none": ("Mọi đơn vị đến hạn đã gửi.", "Every unit whose report is due has reported."),
    "missing_unknown": (
        "Chưa có bản số liệu nào đọc được nên chưa biết đơn vị nào chưa gửi. Dựng bằng chiso run.",
        "There are no tables to read yet, so it is not known who has not reported. Build them with chiso run.",
    ),
    "missing_duty": (
        "{duty} ({code}), {period}, hạn {last}: đã đọc {n_read} trong {n_due}, còn {n}:",
        "{duty} ({code}), {period}, due {last}: read {n_read} of {n_due}, {n} outstanding:",
    ),
    "unit": ("- {name}: {state}, quá {n} ngày làm việc", "- {name}: {state}, {n} working days late"),
    "unit_undated": ("- {name}: {state}", "- {name}: {state}"),
    "missing_others": (
        "Kỳ khác: còn {n} báo cáo quá hạn. Danh sách: chiso remind.",
        "Other periods: {n} reports overdue. For the list: chiso remind.",
    ),
    "not_counted": (
        "{n} tệp nhận sau bản số liệu này chưa tính ở đây.",
        "{n} files received after these tables are not counted here.",
    ),
    # ---- what blocks ----
    "blocks_title": ("2. ĐANG CHẶN HOẶC CHỜ NGƯỜI XỬ LÝ", "2. WHAT BLOCKS OR NEEDS A PERSON"),
    "blocks_none": ("Không có gì.", "Nothing."),
    "failed": (
        "Lượt chạy {run} dừng vì lỗi ở bước {steps}. Xem lỗi trong Dagster, lượt chạy này.",
        "Run {run} stopped with an error in step {steps}. See this run in Dagster.",
    ),
    "unreadable": ("{words}", "{words}"),
    "refused": (
        "Khâu kiểm soát từ chối bản dựng {build_id} của kỳ {period}. Bản hiện hành không đổi. Xem đủ: chiso gate.",
        "The gate refused candidate {build_id} of period {period}. The current release has not changed. In full:"
        " chiso gate.",
    ),
    "reason": ("- {words}", "- {words}"),
    "reason_counted": ("- {words} ({n})", "- {words} ({n})"),
    "files": (
        "Tệp cần người xử lý: {n}. Xem lý do đầy đủ và cách xử lý: chiso status.",
        "Files that need a person: {n}. For reasons and ways out: chiso status.",
    ),
    "file": ("- {name} ({file_id}), {unit}: {state}. {reason}", "- {name} ({file_id}), {unit}: {state}. {reason}"),
    "file_skipped": ("bỏ qua", "skipped"),
    "file_lost": ("mất bản gốc", "original lost"),
    "no_unit": ("chưa rõ đơn vị", "unit not known"),
    "incomplete": (
        "Tệp nằm trong hộp nhận tệp mà mãi chưa ghi xong: {n}. Nhờ đơn vị đóng tệp hoặc chép lại; tên đầy đủ: chiso"
        " health.",
        "Files in the inbox that do not become complete: {n}. Ask the sender to close the file or to copy it again;"
        " full names: chiso health.",
    ),
    "unfinished": ("- {name}: {reason}, từ {since}", "- {name}: {reason}, since {since}"),
    "late": (
        "Tệp đến sau khi đã duyệt: {n}. Đưa vào bản công bố sau: chiso run --period {period}.",
        "Files that came after the verdict: {n}. For a release with them: chiso run --period {period}.",
    ),
    "unread": ("Tệp đã nhận, chưa đọc: {n}.", "Files received and not read yet: {n}."),
    "held": (
        "Số liệu giữ lại của kỳ này: {n} ({reasons}); {n_areas} địa bàn: {areas}. Xem thứ tự xử lý: chiso review"
        " --period {period}.",
        "Held figures of this period: {n} ({reasons}); {n_areas} areas: {areas}. For the order of work: chiso review"
        " --period {period}.",
    ),
    "held_others": ("Số liệu giữ lại của kỳ khác: {n}.", "Held figures of other periods: {n}."),
    # ---- what was published ----
    "published_title": ("3. ĐÃ CÔNG BỐ", "3. PUBLISHED"),
    "published_none": ("Tỉnh chưa có bản công bố nào.", "The province has no release yet."),
    "published": (
        "Bản {release_id}, kỳ {period}, công bố lúc {at}: {folder}",
        "Release {release_id}, period {period}, published at {at}: {folder}",
    ),
    "open": ("- Mở: {path}", "- Open: {path}"),
    "more": ("- và {n} nữa", "- and {n} more"),
    # ---- reasons of the gate whose own sentences may name a file or quote a cell ----
    "gate_blob_damaged": (
        "Bản gốc của tệp đã nhận bị mất hoặc bị đổi",
        "The original of a received file is gone or changed",
    ),
    "gate_cells_unbalanced": ("Số ô của một tệp không cân", "The cells of a file do not balance"),
    "gate_build_failed": (
        "Kho số liệu không dựng được hoặc không qua phép thử",
        "The warehouse could not be built or failed a test",
    ),
    "gate_check_failed": ("Kiểm tra cấu trúc không đạt", "A structural check failed"),
    "gate_check_crashed": ("Một kiểm tra không chạy được", "A check could not run"),
    "gate_other": ("Lý do khác của khâu kiểm soát", "Another reason of the gate"),
}

SEND: dict[str, tuple[str, str]] = {
    "channel_smtp": ("thư điện tử qua {where}", "e-mail through {where}"),
    "channel_webhook": ("địa chỉ web {where}", "web address {where}"),
    "channel_folder": ("thư mục {where}", "folder {where}"),
    "sent": ("Đã gửi bản tin: {channel}.", "The digest was sent: {channel}."),
    "same": ("Không gửi lại bản tin đã gửi: {channel}.", "The same digest was sent before: {channel}."),
    "failed": ("Chưa gửi được bản tin ({channel}): {reason}.", "The digest was not sent ({channel}): {reason}."),
    "settings": (
        "Không gửi bản tin vì tệp cài đặt có lỗi. {reason}",
        "No digest was sent, because the settings file has faults. {reason}",
    ),
    "off": (
        "Chưa nơi nhận bản tin nào được đặt. Ghi [alerts.smtp], [alerts.webhook] hoặc [alerts.file] vào {file}; mẫu:"
        " docs/examples/chiso.toml.",
        "No channel for digests is set. Write [alerts.smtp], [alerts.webhook] or [alerts.file] into {file}; an example:"
        " docs/examples/chiso.toml.",
    ),
    "no_period": (
        "Tỉnh {province} chưa có bản dựng nào nên chưa biết kỳ. Nêu kỳ: chiso digest --period KỲ.",
        "Province {province} has no candidate yet, so the period is not known. Name it: chiso digest --period PERIOD.",
    ),
    # ---- reasons ----
    "server": ("máy chủ trả lời {code}", "the server answered {code}"),
    "unreachable": ("không nối được: {text}", "no connection: {text}"),
    "refused_recipients": ("máy chủ không nhận {n} địa chỉ", "the server refused {n} recipients"),
    "redirected": (
        "máy chủ chuyển hướng ({code}), chiso không đi theo; ghi địa chỉ cuối vào alerts.webhook.url",
        "the server redirects ({code}), which is not followed; write the final address into alerts.webhook.url",
    ),
    "no_password": (
        "không đọc được mật khẩu từ {source}; kiểm tra alerts.smtp.password_file, alerts.smtp.password_env",
        "no password in {source}; check alerts.smtp.password_file and alerts.smtp.password_env",
    ),
    "open_password": (
        "ai cũng đọc được tệp mật khẩu {source}; chạy chmod o-rwx {source}",
        "everybody may read the password file {source}; run chmod o-rwx {source}",
    ),
    "bare_password": (
        "mật khẩu không được gửi khi không mã hoá; đặt alerts.smtp.security là starttls hoặc ssl",
        "a password is not sent without encryption; set alerts.smtp.security to starttls or ssl",
    ),
    "no_folder": ("không có thư mục này hoặc không ghi được: {text}", "no such folder, or not writable: {text}"),
}


class AlertError(ChisoError):
    """Why a digest was not sent; `code` is an entry of SEND."""


def say(code: str, /, **values: object) -> Message:
    """The sentence `code` of a digest."""
    return message(DIGEST, code, **values)


def refuse(code: str, /, **values: object) -> AlertError:
    """The error to raise for the sentence `code` of SEND."""
    return AlertError(message(SEND, code, **values))
