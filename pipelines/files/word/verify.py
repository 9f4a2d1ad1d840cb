"""Compare a finished bulletin with a release: numbers, claims, and the words that claim something.

A person may delete sentences and reword them in Word. What is refused: a sentence whose claim the release does not
bear out, a number that is not the release's, a number typed between bound ones, and changed words of comparison.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from pipelines.errors import Message, message
from pipelines.files.bound import Cells, Sentence, fill
from pipelines.files.messages import BOUND, BoundError, refuse_sentence
from pipelines.files.word.binding import NAMESPACE, PREFIX

# Words that say how figures compare or what became of a target; in an edited sentence they must stay what they were.
CLAIMING = re.compile(
    r"không đổi|không đạt|chưa đạt|đã đạt|duy trì được|đi ngược chiều|đúng tiến độ|tiến triển ít|tăng|giảm|đạt"
    r"|cao hơn|thấp hơn|vượt|gửi muộn|chưa gửi|quá hạn|ước thực hiện",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d[\d.,]*")


class Standing(NamedTuple):
    """A sentence as it stands in the document: its bookmark, its text, and the texts of its content controls."""

    name: str
    text: str
    numbers: list[str]


def document_faults(path: Path, cells: Cells) -> list[Message]:
    """What does not agree with the release, one message for each sentence; empty where everything does.

    Raises BoundError for a document without bound sentences: no bulletin, or one whose hidden part was removed.
    """
    templates = _templates(path)
    faults: list[Message] = []
    standing = {sentence.name: sentence for sentence in _sentences(path)}
    for name, template in templates.items():
        try:
            bound = fill(cells, template)
        except BoundError as error:
            faults.append(error.message)
            continue
        if name in standing:
            faults += _differences(bound, standing[name])
    return faults


def _differences(bound: Sentence, standing: Standing) -> list[Message]:
    """The first difference between a sentence filled from the release and the one that stands in the document."""
    for cell, number in zip(bound.bounds, standing.numbers, strict=False):
        if cell.printed != number:
            where = cell.reference.strip()
            return [message(BOUND, "number_changed", printed=number, text=where, value=cell.printed)]
    if len(bound.bounds) != len(standing.numbers):
        return [message(BOUND, "number_removed", text=standing.text)]
    words, stated = _claims(bound.text), _claims(standing.text)
    if words != stated:
        return [message(BOUND, "words_changed", text=standing.text, words=", ".join(words) or "–")]
    if bound.text != standing.text and sorted(DIGITS.findall(bound.text)) != sorted(DIGITS.findall(standing.text)):
        typed = set(DIGITS.findall(standing.text)) - set(DIGITS.findall(bound.text))
        return [message(BOUND, "typed_number", number=", ".join(sorted(typed)) or "–", text=standing.text)]
    return []


def _claims(text: str) -> list[str]:
    return [word.lower() for word in CLAIMING.findall(text)]


def _templates(path: Path) -> dict[str, str]:
    """The template of each bookmark, from the custom XML part; Word gives that part another name when it saves."""
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.startswith("customXml/") and name.endswith(".xml"):
                root: Any = parse_xml(parts.read(name))  # no external entities
                if root.tag == f"{{{NAMESPACE}}}sentences":
                    return {str(node.get("name")): str(node.text) for node in root}
    raise refuse_sentence("no_sentences", path=path.name)


def _sentences(path: Path) -> Iterator[Standing]:
    """The sentences between bookmarks, in the text and in tables.

    Marks and texts are taken in their order, at any depth: LibreOffice moves a bookmark into the control that follows.
    """
    document: Any = docx.Document(str(path))
    for paragraph in document.element.body.iter(qn("w:p")):
        name, text, numbers = "", "", dict[Any, str]()
        for node in paragraph.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:t")):
            if node.tag == qn("w:bookmarkStart") and str(node.get(qn("w:name"))).startswith(PREFIX):
                name, text, numbers = str(node.get(qn("w:name"))), "", {}
            elif node.tag == qn("w:bookmarkEnd") and name:
                yield Standing(name, text, list(numbers.values()))
                name = ""
            elif node.tag == qn("w:t") and name:
                text += node.text or ""
                if (control := next(node.iterancestors(qn("w:sdt")), None)) is not None:
                    numbers[control] = numbers.get(control, "") + (node.text or "")
