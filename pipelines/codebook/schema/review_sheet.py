"""The review list as a workbook: its columns, the words of a decision, the key of a line.

Constants shared by the writer (forms/review) and the reader (quality/review); no workbook is opened here.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

SHEET, LISTS = "Soát xét", "_danh_muc"
OWNER_LABEL = "Người chịu trách nhiệm quyết định:"
COLUMNS = {
    "order": "TT",
    "reporter": "Đơn vị báo cáo",
    "area": "Địa bàn",
    "indicator": "Chỉ tiêu",
    "period": "Kỳ",
    "value": "Giá trị đã gửi",
    "expected": "Giá trị dự kiến",
    "messages": "Vì sao phải xem",
    "proposal": "Đề xuất sửa",
    "share": "Cộng dồn sai lệch (%)",
    "decision": "Quyết định",
    "new_value": "Giá trị mới",
    "reason": "Lý do",
    "asked": "Ghi chú: đã hỏi ai",
    "key": "Mã dòng (không sửa)",
}
ANSWERS = ("decision", "new_value", "reason", "asked")
WAIT = "wait"
WORDS = {
    "accept": "Chấp nhận",
    "correct": "Sửa",
    "ask": "Hỏi lại đơn vị",
    WAIT: "Để sau",
    "waive": "Miễn áp dụng quy tắc",
}


class LineKey(NamedTuple):
    """What a line is about: a figure with the value that was listed, and the rule that may be waived, if any."""

    area_id: str
    indicator_code: str
    breakdown_code: str
    measure_code: str
    source_code: str
    period_code: str
    value: float
    rule_code: str

    def text(self) -> str:
        """The key as it stands in its column, with a check sum: a key changed by hand is noticed."""
        parts = "|".join([*self[:6], repr(self.value), self.rule_code])
        return f"{parts}|{zlib.crc32(parts.encode()):08x}"


def key_of(text: str) -> LineKey | None:
    """The key that `text` writes; None for any other text."""
    parts = text.strip().split("|")
    try:
        area, indicator, breakdown, measure, source, period, value, rule, _ = parts
        key = LineKey(area, indicator, breakdown, measure, source, period, float(value), rule)
    except ValueError:
        return None
    return key if key.text() == text.strip() else None
