"""Which row of a sheet is which declared row: by its code, by its label, by its place between two that are certain.

Here: pairing rows, and saying which cannot be paired. Not here: columns, values, where the table lies.
A code and a label that name two different rows prove neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.submissions.layout.layouts import Block
from pipelines.submissions.match.opposites import is_wording
from pipelines.submissions.match.similarity import closest, spellings, unmarked

BY_LABEL = "nhận theo tên dòng, không có mã số"
BY_PLACE = "nhận theo tên dòng và vị trí giữa hai dòng liền kề"
BY_LIKENESS = "tên dòng gần giống “{title}”, đúng vị trí giữa hai dòng liền kề"


@dataclass(slots=True)
class Rows:
    """The pairing: row -> row key; why a row's figures cannot be taken; how a row was known where not by its code."""

    keys: dict[int, str] = field(default_factory=lambda: {})
    faults: dict[int, tuple[str, str]] = field(default_factory=lambda: {})
    hints: dict[int, str] = field(default_factory=lambda: {})
    similar: set[int] = field(default_factory=set[int])  # rows known only by a label that is like the declared one


def pair_rows(block: Block, codes: Mapping[int, str], labels: Mapping[int, str]) -> Rows:
    """Pair every row; `codes` and `labels` are what stands in these two columns."""
    rows = Rows()
    unsure: dict[int, tuple[str, ...]] = {}
    for row in sorted(codes.keys() | labels.keys()):
        key, label = block.keys.get(codes.get(row, "")), labels.get(row, "")
        if key:
            other = contradiction(block, key, label)
            if other is None:
                rows.keys[row] = key
            else:
                rows.faults[row] = ("row_conflict", other)
        elif label and not codes.get(row):
            unsure[row] = _named(block, label)
    _by_label(block, rows, unsure, labels)
    return rows


def contradiction(block: Block, key: str, label: str) -> str | None:
    """What to tell where the label says that the row is another one than its code says; None where they agree."""
    own = block.rows[key]
    if not label or not own.labels.isdisjoint(spellings(label)) or block.rows[key].kind == "repeat":
        return None
    told = f"mã số “{key}” là “{own.title}” nhưng tên dòng ghi “{label}”"
    mend = "sửa mã số hoặc tên dòng cho khớp biểu mẫu"
    others = [other for other in _named(block, label) if other != key]
    if others:
        return f"{told} (là mã số {', '.join(others)}); {mend}"
    return None if is_wording(label, own.labels) else f"{told}; {mend}"


def _named(block: Block, label: str) -> tuple[str, ...]:
    """The declared rows that the label names: exactly, or but for the marks on its letters."""
    for form in spellings(label):
        if form in block.labels:
            return block.labels[form]
    return block.labels.get(unmarked(label, block.labels), ())


def _by_label(block: Block, rows: Rows, unsure: dict[int, tuple[str, ...]], labels: Mapping[int, str]) -> None:
    """Rows without a code: labels that name one row, then those that their neighbours leave one meaning."""
    taken = set(rows.keys.values())
    alone = Counter(keys[0] for keys in unsure.values() if len(keys) == 1)
    for row, keys in unsure.items():
        if len(keys) == 1 and keys[0] not in taken:
            if alone[keys[0]] > 1:
                evidence = f"nhiều dòng cùng tên “{labels[row]}”, không rõ dòng nào; điền cột Mã số"
                rows.faults[row] = ("row_ambiguous", evidence)
            else:
                rows.keys[row], rows.hints[row] = keys[0], BY_LABEL
    order = {key: at for at, key in enumerate(block.rows)}
    certain = dict(rows.keys)
    groups: dict[tuple[int, int], list[int]] = {}
    for row in unsure:
        if row not in rows.keys and row not in rows.faults:
            groups.setdefault(_between(order, certain, row), []).append(row)
    for (low, high), members in groups.items():
        left = [key for key, at in order.items() if low < at < high and key not in certain.values()]
        _in_gap(block, rows, left, {row: unsure[row] for row in members}, labels)


def _between(order: Mapping[str, int], certain: Mapping[int, str], row: int) -> tuple[int, int]:
    """The declared places of the nearest certain rows above and below; an empty gap where these stand in no order."""
    above = max((other for other in certain if other < row), default=None)
    below = min((other for other in certain if other > row), default=None)
    low = -1 if above is None else order[certain[above]]
    high = len(order) if below is None else order[certain[below]]
    return (low, high) if low < high else (low, low)


def _in_gap(
    block: Block, rows: Rows, left: list[str], members: dict[int, tuple[str, ...]], labels: Mapping[int, str]
) -> None:
    """Rows between two certain ones, against the declared rows that stand between the same two."""
    for keys in dict.fromkeys(keys for keys in members.values() if keys):
        own = [row for row, named in members.items() if named == keys]
        open_keys = [key for key in left if key in keys]
        if len(own) == len(open_keys):
            for row, key in zip(own, open_keys, strict=True):
                rows.keys[row], rows.hints[row] = key, BY_PLACE
        else:
            for row in own:
                evidence = f"tên dòng “{labels[row]}” có thể là mã số {', '.join(keys)}; điền cột Mã số"
                rows.faults[row] = ("row_ambiguous", evidence)
    used = set(rows.keys.values())
    for row in (row for row, keys in members.items() if not keys):
        near = {label: key for key in left if key not in used for label in block.rows[key].labels}
        best, _ = closest(labels[row], near)
        if best and closest(labels[row], block.labels)[0] == best:
            rows.keys[row] = near[best]
            rows.similar.add(row)
            rows.hints[row] = BY_LIKENESS.format(title=block.rows[near[best]].title)
            used.add(near[best])
