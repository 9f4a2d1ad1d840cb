"""Reads the figures and free texts of a workbook that is laid out like a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import ge, le
from typing import Any, NamedTuple

from pipelines.errors import Message
from pipelines.submissions.book.book import Value, is_blank, raw_text
from pipelines.submissions.templates.template import DiffersError, Template, is_plain
from pipelines.submissions.value.ambiguous import unit_slip_hint
from pipelines.submissions.value.counts import parse_slot

MOST_PARSED = 4096  # texts at figures of which the outcome is kept


class OddFigure(NamedTuple):
    """A figure that is no plain number: a symbol, a number as text, one out of its bounds."""

    value: float | None
    outcome: str
    status: str
    figure_status: str | None
    evidence: Message | None


@dataclass(slots=True)
class Figures:
    """What a file states at the figures of a template, and in its free texts; None for an empty cell."""

    raws: list[str | None]
    numbers: list[float | None]
    odd: dict[int, OddFigure] = field(default_factory=dict[int, OddFigure])
    blank: list[int] = field(default_factory=list[int])
    texts: list[str | None] = field(default_factory=list[str | None])


def read_figures(template: Template, flat: Sequence[Value]) -> Figures:
    """The figures and texts among the values of the bodies. Raises DiffersError where one would be a reject."""
    values: tuple[Any, ...] = template.pick_figures(flat)
    if (
        set(map(type, values)) <= {float}
        and all(map(le, template.lows, values))
        and all(map(ge, template.highs, values))
        and all(values[at].is_integer() for at in template.counts)
    ):
        # as raw_text(value), without a call for each: half of all cells are figures
        raws = [str(int(v)) if v % 1 == 0 and -1e15 < v < 1e15 else repr(v) for v in values]
        found = Figures(raws, list(values))  # pyright: ignore[reportArgumentType]  lists of texts and of numbers
    else:
        found = _one_by_one(template, values)
    found.texts = _texts(template, flat)
    return found


def _one_by_one(template: Template, values: Sequence[Any]) -> Figures:
    n = len(values)
    found = Figures([None] * n, [None] * n)
    for at, value in enumerate(values):
        if is_blank(value):
            found.blank.append(at)
            continue
        slot = template.figures[at].slot
        found.raws[at] = raw_text(value)
        is_plain_number = type(value) is float and template.lows[at] <= value <= template.highs[at]
        if is_plain_number and (not slot.is_count or value.is_integer()):
            found.numbers[at] = value
        else:
            odd = found.odd[at] = _odd(template, at, value)
            found.numbers[at] = odd.value
    return found


def _odd(template: Template, at: int, value: Value) -> OddFigure:
    """What becomes of a value that is no plain number, as extract/account.py decides it."""
    if type(value) is float:
        return _parse(template, at, value)
    if type(value) is not str or not is_plain(value):
        raise DiffersError
    known = template.parsed.get((at, value))
    if known is None:
        if len(template.parsed) > MOST_PARSED:
            template.parsed.clear()
        known = template.parsed[at, value] = _parse(template, at, value)
    return known


def _parse(template: Template, at: int, value: Value) -> OddFigure:
    slot = template.figures[at].slot
    found = parse_slot(value, slot, template.layouts.scales)
    if found.problem:
        raise DiffersError
    if found.status != "reported":
        return OddFigure(found.value, "absence", found.status, found.figure_status, found.evidence)
    evidence = found.evidence
    if evidence is None and found.value:
        evidence = unit_slip_hint(found.value, slot)
    return OddFigure(found.value, "observation", found.status, found.figure_status, evidence)


def _texts(template: Template, flat: Sequence[Value]) -> list[str | None]:
    values = template.pick_texts(flat)
    if not any(values):
        return [None] * len(values)
    found: list[str | None] = []
    for text, value in zip(template.texts, values, strict=True):
        is_number = text.is_private and type(value) is float
        if not is_blank(value) and not is_number and not (type(value) is str and is_plain(value)):
            raise DiffersError
        found.append(None if is_blank(value) else raw_text(value))
    return found
