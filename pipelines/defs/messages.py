"""Sentences of Dagster's pages and logs: Vietnamese, English beside it."""

from __future__ import annotations

from pipelines.errors import ChisoError, message


class DagsterStepError(ChisoError):
    """A step of a run that cannot do its work; Dagster shows the text and skips the steps after it."""


def both(code: str, **values: object) -> str:
    """The sentence in both languages."""
    said = message(DAGSTER, code, **values)
    return f"{said.vi} ({said.en})"


def step_error(code: str, **values: object) -> DagsterStepError:
    """The error with the sentence `code`."""
    return DagsterStepError(message(DAGSTER, code, **values))


DAGSTER: dict[str, tuple[str, str]] = {
    # ---- descriptions of assets ----
    "asset_codebook": (
        "Danh mục: chỉ tiêu, biểu, đơn vị, địa bàn, quy tắc; do người soạn, không do lượt chạy nào làm ra.",
        "The codebook: indicators, forms, reporters, areas, rules; written by people, made by no run.",
    ),
    "asset_received": (
        "Tệp trong hộp nhận tệp của tỉnh: lưu nguyên bản và ghi vào sổ cái, mỗi tệp một lần.",
        "Files of the province's inbox, stored as they came and recorded in the ledger, each once.",
    ),
    "asset_read": (
        "Nội dung tệp đã nhận: từng ô thành số liệu, ô trống có lý do, ô không nhận, hoặc chữ đi kèm.",
        "What the received files hold: each cell as a figure, a typed absence, a reject or context.",
    ),
    "asset_quality": (
        "Kết quả kiểm tra của bản dựng: các bộ kiểm tra và các quy tắc.",
        "Results of the build's checks: suites and rules.",
    ),
    "asset_candidate": (
        "Bản dựng chờ duyệt: mọi bảng sẽ công bố, lập từ toàn bộ những gì đã biết.",
        "The candidate: every table to publish, made of everything known.",
    ),
    "asset_verdict": (
        "Kết luận của khâu kiểm soát về bản dựng, gắn với mã băm của nó.",
        "The gate's verdict on the candidate, bound to its bytes.",
    ),
    "asset_release": (
        "Bản công bố của bản dựng đã đạt; kỳ cũ đến sau thì thành bản mới của kỳ đã công bố gần nhất.",
        "The release of the candidate that passed; an older month that comes later is a new release of the latest one.",
    ),
    "asset_files": (
        "Tệp cho người đọc làm từ bản công bố: sổ Excel, trang tóm tắt, báo cáo, phiếu xã.",
        "Files for people made from the release: workbook, one-page summary, bulletins, sheets of the communes.",
    ),
    "asset_site": (
        "Bộ trang tĩnh của bản công bố, mở không cần máy chủ.",
        "The static site of the release, which opens without a server.",
    ),
    "asset_replies": (
        "Thư trả lời cho đơn vị gửi của kỳ: chính tệp của họ với câu hỏi tại từng ô.",
        "Replies to the senders of the month: their own workbooks with questions at the cells.",
    ),
    "run_died": (
        "Tiến trình của lượt chạy không còn (máy tắt hay bị ngắt); lượt này coi như hỏng.",
        "The run's process is gone (the machine went down); the run counts as failed.",
    ),
    "job_intake": (
        "Nhận và đọc tệp mới của tỉnh, không công bố.",
        "Receive and read the new files of a province; nothing is published.",
    ),
    "future_month": (
        "Kỳ {period} đến hết ngày {end} mới kết thúc, hôm nay là {day}: không chạy trước. Chọn các kỳ từ {first} đến"
        " {last}.",
        "Month {period} ends on {end}, today is {day}: it is not run ahead. Choose months from {first} to {last}.",
    ),
    "job_month": (
        "Cả tháng của một tỉnh: nhận, đọc, dựng, kiểm soát, công bố, làm tệp và thư trả lời.",
        "The whole month of a province: receive, read, build, judge, publish, make files and replies.",
    ),
    # ---- digests ----
    "sensor_digest": (
        "Bản tin sau lượt chạy xong: ai chưa gửi, gì đang chặn, đã công bố gì; gửi theo tệp cài đặt, không đặt thì"
        " không gửi.",
        "The digest after a run: who has not reported, what blocks, what was published; sent as the settings say.",
    ),
    "sensor_digest_failure": (
        "Bản tin sau lượt chạy lỗi, kèm bước lỗi; gửi theo tệp cài đặt, không đặt thì không gửi.",
        "The digest after a run that failed, with its failed steps; sent as the settings say.",
    ),
    "digest_fault": (
        "Không soạn được bản tin của lượt chạy {run}: {kind}. Xem lỗi: chiso digest.",
        "no digest could be made of run {run}: {kind}; to see the error: chiso digest",
    ),
    # ---- lines of a run's log ----
    "lock_awaited": (
        "Tỉnh {province}: đang có lượt chạy khác từ {since} ({command}); đợi lượt đó xong",
        "province {province}: another run holds the lock since {since} ({command}); waiting for it",
    ),
    "occasion_later": (
        "Kỳ {month} cũ hơn kỳ đã công bố gần nhất {occasion}: bản công bố mới là của kỳ {occasion}",
        "{month} is older than {occasion}, the latest one published: the new release is of {occasion}",
    ),
    "nothing_new": (
        "Từ bản {release_id} đến nay không có gì mới: không dựng lại, không công bố bản khác",
        "nothing is new since {release_id}: nothing is built, no further release is published",
    ),
    "node_failed": ("{node}: {status}: {message}", "{node}: {status}: {message}"),
    # ---- errors ----
    "nothing_handed_on": (
        "Phân vùng {partition} chưa có {key} của {asset}; hãy chạy lại từ đó.",
        "Partition {partition} has no {key} of {asset}; run it from there.",
    ),
    "other_published": (
        "Đã công bố bản dựng {found}, không phải bản {expected} mà khâu kiểm soát đã xét; hãy chạy lại cả kỳ.",
        "Build {found} is published, not {expected}, which the gate judged; run the whole month again.",
    ),
    "no_partition": (
        "Lượt chạy không có phân vùng tháng và tỉnh; hãy chọn một phân vùng rồi chạy lại.",
        "The run has no partition of month and province; choose one and launch it again.",
    ),
}
