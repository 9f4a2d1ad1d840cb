"""Models run in memory are the very SQL that dbt runs: each one, rendered by both, is the same text."""

from __future__ import annotations

import re
from pathlib import Path

from support import border_machine

from pipelines.warehouse import dbt
from pipelines.warehouse.in_memory.index_engine import index_models
from pipelines.warehouse.in_memory.models import create_statements

CREATE = re.compile(r"create (?:table|view) (\w+) as (.*)", re.DOTALL)


def test_the_sql_in_memory_is_dbts(tmp_path: Path) -> None:
    names = (*index_models(), *border_machine.MODELS)
    assert len(names) > 30
    dbt.run(["compile", "--select", *names], tmp_path / "warehouse.duckdb", tmp_path)
    compiled = {
        node.name: plain(node.compiled_code)
        for node in dbt.manifest().nodes.values()
        if node.resource_type == "model" and node.name in names
    }
    rendered: dict[str, str] = {}
    for statement in create_statements(names):
        found = CREATE.fullmatch(statement)
        assert found is not None
        rendered[found[1]] = plain(found[2])
    assert rendered == compiled


def plain(sql: str) -> str:
    """Without database and schema of relations, without the layout that two Jinjas leave."""
    return " ".join(re.sub(r'"\w+"\."\w+"\."(\w+)"', r"\1", sql).split())
