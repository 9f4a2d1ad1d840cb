"""What a spreadsheet program does to a seed file when it opens and saves it, and what should stand there instead.

Encodings and separators of a file, spoilt texts (error values, months in place of periods, letters lost in a narrower
encoding), and the value that a number, date or truth value was before. read.py reports what is found here.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import month_abbr
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xltx", ".xls", ".ods", ".fods", ".numbers", ".et"})
SEPARATORS = (",", ";", "\t", "|")
MONTHS = dict(zip(map(str.lower, month_abbr[1:]), range(1, 13), strict=True))
TRUE, FALSE = {"true", "đúng", "yes", "có", "x", "1"}, {"false", "sai", "no", "không", "0"}
_MONTH = re.compile(r"(?:(\d{1,2})-)?([A-Za-z]{3}|Thg ?\d{1,2})-(\d{2}|\d{4})|(\d{1,2})-([A-Za-z]{3})")
_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|N/A|DIV/0!|NULL!|NUM!|SPILL!)|#{3,}|Err:\d{3}")
_POWER = re.compile(r"[+-]?\d(?:[.,]\d+)?E[+-]?\d+")
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]|[^\W\d_]\?.{1,8}[^\W\d_]\?|\ufffd")
_DATE = re.compile(r"(\d{1,4})([/.\- ])(\d{1,2})\2(\d{1,4})(?: 0?0:00(?::00)?)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([., \u00a0'])\d{3})(?:\1\d{3})*")
FIRST_SERIAL = date(1899, 12, 30)  # day 0 of a spreadsheet's calendar


class Decoded(NamedTuple):
    """The text of a file, and the encoding that it turned out to have; empty for UTF-8."""

    text: str
    encoding: str = ""
    has_mark: bool = False  # a byte order mark, as spreadsheet programs write


class Spoilt(NamedTuple):
    """What happened to a text (a code of messages.py), and what it probably was; empty where that is not known."""

    code: str
    repair: str = ""


def decode(content: bytes) -> Decoded:
    """The text of a seed file; one that is no UTF-8 in its probable encoding, so that the rest is checked too."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(content.decode("utf-16", errors="replace"), "UTF-16")
    try:
        return Decoded(content.decode("utf-8-sig"), "", content.startswith(b"\xef\xbb\xbf"))
    except UnicodeDecodeError:
        pass
    try:  # the Vietnamese code page writes tones as signs of their own
        return Decoded(unicodedata.normalize("NFC", content.decode("cp1258")), "Windows-1258")
    except UnicodeDecodeError:
        return Decoded(content.decode("latin-1"), "Windows-1252")


def separator(header: str, columns: Iterable[str]) -> str:
    """The sign between the columns of a header line: that which yields most declared columns, a comma in doubt."""
    known = set(columns)
    counts = {sign: len(known & {name.strip().strip('"') for name in header.split(sign)}) for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: counts[sign])


def workbooks(root: Path, tables: Iterable[str]) -> list[Path]:
    """The spreadsheet files in a seeds folder and in the folders of its tables; a program's lock files are none."""
    found = (path for folder in (root, *(root / table for table in tables)) for path in folder.glob("*.*"))
    return sorted(p for p in found if p.suffix.lower() in WORKBOOKS and not p.name.startswith((".", "~$")))


def spoilt_text(raw: str) -> Spoilt | None:
    """What a spreadsheet program made of a text; None for a text that shows no trace of it."""
    if _ERROR.fullmatch(raw):
        return Spoilt("spoilt_error")
    if _POWER.fullmatch(raw):
        return Spoilt("spoilt_power")
    if month := _MONTH.fullmatch(raw):
        return _month(month)
    if "?" in raw or "\ufffd" in raw:
        return Spoilt("spoilt_letters") if "://" not in raw and _LOST.search(raw) else None
    return _twice_encoded(raw)


def _month(found: re.Match[str]) -> Spoilt | None:
    """The period or date that became `Oct-26`; `1-Oct` may have been 1-10, 10-1 or 1/10."""
    if found.group(4):
        return Spoilt("spoilt_month") if found.group(5).lower() in MONTHS else None
    name = found.group(2).lower()
    number = MONTHS.get(name) or (int(name[3:]) if name.startswith("thg") else 0)
    if not 1 <= number <= 12:
        return None
    year = int(found.group(3))
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    day = f"-{int(found.group(1)):02d}" if found.group(1) else ""
    return Spoilt("spoilt_month", f"{year}-{number:02d}{day}")


def _twice_encoded(raw: str) -> Spoilt | None:
    """A text whose UTF-8 bytes were read as Windows-1252 (`Tá»‰nh`) and written as such."""
    if raw.isascii():
        return None
    try:
        before = raw.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
    return Spoilt("spoilt_letters", before)


def truth(raw: str) -> str:
    """`true` or `false` for another spelling of it; empty for anything else."""
    folded = unicodedata.normalize("NFC", raw).strip().lower()
    return "true" if folded in TRUE else "false" if folded in FALSE else ""


def number(raw: str, is_whole: bool) -> str:
    """A number with point and without grouping for another spelling of it; empty where more than one reading exists."""
    text = raw.strip().replace("\u00a0", " ")
    if _POWER.fullmatch(text):
        return ""  # the digits are gone
    marks = [sign for sign in ".," if sign in text]
    if len(marks) == 2:
        decimal = max(marks, key=text.rindex)
        grouping = "." if decimal == "," else ","
        text = text.replace(grouping, "").replace(decimal, ".")
    elif _GROUPED.fullmatch(text) and (is_whole or text.count(marks[0] if marks else " ") > 1 or not marks):
        text = re.sub(r"[., ']", "", text)
    elif not is_whole and _GROUPED.fullmatch(text):
        return ""  # 1,234 is 1.234 or 1234
    else:
        text = text.replace(",", ".")
    if is_whole:
        text = re.sub(r"\.0+$", "", text)
    return text if re.fullmatch(r"[+-]?\d+" if is_whole else r"[+-]?\d+(?:\.\d+)?", text) else ""


def day(raw: str, others: Iterable[str] = ()) -> str:
    """The ISO dates that a date may mean, joined by ` / `: one where the text or the column's other dates decide.

    Args:
        raw: the date as it stands, such as 31/12/2026 or a spreadsheet's day number.
        others: the other texts of its column: a day above 12 in one of them says which part is the month.
    """
    if re.fullmatch(r"\d{5}(?:\.0)?", raw):
        return (FIRST_SERIAL + timedelta(days=int(raw[:5]))).isoformat()
    month = _MONTH.fullmatch(raw)
    if month and (spoilt := _month(month)):
        return spoilt.repair if spoilt.repair.count("-") == 2 else ""
    readings = _readings(raw)
    if len(readings) > 1:
        orders = {order for other in others for order in _decided(other)}
        if len(orders) == 1:
            readings = {order: text for order, text in readings.items() if order in orders}
    return " / ".join(dict.fromkeys(readings.values()))


def _readings(raw: str) -> dict[str, str]:
    """Order of the parts (`dmy`, `mdy`, `ymd`) -> ISO date, for each order that gives a day of the calendar."""
    found = _DATE.fullmatch(raw.strip())
    if found is None:
        return {}
    first, second, third = (int(found.group(n)) for n in (1, 3, 4))
    if len(found.group(1)) == 4:
        parts = {"ymd": (first, second, third)}
    elif len(found.group(4)) in (2, 4):
        year = third if third > 99 else third + (2000 if third < 50 else 1900)
        parts = {"dmy": (year, second, first), "mdy": (year, first, second)}
    else:
        return {}
    readings: dict[str, str] = {}
    for order, (year, month, day_of_month) in parts.items():
        try:
            readings[order] = date(year, month, day_of_month).isoformat()
        except ValueError:
            continue
    return readings


def _decided(raw: str) -> list[str]:
    """The order of a date's parts where only one is possible."""
    readings = _readings(raw)
    return list(readings) if len(readings) == 1 else []
