"""Changes how a workbook states its form, reporter and period; puts several forms into one file or on one sheet.

A kind in RECOGNITION leaves labels, headers or days to be matched instead of a number, a code or a name. The table is
changed in moves.py.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random

from mutator.model import Book, Cell, Row, SecondForm, Sheet

Change = Callable[[Book, Random], None]
MONTHS = (
    *("Tháng {m} năm {y}", "tháng {m:02d}/{y}", "{m}/{y}", "{y}-{m:02d}", "Tháng {m}, năm {y}", "THÁNG {m} NĂM {y}"),
    *("tháng {words} năm {y}", "T{m}/{y}", "Tháng {m} - {y}"),
)
WORDS = {10: "mười", 11: "mười một", 9: "chín", 12: "mười hai"}
YEARS = ("Năm {y}", "{y}", "cả năm {y}", "NĂM {y}")
OFFICES = ("UBND {}", "Ủy ban nhân dân {}", "Uỷ ban nhân dân {}", "{}", "UBND {} ")
TITLES = ("Sheet1", "Biểu tháng", "BC gửi Sở", "Trang tính1", "bieu_1 (2)", "Số liệu xã", "Tổng hợp")


def _cell(sheet: Sheet, starts: str) -> Cell:
    cells = [cell for row in sheet.rows for cell in row.cells if isinstance(cell.value, str)]
    return next(cell for cell in cells if str(cell.value).strip(" (").startswith(starts))


def _stated(sheet: Sheet, starts: str) -> str:
    return str(_cell(sheet, starts).value).partition(":")[2].strip(" )")


def _each(change: Callable[[Sheet, Random], None]) -> Change:
    def changed(book: Book, rng: Random) -> None:
        for sheet in book.forms:
            change(sheet, rng)

    return changed


def no_hidden_identity(book: Book, rng: Random) -> None:
    """The hidden sheet `_chiso` is gone."""
    book.sheets = [sheet for sheet in book.sheets if sheet.name != "_chiso"]


def _without_identity(change: Change) -> Change:
    """The change in a file without the hidden sheet: what the visible sheet states must suffice."""

    def changed(book: Book, rng: Random) -> None:
        no_hidden_identity(book, rng)
        change(book, rng)

    return changed


def no_guide(book: Book, rng: Random) -> None:
    """The sheet of instructions is gone."""
    book.sheets = [sheet for sheet in book.sheets if sheet.name != "Hướng dẫn"]


def period_spelt(sheet: Sheet, rng: Random) -> None:
    """The period in other words."""
    year, _, month = sheet.identity.period.partition("-")
    if month:
        text = rng.choice(MONTHS).format(m=int(month), y=year, words=WORDS[int(month)])
    else:
        text = rng.choice(YEARS).format(y=year)
    _cell(sheet, "Kỳ báo cáo").value = rng.choice(("(Kỳ báo cáo: {})", "Kỳ báo cáo {}", "KỲ BÁO CÁO:\n{}")).format(text)


def period_by_days(sheet: Sheet, rng: Random) -> None:
    """The line `Kỳ báo cáo` is gone; the line of days below it stays."""
    _cell(sheet, "Kỳ báo cáo").value = None


def reporter_spelt(sheet: Sheet, rng: Random) -> None:
    """The reporter's name in other words; its code is gone from half of the sheets."""
    cell = _cell(sheet, "Đơn vị báo cáo")
    name = _stated(sheet, "Đơn vị báo cáo").removeprefix("UBND ")
    if sheet.identity.reporter.startswith("C"):
        cell.value = f"Đơn vị báo cáo: {rng.choice(OFFICES).format(name)}"
    if rng.random() < 0.5:
        _cell(sheet, "Mã đơn vị").value = None


def reporter_by_code(sheet: Sheet, rng: Random) -> None:
    """The reporter's name is not filled in; its code stays."""
    _cell(sheet, "Đơn vị báo cáo").value = "Đơn vị báo cáo: ………………"


def in_single_cell(sheet: Sheet, rng: Random) -> None:
    """Number, legal basis and reporter in one cell, line by line."""
    texts = [_cell(sheet, starts) for starts in ("Biểu số", "Căn cứ", "Đơn vị báo cáo", "Mã đơn vị")]
    texts[0].value = "\n".join(str(cell.value) for cell in texts)
    for cell in texts[1:]:
        cell.value = None


def in_next_cell(sheet: Sheet, rng: Random) -> None:
    """The answer in the cell to the right of its label."""
    for starts in ("Biểu số", "Đơn vị báo cáo"):
        cell = _cell(sheet, starts)
        row = next(row for row in sheet.rows if cell in row.cells)
        n = row.cells.index(cell)
        sheet.merges = [merge for merge in sheet.merges if merge.cell is not cell]
        label, _, answer = str(cell.value).partition(":")
        cell.value, row.cells[n + 1].value = f"{label}:", answer.strip()


def no_number(sheet: Sheet, rng: Random) -> None:
    """The form number is gone."""
    _cell(sheet, "Biểu số").value = None


def no_codes_row(sheet: Sheet, rng: Random) -> None:
    """The row of column codes is gone."""
    sheet.rows = [row for row in sheet.rows if row.kind != "codes"]


def no_row_codes(sheet: Sheet, rng: Random) -> None:
    """The column Mã số is empty, or gone with its header."""
    n = sheet.column("row_code")
    for row in sheet.rows:
        if row.kind in ("line", "header", "codes"):
            row.cells[n].value = None


def headers_renamed(sheet: Sheet, rng: Random) -> None:
    """Other words in the header."""
    names = {"STT": "TT", "Chỉ tiêu": "Nội dung", "Trong kỳ": "Phát sinh trong tháng", "Đơn vị tính": "ĐVT"}
    for cell in sheet.of("header")[0].cells:
        cell.value = names.get(str(cell.value), cell.value)


def renamed(book: Book, rng: Random) -> None:
    """The sheet has another name."""
    for n, sheet in enumerate(book.forms):
        sheet.name = f"{rng.choice(TITLES)}{'' if n == 0 else n}"


def more_sheets(book: Book, rng: Random) -> None:
    """Sheets that the sender added before and behind: notes, sums, a list with numbers."""
    for n in range(rng.randint(1, 3)):
        rows = [Row([Cell(f"Mục {at}"), Cell(rng.randint(1, 999))], "note") for at in range(rng.randint(1, 30))]
        sheet = Sheet(f"Phụ lục {n + 1}", rows, ["", ""], rng.choice(("visible", "visible", "hidden")))
        book.sheets.insert(rng.choice((0, len(book.sheets))), sheet)


def hidden_copy(book: Book, rng: Random) -> None:
    """A hidden sheet of the same form with other figures, left from the month before."""
    for sheet in list(book.forms):
        copied = copy.deepcopy(sheet)
        copied.name, copied.state = f"Tháng trước {len(book.sheets)}", "hidden"
        for cell in copied.figures():
            cell.value, cell.number_format, cell.raised, cell.figure = rng.randint(1, 9), "General", "", None
        book.sheets.append(copied)


def other_identity(book: Book, rng: Random) -> None:
    """The hidden sheet of another commune: visible and hidden sheet contradict each other."""
    for sheet in book.sheets:
        if sheet.name == "_chiso":
            sheet.rows[3].cells[1].value = "C00715"
    for sheet in book.forms:
        for cell in sheet.figures():
            if cell.figure:
                cell.figure.may_be_refused = True


def _titles(sheet: Sheet) -> list[Cell]:
    """The titles of the forms on the sheet, in capitals."""
    cells = [cell for row in sheet.rows if row.kind not in ("line", "header") for cell in row.cells]
    return [cell for cell in cells if isinstance(cell.value, str) and cell.value.isupper() and len(cell.value) > 25]


def other_year(sheet: Sheet, rng: Random) -> None:
    """The title is of the year before: no figure may be taken until somebody says which year is meant."""
    year = int(sheet.identity.period.removeprefix("S")[:4]) - 1
    text = rng.choice((" NĂM {y}", " THÁNG 12 NĂM {y}", "\nNĂM {y}", " QUÝ IV NĂM {y}")).format(y=year)
    for cell in _titles(sheet):
        cell.value = f"{cell.value}{text}"
    for cell in sheet.figures():
        if cell.figure and cell.figure.status != "blank":
            cell.figure.verdict, cell.figure.reasons = "refuse", frozenset()


def document_year(sheet: Sheet, rng: Random) -> None:
    """The title names another year that is not the report's own."""
    year = int(sheet.identity.period.removeprefix("S")[:4])
    texts = (
        *(" THEO NGHỊ QUYẾT SỐ 57-NQ/TW NĂM {b}", " GIAI ĐOẠN {b} - {y}", " SO VỚI CÙNG KỲ NĂM {b}"),
        *("\nTHỰC HIỆN KẾ HOẠCH NĂM {b}", " (BIỂU BAN HÀNH NĂM {b})", " NĂM {y} SO VỚI NĂM {b}"),
    )
    for cell in _titles(sheet):
        cell.value = f"{cell.value}{rng.choice(texts)}".format(b=year - 1, y=year)


IDENTITY: dict[str, Change] = {
    "another year in the title": _each(other_year),
    "a document's year in the title": _each(document_year),
    "no hidden identity": no_hidden_identity,
    "no guide": no_guide,
    "period in other words": _without_identity(_each(period_spelt)),
    "reporter in other words": _without_identity(_each(reporter_spelt)),
    "reporter by code": _without_identity(_each(reporter_by_code)),
    "all stated in one cell": _without_identity(_each(in_single_cell)),
    "stated in the next cell": _without_identity(_each(in_next_cell)),
    "headers renamed": _each(headers_renamed),
    "sheet renamed": renamed,
    "more sheets": more_sheets,
    "hidden copy of the form": hidden_copy,
    "identity of another commune": other_identity,
}
RECOGNITION: dict[str, Change] = {
    "no form number": _each(no_number),
    "no form number, no hidden identity": _without_identity(_each(no_number)),
    "no row of column codes": _each(no_codes_row),
    "no row of column codes, no hidden identity": _without_identity(_each(no_codes_row)),
    "no column of row codes": _each(no_row_codes),
    "period by its days alone": _without_identity(_each(period_by_days)),
}


def join(book: Book, other: Book) -> None:
    """Put another form's sheets behind this one's, as a sender of two forms or for two communes does."""
    at = book.sheets.index(book.forms[-1]) + 1
    for sheet in other.forms:
        taken = {present.name for present in book.sheets}
        sheet.name = sheet.name if sheet.name not in taken else f"{sheet.name} ({len(taken)})"
        book.sheets.insert(at, sheet)


def stack(book: Book, other: Book) -> None:
    """Put another form below the first, on the same sheet."""
    upper, lower = book.forms[0], other.forms[0]
    width = max(upper.width(), lower.width())
    rows = [Row([Cell() for _ in range(width)], "note") for _ in range(3)]
    for row in (*upper.rows, *lower.rows):
        row.cells += [Cell() for _ in range(width - len(row.cells))]
    upper.rows += rows + lower.rows
    upper.roles += [""] * (width - upper.width())
    upper.merges += lower.merges
    upper.second_forms[lower.identity.form] = SecondForm(lower.area, lower.identity.period)
