"""The tables of the landing, declared once: columns, types, keys, references, descriptions.

Here: what stands in the Parquet files. Not here: how they are written (batch.py) or loaded (warehouse/sources.py).
A column without a description has the shared one of its name in dbt_project/models/columns.md.
"""

from __future__ import annotations

from pipelines.codebook.schema import Table, column

LANDING: dict[str, Table] = {
    "submission": Table(
        ("submission_id",),
        "One row per form that one receipt brings for one reporter and period, and one per receipt that brings none.",
        {
            "submission_id": column("text!", "Bản nộp: mã lần nhận và số thứ tự (submission: receipt and number)."),
            "receipt_id": column("text!", ref="receipt.receipt_id"),
            "receipt_seq": column("int!"),
            "block_no": column("int!", "Số thứ tự bản nộp trong lần nhận (number within the receipt)."),
            "province_code": column("text!", "Tỉnh nhận tệp (province that received it)."),
            "form_code": column(
                "text?",
                "Biểu đã nhận ra; mã nghĩa vụ nếu là báo cáo không theo biểu (form recognised; the duty's code where"
                " there is none).",
            ),
            "form_version": column("int?"),
            "reporter_code": column("text?"),
            "period_code": column("text?"),
            "mode": column(
                "text!",
                "full nộp đầy đủ, partial bổ sung hoặc điều chỉnh một số ô, withdrawal rút báo cáo (mode of the"
                " submission).",
            ),
            "delivery": column(
                "text?", "Lần nhận chung: thời điểm UTC ghi sổ cái (files that one call received together)."
            ),
            "accepts": column("text?", "Khoá các đề xuất đã được chấp nhận (keys of the proposals accepted)."),
            "reader_version": column("text!", "Phiên bản phần đọc (version of the reading code)."),
            "reader_name": column("text!", "Bộ đọc đã dùng (reader used)."),
            "outcome": column(
                "text!",
                "read đã đọc, waiting chờ người quyết định, refused từ chối, unreadable không mở được (outcome of"
                " reading).",
            ),
            "reason_code": column("text?", "Lý do khi chưa nhận, đang chờ hoặc không mở được (why it was not read)."),
            "message_vi": column("text?", "Thông báo cho người gửi (message, Vietnamese)."),
            "message_en": column("text?"),
            "n_nonempty": column("int!"),
            "n_second": column("int?"),
            "n_observation": column("int!", "Số ô là số liệu (cells read as observations)."),
            "n_absence_filled": column("int!", "Số ô ghi ký hiệu vắng (cells with an absence symbol)."),
            "n_absence_blank": column("int!", "Số ô bỏ trống mà lẽ ra phải điền (blank cells where a value was due)."),
            "n_reject": column("int!", "Số ô bị từ chối (cells rejected)."),
            "n_context": column("int!", "Số ô chữ (context cells)."),
            "coverage_end": column(
                "date?",
                "Ngày cuối mà số liệu của tệp bao quát, nếu tệp ghi (last day covered, where the file says so).",
            ),
            "figure_status": column(
                "text?",
                "Tình trạng mà cả biểu tự ghi: uoc ước, so_bo sơ bộ, chinh_thuc chính thức (status that the whole form"
                " states).",
            ),
        },
    ),
    "sheet": Table(
        ("receipt_id", "sheet_no"),
        "One row per sheet of a received workbook.",
        {
            "receipt_id": column("text!", ref="receipt.receipt_id"),
            "receipt_seq": column("int!"),
            "sheet_no": column("int!", "Số thứ tự trang tính (number of the sheet)."),
            "sheet": column("text!"),
            "visibility": column("text!", "visible hiện, hidden ẩn, very_hidden ẩn hẳn (visibility)."),
            "n_nonempty": column("int!"),
            "n_second": column("int?"),
        },
    ),
    "cell": Table(
        ("submission_id", "sheet", "address"),
        "One row per non-empty cell of a read file, and per blank cell where a value was due: what it was taken for.",
        {
            "submission_id": column("text!", ref="submission.submission_id"),
            "receipt_id": column("text!"),
            "receipt_seq": column("int!"),
            "sheet": column("text!"),
            "address": column("text!"),
            "raw_text": column("text?", "Nội dung ô như người gửi viết (cell text as sent)."),
            "row_key": column("text?"),
            "col_key": column("text?"),
            "outcome": column(
                "text!",
                "observation số liệu, absence không có số, reject không nhận, context ô chữ (what the cell was taken"
                " for).",
            ),
            "reason_code": column(
                "text!", "Lý do của kết quả, ví dụ blank, header, unit_differs (reason of the outcome)."
            ),
            "evidence_vi": column(
                "text?",
                "Căn cứ khi đọc ô, hoặc vì sao ô không được nhận (evidence of the reading, or why the cell was "
                "rejected; Vietnamese).",
            ),
            "evidence_en": column("text?", "Như evidence_vi, tiếng Anh (evidence_vi in English)."),
        },
    ),
    "observation": Table(
        ("submission_id", "sheet", "address"),
        "One row per figure or typed absence that a submission states.",
        {
            "submission_id": column("text!", ref="submission.submission_id"),
            "receipt_seq": column("int!"),
            "sheet": column("text!"),
            "address": column("text!"),
            "row_key": column("text?"),
            "col_key": column("text?"),
            "area_id": column("text!", ref="areas.area_id"),
            "indicator_code": column("text!", ref="indicators.indicator_code"),
            "breakdown_code": column("text!", ref="breakdowns.breakdown_code"),
            "measure_code": column("text!", ref="measures.measure_code"),
            "source_code": column("text!", ref="sources.source_code"),
            "period_code": column("text!", ref="periods.period_code"),
            "value": column(
                "float?",
                "Giá trị sau khi đổi đơn vị, theo đơn vị uom_code; trống nếu vắng (value after conversion, in the unit"
                " uom_code; none where absent).",
            ),
            "uom_code": column("text!", ref="uoms.uom_code"),
            "obs_status": column(
                "text!",
                "reported có số, none_occurred không phát sinh, not_collected chưa thu thập, not_applicable không áp"
                " dụng, blank để trống (observation status).",
            ),
            "figure_status": column(
                "text?",
                "Tình trạng ghi tại ô: uoc ước, so_bo sơ bộ, chinh_thuc chính thức (status marked at the cell).",
            ),
            "explanation": column("text?"),
        },
    ),
    "record": Table(
        ("submission_id", "row_key"),
        "One row per line of a register: an entity with its fields.",
        {
            "submission_id": column("text!", ref="submission.submission_id"),
            "row_key": column(
                "text!", "Dòng của bản ghi: mã danh sách và số thứ tự (row of the record: register and place)."
            ),
            "entity_key": column(
                "text!",
                "Mã đối tượng; “#n” khi danh sách không có cột mã hoặc ô mã trống (key of the entity; its place where"
                " it has none).",
            ),
            "fields": column(
                "text!",
                "Các cột của bản ghi dạng JSON, không có cột cá nhân (fields of the record as JSON, without personal"
                " columns).",
            ),
        },
    ),
    "personal": Table(
        ("submission_id", "sheet", "address"),
        "One row per cell whose text is kept out of every table because it may name a person.",
        {
            "submission_id": column("text!", ref="submission.submission_id"),
            "sheet": column("text!"),
            "address": column("text!"),
            "raw_text": column("text!", "Nội dung ô, hạn chế quyền đọc (cell text, restricted)."),
            "kind": column("text!", "Loại ô: chữ ký, cột cá nhân, dòng không nhận ra (kind of cell)."),
        },
    ),
    "match": Table(
        (),
        "One row per line of the evidence that a table without plain codes is a declared one.",
        {
            "submission_id": column("text!", ref="submission.submission_id"),
            "kind": column(
                "text!",
                "Kết quả so một dòng: matched, similar, moved, missing, extra, conflict (how the line compares).",
            ),
            "part": column("text!", "Phần của bảng được so (part of the table compared)."),
            "key": column("text?", "Mã dòng hoặc cột của biểu khai báo (row or column of the declared form)."),
            "sheet": column("text!"),
            "address": column("text?"),
            "expected": column("text?", "Nội dung khai báo (declared text)."),
            "found": column("text?", "Nội dung thấy được (text found)."),
            "score": column("float?", "Độ giống, 0–1 (likeness, 0–1)."),
        },
    ),
}
# What models read. Sheets and matches are for the command line; `personal` is restricted and must not be among them.
STAGED = ("submission", "cell", "observation", "record")
