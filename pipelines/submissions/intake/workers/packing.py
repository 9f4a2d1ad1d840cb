"""Sends what a file gives from a worker to the pool: columns of texts as one text each, and none of them twice.

A column that comes with every file of a template is sent once and by its number from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from pipelines.submissions.extract.submissions import Submission
from pipelines.submissions.intake.read_file import ReadResult
from pipelines.submissions.templates.packed import Constant, joined

N_KEPT = 4096  # columns that both ends of a connection remember; an older one is sent again


class KnownColumn(NamedTuple):
    """The number of a column that was sent before."""

    no: int


@dataclass(slots=True)
class Packed:
    """A file's outcome on its way, and the columns that are sent for the first time, by number."""

    outcome: ReadResult
    columns: dict[int, str]


class Packer:
    """The end of a connection that sends."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._n = 0

    def pack(self, outcome: ReadResult) -> Packed:
        """The outcome, made small."""
        fresh: dict[int, str] = {}
        for part in outcome.parts:
            _replace(part, partial(self._known, fresh))
        return Packed(outcome, fresh)

    def _known(self, fresh: dict[int, str], column: Any) -> Any:
        column = joined(column)
        if type(column) is not Constant:
            return column
        no = self._numbers.get(column)
        if no is None:
            if len(self._numbers) == N_KEPT:
                self._numbers.clear()
            no = self._numbers[column] = self._n
            self._n = (self._n + 1) % (2 * N_KEPT)
            fresh[no] = str(column)
        return KnownColumn(no)


class Unpacker:
    """The end of a connection that receives."""

    def __init__(self) -> None:
        self._columns: dict[int, str] = {}

    def unpack(self, packed: Packed) -> ReadResult:
        """The outcome with all its columns."""
        self._columns |= packed.columns
        for part in packed.outcome.parts:
            _replace(part, self._whole)
        return packed.outcome

    def _whole(self, column: Any) -> Any:
        return self._columns[column.no] if type(column) is KnownColumn else column


def _replace(part: Submission, column: Callable[[Any], Any]) -> None:
    """Put in place of each column of texts what the function `column` makes of it."""
    part.cells = [column(each) for each in part.cells]
    part.observations = [column(each) for each in part.observations]
    part.personal = [column(each) for each in part.personal]
