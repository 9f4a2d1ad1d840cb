"""The sheets behind a form: the guide that a sender reads, and the very hidden identity sheet that the reader reads.

No text of the guide begins like the head of a form (Biểu số, Đơn vị báo cáo …), so that it is never taken for one.
`codebook/identity_sheet.py` defines the identity and its signature.
"""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.codebook.identity_sheet import GUIDE_SHEET, IDENTITY_SHEET, FormIdentity
from pipelines.codebook.nil_return import NIL_TEXT
from pipelines.forms.blank.content import PublishedFigure, SliceKey
from pipelines.forms.blank.layout import Layout, Line, Ratio
from pipelines.forms.blank.page import PrintArea, add_sheet, set_page
from pipelines.forms.blank.register_lines import describe_column
from pipelines.forms.blank.style import LINE_HEIGHT, n_lines
from pipelines.forms.messages import text
from pipelines.forms.number_text import number_vi
from pipelines.vocabulary import MODE

WIDTHS = (7, 30, 40, 19)  # a portrait A4 at full size
HEADS = ("guide_head_code", "guide_head_line", "guide_head_meaning", "guide_head_published")
CELL_FORMATS = ("cell_centre", "cell_label", "explanation_read", "explanation_read")
FIRST_STEPS = ("guide_step_cells", "guide_step_numbers", "guide_step_symbols")
LAST_STEPS = (
    *("guide_step_frame", "guide_step_hints", "guide_step_colours", "guide_step_corrections"),
    *("form_privacy", "guide_step_file"),
)


def write_identity(book: xlsxwriter.Workbook, identity: FormIdentity) -> None:
    """Add the very hidden sheet that identifies the workbook, whatever becomes of its visible sheets."""
    sheet: Worksheet = book.add_worksheet(IDENTITY_SHEET)
    for row, (key, value) in enumerate(identity.cells()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.protect()
    sheet.very_hidden()


class GuideSheet:
    """The guide, written from the top down: deadline and receiver, how to fill, what each line means."""

    def __init__(self, book: xlsxwriter.Workbook, formats: Mapping[str, Format], layout: Layout) -> None:
        self.formats, self.layout, self.row = formats, layout, 0
        self.sheet = add_sheet(book, GUIDE_SHEET)

    def write(self, published: Mapping[SliceKey, PublishedFigure], period_names: Mapping[str, str]) -> None:
        """Write the whole sheet, with the last published figures beside their lines."""
        for column_no, width in enumerate(WIDTHS):
            self.sheet.set_column(column_no, column_no, width)
        self._write_across(text("guide_title", form=self.layout.form_code), "title", 1.3)
        self._write_across(self.layout.title, "centre")
        self._write_part("guide_part_sending")
        for sentence in self._sending():
            self._write_across(sentence, "text")
        self._write_part("guide_part_filling")
        modes = {mode: text(f"form_mode_{mode}") for mode in MODE.codes}  # as the list of the form offers them
        last = [text(code, **modes) for code in LAST_STEPS]
        steps = [*map(text, FIRST_STEPS), *self._steps_of_form(), *last]
        for number, step in enumerate(steps, 1):
            self._write_across(f"{number}. {step}", "text")
        self._write_part("guide_part_lines")
        for column_no, code in enumerate(HEADS):
            self.sheet.write_string(self.row, column_no, text(code), self.formats["header"])
        self.sheet.set_height(self.row, 2 * LINE_HEIGHT)
        header_row = self.row
        self.row += 1
        for line in self.layout.lines:
            self._write_line(line, published, period_names)
        if self.layout.ratios:
            self._write_part("guide_part_ratios")
            for ratio in self.layout.ratios:
                self._write_across(_ratio_text(ratio), "text")
        self._set_page(header_row)

    def _steps_of_form(self) -> list[str]:
        """Return the steps of this form only: its nil return, its evidence, its register."""
        if self.layout.is_register:
            return [text("register_step")]
        row_keys = {row_key for row_key, _ in self.layout.nil}
        kinds = {line.stock_flow for line in self.layout.lines if line.key in row_keys}
        steps: list[str] = []
        if kinds:
            steps.append(text("guide_step_nil" if "flow" in kinds else "guide_step_nil_stocks", nil=NIL_TEXT))
        if any(line.needs_evidence for line in self.layout.lines):
            steps.append(text("guide_step_evidence"))
        return steps

    def _sending(self) -> list[str]:
        """Return the days that the figures are about, the deadline, the receiver, and whether they are estimates."""
        layout = self.layout
        days = {"start": layout.start, "end": layout.end}
        period = layout.period[:1].lower() + layout.period[1:]
        if layout.due:
            sentences = [text("guide_days_and_deadline", period=period, due=layout.due, **days)]
        else:
            sentences = [text("guide_days", period=period, **days)]
        receiver = layout.receiver if layout.receiver.strip("…") else text("guide_receiver_on_form")
        sentences.append(text("guide_receiver", receiver=receiver))
        if layout.is_estimate:
            sentences.append(text("guide_estimate", end=layout.end))
        return sentences

    def _write_line(
        self, line: Line, published: Mapping[SliceKey, PublishedFigure], period_names: Mapping[str, str]
    ) -> None:
        if line.kind == "repeat":
            self._write_register(line)
            return
        if line.kind == "heading":
            heading = f"{line.stt}. {line.label}"
            self.sheet.merge_range(self.row, 0, self.row, 3, heading, self.formats["cell_heading"])
            self.sheet.set_height(self.row, LINE_HEIGHT + 2)
            self.row += 1
            return
        last: list[str] = []
        for column in self.layout.columns:
            known = published.get(SliceKey(line.indicator, line.breakdown, column.measure or ""))
            if known and column.measure in line.due:
                last.append(f"{column.header}: {number_vi(known.value)} ({period_names[known.period_code]})")
        label = f"{line.label} ({line.uom})" if line.uom else line.label
        self._write_cells((line.key, label, _meaning(line), "\n".join(last)))

    def _write_register(self, line: Line) -> None:
        """Write what is listed and counted, then each column of the list."""
        self._write_cells(("", text("guide_register_line", label=line.label), _meaning(line), ""))
        for column in self.layout.columns:
            self._write_cells((column.code, column.header, describe_column(column), ""))

    def _write_cells(self, texts: tuple[str, str, str, str]) -> None:
        """Write one row of the table of lines, as high as its texts."""
        height = 1
        for column_no, (cell_text, name) in enumerate(zip(texts, CELL_FORMATS, strict=True)):
            height = max(height, sum(n_lines(piece, 1.12 * WIDTHS[column_no]) for piece in cell_text.split("\n")))
            if cell_text:
                self.sheet.write_string(self.row, column_no, cell_text, self.formats[name])
            else:
                self.sheet.write_blank(self.row, column_no, None, self.formats[name])
        self.sheet.set_height(self.row, height * LINE_HEIGHT + 2)
        self.row += 1

    def _write_part(self, code: str) -> None:
        self.row += 1
        self._write_across(text(code), "strong")

    def _write_across(self, sentence: str, format_name: str, height: float = 1) -> None:
        """Write one text over all columns; `height` is the least height of the row in lines."""
        height = max(height, height * n_lines(sentence, sum(WIDTHS) / height))
        self.sheet.merge_range(self.row, 0, self.row, 3, sentence, self.formats[format_name])
        self.sheet.set_height(self.row, height * LINE_HEIGHT)
        self.row += 1

    def _set_page(self, header_row: int) -> None:
        footer = text("guide_title", form=self.layout.form_code)
        set_page(self.sheet, footer, PrintArea((header_row, header_row), self.row, WIDTHS))


def _meaning(line: Line) -> str:
    """Return the definition of a line, what kind of figure it takes, and its legal basis."""
    kind = text(f"guide_kind_{line.stock_flow}") if line.stock_flow else ""
    basis = text("guide_basis", basis=line.basis) if line.basis else ""
    return "\n".join(filter(None, [line.definition, kind, basis]))


def _ratio_text(ratio: Ratio) -> str:
    factor = f" × {number_vi(ratio.scale)}" if ratio.scale != 1 else ""
    rows = {"numerator": ratio.numerator, "denominator": ratio.denominator}
    return text("guide_ratio", name=ratio.name, factor=factor, definition=ratio.definition, **rows)
