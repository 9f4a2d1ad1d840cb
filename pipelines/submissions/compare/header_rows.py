"""Finds the header of a table that no declared form describes: its rows, and the row of column codes `A B 1 2 3`."""

from __future__ import annotations

import re

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, Value, raw_text
from pipelines.submissions.compare.columns import Header
from pipelines.submissions.match.by_codes import code_text
from pipelines.submissions.match.columns import header_zone
from pipelines.submissions.value.numbers import parse_figure

CODE = re.compile(r"[a-zđ]|\d{1,2}[a-z]?")
IDENTITY = re.compile(r"^[^:]{3,60}:")  # `Đơn vị báo cáo: …` above a table
YEAR = re.compile(r"(?:năm |nam |year )?((?:19|20)\d\d)")
OTHER_TIME = re.compile(r"(?:pre|before|trước(?: năm)?|truoc(?: nam)?|đến(?: năm)?|until) ((?:19|20)\d\d)")
LONGEST_HEADER = 40  # characters of a single text above a header that may still be a part of it


def is_number(code: str) -> bool:
    """True for the number of a column (A, 1, 2a); a publisher's technical name (`c1_2005`, `e8`) is none."""
    return CODE.fullmatch(code) is not None


def code_row(sheet: Sheet) -> int:
    """The first row of column codes (A, B, 1, 2 … or (1), (2) …), in order from the left; 0 where there is none."""
    for row, line in sheet.rows.items():
        codes = [code_text(line[at]) for at in sorted(line)]
        if len(codes) < 2 or not all(map(is_number, codes)) or codes[0] not in ("a", "1"):
            continue
        letters = [code for code in codes if code[:1].isalpha()]
        numbers = [int(re.sub(r"\D", "", code)) for code in codes if code[:1].isdigit()]
        in_order = letters == sorted(set(letters)) and codes == [*letters, *codes[len(letters) :]]
        if in_order and numbers[:1] in ([], [1]) and numbers == sorted(numbers):
            return row
    return 0


def header_above(sheet: Sheet, last: int, left: int, right: int) -> list[int]:
    """The rows of the header that ends in row `last`, without titles and lines of identity above it."""
    zone = header_zone(sheet, last + 1, 0, left, right)
    rows: list[int] = []
    for row in sorted(zone, reverse=True):
        texts = [raw_text(value).strip() for value in zone[row].values()]
        if any(IDENTITY.match(text) for text in texts):
            break
        if rows and _is_title(sheet, row, zone[row], len(zone[rows[-1]])):
            break
        rows.append(row)
    return sorted(rows)


def _is_title(sheet: Sheet, row: int, line: Row, n_below: int) -> bool:
    """True for a single text in capitals or of some length, that is not merged over some of the columns below."""
    if len(line) != 1 or n_below < 2:
        return False
    ((at, value),) = line.items()
    text = raw_text(value).strip()
    is_group = any((box.top, box.left) == (row, at) and box.right > box.left for box in sheet.merged)
    return not is_group and (text.isupper() or len(text) > LONGEST_HEADER)


def header_of_names(sheet: Sheet, top: int, label_at: int) -> Header:
    """The header that begins in row `top`: with the rows that merged cells and lower headers add, without codes."""
    last = max([top, *(box.bottom for box in sheet.merged if box.top == top and box.bottom - top <= 3)])
    while (line := sheet.rows.get(last + 1)) and label_at not in line and all(_is_text(v) for v in line.values()):
        last += 1
    return Header(top, last, 0)


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and bool(parse_figure(value, is_percent=False).reason)


def is_other_time(text: str) -> bool:
    """True for a header of more than one year: `Pre. 2016`, `Trước năm 2016`."""
    return OTHER_TIME.fullmatch(name_fold(text)) is not None


def year_of(text: str) -> str:
    """The year that a header consists of; empty for any other text."""
    found = YEAR.fullmatch(name_fold(text))
    return found.group(1) if found else ""
