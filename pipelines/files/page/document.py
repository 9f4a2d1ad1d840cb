"""Word documents on A4: fonts, header with the notice, sentences whose numbers are locked fields, equal bytes.

A bound number is a content control tagged `b1`, `b2` …; `<name>.bound.json` beside the document holds the cell of each,
so that a finished document can be compared with a release.
"""

# python-docx hands out elements of lxml, which has no type hints.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

import json
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pipelines.files.bound import Bound, Cells, Sentence, check

FONT = "Times New Roman"
FIXED = datetime(2000, 1, 1)  # a fixed time: the same release gives the same bytes
RED, GREY = RGBColor(0xC0, 0, 0), RGBColor(0x59, 0x59, 0x59)


class Document:
    """A document of A4 pages that collects the cells its sentences are bound to."""

    def __init__(self, title: str, notice: str, foot: str) -> None:
        self.word: Any = docx.Document()
        self.bounds: dict[str, Bound] = {}
        section = self.word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(2)
        style = self.word.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(13)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(6)
        if notice:
            self._line(section.header.paragraphs[0], notice, 13, RED, is_bold=True)
        self._line(section.footer.paragraphs[0], foot, 9, GREY)
        about = self.word.core_properties
        about.title, about.author, about.comments = title, "", notice
        about.created = about.modified = FIXED

    def _line(self, paragraph: Any, text: str, size: float, colour: RGBColor, *, is_bold: bool = False) -> None:
        """A centred line."""
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.font.size, run.font.color.rgb = is_bold, Pt(size), colour

    def heading(self, text: str, size: float = 15) -> None:
        """A centred bold line."""
        self._line(self.word.add_paragraph(), text, size, RGBColor(0, 0, 0), is_bold=True)

    def note(self, text: str, size: float = 11) -> None:
        """A centred line in italics."""
        paragraph = self.word.add_paragraph()
        self._line(paragraph, text, size, GREY)
        paragraph.runs[0].italic = True

    def sentence(self, lead: str, sentences: list[Sentence]) -> None:
        """A paragraph: a bold lead, then the sentences; each of their numbers is a locked field."""
        paragraph = self.word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.add_run(f"{lead} ").bold = True
        for number, sentence in enumerate(sentences):
            if number:
                paragraph.add_run(" ")
            for part in sentence.parts:
                if isinstance(part, Bound):
                    self._field(paragraph, part)
                else:
                    paragraph.add_run(part)

    def _field(self, paragraph: Any, bound: Bound) -> None:
        """A content control that holds the printed cell and cannot be edited."""
        tag = f"b{len(self.bounds) + 1}"
        self.bounds[tag] = bound
        control, about = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
        for name, value in (("w:tag", tag), ("w:lock", "sdtContentLocked")):
            element = OxmlElement(name)
            element.set(qn("w:val"), value)
            about.append(element)
        content = OxmlElement("w:sdtContent")
        content.append(paragraph.add_run(bound.printed)._r)  # moves the run into the control
        control.append(about)
        control.append(content)
        paragraph._p.append(control)

    def save(self, path: Path) -> None:
        """Write the document and, beside it, the cells of its numbers."""
        buffer = BytesIO()
        self.word.save(buffer)
        with zipfile.ZipFile(buffer) as read, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
            for name in read.namelist():
                written.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), read.read(name), zipfile.ZIP_DEFLATED)
        cells = {tag: {"reference": b.reference.strip(), "printed": b.printed} for tag, b in self.bounds.items()}
        text = json.dumps(cells, ensure_ascii=False, indent=1)
        path.with_suffix(".bound.json").write_text(text + "\n", "utf-8")


def check_document(path: Path, cells: Cells) -> int:
    """Compare a finished document with a release; returns how many numbers were compared.

    Raises BoundError for the first number that is not the release's, whether the document or the release changed.
    """
    bounds = json.loads(path.with_suffix(".bound.json").read_text("utf-8"))
    body = docx.Document(str(path)).element.body
    n = 0
    for control in body.iter(qn("w:sdt")):
        tag = next(control.iter(qn("w:tag"))).get(qn("w:val"))
        text = "".join(node.text or "" for node in control.iter(qn("w:t")))
        check(cells, Sentence((Bound(bounds[tag]["reference"], text),)))
        n += 1
    return n
