"""An analyst's iData, iMeta and denominators as the codebook tables that the index models read.

The files are read, checked and reshaped; nothing is computed. The method is read in method_file.py.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from pipelines.codebook.read import table_frame
from pipelines.codebook.schema import Row
from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.errors import Message
from pipelines.indices.errors import ScoreError, TableProblem, problem, text
from pipelines.indices.files.csv_table import CsvTable, is_missing, number
from pipelines.indices.files.input_tables import Files, InputTables, Reading, read_input
from pipelines.indices.files.meta_file import MetaFile
from pipelines.indices.files.method_needs import check_needs
from pipelines.indices.files.node_rows import Source, node_rows

SOURCE = Source("INDEX", "file", "denominator of ")
FIRST_DAY = date(2000, 1, 1)
AREA_SET = "units"
CALENDAR = "stat"


class Figure(NamedTuple):
    """One value of the files under the slice key of the models: SLICE_KEY and the value."""

    area_id: str
    indicator_code: str
    breakdown_code: str
    measure_code: str
    source_code: str
    period_code: str
    value: float


@dataclass
class Scoring:
    """What the models and the writing of results need.

    `tables` are the codebook tables, `figures` the values by SLICE_KEY. `rows` (uCode, Time) is the order of results;
    the time is empty where the table has one time only. `is_unlimited`: winsorising has no maximum number of points.
    `names` are the units' names by code, where the files give names only.
    """

    tables: dict[str, pl.DataFrame]
    figures: pl.DataFrame
    rows: pl.DataFrame
    units: list[str]
    periods: list[str]
    meta: MetaFile
    is_unlimited: bool
    names: dict[str, str]

    @property
    def nodes(self) -> list[str]:
        """The codes of the nodes that are scored."""
        return [str(code) for code in self.tables["index_nodes"]["node_code"]]


def read_scoring(files: Files, reading: Reading) -> Scoring:
    """Return the files as tables.

    Raises:
        ScoreError: lists every problem of all files.
    """
    problems: list[TableProblem] = []
    scoring = _ScoringReader(read_input(files, reading, problems), problems).read()
    if problems:
        raise ScoreError(problems)
    return scoring


class _ScoringReader:
    def __init__(self, tables: InputTables, problems: list[TableProblem]) -> None:
        self.data, self.meta, self.method, self.other = tables.data, tables.meta, tables.method, tables.denominators
        self.names, self.problems = tables.names, problems

    def read(self) -> Scoring:
        self.units = list(dict.fromkeys(row.get("uCode", "") for row in self.data.rows))
        self.times = list(dict.fromkeys(_time_text(row.get("Time", "")) for row in self.data.rows))
        self.periods = sorted(self.times, key=_by_number) if len(self.times) > 1 else [""]
        if self.data.columns:
            self._check_units(self.data)
        if self.data.columns and not self.data.rows:
            self._problem(self.data.name, text("at_line", line=2), text("found_lines", n=0), "rows")
        check_needs(self.method, self.meta, self.units, self.problems)
        figures = [*self._figures(), *self._denominators()]
        return Scoring(
            {name: table_frame(name, rows) for name, rows in self._tables().items()},
            pl.DataFrame(
                figures, schema={**dict.fromkeys(SLICE_KEY, pl.String()), "value": pl.Float64()}, orient="row"
            ),
            self._rows(),
            self.units,
            self.periods,
            self.meta,
            self.method.is_unlimited,
            self.names,
        )

    def _rows(self) -> pl.DataFrame:
        """Return the units of each time, times in their order."""
        rows = [(row.get("uCode", ""), self._periods_of(self.data, row)[0][1:]) for row in self.data.rows]
        rows.sort(key=lambda row: self.periods.index(row[1]))
        return pl.DataFrame(rows, schema=["uCode", "Time"], orient="row")

    def _areas(self) -> list[Row]:
        """Return the areas: a unit belongs to the field of those times in which it has a row (as in a COINr purse)."""
        present = set(self._rows().rows())
        return [
            {"area_id": unit, "area_set": AREA_SET, "valid_from": day, "valid_to": day + timedelta(days=1)}
            for unit in self.units
            for day, time in self._days()
            if (unit, time) in present
        ]

    def _days(self) -> list[tuple[date, str]]:
        """Return (first day, time) of each period; each period lasts one day."""
        return [(FIRST_DAY + timedelta(days=n), time) for n, time in enumerate(self.periods)]

    def _check_units(self, sheet: CsvTable) -> None:
        """A table has a column uCode, one row for each unit and time, and no empty time where it has several."""
        if "uCode" not in sheet.columns:
            self._problem(sheet.name, "uCode", "", "column", column="uCode")
            return
        for line, row in sheet.numbered():
            if not row["uCode"]:
                self._problem(sheet.name, text("at_cell", line=line, column="uCode"), "", "unit_code")
            if "Time" in sheet.columns and len(self.periods) > 1 and is_missing(row["Time"]):
                self._problem(sheet.name, text("at_cell", line=line, column="Time"), row["Time"], "time")
        counts = Counter((row["uCode"], period) for row in sheet.rows for period in self._periods_of(sheet, row)[:1])
        for (unit, period), n in counts.items():
            if n > 1 and unit:
                place = f"uCode {unit} {period[1:]}".strip()
                self._problem(sheet.name, place, text("found_lines", n=n), "one_line_each")

    def _periods_of(self, sheet: CsvTable, row: dict[str, str]) -> list[str]:
        """Return the periods of a row: the one that it states, or all if its table has no time."""
        if "Time" not in sheet.columns:
            return [f"T{time}" for time in self.periods]
        time = _time_text(row["Time"])
        if len(self.periods) > 1:
            return [f"T{time}"]
        return ["T"] if self.times in ([time], [""]) else []

    def _figures(self) -> list[Figure]:
        """Return the values of the indicators."""
        codes = [code for code in self.meta.indicators if code in self.data.columns]
        for code in self.meta.indicators if self.data.columns else []:
            if code not in self.data.columns:
                self._problem(self.data.name, code, "", "column_as_in_meta", column=code)
        return [
            _figure(row, code, period, value)
            for line, row in self.data.numbered()
            for period in self._periods_of(self.data, row)[:1]
            for code in codes
            if (value := self._value(self.data.name, line, code, row[code])) is not None
        ]

    def _denominators(self) -> list[Figure]:
        """Return the values of denominators, from their table if it has the column, else from iData."""
        found: list[Figure] = []
        used: list[CsvTable] = []
        for code in dict.fromkeys(self.meta.denominators.values()):
            sheet = self.other if self.other and code in self.other.columns else self.data
            if code not in sheet.columns and sheet.columns:
                self._problem(sheet.name, code, "", "denominator_column", column=code)
                continue
            used.append(sheet)
            for line, row in sheet.numbered():
                value = self._value(sheet.name, line, code, row[code])
                periods = self._periods_of(sheet, row) if value is not None else []
                column = SOURCE.denominator_prefix + code
                found += [_figure(row, column, period, value) for period in periods if value is not None]
        if self.other in used and self.other:
            self._check_units(self.other)
            known = {row.get("uCode", "") for row in self.other.rows}
            for unit in self.units if "uCode" in self.other.columns else []:
                if unit not in known:
                    self._problem(self.other.name, f"uCode {unit}", "", "unit_line")
        return found

    def _value(self, file: str, line: int, column: str, cell: str) -> float | None:
        if is_missing(cell):
            return None
        value = number(cell)
        if value is None:
            self._problem(file, text("at_cell", line=line, column=column), cell, "number_with_point")
        return value

    def _tables(self) -> dict[str, list[Row]]:
        """Return the rows of the codebook tables of one index with one structure, method and field."""
        period = {"kind": "year", "calendar": CALENDAR}
        method = {"index_code": SOURCE.index_code, "method_version": 1}
        field = {"field_code": "all", "area_set": AREA_SET, "period_kind": "year", "calendar": CALENDAR}
        return {
            "areas": self._areas(),
            "area_links": [],
            "area_groups": self._groups(),
            "published_scores": [],
            "periods": [{"period_code": f"T{time}", "start_date": day, **period} for day, time in self._days()],
            "index_nodes": node_rows(self.meta, SOURCE, self.method),
            "index_methods": [{**method, **self.method.row}],
            "index_fields": [{**method, "structure_version": 1, **field, "valid_from": FIRST_DAY}],
        }

    def _groups(self) -> list[Row]:
        """Return the group of each unit: the first one stated, if the method imputes by a column."""
        column = self.method.group_column
        if column is None or not self.data.columns:
            return []
        if column not in self.data.columns:
            self._problem(self.method.name, "impute.group", column, "column_of_data")
            return []
        groups = {row.get("uCode", ""): row[column] for row in reversed(self.data.rows)}
        return [
            {"grouping_code": "group", "area_id": unit, "group_code": group}
            for unit, group in groups.items()
            if not is_missing(group)
        ]

    def _problem(self, file: str, place: Message | str, found: object, code: str, /, **values: object) -> None:
        self.problems.append(problem(file, place, found, code, **values))


def _figure(row: dict[str, str], code: str, period: str, value: float) -> Figure:
    return Figure(row.get("uCode", ""), code, "_T", "level", SOURCE.source_code, period, value)


def _by_number(time: str) -> tuple[int, float, str]:
    """Sort times by number, words after them."""
    try:
        return (0, float(time), time)
    except ValueError:
        return (1, 0.0, time)


def _time_text(time: str) -> str:
    """Return one text for 2018 and 2018.0."""
    value = number(time)
    return str(int(value)) if value is not None and value == int(value) else time
