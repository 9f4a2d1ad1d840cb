"""Finds a row form's tables by their printed codes: the row of column codes (A B 1 2), the row codes, the last row.

This exact way is tried first because it is fast. Where labels or headers contradict the codes it raises RefusedError,
and recognise/locate.py tries by_labels.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.codebook.text import digits_meant, name_fold
from pipelines.errors import Message, join
from pipelines.submissions.book.book import Box, Row, Sheet, Value, raw_text
from pipelines.submissions.layout.layouts import Block, DeclaredColumn, Form
from pipelines.submissions.match.cell_plan import CellPlan, plan_of
from pipelines.submissions.match.opposites import names_other_column
from pipelines.submissions.match.register_rows import last_row, running_number
from pipelines.submissions.match.rows import RowHint, pair_rows
from pipelines.submissions.problems import RefusedError, problem
from pipelines.submissions.reasons import reason
from pipelines.submissions.value.numbers import split_footnote
from pipelines.submissions.value.signatures import is_signature_line, signed_rows

HEADER = 5  # rows above the column codes where the headers stand
NO_END = 1 << 30  # a row below every sheet


@dataclass(slots=True)
class LocatedTable:
    """One declared block found on a sheet; rows and columns are numbers of the sheet, from 1."""

    block: Block
    first: int  # first header row
    code_row: int  # the row of column codes, or the last of the header
    columns: dict[int, DeclaredColumn]
    values: list[int]  # the columns that hold figures
    places: dict[str, int]  # role -> its first column
    plan: CellPlan
    codes: dict[int, str] = field(default_factory=dict[int, str])  # row -> row code as written, folded
    keys: dict[int, str] = field(default_factory=dict[int, str])  # row -> row key
    row_problems: dict[int, Message] = field(default_factory=dict[int, Message])  # why its figures cannot be taken
    hints: dict[int, RowHint] = field(default_factory=dict[int, RowHint])  # rows recognised not by their code
    heads: set[int] = field(default_factory=set[int])  # rows of the header printed again on a further page
    signed: set[int] = field(default_factory=set[int])  # rows of signatures, and all below them
    last: int = 0
    merged: list[Box] = field(default_factory=list[Box])  # those of the table's rows


def find_tables(sheet: Sheet, form: Form) -> list[LocatedTable]:
    """The form's blocks on this sheet, from the top.

    Raises RefusedError where a block is not there as declared; it names what is missing or contradicts.
    """
    folded = name_fold(sheet.name)
    tables: list[LocatedTable] = []
    start = 0
    for block in form.blocks:
        if block.sheet in ("", folded):
            tables.append(place_table(sheet, block, start))
            start = tables[-1].code_row
    if not tables:
        names = "”, “".join(block.sheet_name for block in form.blocks)
        raise RefusedError([problem("sheet_missing", sheet=names, found=sheet.name)])
    for table, following in zip(tables, [*(table.first for table in tables[1:]), NO_END], strict=True):
        table.last = end_table(sheet, table, following)
        table.merged = [box for box in sheet.merged if table.code_row < box.top <= table.last]
    return tables


def place_table(sheet: Sheet, block: Block, start: int) -> LocatedTable:
    """The block below row `start`, without its rows. Raises RefusedError."""
    code_row, places = _code_row(sheet, block, start)
    columns = {places[column.code]: column for column in block.columns if column.code}
    conflict = _coded_twice(sheet.rows[code_row], columns) or _other_header(sheet, columns, code_row, start)
    if conflict:
        raise RefusedError([problem("column_conflict", sheet=sheet.name, found=conflict)])
    values = [at for at, column in columns.items() if column.role == "value"]
    roles = {column.role: at for at, column in reversed(columns.items())}
    first = max(code_row - block.header_rows, start + 1)
    return LocatedTable(block, first, code_row, columns, values, roles, plan_of(block, columns))


def _code_row(sheet: Sheet, block: Block, start: int) -> tuple[int, dict[str, int]]:
    """The first row below `start` that holds every column code, and code -> column. Raises RefusedError."""
    coded = {column.code: column for column in block.columns if column.code}
    best: dict[str, int] = {}
    best_row = 0
    for row, line in sheet.rows.items():
        if row <= start or len(line) < len(coded) // 2:
            continue
        seen = {code: column for column, value in reversed(line.items()) if (code := code_text(value)) in coded}
        if len(seen) > len(best):  # the fullest row, for the message
            best, best_row = seen, row
        if len(seen) == len(coded):
            break
    expected = ", ".join(code.upper() for code in coded)
    if len(best) * 2 < len(coded) or not best:
        raise RefusedError([problem("header_not_found", sheet=sheet.name, expected=expected)])
    missing = ", ".join(f"{code.upper()} “{column.title}”" for code, column in coded.items() if code not in best)
    if missing:
        where = {"sheet": sheet.name, "row": str(best_row)}
        found = ", ".join(code.upper() for code in best)
        raise RefusedError([problem("columns_missing", **where, expected=missing, found=found)])
    if _rows_above(sheet, block, start, best_row) > 1:  # the codes of a further page; the first page lost its codes
        raise RefusedError([problem("header_not_found", sheet=sheet.name, expected=expected)])
    return best_row, best


def _coded_twice(line: Row, columns: dict[int, DeclaredColumn]) -> Message | None:
    """Columns of figures whose code stands over another column too: two months side by side."""
    codes = list(map(code_text, line.values()))
    twice = [spec for spec in columns.values() if spec.role == "value" and codes.count(spec.code) > 1]
    return join(reason("code_twice", code=spec.code.upper(), title=spec.title) for spec in twice) if twice else None


def _rows_above(sheet: Sheet, block: Block, start: int, code_row: int) -> int:
    """The number of the block's rows that stand above the column codes."""
    above = (line for row, line in sheet.rows.items() if start < row < code_row)
    return sum(any(type(v) is str and name_fold(v) in block.labels for v in line.values()) for line in above)


def _other_header(sheet: Sheet, columns: dict[int, DeclaredColumn], code_row: int, start: int) -> Message | None:
    """A moved column: one over whose code the header of another column stands."""
    known = {text: column for column in columns.values() for text in column.headers}
    for at, column in columns.items():
        for row in range(code_row - 1, max(start, code_row - 1 - HEADER), -1):
            header = sheet.rows.get(row, {}).get(at)
            if type(header) is str:
                titled = known.get(name_fold(header))
                is_other = titled.key != column.key if titled else names_other_column(header, column, columns.values())
                if is_other and name_fold(header) not in column.headers:
                    return reason("code_under_header", code=column.code.upper(), title=column.title, header=header)
                break  # the text next to the code is the column's header; above it stand those of groups
    return None


def code_text(value: Value) -> str:
    """A column code or row code as written, folded and without a footnote mark: `1`, `(1)`, the `3` of `3=1+2`."""
    return _folded_code(raw_text(value))


@lru_cache(maxsize=4096)  # the same ones come in every file of a form
def _folded_code(text: str) -> str:
    return name_fold(split_footnote(text)[0]).partition("=")[0].strip()


@lru_cache(maxsize=4096)
def _row_code(text: str) -> str:
    """A row's code as written, folded."""
    return digits_meant(name_fold(split_footnote(text)[0]))


def end_table(sheet: Sheet, table: LocatedTable, following: int) -> int:
    """The table's last row; also pairs its rows. Raises RefusedError where no row has a declared code.

    It is the last row with a declared code, or a row hanging on to it that has a code, a known label or a number.
    """
    rows = {row: line for row, line in sheet.rows.items() if table.code_row < row < following}
    if table.block.repeat:
        return end_register(sheet, table, rows)
    place = table.places.get("row_code", 0)
    table.codes = {row: _row_code(raw_text(line[place])) for row, line in rows.items() if place in line}
    known = [row for row, code in table.codes.items() if code in table.block.keys]
    if not known:
        raise RefusedError([problem("rows_not_found", sheet=sheet.name, expected=", ".join(table.block.rows))])
    if first := next((row for row, line in rows.items() if _is_signed(table, row, line, known)), 0):
        below = {row: line for row, line in rows.items() if row >= first}
        table.signed = signed_rows(below, known, repeated_header(table.columns, below))
        rows = {row: line for row, line in rows.items() if row not in table.signed}
        known = [row for row in known if row in rows]
    last = known[-1]
    while (line := rows.get(last + 1)) and (table.codes.get(last + 1, "").isdigit() or _belongs(table, line)):
        last += 1
    _name_rows(table, {row: line for row, line in rows.items() if row <= last})
    return last


def _is_signed(table: LocatedTable, row: int, line: Row, known: list[int]) -> bool:
    """True for a line of signatures below the first row with a declared code; such a row is never one itself."""
    return row > known[0] and row not in known and not _is_named(table, line) and is_signature_line(line)


def end_register(sheet: Sheet, table: LocatedTable, rows: dict[int, Row]) -> int:
    """The last row of a register among the rows below its header; sets `table.heads` and `table.signed`."""
    table.heads = repeated_header(table.columns, rows)
    numbered = {row for row, line in rows.items() if running_number(line.get(table.places.get("stt", 0)))}
    table.signed = signed_rows(rows, numbered, table.heads)
    body = {row: line for row, line in rows.items() if row not in table.heads | table.signed}
    return max(last_row(body, table.columns, sheet.merged), table.code_row)


def _belongs(table: LocatedTable, line: Row) -> bool:
    """True if a row without a code is still one of the table's: by its label, or by a number among the figures."""
    return _is_named(table, line) or any(isinstance(line.get(at), int | float) for at in table.values)


def _is_named(table: LocatedTable, line: Row) -> bool:
    return isinstance(label := line.get(table.places.get("label", 0)), str) and name_fold(label) in table.block.labels


def _name_rows(table: LocatedTable, rows: dict[int, Row]) -> None:
    """Pair each row with a declared row: by its code, unless a label contradicts one of them; else by all evidence."""
    block, label_at = table.block, table.places.get("label", 0)
    is_plain = True
    for row, line in rows.items():
        key = block.keys.get(table.codes.get(row, ""))
        label = line.get(label_at)
        folded = name_fold(label) if type(label) is str else None
        if key and (label is None or folded in block.rows[key].labels):
            table.keys[row] = key
        elif label is not None:
            named = block.labels.get(folded or "", ()) if row not in table.codes else ()
            if len(named) == 1 and block.rows[named[0]].kind == "heading":
                table.keys[row] = named[0]
            else:
                is_plain = False
    if not is_plain:
        table.heads = repeated_header(table.columns, rows)
        codes = {row: code for row, code in table.codes.items() if row in rows and row not in table.heads}
        labels = {row: raw_text(line[label_at]) for row, line in rows.items() if label_at in line}
        labels = {row: text for row, text in labels.items() if row not in table.heads}
        paired = pair_rows(block, codes, labels)
        table.keys, table.row_problems, table.hints = paired.keys, paired.problems, paired.hints
    reject_doubled_rows(table)


def reject_doubled_rows(table: LocatedTable) -> None:
    """Give rows that stand twice a problem: last month's table on the same sheet would fill this month's blanks.

    A single doubled row is left: where one of the two is blank, it takes nothing away.
    """
    if len(set(table.keys.values())) == len(table.keys):
        return
    rows_of: dict[str, list[int]] = {}
    for row, key in table.keys.items():
        rows_of.setdefault(key, []).append(row)
    twice = {key: rows for key, rows in rows_of.items() if len(rows) > 1 and table.block.rows[key].kind == "fixed"}
    for key, rows in twice.items() if len(twice) > 1 else ():
        listed = Message("rows", " và ".join(map(str, rows)), " and ".join(map(str, rows)))
        table.row_problems.update(dict.fromkeys(rows, reason("duplicate_slice.rows", key=key, rows=listed)))


def repeated_header(columns: dict[int, DeclaredColumn], rows: dict[int, Row]) -> set[int]:
    """The rows among `rows` where the header or its codes are printed again, at the top of a further page."""
    heads: set[int] = set()
    for row, line in rows.items():
        same = sum(at in line and code_text(line[at]) == column.code for at, column in columns.items())
        titles = sum(at in line and name_fold(raw_text(line[at])) in spec.headers for at, spec in columns.items())
        if 2 * max(same, titles) > len(columns):
            heads.add(row)
    return heads
