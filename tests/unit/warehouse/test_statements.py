"""Statements of a dbt build are kept by the state of the project and executed until one fails."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from pipelines.warehouse import statements
from pipelines.warehouse.dbt import NodeResult
from pipelines.warehouse.statements import Recorder, Statement, execute, keep, read

TEST = "select\n  count(*) as failures,\n  count(*) != 0 as should_warn,\n  count(*) != 0 as should_error\nfrom ({})"


def query(text: str, name: str = "SQLQuery", node: str = "model.chiso.a") -> SimpleNamespace:
    data = SimpleNamespace(sql=f'/* {{"app": "dbt"}} */\n{text}', node_info=SimpleNamespace(unique_id=node))
    return SimpleNamespace(info=SimpleNamespace(name=name), data=data)


def test_statements_that_write_and_tests_are_recorded_without_dbts_comment() -> None:
    recorder = Recorder()
    for text in ("BEGIN", "create table a as select 1 as x", "describe (select 1)", TEST.format("select 1"), "COMMIT"):
        recorder(query(text))
    recorder(query("create table other (x int)", name="NodeStart"))
    texts = ["create table a as select 1 as x", TEST.format("select 1")]
    assert recorder.statements == [Statement("model.chiso.a", text) for text in texts]


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
    first = Statement("model.chiso.a", "create table a as select 1 as x")
    both = [first, Statement("test.chiso.t", last)]
    assert execute(both, warehouse, lambda n, total: done.append((n, total))) is is_whole
    assert done == ([(1, 2), (2, 2)] if is_whole else [(1, 2)])
    with duckdb.connect(str(warehouse)) as con:
        assert con.execute("select x from a").fetchall() == [(1,)]


def test_each_model_and_test_has_one_result_after_all_have_succeeded(tmp_path: Path) -> None:
    warned = "select\n  count(*) as failures,\n  true as should_warn,\n  false as should_error\nfrom range(3)"
    whole = [
        Statement("", "create schema s"),  # of no model
        Statement("model.chiso.a", "create table s.a as select 1 as x"),
        Statement("model.chiso.a", "comment on table s.a is 'a'"),
        Statement("test.chiso.t", TEST.format("select x from s.a where x = 2")),
        Statement("test.chiso.w", warned),
    ]
    results: list[NodeResult] = []
    assert execute(whole, tmp_path / "a.duckdb", on_result=results.append)
    assert [result[:2] for result in results] == [
        *(("model.chiso.a", "success"), ("test.chiso.t", "pass"), ("test.chiso.w", "warn")),
    ]
    assert [result.failures for result in results] == [0, 0, 3]
    assert [result.is_good for result in results] == [True, True, False]
    results.clear()
    broken = [*whole, Statement("test.chiso.f", TEST.format("select x from s.a"))]
    assert not execute(broken, tmp_path / "b.duckdb", on_result=results.append)
    assert results == []  # the caller starts again with dbt


def test_a_statement_that_needs_more_memory_than_the_limit_is_executed_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three million rows of hashes do not fit into 30 MB, and nothing may be spilled; the limit stands before that."""
    monkeypatch.setattr(statements, "LIMITED", {"threads": 1, "memory_limit": "30MB", "temp_directory": ""})
    large = "create table a as select hash(i)::text as t from range(3000000) as r (i) order by t"
    with duckdb.connect(config=statements.LIMITED) as con, pytest.raises(duckdb.OutOfMemoryException):
        con.execute(large)
    warehouse = tmp_path / "warehouse.duckdb"
    small = "create table b as select 1 as x"
    assert execute([Statement("model.chiso.b", small), Statement("model.chiso.a", large)], warehouse)
    with duckdb.connect(str(warehouse)) as con:
        assert con.execute("select count(*) from a").fetchall() == [(3_000_000,)]


def test_a_changed_project_or_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "KEPT", tmp_path)
    state = ["first"]
    monkeypatch.setattr(statements, "project_hash", lambda: state[0])
    assert read() is None
    kept = [Statement("model.chiso.a", "select 'ạ'")]
    keep(kept)
    assert read() == kept
    state[0] = "second"
    assert read() is None
    keep([Statement("model.chiso.a", "select 2")])
    (path,) = tmp_path.glob("*.statements")  # that of the first state is removed
    path.write_bytes(path.read_bytes().replace(b"select 2", b"select 3"))
    assert read() is None


def test_statements_of_an_earlier_version_without_nodes_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "KEPT", tmp_path)
    monkeypatch.setattr(statements, "project_hash", lambda: "state")
    content = b'["select 1", "select 2"]'
    (tmp_path / "state.statements").write_bytes(hashlib.sha256(content).hexdigest().encode() + content)
    assert read() is None
