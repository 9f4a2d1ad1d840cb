"""A reply to what is no editable .xlsx: the values that were read, as a workbook of ours, with the same marks.

Here: a new workbook from landed cells. Not here: the sender's own package (annotate.py). Every text is written as text,
so that no formula of a stranger comes alive in an answer.
"""

# xlsxwriter ships hints for arguments and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.codebook.identity_sheet import RESULT_SHEET
from pipelines.forms.blank.style import FONT
from pipelines.forms.reply.cells import Spot, spot
from pipelines.forms.reply.marks import FORBIDDEN, SEVERITIES, Mark, Summary, by_cell, paragraphs
from pipelines.forms.reply.result_sheet import HEADS, WIDTHS, listed

NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,10})?")
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Landed:
    """One cell as it was read."""

    sheet: str
    address: str
    text: str


def copy_with_marks(cells: Iterable[Landed], marks: Sequence[Mark], summary: Summary) -> bytes:
    """A workbook with the result in front and a sheet for each sheet read or marked."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        copy = _Copy(book)
        found: dict[str, dict[Spot, str]] = {mark.sheet: {} for mark in marks}
        for cell in cells:
            found.setdefault(cell.sheet, {})[spot(cell.address)] = cell.text
        result = book.add_worksheet(RESULT_SHEET)
        names = {name: copy.name(name) for name in found}
        copy.result(result, marks, summary, names)
        of_sheet = by_cell(marks)
        for name, texts in found.items():
            copy.sheet(names[name], texts, of_sheet.get(name, {}))
    return target.getvalue()


class _Copy:
    """The workbook being written."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.taken = {RESULT_SHEET.lower()}
        wrapped = {**FONT, "text_wrap": True, "valign": "top"}
        self.plain = book.add_format(wrapped)
        self.bold = book.add_format({**wrapped, "bold": True})
        self.boxed = book.add_format({**wrapped, "border": 1})
        self.link = book.add_format({**wrapped, "border": 1, "underline": 1, "font_color": "#0563C1"})
        self.fills = {
            severity: book.add_format({**wrapped, "border": 1, "bg_color": f"#{rgb[2:]}"})
            for severity, (rgb, _) in SEVERITIES.items()
        }

    def name(self, wanted: str) -> str:
        """A sheet name that Excel takes, unlike the others."""
        clean = FORBIDDEN_IN_NAMES.sub("_", FORBIDDEN.sub("", wanted))[:28].strip("' ") or "Trang"
        name, number = clean, 1
        while name.lower() in self.taken:
            number += 1
            name = f"{clean} {number}"
        self.taken.add(name.lower())
        return name

    def result(self, sheet: Worksheet, marks: Sequence[Mark], summary: Summary, names: dict[str, str]) -> None:
        for at, width in enumerate(WIDTHS):
            sheet.set_column(at, at, width)
        lines = ["KẾT QUẢ KIỂM TRA", *(f"{label}: {value}" for label, value in summary.facts)]
        lines += [summary.verdict_vi, *summary.notes]
        for row, text in enumerate(lines):
            sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", self.plain)
            sheet.write_string(row, 0, FORBIDDEN.sub("", text), self.bold if row == 0 else self.plain)
            sheet.set_row(row, 16 * max(1, -(-len(text) // 160)))
        row = len(lines) + 1
        if marks:
            for at, head in enumerate(HEADS):
                sheet.write_string(row, at, head, self.fills["info"])
        for number, (mark, said) in enumerate(listed(marks), 1):
            row += 1
            texts = (str(number), mark.sheet, mark.address, SEVERITIES[mark.severity][1], summary.state(mark))
            for at, text in enumerate((*texts, said, mark.question_id)):
                look = self.fills[mark.severity] if at == 3 else self.boxed
                sheet.write_string(row, at, FORBIDDEN.sub("", text), look)
            place = f"internal:'{names[mark.sheet].replace(chr(39), chr(39) * 2)}'!{mark.address}"
            sheet.write_url(row, 2, place, self.link, mark.address)
        for key, text in sorted(summary.answered(marks).items()):
            row += 1
            for at, said in ((3, SEVERITIES["answered"][1]), (5, text), (6, key)):
                sheet.write_string(row, at, FORBIDDEN.sub("", said), self.fills["answered"])

    def sheet(self, name: str, texts: dict[Spot, str], marks: dict[str, list[Mark]]) -> None:
        sheet: Worksheet = self.book.add_worksheet(name)
        sheet.set_column(0, 20, 16)
        marked = {spot(address): of_cell for address, of_cell in marks.items()}
        for (row, column), text in texts.items():
            look = self.fills[marked[row, column][0].severity] if (row, column) in marked else self.plain
            if NUMBER.fullmatch(text):
                sheet.write_number(row - 1, column - 1, float(text), look)
            else:
                sheet.write_string(row - 1, column - 1, FORBIDDEN.sub("", text)[:32_000], look)
        for (row, column), of_cell in marked.items():
            if (row, column) not in texts:
                sheet.write_blank(row - 1, column - 1, None, self.fills[of_cell[0].severity])
            said = "\n\n".join(f"{head}\n{body}" for head, body in paragraphs(of_cell))
            options = {"author": "chiso", "x_scale": 2.5, "y_scale": max(1.0, said.count("\n") / 4)}
            sheet.write_comment(row - 1, column - 1, FORBIDDEN.sub("", said)[:32_000], options)
