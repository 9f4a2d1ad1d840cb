"""The lines of a register form: numbered lines, with known entries or empty, and a line of dots below them."""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from pipelines.forms.blank.content import Entry, Value
from pipelines.forms.blank.layout import Column, Layout
from pipelines.forms.blank.page import PlainWorksheet
from pipelines.forms.blank.style import LINE_HEIGHT, n_lines
from pipelines.forms.messages import text

EMPTY_LINES, SPARE_LINES = 15, 5  # numbered lines of an empty register, and below the entries of a filled one
DOTS = "…"  # the printed original's sign that more lines may follow
FORMATS = {"stt": "entry_centre", "value": "value_1", "date": "entry_date"}  # by role of the column
SYMBOLS = ("-", "...", "x")


def register_notes(layout: Layout) -> tuple[str, str]:
    """Return the two notes below a register: how to list, and what becomes of personal data."""
    personal = ", ".join(column.code for column in layout.columns if column.is_personal)
    privacy = text("register_personal_columns", columns=personal) if personal else text("form_privacy")
    return text("register_note", step=text("register_step")), privacy


def describe_column(column: Column) -> str:
    """Return what a column of the register asks for, as the guide prints it."""
    return text("register_personal" if column.is_personal else f"register_column_{column.role}")


@dataclass(frozen=True)
class RegisterLines:
    """Writes the lines of a register into a sheet; `widths` are those of the columns."""

    sheet: PlainWorksheet
    formats: Mapping[str, Format]
    columns: Sequence[Column]
    widths: Sequence[float]

    def write(self, first: int, entries: Sequence[Entry]) -> int:
        """Write the lines from row `first` on; return the next free row."""
        last = first + max(EMPTY_LINES, len(entries) + SPARE_LINES)
        for row in range(first, last):
            entry: Entry = entries[row - first] if row - first < len(entries) else {}
            height = 1
            for column_no, column in enumerate(self.columns):
                value = row - first + 1 if column.role == "stt" else entry.get(column.key, "")
                self._write_cell(row, column_no, value)
                height = max(height, n_lines(str(value), self.widths[column_no]))
            self.sheet.set_height(row, height * LINE_HEIGHT + 2)
        for column_no in range(len(self.columns)):
            self._write_cell(last, column_no, DOTS)
            self._add_validation(first, last - 1, column_no)
        self.sheet.set_height(last, LINE_HEIGHT + 2)
        return last + 1

    def _write_cell(self, row: int, column_no: int, value: Value) -> None:
        role = self.columns[column_no].role
        cell_format = self.formats[FORMATS.get(role, "entry")]
        if isinstance(value, int | float):
            self.sheet.write_number(row, column_no, value, cell_format)
        elif role == "date" and value and value != DOTS:
            day = datetime.combine(date.fromisoformat(value), datetime.min.time())
            self.sheet.write_datetime(row, column_no, day, cell_format)
        elif value:
            self.sheet.write_string(row, column_no, value, cell_format)
        else:
            self.sheet.write_blank(row, column_no, None, cell_format)

    def _add_validation(self, first: int, last: int, column_no: int) -> None:
        """Refuse what is no date in a column of dates, and what is neither number nor symbol in one of numbers."""
        role = self.columns[column_no].role
        if role == "date":
            options = {
                "validate": "date",
                "criteria": "between",
                "minimum": datetime(1990, 1, 1),
                "maximum": datetime(2100, 12, 31),
                "error_title": text("register_date_title"),
                "error_message": text("register_date_error"),
            }
            self.sheet.data_validation(first, column_no, last, column_no, options)
        elif role == "value":
            cell = xl_rowcol_to_cell(first, column_no)
            symbols = "".join(f',{cell}="{symbol}"' for symbol in SYMBOLS)
            options = {
                "validate": "custom",
                "value": f"=OR(ISNUMBER({cell}){symbols})",
                "error_title": text("register_number_title"),
                "error_message": text("register_number_error"),
            }
            self.sheet.data_validation(first, column_no, last, column_no, options)
