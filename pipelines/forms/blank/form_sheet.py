"""The sheet of a form, from the head to the signatures: texts, figures, closed cells, validations, page."""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from pipelines.codebook.nil_return import NIL_LABEL
from pipelines.forms.blank.content import CellKey, FormContent
from pipelines.forms.blank.layout import Column, Layout, Line
from pipelines.forms.blank.page import PrintArea, add_sheet, set_page
from pipelines.forms.blank.register_lines import RegisterLines, register_notes
from pipelines.forms.blank.style import EVIDENCE_WIDTHS, LINE_HEIGHT, REGISTER_WIDTHS, WIDTHS, n_lines
from pipelines.forms.blank.validations import CellValidations, conditional_format
from pipelines.forms.messages import text
from pipelines.vocabulary import MODE

# What the sender chooses in the head: a full report, corrections of some cells, or a withdrawal.
REPORT_MODES = tuple(text(f"form_mode_{mode}") for mode in MODE.codes)


class _TwoTexts(NamedTuple):
    """Two texts of one row, over the labels and over the figures, with the names of their formats."""

    left: str
    right: str
    left_format: str = "text"
    right_format: str = "text"


class FormSheet:
    """The sheet being written, from the top down; `addresses` holds the cells that the sender fills, once written."""

    def __init__(self, book: xlsxwriter.Workbook, layout: Layout, formats: Mapping[str, Format]) -> None:
        self.layout, self.formats = layout, formats
        self.sheet = add_sheet(book, layout.form_code)
        self.row = 0  # the next free row
        self.addresses: dict[CellKey, str] = {}
        self.last_column = len(layout.columns) - 1
        asks_evidence = any(column.role == "evidence" for column in layout.columns)
        widths = REGISTER_WIDTHS if layout.is_register else WIDTHS | (EVIDENCE_WIDTHS if asks_evidence else {})
        self.widths = [widths.get(column.role, widths["value"]) for column in layout.columns]
        # The right-hand block of the head begins with the first figure column, so that it lines up with the table.
        figure_columns = (column_no for column_no, column in enumerate(layout.columns) if column.role == "value")
        self.right = (self.last_column + 1) // 2 if layout.is_register else next(figure_columns)

    def write(self, content: FormContent) -> None:
        """Write head, header, lines, notes and signatures, and set up the page."""
        for column_no, width in enumerate(self.widths):
            self.sheet.set_column(column_no, column_no, width)
        if content.watermark:
            self._write_across(content.watermark, "watermark", 1.4)
        self._write_head()
        header_row = self.row
        self._write_header()
        register = RegisterLines(self.sheet, self.formats, self.layout.columns, self.widths)
        for line in self.layout.lines:
            if line.kind == "repeat":
                self.row = register.write(self.row, content.registers.get(line.key, ()))
            else:
                self._write_line(line, content)
        self.row += 1
        for note in self._notes():
            self._write_across(note, "note")
        self._write_signatures()
        footer = f"{self.layout.form_code} · {self.layout.reporter_code}"
        area = PrintArea((header_row, header_row + 1), self.row, self.widths)
        set_page(self.sheet, footer, area)
        self.sheet.freeze_panes(header_row + 2, 0)

    def add_validations(self, validations: CellValidations) -> None:
        """Add a validation and a prompt to every figure cell, and the colours of every rule."""
        lines = {line.key: line for line in self.layout.lines}
        for cell, address in self.addresses.items():
            if cell.measure_code != "explanation":
                options = validations.options(lines[cell.row_key], cell)
                self.sheet.data_validation(address.replace("$", ""), options)
        # where two rules colour one cell, the first format wins: red before yellow
        for check in sorted(validations.checks, key=lambda check: not check.is_relation):
            shown = conditional_format(check, self.addresses)
            self.sheet.conditional_format(shown.first_cell, shown.options | {"format": self.formats[shown.format_name]})

    def _write_head(self) -> None:
        layout = self.layout
        number, reporter = text("form_number", form=layout.form_code), text("form_reporter", reporter=layout.reporter)
        self._write_pair(_TwoTexts(number, reporter, "strong", "strong"))
        basis = text("form_basis", basis=layout.legal_basis)
        self._write_pair(_TwoTexts(basis, text("form_reporter_code", reporter=layout.reporter_code)))
        receiver = text("form_receiver", receiver=layout.receiver)
        self._write_pair(_TwoTexts(text("form_received"), receiver, "open"))
        mode_choice = {
            "validate": "list",
            "value": list(REPORT_MODES),
            "input_title": text("form_mode_title"),
            "input_message": text("form_mode_prompt"),
            "error_title": text("form_mode_title"),
            "error_message": text("form_mode_error"),
        }
        self.sheet.data_validation(self.row, 0, self.row, 0, mode_choice)
        deadline = text("form_deadline", due=layout.due) if layout.due else ""
        self._write_pair(_TwoTexts(REPORT_MODES[0], deadline, "open", "strong"))
        self._write_across(layout.title.upper(), "title", 1.8)
        self._write_across(text("form_period", period=layout.period), "centre")
        # a form due before the cut-off asks for an estimate, and its sender states up to which day it counts
        days_format = "open_italic_centre" if layout.is_estimate else "italic_centre"
        self._write_across(text("form_days", start=layout.start, end=layout.end), days_format)
        if layout.nil:
            self._write_pair(_TwoTexts(NIL_LABEL, "", "text", "open_box"))
        if not layout.is_register:
            self._write_across(text("form_unit", unit=self._unit()), "italic_right")

    def _notes(self) -> tuple[str, str]:
        """Return what symbols and columns of this form mean, by the codes printed above the columns."""
        if self.layout.is_register:
            return register_notes(self.layout)
        codes = {column.measure or column.role: column.code for column in self.layout.columns}
        explanation = text("form_note_explanation", column=codes["explanation"]) if "explanation" in codes else ""
        if "ytd" not in codes:
            return text("form_note"), explanation + text("form_privacy")
        stocks = text("form_note_stocks", column=codes["in_period"])
        first_day = text("form_year_start_admin" if self.layout.calendar == "admin" else "form_year_start_stat")
        ytd = text("form_note_ytd", column=codes["ytd"], first_day=first_day)
        return text("form_note") + stocks, ytd + explanation + text("form_privacy")

    def _unit(self) -> str:
        units = {line.uom for line in self.layout.lines if line.kind != "heading"}
        column = next((column.code for column in self.layout.columns if column.role == "uom"), "")
        return units.pop() if len(units) == 1 else text("form_unit_in_column", column=column)

    def _write_header(self) -> None:
        columns = self.layout.columns
        height = max(n_lines(column.header, width) for column, width in zip(columns, self.widths, strict=True))
        self.sheet.set_height(self.row, max(2, height) * LINE_HEIGHT)
        for column_no, column in enumerate(columns):
            self.sheet.write_string(self.row, column_no, column.header, self.formats["header"])
            self.sheet.write_string(self.row + 1, column_no, column.code, self.formats["code"])
        self.row += 2

    def _write_line(self, line: Line, content: FormContent) -> None:
        texts = {"stt": line.stt, "label": line.label, "row_code": line.key, "uom": line.uom}
        texts["explanation"] = content.explanations.get(line.key, "")
        if line.kind == "heading":
            texts |= {"row_code": "", "uom": ""}
        height = 1
        for column_no, column in enumerate(self.layout.columns):
            printed = texts.get(column.role, "")
            height = max(height, n_lines(printed, self.widths[column_no]))
            if column.role == "value" and line.kind != "heading":
                self._write_figure(column_no, line, column, content)
            elif column.role == "evidence" and line.kind != "heading":
                evidence = content.evidence.get((line.key, column.key), "") if line.needs_evidence else "x"
                self._write_text(column_no, evidence, "evidence" if line.needs_evidence else "cell_closed")
            else:
                self._write_text(column_no, printed, _format_name(line, column.role))
            if column.role == "explanation" and line.kind != "heading":
                self._note_address(line, "explanation", column_no)
        self.sheet.set_height(self.row, height * LINE_HEIGHT + 2)
        self.row += 1

    def _write_figure(self, column_no: int, line: Line, column: Column, content: FormContent) -> None:
        """Write a figure or a symbol; x where the line has no such measure."""
        if column.measure not in line.due:
            self._write_text(column_no, "x", "cell_closed")
            return
        format_name = f"value_{min(line.decimals, 2)}"
        value = content.values.get((line.key, column.measure), "")
        if isinstance(value, str):
            self._write_text(column_no, value, format_name)
        else:
            self.sheet.write_number(self.row, column_no, value, self.formats[format_name])
        self._note_address(line, column.measure, column_no)

    def _note_address(self, line: Line, measure: str, column_no: int) -> None:
        self.addresses[CellKey(line.key, measure)] = xl_rowcol_to_cell(self.row, column_no, row_abs=True, col_abs=True)

    def _write_signatures(self) -> None:
        self.row += 1
        self._write_pair(_TwoTexts("", text("form_signing_day"), "open_italic_centre", "open_italic_centre"))
        roles = _TwoTexts(text("form_compiler"), text("form_head"), "bold_centre", "bold_centre")
        self._write_pair(roles)
        signatures = _TwoTexts(text("form_signature"), text("form_signature_seal"), "italic_centre", "italic_centre")
        self._write_pair(signatures)
        self._write_pair(_TwoTexts("", "", "open", "open"), 4)

    def _write_pair(self, pair: _TwoTexts, height: float = 1) -> None:
        """Write two merged cells of at least `height` lines; the column of units between them stays free."""
        edge = self.right - 2
        left_width, right_width = sum(self.widths[: edge + 1]), sum(self.widths[self.right :])
        height = max(height, n_lines(pair.left, left_width), n_lines(pair.right, right_width))
        self.sheet.merge_range(self.row, 0, self.row, edge, pair.left, self.formats[pair.left_format])
        right_format = self.formats[pair.right_format]
        self.sheet.merge_range(self.row, self.right, self.row, self.last_column, pair.right, right_format)
        self.sheet.set_height(self.row, height * LINE_HEIGHT)
        self.row += 1

    def _write_across(self, sentence: str, format_name: str, height: float = 1) -> None:
        """Write one text over all columns; `height` is the least height of the row in lines."""
        height = max(height, height * n_lines(sentence, sum(self.widths) / height))
        self.sheet.merge_range(self.row, 0, self.row, self.last_column, sentence, self.formats[format_name])
        self.sheet.set_height(self.row, height * LINE_HEIGHT)
        self.row += 1

    def _write_text(self, column_no: int, cell_text: str, format_name: str) -> None:
        if cell_text:
            self.sheet.write_string(self.row, column_no, cell_text, self.formats[format_name])
        else:
            self.sheet.write_blank(self.row, column_no, None, self.formats[format_name])


def _format_name(line: Line, role: str) -> str:
    if line.kind == "heading":
        return "cell_heading" if role == "label" else "cell_heading_centre"
    if role == "label":
        return "cell_part" if "." in line.stt else "cell_label"
    return "explanation" if role == "explanation" else "cell_centre"
