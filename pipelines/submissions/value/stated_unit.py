"""What stands beside a number: a unit, typed (`7 DN`) or shown by the number format (`5 triệu`), or a remark.

A unit is compared with that of the line. A remark names another figure: `120 (tăng 5%)`, `120 (năm trước 115)`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.errors import Message
from pipelines.submissions.book.book import ShownOtherwise, raw_text
from pipelines.submissions.layout.layouts import unit_text
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.number_text import grouped_number, plain_number
from pipelines.submissions.value.unit_words import (
    MULTIPLES,
    Units,
    conversion,
    known_unit,
    unit_factor,
    unit_words,
)

# words behind a number; `12 đơn vị` is 12 of whatever the line counts
NO_UNIT = frozenset({"ước", "sơ bộ", "khoảng", "ước tính", "ước đạt", "tạm tính", "dự kiến", "đơn vị"})
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


class LineUnit(NamedTuple):
    """The unit of the cell as printed, folded, and the units of the codebook."""

    unit: str
    units: Units


def word_problem(text: str, word: str, is_percent: bool, line: LineUnit) -> Message | None:
    """Why the number in `text` with `word` behind it is no figure of the line; None where the word is the line's unit.

    On a line without a unit any word makes it no number.
    """
    if word == "%" and is_percent:
        return None
    factor = unit_factor(word, line.unit, line.units)
    if factor == 1 or (line.unit and unit_text(word) == line.unit):
        return None
    if word == "%":
        return reason("unexpected_percent", text=text)
    if not line.unit:
        return reason("not_a_number", text=text)
    shown = unit_text(word) or word
    if factor is None:
        return reason("unit_differs.cell", text=text, word=shown, unit=line.unit)
    factor_text = conversion(" ".join(unit_words(word)), line.unit, factor)
    return reason("unit_differs.cell_factor", text=text, word=shown, unit=line.unit, factor=factor_text)


def shown_problem(value: ShownOtherwise, unit: str, units: Units) -> Message | None:
    """Why the number cannot be taken as it is stored; None where the format shows the same number.

    Args:
        value: the number and what its format shows.
        unit: the unit of the line, folded; without one a unit that the format shows is not compared.
        units: the units of the codebook.
    """
    word = _shown_unit(value, units)
    if not word or not unit:
        return None if value.divisor is None and (value.unit or value.label) else _otherwise(value)
    divisor = value.divisor or 1
    if value.divisor and all(part in MULTIPLES for part in unit_words(word)):
        return _otherwise(value)  # `12 nghìn` for 12000: the unit may be that of the line or a thousand of it
    factor = unit_factor(word, unit, units)
    if factor is not None and float(f"{factor / divisor:.12g}") == 1:
        return None
    number = plain_number(float(value))
    if factor is None:
        return reason("unit_differs.format", number=number, word=word, unit=unit)
    shown, converted = _quotient(value, divisor), _quotient(value, divisor / factor)
    return reason(
        "unit_differs.format_factor",
        number=number,
        shown=shown,
        word=word,
        unit=unit,
        factor=conversion(" ".join(unit_words(word)), unit, factor),
        converted=converted,
    )


def shown_evidence(value: ShownOtherwise) -> Message | None:
    """How a number was read whose format shows it in another unit of the same size: 12 triệu đồng for 12000000."""
    if value.divisor is None:
        return None
    shown = _quotient(value, value.divisor)
    return reason("shown_in_unit", number=raw_text(value), shown=shown, word=value.unit or value.label)


def _shown_unit(value: ShownOtherwise, units: Units) -> str:
    """The unit that the format shows: a word behind the number, or a unit or currency in front of it."""
    behind = value.unit.strip(" ().:;,-\xa0")
    if behind and " ".join(unit_words(behind)) not in NO_UNIT:
        return behind
    is_currency = any(char in "₫$€£¥" for char in value.label)
    return value.label.strip(" ().:;,-\xa0") if is_currency or known_unit(value.label, units) else ""


def _otherwise(value: ShownOtherwise) -> Message:
    number = raw_text(value)
    if value.divisor is None:
        code = "shown_otherwise.text" if value.shown else "shown_otherwise.empty"
        return reason(code, number=number, shown=value.shown)
    shown = _quotient(value, value.divisor)
    return reason("shown_otherwise.divided", number=number, divisor=grouped_number(value.divisor), shown=shown)


def _quotient(value: float, divisor: float) -> Message:
    return plain_number(float(f"{value / divisor:.12g}"))


def split_remark(text: str) -> tuple[str, str]:
    """The number's text, and the remark behind it; empty where there is none.

    A remark that may say what the number is, `120 (kế hoạch)`, is none, and the cell stays a reject.
    """
    match = REMARK.fullmatch(text)
    if match is None:
        return text, ""
    return match["number"].rstrip(), (match["brackets"] or match["bare"]).strip()
