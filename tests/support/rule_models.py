"""The models behind what is published, built again and again on a landing of which some figures are changed.

The statements are those that the build of the small province's releases kept: nothing is compiled, and only models that
the published figures and the violations need are built.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import duckdb
import polars as pl
from support.rule_province import OCCASION, SmallProvince

from pipelines.ledger import Ledger
from pipelines.warehouse import build, dbt, statements
from pipelines.warehouse.config import BUILD
from pipelines.warehouse.sources import BuildIds, Sources

Key = tuple[str, str, str, str, str, str]  # area, indicator, breakdown, measure, source, period
KEY = ("area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code")
WANTED = ("indicator_value", "slice_state", "chk_violation", "chk_violation_slice", "fct_area_part")
SOURCES = ("landing", "codebook", "ledger")
CREATED = re.compile(r'create\s+(?:or\s+replace\s+)?(?:table|view)\s+"warehouse"\."\w+"\."(\w+)"', re.IGNORECASE)


class Models:
    """A warehouse of the small province with its last month, of which `built` returns the models."""

    def __init__(self, province: SmallProvince, work: Path) -> None:
        self.province = province
        work.mkdir(parents=True, exist_ok=True)
        file = work / "warehouse.duckdb"
        entries = Ledger(province.places.ledger).read()
        sources = Sources(province.places, province.codebook, entries, province.landing)
        build.load(sources, BuildIds("b", f"{OCCASION}-r003", OCCASION), file)
        self.connection = duckdb.connect(config=BUILD)
        self.connection.execute(f"attach '{file}' as loaded (read_only); attach ':memory:' as warehouse; use warehouse")
        for schema, table in self._tables("loaded"):
            self.connection.execute(f"create schema if not exists {schema}")
            self.connection.execute(f"create table {schema}.{table} as select * from loaded.{schema}.{table}")
        self.connection.execute("detach loaded")
        # an explanation on the form would turn a hold into a question
        self.connection.execute("update landing.observation set explanation = null")
        self.statements = _needed()
        self.changed: dict[Key, tuple[Any, ...]] = {}

    def built(self, figures: Mapping[Key, float]) -> dict[str, pl.DataFrame]:
        """The wanted tables, with these figures in place of what was sent."""
        self._restore()
        self._change(figures)
        schemas = {schema for schema, _ in self._tables("warehouse")} - {*SOURCES, "main"}
        for schema in sorted(schemas):
            self.connection.execute(f"drop schema {schema} cascade")
        for text in self.statements:
            self.connection.execute(text)
        where = dict((table, schema) for schema, table in self._tables("warehouse"))
        return {name: self.query(f"select * from {where[name]}.{name}") for name in WANTED}

    def query(self, sql: str) -> pl.DataFrame:
        """The rows of a query."""
        return self.connection.sql(sql).pl()

    def _change(self, figures: Mapping[Key, float]) -> None:
        named = " and ".join(f"{name} = ?" for name in KEY)
        for key, value in figures.items():
            old = self.connection.execute(
                f"select value, obs_status from landing.observation where {named}", key
            ).fetchall()
            assert len(old) == 1, (key, old)
            self.changed[key] = old[0]
            self._set(key, (value, "reported"))

    def _restore(self) -> None:
        for key, old in self.changed.items():
            self._set(key, old)
        self.changed = {}

    def _set(self, key: Key, values: tuple[Any, ...]) -> None:
        named = " and ".join(f"{name} = ?" for name in KEY)
        self.connection.execute(
            f"update landing.observation set value = ?, obs_status = ? where {named}", [*values, *key]
        )

    def _tables(self, database: str) -> list[tuple[str, str]]:
        sql = "select schema_name, table_name from duckdb_tables() where database_name = ?"
        sql += " union all select schema_name, view_name from duckdb_views() where database_name = ? and not internal"
        return cast("list[tuple[str, str]]", self.connection.execute(sql, [database, database]).fetchall())


def _needed() -> list[str]:
    """The kept statements that create what the wanted tables are made of."""
    kept = statements.read()
    assert kept is not None, "the releases of the small province were built from this state of the project"
    nodes = dbt.manifest().nodes
    wanted = [node for node in nodes.values() if node.resource_type == "model" and node.name in WANTED]
    names: set[str] = set()
    while wanted:
        node = wanted.pop()
        if node.name not in names:
            names.add(node.name)
            wanted += [nodes[parent] for parent in node.depends_on.nodes if parent in nodes]
    found: list[str] = []
    for _, text in kept:
        match = CREATED.match(text)
        if text.startswith("create schema") or (match and match[1] in names):
            found.append(text)
    return found
