"""dbt's exposures name what reads the released tables: each file that queries them, and the tables that it queries."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

READING = re.compile(r"\b(?:from|join)\s+(\w+)", re.IGNORECASE)


def queried(path: Path, released: set[str]) -> set[str]:
    """The released tables in the SQL of a Python file, and those whose Parquet file it names."""
    tree = ast.parse(path.read_text("utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    # a hint such as `chiso query "select ..."` is for a person to type
    queries = [text for text in texts if re.search(r"\bselect\b", text) and "chiso query" not in text]
    found = {name for text in queries for name in READING.findall(text)}
    found |= {text.removesuffix(".parquet") for text in texts if text.endswith(".parquet")}
    return found & released


@pytest.fixture(scope="module")
def exposures(repo: Path) -> list[dict[str, Any]]:
    return yaml.safe_load((repo / "dbt_project/models/_exposures.yml").read_text("utf-8"))["exposures"]


@pytest.fixture(scope="module")
def released(repo: Path) -> set[str]:
    return {path.stem for path in (repo / "dbt_project/models/published").glob("*/*.sql")}


def files_of(exposure: dict[str, Any]) -> list[str]:
    return exposure.get("config", {}).get("meta", {}).get("files", [])


def test_an_exposure_depends_on_the_tables_that_its_files_query(
    repo: Path, exposures: list[dict[str, Any]], released: set[str]
) -> None:
    for exposure in exposures:
        declared = {re.sub(r"ref\('(\w+)'\)", r"\1", ref) for ref in exposure["depends_on"]}
        assert declared <= released, exposure["name"]
        if files_of(exposure):
            found = {table for name in files_of(exposure) for table in queried(repo / name, released)}
            assert declared == found, f"{exposure['name']}: {sorted(found)}"


def test_every_file_that_queries_a_released_table_is_in_an_exposure(
    repo: Path, exposures: list[dict[str, Any]], released: set[str]
) -> None:
    named = {name for exposure in exposures for name in files_of(exposure)}
    paths = [*(repo / "pipelines").rglob("*.py"), *(repo / "notebooks").glob("*.py")]
    reading = {path.relative_to(repo).as_posix() for path in paths if queried(path, released)}
    assert reading == named


def test_a_query_and_a_parquet_file_are_found(tmp_path: Path) -> None:
    path = tmp_path / "read.py"
    path.write_text(
        'SQL = "select * from area as a\\n  join period using (p) left join areas_of on true"\n'
        'HINT = "chiso query \\"select * from rule\\""\n'
        'NOTE = "taken from form"\n'
        'FILE = tree / "day.parquet"\n'
    )
    assert queried(path, {"area", "period", "rule", "form", "day", "indicator"}) == {"area", "period", "day"}
