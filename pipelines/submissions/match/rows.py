"""Pairs the rows of a sheet with the declared rows: by row code, by label, by position between two certain rows.

A code and a label that name two different rows prove neither. Where the table lies is decided in by_codes.py and
by_labels.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from pipelines.errors import Message
from pipelines.submissions.layout.layouts import Block
from pipelines.submissions.match.opposites import is_rewording
from pipelines.submissions.match.similarity import closest, equal_but_accents, spellings
from pipelines.submissions.reasons import reason


class RecognisedBy(Enum):
    """What a row without a usable row code was recognised by."""

    LABEL = "label"
    POSITION = "position"  # its label names several rows; its neighbours leave one of them
    SIMILARITY = "similarity"  # its label is only similar to the one that its neighbours leave


class RowHint(NamedTuple):
    """How a row was recognised where not by its code; the message is evidence of its figures."""

    by: RecognisedBy
    message: Message


BY_LABEL = RowHint(RecognisedBy.LABEL, reason("row_by_label"))
BY_POSITION = RowHint(RecognisedBy.POSITION, reason("row_by_position"))


def by_similarity(title: str) -> RowHint:
    """The hint of a row whose label is similar to `title`."""
    return RowHint(RecognisedBy.SIMILARITY, reason("row_by_similarity", title=title))


@dataclass(slots=True)
class PairedRows:
    """The pairing of a sheet's rows, by row number."""

    keys: dict[int, str] = field(default_factory=dict[int, str])  # the declared row
    problems: dict[int, Message] = field(default_factory=dict[int, Message])  # why its figures cannot be taken
    hints: dict[int, RowHint] = field(default_factory=dict[int, RowHint])


def pair_rows(block: Block, codes: Mapping[int, str], labels: Mapping[int, str]) -> PairedRows:
    """Pair every row that has a code or a label.

    Args:
        block: the declared rows.
        codes: row -> what stands in the column of row codes, folded.
        labels: row -> what stands in the column of labels.
    """
    rows = PairedRows()
    unsure: dict[int, tuple[str, ...]] = {}
    for row in sorted(codes.keys() | labels.keys()):
        key, label = block.keys.get(codes.get(row, "")), labels.get(row, "")
        if key:
            conflict = _conflict(block, key, label)
            if conflict is None:
                rows.keys[row] = key
            else:
                rows.problems[row] = conflict
        elif label and not codes.get(row):
            unsure[row] = _named(block, label)
    _by_label(block, rows, unsure, labels)
    return rows


def _conflict(block: Block, key: str, label: str) -> Message | None:
    """Why a label says that the row is another one than its code says; None where they agree."""
    declared = block.rows[key]
    if not label or not declared.labels.isdisjoint(spellings(label)) or declared.kind == "repeat":
        return None
    others = [other for other in _named(block, label) if other != key]
    if others:
        return reason("row_conflict.named", key=key, title=declared.title, label=label, keys=", ".join(others))
    if is_rewording(label, declared.labels):
        return None
    return reason("row_conflict", key=key, title=declared.title, label=label)


def _named(block: Block, label: str) -> tuple[str, ...]:
    """The declared rows that the label names: exactly, or but for its accents."""
    for spelling in spellings(label):
        if spelling in block.labels:
            return block.labels[spelling]
    return block.labels.get(equal_but_accents(label, block.labels), ())


def _by_label(block: Block, rows: PairedRows, unsure: dict[int, tuple[str, ...]], labels: Mapping[int, str]) -> None:
    """Rows without a code: labels that name one row, then those to which their neighbours leave one meaning."""
    taken = set(rows.keys.values())
    n_named = Counter(keys[0] for keys in unsure.values() if len(keys) == 1)
    for row, keys in unsure.items():
        if len(keys) == 1 and keys[0] not in taken:
            if n_named[keys[0]] > 1:
                rows.problems[row] = reason("row_ambiguous.twice", label=labels[row])
            else:
                rows.keys[row], rows.hints[row] = keys[0], BY_LABEL
    order = {key: at for at, key in enumerate(block.rows)}
    certain = dict(rows.keys)
    groups: dict[tuple[int, int], list[int]] = {}
    for row in unsure:
        if row not in rows.keys and row not in rows.problems:
            groups.setdefault(_gap(order, certain, row), []).append(row)
    for (low, high), members in groups.items():
        left = [key for key, at in order.items() if low < at < high and key not in certain.values()]
        _in_gap(block, rows, left, {row: unsure[row] for row in members}, labels)


def _gap(order: Mapping[str, int], certain: Mapping[int, str], row: int) -> tuple[int, int]:
    """The declared places of the nearest certain rows above and below; an empty gap where these stand in no order."""
    above = max((other for other in certain if other < row), default=None)
    below = min((other for other in certain if other > row), default=None)
    low = -1 if above is None else order[certain[above]]
    high = len(order) if below is None else order[certain[below]]
    return (low, high) if low < high else (low, low)


def _in_gap(
    block: Block, rows: PairedRows, left: list[str], members: dict[int, tuple[str, ...]], labels: Mapping[int, str]
) -> None:
    """Pair the rows between two certain ones (`members`) with the declared rows between the same two (`left`)."""
    for keys in dict.fromkeys(keys for keys in members.values() if keys):
        same = [row for row, named in members.items() if named == keys]
        open_keys = [key for key in left if key in keys]
        if len(same) == len(open_keys):
            for row, key in zip(same, open_keys, strict=True):
                rows.keys[row], rows.hints[row] = key, BY_POSITION
        else:
            for row in same:
                rows.problems[row] = reason("row_ambiguous", label=labels[row], keys=", ".join(keys))
    used = set(rows.keys.values())
    for row in (row for row, keys in members.items() if not keys):
        near = {label: key for key in left if key not in used for label in block.rows[key].labels}
        best, _ = closest(labels[row], near)
        if best and closest(labels[row], block.labels)[0] == best:
            rows.keys[row] = near[best]
            rows.hints[row] = by_similarity(block.rows[near[best]].title)
            used.add(near[best])
