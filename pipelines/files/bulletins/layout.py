"""A letter in the layout of Decree 30/2020 (Phụ lục I): page, fonts, national title, headings, tables, signature block.

Sizes are those of the decree: Times New Roman, text 13-14, margins 20 mm above and below, 30 left, 15 right; the page
number in the middle of the header, not on the first page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pipelines.files.word.wordml import element

FONT = "Times New Roman"
TEXT, SMALL = 13, 11
WIDTH = 165  # millimetres between the margins

HEAD_WIDTHS = (67, 98)  # the national title needs 92 mm in 12 pt bold to stand on one line


@dataclass(frozen=True)
class Head:
    """What stands above the text. Number and date stay blank, for whoever signs fills them in."""

    superior: str
    issuer: str
    symbol: str  # after "Số: …/", for example BC-SKHCN
    place: str
    subject: str


class Letter:
    """A document that is written from top to bottom."""

    def __init__(self, head: Head, notice: str) -> None:
        self.docx: Any = docx.Document()
        self._is_below_table = False
        self._set_page()
        self._write_headers(notice)
        self._write_head(head)

    def paragraph(self, text: str = "", *, indent: bool = True) -> Any:
        """A justified paragraph of text."""
        paragraph = self.docx.add_paragraph()
        form = paragraph.paragraph_format
        form.alignment, form.space_after, form.line_spacing = ALIGN.JUSTIFY, Pt(6), 1.15
        form.first_line_indent = Mm(10) if indent else None
        form.space_before, self._is_below_table = Pt(8 if self._is_below_table else 0), False
        if text:
            paragraph.add_run(text)
        return paragraph

    def heading(self, text: str) -> None:
        """A heading of a section; its style makes it an entry of the navigation pane."""
        paragraph = self.docx.add_paragraph(style="Heading 1")
        self._is_below_table = False
        paragraph.paragraph_format.first_line_indent = Mm(10)
        paragraph.add_run(text)

    def caption(self, text: str) -> None:
        """The name of the table or chart that follows; it stays on its page."""
        paragraph = centred(self.docx.add_paragraph(), text, size=TEXT - 1, bold=True)
        paragraph.paragraph_format.space_before = Pt(6)
        paragraph.paragraph_format.keep_with_next = True

    def table(self, heads: Sequence[str], n_rows: int, widths: Sequence[float]) -> Any:
        """A table with a head that is repeated on each page; `widths` are shares of the text's width."""
        table = self.docx.add_table(rows=n_rows + 1, cols=len(heads), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        set_widths(table, [WIDTH * width / sum(widths) for width in widths])
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            centred(cell.paragraphs[0], text, size=SMALL, bold=True)
        _mark(table.rows[0], "tblHeader")
        for row in table.rows:
            _mark(row, "cantSplit")
        self._is_below_table = True
        return table

    def signature(self, receivers: Sequence[str], title: str) -> None:
        """The block at the end: receivers on the left, title and place for the signature on the right, no name."""
        self.docx.add_paragraph().paragraph_format.space_after = Pt(0)
        for paragraph in self.docx.paragraphs[-3:]:
            paragraph.paragraph_format.keep_with_next = True  # no page with signatures alone
        table = self.docx.add_table(rows=1, cols=2)
        set_widths(table, [82, 83])
        _mark(table.rows[0], "cantSplit")
        left, right = table.rows[0].cells
        run = _tight(left.paragraphs[0]).add_run("Nơi nhận:")
        run.bold = run.italic = True
        run.font.size = Pt(12)
        for receiver in receivers:
            _tight(left.add_paragraph()).add_run(receiver).font.size = Pt(11)
        centred(right.paragraphs[0], title, bold=True)
        centred(right.add_paragraph(), "(Ký, ghi rõ họ tên, đóng dấu)", italic=True)

    def _set_page(self) -> None:
        section = self.docx.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.header_distance = Mm(8)
        section.different_first_page_header_footer = True
        for name in ("Normal", "Heading 1"):
            style = self.docx.styles[name]
            style.font.name, style.font.size = FONT, Pt(TEXT)
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in fonts.attrib if key.endswith("Theme")]:
                del fonts.attrib[key]
            for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(key), FONT)
        heading = self.docx.styles["Heading 1"]
        heading.font.bold = True
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(10), Pt(6)
        self.docx.styles["Normal"].element.get_or_add_rPr().append(element("lang", val="vi-VN"))

    def _write_headers(self, notice: str) -> None:
        """The page number from the second page on, the mark of simulated figures on every page."""
        section = self.docx.sections[0]
        for header, has_number in ((section.first_page_header, False), (section.header, True)):
            paragraph = header.paragraphs[0]
            paragraph.alignment = ALIGN.CENTER
            if has_number:
                _add_page_number(paragraph)
            if notice:
                target = header.add_paragraph() if has_number else paragraph
                centred(target, notice, size=12, bold=True).runs[0].font.color.rgb = RGBColor(0xB0, 0, 0)

    def _write_head(self, head: Head) -> None:
        table = self.docx.add_table(rows=2, cols=2)
        set_widths(table, HEAD_WIDTHS)
        _without_cell_margins(table)
        left, right = table.rows[0].cells
        centred(left.paragraphs[0], head.superior.upper(), size=12)
        centred(left.add_paragraph(), head.issuer.upper(), size=12, bold=True)
        _rule(left.add_paragraph(), HEAD_WIDTHS[0], 24)
        centred(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
        centred(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
        _rule(right.add_paragraph(), HEAD_WIDTHS[1], 50)
        left, right = table.rows[1].cells
        centred(left.paragraphs[0], f"Số: ……/{head.symbol}", size=13)
        centred(right.paragraphs[0], f"{head.place}, ngày …… tháng …… năm ……", size=13, italic=True)
        title = centred(self.docx.add_paragraph(), "BÁO CÁO", size=14, bold=True)
        title.paragraph_format.space_before = Pt(14)
        centred(self.docx.add_paragraph(), head.subject, size=14, bold=True)
        _rule(self.docx.add_paragraph(), WIDTH, 50)


def centred(paragraph: Any, text: str, *, size: float = TEXT, bold: bool = False, italic: bool = False) -> Any:
    """Write `text` in the middle of a paragraph without space around it."""
    paragraph.alignment = ALIGN.CENTER
    run = _tight(paragraph).add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def set_widths(table: Any, widths: Sequence[float]) -> None:
    """Set widths in millimetres, of columns too: LibreOffice ignores those of cells alone."""
    table.autofit = False
    for number, width in enumerate(widths):
        table.columns[number].width = Mm(width)
        for cell in table.columns[number].cells:
            cell.width = Mm(width)


def _tight(paragraph: Any) -> Any:
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _rule(paragraph: Any, width: float, length: float) -> None:
    """A line of `length` millimetres in the middle of `width`: the border under an empty small paragraph."""
    form = _tight(paragraph).paragraph_format
    form.left_indent = form.right_indent = Mm((width - length) / 2)
    form.line_spacing = Pt(3)
    form.space_after = Pt(6)
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz=6, space=1, color="000000"))
    # the schema wants the border before spacing and indents
    paragraph.paragraph_format.element.get_or_add_pPr().insert(0, borders)


def _without_cell_margins(table: Any) -> None:
    """Let the text of a table reach its sides."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=0, type="dxa"))
    table._tbl.tblPr.append(margins)


def _mark(row: Any, name: str) -> None:
    """Set a property of a table row that is on where it stands."""
    row._tr.get_or_add_trPr().append(element(name))


def _add_page_number(paragraph: Any) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(TEXT)
        node = element("fldChar", fldCharType=kind) if kind else element("instrText")
        if text:
            node.text = text
        run._r.append(node)
