"""A value cell's content as a figure, a symbol or a reason why it is neither.

Here: Vietnamese and English spellings of numbers, the symbols of statistical tables, marks of estimates and footnotes.
Not here: which cell is a value cell, which of two readings its surroundings prove (ambiguous.py).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pipelines.submissions.book.book import BrokenCell, Percent, ShownOtherwise, Value, raw_text
from pipelines.submissions.layout.layouts import unit_text

SPELLINGS = {
    "vi": re.compile(r"(\d{1,3}([. ])\d{3}(?:\2\d{3})*|\d+)(?:,(\d+))?"),
    "en": re.compile(r"(\d{1,3}([, ])\d{3}(?:\2\d{3})*|\d+)(?:\.(\d+))?"),
}
DOTS = re.compile(r"(?:\.{3,}|…+)")
NIL = frozenset({"không", "không có", "không phát sinh", "ko"})
ESTIMATE = r"ước(?:\s+(?:tính|đạt|thực hiện|th))?|sơ bộ|khoảng|~|≈"
AFTER = re.compile(rf"\s*\(?\s*({ESTIMATE})\s*\)?$", re.IGNORECASE)
BEFORE = re.compile(rf"^\(?({ESTIMATE})\s*\)?:?\s*(?=[\d+−-])", re.IGNORECASE)
FOOTNOTE = re.compile(r"(?<=\S)\s*(?:[¹²³⁰⁴-⁹ᵃ-ᵝ⁽⁾]+|\(\*+\)|[*†‡]+|[(\[][\da-h][)\]])$")
UNIT = re.compile(r"(.*\d)\s*\(?([^\W\d_][^\d()]*|%)\)?\.?")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# A figure lies between -LARGEST and LARGEST. The narrowest type it is cast to is decimal(24, 6) (fct_border_sum): 18
# digits before the decimal sign, so a thousand such figures can be added. A spreadsheet keeps 15 digits of a number.
LARGEST = 1e15
LARGEST_EN = f"{LARGEST:,.0f}"
LARGEST_VI = LARGEST_EN.replace(",", ".")
LONGEST = 60  # characters of a number that its reject repeats
UNSEEN: dict[int, None] = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))


@dataclass(frozen=True, slots=True)
class Figure:
    """`status` of an observation, or an empty one with the `reason` of the reject; `evidence` tells how it was read."""

    status: str  # reported, none_occurred, not_collected, not_applicable; empty: a reject
    value: float | None = None
    figure_status: str | None = None
    reason: str = ""
    evidence: str | None = None
    style: str = ""  # vi or en, where the spelling can only be that
    either: tuple[float, ...] = ()  # of an ambiguous number: its Vietnamese and its English reading


NONE_OCCURRED = Figure("none_occurred", 0.0)
NOT_COLLECTED = Figure("not_collected")
NOT_APPLICABLE = Figure("not_applicable")


def figure(value: Value, is_percent: bool, unit: str = "") -> Figure:
    """The figure in a value cell; `is_percent` says whether its unit is %, `unit` is that as printed, folded."""
    if isinstance(value, str):
        return _from_text(value, is_percent, unit)
    if isinstance(value, BrokenCell):
        return Figure("", reason=value.reason, evidence=_broken(value))
    if isinstance(value, bool):
        return _reject("not_a_number", "ô chứa giá trị đúng/sai (TRUE/FALSE), cần một số")
    if isinstance(value, date | time | timedelta):
        return _reject("date_in_value", _date(value))
    if isinstance(value, Percent):
        return _shown_as_percent(value, is_percent)
    if isinstance(value, ShownOtherwise):
        return _reject("shown_otherwise", _shown_otherwise(value))
    return Figure("reported", float(value)) if is_in_range(value) else _out_of_range(raw_text(value))


def is_in_range(number: float) -> bool:
    """Whether the warehouse can hold and add the number: finite, and not beyond LARGEST. NaN is beyond everything."""
    return abs(number) <= LARGEST


def _shown_as_percent(value: Percent, is_percent: bool) -> Figure:
    """What the sender saw: 25% for a stored 0.25."""
    told = f"ô lưu {plain(float(value))} với định dạng phần trăm nên hiện là {raw_text(value)}"
    if is_percent and is_in_range(value.shown):
        return Figure("reported", value.shown, evidence=told)
    if is_percent:
        return _out_of_range(raw_text(value))
    return _reject("unexpected_percent", f"{told}, nhưng đơn vị tính của ô không phải %; đặt định dạng ô là Số")


def _shown_otherwise(value: ShownOtherwise) -> str:
    stored = f"ô lưu số {raw_text(value)} nhưng định dạng của ô"
    mend = "đặt định dạng ô là Số, kiểm tra lại số và đơn vị"
    if value.divisor is None:
        return f"{stored} làm ô hiện {f'“{value.shown}”' if value.shown else 'trống'}; {mend}"
    less = plain(float(f"{value / value.divisor:.12g}"))
    return f"{stored} chia cho {value.divisor:,}".replace(",", ".") + f" nên hiện khoảng {less}; {mend}"


def readings(text: str) -> dict[str, float]:
    """Every number that `text` can mean, by style: Vietnamese 1.234,5 and English 1,234.5."""
    sign = -1.0 if text[:1] in "-−–" and len(text) > 1 else 1.0
    body = text[1:].lstrip() if text[:1] in "-−–+" else text
    found: dict[str, float] = {}
    for style, spelling in SPELLINGS.items():
        match = spelling.fullmatch(body)
        if match is None or re.match(r"0+[., ]", match.group(1)):  # 0.607 groups no thousands
            continue
        whole = re.sub(r"\D", "", match.group(1))
        found[style] = sign * float(f"{whole}.{match.group(3) or 0}")
    return found


def without_mark(text: str) -> tuple[str, str]:
    """The text without the footnote marks at its end (¹, *, (*), (1)), and the marks."""
    body = text.rstrip()
    while match := FOOTNOTE.search(body):
        body = body[: match.start()].rstrip()
    return body, text[len(body) :].strip()


def plain(number: float) -> str:
    """1234.5 -> 1234,5: no thousands separator, so that it has one meaning."""
    return (str(int(number)) if number % 1 == 0 else repr(number)).replace(".", ",")


def _from_text(raw: str, is_percent: bool, unit: str) -> Figure:
    seen = unicodedata.normalize("NFC", " ".join(raw.translate(FULL_WIDTH).translate(UNSEEN).split()))
    text = seen.removeprefix("'")  # the sign by which a spreadsheet is told to keep a text
    body, mark = without_mark(text)
    symbol = _symbol(body)
    if symbol:
        return symbol
    body, code = _estimate(body)
    body, second = without_mark(body)
    body, word = _unit(body)
    if word == "%" and not is_percent:
        return _reject("unexpected_percent", f"“{text}” ghi theo phần trăm nhưng đơn vị tính của ô không phải %")
    if word and word not in ("%", unit):
        return _other_unit(text, body, word, unit)
    dropped = [f"dấu chú thích “{f'{second} {mark}'.strip()}”"] if mark or second else []
    dropped += [f"đơn vị tính “{word}”"] if word and word != "%" else []
    return _number(text, readings(body), code, f"bỏ {', '.join(dropped)}" if dropped else None)


def _unit(text: str) -> tuple[str, str]:
    """A number's text, and the unit written behind it; empty where none is."""
    match = UNIT.fullmatch(text)
    return (match.group(1).rstrip(), unit_text(match.group(2))) if match else (text, "")


def _other_unit(text: str, body: str, word: str, unit: str) -> Figure:
    """Words behind a number that are not the unit of the cell: a number of something else, or none."""
    if not readings(body) or not unit:
        return _no_number(text)
    return _reject(
        "unit_differs", f"“{text}” ghi “{word}” sau số, đơn vị tính của ô là “{unit}”; ghi lại theo đơn vị đó"
    )


def _symbol(text: str) -> Figure | None:
    if text in ("-", "–", "—", "−") or text.lower().rstrip(". ") in NIL:
        return NONE_OCCURRED
    if DOTS.fullmatch(text):
        return NOT_COLLECTED
    return NOT_APPLICABLE if text in ("x", "X") else None


def _estimate(text: str) -> tuple[str, str | None]:
    """The number's text, and what kind of estimate the words around it make it."""
    match = BEFORE.search(text) or AFTER.search(text)
    if match is None:
        return text, None
    code = "so_bo" if match.group(1).lower() == "sơ bộ" else "uoc"
    return (text[: match.start()] + text[match.end() :]).strip(), code


def _number(text: str, numbers: dict[str, float], code: str | None, marks: str | None) -> Figure:
    if not numbers:
        return _no_number(text)
    if len(set(numbers.values())) > 1:
        offered = " hay ".join(map(plain, numbers.values()))
        evidence = f"“{text}” có thể là {offered}; gõ lại thành số, không có dấu ngăn hàng nghìn"
        return Figure("", None, code, "ambiguous_number", evidence, either=tuple(numbers.values()))
    if not is_in_range(next(iter(numbers.values()))):
        return _out_of_range(text)
    style = next(iter(numbers)) if len(numbers) == 1 else ""
    return Figure("reported", next(iter(numbers.values())), code, evidence=marks, style=style)


def _no_number(text: str) -> Figure:
    symbols = "“-” (không phát sinh), “...” (chưa thu thập), “x” (không áp dụng)"
    return _reject("not_a_number", f"“{text}” không phải là số; ghi số, hoặc {symbols}")


def _out_of_range(seen: str) -> Figure:
    """Not finite, or too large to be added: `1e999`, NaN, forty digits typed into a cell."""
    shown = seen if len(seen) <= LONGEST else f"{seen[:LONGEST]}…"
    due = f"số hữu hạn từ -{LARGEST_VI} đến {LARGEST_VI}"
    return _reject("out_of_range", f"“{shown}” không phải là {due}; kiểm tra công thức, đơn vị tính, rồi gõ lại số")


def _reject(reason: str, evidence: str) -> Figure:
    return Figure("", reason=reason, evidence=evidence)


def _date(value: date | time | timedelta) -> str:
    """Excel makes dates of decimals: 5.12 is 5 December, or 12 May elsewhere, and 5.26 may be May 2026."""
    mend = "đặt định dạng ô là Số rồi gõ lại"
    if not isinstance(value, date):
        return f"ô chứa giờ, cần một số; {mend}"
    if isinstance(value, datetime) and value.time() != time():
        return f"ô chứa ngày giờ, cần một số; {mend}"
    typed = [f"{value.day},{value.month}", f"{value.month},{value.day}"]
    if value.day == 1:
        typed.append(f"{value.month},{value:%y}")
    either = " hay ".join(dict.fromkeys(typed))
    return f"ô chứa ngày {value:%d/%m/%Y}, cần một số; có thể Excel đã tự đổi số {either} thành ngày: {mend}"


def _broken(value: BrokenCell) -> str:
    if value.reason == "error_cell":
        return f"ô báo lỗi {value.text}, cần một số; sửa công thức hoặc gõ số"
    return f"công thức {value.text} chưa được tính; mở tệp bằng Excel, lưu lại rồi gửi lại"
