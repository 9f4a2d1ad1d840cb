"""Finds a block of declared rows on a sheet by the names of its rows and columns, with a score and findings.

Used only where the exact way (by_codes.py) fails. Rows are paired in rows.py, columns in columns.py; which form a sheet
is follows from the scores (recognise/by_layout.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipelines.codebook.text import name_fold
from pipelines.errors import Message
from pipelines.submissions.book.book import Row, Sheet, Value, raw_text
from pipelines.submissions.layout.layouts import Block, DeclaredColumn
from pipelines.submissions.match.by_codes import LocatedTable, code_text, reject_doubled_rows, repeated_header
from pipelines.submissions.match.cell_plan import plan_of
from pipelines.submissions.match.columns import PairedColumns, header_paths, header_zone, pair_columns
from pipelines.submissions.match.findings import Finding
from pipelines.submissions.match.rows import pair_rows
from pipelines.submissions.match.score import score_match
from pipelines.submissions.match.similarity import spellings
from pipelines.submissions.value.numbers import readings
from pipelines.submissions.value.signatures import is_signature_line, signed_rows

LONGEST_LABEL = 400  # characters; the longest row of a state budget has 190
FEWEST = 0.3  # of the due rows must be named, or the block is not here

Named = dict[int, dict[int, str]]  # column -> row -> row key


@dataclass(slots=True)
class Match:
    """A block found on a sheet."""

    table: LocatedTable
    score: float  # 0 to 1
    findings: list[Finding] = field(default_factory=list[Finding])
    doubts: list[Message] = field(default_factory=list[Message])  # why it is not read without a person
    columns: PairedColumns = field(default_factory=PairedColumns)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """The rows of a sheet below row `start`."""

    sheet: Sheet
    start: int
    rows: dict[int, Row]


def match_block(sheet: Sheet, block: Block, start: int = 0) -> Match | None:
    """The block below row `start`; None where fewer than FEWEST of its rows that ask for a figure are there."""
    rows = {row: line for row, line in sheet.rows.items() if row > start}
    labelled, coded = _named(rows, block)
    label_at = max(labelled, key=lambda at: len(set(labelled[at].values())), default=0)
    code_at = _code_column(block, rows, coded, labelled.get(label_at, {}), label_at)
    known = labelled.get(label_at, {}) | coded.get(code_at, {})
    due = set(block.due_rows)
    if len(due.intersection(known.values())) < max(1, FEWEST * len(due)):
        return None
    first = min(known)
    signed = _below_signatures(rows, known, due)
    last = max(known.keys() - signed)
    columns = _columns(SheetPart(sheet, start, rows), block, (first, last), label_at, code_at)
    table = LocatedTable(
        block=block,
        first=columns.top,
        code_row=first - 1,
        columns=columns.found,
        values=[at for at, column in columns.found.items() if column.role == "value"],
        places={column.role: at for at, column in sorted(columns.found.items(), reverse=True)},
        plan=plan_of(block, columns.found),
    )
    _set_end(table, rows, known, signed)
    table.merged = [box for box in sheet.merged if first <= box.top <= table.last]
    labels = _pair(table, rows, label_at, code_at)
    reject_doubled_rows(table)
    return Match(table, *score_match(sheet, table, columns, labels), columns)


def _below_signatures(rows: dict[int, Row], known: dict[int, str], due: set[str]) -> set[int]:
    """The rows from the first line of signatures on; empty where too few of the block's rows stand above it."""
    below = {row: line for row, line in rows.items() if row > min(known)}
    first = next((row for row, line in below.items() if row not in known and is_signature_line(line)), 0)
    above = {key for row, key in known.items() if row < first}
    if len(above & due) < max(1, FEWEST * len(due)):
        return set()
    return {row for row in below if row >= first}


def _set_end(table: LocatedTable, rows: dict[int, Row], known: dict[int, str], signed: set[int]) -> None:
    """Set the table's last row, the headers printed again, and the rows of signatures between and below them."""
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
    """Pair the table's rows with the declared ones; returns row -> label as printed."""
    left_out = table.heads | table.signed
    inside = {row: line for row, line in rows.items() if table.code_row < row <= table.last and row not in left_out}
    labels = {row: raw_text(line[label_at]) for row, line in inside.items() if label_at in line}
    table.codes = {row: code_text(line[code_at]) for row, line in inside.items() if code_at in line}
    paired = pair_rows(table.block, table.codes, labels)
    table.keys, table.row_problems, table.hints = paired.keys, paired.problems, paired.hints
    return labels


def _named(rows: dict[int, Row], block: Block) -> tuple[Named, Named]:
    """Where declared labels stand, and where declared row codes do."""
    labelled: Named = {}
    coded: Named = {}
    for row, line in rows.items():
        for column, value in line.items():
            if isinstance(value, str) and len(value) <= LONGEST_LABEL:
                label = next((text for text in spellings(value) if text in block.labels), None)
                if label:
                    labelled.setdefault(column, {})[row] = block.labels[label][0]
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
        others = (other for other in block.columns if other is not spec)
        is_other = any(not texts.isdisjoint(other.headers) for other in others)  # 1, 2 of STT
        if at != label_at and not is_other and (headed or agreed >= max(3, 0.8 * len(both))):
            literal = sum(raw_text(rows[row][at]).strip() == key for row, key in keys.items())
            counts[at] = (len(set(keys.values())), literal)
    return max(counts, key=lambda at: counts[at], default=0)


def _columns(part: SheetPart, block: Block, span: tuple[int, int], label_at: int, code_at: int) -> PairedColumns:
    """The columns of the table whose rows are `span`, and where its header begins."""
    first, last = span
    left, right = width(part.rows, first, last, label_at or code_at)
    zone = header_zone(part.sheet, first, part.start, left, right)
    inside = [line for row, line in part.rows.items() if first <= row <= last]
    filled = Counter(at for line in inside for at, value in line.items() if _is_figure(value))
    columns = pair_columns(block, header_paths(zone, part.sheet.merged), filled)
    columns.top = min(zone, default=first)
    _put(columns, block, "label", label_at)
    _put(columns, block, "row_code", code_at)
    if not any(column.role == "value" for column in columns.found.values()):
        _by_position(columns, block, inside, label_at or code_at)
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


def _by_position(columns: PairedColumns, block: Block, inside: list[Row], anchor: int) -> None:
    """Where no header names a column of figures: as many filled ones right of the labels as declared are a proposal."""
    right = {at for line in inside for at, value in line.items() if at > anchor and _is_figure(value)}
    filled = right - columns.found.keys()
    declared = [column for column in block.columns if column.role == "value"]
    if len(filled) == len(declared):
        for at, column in zip(sorted(filled), declared, strict=True):
            columns.found[at], columns.similar[at] = column, ""


def _put(columns: PairedColumns, block: Block, role: str, at: int) -> None:
    """Pair a column by what stands in it, whatever its header says."""
    spec: DeclaredColumn | None = next((column for column in block.columns if column.role == role), None)
    if at and spec:
        for other in [place for place, column in columns.found.items() if column.key == spec.key]:
            del columns.found[other]
        columns.found[at] = spec
        columns.similar.pop(at, None)
        columns.conflicts = [conflict for conflict in columns.conflicts if conflict.at != at]
