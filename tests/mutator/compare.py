"""Compares what was read with what is true, cell by cell: right, wrong or refused.

An observation that no figure of the model asks for is wrong too. Reading itself is the task of the caller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mutator.model import Cell, Figure, Sheet, letters
from mutator.variants import Variant

SHORTEST_REASON = 12  # characters; a shorter text explains nothing


class ReadCell(NamedTuple):
    """One cell as a reader accounts for it."""

    sheet: str
    address: str
    raw: str | None
    row_key: str | None
    col_key: str | None
    outcome: str
    reason: str
    evidence_vi: str | None
    evidence_en: str | None


class ReadObservation(NamedTuple):
    """One observation of a reader."""

    sheet: str
    address: str
    row_key: str | None
    col_key: str | None
    area: str
    indicator: str
    breakdown: str
    measure: str
    source: str
    period: str
    value: float | None
    unit: str
    status: str
    figure_status: str | None
    explanation: str | None

    @property
    def key(self) -> tuple[str, ...]:
        """Area, indicator, breakdown, measure, period."""
        return (self.area, self.indicator, self.breakdown, self.measure, self.period)


@dataclass
class Report:
    """What a reader says of one file."""

    outcome: str
    reason: str
    message: str
    cells: list[ReadCell]
    observations: list[ReadObservation]


@dataclass
class Comparison:
    """Counts of one file, and a line for everything that is not as it should be."""

    counts: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])


def compare(variant: Variant, reports: Sequence[Report]) -> Comparison:
    """Every figure of the book, then what was read beyond them."""
    comparison = Comparison()
    cells = {(cell.sheet, cell.address): cell for report in reports for cell in report.cells}
    read = {observation.key: observation for report in reports for observation in report.observations}
    refused = [report for report in reports if report.outcome != "read"]
    claimed: set[tuple[str, ...]] = set()
    expected: set[tuple[str, str]] = set()
    for sheet in variant.book.forms:
        name = variant.names.get(sheet.name, sheet.name[:31])
        for where, cell in _placed(sheet):
            figure = cell.figure
            assert figure
            key = _key(sheet, figure)
            claimed.add(key)
            expected.add((name, where))
            result = _figure(figure, read.get(key), cells.get((name, where)), (name, where), refused)
            comparison.counts[result.partition(":")[0]] += 1
            if ":" in result:
                truth = f"{cell.value!r} {figure.verdict} {figure.number}"
                comparison.faults.append(f"{name}!{where} {truth}: {result}")
    for key in read.keys() - claimed:
        if read[key].status != "blank":
            comparison.counts["wrong"] += 1
            comparison.faults.append(f"figure of no slot read: {read[key]}")
    groundless = [cell for at, cell in cells.items() if cell.outcome == "reject" and at not in expected]
    comparison.counts["rejected for nothing"] += len(groundless)
    comparison.faults += [f"rejected for nothing: {cell}" for cell in groundless]
    return comparison


def _placed(sheet: Sheet) -> list[tuple[str, Cell]]:
    """Address and cell of each figure."""
    places = sheet.places()
    found: list[tuple[str, Cell]] = []
    for cell in sheet.figures():
        row, column = places[cell]
        found.append((f"{letters(column)}{row + 1}", cell))
    return found


def _key(sheet: Sheet, figure: Figure) -> tuple[str, ...]:
    """The key of the observation that the figure must become."""
    slot = figure.slot
    if slot is None:
        return ("no slot",)
    area, period = figure.of or sheet.second_forms.get(slot.form, (sheet.area, sheet.identity.period))
    return (area, slot.indicator, slot.breakdown, slot.measure, period)


def _figure(
    figure: Figure, read: ReadObservation | None, cell: ReadCell | None, at: tuple[str, str], refused: list[Report]
) -> str:
    """The name of a count, with what is wrong behind a colon."""
    filled = None if read is None or read.status == "blank" else read
    if figure.verdict in ("refuse", "waits"):
        return _untaken(figure, read, cell, at, refused)
    if figure.verdict == "absence" and figure.status == "blank":
        if filled:
            return f"wrong: blank read as {filled.value} at {filled.address}"
        is_reported = read is not None or refused or figure.may_be_refused
        return "blank" if is_reported else "wrong: a blank that was due is not reported"
    if filled:
        return _value(figure, filled, cell, at)
    return _refusal(figure, cell, refused) or f"wrong: lost, {cell or 'no cell'}"


def _untaken(
    figure: Figure, read: ReadObservation | None, cell: ReadCell | None, at: tuple[str, str], refused: list[Report]
) -> str:
    """The name of a count for a figure that no reader may take."""
    if figure.verdict == "waits":
        is_kept = read is None and any(report.outcome in ("waiting", "refused") for report in refused)
        return "rightly refused" if is_kept else "wrong: a form that must wait is taken"
    if read and read.status != "blank" and (read.sheet, read.address) == at:
        return f"wrong: read as {read.value} {read.status}"
    return _refusal(figure, cell, refused) or "wrong: neither read nor refused"


def _value(figure: Figure, read: ReadObservation, cell: ReadCell | None, at: tuple[str, str]) -> str:
    number = None if figure.number is None else float(figure.number)
    status = figure.status
    if figure.verdict == "absence":
        number = 0.0 if status == "none_occurred" else None
    if (read.value, read.status, read.figure_status) != (number, status, figure.mark):
        found = f"{read.value} {read.status} {read.figure_status}"
        return f"wrong: read as {found}, is {number} {status} {figure.mark}"
    if (read.sheet, read.address) != at:
        return f"wrong: right number from {read.sheet}!{read.address}"
    evidence = (cell.evidence_vi if cell else None) or ""
    if figure.evidence and figure.evidence not in evidence:
        return f"wrong: evidence lacks {figure.evidence}: {evidence}"
    return "right"


def _refusal(figure: Figure, cell: ReadCell | None, refused: list[Report]) -> str:
    """How the figure was refused; empty where it was not. Refusing a sound value is a fault unless it may be."""
    if cell is not None and cell.outcome == "reject":
        if not cell.evidence_vi or len(cell.evidence_vi) < SHORTEST_REASON:
            return f"wrong: refused without a reason: {cell}"
        if figure.reasons and cell.reason not in figure.reasons:
            return f"wrong: refused as {cell.reason}, not {sorted(figure.reasons)}"
        return _refused(figure, f"{cell.reason} {cell.evidence_vi}")
    if refused and cell is None:
        if any(len(report.message) < SHORTEST_REASON or not report.reason for report in refused):
            return "wrong: file refused without a reason"
        return _refused(figure, f"file, {refused[0].reason}: {refused[0].message[:200]}")
    return ""


def _refused(figure: Figure, reason: str) -> str:
    if figure.verdict == "refuse":
        return "rightly refused"
    return "may be refused" if figure.may_be_refused else f"refused: {reason}"
