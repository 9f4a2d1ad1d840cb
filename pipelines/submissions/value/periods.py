"""Parses a reporting period as people write it on a form or behind `--period` into its code.

Covers `tháng 10 năm 2026`, `T10/2026`, `10.2026`, `quý IV/2026`, `6 tháng đầu năm 2026`, `6T đầu năm 2026`, `9 tháng
2026`, `năm 2026` and `từ ngày … đến ngày …`, with and without diacritics. Whether the codebook has the period is
decided in recognise/identify.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from pipelines.codebook.text import name_ascii, name_fold

# all patterns are of texts without diacritics: the forms are typed both ways, and no period has a second reading so
YEAR = r"(?:nam )?(\d{4})(?! \d{4}\b)"  # not the beginning of the range 2021-2025
QUARTERS = {
    **{"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4},
    **{"mot": 1, "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4},
}
MONTHS = {
    **{"mot": 1, "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8},
    **{"chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12},
}
MONTH_WORDS, QUARTER_WORDS = ("|".join(sorted(words, key=len, reverse=True)) for words in (MONTHS, QUARTERS))
SHORT_MONTH = re.compile(r"(?:thang |th?g? ?)(\d{1,2}) ([2-4]\d)(?! ?\d)")  # `T10/26`
MONTH = re.compile(rf"(?:thang |th?g? ?)?(\d{{1,2}}) {YEAR}|thang ({MONTH_WORDS}) nam (\d{{4}})")
QUARTER = re.compile(rf"(?:quy|qui|q) ?({QUARTER_WORDS}) {YEAR}")
HALF = re.compile(rf"(?:(?:6|sau) ?t(?:hang)?|nua) (dau|cuoi) {YEAR}")
HALF_CODE = re.compile(rf"h([12]) {YEAR}")
NINE = re.compile(rf"(?:9|chin) ?t(?:hang)? (?:dau )?{YEAR}")
WHOLE = re.compile(rf"(?:ca )?(?:(?:12|muoi hai) ?t(?:hang)? )?{YEAR}")
CODE = re.compile(r"s?\d{4}(?: (?:\d\d|q[1-4]|h[12]|9m))?")
DAY = r"(?:ngay )?(\d{1,2}) (?:thang )?(\d{1,2})"
# `từ 15/08/2026 - 14/09/2026`: without `đến` only between two years
SPAN = re.compile(rf"(?:tu )?{DAY}(?: (?:nam )?(\d{{4}}))?(?: den (?:het )?|(?<=\d\d\d\d) ){DAY} (?:nam )?(\d{{4}})")


def period_code(text: str, calendar: str) -> str | None:
    """The code of the period that the text begins with; None where it begins with none.

    `calendar` is admin or stat; a statistical period gets a leading S.
    """
    code = _code(name_ascii(text))
    if code is None:
        return None
    return code if calendar == "admin" or code.startswith("S") else f"S{code}"


def find_code(text: str, known: Iterable[str]) -> str | None:
    """The code among `known` that a text names, in either calendar; None where it names none.

    A text that both calendars have is the administrative one, as in the code itself: the statistical one begins with S.
    """
    folded = name_fold(text)
    plain = folded.removeprefix("s") if folded[:2] in ("s1", "s2") else folded
    codes = [text.strip(), text.strip().upper()]
    if plain != folded:
        codes.append(period_code(plain, "stat") or "")
    else:
        codes += [period_code(plain, calendar) or "" for calendar in ("admin", "stat")]
    among = set(known)
    return next((code for code in codes if code in among), None)


def date_range(text: str) -> tuple[date, date] | None:
    """First and last day of `từ ngày 15 tháng 9 đến ngày 14 tháng 10 năm 2026`; None for another text or no date."""
    match = SPAN.match(name_ascii(text))
    if match is None:
        return None
    day, month, year, last_day, last_month, last_year = match.groups()
    try:
        last = date(int(last_year), int(last_month), int(last_day))
        first = date(int(year or last_year), int(month), int(day))
    except ValueError:
        return None
    return first, last


def _code(plain: str) -> str | None:
    """The code without its calendar."""
    if CODE.fullmatch(plain) and " " in plain:
        return plain.upper().replace(" ", "-")
    for pattern, code_of in SPELLINGS:
        if match := pattern.match(plain):
            return code_of(match)
    return None


def _month(match: re.Match[str]) -> str:
    number, year, word, word_year = match.groups()
    return f"{year or word_year}-{int(number) if number else MONTHS[word]:02d}"


SPELLINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (  # the first that fits counts
    (HALF, lambda match: f"{match.group(2)}-H{1 if match.group(1) == 'dau' else 2}"),
    (HALF_CODE, lambda match: f"{match.group(2)}-H{match.group(1)}"),
    (NINE, lambda match: f"{match.group(1)}-9M"),
    (MONTH, _month),
    (SHORT_MONTH, lambda match: f"20{match.group(2)}-{int(match.group(1)):02d}"),
    (QUARTER, lambda match: f"{match.group(2)}-Q{QUARTERS[match.group(1)]}"),
    (WHOLE, lambda match: match.group(1)),
)
