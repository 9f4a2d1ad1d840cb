"""The look of a Vietnamese administrative form on A4: fonts, borders, colours; widths and heights."""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

import math
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

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
# Conditional formats set colours only: the rest of the cell's format stays.
RULE_COLOURS: dict[str, dict[str, Any]] = {
    "wrong": {"bg_color": "#F8CBAD", "font_color": "#9C0006"},
    "doubtful": {"bg_color": "#FFEB9C", "font_color": "#7F6000"},
}

LINE_HEIGHT = 15.75  # points of a printed line of text at 11 points
WIDTHS = {"stt": 6, "label": 43, "row_code": 7, "uom": 13, "value": 12.5, "explanation": 25, "evidence": 18}
EVIDENCE_WIDTHS = {"explanation": 19, "evidence": 13}  # of a form that asks for documents: four more columns
REGISTER_WIDTHS = WIDTHS | {"label": 34, "entity_key": 16, "date": 13, "context": 22, "value": 16}


def add_formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """Add every named format to the workbook; return them by name."""
    colours = {name: book.add_format(options) for name, options in RULE_COLOURS.items()}
    return colours | {name: book.add_format({**FONT, **options}) for name, options in FORMATS.items()}


def n_lines(text: str, width: float) -> int:
    """Count the printed lines of `text` in a column of `width` (in units of Excel).

    Excel does not fit the height of merged rows, so heights are computed from this. Times New Roman 11 sets about 1.35
    letters to a unit of width; DejaVu Serif, which LibreOffice takes where Times is not installed, sets 1.14 (both
    counted on printed pages). 1.08 allows for what line breaks lose: no text is cut with either font.
    """
    return max(1, math.ceil(len(text) / (1.08 * width)))
