"""The ledger's entries as tables of a build, declared once: columns, types, keys, references, descriptions.

Here: what the columns mean. Not here: how entries become rows (warehouse/sources.py).
A column without a description has the shared one of its name in dbt_project/models/columns.md.
"""

from __future__ import annotations

from pipelines.codebook.schema import Table, column
from pipelines.codebook.schema.columns import SLICE_KEY

LEDGER: dict[str, Table] = {
    "receipt": Table(
        ("receipt_id",),
        "One row per receipt: one file received once.",
        {
            "receipt_id": column("text!"),
            "receipt_seq": column("int!"),
            "received_at": column("timestamp!", "Thời điểm nhận, UTC (received at, UTC)."),
            "sha256": column("text!", "Mã băm SHA-256 của tệp (hash of the file)."),
            "n_bytes": column("int!", "Kích thước tệp, byte (size of the file, bytes)."),
            "original_name": column(
                "text!",
                "Tên tệp, chỉ giữ phần kỹ thuật: mã biểu, kỳ, mã đơn vị; tên đầy đủ ở sổ cái (technical part of the"
                " file name; the full name is in the ledger).",
            ),
            "sender_code": column("text?", "Người gửi khai khi nhận (sender stated at receipt)."),
            "channel": column("text!", "Đường nhận: lệnh, thư mục … (how it came in)."),
            "form_code": column("text?", "Biểu khai khi nhận (form stated at receipt)."),
            "period_code": column("text?", "Kỳ khai khi nhận (period stated at receipt)."),
            "is_simulated": column(
                "bool!", "true: tệp mô phỏng do `chiso sample` viết (a simulated file, written by `chiso sample`)."
            ),
            "same_as": column("text?", "Lần nhận trước có cùng nội dung (earlier receipt of the same bytes)."),
        },
    ),
    "evidence_file": Table(
        ("submission_id", "row_key"),
        "One row per line of a submission that names a received file as its evidence.",
        {
            "submission_id": column("text!"),
            "row_key": column("text!"),
            "receipt_id": column("text!", ref="receipt.receipt_id"),
        },
    ),
    "decision": Table(
        ("decision_seq",),
        "One row per decision of a person about a figure, a target or a conflict.",
        {
            "decision_seq": column("int!"),
            "decided_at": column("timestamp!", "Thời điểm quyết định, UTC (decided at, UTC)."),
            "actor": column("text!", "Tài khoản ghi quyết định (account that entered it)."),
            "role": column("text!", "Vai trò người quyết định (role that decided)."),
            "decision_kind": column(
                "text!",
                "Về số liệu: waive miễn, correct đính chính, accept chấp nhận, ask hỏi lại; về mục tiêu: bind,"
                " settle; các loại khác do phiên bản cũ ghi và không có hiệu lực (kind; others are of earlier versions"
                " and have no effect).",
            ),
            "rule_code": column("text?"),
            "area_id": column("text?"),
            "indicator_code": column("text?"),
            "breakdown_code": column("text?"),
            "measure_code": column("text?"),
            "source_code": column("text?"),
            "period_code": column(
                "text?",
                "Kỳ của số liệu; với bind, settle: kỳ đầu tiên theo quyết định (period of the figure; of bind and"
                " settle the first that follows it).",
            ),
            "expected_value": column(
                "float?",
                "Giá trị mà quyết định dựa vào, theo đơn vị của chỉ tiêu (value expected, in the indicator’s unit).",
            ),
            "new_value": column(
                "float?", "Giá trị đính chính, theo đơn vị của chỉ tiêu (new value, in the indicator’s unit)."
            ),
            "reason": column("text!", "Lý do (reason)."),
            "owner": column("text!", "Đơn vị chịu trách nhiệm (owner)."),
            "expires": column("date?", "Ngày cuối còn hiệu lực (last day in force)."),
            "target_id": column("text?"),
            "document_file": column("text?"),
            "conflict_id": column("text?"),
            "outcome": column(
                "text?",
                "bind: adopted áp dụng, restated viết lại, dropped không áp dụng; settle: accepted chấp nhận, rejected"
                " bác bỏ (outcome of a decision about targets).",
            ),
            "new_low": column(
                "float?", "Mức mới của mục tiêu, theo đơn vị của mục tiêu (new level, in the target’s unit)."
            ),
            "new_high": column(
                "float?", "Mức trên mới của khoảng, theo đơn vị của mục tiêu (new upper end, in the target’s unit)."
            ),
        },
    ),
    "release": Table(
        ("release_id",),
        "One row per release published before this build.",
        {
            "release_id": column("text!"),
            "release_seq": column("int!"),
            "occasion_period": column("text!"),
            "ledger_seq": column(
                "int!", "Vị trí sổ cái của bản dựng được công bố (ledger position of the build that was published)."
            ),
        },
    ),
    "published_value": Table(
        ("release_id", *SLICE_KEY),
        "One row per slice that an earlier release published otherwise than the ones before it; the last row stands.",
        {
            "release_id": column("text!", ref="release.release_id"),
            "release_seq": column("int!"),
            "area_id": column("text!"),
            "indicator_code": column("text!"),
            "breakdown_code": column("text!"),
            "measure_code": column("text!"),
            "source_code": column("text!"),
            "period_code": column("text!"),
            "value": column(
                "float?", "Giá trị đã công bố, theo đơn vị của chỉ tiêu (value as published, in the indicator’s unit)."
            ),
            "obs_status": column(
                "text?", "Trạng thái của số; trống: không còn hiện hành (its status; empty: no longer current)."
            ),
            "is_doubted": column(
                "bool?",
                "true: khi công bố, một quy tắc so với các kỳ trước nêu số này (a rule that compares with earlier"
                " periods accused it when it was published).",
            ),
        },
    ),
    "build": Table(
        ("build_id",),
        "One row per build: this one.",
        {
            "build_id": column("text!", "Mã bản dựng (build)."),
            "province_code": column("text!", "Tỉnh của bản dựng (province of the build)."),
            "province_area_id": column("text!", "Địa bàn của tỉnh (area of the province)."),
            "occasion_period": column("text!"),
            "release_id": column(
                "text!", "Bản công bố mà bản dựng này sẽ thành (release that this build would become)."
            ),
            "ledger_seq": column("int!", "Vị trí sổ cái của bản dựng (ledger position of the build)."),
            "codebook_hash": column("text!", "Mã băm của danh mục (hash of the codebook)."),
            "as_of_date": column(
                "date!",
                "Ngày của bản dựng: ngày của mục sổ cái cuối (day of the build: that of the last ledger entry).",
            ),
        },
    ),
}
