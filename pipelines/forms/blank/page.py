"""Pages of a form or guide on A4: orientation and number of pages, so that no page holds a few signatures alone."""

# xlsxwriter ships type hints for arguments, and none for its option dictionaries.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

SHORT_EDGE, LONG_EDGE = 595, 842  # points of A4
LEFT, RIGHT, TOP, BOTTOM = 0.7, 0.4, 0.5, 0.6  # margins in inches
INCH = 72  # points
WIDEST_PORTRAIT = 8  # columns that can be read on a portrait A4
UNIT, PADDING = 5.25, 3.75  # points of one unit of column width, and beside it in each column
SMALLEST, STEP = 0.55, 0.01  # the scale at which 11 points are still read (6 points), and the step of the search
LEAST_LAST = 0.45  # of a page: the signatures with lines above them, also where fonts are wider than planned
DEFAULT_HEIGHT = 15.0  # points of a row whose height was not set


class PrintArea(NamedTuple):
    """Rows and columns of a sheet on paper, counted from 0."""

    header_rows: tuple[int, int]  # the first and last row that are repeated on each page
    end_row: int  # the row after the last one
    widths: Sequence[float]  # of the columns, in units of Excel


class Page(NamedTuple):
    """What a page holds within its margins, in points."""

    width: float
    height: float


class PlainWorksheet(Worksheet):
    """A worksheet that records the heights of its rows.

    Its formulas use no function younger than Excel 2007: looking for these costs half of all writing. Checked with
    xlsxwriter 3.3. It can go when xlsxwriter offers a switch.
    """

    def __init__(self) -> None:
        super().__init__()
        self.heights: dict[int, float] = {}

    def set_height(self, row: int, height: float) -> None:
        """Set the height of a row in points, and record it."""
        self.heights[row] = height
        self.set_row(row, height)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        del expand_future_functions  # none is looked for
        return formula.removeprefix("=")


def add_sheet(book: xlsxwriter.Workbook, name: str) -> PlainWorksheet:
    """Add a sheet to the workbook."""
    sheet = book.add_worksheet(name, worksheet_class=PlainWorksheet)
    assert isinstance(sheet, PlainWorksheet)
    return sheet


def set_page(sheet: PlainWorksheet, footer: str, area: PrintArea) -> None:
    """Set up A4 pages with the header rows on each, `footer` and page numbers; protect the sheet.

    The program that prints fits the width, which depends on its fonts; the number of pages is planned here.
    """
    is_portrait = len(area.widths) <= WIDEST_PORTRAIT
    width, height = (SHORT_EDGE, LONG_EDGE) if is_portrait else (LONG_EDGE, SHORT_EDGE)
    sheet.set_paper(9)  # A4
    if is_portrait:
        sheet.set_portrait()
    else:
        sheet.set_landscape()
    sheet.set_margins(left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)
    page = Page(width - (LEFT + RIGHT) * INCH, height - (TOP + BOTTOM) * INCH)
    heights = [sheet.heights.get(row, DEFAULT_HEIGHT) for row in range(area.end_row)]
    sheet.fit_to_pages(1, count_pages(heights, area, page))
    sheet.center_horizontally()
    sheet.repeat_rows(*area.header_rows)
    sheet.print_area(0, 0, area.end_row - 1, len(area.widths) - 1)
    sheet.set_footer(f'&L&"Times New Roman,Regular"&9{footer}&R&9&P')
    sheet.set_start_page(1)  # each sheet counts its own pages
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def count_pages(heights: Sequence[float], area: PrintArea, page: Page) -> int:
    """How many pages a sheet is fitted to: those it fills at the full width, without a small rest on the last one.

    `heights` are those of its rows in points. A rest is drawn onto the pages before as long as the text stays legible.
    """
    scale = min(1.0, page.width / sum(UNIT * width + PADDING for width in area.widths))
    n, last = _fill(heights, area, page.height / scale)
    if n == 1 or last >= LEAST_LAST * page.height / scale:
        return n
    while scale > SMALLEST:
        scale -= STEP
        fewer, _ = _fill(heights, area, page.height / scale)
        if fewer < n:
            return fewer
    return n


def _fill(heights: Sequence[float], area: PrintArea, on_page: float) -> tuple[int, float]:
    """The number of pages of `on_page` points that the rows fill, and the height of rows on the last."""
    repeated = sum(heights[area.header_rows[0] : area.header_rows[1] + 1])
    n, used = 1, 0.0
    for row, height in enumerate(heights):
        if used + height > on_page:
            n, used = n + 1, repeated if row > area.header_rows[1] else 0.0
        used += height
    return n, used
