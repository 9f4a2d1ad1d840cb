"""Where a row form's tables lie on a sheet: the column-code row (A B 1 2), the row codes, the last row.

Here: finding them as declared, and the plan of each row. Not here: what becomes of the cells (row_form.py), tables that
lost their codes (by_labels.py). This way is tried first because it is fast; where labels or headers contradict the
codes it gives no answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.codebook.text import name_fold
from pipelines.submissions.book.book import Box, Row, Sheet, Value, raw_text
from pipelines.submissions.layout.layouts import Block, DeclaredColumn, Form
from pipelines.submissions.match.cell_plan import Plan, plan_of
from pipelines.submissions.match.opposites import is_of_another
from pipelines.submissions.match.register_rows import last_row
from pipelines.submissions.match.rows import pair_rows
from pipelines.submissions.messages import Refused, problem
from pipelines.submissions.value.numbers import without_mark

HEADER = 5  # rows above the column codes where the headers stand


@dataclass(slots=True)
class LocatedTable:
    """One block found on a sheet."""

    block: Block
    first: int  # first header row
    code_row: int
    columns: dict[int, DeclaredColumn]
    values: list[int]  # the columns that hold figures
    places: dict[str, int]  # role -> its first column
    plan: Plan
    codes: dict[int, str] = field(default_factory=lambda: {})  # row -> row code as written, folded
    keys: dict[int, str] = field(default_factory=lambda: {})  # row -> row key
    faults: dict[int, tuple[str, str]] = field(default_factory=lambda: {})  # row -> why its figures cannot be taken
    hints: dict[int, str] = field(default_factory=lambda: {})  # row -> how it was known, where not by its code
    heads: set[int] = field(default_factory=lambda: set())  # rows of the header printed again on a further page
    last: int = 0
    merged: list[Box] = field(default_factory=lambda: [])  # those of the table's rows


def find_tables(sheet: Sheet, form: Form) -> list[LocatedTable]:
    """The form's blocks on this sheet, from the top; Refused names what is missing."""
    folded = name_fold(sheet.name)
    tables: list[LocatedTable] = []
    start = 0
    for block in form.blocks:
        if block.sheet in ("", folded):
            tables.append(_table(sheet, block, start))
            start = tables[-1].code_row
    if not tables:
        names = "”, “".join(block.sheet_name for block in form.blocks)
        raise Refused([problem("sheet_missing", sheet=names, found=sheet.name)])
    for table, following in zip(tables, [*(table.first for table in tables[1:]), 1 << 30], strict=True):
        table.last = _last_row(sheet, table, following)
        table.merged = [box for box in sheet.merged if table.code_row < box[0] <= table.last]
    return tables


def _table(sheet: Sheet, block: Block, start: int) -> LocatedTable:
    """Find the column-code row: the first that holds every code, else the fullest, for the message."""
    coded = {column.code: column for column in block.columns if column.code}
    best: dict[str, int] = {}
    best_row = 0
    for row, line in sheet.rows.items():
        if row <= start or len(line) < len(coded) // 2:
            continue
        seen = {code: column for column, value in reversed(line.items()) if (code := code_text(value)) in coded}
        if len(seen) > len(best):
            best, best_row = seen, row
        if len(seen) == len(coded):
            break
    expected = ", ".join(column.code.upper() for column in block.columns if column.code)
    if len(best) * 2 < len(coded) or not best:
        raise Refused([problem("header_not_found", sheet=sheet.name, expected=expected)])
    missing = [f"{column.code.upper()} “{column.title}”" for code, column in coded.items() if code not in best]
    if missing:
        found = ", ".join(code.upper() for code in best)
        raise Refused(
            [problem("columns_missing", sheet=sheet.name, row=str(best_row), expected=", ".join(missing), found=found)]
        )
    if _rows_above(sheet, block, start, best_row) > 1:  # the codes of a further page; the first page lost its own
        raise Refused([problem("header_not_found", sheet=sheet.name, expected=expected)])
    columns = {best[code]: column for code, column in coded.items()}
    if contradiction := _coded_twice(sheet.rows[best_row], columns) or _other_header(sheet, columns, best_row, start):
        raise Refused([problem("column_conflict", sheet=sheet.name, found=contradiction)])
    values = [at for at, column in columns.items() if column.role == "value"]
    places = {column.role: at for at, column in reversed(columns.items())}
    first = max(best_row - block.header_rows, start + 1)
    return LocatedTable(block, first, best_row, columns, values, places, plan_of(block, columns))


def _coded_twice(line: Row, columns: dict[int, DeclaredColumn]) -> str:
    """A column of figures whose code stands over another column too: two months side by side."""
    codes = [code_text(value) for value in line.values()]
    twice = [spec for spec in columns.values() if spec.role == "value" and codes.count(spec.code) > 1]
    return "; ".join(f"mã cột {spec.code.upper()} (“{spec.title}”) có ở nhiều cột" for spec in twice)


def _rows_above(sheet: Sheet, block: Block, start: int, code_row: int) -> int:
    """Rows of the block that stand over the column codes."""
    above = (line for row, line in sheet.rows.items() if start < row < code_row)
    return sum(any(type(v) is str and name_fold(v) in block.labels for v in line.values()) for line in above)


def _other_header(sheet: Sheet, columns: dict[int, DeclaredColumn], code_row: int, start: int) -> str | None:
    """A column over whose code another column's header stands: somebody moved one without the other."""
    known = {text: column for column in columns.values() for text in column.headers}
    for at, column in columns.items():
        for row in range(code_row - 1, max(start, code_row - 1 - HEADER), -1):
            value = sheet.rows[row].get(at) if row in sheet.rows else None
            if type(value) is str:
                told = known.get(name_fold(value))
                is_other = told.key != column.key if told else is_of_another(value, column, columns.values())
                if is_other and name_fold(value) not in column.headers:
                    return f"cột mã {column.code.upper()} (“{column.title}”) mang tiêu đề “{value}”"
                break  # the text next to the code is the column's own; above it stand those of groups
    return None


def code_text(value: Value) -> str:
    """A column or row code as written, folded: 1, (1), `3=1+2`, with a footnote's mark behind it."""
    return name_fold(without_mark(raw_text(value))[0]).partition("=")[0].strip()


@lru_cache(maxsize=4096)
def _row_code(text: str) -> str:
    """A row's code as written, folded; the same ones come in every file of a form."""
    return name_fold(without_mark(text)[0])


def _last_row(sheet: Sheet, table: LocatedTable, following: int) -> int:
    """The last row with a declared code, and rows hanging on to it that carry a code, a known label or a number."""
    rows = {row: line for row, line in sheet.rows.items() if table.code_row < row < following}
    if table.block.repeat:
        table.heads = repeated_header(table.columns, rows)
        body = {row: line for row, line in rows.items() if row not in table.heads}
        return max(last_row(body, table.columns, sheet.merged), table.code_row)
    place = table.places.get("row_code", 0)
    table.codes = {row: _row_code(raw_text(line[place])) for row, line in rows.items() if place in line}
    known = [row for row, code in table.codes.items() if code in table.block.keys]
    if not known:
        raise Refused([problem("rows_not_found", sheet=sheet.name, expected=", ".join(table.block.rows))])
    last = known[-1]
    while (line := rows.get(last + 1)) and (table.codes.get(last + 1, "").isdigit() or _belongs(table, line)):
        last += 1
    _name_rows(table, {row: line for row, line in rows.items() if row <= last})
    return last


def _belongs(table: LocatedTable, line: Row) -> bool:
    """A row without a code that is one of the table's still: by its label, or by a number among the figures."""
    label = line.get(table.places.get("label", 0))
    is_named = isinstance(label, str) and name_fold(label) in table.block.labels
    return is_named or any(isinstance(line.get(at), int | float) for at in table.values)


def _name_rows(table: LocatedTable, rows: dict[int, Row]) -> None:
    """Which declared row each row is: by its code, where the label does not contradict it, else by all evidence."""
    block, label_at = table.block, table.places.get("label", 0)
    declared, keys = block.rows, block.keys
    is_odd = False
    for row, line in rows.items():
        key = keys.get(table.codes.get(row, ""))
        label = line.get(label_at)
        folded = name_fold(label) if type(label) is str else None
        if key and (label is None or folded in declared[key].labels):
            table.keys[row] = key
        elif label is not None:
            named = block.labels.get(folded or "", ()) if row not in table.codes else ()
            if len(named) == 1 and declared[named[0]].kind == "heading":
                table.keys[row] = named[0]
            else:
                is_odd = True
    if is_odd:
        table.heads = repeated_header(table.columns, rows)
        codes = {row: code for row, code in table.codes.items() if row in rows and row not in table.heads}
        labels = {row: raw_text(line[label_at]) for row, line in rows.items() if label_at in line}
        labels = {row: text for row, text in labels.items() if row not in table.heads}
        paired = pair_rows(block, codes, labels)
        table.keys, table.faults, table.hints = paired.keys, paired.faults, paired.hints
    refuse_twice(table)


def refuse_twice(table: LocatedTable) -> LocatedTable:
    """A line that stands twice: last month's table on the same sheet. What one leaves blank the other must not fill."""
    if len(set(table.keys.values())) == len(table.keys):
        return table
    rows_of: dict[str, list[int]] = {}
    for row, key in table.keys.items():
        rows_of.setdefault(key, []).append(row)
    twice = {key: rows for key, rows in rows_of.items() if len(rows) > 1 and table.block.rows[key].kind == "fixed"}
    for key, rows in twice.items() if len(twice) > 1 else ():  # of a single line, a blank one takes nothing away
        where = " và ".join(map(str, rows))
        why = f"mã số {key} có ở các dòng {where}, không rõ dòng nào của kỳ này; giữ lại một bảng"
        table.faults.update(dict.fromkeys(rows, ("duplicate_slice", why)))
    return table


def repeated_header(columns: dict[int, DeclaredColumn], rows: dict[int, Row]) -> set[int]:
    """The header and its codes, printed again at the top of a further page."""
    heads: set[int] = set()
    for row, line in rows.items():
        same = sum(at in line and code_text(line[at]) == column.code for at, column in columns.items())
        titles = sum(at in line and name_fold(raw_text(line[at])) in spec.headers for at, spec in columns.items())
        if 2 * max(same, titles) > len(columns):
            heads.add(row)
    return heads
