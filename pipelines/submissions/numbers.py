"""A value cell's content as a figure, a symbol or a reason why it is neither.

Here: Vietnamese and English spellings of numbers, the symbols of statistical tables, marks of estimates.
Not here: which cell is a value cell, whether the figure is plausible.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta

from pipelines.submissions.sheet import Broken, Value

VIETNAMESE = re.compile(r"(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d+))?")
ENGLISH = re.compile(r"(\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.(\d+))?")
DOTS = re.compile(r"(?:\.{3,}|…+)")
STATUS = re.compile(r"\s*\(?\s*(ước|sơ bộ)(?:\s+(?:tính|thực hiện))?\s*\)?$", re.IGNORECASE)
STATUS_CODE = {"ước": "uoc", "sơ bộ": "so_bo"}


@dataclass(frozen=True, slots=True)
class Figure:
    """`status` of an observation, or an empty one with the `reason` and `evidence` of the reject."""

    status: str  # reported, none_occurred, not_collected, not_applicable; empty: a reject
    value: float | None = None
    figure_status: str | None = None
    reason: str = ""
    evidence: str = ""


NONE_OCCURRED = Figure("none_occurred", 0.0)
NOT_COLLECTED = Figure("not_collected")
NOT_APPLICABLE = Figure("not_applicable")


def figure(value: Value, is_percent: bool) -> Figure:
    """The figure in a value cell; `is_percent` says whether its unit is %."""
    if isinstance(value, str):
        return _from_text(value, is_percent)
    if isinstance(value, Broken):
        return Figure("", reason=value.reason, evidence=_broken(value))
    if isinstance(value, bool):
        return _reject("not_a_number", "ô chứa giá trị đúng/sai (TRUE/FALSE), cần một số")
    if isinstance(value, date | time | timedelta):
        return _reject(
            "date_in_value",
            "ô chứa ngày giờ, cần một số; có thể Excel đã tự đổi số (5.12 thành 5 tháng 12): đặt định dạng ô là Số "
            "rồi gõ lại",
        )
    return Figure("reported", float(value))


def readings(text: str) -> list[float]:
    """Every number that `text` can mean: Vietnamese 1.234,5 and English 1,234.5."""
    sign = -1.0 if text[:1] in "-−–" and len(text) > 1 else 1.0
    body = text[1:].lstrip() if text[:1] in "-−–+" else text
    found: list[float] = []
    for spelling in (VIETNAMESE, ENGLISH):
        match = spelling.fullmatch(body)
        if match is None or re.match(r"0+[., ]", match.group(1)):  # 0.607 groups no thousands
            continue
        whole = re.sub(r"\D", "", match.group(1))
        number = sign * float(f"{whole}.{match.group(2) or 0}")
        if number not in found:
            found.append(number)
    return found


def _from_text(raw: str, is_percent: bool) -> Figure:
    text = unicodedata.normalize("NFC", " ".join(raw.split()))
    if text in ("-", "–", "—", "−"):
        return NONE_OCCURRED
    if DOTS.fullmatch(text):
        return NOT_COLLECTED
    if text in ("x", "X"):
        return NOT_APPLICABLE
    status = STATUS.search(text)
    body = text[: status.start()].rstrip() if status else text
    if body.endswith("%"):
        if not is_percent:
            return _reject("unexpected_percent", f"“{text}” ghi theo phần trăm nhưng đơn vị tính của ô không phải %")
        body = body[:-1].rstrip()
    numbers = readings(body)
    if not numbers:
        return _reject(
            "not_a_number",
            f"“{text}” không phải là số; ghi số, hoặc “-” (không phát sinh), “...” (chưa thu thập), “x” (không áp "
            "dụng)",
        )
    if len(numbers) > 1:
        either = " hay ".join(_vietnamese(number) for number in numbers)
        return _reject(
            "ambiguous_number", f"“{text}” có thể là {either}; gõ lại thành số, không có dấu ngăn hàng nghìn"
        )
    code = STATUS_CODE[status.group(1).lower()] if status else None
    return Figure("reported", numbers[0], code)


def _reject(reason: str, evidence: str) -> Figure:
    return Figure("", reason=reason, evidence=evidence)


def _broken(value: Broken) -> str:
    if value.reason == "error_cell":
        return f"ô báo lỗi {value.text}, cần một số; sửa công thức hoặc gõ số"
    return f"công thức {value.text} chưa được tính; mở tệp bằng Excel, lưu lại rồi gửi lại"


def _vietnamese(number: float) -> str:
    """1234.5 -> 1234,5: no thousands separator, so that it has one meaning."""
    return (str(int(number)) if number.is_integer() else repr(number)).replace(".", ",")
