"""The days off of Vietnam as python-holidays knows them, in the shape of data/seeds/holidays.csv.

`python tests/support/holiday_library.py` prints the seed anew. Nothing here reads chiso's own table.
"""

from __future__ import annotations

import csv
import sys
from datetime import date

import holidays

YEARS = range(2024, 2047)  # what is reported for December 2045 falls due in January 2046
ANNOUNCED = 2026  # of later years only the law is known, not the year's announcement (Tết, exchanged days)
HEAD = ("day", "kind", "name_vi", "name_en", "is_provisional")
SWAPPED = ("Ngày làm việc bù", "Working day in exchange for a day off")
NAMED = {  # the library calls the day before the eve 29 Tết in every year, and writes dates the American way
    "29 Tết": ("Nghỉ trước giao thừa Tết Nguyên Đán", "Day before Lunar New Year's Eve"),
    "Ngày nghỉ (thay": ("Ngày nghỉ hoán đổi", "Day off in exchange for a Saturday worked"),
}


def rows() -> list[tuple[str, ...]]:
    """Every day off on a weekday or weekend, and every Saturday that is worked in exchange for one."""
    vietnamese = holidays.country_holidays("VN", years=YEARS, language="vi")
    english = holidays.country_holidays("VN", years=YEARS, language="en_US")
    found: dict[date, tuple[str, str, str]] = {
        day: ("holiday", *_names(name, str(english[day]))) for day, name in vietnamese.items() if day.year in YEARS
    }
    worked = {day for day in vietnamese.weekend_workdays if day.year in YEARS}
    found |= {day: ("workday", *SWAPPED) for day in worked}
    return [(day.isoformat(), *found[day], str(day.year > ANNOUNCED).lower()) for day in sorted(found)]


def _names(name_vi: str, name_en: str) -> tuple[str, str]:
    """Both names of a day off, as chiso writes them."""
    return next((names for start, names in NAMED.items() if name_vi.startswith(start)), (name_vi, name_en))


if __name__ == "__main__":
    csv.writer(sys.stdout, lineterminator="\n").writerows([HEAD, *rows()])
