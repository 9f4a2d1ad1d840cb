"""Checks that follow from the schema alone: vocabularies, keys, references, ordered pairs, overlapping versions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from pipelines.codebook.errors import Problem, found, problem, row_key
from pipelines.codebook.placeholders import has_placeholder
from pipelines.codebook.schema import SEEDS, TEXT, Row, Rows

PROPOSED_TABLES = ("forms", "form_anchors", "form_blocks", "form_columns", "form_rows", "aliases")


class Pair(NamedTuple):
    """Two columns in order. Half-open dates may not be equal; a period may last one day."""

    low: str
    high: str
    may_be_equal: bool


PAIRS = (
    Pair("valid_from", "valid_to", False),
    Pair("start_date", "end_date", True),
    Pair("area_low", "area_high", True),
    Pair("people_low", "people_high", True),
    Pair("low", "high", True),
    Pair("bound_low", "bound_high", False),
    Pair("scale_low", "scale_high", False),
)
# Rows that agree in these columns are versions of one thing: they may not be in force on the same day.
VERSION_KEYS = {
    "area_versions": ("area_id",),
    "indicators": ("indicator_code",),
    "forms": ("form_code",),
    "rules": ("rule_code",),
    "obligation_rules": ("duty_code", "province_code"),
    "deadline_rules": ("province_code",),
    "schedule_rules": ("province_code",),
    "senders": ("sender_code", "reporter_kind", "reporter_code", "form_code"),
    "contacts": ("province_code",),
    "index_fields": ("index_code", "field_code"),
}


def check_schema(rows: Rows) -> list[Problem]:
    """Return every problem that the declaration of the tables shows."""
    problems: list[Problem] = []
    for table in PROPOSED_TABLES:
        problems += _placeholders(table, rows[table])
    for table in SEEDS:
        problems += _vocabularies(table, rows[table])
        problems += _duplicates(table, rows[table])
        problems += _dangling(table, rows)
        problems += _pairs(table, rows[table])
    for table, columns in VERSION_KEYS.items():
        problems += _overlaps(table, columns, rows[table])
    return problems


def _placeholders(table: str, rows: list[Row]) -> Iterator[Problem]:
    """No cell holds a placeholder that `chiso form diff` left for a person to choose."""
    names = [name for name, column in SEEDS[table].columns.items() if column.dtype == TEXT]
    for row in rows:
        for name in names:
            if row[name] is not None and has_placeholder(row[name]):
                yield problem(table, row, name, row[name], "placeholder_replaced")


def _vocabularies(table: str, rows: list[Row]) -> Iterator[Problem]:
    """Cells of a column with a closed vocabulary hold one of its words."""
    for name, column in SEEDS[table].columns.items():
        for row in rows if column.values else []:
            if row[name] is not None and row[name] not in column.values and not has_placeholder(row[name]):
                yield problem(table, row, name, row[name], "one_of", values=", ".join(column.values))


def _duplicates(table: str, rows: list[Row]) -> Iterator[Problem]:
    """Each key occurs once."""
    columns = SEEDS[table].key
    counts = Counter(tuple(row[column] for column in columns) for row in rows)
    for row in rows if len(counts) < len(rows) else ():
        if (count := counts.pop(tuple(row[column] for column in columns), 0)) > 1:
            yield problem(table, row, ", ".join(columns), found("found_rows", n=count), "key_once")


def _dangling(table: str, rows: Rows) -> Iterator[Problem]:
    """References point to a row that exists."""
    for name, column in SEEDS[table].columns.items():
        if not column.ref:
            continue
        target, target_column = column.ref.split(".")
        known = {row[target_column] for row in rows[target]}
        for row in rows[table]:
            if row[name] is not None and row[name] not in known and not has_placeholder(row[name]):
                yield problem(table, row, name, row[name], "code_of_table", table=target)


def _pairs(table: str, rows: list[Row]) -> Iterator[Problem]:
    """Ordered pairs are in order, where both ends have a value."""
    for low, high, may_be_equal in PAIRS:
        if low not in SEEDS[table].columns:
            continue
        for row in rows:
            if row[low] is None or row[high] is None:
                continue
            if row[low] > row[high] or (row[low] == row[high] and not may_be_equal):
                values = {"low": low, "sign": "<=" if may_be_equal else "<", "high": high}
                yield problem(table, row, high, f"{row[low]} … {row[high]}", "order", **values)


def _overlaps(table: str, columns: tuple[str, ...], rows: list[Row]) -> Iterator[Problem]:
    """Versions of one thing are not in force on the same day; unofficial index fields may overlap the official one."""
    groups: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["valid_from"] is not None and row.get("is_official") is not False:
            groups[tuple(row[column] or "" for column in columns)].append(row)
    for versions in groups.values():
        versions.sort(key=lambda row: row["valid_from"])
        for former, latter in pairwise(versions):
            if latter["valid_from"] < (former["valid_to"] or date.max):
                value = found("found_in_force", key=row_key(table, former), day=latter["valid_from"])
                yield problem(table, latter, "valid_from", value, "versions_apart")
