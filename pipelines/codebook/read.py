"""Reading of one seed table: its CSV files as a typed polars frame, with a problem for every cell that cannot be typed.

What rows mean to each other is checked in checks/.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.codebook.damage.spreadsheet import day, decode, separator, spoilt_text, truth, workbooks
from pipelines.codebook.damage.spreadsheet import number as as_number
from pipelines.codebook.errors import Problem, found, problem_at, repaired
from pipelines.codebook.schema import BOOL, DATE, FLOAT, INT, SEEDS, TEXT, Column, Row
from pipelines.errors import Message

Value = str | int | float | bool | date | None
POLARS = {TEXT: pl.String(), INT: pl.Int64(), FLOAT: pl.Float64(), BOOL: pl.Boolean(), DATE: pl.Date()}
SIGNS = {";": "found_semicolons", "\t": "found_tabs", "|": "found_bars"}
EXPECTED = {INT: "integer", FLOAT: "decimal", BOOL: "boolean", DATE: "date"}  # codes of messages.py


class Typed(NamedTuple):
    """The typed value of a cell (None if empty or wrong), and what is expected (code of a message) if it is wrong."""

    value: Value
    expected: str = ""


class SeedLines(NamedTuple):
    """A file as text: its header and its rows, each with the number of the line on which it ends."""

    header: list[str]
    rows: list[list[str]]
    numbers: list[int]


class Place(NamedTuple):
    """A column of a file of a table."""

    table: str
    file: str
    column: str


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
    columns = SEEDS[table].columns
    values: dict[str, list[Value]] = {name: [] for name in columns}
    for path in seed_files(root, table):
        _read_file(path, path.relative_to(root).as_posix(), table, values, problems)
    frame = pl.DataFrame(values, schema={name: POLARS[column.dtype] for name, column in columns.items()})
    return frame.sort(SEEDS[table].key, nulls_last=True, maintain_order=True)


def table_frame(table: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Return rows made in code as a typed table; a column that a row lacks is empty."""
    columns = SEEDS[table].columns
    values = {name: [row.get(name) for row in rows] for name in columns}
    return pl.DataFrame(values, schema={name: POLARS[column.dtype] for name, column in columns.items()}, strict=False)


def _read_file(path: Path, name: str, table: str, values: dict[str, list[Value]], problems: list[Problem]) -> None:
    """Append the typed cells of one file to `values`, column by column."""
    sheet = seed_lines(path, name, table, problems)
    problems += _header_problems(sheet.header, name, table)
    texts = dict(zip(sheet.header, zip(*sheet.rows, strict=True), strict=False)) if sheet.rows else {}
    for column_name, column in SEEDS[table].columns.items():
        raws = texts.get(column_name, ())
        place = Place(table, name, column_name)
        if column.dtype == TEXT and not (column.required and "" in raws):
            values[column_name] += [raw or None for raw in raws] or [None] * len(sheet.rows)
            problems += _spoilt(place, raws, sheet.numbers)
            continue
        typed = {raw: _typed(raw, column) for raw in set(raws)}  # values repeat: each spelling is typed once
        if any(cell.expected for cell in typed.values()):
            repairs = {raw: _before(raw, cell.expected, typed) for raw, cell in typed.items() if cell.expected}
            problems += _mistyped(place, zip(raws, sheet.numbers, strict=True), typed, repairs)
            # checks go on with the value that is meant, so that they report nothing that follows from its spelling
            typed |= {raw: _typed(repair, column) for raw, repair in repairs.items() if repair and " / " not in repair}
        values[column_name] += [typed[raw].value for raw in raws] or [None] * len(sheet.rows)
        if column.dtype in (TEXT, FLOAT):
            problems += _spoilt(place, raws, sheet.numbers)


def seed_lines(path: Path, name: str, table: str, problems: list[Problem]) -> SeedLines:
    """The cells of a file as text. What is wrong with the file as a whole is appended to `problems`, and it is read."""
    decoded = decode(path.read_bytes())
    if decoded.encoding:
        problems.append(_of_file(table, name, found("found_encoding", name=decoded.encoding), "utf8_file"))
    lines = decoded.text.splitlines(keepends=True)
    sign = separator(lines[0] if lines else "", SEEDS[table].columns)
    if sign != ",":
        problems.append(_of_file(table, f"{name}:1", found(SIGNS[sign]), "comma_file"))
    reader = csv.reader(lines, delimiter=sign)
    header = [cell.strip() for cell in next(reader, list[str]())]
    n_empty = len(header) - len(_without_empty_end(header))
    if n_empty:
        problems.append(_of_file(table, f"{name}:1", found("found_empty_columns", n=n_empty), "no_empty_columns"))
    sheet = SeedLines(_without_empty_end(header), [], [])
    for row in reader:
        cells = row[: len(sheet.header)] if not any(row[len(sheet.header) :]) else row
        if len(cells) == len(sheet.header) and any(cells):
            sheet.rows.append(cells)
            sheet.numbers.append(reader.line_num)
        elif any(row):
            shown = found("found_cells", n=len(row), cells=",".join(row)[:60])
            place = f"{name}:{reader.line_num}"
            problems.append(problem_at(table, place, "", shown, "cells_in_line", n=len(sheet.header)))
    return sheet


def row_lines(root: Path, tables: Iterable[str]) -> dict[tuple[str, str], str]:
    """Table and key of a row -> file and line of its last occurrence."""
    found_at: dict[tuple[str, str], str] = {}
    for table, path in ((name, path) for name in tables for path in seed_files(root, name)):
        sheet = seed_lines(path, path.name, table, [])
        places = [sheet.header.index(name) for name in SEEDS[table].key if name in sheet.header]
        for row, number in zip(sheet.rows, sheet.numbers, strict=True):
            key = "/".join(row[place] for place in places)
            found_at[table, key] = f"{path.relative_to(root).as_posix()}:{number}"
    return found_at


def _without_empty_end(header: list[str]) -> list[str]:
    """The header without the columns at its end that have no name."""
    last = max((number for number, cell in enumerate(header, 1) if cell), default=0)
    return header[:last]


def _of_file(table: str, place: str, shown: Message, code: str) -> Problem:
    """A problem of a file as a whole, with what to do in the spreadsheet program."""
    return replace(problem_at(table, place, "", shown, code), repair=found("save_as_csv"))


def stray_workbooks(root: Path) -> list[Problem]:
    """A spreadsheet file among the seeds: no table reads it."""
    tables = set(SEEDS)
    return [
        replace(
            problem_at(
                path.stem if path.stem in tables else path.parent.name if path.parent != root else "—",
                path.relative_to(root).as_posix(),
                "",
                path.suffix,
                "csv_file",
            ),
            repair=found("save_as_csv"),
        )
        for path in workbooks(root, SEEDS)
    ]


def _spoilt(place: Place, raws: Sequence[str], numbers: Sequence[int]) -> Iterator[Problem]:
    """Texts that a spreadsheet program changed."""
    spoilt = {raw: kind for raw in set(raws) if (kind := spoilt_text(raw))}
    for raw, number in zip(raws, numbers, strict=True) if spoilt else ():
        if kind := spoilt.get(raw):
            changed = problem_at(place.table, f"{place.file}:{number}", place.column, raw, kind.code)
            yield repaired(changed, kind.repair)


def _mistyped(
    place: Place, cells: Iterable[tuple[str, int]], typed: Mapping[str, Typed], repairs: Mapping[str, str]
) -> list[Problem]:
    """Cells (text, line) that their column's type refuses, each with what it probably was."""
    return [
        repaired(problem_at(place.table, f"{place.file}:{n}", place.column, raw, typed[raw].expected), repairs[raw])
        for raw, n in cells
        if raw in repairs
    ]


def _before(raw: str, code: str, column: Iterable[str]) -> str:
    """What a mistyped cell probably was; empty where that is not known."""
    if code == "date":
        return day(raw, column)
    if code == "boolean":
        return truth(raw)
    return as_number(raw, code == "integer") if code in ("integer", "decimal") else ""


def _header_problems(header: Sequence[str], name: str, table: str) -> list[Problem]:
    """Return the columns that the schema does not know or that occur twice, and the required ones that are absent.

    An optional column may be absent, so that seeds and snapshots written before it existed remain valid.
    """
    columns, place = SEEDS[table].columns, f"{name}:1"
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
