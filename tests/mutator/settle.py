"""Whether a doubtful number can be proved by what stands around it, decided from the finished sheet by its own rules.

1.234 and 1,234 say two things. What proves one: things are counted in whole numbers; the line's bounds; the one way in
which all other numbers of the sheet are spelt. Contradictions prove nothing.
"""

from __future__ import annotations

from decimal import Decimal

from mutator.model import Cell, Sheet


def settle(sheet: Sheet) -> None:
    """Turn provable values into `value` and the others into `refuse`."""
    ways = {way for cell in sheet.figures() if (way := _way(cell))}
    for cell in sheet.figures():
        figure = cell.figure
        is_doubtful = figure and figure.verdict == "value" and _is_doubtful(cell)
        if figure and is_doubtful and _proved(cell, ways) != figure.number:
            figure.verdict, figure.reasons = "refuse", frozenset({"ambiguous_number"})


def _parts(cell: Cell) -> tuple[str, str, str] | None:
    """Whole part, its one separator and what follows, of a body with exactly one . or ,"""
    if not cell.figure or not isinstance(cell.value, str):
        return None
    body = cell.figure.body.lstrip("-")
    signs = [char for char in body if char in ".,"]
    if len(signs) != 1:
        return None
    head, tail = body.split(signs[0])
    return head, signs[0], tail


def _is_doubtful(cell: Cell) -> bool:
    parts = _parts(cell)
    return bool(parts and parts[0].isdecimal() and len(parts[0]) <= 3 and parts[0][0] != "0" and len(parts[2]) == 3)


def _way(cell: Cell) -> str:
    """vi or en where the spelling can be nothing else; a refused or free cell is spelt in no way."""
    if not cell.figure or cell.figure.verdict != "value" or not isinstance(cell.value, str) or _is_doubtful(cell):
        return ""
    return cell.figure.style if any(char in ".," for char in cell.figure.body) else ""


def _proved(cell: Cell, ways: set[str]) -> Decimal | None:
    parts, figure = _parts(cell), cell.figure
    assert parts and figure
    head, sign, tail = parts
    minus = -1 if figure.number is not None and figure.number < 0 else 1
    thousands, fraction = minus * Decimal(head + tail), minus * Decimal(f"{head}.{tail}")
    slot = figure.slot
    left = {"thousands": thousands, "fraction": fraction}
    if not (slot.is_percent or slot.is_money or slot.measure == "level"):
        left.pop("fraction")
    for name, number in list(left.items()):
        if (slot.low is not None and number < slot.low) or (slot.high is not None and number > slot.high):
            left.pop(name)
    if len(ways) == 1:
        says = "thousands" if (sign == ".") == (ways == {"vi"}) else "fraction"
        left = {name: number for name, number in left.items() if name == says}
    undecided = len(left) != 1
    return None if undecided else next(iter(left.values()))
