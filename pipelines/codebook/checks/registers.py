"""Checks of registers (lists of records): one repeat row alone in its block, over columns with roles and units.

Tables: form_rows of kind `repeat`, and form_columns of their blocks. Other forms are checked in forms.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from pipelines.codebook.errors import Problem, found, problem
from pipelines.codebook.schema import Row, Rows

ROLES = ("stt", "label", "entity_key", "value", "date", "context")
REGISTER_ONLY = ("entity_key", "date")  # roles that no other form may use
AT_MOST_ONCE = ("stt", "entity_key")  # `label` exactly once: checked in forms.py
COUNTED = ("indicator_code", "breakdown_code", "uom_code", "due_measures")  # what the number of records counts
BlockKey = tuple[str, int, int]


def check_registers(rows: Rows) -> list[Problem]:
    """Return the problems of every register, and of register columns in other forms."""
    measures = {row["measure_code"] for row in rows["measures"]}
    lines, columns = _by_block(rows["form_rows"]), _by_block(rows["form_columns"])
    problems: list[Problem] = []
    for key, of_block in lines.items():
        repeats = [line for line in of_block if line["row_kind"] == "repeat"]
        for line in repeats:
            problems += _row(line, len(of_block), measures)
        if repeats:
            problems += _columns(columns.get(key, []), repeats[0])
        else:
            for column in columns.get(key, []):
                if column["role"] in REGISTER_ONLY:
                    problems.append(problem("form_columns", column, "role", column["role"], "register_column"))
    return problems


def _row(line: Row, n_lines: int, measures: Collection[str]) -> Iterator[Problem]:
    """The repeat row is the only row of its block and states what its number of records counts, by one measure."""
    if n_lines > 1:
        yield problem("form_rows", line, "row_kind", found("found_repeat_rows", n=n_lines), "repeat_alone")
    for column in COUNTED:
        if line[column] is None:
            yield problem("form_rows", line, column, None, "counted")
    if line["due_measures"] is not None and line["due_measures"] not in measures:
        yield problem("form_rows", line, "due_measures", line["due_measures"], "one_measure")


def _columns(columns: list[Row], line: Row) -> Iterator[Problem]:
    """Columns have a register's roles; numbers have a unit and no indicator; the published key is not personal."""
    roles = Counter(column["role"] for column in columns)
    for role in AT_MOST_ONCE:
        if roles[role] > 1:
            yield problem("form_rows", line, "role", f"{roles[role]} × {role}", "at_most_one_column", role=role)
    for column in columns:
        role = column["role"]
        if role not in ROLES:
            yield problem("form_columns", column, "role", role, "one_of", values=", ".join(ROLES))
        if role == "value" and column["uom_code"] is None:
            yield problem("form_columns", column, "uom_code", None, "column_unit")
        for name in ("indicator_code", "measure_code"):
            if column[name] is not None:
                yield problem("form_columns", column, name, column[name], "entity_number")
        if role == "entity_key" and column["is_personal"]:
            yield problem("form_columns", column, "is_personal", "true", "public_key")


def _by_block(rows: list[Row]) -> dict[BlockKey, list[Row]]:
    groups: defaultdict[BlockKey, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["form_code"], row["form_version"], row["block_no"]].append(row)
    return groups
