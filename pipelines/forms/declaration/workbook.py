"""Writes the declaration workbook: guide, open choices, rows beside the figures of the sheet, hidden lists.

A placeholder is coloured; one that stands in many rows is chosen once, on the sheet of choices. Drop-down lists name
codes in Vietnamese; they refer to ranges of a hidden sheet, which Excel and LibreOffice both follow.
"""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipelines.codebook.declaration_sheet import (
    ALL_COLUMNS,
    AS_PROPOSED,
    CHOICE_COLUMNS,
    CHOICES,
    FIRST_ROW,
    FORM_NO,
    GUIDE,
    LIST_OF,
    LISTS,
    SHEETS,
    SOURCE,
    VOCABULARIES,
    DeclarationSheet,
    coded_text,
)
from pipelines.codebook.placeholders import PLACEHOLDER, has_placeholder
from pipelines.forms.declaration.content import Beside, Choice, Declaration, DeclaredForm, Row
from pipelines.forms.declaration.messages import text

CONFIRM = re.compile(r"<([^<>«»]+)\?>")
BESIDE = ("Trang", "Ô", "In trên trang", "Số liệu trên trang")
FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", "text_wrap": True}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {**FONT, "bold": True, "font_size": 14},
    "text": FONT,
    "head": {**FONT, "bold": True, "border": 1, "align": "center", "bg_color": "#E7EEF5"},
    "code": {**FONT, "italic": True, "font_size": 8, "font_color": "#7F7F7F", "border": 1, "align": "center"},
    "kept": {**FONT, "border": 1, "num_format": "@"},
    "sheet": {**FONT, "border": 1, "num_format": "@", "bg_color": "#DDEBF7"},
    "guess": {**FONT, "border": 1, "num_format": "@", "bg_color": "#FFF2CC"},
    "open": {**FONT, "border": 1, "num_format": "@", "bg_color": "#F8CBAD"},
    "beside": {**FONT, "border": 1, "font_color": "#595959", "bg_color": "#F2F2F2", "num_format": "@"},
}
WIDE = {
    "name_vi": 44,
    "label_vi": 48,
    "label_en": 30,
    "header_vi": 40,
    "text": 44,
    "legal_basis": 40,
    "name_en": 30,
} | {"indicator_code": 44, "breakdown_code": 34, "definition_vi": 44, "due_measures": 16, "source_code": 36}
SPARE = 40  # empty rows below the rows of a sheet that have the lists too


def write_declaration(declaration: Declaration, path: Path) -> None:
    """Write the workbook to `path`."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        _Writer(book, declaration).write()


def choices(forms: list[DeclaredForm]) -> list[Choice]:
    """Every open choice once, in the order of the sheets, with the places where it stands."""
    found: dict[str, Choice] = {}
    for sheet in SHEETS:
        row_no = FIRST_ROW
        for form in forms:
            for row in form.rows.get(sheet.table, []):
                beside = _beside(form, sheet, row)
                for at, name in enumerate(_columns(sheet)):
                    if name == "due_measures":
                        continue  # named by columns of the sheet
                    for mark in PLACEHOLDER.findall(row.get(name, "")):
                        choice = found.setdefault(mark, Choice(mark, LIST_OF.get(name, "")))
                        choice.places.append(f"{sheet.name}!{xl_rowcol_to_cell(row_no - 1, at)}")
                        choice.figures = choice.figures or _shown(beside)
                row_no += 1
    return list(found.values())


def _columns(sheet: DeclarationSheet) -> list[str]:
    has_number = sheet.has_form and sheet.table != "forms"
    return [*([FORM_NO] if has_number else []), *sheet.columns]


def _beside(form: DeclaredForm, sheet: DeclarationSheet, row: Row) -> Beside:
    key = row.get("col_key") or row.get("row_key") or ""
    return form.beside.get((sheet.table, row.get("block_no", ""), key), Beside())


def _shown(beside: Beside) -> str:
    figures = " · ".join(beside.figures)
    place = f"{beside.sheet}!{beside.cell}: " if beside.cell else ""
    return f"{place}{beside.printed}{' → ' if figures else ''}{figures}"


class _Writer:
    """Writes the sheets of one declaration."""

    def __init__(self, book: xlsxwriter.Workbook, declaration: Declaration) -> None:
        self.book, self.declaration = book, declaration
        self.formats: dict[str, Format] = {name: book.add_format(style) for name, style in FORMATS.items()}
        self.names = {name: dict(rows) for name, rows in declaration.lists.items()} | VOCABULARIES
        self.ranges: dict[str, str] = {}

    def write(self) -> None:
        """Write every sheet; the lists stand last and are hidden."""
        guide = self.book.add_worksheet(GUIDE)
        chosen = self.book.add_worksheet(CHOICES)
        sheets = [(sheet, self.book.add_worksheet(sheet.name)) for sheet in SHEETS]
        self._write_lists()
        self._write_source()
        self._write_guide(guide)
        self._write_choices(chosen)
        for sheet, target in sheets:
            self._write_rows(sheet, target)
        chosen.activate()

    def _write_lists(self) -> None:
        sheet = self.book.add_worksheet(LISTS)
        lists = {name: list(labels.items()) for name, labels in VOCABULARIES.items()} | self.declaration.lists
        for at, (name, rows) in enumerate(lists.items()):
            shown = [label if name == "bool" else coded_text(code, label) for code, label in rows]
            sheet.write_column(0, at, [name, *shown])
            first, last = xl_rowcol_to_cell(1, at, True, True), xl_rowcol_to_cell(max(1, len(shown)), at, True, True)
            self.ranges[name] = f"={LISTS}!{first}:{last}"
        sheet.hide()

    def _write_source(self) -> None:
        sheet = self.book.add_worksheet(SOURCE)
        for row, (key, value) in enumerate(self.declaration.source.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)
        sheet.hide()

    def _write_guide(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 100)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, text("declare_title"), self.book.add_format({**FORMATS["title"], "text_wrap": False}))
        sheet.write_string(1, 0, text("declare_file", file=self.declaration.source.get("file", "")), self._plain())
        for row, no in enumerate(range(1, 8), start=3):
            sheet.write_string(row, 0, text("declare_step", n=no), self.formats["text"])
            sheet.write_string(row, 1, text(f"declare_step_{no}"), self.formats["text"])
        for row, kind in enumerate(("open", "guess", "sheet", "kept", "beside"), start=11):
            sheet.write_string(row, 0, text(f"declare_colour_{kind}"), self.formats[kind])
            sheet.write_string(row, 1, text(f"declare_means_{kind}"), self.formats["text"])
        for row, (name, meaning) in enumerate(((s.name, text(f"declare_sheet_{s.table}")) for s in SHEETS), start=17):
            sheet.write_string(row, 0, name, self.formats["head"])
            sheet.write_string(row, 1, meaning, self.formats["text"])

    def _plain(self) -> Format:
        return self.book.add_format({**FORMATS["text"], "text_wrap": False})

    def _write_choices(self, sheet: Worksheet) -> None:
        """One row for each choice; a likely code may be confirmed as it is proposed."""
        self._head(sheet, CHOICE_COLUMNS, (46, 50, 46, 24, 50))
        for row, choice in enumerate(choices(self.declaration.forms), start=FIRST_ROW - 1):
            likely = CONFIRM.fullmatch(choice.mark)
            sheet.write_string(row, 0, choice.mark, self.formats["beside"])
            names = self.names.get(choice.list_name, {})
            near = coded_text(likely.group(1), names.get(likely.group(1), "")) if likely else ""
            near = near or self.declaration.hints.get(choice.mark, "")
            sheet.write_string(row, 1, near, self.formats["beside"])
            sheet.write_string(row, 2, "", self.formats["guess" if likely else "open"])
            more = f" … ({len(choice.places)})" if len(choice.places) > 1 else ""
            sheet.write_string(row, 3, choice.places[0] + more, self.formats["beside"])
            sheet.write_string(row, 4, choice.figures, self.formats["beside"])
            self._offer(sheet, (row, 2, row, 2), choice.list_name, likely is not None)

    def _write_rows(self, sheet: DeclarationSheet, target: Worksheet) -> None:
        columns = _columns(sheet)
        has_beside = sheet.table in ("form_columns", "form_rows")
        heads = {name: sheet.columns.get(name, text("declare_form_no")) for name in columns}
        heads |= dict(zip(BESIDE, BESIDE, strict=True)) if has_beside else {}
        self._head(target, heads, [WIDE.get(name, 40 if name in BESIDE[2:] else 13) for name in heads])
        row_no = FIRST_ROW - 1
        for form_no, form in enumerate(self.declaration.forms, start=1):
            kept = {tuple(sorted(row.items())) for row in form.kept.get(sheet.table, [])}
            for row in form.rows.get(sheet.table, []):
                for at, name in enumerate(columns):
                    value = str(form_no) if name == FORM_NO else self._value(name, row, form)
                    target.write_string(row_no, at, value, self._format(name, row, tuple(sorted(row.items())) in kept))
                if has_beside:
                    beside = _beside(form, sheet, row)
                    shown = (beside.sheet, beside.cell, beside.printed, " · ".join(beside.figures))
                    for at, value in enumerate(shown, start=len(columns)):
                        target.write_string(row_no, at, value, self.formats["beside"])
                row_no += 1
        for at, name in enumerate(columns):
            self._offer(target, (FIRST_ROW - 1, at, row_no + SPARE, at), LIST_OF.get(name, ""), is_likely=False)

    def _value(self, name: str, row: Row, form: DeclaredForm) -> str:
        value = row.get(name, "")
        if name == "due_measures":
            return _due_columns(value, row, form)
        if has_placeholder(value) or not value:
            return value
        listed = self.names.get(LIST_OF.get(name, ""), {})
        if LIST_OF.get(name) == "bool":
            return listed.get(value, value)
        return coded_text(value, listed[value]) if value in listed else value

    def _format(self, name: str, row: Row, is_kept: bool) -> Format:
        value = row.get(name, "")
        if has_placeholder(value) and name != "due_measures":
            return self.formats["guess" if not PLACEHOLDER.search(CONFIRM.sub("", value)) else "open"]
        return self.formats["kept" if is_kept or name == FORM_NO else "sheet"]

    def _offer(self, sheet: Worksheet, box: tuple[int, int, int, int], list_name: str, is_likely: bool) -> None:
        """Add the drop-down list; other texts are possible, since a new code may be declared in the same workbook."""
        if list_name in self.ranges:
            options: dict[str, Any] = {"validate": "list", "source": self.ranges[list_name], "error_type": "warning"}
            options |= {"error_title": text("declare_list_title"), "error_message": text("declare_list_other")}
            if is_likely:
                options |= {"input_title": text("declare_confirm"), "input_message": AS_PROPOSED}
            sheet.data_validation(*box, options)

    def _head(self, sheet: Worksheet, heads: dict[str, str], widths: Any) -> None:
        for at, ((name, heading), width) in enumerate(zip(heads.items(), widths, strict=True)):
            sheet.write_string(0, at, heading, self.formats["head"])
            sheet.write_string(1, at, name if name != heading else "", self.formats["code"])
            sheet.set_column(at, at, width)
        sheet.freeze_panes(FIRST_ROW - 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 1)


def _due_columns(value: str, row: Row, form: DeclaredForm) -> str:
    """The measures due as columns of the sheet: all, or their technical names."""
    columns = [
        (column["col_key"], column["measure_code"])
        for column in form.rows.get("form_columns", [])
        if column["block_no"] == row["block_no"] and column["role"] == "value"
    ]
    due = set(value.split("|")) if value else set[str]()
    if columns and {measure for _, measure in columns} == due:
        return ALL_COLUMNS
    return ", ".join(key for key, measure in columns if measure in due)
