"""Analyses of the indices of a release that are not SQL: which there are, and the files of their tables.

Each package gives one function that returns its tables. A fault in one leaves out its tables and is reported; the
others are written all the same.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.indices.analysis_table import AnalysisInput, AnalysisTable, Provider
from pipelines.indices.audit import tables as audit
from pipelines.indices.scoring.release import analysed_fields
from pipelines.indices.uncertainty import tables as uncertainty

PROVIDERS: dict[str, Provider] = {"uncertainty": uncertainty.tables, "audit": audit.tables}
COLUMNS_FILE = "columns.csv"


@dataclass
class Analysis:
    """What was written: rows by table, and the faults by package."""

    folder: Path
    n_rows: dict[str, int] = field(default_factory=dict[str, int])
    faults: dict[str, Exception] = field(default_factory=dict[str, Exception])


def analyse(release: Path, codebook: Mapping[str, pl.DataFrame], folder: Path) -> Analysis:
    """Write the tables of every analysis of a release: Parquet and CSV, and what their columns are.

    The same release gives the same bytes.

    Args:
        release: folder of the release.
        codebook: tables of the codebook that the release was made with.
        folder: folder of the results; one that is there is replaced when all is written.
    """
    made = Analysis(folder)
    new = folder.parent / f".{folder.name}-{os.getpid()}"
    try:
        new.mkdir(parents=True)
        found = AnalysisInput(release, codebook, analysed_fields(release, codebook))
        tables: list[AnalysisTable] = []
        for name, provider in PROVIDERS.items():
            try:
                tables += provider(found)
            except Exception as error:  # an analysis never stops a release
                _note(made, name, error)
        for table in tables:
            made.n_rows[table.declaration.name] = table.rows.height
            table.rows.write_parquet(new / f"{table.declaration.name}.parquet")
            table.rows.write_csv(new / f"{table.declaration.name}.csv")
        _columns(tables).write_csv(new / COLUMNS_FILE)
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)
    except Exception as error:
        _note(made, "all", error)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return made


def _columns(tables: list[AnalysisTable]) -> pl.DataFrame:
    """Return one row per table and column: description and unit."""
    rows = [
        (table.declaration.name, column.name, column.vi, column.en, column.unit)
        for table in tables
        for column in table.declaration.all_columns
    ]
    return pl.DataFrame(rows, schema=["table", "column", "description_vi", "description_en", "unit"], orient="row")


def _note(made: Analysis, name: str, error: Exception) -> None:
    """Note a fault. With CHISO_DEBUG the error is raised, for its traceback."""
    if os.environ.get("CHISO_DEBUG"):
        raise error
    made.faults[name] = error
