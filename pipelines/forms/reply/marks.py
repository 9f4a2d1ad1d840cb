"""Questions of a reply: a mark for each cell in question, a summary of the file, the lasting identifier of a question.

`publication` finds what is wrong and passes it as marks; `annotate` and `copy` write them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.forms.messages import text

AUTHOR = "chiso"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # characters that XML does not allow


class SeverityStyle(NamedTuple):
    """How a severity is shown: fill colour as ARGB, and its Vietnamese label."""

    fill: str
    label: str


# The gravest first. stop and hold withhold a figure, note publishes it with a mark, info only informs, answered is the
# colour of a cell whose question is settled.
SEVERITIES = {
    "stop": SeverityStyle("FFF8CBAE", text("reply_severity_stop")),
    "hold": SeverityStyle("FFF8CBAE", text("reply_severity_hold")),
    "question": SeverityStyle("FFFFD966", text("reply_severity_question")),
    "note": SeverityStyle("FFFFEB9D", text("reply_severity_note")),
    "info": SeverityStyle("FFDDEBF8", text("reply_severity_info")),
    "answered": SeverityStyle("FFE2F0DA", text("reply_severity_answered")),
}
SEVERITY_ORDER = tuple(SEVERITIES)


@dataclass(frozen=True)
class Mark:
    """One question about one cell, in Vietnamese: what was read, what is wrong, what is plausible, what to do."""

    sheet: str
    address: str
    severity: str
    text_vi: str
    question_id: str
    is_related: bool = False  # a further cell of a question, which is asked at another one
    earlier_ids: tuple[str, ...] = ()  # under which replies of earlier versions asked the same


class Paragraph(NamedTuple):
    """The text of one mark in a comment."""

    heading: str
    body: str


@dataclass(frozen=True)
class Summary:
    """What the first sheet of a reply says of the whole file."""

    facts: Sequence[tuple[str, str]]  # label, value
    verdict_vi: str
    notes: Sequence[str] = ()
    previous: Mapping[str, str] = field(default_factory=lambda: {})  # question_id -> text, of the reply before

    def state(self, mark: Mark) -> str:
        """Return the label of a question that was asked before, or of a new one."""
        was_asked = not self.previous.keys().isdisjoint((mark.question_id, *mark.earlier_ids))
        return text("reply_state_open" if was_asked else "reply_state_new")

    def answered(self, marks: Sequence[Mark]) -> dict[str, str]:
        """Return the questions of the reply before that are not among `marks`: this file settles them."""
        open_ids = {key for mark in marks for key in (mark.question_id, *mark.earlier_ids)}
        return {key: question for key, question in self.previous.items() if key not in open_ids}


def question_id(reporter: str, form: str, period: str, place: Sequence[str], reason: str) -> str:
    """Return `Q-` and ten hexadecimal digits that stay the same for a corrected file while the problem stays.

    `place` is the cell's row key and column key, or the slice where the sheet knows none.
    """
    parts = "\x1f".join((reporter, form, period, *place, reason))
    return f"Q-{hashlib.sha256(parts.encode()).hexdigest()[:10]}"


def by_cell(marks: Sequence[Mark]) -> dict[str, dict[str, list[Mark]]]:
    """Group marks by sheet and address; the gravest first, equal marks once."""
    found: dict[str, dict[str, list[Mark]]] = {}
    for mark in sorted(marks, key=lambda mark: SEVERITY_ORDER.index(mark.severity)):
        of_cell = found.setdefault(mark.sheet, {}).setdefault(mark.address.replace("$", "").upper(), [])
        if mark not in of_cell:
            of_cell.append(mark)
    return found


def paragraphs(marks: Sequence[Mark]) -> list[Paragraph]:
    """Return the paragraphs of a cell's comment: severity and identifier as heading, the question as body."""
    return [Paragraph(f"{SEVERITIES[mark.severity].label} ({mark.question_id})", mark.text_vi) for mark in marks]


def xml_text(value: str) -> str:
    """Escape text for a part of a workbook; the result is ASCII, so that it fits a part of any encoding.

    Characters that XML forbids are left out. An underscore before what Excel would decode (_x0041_) is escaped.
    """
    clean = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", FORBIDDEN.sub("", value))
    for char, escape in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        clean = clean.replace(char, escape)
    return clean.encode("ascii", "xmlcharrefreplace").decode()
