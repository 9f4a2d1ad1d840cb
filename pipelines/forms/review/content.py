"""What the workbook of a review list shows: one line a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.codebook.schema.review_sheet import LineKey


@dataclass(frozen=True)
class ReviewLine:
    """One figure to decide about, in words."""

    key: LineKey
    reporter: str
    area: str
    indicator: str
    period: str
    expected: float | None
    decimals: int
    messages: Sequence[str]
    proposal: str
    cumulative_pct: float
    state: str  # held, questioned, asked and so on; empty for nothing to add
    new_value: float | None  # of the proposed repair


@dataclass(frozen=True)
class ReviewSheet:
    """The list of one period."""

    title: str
    notes: Sequence[str]
    lines: Sequence[ReviewLine]
    owner: str = ""
