"""Decides from the finished sheet whether an ambiguous number is proved by what stands around it, by rules of its own.

1.234 and 1,234 can be read in two ways. Proofs are: things are counted in whole numbers; the bounds of the line; the
one way in which all other numbers of the sheet are spelt. Contradicting proofs prove nothing.
"""

from __future__ import annotations

from decimal import Decimal

from mutator.model import Cell, Figure, Sheet


def resolve_ambiguous(sheet: Sheet) -> None:
    """Keep `value` for ambiguous numbers that are proved; the others are to be refused."""
    styles = {style for cell in sheet.figures() if (style := _style(cell))}
    for cell in sheet.figures():
        figure = cell.figure
        is_ambiguous = figure and figure.verdict == "value" and _is_ambiguous(cell)
        if figure and is_ambiguous and _proved(cell, styles) != figure.number:
            figure.verdict, figure.reasons = "refuse", frozenset({"ambiguous_number"})


def without_disproved(sheet: Sheet) -> None:
    """Replace by 7 what the one certain style of a sheet of mixed spellings proves to be another number.

    A fault may have replaced the cell that made the other style certain; no reader can know better then.
    """
    styles = {style for cell in sheet.figures() if (style := _style(cell))}
    for cell in sheet.figures():
        figure = cell.figure
        is_ambiguous = figure and figure.verdict == "value" and _is_ambiguous(cell)
        if figure and is_ambiguous and _proved(cell, styles) not in (None, figure.number):
            cell.value, cell.figure = "7", Figure(figure.slot, "value", Decimal(7), body="7")


def _parts(cell: Cell) -> tuple[str, str, str] | None:
    """What stands before the one separator of the body, that separator, and what follows; None for other bodies."""
    if not cell.figure or not isinstance(cell.value, str):
        return None
    body = cell.figure.body.lstrip("-")
    signs = [char for char in body if char in ".,"]
    if len(signs) != 1:
        return None
    head, tail = body.split(signs[0])
    return head, signs[0], tail


def _is_ambiguous(cell: Cell) -> bool:
    parts = _parts(cell)
    return bool(parts and parts[0].isdecimal() and len(parts[0]) <= 3 and parts[0][0] != "0" and len(parts[2]) == 3)


def _style(cell: Cell) -> str:
    """`vi` or `en` where the spelling can be nothing else; empty for any other cell."""
    if not cell.figure or cell.figure.verdict != "value" or not isinstance(cell.value, str) or _is_ambiguous(cell):
        return ""
    return cell.figure.style if any(char in ".," for char in cell.figure.body) else ""


def _proved(cell: Cell, styles: set[str]) -> Decimal | None:
    parts, figure = _parts(cell), cell.figure
    assert parts and figure
    head, sign, tail = parts
    minus = -1 if figure.number is not None and figure.number < 0 else 1
    thousands, fraction = minus * Decimal(head + tail), minus * Decimal(f"{head}.{tail}")
    slot = figure.form_slot
    left = {"thousands": thousands, "fraction": fraction}
    if not (slot.is_percent or slot.is_money or slot.measure == "level"):
        left.pop("fraction")
    for name, number in list(left.items()):
        if (slot.low is not None and number < slot.low) or (slot.high is not None and number > slot.high):
            left.pop(name)
    if len(styles) == 1:
        meant = "thousands" if (sign == ".") == (styles == {"vi"}) else "fraction"
        left = {name: number for name, number in left.items() if name == meant}
    return next(iter(left.values())) if len(left) == 1 else None
