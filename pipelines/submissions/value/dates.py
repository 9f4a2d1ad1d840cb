"""Dates of a column as people write them, read by the evidence of the whole column.

Day before month is the rule; where a column proves that its sender writes the month first, all of it is read so. A
program with American settings turns 05/10/2026 into the tenth of May and leaves 25/10/2026 a text: such dates are asked
about. Numbers formatted as dates (serial 60, the year 2026) are no dates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.errors import Message
from pipelines.submissions.book.book import StruckText, Value, raw_text
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.number_text import join_or

TIME = r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s*(?:Z|[+-]\d{2}:?\d{2}))?)?"
NUMBERS = re.compile(rf"(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}})\s*[/.-]\s*(\d{{4}}|\d{{2}}){TIME}")
ISO = re.compile(rf"(\d{{4}})\s*[/.-]\s*(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}}){TIME}")
WORDS = re.compile(r"(?:\D+ )?(?:ngày )?(\d{1,2}) tháng (\d{1,2}) (?:năm )?(\d{4})")
ENGLISH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?) (\d{4}|\d{2})")
# 05-Thg10-2026, as Excel shows a date with Vietnamese settings
VIETNAMESE = re.compile(r"(\d{1,2}) th(?:g|áng)? ?(\d{1,2}) (\d{4}|\d{2})")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_SURE = date(1900, 3, 1)  # serial 61; serial 60 is 29/02/1900 in Excel, which never was
YEAR_SERIALS = (date(1899, 12, 30) + timedelta(1990), date(1899, 12, 30) + timedelta(2100))  # a year shown as a date


class Readings(NamedTuple):
    """The dates that a text can mean with its day first, and with its month first."""

    day_first: date | None
    month_first: date | None

    @property
    def is_either(self) -> bool:
        """True where both are dates and differ."""
        return None not in self and self.day_first != self.month_first


class DateColumn(NamedTuple):
    """What the dates of a column prove: a text that can only be read with its day or its month first."""

    day_first: str = ""
    month_first: str = ""
    is_swapped: bool = False  # its real dates may have been made out of day/month as month/day


class ReadDate(NamedTuple):
    """A date as ISO text, or why there is none; `evidence` says how it was read where that is not plain."""

    day: str | None
    problem: Message | None = None
    evidence: Message | None = None


def date_column(values: Sequence[Value]) -> DateColumn:
    """The evidence of all values of one column."""
    texts = {value: readings(value) for value in values if isinstance(value, str)}
    only_day = next((text for text, found in texts.items() if found.day_first and not found.month_first), "")
    only_month = next((text for text, found in texts.items() if found.month_first and not found.day_first), "")
    stored = [value for value in values if isinstance(value, date)]
    may_be_swapped = bool(stored) and all(day.day <= 12 for day in stored)
    is_one_way = bool(only_day) != bool(only_month)
    is_swapped = is_one_way and may_be_swapped and not any(found.is_either for found in texts.values())
    return DateColumn(only_day, only_month, is_swapped)


def read_date(value: Value, column: DateColumn) -> ReadDate:
    """The date in a cell of the column; a number that is a date without its format is none."""
    if isinstance(value, date):
        return _stored(value, column)
    if isinstance(value, StruckText):
        value = value.kept
    text = raw_text(value)
    found = readings(value) if isinstance(value, str) else Readings(None, None)
    if found.is_either and column.month_first and column.day_first:
        return ReadDate(None, _ambiguous(text, found))
    if found.month_first and column.month_first and not column.day_first:
        is_plain = not found.is_either
        evidence = None if is_plain else reason("date_month_first", text=text, example=column.month_first)
        return ReadDate(found.month_first.isoformat(), evidence=evidence)
    if found.day_first is None:
        return ReadDate(None, reason("not_a_date", text=text))
    return ReadDate(found.day_first.isoformat())


def date_problem(value: date | time | timedelta) -> Message:
    """Why a date is no number. Excel makes dates of decimals: 5.12 is 5 December or 12 May, 5.26 may be May 2026."""
    if not isinstance(value, date):
        return reason("date_in_value.time")
    if isinstance(value, datetime) and value.time() != time():
        return reason("date_in_value.datetime")
    typed = [(value.day, f"{value.month}"), (value.month, f"{value.day}")]
    if value.day == 1:
        typed.append((value.month, f"{value:%y}"))
    numbers = join_or(Message("number", f"{whole},{decimals}", f"{whole}.{decimals}") for whole, decimals in typed)
    return reason("date_in_value", date=f"{value:%d/%m/%Y}", numbers=numbers)


def readings(text: str) -> Readings:
    """Every date that the text can mean; ISO, a month in words and a text with `tháng` have one reading."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())  # full-width digits and strokes
    plain = re.sub(r"^ngày\s+", "", plain, flags=re.IGNORECASE)
    if match := NUMBERS.fullmatch(plain):
        first, second, year = int(match[1]), int(match[2]), _year(match[3])
        return Readings(_date(year, second, first), _date(year, first, second))
    found = None
    if match := ISO.fullmatch(plain):
        found = _date(int(match[1]), int(match[2]), int(match[3]))
    elif match := WORDS.fullmatch(folded := name_fold(plain)):
        found = _date(int(match[3]), int(match[2]), int(match[1]))
    elif match := VIETNAMESE.fullmatch(folded):
        found = _date(_year(match[3]), int(match[2]), int(match[1]))
    elif match := ENGLISH.fullmatch(folded):
        month = (match[2] or match[3])[:3]
        number = MONTHS.index(month) + 1 if month in MONTHS else 0
        found = _date(_year(match[5]), number, int(match[1] or match[4]))
    return Readings(found, found)


def _stored(value: date, column: DateColumn) -> ReadDate:
    day = value.date() if isinstance(value, datetime) else value
    shown = f"{day:%d/%m/%Y}"
    if day < FIRST_SURE:
        return ReadDate(None, reason("not_a_date.serial", text=shown))
    if YEAR_SERIALS[0] <= day <= YEAR_SERIALS[1]:
        return ReadDate(None, reason("not_a_date.year", text=shown, year=(day - date(1899, 12, 30)).days))
    if column.is_swapped and day.day != day.month:
        other = day.replace(month=day.day, day=day.month)
        left = column.day_first or column.month_first
        return ReadDate(None, reason("ambiguous_date.swapped", text=shown, other=f"{other:%d/%m/%Y}", example=left))
    return ReadDate(day.isoformat())


def _ambiguous(text: str, found: Readings) -> Message:
    first, second = (f"{day:%d/%m/%Y}" for day in found if day)
    return reason("ambiguous_date", text=text, first=first, second=second)


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
