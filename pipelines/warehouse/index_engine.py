"""The index models run without dbt: the same SQL files, rendered once, on tables that the caller brings.

Here: rendering of the models in the `index` folders and their order. Not here: what they compute (dbt_project), who
asks for it (indices). A start of dbt costs seconds, which a table of 34 × 52 figures cannot carry.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import duckdb
import polars as pl
from jinja2 import Environment

from pipelines.settings import DBT_PROJECT
from pipelines.warehouse.config import BUILD

# what the models read that is none of them: staged codebook tables, and the warehouse's figures
INPUTS = (
    "index_nodes",
    "index_methods",
    "index_fields",
    "areas",
    "area_links",
    "area_groups",
    "periods",
    "published_scores",
)
FIGURES = "fct_indicator_value"
_REF = re.compile(r"ref\('(\w+)'\)")
_VIEW = "materialized='view'"


class IndexModels:
    """A database in memory with every index model built from codebook tables (INPUTS) and figures by slice."""

    def __init__(self, tables: Mapping[str, pl.DataFrame], figures: pl.DataFrame) -> None:
        self._con = duckdb.connect(config=BUILD)
        for name in INPUTS:
            self._load(f"stg_{name}", tables[name])
        self._load(FIGURES, figures)
        for statement in statements():
            self._con.execute(statement)

    def query(self, sql: str) -> pl.DataFrame:
        """The rows of a query on the models, by their names."""
        return self._con.sql(sql).pl()

    def _load(self, table: str, frame: pl.DataFrame) -> None:
        arrow = cast("Any", frame.to_arrow())  # pyright: ignore[reportUnknownMemberType] - pyarrow has no types
        self._con.register("frame_to_load", arrow)
        self._con.execute(f"create table {table} as select * from frame_to_load")
        self._con.unregister("frame_to_load")


@functools.cache
def statements() -> tuple[str, ...]:
    """`create table` or `create view` of every index model, in the order of their references."""
    files = {path.stem: path for layer in ("intermediate", "marts") for path in _models(layer)}
    sources = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
    wanted = {name: set(_REF.findall(source)) & sources.keys() for name, source in sources.items()}
    # macros name models of the layer intermediate only, which stands first anyway
    done: list[str] = []
    while len(done) < len(sources):
        done += [name for name in sources if name not in done and wanted[name] <= set(done)]
    renderer = Renderer()
    return tuple(
        f"create {'view' if _VIEW in sources[name] else 'table'} {name} as {renderer.render(sources[name])}"
        for name in done
    )


def _models(layer: str) -> list[Path]:
    return sorted((DBT_PROJECT / "models" / layer / "index").glob("*.sql"))


def _macros() -> list[Path]:
    """The files of macros; generic tests are written in dbt's own tag."""
    return sorted(path for path in (DBT_PROJECT / "macros").rglob("*.sql") if path.parent.name != "generic_tests")


def _nothing(**_: Any) -> str:
    return ""


class Renderer:
    """What dbt gives to a model's text, as far as index and border models use it: ref, config, dispatched macros."""

    def __init__(self) -> None:
        self.environment = Environment(autoescape=False)
        words: dict[str, Any] = {"ref": str, "config": _nothing, "return": str, "adapter": self}
        known: dict[str, Any] = self.environment.globals  # pyright: ignore[reportAssignmentType] - Jinja's own is narrower
        known.update(words)
        text = "".join(path.read_text(encoding="utf-8") for path in _macros())
        self.macros: dict[str, Any] = {}
        module = self.environment.from_string(text).module
        self.macros.update({name: value for name, value in vars(module).items() if callable(value)})
        known.update(self.macros)

    def dispatch(self, macro: str, package: str) -> Any:
        """The engine's own version of a macro, else the default."""
        return self.macros.get(f"duckdb__{macro}") or self.macros[f"default__{macro}"]

    def render(self, source: str) -> str:
        """The SQL of a model's text, every relation by its bare name."""
        return self.environment.from_string(source).render()
