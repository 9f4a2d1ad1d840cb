"""A register that can be read and counted: one repeat row, alone in its block, over columns that say what they hold.

Here belong blocks with a row of kind repeat, and the column roles that only these have. Other forms: forms.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipelines.codebook.checks.schema_rules import Row, Rows, key_of
from pipelines.codebook.errors import Problem

ROLES = ("stt", "label", "entity_key", "value", "date", "context")
OWN = ("entity_key", "date")
ONCE = ("stt", "entity_key")  # and its label, as forms.py has it
COUNTED = ("indicator_code", "breakdown_code", "uom_code", "due_measures")  # what the number of its rows is
Key = tuple[str, int, int]


def check_registers(rows: Rows) -> list[Problem]:
    """Faults of every register, and of columns that would be one's."""
    measures = {row["measure_code"] for row in rows["measures"]}
    lines, columns = _by_block(rows["form_rows"]), _by_block(rows["form_columns"])
    problems: list[Problem] = []
    for key, own in lines.items():
        repeats = [line for line in own if line["row_kind"] == "repeat"]
        for line in repeats:
            problems += _row(line, len(own), measures)
        if repeats:
            problems += _columns(columns.get(key, []), repeats[0])
        else:
            for column in columns.get(key, []):
                if column["role"] in OWN:
                    expected = ("cột của danh sách (dòng repeat)", "a column of a register (a repeat row)")
                    problems.append(_problem("form_columns", column, "role", column["role"], expected))
    return problems


def _row(line: Row, n_lines: int, measures: set[str]) -> Iterator[Problem]:
    """It stands alone, and says what its number of records counts, by one measure."""
    if n_lines > 1:
        expected = ("dòng repeat đứng một mình trong khối", "a repeat row alone in its block")
        yield _problem("form_rows", line, "row_kind", f"repeat, {n_lines} dòng", expected)
    for name in COUNTED:
        if line[name] is None:
            expected = ("có giá trị: số dòng của danh sách đếm cái gì", "a value: what the number of records counts")
            yield _problem("form_rows", line, name, "", expected)
    if line["due_measures"] is not None and line["due_measures"] not in measures:
        yield _problem("form_rows", line, "due_measures", line["due_measures"], ("một phép đo", "one measure"))


def _columns(columns: list[Row], line: Row) -> Iterator[Problem]:
    """Roles of a register; numbers with a unit and no slice; a key that may be shown, since it is published."""
    roles = Counter(column["role"] for column in columns)
    for role in ONCE:
        if roles[role] > 1:
            expected = (f"nhiều nhất một cột {role}", f"at most one {role} column")
            yield _problem("form_rows", line, "role", f"{roles[role]} × {role}", expected)
    for column in columns:
        role = column["role"]
        if role not in ROLES:
            words = ", ".join(ROLES)
            yield _problem("form_columns", column, "role", role, (f"một trong: {words}", f"one of: {words}"))
        if role == "value" and column["uom_code"] is None:
            yield _problem("form_columns", column, "uom_code", "", ("đơn vị tính của cột", "the column's unit"))
        for name in ("indicator_code", "measure_code"):
            if column[name] is not None:
                expected = ("để trống: số của đối tượng, không phải của địa bàn", "empty: an entity's, not an area's")
                yield _problem("form_columns", column, name, column[name], expected)
        if role == "entity_key" and column["is_personal"]:
            expected = ("false: mã đối tượng được công bố", "false: the key of an entity is published")
            yield _problem("form_columns", column, "is_personal", "true", expected)


def _by_block(rows: list[Row]) -> dict[Key, list[Row]]:
    groups: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["form_code"], row["form_version"], row["block_no"]].append(row)
    return groups


def _problem(table: str, row: Row, column: str, found: object, expected: tuple[str, str]) -> Problem:
    return Problem(table, key_of(table, row), column, str(found), *expected)
