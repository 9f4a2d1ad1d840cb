"""What formatting does to the content of a cell: formats that show another number or a unit, superscripts, strikes.

Excel's number format codes are interpreted here; the counters find them in each file format.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.submissions.book.book import (
    FormatChoice,
    FormatEffect,
    Padded,
    Percent,
    StruckNumber,
    Value,
    shown_otherwise,
    struck_text,
)

SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*)(?:;|$)')
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]|(?P<width>_.)'
    r"|\*.|(?P<any>general|@)|(?P<digits>[0#?.,%/]|E[+-])|(?P<date>[dmyhs])|(?P<bare>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)  # [h]:mm
SCALED = re.compile(r"[0#?](,+)(?=\.|[^0#?,.]|$)")  # a comma behind the last digit divides by a thousand
LONGER_BEHIND = re.compile(r"[\s.,]*\d")  # literal text that shows 12 as 1200
LONGER_BEFORE = re.compile(r"\d[\s.,]*$")
WORD = re.compile(r"[^\W\d_¹²³⁰⁴-⁹]|[%‰₫$€£¥]")  # what a unit has at least one of
OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
SUPERSCRIPTS = str.maketrans("0123456789()+-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
PERCENT = FormatEffect(is_percent=True)
CURRENCY = FormatEffect(label="$")
STRUCK = FormatEffect(is_struck=True)
BUILT_IN = {9: PERCENT, 10: PERCENT, **dict.fromkeys((5, 6, 7, 8, 42, 44), CURRENCY)}  # where a file declares no code


class _Section(NamedTuple):
    """A section of a format: its placeholders of digits, and the texts before, between and behind them."""

    digits: str
    before: str
    inside: str  # placeholders and texts from the first to the last placeholder
    behind: str
    is_date: bool


@lru_cache(maxsize=4096)
def format_effect(code: str) -> FormatEffect | None:
    """What the format `code` shows of a number; None where that is the number itself.

    Of a format without conditions the section of positive numbers counts.
    """
    sections: list[str] = SECTION.findall(code)
    if not any(map(CONDITION.search, sections)):
        return _section_effect(sections[0]) if code else None
    choices: list[FormatChoice] = []
    for section in filter(None, sections):
        found = CONDITION.search(section)
        sign, limit = (found[1], float(found[2])) if found else ("", 0.0)
        choices.append(FormatChoice(sign, limit, _section_effect(section)))
    return FormatEffect(choices=tuple(choices)) if any(choice.effect for choice in choices) else None


def as_shown(value: Value, effect: FormatEffect) -> Value:
    """The value of a cell as a kind of value that carries what its formatting shows; other kinds stay as they are."""
    if effect.is_struck and type(value) is str:
        return struck_text([(value, True)])
    if type(value) is not float and type(value) is not int:
        return value
    return StruckNumber(value) if effect.is_struck else _number_as_shown(value, effect)


def _number_as_shown(value: float, effect: FormatEffect) -> float:
    chosen = next((c.effect for c in effect.choices if _fulfils(value, c)), None) if effect.choices else effect
    if chosen is None or (effect.choices and value == 0 and not WORD.search(chosen.text + chosen.unit + chosen.label)):
        return value  # a zero shown as a dash is a zero
    if chosen.is_percent:
        return Percent(value)
    if chosen.pattern:
        return _padded(value, chosen.pattern)
    return shown_otherwise(value, chosen.divisor, chosen.text, chosen.unit, chosen.label)


def superscript(text: str) -> str:
    """`text` in Unicode's superscript letters, so that a footnote number does not join the figure before it."""
    return text.translate(SUPERSCRIPTS)


def formatted_runs(
    text: str, runs: Sequence[tuple[int, int]], raised: Collection[int], struck: Collection[int] = ()
) -> str | None:
    """`text` with its superscript runs in superscript letters, a StruckText where a run is struck out.

    Args:
        text: the text of the cell.
        runs: first character and font number of each run; what stands before the first has the cell's font.
        raised: numbers of the superscript fonts.
        struck: numbers of the struck fonts.

    Returns:
        None where no run has such a font.
    """
    if not any(font in raised or font in struck for _, font in runs):
        return None
    starts = [0, *(start for start, _ in runs)]
    run_fonts = [None, *(font for _, font in runs)]
    pieces = zip(starts, [*starts[1:], len(text)], run_fonts, strict=True)
    return struck_text(
        ((superscript if font in raised else str)(text[start:end]), font in struck) for start, end, font in pieces
    )


def unit_of_text(shown: str) -> str:
    """The unit in what a cell shows, `5.000 đồng`, where the format itself is not at hand; empty where it has none."""
    rest = re.sub(r"\d[\d.,\s]*(?:E[+-]?\d+)?", " ", shown).strip(" \xa0\t-()+")
    return rest if WORD.search(rest) else ""


def _fulfils(value: float, choice: FormatChoice) -> bool:
    return not choice.sign or (choice.sign in OPERATORS and OPERATORS[choice.sign](value, choice.limit))


def _section_effect(code: str) -> FormatEffect | None:
    section = _parse(code)
    if section.is_date:
        return None  # dates arrive as dates
    if "%" in section.digits:
        return PERCENT
    if not section.digits.strip(".,/"):
        return FormatEffect(text=section.before.strip())
    scaled = SCALED.search(section.digits)
    is_code = section.digits.strip("0") == "" and not WORD.search(section.inside)
    pattern = section.inside if is_code else ""
    return number_effect(section.before, section.behind, 1000 ** len(scaled.group(1)) if scaled else None, pattern)


def number_effect(before: str, behind: str, divisor: int | None, pattern: str) -> FormatEffect | None:
    """The effect of a format by the texts in front of and behind the number; None where it shows the number itself.

    Args:
        before: the text in front of the number.
        behind: the text behind it.
        divisor: by what the number is divided.
        pattern: its digits as zeros and the separators between them, where the format has no other placeholders.
    """
    if LONGER_BEHIND.match(behind) or LONGER_BEFORE.search(before):
        return FormatEffect(text=f"… {before.strip()} {behind.strip()}".strip())
    unit, label = (text.strip() if WORD.search(text) else "" for text in (behind, before))
    if unit or label or divisor:
        return FormatEffect(divisor=divisor, unit=unit, label=label)
    return FormatEffect(pattern=pattern) if len(pattern) > 1 else None


def _parse(code: str) -> _Section:
    pieces: list[tuple[bool, str]] = []  # whether it is a placeholder, and its text
    is_date = False
    for token in TOKEN.finditer(code):
        kind, text = token.lastgroup, token.group()
        if kind in ("quoted", "escaped", "currency"):
            pieces.append((False, token.group(kind)))
        elif kind in ("width", "bare"):
            pieces.append((False, " " if kind == "width" else text))
        elif kind == "any":
            pieces.append((True, "#"))
        elif kind == "digits":
            pieces.append((True, text))
        elif kind == "date" or (kind == "bracket" and ELAPSED.fullmatch(token.group(kind))):
            is_date = True
    places = [at for at, (is_digit, text) in enumerate(pieces) if is_digit and text in "0#?"] or [len(pieces)]
    first, last = places[0], places[-1]
    texts = ["".join(text for is_digit, text in part if not is_digit) for part in (pieces[:first], pieces[last + 1 :])]
    inside = "".join(text for _, text in pieces[first : last + 1])
    return _Section("".join(text for is_digit, text in pieces if is_digit), texts[0], inside, texts[1], is_date)


def _padded(value: float, pattern: str) -> float:
    """The number with the digits that its format shows; as it is where it shows no more than them."""
    if value < 0 or value % 1 or value >= 1e15:
        return value
    digits = str(int(value)).rjust(pattern.count("0"), "0")
    longer = len(digits) - pattern.count("0")
    rest = iter(digits[longer:])
    shown = digits[:longer] + "".join(next(rest) if char == "0" else char for char in pattern)
    if shown == str(int(value)):
        return value
    number = Padded(value)
    number.shown = shown
    return number
