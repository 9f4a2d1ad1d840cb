"""Parses a reporting period as people write it on a form into its code.

Covers `tháng 10 năm 2026`, `quý IV/2026`, `6 tháng đầu năm 2026`, `năm 2026` and `từ ngày … đến ngày …`. Whether the
codebook has the period is decided in recognise/identify.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

YEAR = r"(?:năm )?(\d{4})"
QUARTERS = {
    **{"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4},
    **{"một": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4},
}
MONTHS = {
    **{"một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8},
    **{"chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12},
}
MONTH_WORDS, QUARTER_WORDS = ("|".join(sorted(words, key=len, reverse=True)) for words in (MONTHS, QUARTERS))
MONTH = re.compile(rf"(?:tháng |th?g? ?)?(\d{{1,2}}) {YEAR}|tháng ({MONTH_WORDS}) năm (\d{{4}})")
QUARTER = re.compile(rf"(?:quý|quí|q) ?({QUARTER_WORDS}) {YEAR}")
HALF = re.compile(rf"(?:(?:6|sáu) tháng|nửa) (đầu|cuối) {YEAR}")
NINE = re.compile(rf"(?:9|chín) tháng (?:đầu )?{YEAR}")
WHOLE = re.compile(rf"(?:cả |(?:12|mười hai) tháng )?{YEAR}")
CODE = re.compile(r"s?\d{4}(?: (?:\d\d|q[1-4]|h[12]|9m))?")
DAY = r"(?:ngày )?(\d{1,2}) (?:tháng )?(\d{1,2})"
SPAN = re.compile(rf"(?:từ )?{DAY}(?: {YEAR})? đến (?:hết )?{DAY} {YEAR}")


def period_code(folded: str, calendar: str) -> str | None:
    """The code of the period that the folded text begins with; None where it begins with none.

    `calendar` is admin or stat; a statistical period gets a leading S.
    """
    code = _code(folded)
    if code is None:
        return None
    return code if calendar == "admin" or code.startswith("S") else f"S{code}"


def date_range(folded: str) -> tuple[date, date] | None:
    """First and last day of `từ ngày 15 tháng 9 đến ngày 14 tháng 10 năm 2026`; None for another text or no date."""
    match = SPAN.match(folded)
    if match is None:
        return None
    day, month, year, last_day, last_month, last_year = match.groups()
    try:
        last = date(int(last_year), int(last_month), int(last_day))
        first = date(int(year or last_year), int(month), int(day))
    except ValueError:
        return None
    return first, last


def _code(folded: str) -> str | None:
    """The code without its calendar."""
    if CODE.fullmatch(folded) and " " in folded:
        return folded.upper().replace(" ", "-")
    for pattern, code_of in SPELLINGS:
        if match := pattern.match(folded):
            return code_of(match)
    return None


def _month(match: re.Match[str]) -> str:
    number, year, word, word_year = match.groups()
    return f"{year or word_year}-{int(number) if number else MONTHS[word]:02d}"


SPELLINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (  # the first that fits counts
    (HALF, lambda match: f"{match.group(2)}-H{1 if match.group(1) == 'đầu' else 2}"),
    (NINE, lambda match: f"{match.group(1)}-9M"),
    (MONTH, _month),
    (QUARTER, lambda match: f"{match.group(2)}-Q{QUARTERS[match.group(1)]}"),
    (WHOLE, lambda match: match.group(1)),
)
