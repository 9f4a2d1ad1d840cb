"""What one submission takes from a book: every cell's outcome, the observations, the personal texts.

Here: the account, and the two rules that need the whole of it (a slice twice, a blank where a value was due).
Not here: which cell is what (row_form.py, area_table.py).
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipelines.submissions.layouts import Slot
from pipelines.submissions.numbers import Figure, figure
from pipelines.submissions.sheet import Broken, Value, letters, raw_text


class Cell(NamedTuple):
    """One row of the landing's `cell`, but for the submission."""

    sheet: str
    address: str
    raw_text: str | None
    row_key: str | None
    col_key: str | None
    outcome: str
    reason: str
    evidence: str | None


class Observation(NamedTuple):
    """One row of the landing's `observation`, but for the submission."""

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
    uom: str
    status: str
    figure_status: str | None
    explanation: str | None


class Personal(NamedTuple):
    """One row of the landing's `personal`, but for the submission."""

    sheet: str
    address: str
    raw_text: str
    kind: str


Slice = tuple[str, str, str, str, str, str]


class Takings:
    """The account of one submission, in the order of the sheet."""

    def __init__(self, period: str) -> None:
        self.period = period
        self.cells: list[Cell] = []
        self.observations: dict[int, Observation] = {}  # by the place of their cell in `cells`
        self.personal: list[Personal] = []
        self.notes: list[tuple[str, str]] = []  # Vietnamese, English
        self._slices: dict[Slice, int] = {}
        self._blanks: list[tuple[Slice, Observation]] = []

    def context(
        self,
        sheet: str,
        row: int,
        column: int,
        value: Value,
        reason: str,
        keys: tuple[str | None, str | None] = (None, None),
    ) -> None:
        """A cell that is no figure; a broken one is still a reject, wherever it stands."""
        if isinstance(value, Broken) and reason != "hidden_sheet":
            self.reject(sheet, row, column, value, keys, (value.reason, f"ô báo {value.text}; sửa hoặc xóa ô này"))
            return
        raw = value if type(value) is str else raw_text(value)
        self.cells.append(Cell(sheet, f"{letters(column)}{row}", raw, *keys, "context", reason, None))

    def private(
        self,
        sheet: str,
        row: int,
        column: int,
        value: Value,
        reason: str,
        keys: tuple[str | None, str | None] = (None, None),
    ) -> None:
        """A cell whose text goes to the restricted table only."""
        address = f"{letters(column)}{row}"
        self.cells.append(Cell(sheet, address, None, *keys, "context", reason, None))
        self.personal.append(Personal(sheet, address, raw_text(value), keys[1] or reason))

    def reject(
        self, sheet: str, row: int, column: int, value: Value, keys: tuple[str | None, str | None], why: tuple[str, str]
    ) -> None:
        """A cell that should be a figure and is none, or must not be one; `why` is reason and evidence."""
        self.cells.append(Cell(sheet, f"{letters(column)}{row}", raw_text(value), *keys, "reject", *why))

    def value(
        self,
        sheet: str,
        row: int,
        column: int,
        value: Value,
        keys: tuple[str | None, str | None],
        area: str,
        slot: Slot,
        explanation: str | None,
    ) -> None:
        """A filled value cell: observation, absence or reject."""
        address = f"{letters(column)}{row}"
        found = Figure("reported", value) if type(value) is float else figure(value, slot.is_percent)
        raw = raw_text(value)
        if not found.status or not slot.is_due:
            self._not_observed(Cell(sheet, address, raw, *keys, "", "", None), found)
            return
        key = (area, slot.indicator, slot.breakdown, slot.measure, slot.source, self.period)
        earlier = self._slices.setdefault(key, len(self.cells))
        outcome = "observation" if found.status == "reported" else "absence"
        cell = Cell(sheet, address, raw, *keys, outcome, found.status, None)
        if earlier != len(self.cells):
            self._twice(earlier, cell)
            return
        self.observations[earlier] = Observation(
            sheet, address, *keys, *key, found.value, slot.uom, found.status, found.figure_status, explanation
        )
        self.cells.append(cell)

    def blank(
        self,
        sheet: str,
        row: int,
        column: int,
        keys: tuple[str | None, str | None],
        area: str,
        slot: Slot,
        explanation: str | None,
    ) -> None:
        """An empty cell where a value was due; it counts only if no other cell gives the slice."""
        key = (area, slot.indicator, slot.breakdown, slot.measure, slot.source, self.period)
        address = f"{letters(column)}{row}"
        blank = Observation(sheet, address, *keys, *key, None, slot.uom, "blank", None, explanation)
        self._blanks.append((key, blank))

    def finish(self) -> None:
        """Write down the blanks that no other cell filled."""
        for key, blank in self._blanks:
            if key not in self._slices:
                at = self._slices[key] = len(self.cells)
                keys = (blank.row_key, blank.col_key)
                self.cells.append(Cell(blank.sheet, blank.address, "", *keys, "absence", "blank", None))
                self.observations[at] = blank
        self._blanks.clear()

    def counts(self) -> dict[str, int]:
        """The counts of the landing's `submission`."""
        n = Counter(cell.outcome for cell in self.cells)
        blank = sum(cell.raw_text == "" and cell.reason == "blank" for cell in self.cells)
        return {
            "n_nonempty": len(self.cells) - blank,
            "n_observation": n["observation"],
            "n_absence_filled": n["absence"] - blank,
            "n_absence_blank": blank,
            "n_reject": n["reject"],
            "n_context": n["context"],
        }

    def _not_observed(self, cell: Cell, found: Figure) -> None:
        if found.status == "":
            self.cells.append(cell._replace(outcome="reject", reason=found.reason, evidence=found.evidence))
        elif found.status == "not_applicable":
            self.cells.append(cell._replace(outcome="absence", reason="not_applicable"))
        else:
            evidence = "ô này không thu thập số liệu (biểu mẫu in “x”); để nguyên “x”, ghi số vào đúng cột"
            self.cells.append(cell._replace(outcome="reject", reason="unexpected_value", evidence=evidence))

    def _twice(self, earlier: int, cell: Cell) -> None:
        """Two cells give one slice: nobody can say which is meant, so neither counts."""
        first = self.cells[earlier]
        where = f"{first.sheet}!{first.address} và {cell.sheet}!{cell.address}"
        evidence = f"hai ô {where} cùng ghi một số liệu; giữ lại một ô"
        self.cells[earlier] = first._replace(outcome="reject", reason="duplicate_slice", evidence=evidence)
        self.cells.append(cell._replace(outcome="reject", reason="duplicate_slice", evidence=evidence))
        self.observations.pop(earlier, None)
