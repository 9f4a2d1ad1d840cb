"""Which release a file is made from, in words, and queries to it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.ledger.simulated import notice
from pipelines.warehouse.query import Reader, query

Row = dict[str, Any]
WORDS = "select vocabulary, code, label_vi from vocabulary"
IDENTITY = """
select p.name_vi as period_name, p.start_date, p.end_date, p.previous_code, previous.name_vi as previous_name,
    a.kind_vi as area_kind, a.name_vi as area_name
from period as p left join period as previous on previous.period_code = p.previous_code
inner join area as a on a.area_id = $area
where p.period_code = $period
"""


@dataclass(frozen=True)
class Source:
    """A release as files name it; `words` are the labels of its codes."""

    folder: Path
    release_id: str
    period: str
    period_name: str
    start_date: date
    end_date: date
    previous: str | None
    previous_name: str | None
    area_id: str
    area_name: str
    simulated: str
    words: dict[tuple[str, str], str] = field(repr=False)

    @property
    def notice(self) -> str:
        """The words that figures are simulated; empty where none is."""
        said = notice(self.simulated)
        return said.vi if said else ""

    def label(self, vocabulary: str, code: str) -> str:
        """The Vietnamese label of a code. Raises KeyError for a code without one: codes are not for readers."""
        return self.words[vocabulary, code]

    def has(self, table: str, column: str) -> bool:
        """Whether the release has this column; one of an earlier version may lack it."""
        return column in pl.read_parquet_schema(self.folder / "parquet" / f"{table}.parquet")

    @property
    def agency_name(self) -> str:
        """The column of task_agency that names the office: that of today, else the one in the plan."""
        return next(name for name in ("today_name_vi", "agency_name_vi") if self.has("task_agency", name))

    def rows(self, sql: str) -> list[Row]:
        """The rows of a query, in which `$area` is the province's area and `$period` the release's period."""
        named = {"area": self.area_id, "period": self.period, "previous": self.previous or ""}
        used = {key: value for key, value in named.items() if f"${key}" in sql}
        return self._reader.rows(sql, used)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.folder)


def open_release(folder: Path) -> Source:
    """The release in `folder`, from its manifest and its Parquet files."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    period, area = str(manifest["occasion_period"]), f"p34-{manifest['province']}"
    row = query(folder, IDENTITY, {"area": area, "period": period}).row(0, named=True)
    words = {(vocabulary, code): label for vocabulary, code, label in query(folder, WORDS).rows()}
    return Source(
        folder=folder,
        release_id=str(manifest["release_id"]),
        period=period,
        period_name=row["period_name"],
        start_date=row["start_date"],
        end_date=row["end_date"],
        previous=row["previous_code"],
        previous_name=row["previous_name"],
        area_id=area,
        area_name=f"{row['area_kind']} {row['area_name']}",
        simulated=str(manifest.get("simulated", "none")),
        words=words,
    )
