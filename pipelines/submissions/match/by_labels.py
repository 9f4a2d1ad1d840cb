"""A block of declared rows found on a sheet by what its rows and columns are called, with a score and an explanation.

Here: where the table lies, and how much of it is there. Not here: pairing itself (rows.py, columns.py),
what is told about it (score.py), which form it is (by_layout.py). Runs only where the exact way (by_codes.py) fails.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Row, Sheet, Value, raw_text
from pipelines.submissions.layout.layouts import Block, DeclaredColumn
from pipelines.submissions.match.by_codes import LocatedTable, code_text, refuse_twice, repeated_header
from pipelines.submissions.match.cell_plan import plan_of
from pipelines.submissions.match.columns import Columns, header_paths, header_zone, pair_columns
from pipelines.submissions.match.findings import Finding
from pipelines.submissions.match.rows import pair_rows
from pipelines.submissions.match.score import score_match
from pipelines.submissions.match.similarity import spellings
from pipelines.submissions.value.numbers import readings
from pipelines.submissions.value.signatures import signed_rows, signs

LONGEST_LABEL = 400  # characters; the longest row of a state budget has 190
FEWEST = 0.3  # of the due rows must be named, or the block is not here

Named = dict[int, dict[int, str]]  # column -> row -> row key


@dataclass(slots=True)
class Match:
    """A block on a sheet; `score` is 0 to 1, `doubts` are what forbids to read it without a person."""

    table: LocatedTable
    score: float
    findings: list[Finding] = field(default_factory=lambda: [])
    doubts: list[str] = field(default_factory=lambda: [])
    columns: Columns = field(default_factory=Columns)


def match_block(sheet: Sheet, block: Block, start: int = 0, end: int = 1 << 30) -> Match | None:
    """The block between two rows of the sheet; None where too few of its rows are there."""
    rows = {row: line for row, line in sheet.rows.items() if start < row < end}
    labelled, coded = _named(rows, block)
    label_at = max(labelled, key=lambda at: len(set(labelled[at].values())), default=0)
    code_at = _code_column(block, rows, coded, labelled.get(label_at, {}), label_at)
    known = labelled.get(label_at, {}) | coded.get(code_at, {})
    if len(set(block.due_rows).intersection(known.values())) < max(1, FEWEST * len(block.due_rows)):
        return None
    first = min(known)
    signed = _signed(rows, known, set(block.due_rows))
    last = max(known.keys() - signed)
    columns = _columns(sheet, block, rows, (first, last), start, label_at or code_at)
    _put(columns, block, "label", label_at)
    _put(columns, block, "row_code", code_at)
    if not any(column.role == "value" for column in columns.found.values()):
        _by_place(columns, block, [line for row, line in rows.items() if first <= row <= last], label_at or code_at)
    table = LocatedTable(
        block=block,
        first=columns.top,
        code_row=first - 1,
        columns=columns.found,
        values=[at for at, column in columns.found.items() if column.role == "value"],
        places={column.role: at for at, column in sorted(columns.found.items(), reverse=True)},
        plan=plan_of(block, columns.found),
    )
    _limit(table, rows, known, signed)
    table.merged = [box for box in sheet.merged if first <= box[0] <= table.last]
    labels = _pair(table, rows, label_at, code_at)
    return Match(refuse_twice(table), *score_match(sheet, table, columns, labels), columns)


def _signed(rows: dict[int, Row], known: dict[int, str], due: set[str]) -> set[int]:
    """The first line of signatures below enough of the block's rows, and all below it."""
    below = {row: line for row, line in rows.items() if row > min(known)}
    first = next((row for row, line in below.items() if row not in known and signs(line)), 0)
    above = {key for row, key in known.items() if row < first}
    if len(above & due) < max(1, FEWEST * len(due)):
        return set()
    return {row for row in below if row >= first}


def _limit(table: LocatedTable, rows: dict[int, Row], known: dict[int, str], signed: set[int]) -> None:
    """The last row, the headers printed again, and what is signatures between them and below."""
    inside = {row: line for row, line in rows.items() if table.code_row < row <= max(known)}
    table.heads = repeated_header(table.columns, inside)
    if signed:
        table.signed = signed_rows({row: rows[row] for row in sorted(signed)}, known, table.heads)
    table.last = max(known.keys() - table.signed)
    while (line := rows.get(table.last + 1)) and any(isinstance(line.get(at), int | float) for at in table.values):
        if table.last + 1 in table.signed:
            break
        table.last += 1
    table.heads = {row for row in table.heads if row <= table.last}


def _pair(table: LocatedTable, rows: dict[int, Row], label_at: int, code_at: int) -> dict[int, str]:
    """Which declared row each row is; returns their labels."""
    left_out = table.heads | table.signed
    inside = {row: line for row, line in rows.items() if table.code_row < row <= table.last and row not in left_out}
    labels = {row: raw_text(line[label_at]) for row, line in inside.items() if label_at in line}
    table.codes = {row: code_text(line[code_at]) for row, line in inside.items() if code_at in line}
    paired = pair_rows(table.block, table.codes, labels)
    table.keys, table.faults, table.hints, table.similar = paired.keys, paired.faults, paired.hints, paired.similar
    return labels


def _named(rows: dict[int, Row], block: Block) -> tuple[Named, Named]:
    """Where declared labels stand, and where declared row codes do."""
    labelled: Named = {}
    coded: Named = {}
    for row, line in rows.items():
        for column, value in line.items():
            if isinstance(value, str) and len(value) <= LONGEST_LABEL:
                form = next((form for form in spellings(value) if form in block.labels), None)
                if form:
                    labelled.setdefault(column, {})[row] = block.labels[form][0]
            if key := block.keys.get(code_text(value)):
                coded.setdefault(column, {})[row] = key
    return labelled, coded


def _code_column(block: Block, rows: dict[int, Row], coded: Named, labelled: dict[int, str], label_at: int) -> int:
    """The column whose codes agree with the labels beside them, or that is headed as the column of codes; else 0."""
    spec = next((column for column in block.columns if column.role == "row_code"), None)
    counts: dict[int, tuple[int, int]] = {}  # different rows, and codes written in full: 01, not the 1 of STT
    if spec is None:
        return 0
    for at, keys in coded.items():
        both = keys.keys() & labelled.keys()
        agreed = sum(keys[row] == labelled[row] for row in both)
        texts = {name_fold(raw_text(line[at])) for line in rows.values() if at in line}
        headed = not texts.isdisjoint(spec.headers)
        is_other = any(
            not texts.isdisjoint(other.headers) for other in block.columns if other is not spec
        )  # 1, 2 of STT
        if at != label_at and not is_other and (headed or agreed >= max(3, 0.8 * len(both))):
            literal = sum(raw_text(rows[row][at]).strip() == key for row, key in keys.items())
            counts[at] = (len(set(keys.values())), literal)
    return max(counts, key=lambda at: counts[at], default=0)


def _columns(
    sheet: Sheet, block: Block, rows: dict[int, Row], span: tuple[int, int], start: int, anchor: int
) -> Columns:
    """The columns of the table whose rows are `span`, and where its header begins."""
    first, last = span
    left, right = width(rows, first, last, anchor)
    zone = header_zone(sheet, first, start, left, right)
    inside = [line for row, line in rows.items() if first <= row <= last]
    filled = Counter(at for line in inside for at, value in line.items() if _is_figure(value))
    columns = pair_columns(block, header_paths(zone, sheet.merged), filled)
    columns.top = min(zone, default=first)
    return columns


def width(rows: dict[int, Row], first: int, last: int, anchor: int) -> tuple[int, int]:
    """First and last column of the table around its column of labels: two empty columns end it."""
    used = {at for row, line in rows.items() if first - 3 <= row <= last for at in line}
    left = right = anchor
    while {right + 1, right + 2} & used:
        right += 1
    while left > 1 and {left - 1, left - 2} & used:
        left -= 1
    return left, right


def _is_figure(value: Value) -> bool:
    return bool(readings(value.strip())) if isinstance(value, str) else True


def _by_place(columns: Columns, block: Block, inside: list[Row], anchor: int) -> None:
    """No header tells a column of figures: where as many stand right of the labels as declared, this is a proposal."""
    right = {at for line in inside for at, value in line.items() if at > anchor and _is_figure(value)}
    filled = right - columns.found.keys()
    declared = [column for column in block.columns if column.role == "value"]
    if len(filled) == len(declared):
        for at, column in zip(sorted(filled), declared, strict=True):
            columns.found[at], columns.similar[at] = column, "(không có tiêu đề)"


def _put(columns: Columns, block: Block, role: str, at: int) -> None:
    """A column known by what stands in it is that column, whatever its header says."""
    spec: DeclaredColumn | None = next((column for column in block.columns if column.role == role), None)
    if at and spec:
        for other in [place for place, column in columns.found.items() if column.key == spec.key]:
            del columns.found[other]
        columns.found[at] = spec
        columns.similar.pop(at, None)
        columns.conflicts = [conflict for conflict in columns.conflicts if conflict[0] != at]
