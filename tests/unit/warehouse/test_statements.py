"""Statements of a dbt build are kept by the state of the project and executed until one fails."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from pipelines.warehouse import statements
from pipelines.warehouse.statements import Recorder, execute, keep, read

TEST = "select\n  count(*) as failures,\n  count(*) != 0 as should_warn,\n  count(*) != 0 as should_error\nfrom ({})"


def query(text: str, name: str = "SQLQuery") -> SimpleNamespace:
    return SimpleNamespace(info=SimpleNamespace(name=name), data=SimpleNamespace(sql=f'/* {{"app": "dbt"}} */\n{text}'))


def test_statements_that_write_and_tests_are_recorded_without_dbts_comment() -> None:
    recorder = Recorder()
    for text in ("BEGIN", "create table a as select 1 as x", "describe (select 1)", TEST.format("select 1"), "COMMIT"):
        recorder(query(text))
    recorder(query("create table other (x int)", name="NodeStart"))
    assert recorder.statements == ["create table a as select 1 as x", TEST.format("select 1")]


@pytest.mark.parametrize(
    ("last", "is_whole"),
    [
        (TEST.format("select x from a where x = 2"), True),
        (TEST.format("select x from a where x = 1"), False),  # a data test that finds a row
        ("create table a (y int)", False),  # a statement that raises
    ],
)
def test_execution_stops_at_the_first_failure(last: str, is_whole: bool, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    done: list[tuple[int, int]] = []
    first = "create table a as select 1 as x"
    assert execute([first, last], warehouse, lambda n, total: done.append((n, total))) is is_whole
    assert done == ([(1, 2), (2, 2)] if is_whole else [(1, 2)])
    with duckdb.connect(str(warehouse)) as con:
        assert con.execute("select x from a").fetchall() == [(1,)]


def test_a_statement_that_needs_more_memory_than_the_limit_is_executed_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three million rows of hashes do not fit into 30 MB, and nothing may be spilled; the limit stands before that."""
    monkeypatch.setattr(statements, "LIMITED", {"threads": 1, "memory_limit": "30MB", "temp_directory": ""})
    large = "create table a as select hash(i)::text as t from range(3000000) as r (i) order by t"
    with duckdb.connect(config=statements.LIMITED) as con, pytest.raises(duckdb.OutOfMemoryException):
        con.execute(large)
    warehouse = tmp_path / "warehouse.duckdb"
    assert execute(["create table b as select 1 as x", large], warehouse)
    with duckdb.connect(str(warehouse)) as con:
        assert con.execute("select count(*) from a").fetchall() == [(3_000_000,)]


def test_a_changed_project_or_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "KEPT", tmp_path)
    state = ["first"]
    monkeypatch.setattr(statements, "project_hash", lambda: state[0])
    assert read() is None
    keep(["select 'ạ'"])
    assert read() == ["select 'ạ'"]
    state[0] = "second"
    assert read() is None
    keep(["select 2"])
    (path,) = tmp_path.glob("*.statements")  # that of the first state is removed
    path.write_bytes(path.read_bytes().replace(b"2]", b"3]").replace(b"select 2", b"select 3"))
    assert read() is None
