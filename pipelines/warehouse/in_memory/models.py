"""dbt's models without dbt: the same SQL files, rendered here and run on tables that the caller brings.

For scores of an analyst's own table, which a start of dbt (10 s) would slow down, and for tests of models. A test holds
the rendered SQL against what `dbt compile` makes of the same files.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import duckdb
import polars as pl
from jinja2 import Environment

from pipelines.settings import DBT_PROJECT
from pipelines.warehouse.config import BUILD

REF = re.compile(r"ref\('(\w+)'\)")
VIEW = "materialized='view'"


class ModelDatabase:
    """A database in memory: tables that the caller brings, and models built from them."""

    def __init__(self, tables: Mapping[str, pl.DataFrame], models: Sequence[str]) -> None:
        self.connection = duckdb.connect(config=BUILD)
        for name, frame in tables.items():
            self._load(name, frame)
        for statement in create_statements(tuple(models)):
            self.connection.execute(statement)

    def query(self, sql: str) -> pl.DataFrame:
        """The rows of a query on tables and models, by their bare names."""
        return self.connection.sql(sql).pl()

    def _load(self, table: str, frame: pl.DataFrame) -> None:
        arrow = cast("Any", frame.to_arrow())  # pyright: ignore[reportUnknownMemberType] - pyarrow has no types
        self.connection.register("frame_to_load", arrow)
        self.connection.execute(f"create table {table} as select * from frame_to_load")
        self.connection.unregister("frame_to_load")


@functools.cache
def create_statements(models: tuple[str, ...]) -> tuple[str, ...]:
    """`create table` or `create view` of each model, in the order of their references.

    Raises KeyError for a model that the project does not have.
    """
    paths = model_paths()
    sources = {name: paths[name].read_text(encoding="utf-8") for name in models}
    wanted = {name: set(REF.findall(source)) & sources.keys() for name, source in sources.items()}
    # a macro may read models too; those named by macros are of an earlier layer, and layers come in order
    done: list[str] = []
    while len(done) < len(sources):
        done += [name for name in sources if name not in done and wanted[name] <= set(done)]
    renderer = Renderer()
    return tuple(
        f"create {'view' if VIEW in sources[name] else 'table'} {name} as {renderer.render(sources[name])}"
        for name in done
    )


def model_paths() -> dict[str, Path]:
    """The file of every model, by its name."""
    return {path.stem: path for path in sorted((DBT_PROJECT / "models").rglob("*.sql"))}


def models_of(*folders: str) -> tuple[str, ...]:
    """The names of the models in folders below `models`, in the order of the folders."""
    return tuple(path.stem for folder in folders for path in sorted((DBT_PROJECT / "models" / folder).glob("*.sql")))


class Renderer:
    """What dbt gives to a model's text, as far as such models use it: ref, config, return, dispatched macros."""

    def __init__(self) -> None:
        self.environment = Environment(autoescape=False)
        known: dict[str, Any] = self.environment.globals  # pyright: ignore[reportAssignmentType] - Jinja's own is narrower
        known.update({"ref": str, "config": _nothing, "return": str, "adapter": self})
        files = (path for path in (DBT_PROJECT / "macros").rglob("*.sql") if path.parent.name != "generic_tests")
        text = "".join(path.read_text(encoding="utf-8") for path in sorted(files))  # generic tests have dbt's own tag
        module = self.environment.from_string(text).module
        self.macros: dict[str, Any] = {name: value for name, value in vars(module).items() if callable(value)}
        known.update(self.macros)

    def dispatch(self, macro: str, _package: str) -> Any:
        """DuckDB's version of a macro, else the default."""
        return self.macros.get(f"duckdb__{macro}") or self.macros[f"default__{macro}"]

    def render(self, source: str) -> str:
        """The SQL of a model's text, every relation by its bare name."""
        return self.environment.from_string(source).render()


def _nothing(**_: Any) -> str:
    return ""
