"""Faults of single cells with their truth: errors, dates out of decimals, wrong units, misleading number formats.

Spellings of sound numbers stand in spell.py, changes of rows and columns in moves.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from random import Random

from mutator.model import Book, Cell, Error, Figure, Formula, Row, Sheet
from mutator.spell import draw, stored

ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!")
OTHER_UNITS = {"triệu đồng": "tỷ đồng", "người": "hộ", "hộ": "người", "%": "triệu đồng", "hồ sơ": "tỷ lệ hồ sơ (%)"}
SAME_UNITS: tuple[Callable[[str], str], ...] = (str.capitalize, str.upper, "({})".format, " {} ".format)
SHORT_UNITS = {"triệu đồng": "tr.đ", "người": "ng", "doanh nghiệp": "DN", "%": "phần trăm", "hợp tác xã": "HTX"}
REWRITTEN_CODES: tuple[Callable[[str], str | int], ...] = (
    *(int, lambda text: str(int(text)), "({})".format, "{}.".format, " {} ".format, "{} (*)".format),
)
Fault = Callable[[Book, Random], None]


def _some(sheet: Sheet, rng: Random, most: int = 4) -> list[Cell]:
    cells = [cell for cell in sheet.figures() if cell.figure and cell.figure.slot]
    return rng.sample(cells, min(len(cells), rng.randint(1, most)))


def _refused(cell: Cell, *reasons: str) -> None:
    assert cell.figure
    cell.raised = ""
    cell.figure = Figure(cell.figure.slot, "refuse", reasons=frozenset(reasons))


def _each(change: Callable[[Cell, Random], None], most: int = 4) -> Fault:
    """Make the fault in a few value cells of each form."""

    def fault(book: Book, rng: Random) -> None:
        for sheet in book.forms:
            for cell in _some(sheet, rng, most):
                cell.number_format = "General"
                change(cell, rng)

    return fault


def error(cell: Cell, rng: Random) -> None:
    """An error cell."""
    text = rng.choice(ERRORS)
    cell.value = Error(text) if rng.random() < 0.5 else Formula("=1/0" if text == "#DIV/0!" else "=NA()", None)
    if isinstance(cell.value, Formula):
        cell.value = Formula(cell.value.text, "#DIV/0!" if text == "#DIV/0!" else "#N/A")
    _refused(cell, "error_cell")


def uncalculated(cell: Cell, rng: Random) -> None:
    """A formula without a calculated value."""
    cell.value = Formula(rng.choice(("=10+2", "=SUM(100,23)", "=ROUND(12.44,1)")), None)
    _refused(cell, "formula_without_value")


def calculated(cell: Cell, rng: Random) -> None:
    """A formula with its value, which is read."""
    assert cell.figure
    number = draw(cell.figure.form_slot, rng)
    less = Decimal(1)
    cell.value, cell.raised = Formula(f"={stored(number - less)}+{less}", float(number)), ""
    cell.figure = Figure(cell.figure.slot, "value", number)


def date_of_decimal(cell: Cell, rng: Random) -> None:
    """5.12 or 12-5 typed into a cell without a number format: Excel stores the fifth of December."""
    day = datetime(rng.choice((2025, 2026)), rng.randint(1, 12), rng.randint(1, 28))
    cell.value, cell.number_format = day, rng.choice(("dd/mm/yyyy", "d-mmm", "mmm-yy", "dd/mm"))
    _refused(cell, "date_in_value")


def time_of_day(cell: Cell, rng: Random) -> None:
    """A time."""
    cell.value, cell.number_format = time(rng.randint(1, 23), rng.randint(0, 59)), "hh:mm"
    _refused(cell, "date_in_value")


def boolean(cell: Cell, rng: Random) -> None:
    """TRUE or FALSE."""
    cell.value = rng.random() < 0.5
    _refused(cell, "not_a_number", "shown_otherwise")  # .ods has it as 1, shown as TRUE


def scaled(cell: Cell, rng: Random) -> None:
    """The format shows the stored number divided by a thousand or a million: either may have been meant."""
    cell.value, cell.number_format = rng.randint(1_000, 90_000_000), rng.choice(("#,##0,", "0.0,,", '#,##0.0," nghìn"'))
    _refused(cell, "shown_otherwise")


def other_unit_shown(cell: Cell, rng: Random) -> None:
    """The format shows another unit behind or before the number: the unit of the line is not what was meant."""
    assert cell.figure
    other = OTHER_UNITS.get(cell.figure.form_slot.unit, "triệu đồng")
    codes = (f'#,##0 "{other}"', f'#,##0.0" {other.upper()}"', r"#,##0\ [$₫-42A]", '_("$"* #,##0_)', '0.0"k"')
    cell.value, cell.number_format = rng.randint(2, 900), rng.choice(codes)
    _refused(cell, "unit_differs")


def own_unit_shown(cell: Cell, rng: Random) -> None:
    """The format shows the line's unit, or signs that are no unit: the number is read as it is stored."""
    assert cell.figure
    slot, number = cell.figure.form_slot, draw(cell.figure.form_slot, rng)
    units = (f'#,##0.## "{slot.unit}"', f'General" ({slot.unit.capitalize()})"') if slot.unit else ("General",)
    cell.value, cell.raised = stored(number), ""
    cell.number_format = rng.choice((*units, "[Red]#,##0_)", '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', '#,##0"*"'))
    cell.figure = Figure(cell.figure.slot, "value", number)


def fraction_of_count(book: Book, rng: Random) -> None:
    """A number with decimals where things are counted."""
    for sheet in book.forms:
        for cell in _some(sheet, rng):
            slot = cell.figure.form_slot if cell.figure else None
            if slot and not slot.is_percent and not slot.is_money and slot.measure != "level":  # a task's state
                cell.value, cell.number_format = rng.randint(1, 900) + rng.choice((0.25, 0.5, 0.4)), "General"
                _refused(cell, "fraction_in_count")


def not_shown(cell: Cell, rng: Random) -> None:
    """The format shows nothing of what is stored."""
    cell.value, cell.number_format = rng.randint(1, 900), rng.choice((";;;", '""', ';;;"-"'))
    _refused(cell, "shown_otherwise")


def percent_of_things(book: Book, rng: Random) -> None:
    """A number shown as a percentage where things are counted."""
    for sheet in book.forms:
        for cell in _some(sheet, rng):
            if cell.figure and not cell.figure.form_slot.is_percent:
                cell.value, cell.number_format = (0.25, "0%") if rng.random() < 0.5 else ("25%", "General")
                _refused(cell, "unexpected_percent")


def other_unit_behind(cell: Cell, rng: Random) -> None:
    """A number with another unit behind it."""
    assert cell.figure
    other = OTHER_UNITS.get(cell.figure.form_slot.unit, "triệu đồng")
    cell.value = f"{rng.randint(2, 900)} {other}"
    _refused(cell)


def too_large(book: Book, rng: Random) -> None:
    """A percentage typed a thousand times too large: read as it stands, the slip named in the evidence."""
    for sheet in book.forms:
        for cell in sheet.figures():
            if cell.figure and cell.figure.slot and cell.figure.slot.is_percent:
                number = Decimal(rng.randint(101_000, 999_000)) / 10
                cell.value, cell.number_format, cell.raised = stored(number), "General", ""
                likely = f"{number / 1000:f}".rstrip("0").rstrip(".").replace(".", ",")
                cell.figure = Figure(cell.figure.slot, "value", number, evidence=likely)


def stray_number(book: Book, rng: Random) -> None:
    """A number where the form prints x."""
    for sheet in book.forms:
        places = [cell for row in sheet.of("line") for cell in row.cells if cell.value == "x" and not cell.figure]
        for cell in rng.sample(places, min(3, len(places))):
            cell.value = rng.randint(1, 500)
            cell.figure = Figure(None, "refuse", reasons=frozenset({"unexpected_value"}))


def _lines(book: Book, rng: Random) -> list[tuple[Sheet, Row]]:
    return [(sheet, row) for sheet in book.forms for row in rng.sample(sheet.of("line"), rng.randint(1, 3))]


def _figures(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.figure and cell.value not in (None, "")]


def unit_swapped(book: Book, rng: Random) -> None:
    """Another printed unit: the figures of the line are refused."""
    for sheet, row in _lines(book, rng):
        cell = row.cells[sheet.column("uom")]
        cell.value = OTHER_UNITS.get(str(cell.value), "tỷ đồng")
        for figure in _figures(row):
            _refused(figure, "unit_differs")


def unit_rewritten(book: Book, rng: Random) -> None:
    """The same unit in other letters, or none at all: the figures are read."""
    for sheet, row in _lines(book, rng):
        cell = row.cells[sheet.column("uom")]
        cell.value = rng.choice(SAME_UNITS)(str(cell.value)) if rng.random() < 0.7 else None


def unit_shortened(book: Book, rng: Random) -> None:
    """An abbreviated unit: a reader may know it or refuse it, but not take it for another unit."""
    for sheet, row in _lines(book, rng):
        cell = row.cells[sheet.column("uom")]
        if str(cell.value) in SHORT_UNITS:
            cell.value = SHORT_UNITS[str(cell.value)]
            _either(row)


def _either(row: Row) -> None:
    for cell in row.cells:
        if cell.figure and cell.figure.verdict in ("value", "absence"):
            cell.figure = replace(cell.figure, may_be_refused=True)


def code_missing(book: Book, rng: Random) -> None:
    """A line without its row code: read by its label or refused."""
    for sheet, row in _lines(book, rng):
        row.cells[sheet.column("row_code")].value = None
        _either(row)


def code_unknown(book: Book, rng: Random) -> None:
    """A row code that the form does not have."""
    for sheet, row in _lines(book, rng):
        row.cells[sheet.column("row_code")].value = rng.choice(("99", "A7", "0", "mã"))
        for cell in _figures(row):
            if cell.value in ("x", "X"):  # nothing was written into it
                cell.figure = None
            else:
                _refused(cell)
        _either(row)


def code_rewritten(book: Book, rng: Random) -> None:
    """01 as the number 1, in brackets, with a full stop or a footnote mark."""
    for sheet in book.forms:
        rewrite = rng.choice(REWRITTEN_CODES)
        for row in sheet.of("line"):
            row.cells[sheet.column("row_code")].value = rewrite(row.key)


FAULTS: dict[str, Fault] = {
    "error cells": _each(error),
    "formulas never calculated": _each(uncalculated),
    "formulas with their value": _each(calculated, 8),
    "dates out of decimals": _each(date_of_decimal),
    "times": _each(time_of_day),
    "true and false": _each(boolean),
    "formats that show thousandths": _each(scaled),
    "formats that show nothing": _each(not_shown),
    "formats with another unit": _each(other_unit_shown),
    "formats with the line's unit": _each(own_unit_shown, 8),
    "fractions of counts": fraction_of_count,
    "per cent of things": percent_of_things,
    "another unit behind": _each(other_unit_behind),
    "out of bounds by 1,000": too_large,
    "numbers where x is printed": stray_number,
    "printed unit swapped": unit_swapped,
    "printed unit rewritten": unit_rewritten,
    "printed unit shortened": unit_shortened,
    "row code missing": code_missing,
    "row code unknown": code_unknown,
    "row code rewritten": code_rewritten,
}
GRID_ONLY = frozenset(  # nothing of these is left in a text file
    {
        *("formulas never calculated", "times", "formats that show thousandths", "formats that show nothing"),
        *("formats with another unit", "formats with the line's unit", "fractions of counts"),
        *("true and false", "formulas with their value", "dates out of decimals", "error cells"),
    }
)
