"""One A4 sheet for each commune: its place, its own figures beside the province's, what is late, what is held.

They are small workbooks, one a commune, so that each can be sent to its commune.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Any

from xlsxwriter.worksheet import Worksheet

from pipelines.codebook.text import name_ascii
from pipelines.files.content import communes, reports
from pipelines.files.content.communes import Node, Ranking
from pipelines.files.content.release import Row, Source
from pipelines.files.workbook.sheet import LOCALE, Book, Column

SHEET = "Phiếu xã"
INDEX = (
    Column("Chỉ số, trục", 46, "text", "name"),
    Column("Điểm", 10, "dec1", "score"),
    Column("Hạng", 10, "int", "rank"),
    Column("Trên tổng số xã", 10, "int", "n_field"),
    Column("Hạng kỳ trước", 10, "int", "previous_rank"),
    Column("Tăng giảm hạng", 11, "move", "move", "=E{row}-C{row}"),
)
LEAVES = (
    Column("Chỉ tiêu (đơn vị)", 46, "text", "name"),
    Column("Của xã", 10, "dec1", "value"),
    Column("Trung vị các xã", 10, "dec1", "median"),
    Column("Chênh lệch", 10, "dec1", "difference", "=B{row}-C{row}"),
    Column("Hạng", 10, "int", "rank"),
    Column("Nhận xét", 11, "centre", "remark"),
)
REMARKS = {"strength": "điểm mạnh", "weakness": "điểm yếu"}  # as the release names them (index_strength)


def write_communes(source: Source, folder: Path) -> int:
    """Write a workbook for each commune of the ranking into `folder`; returns how many."""
    ranking = communes.ranking(source)
    if ranking is None:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    late, held = _by_area(reports.late(source)), _by_area(reports.held(source))
    medians = _medians(ranking)
    for row in ranking.rows:
        path = folder / f"{row['code']}-{name_ascii(row['name_vi']).replace(' ', '-')}.xlsx"
        _write(source, ranking, row, path, (medians, late.get(row["area_id"], []), held.get(row["area_id"], [])))
    return len(ranking.rows)


def _by_area(rows: list[Row]) -> dict[str, list[Row]]:
    """The rows of each area."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["area_id"], []).append(row)
    return found


def _medians(ranking: Ranking) -> dict[str, float]:
    """The median of each leaf over the communes that have a figure."""
    found: dict[str, float] = {}
    for pillar in ranking.pillars:
        for leaf in pillar.leaves:
            values = [row["values"][leaf.code] for row in ranking.rows if row["values"].get(leaf.code) is not None]
            if values:
                found[leaf.code] = median(values)
    return found


def _write(
    source: Source, ranking: Ranking, row: Row, path: Path, about: tuple[dict[str, float], list[Row], list[Row]]
) -> None:
    """Write the sheet of one commune."""
    medians, late, held = about
    name = f"{row['kind_vi'].capitalize()} {row['name_vi']}"
    book = Book(path, source, f"{name}, {source.period_name}")
    sheet = book.sheet(SHEET, f"{name} (mã {row['code']})")
    sheet.fit_to_pages(1, 1)
    book.widths(sheet, INDEX)
    at = _section(book, sheet, 4, f"Vị trí: {ranking.name}, {ranking.period_name}")
    nodes = [_node_row(ranking.name, row, None), *(_node_row(p.name, row, p) for p in ranking.pillars)]
    if row["score"] is None:
        at = _line(book, sheet, at, "Chưa đủ số liệu để tính điểm và xếp hạng.") + 1
    else:
        at = book.table(sheet, at, INDEX, nodes).last + 1
    at = _section(book, sheet, at, "Số liệu của xã, so với trung vị các xã trong tỉnh")
    leaves = _leaf_rows(ranking, row, medians)
    at = book.table(sheet, at, LEAVES, leaves).last + 1
    sheet.write(at - 1, 0, ranking.pooled_note, book.formats["subtitle"])
    at += 1
    at = _section(book, sheet, at, "Báo cáo chưa gửi hoặc gửi muộn (các kỳ kết thúc trong 60 ngày gần đây)")
    for duty in late:
        at = _line(book, sheet, at, f"{duty['form_code']}, {duty['period_name']}: {duty['said']}; hạn {_day(duty)}.")
    at = _line(book, sheet, at, "Không có. Cảm ơn đơn vị đã gửi đúng hạn.") if not late else at
    at = _section(book, sheet, at + 1, "Số liệu đang giữ lại hoặc hỏi lại")
    for cell in sorted(held, key=lambda cell: cell["observed"] is None)[:8]:
        at = _line(book, sheet, at, f"{cell['kind_vi']} · {_about(cell)}", n_lines=2)
    if len(held) > 8:
        at = _line(book, sheet, at, f"… và {len(held) - 8} số khác.")
    at = _line(book, sheet, at, "Không có.") if not held else at
    _chart(book, sheet, at + 1, row)
    sheet.print_area(0, 0, at + 13, len(INDEX) - 1)
    book.close()


def _day(duty: Row) -> str:
    """The last day of a duty."""
    return f"{duty['last_date']:%d/%m/%Y}" if duty["last_date"] else "–"


def _about(cell: Row) -> str:
    """A held figure in one line: the rule's message, which names indicator and month, or these."""
    if cell["observed"] is not None:
        return str(cell["message_vi"])
    return f"{cell['indicator_name_vi']}, {cell['period_name']}: {cell['message_vi']}"


def _section(book: Book, sheet: Worksheet, at: int, title: str) -> int:
    """A heading over the page; returns the row below it."""
    for place in range(len(INDEX)):
        sheet.write_blank(at, place, None, book.formats["section"])
    sheet.write(at, 0, title, book.formats["section"])
    return at + 1


def _line(book: Book, sheet: Worksheet, at: int, text: str, *, n_lines: int = 1) -> int:
    """A line of text over the page; returns the row below it."""
    sheet.merge_range(at, 0, at, len(INDEX) - 1, text, book.formats["text"])
    if n_lines > 1 and len(text) > 120:
        sheet.set_row(at, 29)
    return at + 1


def _node_row(name: str, row: Row, pillar: Node | None) -> Row:
    """The place of the commune in the whole index (`pillar` None) or in a pillar."""
    if pillar is None:
        return {"name": name} | {key: row[key] for key in ("score", "rank", "n_field", "previous_rank", "move")}
    return {"name": pillar.name, "score": row["scores"].get(pillar.code), "rank": row["places"].get(pillar.code)}


def _leaf_rows(ranking: Ranking, row: Row, medians: dict[str, float]) -> list[Row]:
    """The figures of the commune; its strengths and weaknesses are named."""
    found: list[Row] = []
    for pillar in ranking.pillars:
        for leaf in pillar.leaves:
            value, middle = row["values"].get(leaf.code), medians.get(leaf.code)
            gap = value - middle if value is not None and middle is not None else None
            remark = REMARKS.get(row["kinds"].get(leaf.code, ""), "") if value is not None else "chưa có số"
            line = {"name": leaf.heading, "value": value, "median": middle, "difference": gap}
            found.append(line | {"rank": row["places"].get(leaf.code), "remark": remark})
    return found


def _chart(book: Book, sheet: Worksheet, at: int, row: Row) -> None:
    """The commune's score over the periods; its cells stand to the right of the page."""
    history = [(period, score) for period, score, _ in row["history"] if score is not None][-12:]
    if len(history) < 2:
        return
    for number, (period, score) in enumerate(history):
        sheet.write_string(number, 8, period, book.formats["code"])
        sheet.write_number(number, 9, score, book.formats["dec1"])
    last = len(history) - 1
    chart: Any = book.book.add_chart({"type": "line"})
    font = {"name": "Times New Roman", "size": 9}
    chart.add_series(
        {
            "categories": [SHEET, 0, 8, last, 8],
            "values": [SHEET, 0, 9, last, 9],
            "line": {"color": "#2E75B6", "width": 2},
            "marker": {"type": "circle", "size": 5},
            "data_labels": {"value": True, "num_format": f"{LOCALE}0.0", "position": "above", "font": font},
        }
    )
    chart.set_title({"name": "Điểm qua các kỳ", "name_font": {**font, "size": 11}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"min": 0, "max": 100, "num_font": font, "num_format": "0"})
    chart.set_size({"width": 690, "height": 210})
    sheet.insert_chart(at, 0, chart, {"description": f"Điểm của {row['name_vi']} qua các kỳ"})
