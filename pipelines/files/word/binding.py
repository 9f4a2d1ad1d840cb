"""Bound sentences in a .docx: each number is a locked content control, each sentence stands between two bookmarks.

A tag of Word holds 64 characters at most, so the templates stand in a custom XML part of the file, by the name of the
bookmark. Whoever has the file and a release can compare them (`verify.py`).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Any, NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Pt

from pipelines.files.bound import Bound, Cells, Sentence, fill
from pipelines.files.messages import BoundError
from pipelines.files.word.wordml import element

NAMESPACE = "urn:chiso:bound-sentences"
PART = "/customXml/chiso.xml"
PREFIX = "chiso_"


class Look(NamedTuple):
    """Size in points and weight of a sentence's text; None is that of the paragraph."""

    size: float | None = None
    bold: bool | None = None


PLAIN = Look()


class Bindings:
    """The sentences of one document, by the names of their bookmarks."""

    def __init__(self, release_id: str) -> None:
        self._root = ET.Element(f"{{{NAMESPACE}}}sentences", release=release_id)

    def put(self, paragraph: Any, sentence: Sentence, look: Look = PLAIN) -> None:
        """Write a filled sentence at the end of a paragraph."""
        name = self.keep(template_of(sentence))
        number = name.removeprefix(PREFIX)
        paragraph._p.append(element("bookmarkStart", id=number, name=name))
        for place, part in enumerate(sentence.parts):
            run = paragraph.add_run(part.printed if isinstance(part, Bound) else part)
            run.bold = look.bold
            if look.size:
                run.font.size = Pt(look.size)
            if isinstance(part, Bound):
                paragraph._p.append(_control(run._r, f"cell{place}"))
        paragraph._p.append(element("bookmarkEnd", id=number))

    def keep(self, template: str) -> str:
        """Add a template to the list and return the name of its bookmark."""
        name = f"{PREFIX}{len(self._root) + 1}"
        ET.SubElement(self._root, f"{{{NAMESPACE}}}sentence", name=name).text = template
        return name

    def attach(self, docx: Any) -> None:
        """Add the templates to the document, as its custom XML part."""
        blob = ET.tostring(self._root, encoding="UTF-8", xml_declaration=True)
        part = Part(PackURI(PART), "application/xml", blob, docx.part.package)
        docx.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


class Writer:
    """Fills templates from one release and writes them into paragraphs of one document."""

    def __init__(self, cells: Cells, release_id: str) -> None:
        self.cells = cells
        self.bindings = Bindings(release_id)

    def write(self, paragraph: Any, *templates: str, look: Look = PLAIN) -> bool:
        """Write the first template whose claims hold; False where there is none, BoundError as of `fill`.

        A single template must hold: its failing claim is raised.
        """
        sentence = first_that_holds(self.cells, templates)
        if sentence is not None:
            self.bindings.put(paragraph, sentence, look)
        return sentence is not None

    def number(self, reference: str) -> float:
        """The number of a chart's point; it is kept with the sentences, so that it is compared too."""
        self.bindings.keep(f"{{{{{reference}}}}}")
        return float(self.cells.value(reference))  # type: ignore[arg-type]


def first_that_holds(cells: Cells, templates: Sequence[str]) -> Sentence | None:
    """The first template whose claims hold, filled; None where there is none. A single template must hold."""
    for template in templates:
        try:
            return fill(cells, template)
        except BoundError as error:
            if error.code != "claim_fails" or len(templates) == 1:
                raise
    return None


def template_of(sentence: Sentence) -> str:
    """The template that gives the sentence: references for cells, quotes for text with digits, then the claims."""
    parts = [f"{{{{{part.reference}}}}}" if isinstance(part, Bound) else _quoted(part) for part in sentence.parts]
    return "".join(parts) + "".join(f"[[{claim}]]" for claim in sentence.claims)


def _quoted(text: str) -> str:
    return f"{{{{'{text}'}}}}" if re.search(r"\d", text) else text


def _control(run: Any, tag: str) -> Any:
    """A content control around a run, which Word does not let a person edit or delete."""
    control, properties, content = (element(name) for name in ("sdt", "sdtPr", "sdtContent"))
    for name, value in (("alias", "Số của bản công bố"), ("tag", tag), ("lock", "sdtContentLocked")):
        properties.append(element(name, val=value))
    content.append(run)
    control.append(properties)
    control.append(content)
    return control
