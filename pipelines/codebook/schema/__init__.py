"""The tables of data/seeds, declared once: columns, types, keys, references, closed vocabularies, descriptions.

`load` types the CSVs by these declarations, `check` cross-checks by them, dbt gets the same columns as Parquet, and the
descriptions and tests of dbt's staging models are generated from them (warehouse/dictionary).
Dates are half-open: valid_from <= d < valid_to.
"""

from __future__ import annotations

from pipelines.codebook.schema.columns import (
    AGGREGATION,
    BOOL,
    DATE,
    FLOAT,
    IMPUTE_KIND,
    INT,
    NORMALISE_KIND,
    TEXT,
    TIMESTAMP,
    Column,
    Row,
    Rows,
    Table,
    column,
)
from pipelines.codebook.schema.components import COMPONENTS
from pipelines.codebook.schema.derived import ADDED, DERIVED
from pipelines.codebook.schema.figures import CALENDARS, FIGURES
from pipelines.codebook.schema.forms import FORMS
from pipelines.codebook.schema.indices import INDICES
from pipelines.codebook.schema.places import PLACES
from pipelines.codebook.schema.policy import POLICY
from pipelines.codebook.schema.rules import RULES

# The codebook's hash is computed over the tables in this order.
TABLES: dict[str, Table] = {**PLACES, **FIGURES, **FORMS, **RULES, **INDICES, **COMPONENTS, **POLICY}
# What is read from data/seeds.
SEEDS: dict[str, Table] = {**TABLES, **CALENDARS}

__all__ = [
    "ADDED",
    "AGGREGATION",
    "BOOL",
    "DATE",
    "DERIVED",
    "FLOAT",
    "IMPUTE_KIND",
    "INT",
    "NORMALISE_KIND",
    "SEEDS",
    "TABLES",
    "TEXT",
    "TIMESTAMP",
    "Column",
    "Row",
    "Rows",
    "Table",
    "column",
]
