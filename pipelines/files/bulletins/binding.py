"""Bound sentences in a .docx: each number is a locked content control, each sentence stands between two bookmarks.

A tag of Word holds 64 characters at most, so the templates stand in a custom XML part of the file, by the name of the
bookmark. Whoever has the file and a release can compare them (`verify.py`).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Pt

from pipelines.files.bound import Bound, Cells, Sentence, fill
from pipelines.files.bulletins.wordml import element
from pipelines.files.messages import BoundError

NAMESPACE = "urn:chiso:bound-sentences"
PART = "/customXml/chiso.xml"
PREFIX = "chiso_"


class Writer:
    """Fills templates from one release and writes them into paragraphs of one document."""

    def __init__(self, cells: Cells, release_id: str) -> None:
        self.cells = cells
        self._root = ET.Element(f"{{{NAMESPACE}}}sentences", release=release_id)

    def write(self, paragraph: Any, *templates: str, size: float | None = None, bold: bool = False) -> bool:
        """Write the first template whose claims hold; False where there is none, BoundError as of `fill`.

        A single template must hold: its failing claim is raised.
        """
        for template in templates:
            try:
                sentence = fill(self.cells, template)
            except BoundError as error:
                if error.code != "claim_fails" or len(templates) == 1:
                    raise
                continue
            self._write(paragraph, template, sentence, (size, bold))
            return True
        return False

    def number(self, reference: str) -> float:
        """The number of a chart's point; it is kept with the sentences, so that it is compared too."""
        self._keep(f"{{{{{reference}}}}}")
        return float(self.cells.value(reference))  # type: ignore[arg-type]

    def attach(self, docx: Any) -> None:
        """Add the templates to the document, as its custom XML part."""
        blob = ET.tostring(self._root, encoding="UTF-8", xml_declaration=True)
        part = Part(PackURI(PART), "application/xml", blob, docx.part.package)
        docx.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)

    def _keep(self, template: str) -> str:
        """Add a template to the list and return the name of its bookmark."""
        name = f"{PREFIX}{len(self._root) + 1}"
        ET.SubElement(self._root, f"{{{NAMESPACE}}}sentence", name=name).text = template
        return name

    def _write(self, paragraph: Any, template: str, sentence: Sentence, look: tuple[float | None, bool]) -> None:
        name = self._keep(template)
        number = name.removeprefix(PREFIX)
        paragraph._p.append(element("bookmarkStart", id=number, name=name))
        _write_parts(paragraph, sentence.parts, look)
        paragraph._p.append(element("bookmarkEnd", id=number))


def _write_parts(paragraph: Any, parts: Sequence[str | Bound], look: tuple[float | None, bool]) -> None:
    """Plain text as runs, printed cells as runs within content controls."""
    for place, part in enumerate(parts):
        run = paragraph.add_run(part.printed if isinstance(part, Bound) else part)
        size, run.bold = look[0], look[1]
        if size:
            run.font.size = Pt(size)
        if isinstance(part, Bound):
            paragraph._p.append(_control(run._r, f"cell{place}"))


def _control(run: Any, tag: str) -> Any:
    """A content control around a run, which Word does not let a person edit or delete."""
    control, properties, content = (element(name) for name in ("sdt", "sdtPr", "sdtContent"))
    for name, value in (("alias", "Số của bản công bố"), ("tag", tag), ("lock", "sdtContentLocked")):
        properties.append(element(name, val=value))
    content.append(run)
    control.append(properties)
    control.append(content)
    return control
