"""A unit typed behind a number (`7 DN`, `12,5 triệu đồng`) against the unit of the line."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.errors import Message
from pipelines.submissions.layout.layouts import unit_text
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.unit_words import Units, conversion, unit_factor, unit_words


class LineUnit(NamedTuple):
    """The unit of the cell as printed, folded, and the units of the codebook."""

    unit: str
    units: Units


def word_problem(text: str, word: str, is_percent: bool, line: LineUnit) -> Message | None:
    """Why the number in `text` with `word` behind it is no figure of the line; None where the word is the line's unit.

    On a line without a unit any word makes it no number.
    """
    if word == "%" and is_percent:
        return None
    factor = unit_factor(word, line.unit, line.units)
    if factor == 1 or (line.unit and unit_text(word) == line.unit):
        return None
    if word == "%":
        return reason("unexpected_percent", text=text)
    if not line.unit:
        return reason("not_a_number", text=text)
    shown = unit_text(word) or word
    if factor is None:
        return reason("unit_differs.cell", text=text, word=shown, unit=line.unit)
    factor_text = conversion(" ".join(unit_words(word)), line.unit, factor)
    return reason("unit_differs.cell_factor", text=text, word=shown, unit=line.unit, factor=factor_text)
