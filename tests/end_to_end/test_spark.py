"""The models on Spark: every one is accepted by its parser, and the first steps of an index give DuckDB's tables.

The whole of it is `make scale-test`. Skipped where the extra `scale` or Java is absent; with `CI=true` that fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support import frameworks
from support.spark_trial import local_session
from support.two_engines import warehouse_of

from pipelines.warehouse import dbt
from pipelines.warehouse.spark import build
from pipelines.warehouse.spark.parity import compare

pytestmark = pytest.mark.spark
LAST = "model.chiso.fct_index_leaf_score"
FILLED = tuple(f"marts.fct_index_{name}" for name in ("imputed_cell", "point", "winsorised", "treatment", "leaf_score"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def spark(folder: Path) -> Iterator[Any]:
    with local_session(folder / "tables") as made:
        yield made


def test_every_model_and_test_is_sql_of_spark(spark: Any, folder: Path) -> None:
    compiled = build.invoke(["compile", "--no-populate-cache", "--no-introspect"], folder)
    assert compiled.exception is None
    nodes = {result.node.name: result.node for result in compiled.result.results}
    assert {node.name for node in dbt.manifest().nodes.values() if node.resource_type == "model"} <= nodes.keys()
    parser = spark._jsparkSession.sessionState().sqlParser()

    def fault(sql: str) -> str:
        try:
            parser.parsePlan(sql)
        except Exception as error:  # Spark's own class is known only where Spark is installed
            return str(error).partition("== SQL ==")[0].strip()
        return ""

    assert fault("select last_value(n ignore nulls) over (order by n) from t") != ""
    faults = {name: text for name, node in nodes.items() if (text := fault(node.compiled_code))}
    assert faults == {}


def test_imputed_and_treated_columns_are_those_of_duckdb(spark: Any, folder: Path) -> None:
    """Twelve random frameworks; what is not of an index is taken over from DuckDB as Parquet."""
    selected = index_models(LAST)
    warehouse = warehouse_of(frameworks.frameworks(12), folder, [LAST.rsplit(".", maxsplit=1)[-1]])
    nodes = dbt.manifest().nodes
    read = {name for model in selected for name in nodes[model].depends_on.nodes} - selected
    build.export_tables(warehouse, folder / "sources", sorted(stored(name) for name in read))
    build.register_tables(spark, folder / "sources")

    ran = build.run(["run", "--select", *(nodes[model].name for model in sorted(selected))], folder)

    assert ran["model"] == len(selected) > 10
    tables = [stored(model) for model in selected if nodes[model].config.materialized == "table"]
    found = compare(warehouse, folder / "tables", tables, FILLED)
    assert {parity.table: parity.differences for parity in found if parity.differences} == {}
    assert sum(parity.n_spark for parity in found) > 5_000

    plant(folder / "tables" / "marts.db" / "fct_index_leaf_score")
    (planted,) = compare(warehouse, folder / "tables", ["marts.fct_index_leaf_score"])
    assert [text.split(",")[0] for text in planted.differences] == ["1 rows in duck only", "1 rows in spark only"]


def index_models(last: str) -> set[str]:
    """A model and those that it is made of, as far as they are models of indices behind staging."""
    nodes = dbt.manifest().nodes
    found, open_nodes = set[str](), [last]
    while open_nodes:
        name = open_nodes.pop()
        if name not in found and name in nodes and nodes[name].fqn[2] == "index" and nodes[name].fqn[1] != "staging":
            found.add(name)
            open_nodes += nodes[name].depends_on.nodes
    return found


def stored(model: str) -> str:
    node = dbt.manifest().nodes[model]
    return f"{node.schema}.{node.name}"


def plant(place: Path) -> None:
    """One score of the table changed by a part in a million."""
    rows = pl.read_parquet(place / "*.parquet")
    for path in place.glob("*.parquet"):
        path.unlink()
    values = rows["score"].to_list()
    at = next(number for number, score in enumerate(values) if score)
    values[at] *= 1 + 1e-6
    rows.with_columns(pl.Series("score", values)).write_parquet(place / "part.parquet")
