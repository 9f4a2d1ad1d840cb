"""The index models on codebook tables and figures of the caller, in memory."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.warehouse.in_memory.models import ModelDatabase, create_statements, models_of

# What the models read besides each other: staged codebook tables, and the warehouse's figures.
INPUTS = (
    *("index_nodes", "index_methods", "index_fields", "areas", "area_links", "area_groups", "periods"),
    "published_scores",
)
FIGURES = "fct_indicator_value"
# Models of releases beside the scores: which ranks may be shown, what is official, gaps, forms of components.
OF_RELEASES = {
    *("fct_index_ranked", "fct_index_latest", "fct_index_lever", "fct_index_share", "fct_index_wanted"),
    *("fct_official_edition", "fct_official_other", "fct_official_place", "fct_official_wanted"),
    "int_component_lines",
}
# Figures that do not stand, and what counts in their place: none outside the warehouse.
ADMITTED, CARRIED = "fct_last_admitted", "fct_carried_figure"
_SLICE = ("slice_id", *SLICE_KEY)
COLUMNS: dict[str, dict[str, type[pl.DataType]]] = {
    FIGURES: {**dict.fromkeys(_SLICE, pl.String), "value": pl.Float64, "denominator": pl.Float64},
    ADMITTED: {"slice_id": pl.String, "is_questioned": pl.Boolean},
    CARRIED: {
        **dict.fromkeys((*_SLICE, "state"), pl.String),
        **dict.fromkeys(("value", "denominator"), pl.Float64),
    },
}


class IndexModels(ModelDatabase):
    """Every index model, built from codebook tables (INPUTS) and figures by slice.

    `not_standing` are the tables ADMITTED and CARRIED, where there are any; a column that a frame lacks is empty.
    """

    def __init__(
        self,
        tables: Mapping[str, pl.DataFrame],
        figures: pl.DataFrame,
        not_standing: Mapping[str, pl.DataFrame] | None = None,
    ) -> None:
        staged = {f"stg_{name}": tables[name] for name in INPUTS}
        frames = {FIGURES: figures, **(not_standing or {})}
        facts = {name: _completed(frames.get(name), columns) for name, columns in COLUMNS.items()}
        super().__init__({**staged, **facts}, index_models())


def _completed(frame: pl.DataFrame | None, columns: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    """The frame with every column that the models read."""
    if frame is None:
        return pl.DataFrame(schema=dict(columns))
    absent = [pl.lit(None, kind).alias(name) for name, kind in columns.items() if name not in frame.columns]
    return frame.with_columns(absent)


def index_models() -> tuple[str, ...]:
    """The names of the models between figures and scores; the released tables of indices are not among them."""
    return tuple(name for name in models_of("intermediate/index", "marts/index") if name not in OF_RELEASES)


def statements() -> tuple[str, ...]:
    """`create table` or `create view` of every index model, in the order of their references."""
    return create_statements(index_models())
