"""Remarks behind a number that name another figure and do not change this one: `120 (tăng 5%)`, `120 (năm trước 115)`.

A remark that may say what the number is, `120 (kế hoạch)`, is none of these, and the cell stays a reject.
"""

from __future__ import annotations

import re

# Words of a comparison, and of figures of another time or of a part. What they compare with must be there as a number:
# `120 (năm trước)` says that 120 is last year's.
CHANGE = r"(?:đã )?(?:tăng|giảm)(?! trừ)\b"
OTHER_FIGURE = (
    r"(?:so(?: với)?|bằng|đạt|chiếm|trong đó|bao gồm|gồm|kể cả|cùng kỳ|cùng kì|kỳ trước|kì trước|tháng trước|quý trước"
    r"|năm trước|năm ngoái|kế hoạch|kh|chỉ tiêu|lũy kế|luỹ kế|nam|nữ)\b(?=.*\d)"
)
REMARK = re.compile(
    rf"(?P<number>.*\d(?:\s*(?:[^\W\d_][^\d()]{{0,20}}?|%))?)(?:\s*\(\s*(?P<brackets>(?:{CHANGE}|{OTHER_FIGURE})[^()]*)\)"
    rf"|\s*[,;–-]?\s+(?P<bare>{CHANGE}[^()]*))",
    re.IGNORECASE,
)


def split_remark(text: str) -> tuple[str, str]:
    """The number's text, and the remark behind it; empty where there is none."""
    match = REMARK.fullmatch(text)
    if match is None:
        return text, ""
    return match["number"].rstrip(), (match["brackets"] or match["bare"]).strip()
