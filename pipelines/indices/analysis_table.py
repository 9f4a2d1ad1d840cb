"""A table of an analysis: rows with declared columns, and what every analysis is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.indices.scoring.field import Field, IndexKey

TEXT, INTEGER, NUMBER, FLAG = pl.String(), pl.Int64(), pl.Float64(), pl.Boolean()


@dataclass(frozen=True)
class TableColumn:
    """A column: type, description in Vietnamese and English, unit of its numbers (empty: none)."""

    name: str
    dtype: pl.DataType
    vi: str
    en: str
    unit: str = ""


# The run that a row is about; the first columns of every table.
RUN_COLUMNS = (
    TableColumn("index_code", TEXT, "Mã chỉ số.", "Code of the index."),
    TableColumn("structure_version", INTEGER, "Phiên bản cấu trúc.", "Version of the structure."),
    TableColumn("method_version", INTEGER, "Phiên bản phương pháp.", "Version of the method."),
    TableColumn("field_code", TEXT, "Tập so sánh.", "Field of areas compared."),
    TableColumn("period_code", TEXT, "Kỳ.", "Period."),
)


@dataclass(frozen=True)
class TableDeclaration:
    """What a table is: its name, its grain in Vietnamese and English, its columns beside those of the run."""

    name: str
    vi: str
    en: str
    columns: tuple[TableColumn, ...]

    @property
    def all_columns(self) -> tuple[TableColumn, ...]:
        """The columns of the run, then those of the table."""
        return (*RUN_COLUMNS, *self.columns)

    def rows_of(self, key: IndexKey, rows: Iterable[Sequence[Any]]) -> pl.DataFrame:
        """Return rows of the declared columns, in their order, as a frame of the run."""
        schema = {column.name: column.dtype for column in self.columns}
        frame = pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row")
        run = [pl.lit(value, column.dtype).alias(column.name) for column, value in zip(RUN_COLUMNS, key, strict=True)]
        return frame.select(*run, pl.all())


@dataclass(frozen=True)
class AnalysisTable:
    """A declaration and its rows.

    Raises:
        ValueError: the columns of the rows are not those declared.
    """

    declaration: TableDeclaration
    rows: pl.DataFrame

    def __post_init__(self) -> None:
        declared = {column.name: column.dtype for column in self.declaration.all_columns}
        if dict(self.rows.schema) != declared:
            raise ValueError(f"{self.declaration.name}: columns {self.rows.schema}, declared {declared}")


@dataclass(frozen=True)
class AnalysisInput:
    """What analyses are made from: a release, the codebook that it was made with, its fields.

    `fields` has the last run of each computed index whose field is not official and whose ranks are shown.
    """

    release: Path
    codebook: Mapping[str, pl.DataFrame]
    fields: tuple[Field, ...]


Provider = Callable[[AnalysisInput], list[AnalysisTable]]


def joined(declaration: TableDeclaration, frames: Sequence[pl.DataFrame]) -> AnalysisTable:
    """Return the rows of several runs as a table; without any, an empty one."""
    empty = pl.DataFrame(schema={column.name: column.dtype for column in declaration.all_columns})
    return AnalysisTable(declaration, pl.concat([empty, *frames]))
