"""Parses the content of a value cell into a number, a symbol of statistical tables, or a reason for a reject.

Covers the Vietnamese decimal comma (1.234,5) and the English decimal point (1,234.5), thousands separators (1'234 too),
full-width digits, percentages, estimates, footnote marks, remarks, struck-out text, a unit behind the number. A number
that both styles read differently is a reject here; ambiguous.py decides it by the rest of the form.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from pipelines.errors import Message, join
from pipelines.submissions.book.book import (
    BrokenCell,
    Percent,
    ShownOtherwise,
    StruckNumber,
    StruckText,
    Value,
    raw_text,
)
from pipelines.submissions.layout.layouts import unit_text
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.dates import date_problem
from pipelines.submissions.value.number_text import grouped_number, join_or, plain_number
from pipelines.submissions.value.stated_unit import LineUnit, shown_evidence, shown_problem, split_remark, word_problem
from pipelines.submissions.value.unit_words import Units

SPELLINGS = {  # style -> whole part with its thousands separator, decimals behind the decimal separator
    "vi": re.compile(r"(\d{1,3}([. '])\d{3}(?:\2\d{3})*|\d+)(?:,(\d+))?"),
    "en": re.compile(r"(\d{1,3}([, '])\d{3}(?:\2\d{3})*|\d+)(?:\.(\d+))?"),
}
DOTS = re.compile(r"(?:\.{3,}|…+)")
DASHES = frozenset("-–—−")
CROSSES = frozenset("xX")
NIL = frozenset({"không", "không có", "không phát sinh", "ko"})
ESTIMATE = r"ước(?:\s+(?:tính|đạt|thực hiện|th))?|sơ bộ|khoảng|~|≈"
ESTIMATE_AFTER = re.compile(rf"\s*\(?\s*({ESTIMATE})\s*\)?$", re.IGNORECASE)
ESTIMATE_BEFORE = re.compile(rf"^\(?({ESTIMATE})\s*\)?:?\s*(?=[\d+−-])", re.IGNORECASE)
FOOTNOTE = re.compile(r"(?<=\S)\s*(?:[¹²³⁰⁴-⁹ᵃ-ᵝ⁽⁾]+|\(\*+\)|[*†‡]+|[(\[][\da-h][)\]])$")
UNIT_BEHIND = re.compile(r"(.*\d)\s*\(?([^\W\d_][^\d()]*|[%₫$€£‰])\)?\.?")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ´`′"), ord("'"))  # of 1'234
# A figure lies between -LARGEST and LARGEST. The narrowest type it is cast to is decimal(24, 6) (fct_border_sum): 18
# digits before the decimal sign, so a thousand such figures can be added. A spreadsheet keeps 15 digits of a number.
LARGEST = 1e15
LARGEST_EN = f"{LARGEST:,.0f}"
LARGEST_VI = LARGEST_EN.replace(",", ".")
LONGEST = 60  # characters of a number that its reject repeats
NO_UNITS: Units = {}
INVISIBLE: dict[int, None] = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))


@dataclass(frozen=True, slots=True)
class ParsedFigure:
    """What a value cell holds. `status` is a code of OBS_STATUS, or empty for a reject, whose `evidence` says why."""

    status: str
    value: float | None = None
    figure_status: str | None = None  # uoc or so_bo, where the cell calls its number an estimate
    evidence: Message | None = None  # of a figure: how it was read, where that is not plain
    style: str = ""  # vi or en, where the number can be read in that style only
    alternatives: tuple[float, ...] = ()  # of an ambiguous number: as Vietnamese and as English
    dropped: tuple[Message, ...] = ()  # of an ambiguous number: what else stood in the cell

    @property
    def problem(self) -> Message | None:
        """Why the cell is a reject; None for a figure."""
        return None if self.status else self.evidence

    @property
    def reason(self) -> str:
        """The reason code of a reject; empty for a figure."""
        return self.problem.code if self.problem else ""


NONE_OCCURRED = ParsedFigure("none_occurred", 0.0)
NOT_COLLECTED = ParsedFigure("not_collected")
NOT_APPLICABLE = ParsedFigure("not_applicable")


def parse_figure(value: Value, is_percent: bool, unit: str = "", units: Units = NO_UNITS) -> ParsedFigure:
    """Parse the value of a cell.

    Args:
        value: as the reader gives it.
        is_percent: whether the unit of the cell is %; 25% is 25 there and a reject elsewhere.
        unit: the unit of the cell as printed, folded; written behind the number it is dropped, another one rejects.
        units: the units of the codebook, by which another unit is converted for the message.
    """
    if (type(value) is float or type(value) is int) and is_in_range(value):  # most cells
        return ParsedFigure("reported", float(value))
    if isinstance(value, str):
        return _from_text(value, is_percent, LineUnit(unit, units))
    if isinstance(value, Percent):
        return _from_percent(value, is_percent)
    if isinstance(value, ShownOtherwise):
        return _from_shown(value, unit, units)
    if problem := _type_problem(value):
        return _reject(problem)
    number = float(value) if isinstance(value, int | float) and is_in_range(value) else None
    return _out_of_range(raw_text(value)) if number is None else ParsedFigure("reported", number)


def is_in_range(number: float) -> bool:
    """True if the warehouse can hold and add the number: finite, at most LARGEST in size. False for NaN."""
    return abs(number) <= LARGEST


def readings(text: str) -> dict[str, float]:
    """Every number that `text` can mean, by style: vi for 1.234,5, en for 1,234.5; empty where it is no number."""
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


def split_footnote(text: str) -> tuple[str, str]:
    """The text without the footnote marks at its end (¹, *, (*), (1)), and the marks."""
    body = text.rstrip()
    while match := FOOTNOTE.search(body):
        body = body[: match.start()].rstrip()
    return body, text[len(body) :].strip()


def _type_problem(value: Value) -> Message | None:
    """Why a value that is no text gives no number."""
    if isinstance(value, BrokenCell):
        return reason(value.reason, text=value.text)
    if isinstance(value, bool):
        return reason("not_a_number.boolean")
    if isinstance(value, date | time | timedelta):
        return date_problem(value)
    return reason("struck_out", text=raw_text(value)) if isinstance(value, StruckNumber) else None


def _from_percent(value: Percent, is_percent: bool) -> ParsedFigure:
    """What the sender saw: 25% for a stored 0.25."""
    stored = reason("stored_as_percent", stored=plain_number(float(value)), shown=raw_text(value))
    if not is_percent:
        return _reject(reason("unexpected_percent.format", stored=stored))
    if not is_in_range(value.shown):
        return _out_of_range(raw_text(value))
    return ParsedFigure("reported", value.shown, evidence=stored)


def _from_shown(value: ShownOtherwise, unit: str, units: Units) -> ParsedFigure:
    """A number whose format shows a unit or something else: taken where it shows the same number in the line's unit."""
    problem = shown_problem(value, unit, units)
    if problem is not None:
        return _reject(problem)
    number = float(value)
    if not is_in_range(number):
        return _out_of_range(raw_text(value))
    return ParsedFigure("reported", number, evidence=shown_evidence(value))


def _from_text(raw: str, is_percent: bool, line: LineUnit) -> ParsedFigure:
    if type(raw) is str and raw in CROSSES:  # printed by the form, so that most texts are one
        return NOT_APPLICABLE
    struck = raw.struck if isinstance(raw, StruckText) else ""
    kept = raw.kept if isinstance(raw, StruckText) else raw
    if struck and not kept:
        return _reject(reason("struck_out", text=struck))
    seen = unicodedata.normalize("NFC", " ".join(kept.translate(FULL_WIDTH | APOSTROPHES).translate(INVISIBLE).split()))
    text = seen.removeprefix("'")  # with it a spreadsheet keeps what is typed as a text
    body, mark = split_footnote(text)
    dropped = [reason("dropped.struck", struck=struck)] if struck else []
    symbol = _symbol(body)
    if symbol:
        return replace(symbol, evidence=_dropped(dropped)) if dropped else symbol
    body, remark = split_remark(body)
    body, figure_status = _estimate(body)
    body, inner_mark = split_footnote(body)
    body, word = _unit(body)
    if problem := word_problem(text, word, is_percent, line) if word else None:
        return _reject(problem if readings(body) else reason("not_a_number", text=text))
    dropped += [reason("dropped.footnote", mark=f"{inner_mark} {mark}".strip())] if mark or inner_mark else []
    dropped += [reason("dropped.unit", unit=unit_text(word) or word)] if word and word != "%" else []
    dropped += [reason("dropped.remark", remark=remark)] if remark else []
    return _number(text, readings(body), figure_status, dropped)


def _unit(text: str) -> tuple[str, str]:
    """A number's text, and the unit written behind it; empty where none is."""
    match = UNIT_BEHIND.fullmatch(text)
    return (match.group(1).rstrip(), match.group(2).strip()) if match else (text, "")


def _dropped(parts: list[Message]) -> Message | None:
    return reason("dropped", parts=join(parts, ", ")) if parts else None


def _symbol(text: str) -> ParsedFigure | None:
    if text in DASHES or text.lower().rstrip(". ") in NIL:
        return NONE_OCCURRED
    if DOTS.fullmatch(text):
        return NOT_COLLECTED
    return NOT_APPLICABLE if text in CROSSES else None


def _estimate(text: str) -> tuple[str, str | None]:
    """The number's text, and the figure status that the words around it give it."""
    match = ESTIMATE_BEFORE.search(text) or ESTIMATE_AFTER.search(text)
    if match is None:
        return text, None
    status = "so_bo" if match.group(1).lower() == "sơ bộ" else "uoc"
    return (text[: match.start()] + text[match.end() :]).strip(), status


def _number(text: str, numbers: dict[str, float], figure_status: str | None, dropped: list[Message]) -> ParsedFigure:
    """A figure from the readings of `text` by style; a reject where there is none, or two that differ."""
    if not numbers:
        return _reject(reason("not_a_number", text=text))
    first = next(iter(numbers.values()))
    if any(number != first for number in numbers.values()):
        alternatives = join_or(map(plain_number, numbers.values()))
        problem = reason("ambiguous_number", text=text, numbers=alternatives)
        parts = (evidence,) if (evidence := _dropped(dropped)) else ()
        return ParsedFigure("", None, figure_status, problem, alternatives=tuple(numbers.values()), dropped=parts)
    if not is_in_range(first):
        return _out_of_range(text)
    style = next(iter(numbers)) if len(numbers) == 1 else ""
    return ParsedFigure("reported", first, figure_status, _dropped(dropped), style)


def _out_of_range(seen: str) -> ParsedFigure:
    """Not finite, or too large to be added: `1e999`, NaN, forty digits typed into a cell."""
    shown = seen if len(seen) <= LONGEST else f"{seen[:LONGEST]}…"
    return _reject(reason("out_of_range", text=shown, largest=grouped_number(LARGEST)))


def _reject(problem: Message) -> ParsedFigure:
    return ParsedFigure("", evidence=problem)
