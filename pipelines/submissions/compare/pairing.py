"""Pairs the columns of a changed layout with the declared ones: the name of a column outweighs its number.

Reading trusts the numbers 1, 2, 3 under a header, since they stay when a clerk rewords it. In a layout that was changed
on purpose the numbers are what changes. A technical name of a publisher (`c1_2005`) is a name and no number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.submissions.compare.header_rows import is_number
from pipelines.submissions.layout.layouts import Block, DeclaredColumn
from pipelines.submissions.match.columns import PairedColumns, is_header, pair_columns
from pipelines.submissions.match.opposites import names_other_column
from pipelines.submissions.match.similarity import fits

Paths = Mapping[int, tuple[str, ...]]


def is_numbered(block: Block) -> bool:
    """True if the block's columns have numbers (A, B, 1, 2), which another layout may give to other columns."""
    return any(is_number(column.code) for column in block.columns)


def pair_by_name(block: Block, paths: Paths, codes: Mapping[int, str], filled: Mapping[int, int]) -> PairedColumns:
    """Pair by header first; a number only adds what no header contradicts, and nothing where the numbers moved.

    Args:
        block: the declared columns.
        paths: column -> its folded header texts without the row of numbers.
        codes: column -> the number below its header, folded; empty where the sheet has no row of numbers.
        filled: column -> how many figures it holds.
    """
    named = pair_columns(without_codes(block), paths, filled)
    by_key = {column.key: column for column in block.columns}
    paired = PairedColumns({at: by_key[column.key] for at, column in named.found.items()}, dict(named.similar))
    paired.is_renumbered = is_renumbered(paired, codes, paths)
    if not paired.is_renumbered:
        _add_by_number(block, paths, codes, paired)
    else:
        for at, column in paired.found.items():  # each meaning is for a person to confirm
            if column.role == "value" and at not in paired.similar:
                paired.similar[at] = paths[at][-1]
    paired.found = dict(sorted(paired.found.items()))
    return paired


def without_codes(block: Block) -> Block:
    """The block with columns that are known by their headers only."""
    return replace(block, columns=tuple(replace(column, code="") for column in block.columns))


def is_renumbered(paired: PairedColumns, codes: Mapping[int, str], paths: Paths) -> bool:
    """True if a column that is known by its header stands over the number of another one."""
    certain = {at: column for at, column in paired.found.items() if at not in paired.similar}
    return any(
        column.code and codes.get(at, column.code) != column.code and is_headed(column, paths.get(at, ()))
        for at, column in certain.items()
        if column.role == "value"
    )


def is_headed(column: DeclaredColumn, path: tuple[str, ...]) -> bool:
    """True if the path ends in the declared header of the column."""
    return any(is_header(header, path) for header in column.headers)


def _add_by_number(block: Block, paths: Paths, codes: Mapping[int, str], paired: PairedColumns) -> None:
    """Add the columns whose number is the declared one; a header of another column makes the pair only similar."""
    known = {column.key for at, column in paired.found.items() if at not in paired.similar}
    by_code = {column.code: column for column in block.columns if column.code}
    for at, code in codes.items():
        column = by_code.get(code)
        if column is None or column.key in known or (at in paired.found and at not in paired.similar):
            continue
        texts = paths.get(at, ())
        former = next((other for other, found in paired.found.items() if found.key == column.key), at)
        if former != at:
            continue  # its header is only similar, and stands over another number: that is the better evidence
        paired.similar.pop(at, None)
        paired.found[at] = column
        is_value = column.role == "value"
        if texts and is_value and (names_other_column(texts[-1], column, block.columns) or not _may_be(column, texts)):
            paired.similar[at] = texts[-1]


def _may_be(column: DeclaredColumn, path: tuple[str, ...]) -> bool:
    """True if the printed header may be another wording of the declared one."""
    return any(fits(text, column.headers) for text in (path[-1], " ".join(path)))
