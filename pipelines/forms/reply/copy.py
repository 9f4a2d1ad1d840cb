"""Answer with a copy: the values that were read as a new workbook with the same marks, for what is no editable .xlsx.

Every text is written as text, so that no formula of a sender is calculated in a reply.
"""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
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
from pipelines.forms.messages import text
from pipelines.forms.reply.cells import CellPosition, parse_address
from pipelines.forms.reply.marks import AUTHOR, FORBIDDEN, SEVERITIES, Mark, Summary, by_cell, paragraphs
from pipelines.forms.reply.result_sheet import HEADS, ID, QUESTION, SEVERITY, WIDTHS, questions_by_severity

NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,10})?")  # a landed text that was a number
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST_TEXT = 32_000  # characters in a cell or comment; Excel takes 32 767


@dataclass(frozen=True)
class LandedCell:
    """One cell as it was read."""

    sheet: str
    address: str
    text: str


def copy_with_marks(cells: Iterable[LandedCell], marks: Sequence[Mark], summary: Summary) -> bytes:
    """Return a workbook with the result sheet in front and a sheet for each sheet that was read or marked."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        writer = _CopyWriter(book)
        found: dict[str, dict[CellPosition, str]] = {mark.sheet: {} for mark in marks}
        for cell in cells:
            found.setdefault(cell.sheet, {})[parse_address(cell.address)] = cell.text
        result = book.add_worksheet(RESULT_SHEET)
        names = {name: writer.free_name(name) for name in found}
        writer.write_result(result, marks, summary, names)
        of_sheet = by_cell(marks)
        for name, texts in found.items():
            writer.write_sheet(names[name], texts, of_sheet.get(name, {}))
    return target.getvalue()


class _CopyWriter:
    """The workbook being written."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.taken = {RESULT_SHEET.lower()}  # sheet names in lower case
        wrapped = {**FONT, "text_wrap": True, "valign": "top"}
        self.plain = book.add_format(wrapped)
        self.bold = book.add_format({**wrapped, "bold": True})
        self.boxed = book.add_format({**wrapped, "border": 1})
        self.link = book.add_format({**wrapped, "border": 1, "underline": 1, "font_color": "#0563C1"})
        self.fills = {
            severity: book.add_format({**wrapped, "border": 1, "bg_color": f"#{style.fill[2:]}"})
            for severity, style in SEVERITIES.items()
        }

    def free_name(self, wanted: str) -> str:
        """Return a sheet name that Excel takes and that no other sheet has."""
        clean = FORBIDDEN_IN_NAMES.sub("_", FORBIDDEN.sub("", wanted))[:28].strip("' ") or text("reply_unnamed_sheet")
        name, number = clean, 1
        while name.lower() in self.taken:
            number += 1
            name = f"{clean} {number}"
        self.taken.add(name.lower())
        return name

    def write_result(self, sheet: Worksheet, marks: Sequence[Mark], summary: Summary, names: dict[str, str]) -> None:
        """Write the result sheet; `names` maps a sheet of the sender to its name in the copy."""
        for column_no, width in enumerate(WIDTHS):
            sheet.set_column(column_no, column_no, width)
        lines = [text("reply_title"), *(f"{label}: {value}" for label, value in summary.facts)]
        lines += [summary.verdict_vi, *summary.notes]
        for row, line in enumerate(lines):
            sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", self.plain)
            sheet.write_string(row, 0, FORBIDDEN.sub("", line), self.bold if row == 0 else self.plain)
            sheet.set_row(row, 16 * max(1, -(-len(line) // 160)))
        row = len(lines) + 1
        if marks:
            for column_no, head in enumerate(HEADS):
                sheet.write_string(row, column_no, text(head), self.fills["info"])
        for number, mark in enumerate(questions_by_severity(marks), 1):
            row += 1
            label = SEVERITIES[mark.severity].label
            texts = (str(number), mark.sheet, mark.address, label, summary.state(mark), mark.text_vi, mark.question_id)
            for column_no, cell_text in enumerate(texts):
                cell_format = self.fills[mark.severity] if column_no == SEVERITY else self.boxed
                sheet.write_string(row, column_no, FORBIDDEN.sub("", cell_text), cell_format)
            target = f"internal:'{names[mark.sheet].replace(chr(39), chr(39) * 2)}'!{mark.address}"
            sheet.write_url(row, 2, target, self.link, mark.address)
        for key, question in sorted(summary.answered(marks).items()):
            row += 1
            answered = {SEVERITY: SEVERITIES["answered"].label, QUESTION: question, ID: key}
            for column_no, cell_text in answered.items():
                sheet.write_string(row, column_no, FORBIDDEN.sub("", cell_text), self.fills["answered"])

    def write_sheet(self, name: str, texts: dict[CellPosition, str], marks: dict[str, list[Mark]]) -> None:
        """Write one sheet: the texts that were read, then the marks by address."""
        sheet: Worksheet = self.book.add_worksheet(name)
        sheet.set_column(0, 20, 16)
        marked = {parse_address(address): of_cell for address, of_cell in marks.items()}
        for position, cell_text in texts.items():
            row, column = position.row - 1, position.column - 1
            cell_format = self.fills[marked[position][0].severity] if position in marked else self.plain
            if NUMBER.fullmatch(cell_text):
                sheet.write_number(row, column, float(cell_text), cell_format)
            else:
                sheet.write_string(row, column, FORBIDDEN.sub("", cell_text)[:LONGEST_TEXT], cell_format)
        for position, of_cell in marked.items():
            row, column = position.row - 1, position.column - 1
            if position not in texts:
                sheet.write_blank(row, column, None, self.fills[of_cell[0].severity])
            comment = "\n\n".join(f"{paragraph.heading}\n{paragraph.body}" for paragraph in paragraphs(of_cell))
            options = {"author": AUTHOR, "x_scale": 2.5, "y_scale": max(1.0, comment.count("\n") / 4)}
            sheet.write_comment(row, column, FORBIDDEN.sub("", comment)[:LONGEST_TEXT], options)
