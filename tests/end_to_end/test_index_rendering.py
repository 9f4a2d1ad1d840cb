"""The file scorer runs the very SQL that dbt runs: every index model, rendered twice, is the same text."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.warehouse import dbt
from pipelines.warehouse.index_engine import statements


def test_the_scorers_sql_is_dbts(tmp_path: Path) -> None:
    dbt.run(["compile", "--select", "*index*"], tmp_path / "warehouse.duckdb", tmp_path)
    compiled = {
        node.name: plain(node.compiled_code)
        for node in dbt.manifest().nodes.values()
        if node.resource_type == "model" and getattr(node, "compiled_code", None)
    }
    mine = dict(re.match(r"create (?:table|view) (\w+) as (.*)", text, re.DOTALL).groups() for text in statements())  # pyright: ignore[reportOptionalMemberAccess]
    assert len(mine) > 20
    assert {name: compiled[name] for name in mine} == {name: plain(text) for name, text in mine.items()}


def plain(sql: str) -> str:
    """Without database and schema of relations, without the layout that two Jinjas leave."""
    return " ".join(re.sub(r'"\w+"\."\w+"\."(\w+)"', r"\1", sql).split())
