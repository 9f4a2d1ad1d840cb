"""One seed table: its CSV files as one typed polars frame, sorted by key, with a problem for every cell that cannot be.

Here belong files, columns and types. What the rows mean to each other is checked in check*.py.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.codebook.errors import Problem
from pipelines.codebook.schema import BOOL, DATE, FLOAT, INT, TABLES, TEXT, Column

Value = str | int | float | bool | date | None
POLARS = {TEXT: pl.String(), INT: pl.Int64(), FLOAT: pl.Float64(), BOOL: pl.Boolean(), DATE: pl.Date()}
_EXPECTED = {
    TEXT: ("chữ", "text"),
    INT: ("số nguyên, ví dụ 12", "an integer such as 12"),
    FLOAT: ("số thập phân dùng dấu chấm, ví dụ 0.5", "a decimal with a point, such as 0.5"),
    BOOL: ("true hoặc false", "true or false"),
    DATE: ("ngày dạng 2026-10-14", "a date such as 2026-10-14"),
}


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _int(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", text):  # int() would take 1_000 and blanks
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
    """`<table>.csv` and the files of the folder `<table>/`, in the order of their names; none is an empty table."""
    single = root / f"{table}.csv"
    return ([single] if single.exists() else []) + sorted((root / table).glob("*.csv"))


def read_table(root: Path, table: str, problems: list[Problem]) -> pl.DataFrame:
    """The typed table; problems are appended, a cell with a problem is left empty."""
    columns = TABLES[table].columns
    values: dict[str, list[Value]] = {name: [] for name in columns}
    for path in seed_files(root, table):
        _read_file(path, path.relative_to(root).as_posix(), table, values, problems)
    frame = pl.DataFrame(values, schema={name: POLARS[column.dtype] for name, column in columns.items()})
    return frame.sort(TABLES[table].key, nulls_last=True, maintain_order=True)


def _read_file(path: Path, name: str, table: str, values: dict[str, list[Value]], problems: list[Problem]) -> None:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem(table, name, "", f"byte {error.start}", "tệp mã hoá UTF-8", "a UTF-8 file"))
        return
    reader = csv.reader(text.splitlines(keepends=True))
    header = next(reader, list[str]())
    _check_header(header, name, table, problems)
    rows: list[list[str]] = []
    lines: list[int] = []
    for row in reader:
        if len(row) == len(header) and any(row):
            rows.append(row)
            lines.append(reader.line_num)
        elif any(row):
            expected = (f'{len(header)} ô; ô chứa dấu phẩy phải nằm trong "…"', f"{len(header)} cells, commas quoted")
            found = f"{len(row)} ô: {','.join(row)[:60]}"
            problems.append(Problem(table, f"{name}:{reader.line_num}", "", found, *expected))
    cells = dict(zip(header, zip(*rows, strict=True), strict=False)) if rows else {}
    for column_name, column in TABLES[table].columns.items():
        raws = cells.get(column_name, ())
        if column.dtype == TEXT and not (column.required and "" in raws):
            values[column_name] += [raw or None for raw in raws] or [None] * len(rows)
            continue
        # a column repeats itself: each spelling is typed once
        typed = {raw: _typed(raw, column) for raw in set(raws)}
        values[column_name] += [typed[raw][0] for raw in raws] or [None] * len(rows)
        if any(expected for _, expected in typed.values()):
            wrong = ((raw, line) for raw, line in zip(raws, lines, strict=True) if typed[raw][1])
            problems += [Problem(table, f"{name}:{line}", column_name, raw, *typed[raw][1]) for raw, line in wrong]


def _check_header(header: list[str], name: str, table: str, problems: list[Problem]) -> None:
    columns = TABLES[table].columns
    for column in header:
        if column not in columns or header.count(column) > 1:
            expected = ("cột của bảng, một lần", "a column of the table, once")
            problems.append(Problem(table, f"{name}:1", column, column, *expected))
    for column in columns:
        # an optional column may be absent: seeds and snapshots written before it existed stay good
        if column not in header and columns[column].required:
            problems.append(Problem(table, f"{name}:1", column, "thiếu cột", "có cột này", "this column is missing"))


def _typed(raw: str, column: Column) -> tuple[Value, tuple[str, ...]]:
    """The typed value, empty is missing, and what was expected where the cell cannot be."""
    if raw == "":
        return None, ("ô bắt buộc phải có giá trị", "a value is required") if column.required else ()
    try:
        return _PARSE[column.dtype](raw), ()
    except (ValueError, KeyError):
        return None, _EXPECTED[column.dtype]
