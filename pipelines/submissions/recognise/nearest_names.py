"""Names for the messages of a refusal: the forms nearest to what a file prints.

A person knows a form by its name, not by its code, so both are quoted. Nothing is recognised here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.codebook.text import name_ascii, name_fold
from pipelines.errors import Message, join
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.match.similarity import similarity
from pipelines.submissions.notes import detail
from pipelines.submissions.recognise.by_layout import rank
from pipelines.submissions.recognise.head.sheet_head import SheetHead
from pipelines.submissions.recognise.quoted_names import MOST, form_name

LIKE_NUMBER, LIKE_TITLE, LIKE_LAYOUT = 0.6, 0.5, 0.15  # lowest likeness of each kind, 0 to 1
TITLE_ROWS = 15  # rows from the top among which a title stands
SHORTEST_TITLE = 12  # characters; shorter texts are headers and answers
OFFICE = re.compile(r"^(?:ủy ban nhân dân|ubnd|sở|bộ|cục|chi cục|ban|ngân hàng|công an|văn phòng|thống kê|trường) ")
LONGEST_OFFICE = 80  # characters
LETTERS_AND_DIGITS = re.compile(r"[^\W\d_]+|\d+")


def printed_identity(heads: Sequence[SheetHead]) -> Message:
    """The form number and office that the sheets print, else the names of the sheets."""
    number = next((number for head in heads if (number := head.number or head.printed)), "")
    office = next((head.reporter for head in heads if head.reporter), "") or _letterhead(heads)
    sheets = ", ".join(head.sheet.name for head in heads[:6])
    what = detail("printed_number", number=number) if number else detail("printed_none", sheets=sheets or "–")
    return join([what, detail("printed_office", office=office)], "") if office else what


def nearest_forms(heads: Sequence[SheetHead], layouts: Layouts) -> Message:
    """The names of the forms nearest to the printed number, the titles and the table; says so where none is near."""
    latest = {form.code: form for form in layouts.forms}  # of several versions the name of the last
    likeness: dict[str, float] = {}
    for head in heads:
        titles = _titles(head)
        for code, form in latest.items():
            stated = head.number or head.printed
            number = _number_likeness(stated, code) if stated else 0.0
            title = max((_word_likeness(text, form.title) for text in titles), default=0.0)
            near = [score for score, least in ((number, LIKE_NUMBER), (title, LIKE_TITLE)) if score >= least]
            likeness[code] = max([likeness.get(code, 0.0), *near])
        for entry in rank(head.sheet, layouts):
            if entry.score >= LIKE_LAYOUT:
                likeness[entry.form.code] = max(likeness[entry.form.code], entry.score)
    found = sorted((code for code, score in likeness.items() if score), key=lambda code: (-likeness[code], code))
    if not found:
        return detail("nearest_none")
    return detail("nearest", names=join([form_name(latest[code]) for code in found[:MOST]], ", "))


def _letterhead(heads: Sequence[SheetHead]) -> str:
    """The first text at the top of a sheet that begins as the name of an office; empty where there is none."""
    for head in heads:
        for row, line in head.sheet.rows.items():
            texts = [value for value in line.values() if isinstance(value, str)] if row <= TITLE_ROWS else []
            for text in texts:
                if len(text) <= LONGEST_OFFICE and OFFICE.match(name_fold(text)):
                    return " ".join(text.split())
    return ""


def _titles(head: SheetHead) -> list[str]:
    """The longer texts at the top of the sheet, folded."""
    rows = ((row, line) for row, line in head.sheet.rows.items() if row <= TITLE_ROWS)
    texts = (value for _, line in rows for value in line.values() if isinstance(value, str))
    folded = (name_fold(text) for text in texts if len(text) >= SHORTEST_TITLE)
    return [text for text in folded if not OFFICE.match(text)]


def _word_likeness(text: str, title: str) -> float:
    """The share of words that a folded text and a title have in common (Dice), without regard to accents."""
    words, others = set(name_ascii(text).split()), set(name_ascii(title).split())
    return 2 * len(words & others) / max(1, len(words) + len(others))


def _number_likeness(number: str, code: str) -> float:
    """The similarity of two form numbers; `XA-1`, `xa 01` and `XA-01` are equal."""
    return similarity(_plain_number(number), _plain_number(code))


def _plain_number(number: str) -> str:
    return " ".join(part.lstrip("0") or "0" for part in LETTERS_AND_DIGITS.findall(name_ascii(number)))
