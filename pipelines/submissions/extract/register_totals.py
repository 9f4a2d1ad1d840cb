"""What the total rows of a register say, against its records.

Here: sums and counts since the last total or heading, and of all. Not here: which row is a total (register_rows.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.errors import Message
from pipelines.submissions.book.book import COLUMN_LETTERS, Row
from pipelines.submissions.match.by_codes import LocatedTable
from pipelines.submissions.notes import note
from pipelines.submissions.value.number_text import join_or, plain_number
from pipelines.submissions.value.numbers import parse_figure

Record = Mapping[str, str | float | None]
SUMS = 1e-9  # of the sum: what adding in another order loses; whatever else differs is the sender's


@dataclass(slots=True)
class Totals:
    """The records so far: of the whole register on this sheet, and of the group that is open."""

    sheet: str
    table: LocatedTable
    all: list[Record] = field(default_factory=lambda: [])
    group: list[Record] = field(default_factory=lambda: [])

    def add(self, fields: Record) -> None:
        self.all.append(fields)
        self.group.append(fields)

    def open(self) -> None:
        """A heading: what follows is another group."""
        self.group = []

    def compare(self, row: int, line: Row) -> list[Message]:
        """Each number of a total row that is neither the group's nor the whole register's."""
        notes: list[Message] = []
        for at, value in line.items():
            spec = self.table.columns.get(at)
            is_sum = spec is not None and spec.role == "value"
            if spec is None or spec.role in ("stt", "date") or not (is_sum or isinstance(value, int | float)):
                continue
            said = parse_figure(value, is_percent=False).value
            sums = [_sum(records, spec.key) if is_sum else float(len(records)) for records in (self.group, self.all)]
            known = [one for one in sums if one is not None]
            if said is None or len(known) < len(sums) or any(math.isclose(said, one, rel_tol=SUMS) for one in known):
                continue
            found = join_or(map(plain_number, known if self.group else known[1:]))
            cell = f"{self.sheet}!{COLUMN_LETTERS[at]}{row}"
            notes.append(note("total_differs", cell=cell, total=plain_number(said), found=found))
        self.group = []
        return notes


def _sum(records: list[Record], key: str) -> float | None:
    """The sum of a column; None where a number in it could not be read. An empty cell adds nothing, as in Excel."""
    numbers = [record.get(key, 0.0) for record in records]
    known = [number for number in numbers if isinstance(number, float)]
    return math.fsum(known) if len(known) == len(numbers) else None
