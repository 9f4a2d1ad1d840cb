"""Reading of one seed table: its CSV files as a typed polars frame, with a problem for every cell that cannot be typed.

What rows mean to each other is checked in checks/.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.codebook.errors import Problem, found, problem_at
from pipelines.codebook.schema import BOOL, DATE, FLOAT, INT, TABLES, TEXT, Column, Row

Value = str | int | float | bool | date | None
POLARS = {TEXT: pl.String(), INT: pl.Int64(), FLOAT: pl.Float64(), BOOL: pl.Boolean(), DATE: pl.Date()}
EXPECTED = {INT: "integer", FLOAT: "decimal", BOOL: "boolean", DATE: "date"}  # codes of messages.py


class Typed(NamedTuple):
    """The typed value of a cell (None if empty or wrong), and what is expected (code of a message) if it is wrong."""

    value: Value
    expected: str = ""


class Lines(NamedTuple):
    """The rows of a file as text, each with the number of the line on which it ends."""

    rows: list[list[str]]
    numbers: list[int]


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _int(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", text):  # int() also accepts 1_000 and blanks
        raise ValueError(text)
    return int(text)


_PARSE: dict[str, Callable[[str], Value]] = {
    TEXT: str,
    INT: _int,
    FLOAT: _float,
    BOOL: lambda text: {"true": True, "false": False}[text],
    DATE: date.fromisoformat,
}


def seed_files(root: Path, table: str) -> list[Path]:
    """Return `<table>.csv` and the files of the folder `<table>/`, sorted by name; none for an empty table."""
    single = root / f"{table}.csv"
    return ([single] if single.exists() else []) + sorted((root / table).glob("*.csv"))


def read_table(root: Path, table: str, problems: list[Problem]) -> pl.DataFrame:
    """Return the table below `root`, typed and sorted by its key.

    Problems are appended to `problems`; a cell with a problem is empty in the result.
    """
    columns = TABLES[table].columns
    values: dict[str, list[Value]] = {name: [] for name in columns}
    for path in seed_files(root, table):
        _read_file(path, path.relative_to(root).as_posix(), table, values, problems)
    frame = pl.DataFrame(values, schema={name: POLARS[column.dtype] for name, column in columns.items()})
    return frame.sort(TABLES[table].key, nulls_last=True, maintain_order=True)


def table_frame(table: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Return rows made in code as a typed table; a column that a row lacks is empty."""
    columns = TABLES[table].columns
    values = {name: [row.get(name) for row in rows] for name in columns}
    return pl.DataFrame(values, schema={name: POLARS[column.dtype] for name, column in columns.items()}, strict=False)


def _read_file(path: Path, name: str, table: str, values: dict[str, list[Value]], problems: list[Problem]) -> None:
    """Append the typed cells of one file to `values`, column by column."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(problem_at(table, name, "", f"byte {error.start}", "utf8_file"))
        return
    reader = csv.reader(text.splitlines(keepends=True))
    header = next(reader, list[str]())
    problems += _header_problems(header, name, table)
    lines = Lines([], [])
    for row in reader:
        if len(row) == len(header) and any(row):
            lines.rows.append(row)
            lines.numbers.append(reader.line_num)
        elif any(row):
            cells = found("found_cells", n=len(row), cells=",".join(row)[:60])
            problems.append(problem_at(table, f"{name}:{reader.line_num}", "", cells, "cells_in_line", n=len(header)))
    texts = dict(zip(header, zip(*lines.rows, strict=True), strict=False)) if lines.rows else {}
    for column_name, column in TABLES[table].columns.items():
        raws = texts.get(column_name, ())
        if column.dtype == TEXT and not (column.required and "" in raws):
            values[column_name] += [raw or None for raw in raws] or [None] * len(lines.rows)
            continue
        typed = {raw: _typed(raw, column) for raw in set(raws)}  # values repeat: each spelling is typed once
        values[column_name] += [typed[raw].value for raw in raws] or [None] * len(lines.rows)
        if any(cell.expected for cell in typed.values()):
            wrong = ((raw, n) for raw, n in zip(raws, lines.numbers, strict=True) if typed[raw].expected)
            problems += [problem_at(table, f"{name}:{n}", column_name, raw, typed[raw].expected) for raw, n in wrong]


def _header_problems(header: Sequence[str], name: str, table: str) -> list[Problem]:
    """Return the columns that the schema does not know or that occur twice, and the required ones that are absent.

    An optional column may be absent, so that seeds and snapshots written before it existed remain valid.
    """
    columns, place = TABLES[table].columns, f"{name}:1"
    problems = [
        problem_at(table, place, column, column, "column_once")
        for column in header
        if column not in columns or header.count(column) > 1
    ]
    absent = [column for column in columns if column not in header and columns[column].required]
    return problems + [
        problem_at(table, place, column, found("found_no_column"), "column_present") for column in absent
    ]


def _typed(raw: str, column: Column) -> Typed:
    if raw == "":
        return Typed(None, "required" if column.required else "")
    try:
        return Typed(_PARSE[column.dtype](raw))
    except (ValueError, KeyError):
        return Typed(None, EXPECTED[column.dtype])
