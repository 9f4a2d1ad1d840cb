"""The first sheet of a reply, "Kết quả kiểm tra": what was found in the file, each question with a link to its cell.

Here: the sheet's XML. Not here: its place in the workbook (workbook.py), what is asked (publication).
No text of it begins like the head of a form (Biểu số, Đơn vị báo cáo …): a reader must not take it for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.forms.blank.style import LINE
from pipelines.forms.reply.marks import ORDER, SEVERITIES, Mark, Summary, xml_text
from pipelines.forms.reply.styles import Styles

WIDTHS = (6, 20, 9, 24, 14, 90, 16)
HEADS = ("STT", "Trang", "Ô", "Mức độ", "Tình trạng", "Nội dung", "Mã câu hỏi")
LETTERS_A_LINE = 100  # of Times New Roman 11 in the column of contents


def listed(marks: Sequence[Mark]) -> list[tuple[Mark, str]]:
    """Every mark with its text, the gravest question first; a question of several cells is told once."""
    first: dict[str, Mark] = {}
    for mark in sorted(marks, key=lambda mark: ORDER.index(mark.severity)):
        first.setdefault(mark.question_id, mark)
    order = {key: at for at, key in enumerate(first)}
    return [
        (mark, mark.text_vi if mark is told else f"Ô liên quan: xem câu hỏi {told.question_id} ở ô {told.address}.")
        for mark in sorted(marks, key=lambda mark: order[mark.question_id])
        for told in (first[mark.question_id],)
    ]


@dataclass
class Result:
    """The sheet being written, from the top down."""

    styles: Styles
    sheets: Sequence[str]  # names that a link may lead to
    rows: list[str] = field(default_factory=lambda: [])
    links: list[tuple[str, str]] = field(default_factory=lambda: [])  # cell, location
    wide: list[str] = field(default_factory=lambda: [])  # merged areas

    def xml(self, marks: Sequence[Mark], summary: Summary, main: str) -> bytes:
        """The whole part."""
        self._across("KẾT QUẢ KIỂM TRA", self.styles.own("title"), 1.4)
        for label, value in summary.facts:
            self._across(f"{label}: {value}", self.styles.own("text"))
        self._across(summary.verdict_vi, self.styles.own("bold"))
        for note in summary.notes:
            self._across(note, self.styles.own("text", "hold"))
        self.rows.append("")
        if marks:
            self._table(marks, summary)
        answered = summary.answered(marks)
        if answered:
            self.rows.append("")
            self._across(f"Đã xử lý từ lần trả lời trước: {len(answered)} câu hỏi", self.styles.own("bold"))
            look = self.styles.own("text", "answered", is_boxed=True)
            for key, text in sorted(answered.items()):
                self._row([("", look)] * 3 + [(SEVERITIES["answered"][1], look), ("", look), (text, look), (key, look)])
        return self._part(main)

    def _table(self, marks: Sequence[Mark], summary: Summary) -> None:
        head = self.styles.own("bold", "info", is_boxed=True, is_centred=True)
        self._row([(text, head) for text in HEADS])
        plain = self.styles.own("text", is_boxed=True)
        link = self.styles.own("link", is_boxed=True, is_centred=True)
        names = {name.lower(): name for name in self.sheets}
        for number, (mark, said) in enumerate(listed(marks), 1):
            colour = self.styles.own("text", mark.severity, is_boxed=True)
            texts = (str(number), mark.sheet, mark.address, SEVERITIES[mark.severity][1], summary.state(mark))
            looks = (plain, plain, link, colour, plain)
            name = names.get(mark.sheet.lower())
            if name:
                quoted = name.replace("'", "''")
                self.links.append((f"C{len(self.rows) + 1}", f"'{quoted}'!{mark.address}"))
            self._row([*zip(texts, looks, strict=True), (said, plain), (mark.question_id, plain)])

    def _across(self, text: str, style: int, tall: float = 1) -> None:
        number = len(self.rows) + 1
        self.wide.append(f"A{number}:G{number}")
        self._row([(text, style)], tall * max(1, -(-len(text) // 170)))

    def _row(self, cells: Sequence[tuple[str, int]], tall: float = 0) -> None:
        number = len(self.rows) + 1
        text = cells[5][0] if len(cells) > 5 else ""
        tall = tall or sum(max(1, -(-len(piece) // LETTERS_A_LINE)) for piece in text.split("\n"))
        written = "".join(
            f'<c r="{"ABCDEFG"[at]}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{xml_text(text)}</t>'
            "</is></c>"
            for at, (text, style) in enumerate(cells)
        )
        height = min(tall * LINE + 2, 409)
        self.rows.append(f'<row r="{number}" ht="{height:g}" customHeight="1">{written}</row>')

    def _part(self, main: str) -> bytes:
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(WIDTHS, 1)
        )
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in self.wide)
        links = "".join(
            f'<hyperlink ref="{cell}" location="{xml_text(place)}" display="{xml_text(place)}"/>'
            for cell, place in self.links
        )
        text = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{main}">'
            '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
            f"<cols>{columns}</cols><sheetData>{''.join(self.rows)}</sheetData>"
            f'<mergeCells count="{len(self.wide)}">{merged}</mergeCells>'
            f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        )
        return text.encode()
