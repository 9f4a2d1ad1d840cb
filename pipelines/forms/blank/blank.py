"""A form as a workbook: the frame that the codebook declares, with or without figures in it.

Here: the order of things on the sheet, protection, validation, page. Not here: which lines a form has (layout.py),
how they look (style.py), what the figures are (they come as an argument).
"""

# xlsxwriter ships hints for arguments and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipelines.codebook.identity_sheet import FormIdentity, layout_hash
from pipelines.codebook.load import Codebook
from pipelines.codebook.nil_return import NIL_LABEL
from pipelines.forms.blank.guide import write_guide, write_identity
from pipelines.forms.blank.hints import FormulaSheet, Place, Published, Slice
from pipelines.forms.blank.layout import Column, Layout, Line, layout
from pipelines.forms.blank.phrases import KIND, KINDS, NOTE, PRIVACY
from pipelines.forms.blank.register_lines import Entity, notes, write_lines
from pipelines.forms.blank.style import LINE, REGISTER_WIDTHS, WIDTHS, formats, lines_of, set_page
from pipelines.forms.blank.validations import colours, hint, validation

Value = float | int | str
Values = Mapping[tuple[str, str], Value]  # (row_key, measure_code) -> a number, or one of the symbols - ... x
Records = Mapping[str, Sequence[Entity]]  # row_key of a register -> its entities
Evidence = Mapping[tuple[str, str], str]  # (row_key, col_key) -> number, date, name of a document, hash of its file

MADE = datetime(2026, 1, 1)  # a workbook carries its date of creation; a fixed one keeps equal forms equal in bytes


def form_name(codebook: Codebook, form_code: str, reporter_code: str, period_code: str) -> str:
    """`08_XA-01_2026-10_C00700.xlsx`: ASCII, since the users are on Windows."""
    province = codebook.tables["reporters"].filter(reporter_code=reporter_code)["province_code"].item()
    return f"{province}_{form_code}_{period_code}_{reporter_code}.xlsx"


def write_blank(
    codebook: Codebook,
    form_code: str,
    reporter_code: str,
    period_code: str,
    path: Path,
    values: Values | None = None,
    explanations: Mapping[str, str] | None = None,
    watermark: str | None = None,
    evidence: Evidence | None = None,
    published: Mapping[Slice, Published] | None = None,
    records: Records | None = None,
) -> Path:
    """Write the form to `path`; equal arguments give equal bytes.

    `published` are the reporter's last published figures: shown as hints and used by rules that look back, never
    written as this period's figures; `records` are the entities of each register, by its row key.
    """
    page = layout(codebook, form_code, reporter_code, period_code)
    names = dict(codebook.tables["periods"].select("period_code", "name_vi").iter_rows())
    seal = layout_hash(codebook, form_code, page.version)
    who = FormIdentity(form_code, page.version, reporter_code, period_code, seal)
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        book.set_properties({"title": page.title, "created": MADE})
        look = formats(book)
        sheet = _Sheet(book, page, look, records or {})
        sheet.write(values or {}, explanations or {}, evidence or {}, watermark)
        sheet.guard(codebook, published or {}, names)
        write_guide(book, look, page, published or {}, names)
        write_identity(book, who)
    return path


class _Plain(Worksheet):
    """A sheet whose formulas use no function younger than 2007: looking for these costs half of all writing."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class _Sheet:
    """The sheet being written, from the top down; `row` is the next free row."""

    def __init__(self, book: xlsxwriter.Workbook, page: Layout, look: Mapping[str, Format], records: Records) -> None:
        self.page, self.look, self.records = page, look, records
        self.sheet: Worksheet = book.add_worksheet(page.form_code, worksheet_class=_Plain)
        self.row = 0
        self.at: dict[Place, str] = {}  # the cells that are filled
        self.last = len(page.columns) - 1
        widths = REGISTER_WIDTHS if page.is_register else WIDTHS
        self.widths = [widths.get(column.role, widths["value"]) for column in page.columns]
        # The right-hand block of the head begins with the first figure column, so that it lines up with the table.
        figures = (at for at, column in enumerate(page.columns) if column.role == "value")
        self.right = (self.last + 1) // 2 if page.is_register else next(figures)

    def write(self, values: Values, explanations: Mapping[str, str], evidence: Evidence, watermark: str | None) -> None:
        for at, width in enumerate(self.widths):
            self.sheet.set_column(at, at, width)
        if watermark:
            self._wide(watermark, "watermark", 1.4)
        self._head()
        top = self.row
        self._header()
        for line in self.page.lines:
            if line.kind == "repeat":
                known = self.records.get(line.key, ())
                self.row = write_lines(self.sheet, self.look, self.page, self.row, self.widths, known)
            else:
                self._line(line, values, explanations.get(line.key, ""), evidence)
        self.row += 1
        for note in self._notes():
            self._wide(note, "note")
        self._signatures()
        set_page(self.sheet, f"{self.page.form_code} · {self.page.reporter_code}", (top, self.row, self.last))

    def _head(self) -> None:
        page = self.page
        self._pair(f"Biểu số: {page.form_code}", f"Đơn vị báo cáo: {page.reporter}", "strong", "strong")
        self._pair(f"Căn cứ: {page.legal_basis}", f"Mã đơn vị: {page.reporter_code}")
        self._pair("Ngày nhận báo cáo: ……………………", f"Đơn vị nhận báo cáo: {page.receiver}", "open")
        self.sheet.data_validation(self.row, 0, self.row, 0, KIND)
        self._pair(KINDS[0], "", "open")
        self._wide(page.title.upper(), "title", 1.8)
        self._wide(f"(Kỳ báo cáo: {page.period})", "centre")
        # what is asked for before the cut-off is an estimate, and its sender says up to which day it counts
        look = "open_italic_centre" if page.is_estimate else "italic_centre"
        self._wide(f"(Từ ngày {page.start:%d/%m/%Y} đến ngày {page.end:%d/%m/%Y})", look)
        if page.nil:
            self._pair(NIL_LABEL, "", "text", "open_box")
        if not page.is_register:
            self._wide(f"Đơn vị tính: {self._units()}", "italic_right")

    def _notes(self) -> tuple[str, str]:
        """What the columns of this very form mean, by the codes printed over them."""
        if self.page.is_register:
            return notes(self.page)
        codes = {column.measure or column.role: column.code for column in self.page.columns}
        why = f"Cột {codes['explanation']}: ghi lý do khi số tăng, giảm bất thường. " if "explanation" in codes else ""
        if "ytd" not in codes:
            return NOTE, why + PRIVACY
        stocks = f" Dòng số đếm tại một thời điểm ghi số cuối kỳ ở cột {codes['in_period']}."
        first = "15/12 năm trước" if self.page.calendar == "admin" else "01/01"
        since = f"Cột {codes['ytd']} cộng dồn từ đầu năm báo cáo ({first}) đến cuối kỳ. "
        return NOTE + stocks, since + why + PRIVACY

    def _units(self) -> str:
        units = {line.uom for line in self.page.lines if line.kind != "heading"}
        column = next((column.code for column in self.page.columns if column.role == "uom"), "")
        return units.pop() if len(units) == 1 else f"ghi tại cột {column}"

    def _header(self) -> None:
        tall = max(lines_of(column.header, width) for column, width in zip(self.page.columns, self.widths, strict=True))
        self.sheet.set_row(self.row, max(2, tall) * LINE)
        for at, column in enumerate(self.page.columns):
            self.sheet.write_string(self.row, at, column.header, self.look["header"])
            self.sheet.write_string(self.row + 1, at, column.code, self.look["code"])
        self.row += 2

    def _line(self, line: Line, values: Values, explanation: str, evidence: Evidence) -> None:
        texts = {"stt": line.stt, "label": line.label, "row_code": line.key, "uom": line.uom}
        if line.kind == "heading":
            texts |= {"row_code": "", "uom": ""}
        tall = 1
        for at, column in enumerate(self.page.columns):
            text = explanation if column.role == "explanation" else texts.get(column.role, "")
            tall = max(tall, lines_of(text, self.widths[at]))
            if column.role == "value" and line.kind != "heading":
                self._value(at, line, column, values)
            elif column.role == "evidence" and line.kind != "heading":
                is_asked = line.needs_evidence
                text = evidence.get((line.key, column.key), "") if is_asked else "x"
                self._text(at, text, self.look["evidence" if is_asked else "cell_closed"])
            else:
                self._text(at, text, self._look(line, column.role))
            if column.role == "explanation" and line.kind != "heading":
                self.at[line.key, "explanation"] = xl_rowcol_to_cell(self.row, at, row_abs=True, col_abs=True)
        self.sheet.set_row(self.row, tall * LINE + 2)
        self.row += 1

    def _look(self, line: Line, role: str) -> Format:
        if line.kind == "heading":
            return self.look["cell_heading" if role == "label" else "cell_heading_centre"]
        if role == "label":
            return self.look["cell_part" if "." in line.stt else "cell_label"]
        return self.look["explanation" if role == "explanation" else "cell_centre"]

    def _value(self, at: int, line: Line, column: Column, values: Values) -> None:
        if column.measure not in line.due:
            self._text(at, "x", self.look["cell_closed"])
            return
        look = self.look[f"value_{min(line.decimals, 2)}"]
        value = values.get((line.key, column.measure), "")
        if isinstance(value, str):
            self._text(at, value, look)
        else:
            self.sheet.write_number(self.row, at, value, look)
        self.at[line.key, column.measure] = xl_rowcol_to_cell(self.row, at, row_abs=True, col_abs=True)

    def guard(self, codebook: Codebook, published: Mapping[Slice, Published], names: Mapping[str, str]) -> None:
        """A validation and a hint for every open figure, and the colours of every rule."""
        found = FormulaSheet(codebook, self.page, self.at, published).checks()
        lines = {line.key: line for line in self.page.lines}
        for place, address in self.at.items():
            if place[1] != "explanation":
                line = lines[place[0]]
                options = validation(line, place, self.at, found)
                options |= hint(self.page, line, place, found, published, names)
                self.sheet.data_validation(address.replace("$", ""), options)
        for check in sorted(found, key=lambda check: not check.is_relation):  # where two speak, red lies over yellow
            shown = colours(check, self.at)
            self.sheet.conditional_format(shown.first, shown.options | {"format": self.look[shown.look]})

    def _signatures(self) -> None:
        self.row += 1
        names = (
            ("", "Ngày …… tháng …… năm ………", "open_italic_centre"),
            ("Người lập biểu", "Thủ trưởng đơn vị", "bold_centre"),
            ("(Ký, họ tên)", "(Ký, đóng dấu, họ tên)", "italic_centre"),
        )
        for left, right, look in names:
            self._pair(left, right, look, look)
        self._pair("", "", "open", "open", 4)

    def _pair(self, left: str, right: str, left_look: str = "text", right_look: str = "text", tall: float = 1) -> None:
        """Two merged cells: over the labels, and over the figures; the column of units between them stays free."""
        edge = self.right - 2
        tall = max(tall, lines_of(left, sum(self.widths[: edge + 1])), lines_of(right, sum(self.widths[self.right :])))
        self.sheet.merge_range(self.row, 0, self.row, edge, left, self.look[left_look])
        self.sheet.merge_range(self.row, self.right, self.row, self.last, right, self.look[right_look])
        self.sheet.set_row(self.row, tall * LINE)
        self.row += 1

    def _wide(self, text: str, look: str, tall: float = 1) -> None:
        tall = max(tall, tall * lines_of(text, sum(self.widths) / tall))
        self.sheet.merge_range(self.row, 0, self.row, self.last, text, self.look[look])
        self.sheet.set_row(self.row, tall * LINE)
        self.row += 1

    def _text(self, at: int, text: str, look: Format) -> None:
        if text:
            self.sheet.write_string(self.row, at, text, look)
        else:
            self.sheet.write_blank(self.row, at, None, look)
