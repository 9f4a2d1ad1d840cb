"""Which reading of an ambiguous number its surroundings prove, and which slip of units an odd one suggests.

Here: evidence from the unit, the bounds and the spelling of the other numbers. Not here: the readings (numbers.py).
Evidence that contradicts itself proves nothing; a slip of units is only ever told, never mended.
"""

from __future__ import annotations

from pipelines.submissions.layout.layouts import Slot
from pipelines.submissions.value.numbers import plain

STYLE_VI = {"vi": "kiểu Việt Nam (1.234,5)", "en": "kiểu Anh (1,234.5)"}
Seen = dict[str, str]  # style -> the first cell that can only be read so
SLIPS = ((1e3, "1.000"), (1e6, "1.000.000"), (1e2, "100"))


def resolve_ambiguous(either: tuple[float, ...], slot: Slot, seen: Seen) -> tuple[float, str] | None:
    """The one reading that is left, and why; None where none or both are."""
    left = dict(zip(STYLE_VI, either, strict=True))
    why: list[str] = []
    if slot.is_count and any(not number.is_integer() for number in left.values()):
        left = {style: number for style, number in left.items() if number.is_integer()}
        why.append("đơn vị đếm không có phần thập phân")
    if any(not slot.low <= number <= slot.high for number in left.values()):
        left = {style: number for style, number in left.items() if slot.low <= number <= slot.high}
        why.append(f"giá trị phải {_bounds(slot)}")
    if len(seen) == 1:  # who writes both ways in one form may write this number either way
        style, example = next(iter(seen.items()))
        left = {kept: number for kept, number in left.items() if kept == style}
        why.append(f"số khác trong biểu viết theo {STYLE_VI[style]}: {example}")
    if len(left) != 1 or not why:
        return None
    number = next(iter(left.values()))
    return number, f"đọc là {plain(number)}: {'; '.join(why)}"


def unit_slip_hint(number: float, slot: Slot) -> str | None:
    """What an out-of-bounds figure would be, had it been typed in another unit."""
    if slot.low <= number <= slot.high:
        return None
    fitting = [
        f"chia {text} là {plain(float(f'{number / by:.12g}'))}"
        for by, text in SLIPS
        if slot.low <= number / by <= slot.high
    ]
    if not fitting or number == 0:
        return None
    return f"giá trị phải {_bounds(slot)}; nếu gõ nhầm đơn vị: {', '.join(fitting)}"


def _bounds(slot: Slot) -> str:
    low = "" if slot.low == float("-inf") else f"từ {plain(slot.low)}"
    high = "" if slot.high == float("inf") else f"đến {plain(slot.high)}"
    return f"{low} {high}".strip()
