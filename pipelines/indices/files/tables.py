"""An analyst's own table in COINr's shape (iData, iMeta, denominators) as the codebook tables that the models read.

Here belong reading, checking and reshaping of these files. Nothing is computed; the method is read in method_file.py.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.codebook.read import POLARS
from pipelines.codebook.schema import TABLES
from pipelines.indices.errors import ScoreError, TableProblem
from pipelines.indices.files.csv_table import CsvTable, is_missing, number, read_csv_table
from pipelines.indices.files.meta_file import MetaFile, read_meta
from pipelines.indices.files.method_file import MethodFile, read_method
from pipelines.indices.files.method_needs import check_needs

Row = dict[str, Any]
INDEX, SOURCE, DENOMINATOR = "INDEX", "file", "denominator of "
FIRST_DAY = date(2000, 1, 1)
SLICE = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code")


@dataclass
class Scoring:
    """All that the models and the writing of results need."""

    tables: dict[str, pl.DataFrame]
    figures: pl.DataFrame
    rows: pl.DataFrame  # uCode, Time: the order of results; one empty time where the table has one time only
    units: list[str]
    periods: list[str]
    meta: MetaFile
    is_unlimited: bool  # winsorising

    @property
    def nodes(self) -> list[str]:
        return [str(code) for code in self.tables["index_nodes"]["node_code"]]


def read_scoring(data: Path, meta: Path, method: Path, denominators: Path | None) -> Scoring:
    """The files as tables; raises ScoreError with every problem of all of them."""
    problems: list[TableProblem] = []
    sheet = read_csv_table(data, problems)
    nodes = read_meta(read_csv_table(meta, problems), problems)
    how = read_method(method, problems)
    other = read_csv_table(denominators, problems) if denominators else None
    scoring = _ScoringReader(sheet, nodes, how, other, problems).read()
    if problems:
        raise ScoreError(problems)
    return scoring


class _ScoringReader:
    def __init__(
        self, data: CsvTable, meta: MetaFile, method: MethodFile, other: CsvTable | None, problems: list[TableProblem]
    ) -> None:
        self.data, self.meta, self.method, self.other, self.problems = data, meta, method, other, problems

    def read(self) -> Scoring:
        self.units = list(dict.fromkeys(row.get("uCode", "") for row in self.data.rows))
        self.times = list(dict.fromkeys(_time_text(row.get("Time", "")) for row in self.data.rows))
        self.periods = sorted(self.times, key=_by_number) if len(self.times) > 1 else [""]
        if self.data.columns:
            self._check_units(self.data)
        if self.data.columns and not self.data.rows:
            self._problem(self.data.name, "dòng 2", "0 dòng", "có số liệu", "rows of data")
        check_needs(self.method, self.meta, self.units, self.problems)
        figures = [*self._figures(), *self._denominators()]
        return Scoring(
            {name: frame(name, rows) for name, rows in self._tables().items()},
            pl.DataFrame(figures, schema={**dict.fromkeys(SLICE, pl.String()), "value": pl.Float64()}, orient="row"),
            self._rows(),
            self.units,
            self.periods,
            self.meta,
            self.method.is_unlimited,
        )

    def _rows(self) -> pl.DataFrame:
        """The units of each time, times in their order."""
        rows = [(row.get("uCode", ""), self._periods_of(self.data, row)[0][1:]) for row in self.data.rows]
        rows.sort(key=lambda row: self.periods.index(row[1]))
        return pl.DataFrame(rows, schema=["uCode", "Time"], orient="row")

    def _areas(self) -> list[Row]:
        """A unit is an area of the field in those periods in which it has a row: as COINr's purse has it."""
        present = {(unit, time) for unit, time in self._rows().rows()}
        return [
            {"area_id": unit, "area_set": "units", "valid_from": day, "valid_to": day + timedelta(days=1)}
            for unit in self.units
            for day, time in self._days()
            if (unit, time) in present
        ]

    def _days(self) -> list[tuple[date, str]]:
        return [(FIRST_DAY + timedelta(days=n), time) for n, time in enumerate(self.periods)]

    def _check_units(self, sheet: CsvTable) -> None:
        """A column uCode, one row a unit and time, and no time left empty where there are several."""
        if "uCode" not in sheet.columns:
            self._problem(sheet.name, "uCode", "", "có cột uCode", "a column uCode")
            return
        for line, row in sheet.numbered():
            if not row["uCode"]:
                self._problem(sheet.name, f"dòng {line}, cột uCode", "", "mã đơn vị", "a unit's code")
            if "Time" in sheet.columns and len(self.periods) > 1 and is_missing(row["Time"]):
                self._problem(sheet.name, f"dòng {line}, cột Time", row["Time"], "thời điểm", "a time")
        counts = Counter((row["uCode"], period) for row in sheet.rows for period in self._periods_of(sheet, row)[:1])
        for (unit, period), n in counts.items():
            if n > 1 and unit:
                place = f"uCode {unit} {period[1:]}".strip()
                self._problem(sheet.name, place, f"{n} dòng", "mỗi đơn vị một dòng", "one row a unit")

    def _periods_of(self, sheet: CsvTable, row: dict[str, str]) -> list[str]:
        """The periods that a row speaks of: its own, or all where its table has no time."""
        if "Time" not in sheet.columns:
            return [f"T{time}" for time in self.periods]
        time = _time_text(row["Time"])
        if len(self.periods) > 1:
            return [f"T{time}"]
        return ["T"] if self.times in ([time], [""]) else []

    def _figures(self) -> list[tuple[Any, ...]]:
        codes = [code for code in self.meta.indicators if code in self.data.columns]
        for code in self.meta.indicators if self.data.columns else []:
            if code not in self.data.columns:
                expected = (f"có cột {code} như iMeta khai", f"a column {code}, as iMeta says")
                self._problem(self.data.name, code, "", *expected)
        return [
            (row.get("uCode", ""), code, "_T", "level", SOURCE, period, value)
            for line, row in self.data.numbered()
            for period in self._periods_of(self.data, row)[:1]
            for code in codes
            if (value := self._value(self.data.name, line, code, row[code])) is not None
        ]

    def _denominators(self) -> list[tuple[Any, ...]]:
        """Values by unit and period, from the table of denominators where it has the column, else from iData."""
        found: list[tuple[Any, ...]] = []
        used: list[CsvTable] = []
        for code in dict.fromkeys(self.meta.denominators.values()):
            sheet = self.other if self.other and code in self.other.columns else self.data
            if code not in sheet.columns and sheet.columns:
                vi, en = f"có cột {code} (mẫu số)", f"a column {code} (denominator)"
                self._problem(sheet.name, code, "", vi, en)
                continue
            used.append(sheet)
            for line, row in sheet.numbered():
                value = self._value(sheet.name, line, code, row[code])
                places = [("_T", "level", SOURCE, period, value) for period in self._periods_of(sheet, row)]
                found += [(row.get("uCode", ""), DENOMINATOR + code, *place) for place in places if value is not None]
        if self.other in used and self.other:
            self._check_units(self.other)
            known = {row.get("uCode", "") for row in self.other.rows}
            for unit in self.units if "uCode" in self.other.columns else []:
                if unit not in known:
                    self._problem(self.other.name, f"uCode {unit}", "", "có dòng của đơn vị này", "a row for this unit")
        return found

    def _value(self, file: str, line: int, column: str, text: str) -> float | None:
        if is_missing(text):
            return None
        value = number(text)
        if value is None:
            self._problem(file, f"dòng {line}, cột {column}", text, "một số, dùng dấu chấm", "a number with a point")
        return value

    def _tables(self) -> dict[str, list[Row]]:
        period = {"kind": "year", "calendar": "stat"}
        run = {"index_code": INDEX, "structure_version": 1, "method_version": 1}
        return {
            "areas": self._areas(),
            "area_links": [],
            "area_groups": self._groups(),
            "published_scores": [],
            "periods": [{"period_code": f"T{time}", "start_date": day, **period} for day, time in self._days()],
            "index_nodes": self.meta.rows(INDEX, SOURCE, DENOMINATOR, self.method),
            "index_methods": [{"index_code": INDEX, "method_version": 1, **self.method.row}],
            "index_fields": [{**run, "field_code": "all", "area_set": "units", "period_kind": "year", **FIELD}],
        }

    def _groups(self) -> list[Row]:
        column = self.method.group_column
        if column is None or not self.data.columns:
            return []
        if column not in self.data.columns:
            self._problem(self.method.name, "impute.group", column, "tên một cột của iData", "a column of iData")
            return []
        groups = {row.get("uCode", ""): row[column] for row in reversed(self.data.rows)}
        return [
            {"grouping_code": "group", "area_id": unit, "group_code": group}
            for unit, group in groups.items()
            if not is_missing(group)
        ]

    def _problem(self, file: str, place: str, found: str, vi: str, en: str) -> None:
        self.problems.append(TableProblem(file, place, found, vi, en))


FIELD = {"calendar": "stat", "valid_from": FIRST_DAY}


def frame(table: str, rows: list[Row]) -> pl.DataFrame:
    """Rows as the codebook's table, its columns and types; a column not given is empty."""
    columns = TABLES[table].columns
    values = {name: [row.get(name) for row in rows] for name in columns}
    return pl.DataFrame(values, schema={name: POLARS[column.dtype] for name, column in columns.items()}, strict=False)


def _by_number(text: str) -> tuple[int, float, str]:
    try:
        return (0, float(text), text)
    except ValueError:
        return (1, 0.0, text)


def _time_text(text: str) -> str:
    """2018 and 2018.0 are one time."""
    value = number(text)
    return str(int(value)) if value is not None and value == int(value) else text
