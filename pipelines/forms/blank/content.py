"""The content of a form: figures, explanations, evidence, register entries, and figures published before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Value = float | int | str  # a number, or one of the symbols - ... x
Entry = Mapping[str, float | int | str]  # one line of a register by col_key; a date is written YYYY-MM-DD


class CellKey(NamedTuple):
    """A cell that a sender fills: its row, and its column's measure or the word `explanation`."""

    row_key: str
    measure_code: str


class SliceKey(NamedTuple):
    """What a figure of a form is about; area, source and period are those of the form."""

    indicator_code: str
    breakdown_code: str
    measure_code: str


@dataclass(frozen=True)
class PublishedFigure:
    """The last published figure of a slice, in the unit of its indicator."""

    value: float
    period_code: str


@dataclass(frozen=True)
class FormContent:
    """Everything that is written into a form beside its layout; a blank form has none of it.

    Published figures are shown as hints and used by rules that compare with an earlier period. They are never written
    as figures of this period.
    """

    values: Mapping[tuple[str, str], Value] = field(default_factory=lambda: {})  # by row_key, measure_code
    explanations: Mapping[str, str] = field(default_factory=lambda: {})  # by row_key
    evidence: Mapping[tuple[str, str], str] = field(default_factory=lambda: {})  # by row_key, col_key
    registers: Mapping[str, Sequence[Entry]] = field(default_factory=lambda: {})  # by row_key of the register
    published: Mapping[SliceKey, PublishedFigure] = field(default_factory=lambda: {})
    watermark: str = ""  # printed across the top of the sheet
