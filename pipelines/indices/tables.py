"""An analyst's own table in COINr's shape (iData, iMeta, denominators) as the codebook tables that the models read.

Here belong reading, checking and reshaping of these files. Nothing is computed; the method is read in method_file.py.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.codebook.read import POLARS
from pipelines.codebook.schema import TABLES
from pipelines.indices.faults import ScoreFault, TableFault
from pipelines.indices.meta_file import MetaFile, read_meta
from pipelines.indices.method_file import MethodFile, read_method

Row = dict[str, Any]
INDEX, SOURCE, DENOMINATOR = "INDEX", "file", "denominator of "
MISSING = {"", "NA", "NaN", "nan", "NULL"}
FIRST_DAY = date(2000, 1, 1)
SLICE = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code")


@dataclass
class Sheet:
    """A CSV as text: its rows by column, and where each stood."""

    name: str
    columns: list[str]
    rows: list[dict[str, str]] = field(default_factory=lambda: [])


@dataclass
class Scoring:
    """All that the models and the writing of results need."""

    tables: dict[str, pl.DataFrame]
    figures: pl.DataFrame
    units: list[str]
    periods: list[str]  # one empty text where the table has one time only
    meta: MetaFile


def read_scoring(data: Path, meta: Path, method: Path, denominators: Path | None) -> Scoring:
    """The files as tables; raises ScoreFault with every fault of all of them."""
    faults: list[TableFault] = []
    sheet = read_sheet(data, faults)
    nodes = read_meta(read_sheet(meta, faults), faults)
    how = read_method(method, faults)
    other = read_sheet(denominators, faults) if denominators else None
    reader = _Reader(sheet, nodes, how, other, faults)
    scoring = reader.read() if not faults or sheet.rows else None
    if faults or scoring is None:
        raise ScoreFault(faults)
    return scoring


def read_sheet(path: Path, faults: list[TableFault]) -> Sheet:
    """The file's cells as text, blanks around them cut."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        found = str(error).splitlines()[0]
        faults.append(TableFault(path.name, "tệp", found, "một tệp CSV mã hoá UTF-8", "a CSV file in UTF-8"))
        return Sheet(path.name, [])
    reader = csv.reader(text.splitlines(keepends=True))
    columns = [name.strip() for name in next(reader, list[str]())]
    sheet = Sheet(path.name, columns)
    for cells in reader:
        if len(cells) == len(columns):
            sheet.rows.append({name: cell.strip() for name, cell in zip(columns, cells, strict=True)})
        elif any(cells):
            vi, en = f"{len(columns)} ô", f"{len(columns)} cells"
            faults.append(TableFault(path.name, f"dòng {reader.line_num}", f"{len(cells)} ô", vi, en))
    return sheet


class _Reader:
    def __init__(
        self, data: Sheet, meta: MetaFile, method: MethodFile, other: Sheet | None, faults: list[TableFault]
    ) -> None:
        self.data, self.meta, self.method, self.other, self.faults = data, meta, method, other, faults

    def read(self) -> Scoring:
        if "uCode" not in self.data.columns:
            self._fault(self.data.name, "uCode", "", "có cột uCode", "a column uCode")
            return Scoring({}, pl.DataFrame(), [], [], self.meta)
        times = list(dict.fromkeys(row.get("Time", "") for row in self.data.rows))
        self.periods = sorted(times, key=_by_number) if len(times) > 1 else [""]
        self.units = list(dict.fromkeys(row["uCode"] for row in self.data.rows))
        counts = Counter((row["uCode"], self._time(row)) for row in self.data.rows)
        for unit, time in (key for key, n in counts.items() if n > 1):
            place = f"uCode {unit} {time}".strip()
            self._fault(self.data.name, place, f"{counts[unit, time]} dòng", "mỗi đơn vị một dòng", "one row a unit")
        figures = [*self._figures(), *self._denominators()]
        return Scoring(
            {name: frame(name, rows) for name, rows in self._tables().items()},
            pl.DataFrame(figures, schema={**dict.fromkeys(SLICE, pl.String()), "value": pl.Float64()}, orient="row"),
            self.units,
            self.periods,
            self.meta,
        )

    def _time(self, row: dict[str, str]) -> str:
        return row.get("Time", "") if len(self.periods) > 1 else ""

    def _figures(self) -> list[tuple[Any, ...]]:
        codes = [code for code in self.meta.indicators if code in self.data.columns]
        for code in self.meta.indicators:
            if code not in self.data.columns:
                self._fault(
                    self.data.name, code, "", f"có cột {code} như iMeta khai", f"a column {code}, as iMeta says"
                )
        return [
            (row["uCode"], code, "_T", "level", SOURCE, f"T{self._time(row)}", value)
            for number, row in enumerate(self.data.rows, 2)
            for code in codes
            if (value := self._value(self.data.name, number, code, row[code])) is not None
        ]

    def _denominators(self) -> list[tuple[Any, ...]]:
        """Values by unit and period, from the table of denominators where it has the column, else from iData."""
        found: list[tuple[Any, ...]] = []
        for code in dict.fromkeys(self.meta.denominators.values()):
            sheet = self.other if self.other and code in self.other.columns else self.data
            if code not in sheet.columns:
                vi, en = f"có cột {code} (mẫu số)", f"a column {code} (denominator)"
                self._fault(sheet.name, code, "", vi, en)
                continue
            for number, row in enumerate(sheet.rows, 2):
                value = self._value(sheet.name, number, code, row[code])
                own = [f"T{self._time(row)}"] if "Time" in sheet.columns else [f"T{time}" for time in self.periods]
                places = [("_T", "level", SOURCE, period, value) for period in own]
                found += [(row.get("uCode", ""), DENOMINATOR + code, *place) for place in places if value is not None]
        if self.other and self.meta.denominators:
            known = {row.get("uCode", "") for row in self.other.rows}
            for unit in self.units:
                if unit not in known:
                    self._fault(self.other.name, f"uCode {unit}", "", "có dòng của đơn vị này", "a row for this unit")
        return found

    def _value(self, file: str, number: int, column: str, text: str) -> float | None:
        if text in MISSING:
            return None
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        self._fault(file, f"dòng {number}, cột {column}", text, "một số, dùng dấu chấm", "a number with a point")
        return None

    def _tables(self) -> dict[str, list[Row]]:
        area = {"area_set": "units", "valid_from": FIRST_DAY}
        period = {"kind": "year", "calendar": "stat"}
        run = {"index_code": INDEX, "structure_version": 1, "method_version": 1}
        return {
            "areas": [{"area_id": unit, **area} for unit in self.units],
            "area_links": [],
            "area_groups": self._groups(),
            "published_scores": [],
            "periods": [
                {"period_code": f"T{time}", "start_date": FIRST_DAY + timedelta(days=n), **period}
                for n, time in enumerate(self.periods)
            ],
            "index_nodes": self.meta.rows(INDEX, SOURCE, DENOMINATOR, self.method),
            "index_methods": [{"index_code": INDEX, "method_version": 1, **self._method()}],
            "index_fields": [{**run, "field_code": "all", "area_set": "units", "period_kind": "year", **FIELD}],
        }

    def _method(self) -> Row:
        row = dict(self.method.row)
        if row.get("treat_winmax"):
            row["treat_winmax"] = min(int(row["treat_winmax"]), len(self.units))
        if row.get("reference_area_id") not in (None, *self.units):
            vi, en = "một uCode có trong iData", "a uCode of iData"
            self._fault("METHOD", "normalise.reference", str(row["reference_area_id"]), vi, en)
        return row

    def _groups(self) -> list[Row]:
        column = self.method.group_column
        if column is None:
            return []
        if column not in self.data.columns:
            self._fault("METHOD", "impute.group", column, "tên một cột của iData", "a column of iData")
            return []
        groups = {row["uCode"]: row[column] for row in reversed(self.data.rows)}
        return [
            {"grouping_code": "group", "area_id": unit, "group_code": group}
            for unit, group in groups.items()
            if group not in MISSING
        ]

    def _fault(self, file: str, place: str, found: str, vi: str, en: str) -> None:
        self.faults.append(TableFault(file, place, found, vi, en))


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
