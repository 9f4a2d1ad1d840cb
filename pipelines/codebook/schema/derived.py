"""Tables and columns of the codebook that are no seeds: duties laid out, the calendar, vocabularies, folded names."""

from __future__ import annotations

from pipelines.codebook.schema.columns import NAMES, Column, Table, column
from pipelines.codebook.schema.rules import RULES

FOLDED: dict[str, Column] = {
    "name_fold": column("text!", "Tên viết gộp: chữ thường, một cách đặt dấu thanh (name folded for comparison)."),
    "name_ascii": column("text!", "Tên không dấu để tìm (name without diacritics)."),
    "sort_key": column("text!", "Khoá sắp xếp theo bảng chữ cái tiếng Việt (Vietnamese alphabetical order)."),
}
# Columns that loading adds to a seed (load.py).
ADDED: dict[str, dict[str, Column]] = {
    "areas": FOLDED,
    "reporters": FOLDED,
    "aliases": {
        "text_fold": column("text!", "Cách viết sau khi gộp: chữ thường, một cách đặt dấu thanh (spelling folded)."),
    },
}
RULE = RULES["obligation_rules"].columns
OWED: dict[str, Column] = {  # in the order of obligations.COLUMNS
    **{name: RULE[name] for name in ("duty_code", "duty_kind", *NAMES, "receiver_vi")},
    **{name: RULE[name] for name in ("legal_basis", "document_file", "line")},
    "reporter_code": column("text!", ref="reporters.reporter_code"),
    "form_code": RULE["form_code"],
    "form_version": column("int?"),
    "period_code": column("text!", ref="periods.period_code"),
    **{name: RULE[name] for name in ("is_inclusive", "is_provisional")},
    **{name: column("date!") for name in ("start_date", "cutoff_date")},
    **{name: column("date?") for name in ("due_date", "last_date", "revision_date")},
}
DERIVED: dict[str, Table] = {
    "obligations": Table(
        ("duty_code", "reporter_code", "period_code"),
        "One row per duty, reporter and period of this occasion: periods that have ended, or whose report is due before"
        " they end.",
        OWED,
    ),
    "duty": Table(
        ("duty_code", "reporter_code", "period_code", "known_from_seq"),
        "One row per duty, reporter, period and known_from_seq: every duty whose period has begun, as each codebook of"
        " the ledger laid it out.",
        {**OWED, "known_from_seq": column("int!"), "known_to_seq": column("int?")},
    ),
    "day": Table(
        ("day",),
        "One row per day of the calendar.",
        {
            "day": column("date!"),
            "is_working": column("bool!", "true nếu là ngày làm việc (worked)."),
            "n_working": column("int!", "Số ngày làm việc tính đến hết ngày đó (working days up to the day)."),
        },
    ),
    "vocabulary": Table(
        ("vocabulary", "code"),
        "One row per closed list of codes (pipelines/vocabulary.py) and code: what the codes of the other tables mean.",
        {
            "vocabulary": column("text!", "Danh mục mã (closed list of codes)."),
            "code": column("text!", "Mã (code)."),
            "sort_order": column("int!", "Thứ tự trong danh mục, từ 1 (place in the list, from 1)."),
            "label_vi": column("text!", "Nghĩa (label)."),
            "label_en": column("text!", "Nghĩa tiếng Anh (English label)."),
        },
    ),
}
