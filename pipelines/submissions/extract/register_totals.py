"""Compares the total rows of a register with the sums and counts of its records.

A total is of the group since the last total or heading, or of the whole register on the sheet. Which row is a total is
decided in match/register_rows.py.
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

Fields = Mapping[str, str | float | None]  # of a record
SUMS = 1e-9  # of the sum: what adding in another order loses; whatever else differs is the sender's


@dataclass(slots=True)
class Totals:
    """The records so far: of the whole register on this sheet, and of the group that is open."""

    sheet: str
    table: LocatedTable
    all: list[Fields] = field(default_factory=lambda: [])
    group: list[Fields] = field(default_factory=lambda: [])

    def add(self, fields: Fields) -> None:
        """Count a record."""
        self.all.append(fields)
        self.group.append(fields)

    def open(self) -> None:
        """Begin another group, below a heading."""
        self.group = []

    def compare(self, row: int, line: Row) -> list[Message]:
        """End the group, and note each number of a total row that is neither the group's nor the whole register's."""
        notes: list[Message] = []
        for at, value in line.items():
            spec = self.table.columns.get(at)
            is_sum = spec is not None and spec.role == "value"
            if spec is None or spec.role in ("stt", "date") or not (is_sum or isinstance(value, int | float)):
                continue
            total = parse_figure(value, is_percent=False).value
            sums = [_sum(records, spec.key) if is_sum else float(len(records)) for records in (self.group, self.all)]
            known = [number for number in sums if number is not None]
            if total is None or len(known) < len(sums) or any(math.isclose(total, n, rel_tol=SUMS) for n in known):
                continue
            found = join_or(map(plain_number, known if self.group else known[1:]))
            cell = f"{self.sheet}!{COLUMN_LETTERS[at]}{row}"
            notes.append(note("total_differs", cell=cell, total=plain_number(total), found=found))
        self.group = []
        return notes


def _sum(records: list[Fields], key: str) -> float | None:
    """The sum of a column; None where a number in it could not be read. An empty cell adds nothing, as in Excel."""
    numbers = [record.get(key, 0.0) for record in records]
    known = [number for number in numbers if isinstance(number, float)]
    return math.fsum(known) if len(known) == len(numbers) else None
