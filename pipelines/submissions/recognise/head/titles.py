"""Reads the period and the office that the title or the heading of a sheet give as the report's own.

A title stands above the table and ends with the period: `BÁO CÁO … THÁNG 10 NĂM 2026`, or is nothing else:
`(Quý IV năm 2026)`. A year in a legal reference, a comparison, a range or a line about the template is none of the
report's. Whether title and report agree is decided in contradictions.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from pipelines.codebook.text import name_ascii
from pipelines.submissions.book.book import Sheet
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.value.head_labels import read_label
from pipelines.submissions.value.periods import period_code

MOST_ROWS, HEADING_ROWS = 15, 4  # of a sheet in which titles and the heading of an office are looked for
HEADER_CELLS = 3  # filled cells of a row that is the header of a table
LONGEST = 250  # characters of a line of a title
PHRASE = (
    r"(?:(?:thang|th|t) ?\d{1,2} (?:nam )?\d{4}|thang (?:muoi(?: mot| hai)?|[a-z]{2,5}) nam \d{4}"
    r"|(?:quy|qui|q) ?(?:iv|i{1,3}|[1-4]|mot|nhat|hai|ba|tu|bon) (?:nam )?\d{4}"
    r"|(?:6|sau) ?t(?:hang)? (?:dau|cuoi) (?:nam )?\d{4}|(?:9|chin) ?t(?:hang)? (?:dau )?(?:nam )?\d{4}|nam \d{4})"
)
ENDS = re.compile(rf"(?:^| )({PHRASE})$")
# What may stand behind the period: whose report it is, how often it was sent, how certain its figures are.
BEHIND = re.compile(
    rf"(?:^| )({PHRASE}) (?:cua|tren dia ban|tai|xa|phuong|dac khu|ubnd|uy ban nhan dan|tinh|lan(?: thu)? \w+$"
    r"|(?:ban|so lieu)\b|(?:chinh thuc|so bo|uoc|bo sung|dieu chinh|dinh chinh)$)"
)
MONTH_BEHIND = re.compile(rf"(?:^| )({PHRASE}) ve\b")  # `tháng 9 năm 2026 về chuyển đổi số`; not of a year alone
# What is planned next: `tháng 10 và phương hướng, nhiệm vụ tháng 11 năm 2026`
NEXT = re.compile(
    r" (?:(?:va|cung) )?(?:(?:mot so|cac) )?(?:phuong huong|ke hoach|nhiem vu|du kien|giai phap|chuong trinh cong tac)"
    r"(?: [a-z]+){0,6} (?:thang|th|t|quy|nam) ?[\divx]+\b.*$"
)
MONTH_ALONE = re.compile(r" (?:thang|quy) [\divx]{1,4}$")  # before NEXT: its year stands behind the next month
ALONE = re.compile(rf"(?:(?:so lieu|thoi ky|ky|cua) )?({PHRASE})")
BEGINS = re.compile(
    r"(?:bao cao|tong hop|thong ke|ket qua|tinh hinh|quyet toan|du toan|bang|danh sach|danh muc|so lieu|chi so|"
    r"bieu tong hop|bieu thong ke|hien trang|thu chi|chi tieu)\b"
)
COMPARED = re.compile(r"\b(?:so (?:voi|sanh)|cung ky|so cung ky|tang so|giam so)\b.*$")
RANGE = re.compile(r"\b(?:giai doan |tu )?(?:nam )?\d{4} (?:(?:den|toi|va)(?: het)? )?(?:nam )?\d{4}\b")
# What is of a document, a plan or the template, where it stands within NEAR words before a year.
REFERENCE = re.compile(
    r"\b(?:thong tu|nghi quyet|nghi dinh|quyet dinh|chi thi|luat|cong van|van ban|huong dan|de an|ban hanh|kem theo|"
    r"thanh lap|ap dung|mau|gia so sanh|tong dieu tra|"
    r"ke hoach|chuong trinh|nhiem vu|muc tieu|can cu|theo|so \d+|ngay \d{1,2}|tu|den|truoc|sau)\b"
)
NEAR = 8
LAW = re.compile(r"\b(?:bo )?luat (?:\w+ ){1,16}$")  # the name of a law before its year is longer
YEAR = re.compile(r"\d{4}")  # a cheap check before the others
COMMUNE_TYPED = re.compile(r"x[aã]|ph[uư][oờ]ng|[dđ][aặ]c khu", re.IGNORECASE)
MONTHS_OF = {"H1": range(1, 7), "H2": range(7, 13), "9M": range(1, 10)}


class Title(NamedTuple):
    """A line of a title, with the ones before that it goes on from."""

    text: str
    plain: str  # without diacritics, folded
    is_alone: bool  # the only filled cell of its row


NO_TITLE = Title("", "", False)


def title_periods(titles: Sequence[Title]) -> frozenset[str]:
    """The codes of the periods that titles give, without the S of statistical ones; empty where they disagree."""
    found = {code for title in titles if (code := _title_period(title))}
    agree = all(are_compatible(a, b) for a, b in product(found, repeat=2))
    return frozenset(found) if agree else frozenset()


@lru_cache(maxsize=4096)  # the same titles come in every file of a form
def _title_period(title: Title) -> str:
    """The code of the period that a title gives; empty for none."""
    if not YEAR.search(title.text):
        return ""
    whole = ALONE.fullmatch(title.plain)
    if whole and not title.is_alone and "(" not in title.text:
        return ""
    phrase = whole.group(1) if whole else _own_phrase(title)
    return (period_code(phrase, "admin") or "") if phrase else ""


def title_reporters(sheet: Sheet, titles: Sequence[Title], layouts: Layouts) -> frozenset[str]:
    """The reporters that the heading names, a line of its own, and the communes that the title names."""
    found: set[str] = set()
    for row, line in _above_header(sheet):
        first = min(line)
        text = line[first]
        if row <= HEADING_ROWS and isinstance(text, str) and len(text) <= LONGEST:
            for piece in text.splitlines():
                found |= layouts.reporter_codes(piece)
    for title in titles:
        if COMMUNE_TYPED.search(title.text) and BEGINS.match(title.plain):
            found |= layouts.names.communes_in(title.text)
    return frozenset(found)


def are_compatible(code: str, other: str) -> bool:
    """True if one of two periods lies in the other: October in the fourth quarter or the year; of one kind if equal."""
    code, other = code.removeprefix("S"), other.removeprefix("S")
    if code == other:
        return True
    if code[:4] != other[:4] or _kind(code) == _kind(other):
        return False
    if {_kind(code), _kind(other)} == {"-H", "-M"}:  # two cumulative reports, neither a part of the other
        return False
    months, others = _months(code), _months(other)
    return months <= others or others <= months


def _kind(code: str) -> str:
    return re.sub(r"\d", "", code[4:]) or ("-" if len(code) > 4 else "")


def _months(code: str) -> set[int]:
    """The months of the year that a period names."""
    part = code[5:]
    if part.isdigit():
        return {int(part)}
    if part.startswith("Q"):
        return set(range(3 * int(part[1]) - 2, 3 * int(part[1]) + 1))
    return set(MONTHS_OF.get(part, range(1, 13)))


def _own_phrase(title: Title) -> str:
    """The period that ends a title; empty for another text, and where the year is another's."""
    stated = RANGE.sub("", _without_next(COMPARED.sub("", title.plain).rstrip())).rstrip()
    match = ENDS.search(stated) or BEHIND.search(stated) or MONTH_BEHIND.search(stated)
    if match is None or not _is_title(title) or read_label(title.text):
        return ""
    phrase, is_year = match.group(1), match.group(1).startswith("nam ")
    if is_year and match.re is MONTH_BEHIND:
        return ""
    before = stated[: match.start(1)]
    words = before.split()
    if words[-2:-1] == ["ngay"] or (is_year and (REFERENCE.search(" ".join(words[-NEAR:])) or LAW.search(before))):
        return ""
    return phrase


def _without_next(plain: str) -> str:
    """The title without what is planned for the next period."""
    match = NEXT.search(plain)
    if match is None:
        return plain
    before = plain[: match.start()]
    return before if ENDS.search(before) or MONTH_ALONE.search(before) else plain


def _is_title(title: Title) -> bool:
    """True if the text begins as titles do, or is in capitals."""
    return bool(BEGINS.match(title.plain)) or (title.text.isupper() and len(title.text.split()) > 3)


def titles_of(sheet: Sheet) -> Iterator[Title]:
    """Every text above the table, line by line; one that goes on from the line before together with it."""
    before, last_row = NO_TITLE, 0
    for row, line in _above_header(sheet):
        for value in line.values():
            if not isinstance(value, str) or len(value) > LONGEST:
                continue
            pieces = [piece for piece in map(str.strip, value.splitlines()) if piece]
            for piece, above in zip(pieces, ["", *pieces], strict=False):
                plain = name_ascii(piece)
                if above and ALONE.fullmatch(plain) and REFERENCE.match(name_ascii(above)):
                    continue  # `Quyết định số 5` with `năm 2024` on the next line of the cell
                is_new = not before.text or row - last_row > 1 or ALONE.fullmatch(plain) or BEGINS.match(plain)
                is_new = is_new or read_label(piece)  # `Đơn vị báo cáo: …` below a title is no part of it
                title = Title(piece, plain, len(line) == 1)
                if not is_new:
                    title = Title(f"{before.text} {piece}", f"{before.plain} {plain}".rstrip(), title.is_alone)
                yield title
                before = title if _is_title(title) and not ENDS.search(title.plain) else NO_TITLE
                last_row = row


def _above_header(sheet: Sheet) -> Iterable[tuple[int, Mapping[int, object]]]:
    """The filled rows above the first one with as many cells as the header of a table."""
    first = next(iter(sheet.rows), 0)
    for row, line in sheet.rows.items():
        if row - first >= MOST_ROWS or len(line) >= HEADER_CELLS:
            return
        if line:
            yield row, line
