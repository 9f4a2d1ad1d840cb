"""The sheet of charts: how far the targets are, the first and the last communes. Charts read cells of other sheets."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from pipelines.files.content.communes import Ranking
from pipelines.files.content.release import Row
from pipelines.files.workbook.lists import TARGETS
from pipelines.files.workbook.ranking import RANKING
from pipelines.files.workbook.sheet import LOCALE, Book, Placed

CHARTS = "Biểu đồ"
N_TARGETS, N_COMMUNES = 14, 10
BLUE, RED, GREY = "#2E75B6", "#C55A11", "#A6A6A6"
FONT = {"name": "Times New Roman", "size": 9}
NAME_COLUMN = 30  # out of the printed page: the names on the axis; the column after it has the shares


def write_charts(book: Book, targets: list[Row], ranking: Ranking | None, placed: dict[str, Placed]) -> None:
    """One page of charts."""
    sheet = book.sheet(CHARTS, "Biểu đồ")
    sheet.set_column(0, 8, 11.5)
    shown = [(at, row) for at, row in enumerate(targets) if row["is_short"]][:N_TARGETS]
    if shown:
        _targets(book, sheet, shown, placed[TARGETS].first)
    if ranking is not None and ranking.n_scored > 1:
        first, n = placed[RANKING].first, min(N_COMMUNES, ranking.n_scored // 2)
        best, worst = first, first + ranking.n_scored - n
        _communes(book, sheet, (0, f"{n} xã đứng đầu: {ranking.period_name}", BLUE), (best, best + n - 1))
        _communes(book, sheet, (348, f"{n} xã đứng cuối: {ranking.period_name}", RED), (worst, worst + n - 1))
    sheet.print_area(0, 0, 46, 8)
    sheet.fit_to_pages(1, 1)


def _targets(book: Book, sheet: Worksheet, shown: list[tuple[int, Row]], first: int) -> None:
    """Bars of the targets that are not reached, the most urgent on top; their cells refer to the sheet of targets."""
    sheet.set_column(NAME_COLUMN, NAME_COLUMN + 1, None, None, {"hidden": 0})
    for number, (at, row) in enumerate(shown):
        cell = first + at
        name = f"'{TARGETS}'!B{cell}"
        label = row["indicator_name_vi"][:60] + f" ({row['target_id']})"
        sheet.write_formula(
            number, NAME_COLUMN, f'=LEFT({name},60)&" ("&\'{TARGETS}\'!A{cell}&")"', book.formats["text"], label
        )
        sheet.write_formula(
            number, NAME_COLUMN + 1, f"='{TARGETS}'!K{cell}", book.formats["percent"], min(row["share"], 1.0)
        )
    last = len(shown) - 1
    chart: Any = book.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": [CHARTS, 0, NAME_COLUMN, last, NAME_COLUMN],
            "values": [CHARTS, 0, NAME_COLUMN + 1, last, NAME_COLUMN + 1],
            "fill": {"color": BLUE},
            "gap": 45,
            "data_labels": {"value": True, "num_format": f"{LOCALE}0%", "font": FONT},
        }
    )
    chart.set_title({"name": "Đã đạt bao nhiêu phần của mục tiêu (chưa tới 100 %)", "name_font": {**FONT, "size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": FONT})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": f"{LOCALE}0%", "num_font": FONT, "major_gridlines": _grid()})
    chart.set_size({"width": 690, "height": 430})
    sheet.insert_chart("A4", chart, {"description": "Tiến độ các mục tiêu chưa đạt"})


def _communes(book: Book, sheet: Worksheet, named: tuple[int, str, str], rows: tuple[int, int]) -> None:
    """Bars of the scores of some communes; `rows` are Excel's numbers of the first and the last."""
    left, title, colour = named
    chart: Any = book.book.add_chart({"type": "bar"})
    first, last = rows[0] - 1, rows[1] - 1
    chart.add_series(
        {
            "categories": [RANKING, first, 1, last, 1],
            "values": [RANKING, first, 3, last, 3],
            "fill": {"color": colour},
            "gap": 40,
            "data_labels": {"value": True, "num_format": f"{LOCALE}0.0", "font": FONT},
        }
    )
    chart.set_title({"name": title, "name_font": {**FONT, "size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": FONT})
    chart.set_x_axis({"min": 0, "max": 100, "num_font": FONT, "num_format": "0", "major_gridlines": _grid()})
    chart.set_size({"width": 343, "height": 330})
    sheet.insert_chart("A26", chart, {"x_offset": left, "description": title})


def _grid() -> dict[str, Any]:
    return {"visible": True, "line": {"color": "#E0E0E0", "width": 0.5}}
