"""The first sheet: who reported, where the targets stand, the main figures, what changed; counts are live formulas."""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.worksheet import Worksheet

from pipelines.files.content.communes import Ranking
from pipelines.files.content.release import Row
from pipelines.files.workbook.lists import FIGURES, HELD, TARGETS, TASKS
from pipelines.files.workbook.ranking import RANKING
from pipelines.files.workbook.sheet import Book, Column, Placed

OVERVIEW = "Tổng quan"
N_MOVERS = 5
REPORTS = (
    Column("Biểu", 13, "code", "form_code"),
    Column("Tên biểu", 41, "text", "form_name"),
    Column("Kỳ", 17, "text", "period_name"),
    Column("Phải gửi", 8, "int", "n_due"),
    Column("Đã đọc", 8, "int", "n_read"),
    Column("Muộn", 8, "int", "n_late"),
    Column("Chưa gửi", 8, "int", "n_missing"),
    Column("Tỷ lệ đã đọc", 9, "percent", "share", "=E{row}/D{row}"),
)
MAIN = (
    Column("Đơn vị", 13, "text", "uom_symbol_vi"),
    Column("Chỉ tiêu", 41, "text", "indicator_name_vi"),
    Column("Ghi chú", 17, "text", "status"),
    Column("Kỳ này", 8, "dec1", "value", f"='{FIGURES}'!D{{cell}}"),
    Column("Kỳ trước", 8, "dec1", "previous_value", f"='{FIGURES}'!F{{cell}}"),
    Column("Tăng giảm", 8, "dec1", "difference", "=D{row}-E{row}"),
)


class Overview:
    """Writes the first sheet from top to bottom."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheet: Worksheet = book.sheet(OVERVIEW, "Tổng quan bản công bố")
        self.at = 4
        book.widths(self.sheet, REPORTS)
        # the code column holds labels of other blocks too
        self.sheet.freeze_panes(4, 0)

    def section(self, title: str) -> None:
        """A heading over the width of the page."""
        for place in range(len(REPORTS)):
            self.sheet.write_blank(self.at, place, None, self.book.formats["section"])
        self.sheet.write(self.at, 0, title, self.book.formats["section"])
        self.at += 1

    def reports(self, rows: list[Row]) -> None:
        """Forms of the latest periods, with the sums."""
        self.section("Báo cáo đã nhận (các kỳ kết thúc trong 60 ngày gần đây)")
        placed = self.book.table(self.sheet, self.at, REPORTS, rows)
        self.at += len(rows) + 1
        if rows:
            shape = self.book.formats["total"]
            for place in range(3):
                self.sheet.write_blank(self.at, place, None, self.book.formats["total_text"])
            self.sheet.write(self.at, 0, "Cộng", self.book.formats["total_text"])
            for place, (letter, name) in enumerate(
                zip("DEFG", ("n_due", "n_read", "n_late", "n_missing"), strict=True)
            ):
                total: Any = float(sum(row[name] for row in rows))
                sums = f"=SUM({letter}{placed.first}:{letter}{placed.last})"
                self.sheet.write_formula(self.at, 3 + place, sums, shape, total)
            share: Any = float(sum(row["n_read"] for row in rows) / sum(row["n_due"] for row in rows))
            cell = self.at + 1
            self.sheet.write_formula(self.at, 7, f"=E{cell}/D{cell}", self.book.formats["total_percent"], share)
            self.at += 1
        self.at += 1

    def counts(self, lists: Mapping[str, tuple[Placed, list[Row], str, str]]) -> None:
        """How many rows of each list have which word: `lists` name sheet -> rows, their letter and their field."""
        self.section("Mục tiêu, nhiệm vụ, số liệu cần xử lý (đếm từ các trang sau)")
        for sheet, (placed, rows, letter, field) in lists.items():
            if not rows:
                self._count(f"{sheet}: không có", None, 0)
                continue
            cells = f"'{sheet}'!{placed.column(letter)}"
            words = list(dict.fromkeys(row[field] for row in rows))
            for word in words:
                formula = f'=COUNTIF({cells},"{word}")'
                self._count(f"{sheet}: {word}", formula, sum(row[field] == word for row in rows))
        self.at += 1

    def _count(self, label: str, formula: str | None, n: int) -> None:
        """One line of counts."""
        shape = self.book.formats["text"]
        self.sheet.merge_range(self.at, 0, self.at, 2, label, shape)
        if formula:
            self.sheet.write_formula(self.at, 3, formula, self.book.formats["int"], n)
        else:
            self.sheet.write_number(self.at, 3, n, self.book.formats["int"])
        self.at += 1

    def main_figures(self, figures: list[Row], placed: Placed) -> None:
        """The ratios of the whole province, as references to the sheet of figures."""
        self.sheet.set_h_pagebreaks([self.at])
        self.section("Các tỷ lệ toàn tỉnh, so với kỳ trước")
        shown = [
            (placed.first + at, row)
            for at, row in enumerate(figures)
            if row["is_ratio"] and row["period_code"] == self.book.source.period and not row["is_beside"]
        ]
        rows = [row | {"cell": cell} for cell, row in shown]
        self.book.table(self.sheet, self.at, MAIN, rows)
        self.at += len(shown) + 2

    def movers(self, ranking: Ranking) -> None:
        """The communes whose place changed most since the period before."""
        moved = sorted((row for row in ranking.rows if row["move"]), key=lambda row: (-abs(row["move"]), row["rank"]))
        self.section(f"Xã đổi hạng nhiều nhất, {ranking.period_name} so với kỳ trước (xem trang {RANKING})")
        columns = (
            Column("Mã xã", 13, "code", "code"),
            Column("Xã, phường", 41, "text", "full_name"),
            Column("Điểm", 17, "dec1", "score"),
            Column("Hạng", 8, "int", "rank"),
            Column("Hạng trước", 8, "int", "previous_rank"),
            Column("Tăng giảm", 8, "move", "move", "=E{row}-D{row}"),
        )
        rows = [row | {"full_name": f"{row['kind_vi']} {row['name_vi']}"} for row in moved[: 2 * N_MOVERS]]
        self.book.table(self.sheet, self.at, columns, rows)
        self.at += len(rows) + 2

    def finish(self) -> None:
        """Set the printed area."""
        self.sheet.print_area(0, 0, self.at, len(REPORTS) - 1)


LISTS = {TARGETS: ("C", "class_vi"), HELD: ("A", "kind_vi"), TASKS: ("E", "status_vi")}
