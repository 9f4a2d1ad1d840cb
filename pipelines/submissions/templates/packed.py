"""Columns of texts as one text each, for the way from a worker to the landing.

To send and take over a file's account so costs about a third less than as objects. intake/batch.py takes the columns
apart in polars, which workers do not import.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Any

SEPARATOR, NONE = "\x1e", "\x00"  # characters that no program shows; where a text holds one, the column stays as it is


class Constant(str):
    """A packed column that comes again with the next file; intake/workers/packing.py sends it once."""

    __slots__ = ()


def joined(column: Sequence[Any]) -> Any:
    """The texts as one; a column of anything else, and one that is joined already, as it is."""
    if isinstance(column, str):
        return column
    if type(column[0]) is float:
        return column
    if column[0] is None and column.count(None) == len(column):
        return repeated(NONE, len(column))
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


def constant(column: Sequence[Any]) -> Any:
    """The texts as a Constant, where they can be joined."""
    found = joined(column)
    return Constant(found) if isinstance(found, str) else found


def repeated(text: str, n: int) -> str:
    """A column of `n` times the same text."""
    return SEPARATOR.join(repeat(text, n))


def length(column: Sequence[Any]) -> int:
    """The number of values in a column, packed or not."""
    return column.count(SEPARATOR) + 1 if isinstance(column, str) else len(column)
