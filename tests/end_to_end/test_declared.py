"""What dbt declares of its models, held against the tables of a real candidate: columns, keys, references."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from support.province import Province

from pipelines.warehouse import dbt


@pytest.fixture
def warehouse(province: Province, tmp_path: Path) -> Path:
    """A copy of the candidate built last: the candidate stays as it was judged."""
    built = (province.places.build / "latest").read_text().strip()
    return Path(shutil.copy(province.places.build / built / "work" / "warehouse.duckdb", tmp_path))


def test_keys_and_references_of_the_sources_hold(warehouse: Path, tmp_path: Path) -> None:
    done = dbt.invoke(["test", "--select", "tag:declared"], warehouse, tmp_path)
    results = {result.node.name: str(result.status) for result in done.result.results}
    assert len(results) >= 150
    assert set(results.values()) == {"pass"}, [name for name, status in results.items() if status != "pass"]


def test_a_broken_reference_and_a_doubled_key_are_noticed(warehouse: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(warehouse)) as con:
        con.execute("update codebook.rule_terms set indicator_code = 'N_NOTHING' where term_no = 1")
        con.execute("insert into codebook.periods select * from codebook.periods where period_code = '2026-10'")
    done = dbt.invoke(["test", "--select", "stg_rule_terms", "stg_periods"], warehouse, tmp_path)
    failed = {result.node.name for result in done.result.results if str(result.status) == "fail"}
    assert failed == {
        "unique_stg_periods_period_code",
        "relationships_stg_rule_terms_indicator_code__indicator_code__ref_stg_indicators_",
    }


def test_every_declared_column_is_a_column_of_the_table(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        found = con.execute(
            "select schema_name, table_name, list(column_name order by column_index) from duckdb_columns() group by all"
        ).fetchall()
    tables = {(schema, table): columns for schema, table, columns in found}
    models = [node for node in dbt.manifest().nodes.values() if node.resource_type == "model"]
    assert len(models) > 150
    faults = {
        node.name: (list(node.columns), tables[node.schema, node.name])
        for node in models
        if list(node.columns) != tables[node.schema, node.name]
    }
    assert not faults


def test_only_released_tables_carry_their_descriptions_as_comments(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        comments = " union all ".join(
            f"select schema_name, comment from duckdb_{kind}()" for kind in ("columns", "tables", "views")
        )
        found = con.execute(f"select distinct schema_name from ({comments}) where comment is not null").fetchall()
    assert found == [("published",)]
