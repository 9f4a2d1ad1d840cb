"""What people leave in a sheet that is no figure of it: struck-out text, values under merged cells, line breaks, forms.

These are made last, so that no other change of the sheet moves what they cover.
"""

from __future__ import annotations

import copy
from itertools import pairwise
from random import Random

from mutator.identity import no_hidden_identity, stack
from mutator.model import Book, Cell, Figure, Row, Sheet
from mutator.spell import POINT, digits, draw

BELOW = "another office's blank form below"
LEFTOVERS = ("struck-out text", "struck-out cells", "values under merges", "line breaks in texts", BELOW)


def leave(name: str, book: Book, blanks: dict[str, Book], rng: Random) -> None:
    """Make one of LEFTOVERS in each form of the book."""
    if name == BELOW:
        blank_below(book, blanks, rng)
        return
    change = {"struck-out text": struck_text, "struck-out cells": struck_cells, "values under merges": values_covered}
    for sheet in book.forms:
        if name in change:
            change[name](book, sheet, rng)
        else:
            line_breaks(sheet, rng)


def _some(sheet: Sheet, rng: Random) -> list[Cell]:
    cells = [cell for cell in sheet.figures() if cell.figure and cell.figure.slot and cell.figure.verdict == "value"]
    return rng.sample(cells, min(len(cells), rng.randint(1, 6)))


def struck_text(book: Book, sheet: Sheet, rng: Random) -> None:
    """A struck-out number, and the one that replaces it: the second is read."""
    for cell in _some(sheet, rng):
        assert cell.figure
        number = draw(cell.figure.form_slot, rng)
        body, old = digits(number, "", POINT[book.writes]), str(rng.randint(1000, 9000))
        cell.value, cell.struck, cell.raised, cell.number_format = body, old, "", "General"
        cell.figure = Figure(cell.figure.slot, "value", number, body=body, style=book.writes, evidence=old)


def struck_cells(book: Book, sheet: Sheet, rng: Random) -> None:
    """A number or a text struck out as a whole: no figure."""
    for cell in _some(sheet, rng):
        assert cell.figure
        cell.value = rng.choice((rng.randint(1, 900), str(rng.randint(1, 900))))
        cell.is_struck, cell.raised, cell.number_format = True, "", "General"
        cell.figure = Figure(cell.figure.slot, "refuse", reasons=frozenset({"struck_out"}))


def values_covered(book: Book, sheet: Sheet, rng: Random) -> None:
    """A range merged over two value cells by a program that keeps both values: neither is certain."""
    covered = {
        (row, column)
        for box in sheet.boxes()
        for row in range(box.top, box.bottom + 1)
        for column in range(box.left, box.right + 1)
    }
    places = sheet.places()
    n = next(at for at, role in enumerate(sheet.roles) if role in ("in_period", "level"))
    pairs = [
        (upper.cells[n], lower.cells[n])
        for upper, lower in list(pairwise(sheet.rows))[::2]
        if upper.kind == lower.kind == "line"
    ]
    sound = [pair for pair in pairs if all(_is_filled(cell) and places[cell] not in covered for cell in pair)]
    for pair in rng.sample(sound, min(2, len(sound))):
        sheet.merge(pair[0], 2, 1)
        for cell in pair:
            assert cell.figure
            cell.raised, cell.struck = "", ""
            cell.figure = Figure(cell.figure.slot, "refuse")


def _is_filled(cell: Cell) -> bool:
    return cell.figure is not None and cell.figure.slot is not None and cell.value not in (None, "")


def line_breaks(sheet: Sheet, rng: Random) -> None:
    """Line breaks and blank lines before, behind and within the texts around the figures."""
    for row in sheet.rows:
        for cell, role in zip(row.cells, sheet.roles, strict=False):
            if isinstance(cell.value, str) and cell.value and not cell.figure and rng.random() < 0.4:
                cell.value = _broken(cell.value, row, role, rng)


def _broken(text: str, row: Row, role: str, rng: Random) -> str:
    ways = ["\n{}", "{}\n", "\n\n{}\n", "{}\r\n"]
    if (row.kind == "line" and role == "label") or row.kind in ("heading", "header"):
        at = text.find(" ")
        ways += [f"{text[:at]}\n{text[at + 1 :]}", f"{text[:at]} \n\n{text[at + 1 :]}"] if at > 0 else []
    elif text.startswith(("Đơn vị báo cáo: ", "Biểu số: ", "Mã đơn vị: ")) and "\n" not in text:
        ways += [text.replace(": ", ":\n", 1), text.replace(": ", ":\n\n", 1)]
    chosen = rng.choice(ways)
    return chosen.replace("{}", text)


def blank_below(book: Book, blanks: dict[str, Book], rng: Random) -> None:
    """The blank form of another commune below the filled one, copied with the sheet: it replaces nothing."""
    here = {sheet.identity.reporter for sheet in book.forms}
    period = book.forms[0].identity.period
    keys = [key for key in blanks if key.startswith("XA") and key.split()[1] not in here]
    other = copy.deepcopy(blanks[rng.choice([key for key in keys if key.endswith(period)] or keys)])
    lower = other.forms[0]
    for cell in lower.figures():
        assert cell.figure
        cell.figure = Figure(cell.figure.slot, "waits", of=(lower.area, lower.identity.period))
    no_hidden_identity(book, rng)  # it names one form only
    stack(book, other)
    book.forms[0].second_forms.pop(lower.identity.form, None)  # its figures say themselves whose they are
