"""Word documents on A4: fonts, header with the notice, sentences whose numbers are locked fields, equal bytes.

A finished document can be compared with a release (`word/verify.py`).
"""

# python-docx hands out elements of lxml, which has no type hints.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pipelines.files.bound import Sentence
from pipelines.files.word.binding import Bindings
from pipelines.files.word.save import save

FONT = "Times New Roman"
RED, GREY = RGBColor(0xC0, 0, 0), RGBColor(0x59, 0x59, 0x59)


class Document:
    """A document of A4 pages that collects the cells its sentences are bound to."""

    def __init__(self, title: str, notice: str, foot: str, release_id: str) -> None:
        self.word: Any = docx.Document()
        self._bindings = Bindings(release_id)
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
            self._bindings.put(paragraph, sentence)

    def save(self, path: Path) -> None:
        """Write the document, with the templates of its sentences inside."""
        self._bindings.attach(self.word)
        save(self.word, path)
