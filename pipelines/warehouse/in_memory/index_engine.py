"""The index models on codebook tables and figures of the caller, in memory."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.warehouse.in_memory.models import ModelDatabase, create_statements, models_of

# What the models read besides each other: staged codebook tables, and the warehouse's figures.
INPUTS = (
    *("index_nodes", "index_methods", "index_fields", "areas", "area_links", "area_groups", "periods"),
    "published_scores",
)
FIGURES = "fct_indicator_value"


class IndexModels(ModelDatabase):
    """Every index model, built from codebook tables (INPUTS) and figures by slice."""

    def __init__(self, tables: Mapping[str, pl.DataFrame], figures: pl.DataFrame) -> None:
        staged = {f"stg_{name}": tables[name] for name in INPUTS}
        super().__init__({**staged, FIGURES: figures}, index_models())


def index_models() -> tuple[str, ...]:
    """The names of the models between figures and scores; the released tables of indices are not among them."""
    return models_of("intermediate/index", "marts/index")


def statements() -> tuple[str, ...]:
    """`create table` or `create view` of every index model, in the order of their references."""
    return create_statements(index_models())
