"""What was read against what is true: right, wrong or refused, cell by cell.

Here: the comparison of plain rows with the model. Not here: reading. An observation that nothing claims is wrong too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mutator.model import Cell, Figure, Sheet, letters
from mutator.variants import Variant

WORDS = 12  # characters; a reason of fewer is none


@dataclass
class Report:
    """What a reader said of one file. A cell: sheet, address, raw, row, column, outcome, reason, evidence."""

    outcome: str
    reason: str
    message: str
    cells: list[tuple[Any, ...]]
    observations: list[tuple[Any, ...]]


@dataclass
class Verdict:
    """Counts of one file, and a line for everything that is not as it should be."""

    counts: Counter[str] = field(default_factory=lambda: Counter())
    faults: list[str] = field(default_factory=lambda: [])


def judge(variant: Variant, reports: Sequence[Report]) -> Verdict:
    """Every figure of the book, then what was read beyond them."""
    verdict = Verdict()
    cells = {(row[0], row[1]): row for report in reports for row in report.cells}
    read = {_key(row): row for report in reports for row in report.observations}
    refused = [report for report in reports if report.outcome != "read"]
    claimed: set[tuple[str, ...]] = set()
    expected: set[tuple[str, str]] = set()
    for sheet in variant.book.forms:
        name = variant.names.get(sheet.name, sheet.name[:31])
        for where, cell in _placed(sheet):
            figure = cell.figure
            assert figure
            key = _wanted(sheet, figure)
            claimed.add(key)
            expected.add((name, where))
            said = _one(figure, read.get(key), cells.get((name, where)), (name, where), refused)
            verdict.counts[said.partition(":")[0]] += 1
            if ":" in said:
                verdict.faults.append(f"{name}!{where} {cell.value!r} {figure.verdict} {figure.number}: {said}")
    for key in read.keys() - claimed:
        if read[key][12] != "blank":
            verdict.counts["wrong"] += 1
            verdict.faults.append(f"nobody's figure read: {read[key]}")
    noise = [row for at, row in cells.items() if row[5] == "reject" and at not in expected]
    verdict.counts["accused for nothing"] += len(noise)
    verdict.faults += [f"accused for nothing: {row}" for row in noise]
    return verdict


def _placed(sheet: Sheet) -> list[tuple[str, Cell]]:
    places = sheet.places()
    found: list[tuple[str, Cell]] = []
    for cell in sheet.figures():
        row, column = places[id(cell)]
        found.append((f"{letters(column)}{row + 1}", cell))
    return found


def _wanted(sheet: Sheet, figure: Figure) -> tuple[str, ...]:
    slot = figure.slot
    if slot is None:
        return ("nobody's",)
    area, period = sheet.also.get(slot.form, (sheet.area, sheet.who[2]))
    return (area, slot.indicator, slot.breakdown, slot.measure, period)


def _key(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Area, indicator, breakdown, measure, period."""
    return (row[4], row[5], row[6], row[7], row[9])


def _one(figure: Figure, seen: Any, cell: Any, at: tuple[str, str], refused: list[Report]) -> str:
    """right, wrong or refused, with what is wrong with it behind a colon."""
    is_read = seen is not None and seen[12] != "blank"
    if figure.verdict == "refuse":
        if is_read and (seen[0], seen[1]) == at:
            return f"wrong: read as {seen[10]} {seen[12]}"
        return _refusal(figure, cell, refused) or "wrong: neither read nor refused"
    if figure.verdict == "absence" and figure.status == "blank":
        if is_read:
            return f"wrong: blank read as {seen[10]} at {seen[1]}"
        is_told = seen is not None or refused or figure.is_doubted
        return "blank" if is_told else "wrong: a blank that was due is not told"
    if is_read:
        return _reading(figure, seen, cell, at)
    return _refusal(figure, cell, refused) or f"wrong: lost, {cell[5:] if cell else 'no cell'}"


def _reading(figure: Figure, seen: Any, cell: Any, at: tuple[str, str]) -> str:
    number = None if figure.number is None else float(figure.number)
    status = figure.status
    if figure.verdict == "absence":
        number = 0.0 if status == "none_occurred" else None
    if (seen[10], seen[12], seen[13]) != (number, status, figure.mark):
        return f"wrong: read as {seen[10]} {seen[12]} {seen[13]}, is {number} {status} {figure.mark}"
    if (seen[0], seen[1]) != at:
        return f"wrong: right number from {seen[0]}!{seen[1]}"
    if figure.tells and figure.tells not in (cell[7] or ""):
        return f"wrong: evidence does not tell {figure.tells}: {cell[7]}"
    return "right"


def _refusal(figure: Figure, cell: Any, refused: list[Report]) -> str:
    """How it was refused; empty where it was not. A sound value that is refused is a fault, unless it is doubtful."""
    if cell is not None and cell[5] == "reject":
        if not cell[7] or len(cell[7]) < WORDS:
            return f"wrong: refused without a reason: {cell}"
        if figure.reasons and cell[6] not in figure.reasons:
            return f"wrong: refused as {cell[6]}, not {sorted(figure.reasons)}"
        if figure.verdict == "refuse":
            return "rightly refused"
        return "doubted" if figure.is_doubted else f"refused: {cell[6]} {cell[7]}"
    if refused and cell is None:
        if any(len(report.message) < WORDS or not report.reason for report in refused):
            return "wrong: file refused without a reason"
        if figure.verdict == "refuse":
            return "rightly refused"
        return "doubted" if figure.is_doubted else f"refused: file, {refused[0].reason}: {refused[0].message[:200]}"
    return ""
