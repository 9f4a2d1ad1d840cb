"""Parses the figure of a declared cell: as numbers.py does, and where things are counted only a whole number.

Which units count things is declared in the codebook (uoms, and an indicator without decimals): see `Slot.is_count`.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.errors import join
from pipelines.submissions.book.book import StruckText, Value
from pipelines.submissions.layout.layouts import Slot
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.number_text import plain_number
from pipelines.submissions.value.numbers import CROSSES, NOT_APPLICABLE, ParsedFigure, parse_figure
from pipelines.submissions.value.unit_words import Units

NOISE = 1e-12  # relative; a sum of a hundred fractions is wrong in the 14th digit, and no count has a millionth part


def parse_slot(value: Value, slot: Slot, units: Units) -> ParsedFigure:
    """The figure in a cell of `slot`; a reject where a count has decimals that are no error of rounding.

    A struck-out x that the form prints says what it says without the stroke: the row was struck out as a whole.
    """
    if isinstance(value, StruckText) and not slot.is_due and value.struck in CROSSES:
        return NOT_APPLICABLE
    found = parse_figure(value, slot.is_percent, slot.unit, units)
    if not slot.is_count or found.value is None or found.value.is_integer():
        return found
    nearest = float(round(found.value))
    if abs(found.value - nearest) > NOISE * max(abs(nearest), 1.0):
        problem = reason("fraction_in_count", number=plain_number(found.value), unit=slot.unit)
        return ParsedFigure("", evidence=problem, style=found.style)
    noise = reason("noise", stored=plain_number(found.value), number=plain_number(nearest))
    return replace(found, value=nearest, evidence=join(filter(None, (noise, found.evidence))))
