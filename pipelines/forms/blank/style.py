"""How a Vietnamese administrative form looks on A4: fonts, borders, widths, page.

Here: formats by name and column widths by role. Not here: any text of a form.
"""

# xlsxwriter ships hints for arguments and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

import math
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
WRAP = {"text_wrap": True}
CENTRE = {"align": "center"}
BOX = {"border": 1}
OPEN = {"locked": False}
HEAD = {**BOX, **CENTRE, **WRAP, "bold": True, "bg_color": "#E7EEF5"}

FORMATS: dict[str, dict[str, Any]] = {
    "text": WRAP,
    "strong": {"bold": True, **WRAP},
    "open": {**OPEN, **WRAP},
    "open_box": {**OPEN, **BOX, **CENTRE, "bold": True},
    "title": {**CENTRE, **WRAP, "bold": True, "font_size": 14},
    "centre": {**CENTRE, **WRAP},
    "italic_centre": {**CENTRE, "italic": True},
    "italic_right": {"align": "right", "italic": True},
    "open_italic_centre": {**CENTRE, **OPEN, "italic": True},
    "bold_centre": {**CENTRE, "bold": True},
    "note": {**WRAP, "italic": True, "font_size": 10, "valign": "top"},
    "watermark": {
        **CENTRE,
        "bold": True,
        "font_size": 13,
        "font_color": "#C00000",
        "border": 1,
        "border_color": "#C00000",
    },
    "header": HEAD,
    "code": {**BOX, **CENTRE, "italic": True, "font_size": 9, "bg_color": "#E7EEF5"},
    "cell_centre": {**BOX, **CENTRE, **WRAP},
    "cell_label": {**BOX, **WRAP},
    "cell_part": {**BOX, **WRAP, "indent": 1},
    "cell_heading": {**BOX, **WRAP, "bold": True, "bg_color": "#F5F5F5"},
    "cell_heading_centre": {**BOX, **CENTRE, "bold": True, "bg_color": "#F5F5F5"},
    "cell_closed": {**BOX, **CENTRE, "font_color": "#7F7F7F", "bg_color": "#F5F5F5"},
    "value_0": {**BOX, **OPEN, "align": "right", "num_format": "#,##0"},
    "value_1": {**BOX, **OPEN, "align": "right", "num_format": "#,##0.0"},
    "value_2": {**BOX, **OPEN, "align": "right", "num_format": "#,##0.00"},
    "entry": {**BOX, **OPEN, **WRAP, "num_format": "@"},
    "entry_centre": {**BOX, **OPEN, **CENTRE},
    "entry_date": {**BOX, **OPEN, **CENTRE, "num_format": "dd/mm/yyyy"},
    "explanation": {**BOX, **OPEN, **WRAP, "font_size": 10},
    "evidence": {**BOX, **OPEN, **WRAP, "font_size": 9, "num_format": "@"},
    "explanation_read": {**BOX, **WRAP, "font_size": 10},
}
# Of conditional formats: colour only, since they lie over the cell's own look.
COLOURS: dict[str, dict[str, Any]] = {
    "wrong": {"bg_color": "#F8CBAD", "font_color": "#9C0006"},
    "doubtful": {"bg_color": "#FFEB9C", "font_color": "#7F6000"},
}

LINE = 15.75  # points of a printed line of text at 11 points
WIDEST_UPRIGHT = 8  # columns that can be read on an upright A4
WIDTHS = {"stt": 6, "label": 43, "row_code": 7, "uom": 13, "value": 12.5, "explanation": 25, "evidence": 18}
REGISTER_WIDTHS = WIDTHS | {"label": 34, "entity_key": 16, "date": 13, "context": 22, "value": 16}


def formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """Every named format, made once for the workbook."""
    over = {name: book.add_format(look) for name, look in COLOURS.items()}
    return over | {name: book.add_format({**FONT, **look}) for name, look in FORMATS.items()}


def lines_of(text: str, width: float) -> int:
    """How many printed lines `text` takes in a column of `width`: Excel does not grow merged rows by itself.

    Times New Roman 11 sets about 1.35 letters to a unit of width, DejaVu Serif, which LibreOffice takes where Times is
    not installed, 1.14 (both seen in print), less what line breaks lose: no text is cut with either.
    """
    return max(1, math.ceil(len(text) / (1.08 * width)))


def set_page(sheet: Worksheet, told: str, where: tuple[int, int, int]) -> None:
    """A4 with the header on each page; `where` is the header's first row, the row after the last, the last column."""
    top, end, last = where
    sheet.set_paper(9)  # A4
    if last < WIDEST_UPRIGHT:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_margins(left=0.7, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(top, top + 1)
    sheet.print_area(0, 0, end - 1, last)
    sheet.set_footer(f'&L&"Times New Roman,Regular"&9{told}&R&9&P/&N')
    sheet.freeze_panes(top + 2, 0)
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
