"""The account of one submission: the outcome of every cell, the observations, the personal texts, the records.

`row_form.py`, `area_table.py` and `register.py` decide what a cell is and call one method of `Account` for it. The
account itself holds the rules that need the whole form: a figure that stands in two cells, a blank where a value was
due, a number whose decimal separator only the other numbers tell, a nil return.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipelines.errors import Message, join
from pipelines.submissions.book.book import COLUMN_LETTERS, BrokenCell, Percent, Row, Sheet, address, raw_text
from pipelines.submissions.book.legacy_fonts import DecodedText
from pipelines.submissions.extract.records import (
    Cell,
    Due,
    FilledCell,
    Observation,
    PersonalText,
    RecordRow,
    texts_of,
)
from pipelines.submissions.layout.layouts import Slice
from pipelines.submissions.match.cell_plan import CellKeys
from pipelines.submissions.notes import note
from pipelines.submissions.reasons import reason as reason_text
from pipelines.submissions.value.ambiguous import SeenStyles, example, resolve_ambiguous, unit_slip_hint
from pipelines.submissions.value.counts import parse_slot
from pipelines.submissions.value.numbers import NONE_OCCURRED, ParsedFigure
from pipelines.submissions.value.unit_words import Units

MERGED = "merged_value"
HEAD = frozenset({"title", "identity"})  # reasons of the cells above a table
NO_KEYS = CellKeys()
BLANK = ParsedFigure("blank")


class _Ambiguous(NamedTuple):
    """A number that two styles read differently: the index `at` of its cell, what it is about, its readings."""

    at: int
    due: Due
    figure: ParsedFigure


class Account:
    """The account of one submission, its cells in the order of the sheets.

    `period` is the code of the period that its observations are of, `units` holds the units of the codebook. `finish`
    must be called after the last cell.
    """

    def __init__(self, period: str, units: Units | None = None) -> None:
        self.period = period
        self.units: Units = units or {}
        self.sheets: set[str] = set()  # names of the sheets whose every cell is in this account
        self.cells: list[Cell] = []
        self.observations: dict[int, Observation] = {}  # index in `cells` -> observation of that cell
        self.personal: list[PersonalText] = []
        self.records: list[RecordRow] = []
        self.notes: list[Message] = []
        self.slices: dict[tuple[str, Slice], int] = {}  # area and slice -> index of the first cell that gives it
        self._nil_cells: dict[tuple[str, Slice], str] = {}  # sheet and slice -> the cell that says nothing occurred
        self._blanks: list[tuple[FilledCell, CellKeys, Due]] = []
        self._styles: SeenStyles = {}  # how the unambiguous numbers are written
        self._hints: dict[int, list[Message]] = {}  # index in `cells` -> further evidence
        self._ambiguous: list[_Ambiguous] = []

    def context(self, cell: FilledCell, reason: str, keys: CellKeys = NO_KEYS) -> None:
        """Add a cell that is no figure; a broken cell is a reject wherever it stands, except on a hidden sheet."""
        value = cell.value
        if type(value) is BrokenCell and reason != "hidden_sheet":
            self.reject(cell, keys, reason_text(f"{value.reason}.elsewhere", text=value.text))
            return
        self.add(cell, keys, ("context", reason), value.evidence if isinstance(value, DecodedText) else None)

    def context_row(self, sheet: str, row: int, line: Row, reason: str) -> None:
        """Add every cell of a row as context. Half of all cells come here, hence the shorter way for plain texts."""
        for column, value in line.items():
            if type(value) is str:
                address = f"{COLUMN_LETTERS[column]}{row}"
                values = (sheet, address, value, None, None, "context", reason, None, None)
                self.cells.append(tuple.__new__(Cell, values))
            else:
                self.context(FilledCell(sheet, row, column, value), reason)

    def private(self, cell: FilledCell, reason: str | Message, keys: CellKeys = NO_KEYS) -> None:
        """Add a cell whose text goes to the restricted table only: context for a reason code, a reject for a Message.

        The kind of the text is its column's key, else the reason.
        """
        if isinstance(reason, Message):
            outcome, code, kind = "reject", reason.code, reason.code
        else:
            outcome, code, kind = "context", reason, keys.column or reason
        evidence = texts_of(reason if isinstance(reason, Message) else None)
        self.cells.append(Cell(cell.sheet, cell.address, None, keys.row, keys.column, outcome, code, *evidence))
        self.personal.append(PersonalText(cell.sheet, cell.address, cell.text, kind))

    def private_row(self, sheet: str, row: int, line: Row, reason: str) -> None:
        """Add every cell of a row as context whose text goes to the restricted table only."""
        for column, value in line.items():
            address = f"{COLUMN_LETTERS[column]}{row}"
            values = (sheet, address, None, None, None, "context", reason, None, None)
            self.cells.append(tuple.__new__(Cell, values))
            text = value if type(value) is str else raw_text(value)
            self.personal.append(tuple.__new__(PersonalText, (sheet, address, text, reason)))

    def covered(self, sheet: Sheet) -> None:
        """Add the cells of the sheet that merged ranges hide, but for those that are rejected as values already."""
        if not sheet.covered:
            return
        rejected = {(cell.sheet, cell.address) for cell in self.cells if cell.reason_code == MERGED}
        for row, line in sheet.covered.items():
            left = {column: v for column, v in line.items() if (sheet.name, address(row, column)) not in rejected}
            self.private_row(sheet.name, row, left, "covered")

    def reject(self, cell: FilledCell, keys: CellKeys, problem: Message) -> None:
        """Add a cell that should be a figure and is none, or must not be one; the code of `problem` is the reason."""
        self.add(cell, keys, ("reject", problem.code), problem)

    def add(self, cell: FilledCell, keys: CellKeys, outcome: tuple[str, str], evidence: Message | None = None) -> None:
        """Add a cell with its outcome and reason code."""
        sheet, row, column, value = cell
        address, text = f"{COLUMN_LETTERS[column]}{row}", value if type(value) is str else raw_text(value)
        vi, en = (evidence.vi, evidence.en) if evidence else (None, None)
        values = (sheet, address, text, *keys, *outcome, vi, en)
        self.cells.append(tuple.__new__(Cell, values))

    def value(self, cell: FilledCell, keys: CellKeys, due: Due) -> None:
        """Add a filled value cell: an observation, an absence or a reject."""
        slot = due.slot
        if type(cell.value) is Percent and slot.is_ratio:
            cell = tuple.__new__(FilledCell, (cell.sheet, cell.row, cell.column, float(cell.value)))
        found = parse_slot(cell.value, slot, self.units)
        if found.style:
            self._styles.setdefault(found.style, example(cell.address, cell.text))
        if found.problem:
            if found.alternatives and slot.is_due:
                self._ambiguous.append(_Ambiguous(len(self.cells), due, found))
            self.reject(cell, keys, found.problem)
        elif slot.is_due:
            evidence, outcome = found.evidence, "absence"
            if found.status == "reported":
                outcome = "observation"
                if evidence is None and found.value:
                    evidence = unit_slip_hint(found.value, slot)
            self.add(cell, keys, (outcome, found.status), evidence)
            self._observe(len(self.cells) - 1, due, found)
        elif found.status == "not_applicable":
            self.add(cell, keys, ("absence", found.status))
        else:
            self.reject(cell, keys, reason_text("unexpected_value"))

    def blank(self, cell: FilledCell, keys: CellKeys, due: Due) -> None:
        """Note an empty cell where a value was due; it counts only if no other cell gives the slice."""
        self._blanks.append((cell, keys, due))

    def annotate(self, indices: Iterable[int], hint: Message) -> None:
        """Add to the evidence of the figures and rejects among these cells, however they are decided in the end."""
        for index in indices:
            if self.cells[index].outcome != "context":
                self._hints.setdefault(index, []).append(hint)

    def nil_return(self, sheet: str, address: str, slices: set[Slice]) -> None:
        """The sender ticked at `address` that nothing occurred; a figure of `slices` on the sheet voids the tick."""
        filled = [
            seen.address
            for seen in self.observations.values()
            if seen.sheet == sheet and seen.value and slice_of(seen) in slices
        ]
        if filled:
            self.notes.append(note("nil_not_applied", cell=address, cells=", ".join(filled)))
        else:
            self._nil_cells |= {(sheet, part): address for part in slices}

    def finish(self) -> None:
        """Decide ambiguous numbers by the whole form, and add a blank for each due figure that no other cell gives."""
        for ambiguous in self._ambiguous:
            self._resolve(ambiguous)
        self._ambiguous.clear()
        for index, hints in self._hints.items():
            self.cells[index] = self.cells[index].with_evidence(join(hints))
        self._hints.clear()
        for cell, keys, due in self._blanks:
            if (due.area, due.slot.slice) not in self.slices:
                self._add_blank(cell, keys, due)
        self._blanks.clear()

    def is_filled(self) -> bool:
        """True if it holds a figure, a typed absence, a record or a cell that cannot be read."""
        is_stated = any(seen.obs_status != "blank" for seen in self.observations.values())
        return is_stated or bool(self.records) or any(cell.outcome == "reject" for cell in self.cells)

    def head(self) -> list[Cell]:
        """The cells above a table: only these speak of the whole form."""
        return [cell for cell in self.cells if cell.reason_code in HEAD]

    def _add_blank(self, cell: FilledCell, keys: CellKeys, due: Due) -> None:
        nil_cell = self._nil_cells.get((cell.sheet, due.slot.slice))
        found = NONE_OCCURRED if nil_cell else BLANK
        evidence = reason_text("nil_return", cell=nil_cell) if nil_cell else None
        self.add(cell, keys, ("absence", found.status), evidence)
        self._observe(len(self.cells) - 1, due, found)

    def _observe(self, index: int, due: Due, found: ParsedFigure) -> None:
        """Add the observation of the cell at `index`, unless another cell gave the slice before."""
        sheet, address, _, row_key, col_key, *_ = self.cells[index]
        area, slot, explanation = due
        place = (sheet, address, row_key, col_key, area, *slot.slice, self.period)
        value = (found.value, slot.uom, found.status, found.figure_status, explanation)
        observation = tuple.__new__(Observation, (*place, *value))
        first = self.slices.setdefault((area, slot.slice), index)
        if first == index:
            self.observations[index] = observation
        else:
            self._reject_duplicate(first, index, observation)

    def _resolve(self, ambiguous: _Ambiguous) -> None:
        """Turn the reject of an ambiguous number into a figure where the evidence leaves one reading."""
        index, due, found = ambiguous
        if proved := resolve_ambiguous(found.alternatives, due.slot, self._styles):
            evidence = join([proved.evidence, *found.dropped])
            self.cells[index] = self.cells[index].with_outcome("observation", "reported", evidence)
            self._observe(index, due, ParsedFigure("reported", proved.number, found.figure_status))

    def _reject_duplicate(self, earlier: int, later: int, observation: Observation) -> None:
        """Two cells give one slice: a sheet may repeat the figure of another; otherwise both cells are rejects."""
        both = [self.cells[earlier], self.cells[later]]
        first, second = (f"{cell.sheet}!{cell.address}" for cell in both)
        known = self.observations.get(earlier)
        if known is not None and _states_same(known, observation) and known.sheet != observation.sheet:
            self.cells[later] = both[1].with_outcome("context", "repeated", reason_text("repeated", cell=first))
            return
        problem = reason_text("duplicate_slice.cells", first=first, second=second)
        for index, cell in zip((earlier, later), both, strict=True):
            self.cells[index] = cell.with_outcome("reject", problem.code, problem)
        self.observations.pop(earlier, None)


def slice_of(seen: Observation) -> Slice:
    """The slice that the observation is of."""
    return Slice(seen.indicator_code, seen.breakdown_code, seen.measure_code, seen.source_code)


def _states_same(first: Observation, second: Observation) -> bool:
    return (first.value, first.uom_code, first.obs_status) == (second.value, second.uom_code, second.obs_status)
