"""The analyst's files as tables under COINr's headings, with plain numbers and a code for every unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.codebook.text import name_ascii
from pipelines.indices.errors import TableProblem, problem, text
from pipelines.indices.files.csv_table import CsvTable
from pipelines.indices.files.decimals import plain_numbers
from pipelines.indices.files.headings import DATA, META, rename, translate, translate_words
from pipelines.indices.files.meta_file import MetaFile, read_meta
from pipelines.indices.files.method_file import MethodFile, read_method
from pipelines.indices.files.read_table import read_table
from pipelines.indices.files.unit_names import UnitCodes, unit_codes

META_NUMBERS = ("Level", "Weight", "ScaleFactor", "Target", "goalpost_lower", "goalpost_upper")
Codebook = Callable[[], Mapping[str, pl.DataFrame]]


class Files(NamedTuple):
    """Paths of the files; without denominators they are taken from iData."""

    data: Path
    meta: Path
    method: Path
    denominators: Path | None = None


class Reading(NamedTuple):
    """How the files are read: the decimal separator where it is stated, and the tables in which names are looked up."""

    decimal: str | None = None
    codebook: Codebook | None = None


@dataclass
class InputTables:
    """The files as read. `names` are the units' names by code, where the files give names only."""

    data: CsvTable
    meta: MetaFile
    method: MethodFile
    denominators: CsvTable | None
    names: dict[str, str] = field(default_factory=dict[str, str])


def read_input(files: Files, reading: Reading, problems: list[TableProblem]) -> InputTables:
    """Return the files as tables; problems of all files are appended."""
    meta_sheet = read_table(files.meta, "meta", problems)
    translate(meta_sheet, META)
    translate_words(meta_sheet)
    plain_numbers(meta_sheet, META_NUMBERS, reading.decimal, problems)
    meta = read_meta(meta_sheet, problems)
    method = read_method(files.method, problems)
    data = _data(files.data, "data", meta, meta_sheet, problems)
    other = _data(files.denominators, "denominators", meta, meta_sheet, problems) if files.denominators else None
    columns = {*meta.indicators, *meta.denominators.values()}
    for sheet in filter(None, (data, other)):
        plain_numbers(sheet, sorted(columns & set(sheet.columns)), reading.decimal, problems)
    names = _name_units([sheet for sheet in (data, other) if sheet], reading.codebook, problems)
    return InputTables(data, meta, method, other, names)


def _data(path: Path, kind: str, meta: MetaFile, meta_sheet: CsvTable, problems: list[TableProblem]) -> CsvTable:
    """A table of figures; a column headed with an indicator's name gets its code."""
    sheet = read_table(path, kind, problems)
    codes = {*meta.indicators, *meta.denominators.values()}
    translate(sheet, DATA, kept=codes)
    by_name = {name_ascii(row.get("iName", "")): row.get("iCode", "") for row in meta_sheet.rows}
    named = {column: by_name[name_ascii(column)] for column in sheet.columns if name_ascii(column) in by_name}
    rename(sheet, {c: code for c, code in named.items() if c not in codes and code not in sheet.columns})
    return sheet


def _name_units(sheets: Iterable[CsvTable], codebook: Codebook | None, problems: list[TableProblem]) -> dict[str, str]:
    """Add a column uCode where a table has names only; return the names by code.

    Codes are those that another of the tables has beside the name, else the codebook's, else the names themselves.
    """
    tables = [sheet for sheet in sheets if sheet.columns]
    known = {
        name_ascii(row["uName"]): row["uCode"]
        for sheet in tables
        if {"uCode", "uName"} <= set(sheet.columns)
        for row in sheet.rows
    }
    nameless = [sheet for sheet in tables if "uCode" not in sheet.columns and "uName" in sheet.columns]
    names = [row["uName"] for sheet in nameless for row in sheet.rows]
    found = unit_codes(names, codebook()) if codebook and nameless and not known else UnitCodes()
    for sheet in nameless:
        sheet.columns.append("uCode")
        for line, row in sheet.numbered():
            name = row["uName"]
            row["uCode"] = known.get(name_ascii(name)) or found.codes.get(name, name)
            if name in found.unknown:
                place = text("at_cell", line=line, column="uName")
                problems.append(problem(sheet.name, place, name, "unit_named", near=found.unknown[name]))
    return {row["uCode"]: row["uName"] for sheet in nameless for row in sheet.rows} if not known else {}
