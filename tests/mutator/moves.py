"""What people do to the sheet around the figures: rows, columns, headers, merged cells.

Most changes leave every figure provable; some add figures that belong to no row or column of the form. The identity of
the sheet is changed in identity.py, single cells in faults.py.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random

from mutator.model import Cell, FarText, Figure, Merge, Row, Sheet

NOTES = (
    "Ghi chú: số liệu tạm tính",
    "Nguồn: Phòng Kinh tế",
    "(đã rà soát)",
    "Bổ sung theo Công văn số 12/UBND",
    "x x x",
)
Move = Callable[[Sheet, Random], None]


def _empty(sheet: Sheet, kind: str = "note") -> Row:
    return Row([Cell() for _ in range(sheet.width())], kind)


def _note(sheet: Sheet, rng: Random, kind: str = "note") -> Row:
    row = _empty(sheet, kind)
    row.cells[min(1, sheet.width() - 1)].value = rng.choice(NOTES)
    return row


def _table(sheet: Sheet) -> tuple[int, int]:
    """Index of the codes' row and of the last line of the first form on the sheet."""
    codes = next(n for n, row in enumerate(sheet.rows) if row.kind == "codes")
    ends = (n for n, row in enumerate(sheet.rows) if n > codes and row.kind in ("below", "codes"))
    last = max(n for n, row in enumerate(sheet.rows[: next(ends, None)]) if row.kind in ("line", "heading"))
    return codes, last


def move_down(sheet: Sheet, rng: Random) -> None:
    """Empty rows above everything."""
    for _ in range(rng.randint(1, 12)):
        sheet.rows.insert(0, _empty(sheet))


def move_right(sheet: Sheet, rng: Random) -> None:
    """Empty columns left of everything."""
    for _ in range(rng.randint(1, 4)):
        _insert_column(sheet, 0)


def _insert_column(sheet: Sheet, at: int, title: str | None = None) -> None:
    """An empty column; ranges that lie over the place grow by it, as they do in Excel."""
    for merge in sheet.merges:
        place = sheet.places().get(merge.cell)
        if place and place[1] < at < place[1] + merge.width:
            merge.width += 1
    for row in sheet.rows:
        row.cells.insert(at, Cell(title if row.kind == "header" else None))
    sheet.roles.insert(at, "")


def blank_rows_above_table(sheet: Sheet, rng: Random) -> None:
    """Empty rows above the header."""
    codes, _ = _table(sheet)
    for _ in range(rng.randint(1, 3)):
        sheet.rows.insert(codes - 1, _empty(sheet))


def blank_rows_between(sheet: Sheet, rng: Random) -> None:
    """Empty rows between the lines of the table."""
    codes, last = _table(sheet)
    for at in sorted(rng.sample(range(codes + 1, last + 1), 3), reverse=True):
        sheet.rows.insert(at, _empty(sheet))


def notes_between(sheet: Sheet, rng: Random) -> None:
    """Notes between the lines of the table."""
    codes, last = _table(sheet)
    for at in sorted(rng.sample(range(codes + 1, last + 1), 3), reverse=True):
        sheet.rows.insert(at, _note(sheet, rng))


def lines_without_code(sheet: Sheet, rng: Random) -> None:
    """Lines that the sender added between the printed ones: their figures belong to no row of the form."""
    codes, last = _table(sheet)
    for at in sorted(rng.sample(range(codes + 1, last), 2), reverse=True):
        row = _empty(sheet)
        row.cells[sheet.column("label")].value = rng.choice(("Trong đó: nữ", "- thôn Bản Lạ", "Chia theo tổ dân phố"))
        cell = row.cells[next(n for n, role in enumerate(sheet.roles) if role in ("in_period", "level"))]
        cell.value, cell.figure = rng.randint(1, 90), Figure(None, "refuse", reasons=frozenset({"no_row_code"}))
        sheet.rows.insert(at, row)


def lines_deleted(sheet: Sheet, rng: Random) -> None:
    """Three lines are gone."""
    for row in rng.sample(sheet.of("line"), 3):
        sheet.rows.remove(row)


def headings_deleted(sheet: Sheet, rng: Random) -> None:
    """The headings between the lines are gone."""
    sheet.rows = [row for row in sheet.rows if row.kind != "heading"]


def lines_shuffled(sheet: Sheet, rng: Random) -> None:
    """The lines in another order."""
    places = [n for n, row in enumerate(sheet.rows) if row.kind == "line"]
    rows = [sheet.rows[n] for n in places]
    rng.shuffle(rows)
    for n, row in zip(places, rows, strict=True):
        sheet.rows[n] = row


def line_twice(sheet: Sheet, rng: Random) -> None:
    """The same line filled in twice: both are refused."""
    row = rng.choice([row for row in sheet.of("line") if any(c.figure and c.value is not None for c in row.cells)])
    other = copy.deepcopy(row)
    for cell, twin in zip(row.cells, other.cells, strict=True):
        if cell.figure and cell.value is not None and cell.figure.slot:
            is_sound = cell.figure.verdict != "refuse"
            reasons = frozenset({"duplicate_slice", "ambiguous_number"} if is_sound else ())
            cell.figure = Figure(cell.figure.slot, "refuse", reasons=reasons)
            twin.figure = Figure(cell.figure.slot, "refuse", reasons=reasons)
        elif twin.figure and twin.figure.slot:
            twin.figure = None
    sheet.rows.insert(sheet.rows.index(row) + 1, other)


def extra_text_column(sheet: Sheet, rng: Random) -> None:
    """A further column of texts."""
    at = rng.randint(0, sheet.width())
    _insert_column(sheet, at, "Đơn vị cung cấp")
    for row in sheet.of("line"):
        row.cells[at].value = rng.choice(("Phòng Kinh tế", "Công an xã", None))


def extra_number_column(sheet: Sheet, rng: Random) -> None:
    """Last year's figures beside this month's, in a column without a code: no column of this form."""
    at = rng.randint(sheet.column("uom") + 1, sheet.width())
    _insert_column(sheet, at, "Cùng kỳ năm trước")
    for row in sheet.of("line"):
        row.cells[at].value = rng.randint(1, 5000)


def _drop(role: str) -> Move:
    def drop(sheet: Sheet, rng: Random) -> None:
        at = sheet.column(role)
        for merge in list(sheet.merges):
            place = sheet.places().get(merge.cell)
            if place and place[1] <= at < place[1] + merge.width:
                if place[1] == at:  # what the range shows stays, in its next cell
                    row = sheet.rows[place[0]]
                    if at + 1 < len(row.cells):
                        row.cells[at + 1].value, merge.cell = merge.cell.value, row.cells[at + 1]
                merge.width -= 1
        for row in sheet.rows:
            row.cells.pop(at)
        sheet.roles.pop(at)

    return drop


def columns_shuffled(sheet: Sheet, rng: Random) -> None:
    """The table's columns in another order, headers and codes with them; what lies above and below stays."""
    order = list(range(sheet.width()))
    rng.shuffle(order)
    for row in sheet.rows:
        if row.kind in ("header", "codes", "heading", "line"):
            row.cells = [row.cells[n] for n in order]
    sheet.roles = [sheet.roles[n] for n in order]


def merged_header(sheet: Sheet, rng: Random) -> None:
    """A header of two rows: one cell over the figures, the others over both rows."""
    codes, _ = _table(sheet)
    header, top = sheet.rows[codes - 1], _empty(sheet, "header")
    sheet.rows.insert(codes - 1, top)
    figures = [n for n, role in enumerate(sheet.roles) if role in ("in_period", "ytd", "level")]
    for n in range(sheet.width()):
        if n not in figures:
            top.cells[n], header.cells[n] = header.cells[n], top.cells[n]
            sheet.merges.append(Merge(top.cells[n], 2, 1))
    top.cells[figures[0]].value = "Số liệu báo cáo"
    if len(figures) > 1 and figures[-1] - figures[0] == len(figures) - 1:
        sheet.merges.append(Merge(top.cells[figures[0]], 1, len(figures)))


def merged_labels(sheet: Sheet, rng: Random) -> None:
    """Headings over the whole width, STT over the part lines below it."""
    for row in sheet.of("heading"):
        n = sheet.column("label")
        sheet.merges.append(Merge(row.cells[n], 1, sheet.width() - n))


def merged_values(sheet: Sheet, rng: Random) -> None:
    """One number over several value cells: it may belong to either."""
    lines = sheet.of("line")
    n = next(at for at, role in enumerate(sheet.roles) if role in ("in_period", "level"))
    pairs = [(a, b) for a, b in pairwise(lines) if sheet.rows.index(b) == sheet.rows.index(a) + 1]
    for upper, lower in rng.sample(pairs[::2], min(2, len(pairs[::2]))):
        cell, other = upper.cells[n], lower.cells[n]
        if cell.figure and cell.value is not None:
            cell.figure = Figure(cell.figure.slot, "refuse", reasons=frozenset())
            cell.raised = ""
            other.value, other.raised = None, ""
            other.figure = Figure(other.figure.slot, "absence", status="blank") if other.figure else None
            sheet.merges.append(Merge(cell, 2, 1))


def header_repeated(sheet: Sheet, rng: Random) -> None:
    """The header and its codes again in the middle, as on a second page."""
    codes, last = _table(sheet)
    at = (codes + last) // 2
    for n, source in enumerate((sheet.rows[codes - 1], sheet.rows[codes])):
        sheet.rows.insert(at + n, Row([Cell(cell.value) for cell in source.cells], "note"))


def rows_hidden(sheet: Sheet, rng: Random) -> None:
    """Hidden lines: read, and the evidence says so."""
    for row in rng.sample(sheet.of("line"), 3):
        row.is_hidden = True
        for cell in row.cells:
            if cell.figure and cell.figure.verdict == "value" and not cell.figure.evidence:
                cell.figure = replace(cell.figure, evidence="ẩn")


def columns_hidden(sheet: Sheet, rng: Random) -> None:
    """A hidden column without figures."""
    sheet.hidden_columns |= {sheet.column(rng.choice(("stt", "row_code", "explanation")))}


def signed(sheet: Sheet, rng: Random) -> None:
    """Names, a date and a telephone number under the table, with a number of their own."""
    row = _empty(sheet, "below")
    row.cells[min(4, sheet.width() - 1)].value = "Tuyên Quang, ngày 14 tháng 10 năm 2026"
    sheet.rows.append(row)
    row = _empty(sheet, "below")
    row.cells[0].value, row.cells[min(4, sheet.width() - 1)].value = "ĐT: 0219 386 1234", 2026
    sheet.rows.append(row)


def far_away(sheet: Sheet, rng: Random) -> None:
    """Something typed far below the table, where nobody looks."""
    sheet.far.append(FarText(rng.choice((5_000, 60_000)), rng.choice((0, 20)), "a"))


MOVES: dict[str, Move] = {
    "moved down": move_down,
    "moved right": move_right,
    "blank rows above the table": blank_rows_above_table,
    "blank rows between lines": blank_rows_between,
    "notes between lines": notes_between,
    "lines without a code": lines_without_code,
    "lines deleted": lines_deleted,
    "headings deleted": headings_deleted,
    "lines shuffled": lines_shuffled,
    "a line twice": line_twice,
    "a column of text more": extra_text_column,
    "a column of numbers more": extra_number_column,
    "column STT deleted": _drop("stt"),
    "column of units deleted": _drop("uom"),
    "column of explanations deleted": _drop("explanation"),
    "columns shuffled": columns_shuffled,
    "header of two rows": merged_header,
    "merged labels": merged_labels,
    "merged values": merged_values,
    "header repeated": header_repeated,
    "rows hidden": rows_hidden,
    "columns hidden": columns_hidden,
    "signed below": signed,
    "something far away": far_away,
}
