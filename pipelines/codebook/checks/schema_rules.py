"""What the declarations alone can tell: closed vocabularies, keys, references, ordered pairs, versions that overlap.

Here belong checks that read no meaning into a table beyond its declaration. Meaning is in the other check_*.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from pipelines.codebook.errors import Problem
from pipelines.codebook.placeholders import has_placeholder
from pipelines.codebook.schema import TABLES, TEXT

Row = dict[str, Any]
PROPOSED = ("forms", "form_anchors", "form_blocks", "form_columns", "form_rows", "aliases")
Rows = dict[str, list[Row]]

# (lower, upper, may they be equal): half-open dates may not, a period may last a day
PAIRS = (
    *(("valid_from", "valid_to", False), ("start_date", "end_date", True)),
    *(("area_low", "area_high", True), ("people_low", "people_high", True)),
    *(("low", "high", True), ("bound_low", "bound_high", False), ("scale_low", "scale_high", False)),
)
# versions of the same thing: whatever shares these columns may not be valid on the same day
SAME_THING = {
    "area_versions": ("area_id",),
    "indicators": ("indicator_code",),
    "forms": ("form_code",),
    "rules": ("rule_code",),
    "obligation_rules": ("duty_code", "province_code"),
    "deadline_rules": ("province_code",),
    "senders": ("sender_code", "reporter_kind", "reporter_code", "form_code"),
    "index_fields": ("index_code", "field_code"),
}


def key_of(table: str, row: Row) -> str:
    """The row's key as it is shown to a reader."""
    return "/".join("" if row[column] is None else str(row[column]) for column in TABLES[table].key)


def check_schema(rows: Rows) -> list[Problem]:
    """Every problem that the declaration of the tables shows."""
    problems: list[Problem] = []
    for table in PROPOSED:
        problems += _open(table, rows[table])
    for table in TABLES:
        problems += _vocabularies(table, rows[table])
        problems += _duplicates(table, rows[table])
        problems += _dangling(table, rows)
        problems += _pairs(table, rows[table])
    for table, same in SAME_THING.items():
        problems += _overlaps(table, same, rows[table])
    return problems


def _vocabularies(table: str, rows: list[Row]) -> Iterator[Problem]:
    for name, column in TABLES[table].columns.items():
        for row in rows if column.values else []:
            if row[name] is not None and row[name] not in column.values and not has_placeholder(row[name]):
                words = ", ".join(column.values)
                yield Problem(table, key_of(table, row), name, row[name], f"một trong: {words}", f"one of: {words}")


def _open(table: str, rows: list[Row]) -> Iterator[Problem]:
    """What `chiso form diff` left for a person to choose."""
    names = [name for name, column in TABLES[table].columns.items() if column.dtype == TEXT]
    for row in rows:
        for name in names:
            if row[name] is not None and has_placeholder(row[name]):
                expected = ("người phụ trách chọn và thay chỗ trong dấu < >", "a choice in place of the mark in < >")
                yield Problem(table, key_of(table, row), name, row[name], *expected)


def _duplicates(table: str, rows: list[Row]) -> Iterator[Problem]:
    columns = TABLES[table].key
    counts = Counter(tuple(row[column] for column in columns) for row in rows)
    for row in rows if len(counts) < len(rows) else ():
        if (count := counts.pop(tuple(row[column] for column in columns), 0)) > 1:
            expected = ("khoá chỉ xuất hiện một lần", "the key once only")
            yield Problem(table, key_of(table, row), ", ".join(columns), f"{count} dòng", *expected)


def _dangling(table: str, rows: Rows) -> Iterator[Problem]:
    for name, column in TABLES[table].columns.items():
        if not column.ref:
            continue
        target, target_column = column.ref.split(".")
        known = {row[target_column] for row in rows[target]}
        for row in rows[table]:
            if row[name] is not None and row[name] not in known and not has_placeholder(row[name]):
                expected = (f"mã có trong bảng {target}", f"a code of table {target}")
                yield Problem(table, key_of(table, row), name, row[name], *expected)


def _pairs(table: str, rows: list[Row]) -> Iterator[Problem]:
    for low, high, may_equal in PAIRS:
        if low not in TABLES[table].columns:
            continue
        for row in rows:
            if row[low] is None or row[high] is None or row[low] < row[high] or (may_equal and row[low] == row[high]):
                continue
            sign = "<=" if may_equal else "<"
            found = f"{row[low]} … {row[high]}"
            yield Problem(table, key_of(table, row), high, found, f"{low} {sign} {high}", f"{low} {sign} {high}")


def _overlaps(table: str, same: tuple[str, ...], rows: list[Row]) -> Iterator[Problem]:
    """Neighbours by valid_from within one thing; unofficial index fields are trials beside the official one."""
    groups: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["valid_from"] is not None and row.get("is_official") is not False:
            groups[tuple(row[column] or "" for column in same)].append(row)
    for versions in groups.values():
        versions.sort(key=lambda row: row["valid_from"])
        for former, latter in pairwise(versions):
            if latter["valid_from"] < (former["valid_to"] or date.max):
                found = f"{key_of(table, former)} còn hiệu lực ngày {latter['valid_from']}"
                expected = ("các bản của cùng một mã không trùng ngày hiệu lực", "versions valid on different days")
                yield Problem(table, key_of(table, latter), "valid_from", found, *expected)
