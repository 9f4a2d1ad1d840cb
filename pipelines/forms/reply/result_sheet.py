"""The first sheet of a reply, "Kết quả kiểm tra", as XML: what was found, and each question with a link to its cell.

No text of it begins like the head of a form (Biểu số, Đơn vị báo cáo …), so that it is never taken for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.forms.blank.style import LINE_HEIGHT
from pipelines.forms.messages import text
from pipelines.forms.reply.marks import SEVERITIES, SEVERITY_ORDER, Mark, Summary, xml_text
from pipelines.forms.reply.styles import StylesPart

WIDTHS = (6, 20, 9, 24, 14, 90, 16)
HEADS = (
    *("reply_head_number", "reply_head_sheet", "reply_head_cell", "reply_head_severity"),
    *("reply_head_state", "reply_head_question", "reply_head_id"),
)
SEVERITY, QUESTION, ID = 3, 5, 6  # columns of HEADS, counted from 0
LETTERS_A_LINE = 100  # of Times New Roman 11 in the column of questions
LETTERS_ACROSS = 170  # in all columns together


class StyledText(NamedTuple):
    """The text of a cell and the index of its cell format."""

    text: str
    style: int


class Link(NamedTuple):
    """A link of the sheet."""

    address: str
    location: str


def questions_by_severity(marks: Sequence[Mark]) -> list[Mark]:
    """Return one mark for each question, the gravest first; its further cells have no row of their own."""
    first: dict[str, Mark] = {}
    for mark in sorted(marks, key=lambda mark: (SEVERITY_ORDER.index(mark.severity), mark.is_related)):
        first.setdefault(mark.question_id, mark)
    return list(first.values())


@dataclass
class ResultSheet:
    """The sheet being written, from the top down."""

    styles: StylesPart
    sheets: Sequence[str]  # names that a link may lead to
    rows: list[str] = field(default_factory=lambda: [])
    links: list[Link] = field(default_factory=lambda: [])
    merged: list[str] = field(default_factory=lambda: [])  # areas

    def xml(self, marks: Sequence[Mark], summary: Summary, main: str) -> bytes:
        """Return the whole part; `main` is the namespace of the workbook's sheets."""
        self._write_across(text("reply_title"), self.styles.result_style("title"), 1.4)
        for label, value in summary.facts:
            self._write_across(f"{label}: {value}", self.styles.result_style("text"))
        self._write_across(summary.verdict_vi, self.styles.result_style("bold"))
        for note in summary.notes:
            self._write_across(note, self.styles.result_style("text", "hold"))
        self.rows.append("")
        if marks:
            self._write_table(marks, summary)
        answered = summary.answered(marks)
        if answered:
            self.rows.append("")
            self._write_across(text("reply_answered", n=len(answered)), self.styles.result_style("bold"))
            style = self.styles.result_style("text", "answered", is_boxed=True)
            for key, question in sorted(answered.items()):
                texts = ("", "", "", SEVERITIES["answered"].label, "", question, key)
                self._write_row([StyledText(cell_text, style) for cell_text in texts])
        return self._part(main)

    def _write_table(self, marks: Sequence[Mark], summary: Summary) -> None:
        head = self.styles.result_style("bold", "info", is_boxed=True, is_centred=True)
        self._write_row([StyledText(text(code), head) for code in HEADS])
        plain = self.styles.result_style("text", is_boxed=True)
        link = self.styles.result_style("link", is_boxed=True, is_centred=True)
        names = {name.lower(): name for name in self.sheets}
        for number, mark in enumerate(questions_by_severity(marks), 1):
            coloured = self.styles.result_style("text", mark.severity, is_boxed=True)
            name = names.get(mark.sheet.lower())
            if name:
                quoted = name.replace("'", "''")
                self.links.append(Link(f"C{len(self.rows) + 1}", f"'{quoted}'!{mark.address}"))
            cells = [
                StyledText(str(number), plain),
                StyledText(mark.sheet, plain),
                StyledText(mark.address, link),
                StyledText(SEVERITIES[mark.severity].label, coloured),
                StyledText(summary.state(mark), plain),
                StyledText(mark.text_vi, plain),
                StyledText(mark.question_id, plain),
            ]
            self._write_row(cells)

    def _write_across(self, sentence: str, style: int, height: float = 1) -> None:
        """Write one text over all columns; `height` is the height of one line of it in lines."""
        number = len(self.rows) + 1
        self.merged.append(f"A{number}:G{number}")
        self._write_row([StyledText(sentence, style)], height * max(1, -(-len(sentence) // LETTERS_ACROSS)))

    def _write_row(self, cells: Sequence[StyledText], height: float = 0) -> None:
        """Write a row of `height` lines; 0 fits it to the question."""
        number = len(self.rows) + 1
        question = cells[QUESTION].text if len(cells) > QUESTION else ""
        height = height or sum(max(1, -(-len(piece) // LETTERS_A_LINE)) for piece in question.split("\n"))
        written = "".join(
            f'<c r="{letter}{number}" s="{cell.style}" t="inlineStr"><is><t xml:space="preserve">{xml_text(cell.text)}'
            "</t></is></c>"
            for letter, cell in zip("ABCDEFG", cells, strict=False)
        )
        points = min(height * LINE_HEIGHT + 2, 409)  # Excel's limit
        self.rows.append(f'<row r="{number}" ht="{points:g}" customHeight="1">{written}</row>')

    def _part(self, main: str) -> bytes:
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
            for number, width in enumerate(WIDTHS, 1)
        )
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in self.merged)
        links = "".join(
            f'<hyperlink ref="{link.address}" location="{location}" display="{location}"/>'
            for link in self.links
            for location in (xml_text(link.location),)
        )
        xml = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{main}">'
            '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
            f"<cols>{columns}</cols><sheetData>{''.join(self.rows)}</sheetData>"
            f'<mergeCells count="{len(self.merged)}">{merged}</mergeCells>'
            f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        )
        return xml.encode()
