"""A report before it is sent, and what careless or wishful senders do to it: one function a habit of `habits.csv`."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from pipelines.forms.blank.content import Value

IN_PERIOD, YTD = "in_period", "ytd"
Cell = tuple[str, str]  # row_key, measure_code
TWO_WORDS = ("đã kiểm tra", "đúng rồi", "số đúng")
REPEATS = 0.6  # of wrong figures are sent again
MOST_REPEATS = 3


class Share(NamedTuple):
    """A ratio of two lines for which a target asks: `other` is the rest of the whole, where a line has it."""

    part: str
    whole: str
    other: str | None
    reported: str | None  # the line with the ratio as the sender computes it
    least: float  # 0–1


class Carry(NamedTuple):
    """What stays wrong in later months: a figure sent again, or an amount that a sum since the year began is off."""

    cell: Cell
    amount: float
    is_offset: bool
    months: int


@dataclass
class Draft:
    """The figures of one report while they are changed; `previous` and `neighbour` are those that others sent."""

    values: dict[Cell, Value]
    explanations: dict[str, str]
    previous: Mapping[Cell, Value]
    neighbour: Mapping[Cell, Value]
    shares: tuple[Share, ...]
    flows: frozenset[str]  # rows
    ratios: frozenset[str]  # rows
    is_year_start: bool
    carries: list[Carry] = field(default_factory=list[Carry])

    def number(self, cell: Cell) -> float | None:
        """Return the figure of a cell; None where there is none."""
        value = self.values.get(cell)
        return None if value is None or isinstance(value, str) else value

    def counts(self, least: float) -> list[Cell]:
        """Return the cells of the period with whole numbers from `least` on."""
        cells = [cell for cell in self.values if cell[1] != YTD and cell[0] not in self.ratios]
        return [cell for cell in cells if (n := self.number(cell)) is not None and n >= least and n == round(n)]

    def replace(self, cell: Cell, value: float, *, moves_sum: bool) -> None:
        """Write a figure; the sum since the start of the year moves with it where `moves_sum`."""
        before, ytd = self.number(cell) or 0.0, (cell[0], YTD)
        self.values[cell] = value
        known = self.number(ytd)
        if moves_sum and known is not None and cell[0] in self.flows:
            self.values[ytd] = known + value - before
            self.carries.append(Carry(ytd, value - before, True, 12))


def _copies_last_month(_rng: Random, draft: Draft) -> None:
    for (row, measure), value in draft.previous.items():
        if measure != YTD and not isinstance(value, str) and draft.number((row, measure)) is not None:
            draft.replace((row, measure), value, moves_sum=True)


def _wrong_digit(rng: Random, draft: Draft) -> None:
    cells = draft.counts(3)
    if not cells:
        return
    cell = rng.choice(cells)
    value = draft.number(cell) or 0.0
    wrong = rng.choice((10 * value, 10 * value + rng.randint(0, 9), value // 10, 1000 * value))
    draft.replace(cell, wrong, moves_sum=rng.random() < 0.5)
    _repeat(rng, draft, cell)


def _swaps(rng: Random, draft: Draft) -> None:
    if draft.neighbour and rng.random() < 0.4:
        draft.values |= {cell: v for cell, v in draft.neighbour.items() if cell in draft.values}
        return
    cells = draft.counts(1)
    pairs = [(a, b) for a, b in itertools.pairwise(cells) if draft.values[a] != draft.values[b]]
    if pairs:
        pair = rng.choice(pairs)
        for measure in dict.fromkeys((pair[0][1], YTD)):
            first, second = ((cell[0], measure) for cell in pair)
            if draft.number(first) is not None and draft.number(second) is not None:
                draft.values[first], draft.values[second] = draft.values[second], draft.values[first]


def _wishful(rng: Random, draft: Draft) -> None:
    """Raise a share just above its target; the rest of the whole, the sums and the share as computed follow."""
    open_shares = [s for s in draft.shares if _is_below(draft, s)]
    if not open_shares:
        return
    share = rng.choice(open_shares)
    whole, part = draft.number((share.whole, IN_PERIOD)) or 0.0, draft.number((share.part, IN_PERIOD)) or 0.0
    raised = float(math.floor(share.least * whole) + 1 + rng.randint(0, int(whole // 200)))
    draft.replace((share.part, IN_PERIOD), raised, moves_sum=True)
    if share.other:
        rest = (draft.number((share.other, IN_PERIOD)) or 0.0) - (raised - part)
        draft.replace((share.other, IN_PERIOD), rest, moves_sum=True)
    for measure in (IN_PERIOD, YTD):
        numbers = [draft.number((row, measure)) for row in (share.part, share.whole)]
        if share.reported and draft.number((share.reported, measure)) is not None and numbers[1]:
            draft.values[share.reported, measure] = round(100 * (numbers[0] or 0.0) / numbers[1], 1)


def _is_below(draft: Draft, share: Share) -> bool:
    part, whole = draft.number((share.part, IN_PERIOD)), draft.number((share.whole, IN_PERIOD))
    return part is not None and bool(whole) and part < share.least * (whole or 0.0) < (whole or 0.0)


def _explains_anything(rng: Random, draft: Draft) -> None:
    cells = [cell for cell in draft.counts(5) if (cell[0], YTD) not in draft.values]
    if cells:
        cell = rng.choice(cells)
        draft.values[cell] = float(round((draft.number(cell) or 0.0) * rng.uniform(2.2, 6)))
        draft.explanations[cell[0]] = rng.choice(TWO_WORDS)
        _repeat(rng, draft, cell)


def _repeat(rng: Random, draft: Draft, cell: Cell) -> None:
    if rng.random() < REPEATS:
        draft.carries.append(Carry(cell, draft.number(cell) or 0.0, False, rng.randint(1, MOST_REPEATS)))


HABITS: dict[str, Callable[[Random, Draft], None]] = {
    "copies_last_month": _copies_last_month,
    "wrong_digit": _wrong_digit,
    "swaps": _swaps,
    "wishful": _wishful,
    "explains_anything": _explains_anything,
}
FORGETS = "forgets"  # sends nothing: careless.py
