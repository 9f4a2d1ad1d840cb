"""What a reply says: a mark for each cell in question, a summary of the file, the lasting name of each question.

Here: the shapes that come as arguments, and their texts for comments. Not here: finding what is wrong (publication),
editing workbooks (annotate.py).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

AUTHOR = "chiso"
# severity -> (fill, words): stop and hold keep a figure back, note publishes it with a mark, info only tells
SEVERITIES: dict[str, tuple[str, str]] = {
    "stop": ("FFF8CBAE", "Phải sửa"),
    "hold": ("FFF8CBAE", "Phải sửa hoặc giải trình"),
    "note": ("FFFFEB9D", "Cần xem lại"),
    "info": ("FFDDEBF8", "Để biết"),
    "answered": ("FFE2F0DA", "Đã xử lý"),
}
ORDER = tuple(SEVERITIES)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Mark:
    """One question about one cell, in Vietnamese: what was read, what is wrong, what is plausible, what to do."""

    sheet: str
    address: str
    severity: str
    text_vi: str
    question_id: str


@dataclass(frozen=True)
class Summary:
    """What the first sheet says of the whole file; `previous` are the questions of the reply before, by their id."""

    facts: Sequence[tuple[str, str]]
    verdict_vi: str
    notes: Sequence[str] = ()
    previous: Mapping[str, str] = field(default_factory=lambda: {})

    def state(self, mark: Mark) -> str:
        """Whether the question is new or was asked before."""
        return "Chưa xử lý" if mark.question_id in self.previous else "Mới"

    def answered(self, marks: Sequence[Mark]) -> dict[str, str]:
        """The questions of the reply before that this file settles."""
        asked = {mark.question_id for mark in marks}
        return {key: text for key, text in self.previous.items() if key not in asked}


def question_id(reporter: str, form: str, period: str, place: Sequence[str], reason: str) -> str:
    """The lasting name of a question: the same for a corrected file as long as the same place has the same fault.

    `place` is the cell's row and column key, or the slice where the sheet knows none.
    """
    text = "\x1f".join((reporter, form, period, *place, reason))
    return f"Q-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def by_cell(marks: Sequence[Mark]) -> dict[str, dict[str, list[Mark]]]:
    """sheet -> address -> its marks, the gravest first, each question once."""
    found: dict[str, dict[str, list[Mark]]] = {}
    for mark in sorted(marks, key=lambda mark: ORDER.index(mark.severity)):
        of_cell = found.setdefault(mark.sheet, {}).setdefault(mark.address.replace("$", "").upper(), [])
        if mark not in of_cell:
            of_cell.append(mark)
    return found


def paragraphs(marks: Sequence[Mark]) -> list[tuple[str, str]]:
    """A comment's text: a heading and a body for each mark."""
    return [(f"{SEVERITIES[mark.severity][1]} ({mark.question_id})", mark.text_vi) for mark in marks]


def xml_text(text: str) -> str:
    """Text for a part of a workbook: no character that XML forbids, no escape that Excel would decode, ASCII only.

    Character references keep an insertion right in a part of any encoding.
    """
    clean = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", FORBIDDEN.sub("", text))
    for char, escape in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        clean = clean.replace(char, escape)
    return clean.encode("ascii", "xmlcharrefreplace").decode()
