"""Packs columns of texts into one text each, for the way from a worker to the landing.

batch.py takes them apart in polars, which workers do not import. To send and take over a file's account so costs about
a third less than as objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Any

from pipelines.submissions.intake.read_file import ReadResult

SEPARATOR, NONE = "\x1e", "\x00"  # characters that no program shows; where a text holds one, the column stays as it is


def pack(outcome: ReadResult) -> ReadResult:
    """The outcome, with each column of texts as one text."""
    for part in outcome.parts:
        part.cells = [_joined(column) for column in part.cells]
        part.observations = [_joined(column) for column in part.observations]
    return outcome


def length(column: Sequence[Any]) -> int:
    """The number of values in a column, packed or not."""
    return column.count(SEPARATOR) + 1 if isinstance(column, str) else len(column)


def _joined(column: Sequence[Any]) -> Any:
    """The texts as one; a column of anything else as it is."""
    if column[0] is None and column.count(None) == len(column):
        return SEPARATOR.join(repeat(NONE, len(column)))
    none = 0
    try:
        text = SEPARATOR.join(column)
    except TypeError:
        texts = [NONE if value is None else value for value in column]
        none = texts.count(NONE)
        try:
            text = SEPARATOR.join(texts)
        except TypeError:  # numbers
            return column
    return text if text.count(SEPARATOR) == len(column) - 1 and text.count(NONE) == none else column
