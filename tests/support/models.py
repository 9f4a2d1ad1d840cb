"""The index models on codebook tables and figures made by a test, without dbt. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.codebook.read import table_frame
from pipelines.codebook.schema import Row
from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.warehouse.in_memory.index_engine import INPUTS, IndexModels

Figure = tuple[str, str, str, str, float]  # area, indicator, source, period, value


def index_models(codebook: Codebook, figures: Iterable[Figure] = (), **replaced: Sequence[Row]) -> IndexModels:
    """The models on the codebook's tables, some of them replaced by rows of the test."""
    tables = {name: codebook.tables[name] for name in INPUTS}
    tables |= {name: table_frame(name, rows) for name, rows in replaced.items()}
    rows = [(area, code, "_T", "level", source, period, value) for area, code, source, period, value in figures]
    schema = {**dict.fromkeys(SLICE_KEY, pl.String()), "value": pl.Float64()}
    return IndexModels(tables, pl.DataFrame(rows, schema=schema, orient="row"))
