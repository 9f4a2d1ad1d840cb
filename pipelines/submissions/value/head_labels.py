"""The labels of a form's head (`Biểu số`, `Đơn vị báo cáo`, `Kỳ BC` …) and form numbers as ministries print them.

Labels are compared without diacritics. Which cell answers a label is found in sheet_head.py.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from pipelines.codebook.text import name_ascii

NUMBER, REPORTER, CODE, PERIOD, DAYS, UNIT_OR_REPORTER = "number", "reporter", "code", "period", "days", "unit"
LABELS = {  # the text that begins a cell -> what it states
    "bieu so": NUMBER,
    "don vi bao cao": REPORTER,
    "ma don vi": CODE,
    "ky bao cao": PERIOD,
    "tu ngay": DAYS,
}
# Words that also begin other texts (`Tên đơn vị` heads a column of a list): a label only before a colon.
WITH_COLON = {
    **dict.fromkeys(("bieu", "bieu mau", "bieu mau so", "mau bieu", "mau bieu so", "mau so", "mau"), NUMBER),
    **dict.fromkeys(("don vi bc", "dv bao cao", "ten don vi", "ten don vi bao cao", "ten don vi bc"), REPORTER),
    **dict.fromkeys(("don vi gui", "don vi gui bao cao", "don vi lap", "co quan bao cao", "co quan"), REPORTER),
    **dict.fromkeys(("ma dv", "ma don vi bao cao", "ma don vi bc", "ma so don vi"), CODE),
    **dict.fromkeys(("ky bc", "ky", "ky so lieu", "thoi ky bao cao", "thoi gian bao cao", "thang bao cao"), PERIOD),
    **dict.fromkeys(("quy bao cao", "nam bao cao"), PERIOD),
    "don vi": UNIT_OR_REPORTER,  # `Đơn vị: triệu đồng` is a unit
}
# `Biểu số liệu`, `Kỳ báo cáo trước`: the label goes on and means something else
GOES_ON = re.compile(r" (?:lieu|truoc|lien|cung|tiep|sau|toi|nhan)\b")
LONGEST = max(map(len, WITH_COLON))
CODED = r"(?:[a-zđ]{0,6}[ -]?\d{1,3}[a-zđ]{0,5}|[ivx]{1,5})(?:[ ]?[-/.][ ]?[a-zđ0-9]{1,12})*"
PRINTED = re.compile(
    rf"\W*((?:phụ lục|phu luc)(?:(?: số| so)? ?{CODED})? ?[:.,-] ?)?"
    rf"((?:biểu|bieu|mẫu|mau)(?: (?:biểu|bieu|mẫu|mau))?|phụ lục|phu luc)(?: số| so)? ?:? ?({CODED})(?![\w%])",
    re.IGNORECASE,
)


class Label(NamedTuple):
    """What a text states, and the number of words of its label; `is_plain` for the words of our own forms."""

    kind: str
    n_words: int
    is_plain: bool = True


class PrintedNumber(NamedTuple):
    """A form number as printed: `Biểu 02CS-KHCN`, and its code `02CS-KHCN`; `is_coded` where it names who issued it."""

    text: str
    code: str
    is_coded: bool


@lru_cache(maxsize=16384)  # the same texts come in every file of a form
def read_label(text: str) -> Label | None:
    """The label that begins the text; None where none does."""
    plain = name_ascii(text)
    for label, kind in LABELS.items():
        if plain == label or (plain.startswith(f"{label} ") and not GOES_ON.match(plain, len(label))):
            return Label(kind, len(label.split()))
    before, colon, _ = text[: 3 * LONGEST].partition(":")
    if colon and (kind := WITH_COLON.get(name_ascii(before))):
        return Label(kind, len(name_ascii(before).split()), is_plain=False)
    return None


def printed_number(text: str) -> PrintedNumber | None:
    """The form number that begins the text, as ministries print them; None where none does."""
    first = unicodedata.normalize("NFC", text).lstrip().partition("\n")[0]
    match = PRINTED.match(first)
    if match is None:
        return None
    code = match.group(3)
    is_coded = name_ascii(match.group(2)).startswith("bieu") and bool(re.search(r"[^\W\d]", code))
    return PrintedNumber(match.group(0).strip(" ("), code, is_coded and bool(re.search(r"[-/]", code)))
