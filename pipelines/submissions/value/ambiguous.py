"""Decides numbers that two styles read differently (1.234), and suggests the unit that an odd figure was typed in.

The evidence is the unit of the cell, its bounds, and the style of the form's other numbers. A number is decided only
where the evidence leaves one reading; a suspected slip of units is reported and never corrected.
"""

from __future__ import annotations

from typing import NamedTuple

from pipelines.errors import Message, join
from pipelines.submissions.layout.layouts import Slot
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.number_text import grouped_number, plain_number
from pipelines.submissions.value.numbers import SPELLINGS

SeenStyles = dict[str, Message]  # style -> the first cell whose number can be read in that style only
UNIT_SLIPS = (1e3, 1e6, 1e2)  # thousands, millions, per cent


class Resolved(NamedTuple):
    """The one reading of an ambiguous number, and what proves it."""

    number: float
    evidence: Message


def example(cell: str, text: str) -> Message:
    """A cell that shows in which style the form's numbers are written."""
    return reason("resolved.example", cell=cell, text=text)


def resolve_ambiguous(alternatives: tuple[float, ...], slot: Slot, seen: SeenStyles) -> Resolved | None:
    """The reading that the evidence leaves; None where it leaves none or both.

    Args:
        alternatives: the number as Vietnamese and as English, as `parse_figure` returns them.
        slot: the value cell that it stands in.
        seen: the styles of the form's other numbers; proves nothing where both are used.
    """
    left = dict(zip(SPELLINGS, alternatives, strict=True))
    proofs: list[Message] = []
    if slot.is_count and any(not number.is_integer() for number in left.values()):
        left = {style: number for style, number in left.items() if number.is_integer()}
        proofs.append(reason("resolved.count"))
    if any(not slot.low <= number <= slot.high for number in left.values()):
        left = {style: number for style, number in left.items() if slot.low <= number <= slot.high}
        proofs.append(reason("resolved.bounds", bounds=_bounds(slot)))
    if len(seen) == 1:
        style, cell = next(iter(seen.items()))
        left = {kept: number for kept, number in left.items() if kept == style}
        proofs.append(reason(f"resolved.style_{style}", example=cell))
    if len(left) != 1 or not proofs:
        return None
    number = next(iter(left.values()))
    return Resolved(number, reason("resolved", number=plain_number(number), proofs=join(proofs)))


def unit_slip_hint(number: float, slot: Slot) -> Message | None:
    """For a figure out of bounds: what it would be had it been typed in another unit; None where no slip explains it.

    A slip divides by 1,000, 1,000,000 or 100, in that order.
    """
    if slot.low <= number <= slot.high:
        return None
    quotients = [
        reason(
            "unit_slip.quotient",
            divisor=grouped_number(divisor),
            number=plain_number(float(f"{number / divisor:.12g}")),
        )
        for divisor in UNIT_SLIPS
        if slot.low <= number / divisor <= slot.high
    ]
    if not quotients or number == 0:
        return None
    return reason("unit_slip", bounds=_bounds(slot), quotients=join(quotients, ", "))


def _bounds(slot: Slot) -> Message:
    low, high = plain_number(slot.low), plain_number(slot.high)
    if slot.low == float("-inf"):
        return reason("bounds.high", high=high)
    if slot.high == float("inf"):
        return reason("bounds.low", low=low)
    return reason("bounds.both", low=low, high=high)
