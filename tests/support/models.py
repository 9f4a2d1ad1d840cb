"""The index models on codebook tables and figures of a test's own, without dbt. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipelines.codebook.load import Codebook
from pipelines.indices.files.tables import SLICE, frame
from pipelines.warehouse.index_engine import INPUTS, IndexModels

Figure = tuple[str, str, str, str, float]  # area, indicator, source, period, value


def index_models(
    codebook: Codebook, figures: Iterable[Figure] = (), **replaced: list[dict[str, object]]
) -> IndexModels:
    """The models on the codebook's tables, some of them replaced by rows of the test."""
    tables = {name: codebook.tables[name] for name in INPUTS}
    tables |= {name: frame(name, rows) for name, rows in replaced.items()}
    rows = [(area, code, "_T", "level", source, period, value) for area, code, source, period, value in figures]
    schema = {**dict.fromkeys(SLICE, pl.String()), "value": pl.Float64()}
    return IndexModels(tables, pl.DataFrame(rows, schema=schema, orient="row"))
