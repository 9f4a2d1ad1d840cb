"""Records of extraction: the rows that a submission gives to the landing, and what its functions hand to each other.

`Cell`, `Observation`, `PersonalText`, `RecordRow` and `SheetRow` have the columns of the landing's tables, in their
order and under their names, without the identifiers that a batch puts before them (submission_id, receipt_id,
receipt_seq). A file makes hundreds to tens of thousands, so all are NamedTuples, and where most cells pass they are
made by `tuple.__new__(Cell, values)`, which takes 0.15 µs where `Cell(*values)` takes 0.45 µs.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipelines.codebook.text import name_fold
from pipelines.errors import Message
from pipelines.submissions.book.book import COLUMN_LETTERS, Row, Sheet, Value, raw_text
from pipelines.submissions.layout.layouts import Block, Layouts, Slot
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.value.printed_unit import (
    dimension,
    unit_cell_problem,
    unit_contradiction,
    unit_in_brackets,
)
from pipelines.submissions.value.unit_words import MONEY, unit_factor

# Of the figures of a table: `ĐVT: %` speaks of all of them, so that one line of per cent among twenty counts does not
# make it right. A table of money says its unit for its lines of money, however many others it has.
ENOUGH = 0.25


class Cell(NamedTuple):
    """A row of `cell`: what became of one cell of a sheet."""

    sheet: str
    address: str
    raw_text: str | None
    row_key: str | None
    col_key: str | None
    outcome: str
    reason_code: str
    evidence_vi: str | None = None
    evidence_en: str | None = None

    def with_outcome(self, outcome: str, reason_code: str, evidence: Message | None) -> Cell:
        """The cell with another outcome, reason and evidence."""
        vi, en = texts_of(evidence)
        return self._replace(outcome=outcome, reason_code=reason_code, evidence_vi=vi, evidence_en=en)

    def with_evidence(self, evidence: Message) -> Cell:
        """The cell with further evidence behind the one that it has."""
        vi = f"{self.evidence_vi}; {evidence.vi}" if self.evidence_vi else evidence.vi
        en = f"{self.evidence_en}; {evidence.en}" if self.evidence_en else evidence.en
        return self._replace(evidence_vi=vi, evidence_en=en)


class Observation(NamedTuple):
    """A row of `observation`: one figure or typed absence."""

    sheet: str
    address: str
    row_key: str | None
    col_key: str | None
    area_id: str
    indicator_code: str
    breakdown_code: str
    measure_code: str
    source_code: str
    period_code: str
    value: float | None
    uom_code: str
    obs_status: str
    figure_status: str | None
    explanation: str | None


class PersonalText(NamedTuple):
    """A row of `personal`: the text of a cell that may name a person."""

    sheet: str
    address: str
    raw_text: str
    kind: str


class RecordRow(NamedTuple):
    """A row of `record`: one entity of a register; `fields` is JSON."""

    row_key: str
    entity_key: str
    fields: str


class SheetRow(NamedTuple):
    """A row of `sheet`; `n_second` is the second reader's count of filled cells, None where it has none."""

    sheet_no: int
    sheet: str
    visibility: str
    n_nonempty: int
    n_second: int | None


class FilledCell(NamedTuple):
    """A cell of a sheet and its content; an empty text for a blank cell. Row and column count from 1."""

    sheet: str
    row: int
    column: int
    value: Value = ""

    @property
    def address(self) -> str:
        """The address of the cell, such as D12."""
        return f"{COLUMN_LETTERS[self.column]}{self.row}"

    @property
    def text(self) -> str:
        """The content as text."""
        return raw_text(self.value)


class Due(NamedTuple):
    """What a value cell is about: the area, the declared slot, and what the sender wrote to explain the row."""

    area: str
    slot: Slot
    explanation: str | None = None


class TableOnSheet(NamedTuple):
    """A located table, the sheet that it stands on, the area of its reporter, and the unit printed above it, folded."""

    sheet: Sheet
    table: LocatedTable
    area: str
    unit: str
    layouts: Layouts

    def unit_problem(self, key: str | None, line: Row) -> Message | None:
        """Why the row's figures cannot be taken: the unit in its label, its unit cell or above the table differs."""
        declared = self.table.block.rows.get(key or "")
        if declared is None or not declared.uom:
            return None
        label = line.get(self.table.places.get("label", 0))
        if isinstance(label, str) and label.endswith(")") and name_fold(label) not in declared.labels:
            in_label = unit_in_brackets(label, self.layouts)
            if problem := unit_contradiction(in_label, declared.uom, self.layouts):
                return problem
        printed = line.get(self.table.places.get("uom", 0))
        if self.unit and (printed is None or not self._goes_with_a_figure(self.unit)):
            above = unit_contradiction(self.unit, declared.uom, self.layouts, self.dimensions)
            if above or printed is None:
                return above
        return None if printed is None else unit_cell_problem(raw_text(printed), declared.uom, self.layouts)

    def header_problems(self) -> dict[tuple[str, str], Message]:
        """Row key and column key of the figures whose unit is not the one in the header of their column."""
        found: dict[tuple[str, str], Message] = {}
        for at in self.table.values:
            spec = self.table.columns[at]
            for row in range(self.table.first, self.table.code_row + 1):
                text = self.sheet.rows.get(row, {}).get(at)
                if not isinstance(text, str) or not text.endswith(")") or name_fold(text) in spec.headers:
                    continue
                unit = unit_in_brackets(text, self.layouts)
                for key, slots in self.table.block.slots.items() if unit else ():
                    uom = slots[spec.key].uom if spec.key in slots else ""
                    if problem := unit_contradiction(unit, uom, self.layouts, self.dimensions):
                        found[key, spec.key] = problem
        return found

    @property
    def dimensions(self) -> frozenset[str]:
        """The dimensions that a unit above the table may have."""
        return dimensions_of(self.table.block, self.layouts)

    def _goes_with_a_figure(self, unit: str) -> bool:
        """True if the unit above the table may be meant for some of its figures only: one of them has it."""
        if not dimension(unit, self.layouts):
            return True
        if dimension(unit, self.layouts) not in self.dimensions:
            return False
        slots = (slot for slots in self.table.block.slots.values() for slot in slots.values())
        symbols = {self.layouts.symbols.get(slot.uom, "") for slot in slots}
        return any(unit_factor(unit, symbol, self.layouts.scales) == 1 for symbol in symbols)


def dimensions_of(block: Block, layouts: Layouts) -> frozenset[str]:
    """The dimensions that a unit above the block may have: money where a figure is money, others of enough figures."""
    slots = [slot for slots in block.slots.values() for slot in slots.values()]
    symbols = (layouts.symbols.get(slot.uom, "") for slot in slots)
    counts = Counter(layouts.scales[symbol].dimension for symbol in symbols if symbol in layouts.scales)
    money = dimension(MONEY, layouts)
    return frozenset(name for name, n in counts.items() if name == money or n >= ENOUGH * counts.total())


def texts_of(evidence: Message | None) -> tuple[str | None, str | None]:
    """The Vietnamese and the English text of the evidence; None for none."""
    return (evidence.vi, evidence.en) if evidence else (None, None)
