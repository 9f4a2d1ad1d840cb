"""Questions to a release: read-only, and also where the release holds its tables under their former names."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pytest
from support.released import write_release

from pipelines.warehouse.export import export, write_database
from pipelines.warehouse.messages import QueryError
from pipelines.warehouse.query import query, select

TEXT = "Mỗi dòng một địa bàn, 'xã'; {x: 1}"


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A release with two tables under former names and one whose name never changed."""
    return write_release(
        tmp_path,
        "create table dim_area as select 'c25-00700' as area_id, 'Xã A' as name_vi",
        "create table pub_indicator_value as select 'c25-00700' as area_id, 12.5 as value",
        "create table lineage as select 's' as slice_id",
    )


def test_tables_of_an_earlier_release_answer_to_both_names(earlier: Path) -> None:
    present = query(earlier, "select a.name_vi, v.value from indicator_value as v join area as a using (area_id)")
    former = query(
        earlier, "select a.name_vi, v.value from pub_indicator_value as v join dim_area as a using (area_id)"
    )
    assert present.rows() == former.rows() == [("Xã A", 12.5)]
    assert query(earlier, "select slice_id from lineage").rows() == [("s",)]


def test_a_table_that_the_release_lacks_is_not_invented(earlier: Path) -> None:
    with pytest.raises(QueryError, match="index_score"):
        query(earlier, "select * from index_score")


@pytest.mark.parametrize(
    "sql",
    [
        "create table t as select 1 as n",
        "insert into area values ('x', 'y')",
        "drop view area",
        "copy (select 1 as n) to '{folder}/parquet/lineage.parquet'",  # a path that may be read
        "select 1; copy (select 1 as n) to '{folder}/parquet/lineage.parquet'",
        "export database '{folder}'",
        "attach '{folder}/other.duckdb'",
        "set enable_external_access = true",
        "pragma threads = 1",
        "select * from read_text('{folder}/secret.txt')",
        "select * from read_csv('{folder}/secret.txt')",
        "select * from glob('{folder}/*')",
    ],
)
def test_nothing_is_written_and_no_other_file_is_read(sql: str, earlier: Path) -> None:
    (earlier / "secret.txt").write_text("secret")
    before = {path: path.read_bytes() for path in earlier.rglob("*") if path.is_file()}
    with pytest.raises(QueryError):
        query(earlier, sql.format(folder=earlier))
    assert {path: path.read_bytes() for path in earlier.rglob("*") if path.is_file()} == before


LONG = "select max(a.range * b.range) from range(10000000) as a, range(100000) as b where (a.range + b.range) % 7 = 3"
WIDE = "select a.range, hash(a.range) as h from range(40000000) as a order by h"  # 640 MB twice, to be sorted


def test_a_statement_that_runs_too_long_is_stopped(earlier: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryError) as error:
        select(earlier, LONG, seconds=0.5)
    assert error.value.code == "query_slow" and "0.5 giây" in error.value.message_vi
    assert time.monotonic() - begun < 10  # seconds: it is stopped between two blocks of rows, also on a busy machine
    assert select(earlier, "select slice_id from lineage", seconds=60).rows == [("s",)]


@pytest.mark.parametrize("sql", [WIDE, "select repeat('a', 900000000) from range(20)"])
def test_a_statement_that_takes_too_much_memory_is_stopped_and_writes_no_file(
    sql: str, earlier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # DuckDB would spill into the working folder
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(QueryError) as error:
        select(earlier, sql)
    assert error.value.code == "query_memory"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(("n", "is_refused"), [(10, False), (11, True)])
def test_an_answer_has_a_limit_of_rows(
    n: int, is_refused: bool, earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.warehouse.query.QUERY_ROWS", 10)
    if is_refused:
        with pytest.raises(QueryError, match="limit"):
            select(earlier, f"select * from range({n})")
    else:
        assert len(select(earlier, f"select * from range({n})").rows) == n


@pytest.mark.parametrize(
    "sql", ["set threads = 8", "set memory_limit = '64GB'", "set temp_directory = '{folder}'", "reset memory_limit"]
)
def test_the_limits_cannot_be_lifted_by_a_statement(sql: str, earlier: Path) -> None:
    with pytest.raises(QueryError):
        select(earlier, sql.format(folder=earlier))


@pytest.mark.parametrize("sql", ["show tables", "describe area", "summarize area", "explain select 1", "from area"])
def test_every_way_to_read_is_allowed(sql: str, earlier: Path) -> None:
    assert query(earlier, sql).height > 0
    assert select(earlier, sql).rows and select(earlier, sql).columns


def test_descriptions_are_comments_where_they_are_asked_for(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as con:
        con.execute("create schema published")
        con.execute("create table published.area as select 'c25-00700' as area_id, '2026-10' as period_code")
        con.execute("comment on table published.area is 'Mỗi dòng một địa bàn, ''xã''; {x: 1}'")
        con.execute("comment on column published.area.area_id is 'Mã địa bàn'")
    export(warehouse, tmp_path / "tree", "2026-10")
    asked = "select comment from duckdb_columns() where table_name = 'area' and column_name = 'area_id'"
    assert query(tmp_path / "tree", asked).rows() == [("Mã địa bàn",)]
    asked = "select comment from duckdb_views() where view_name = 'area'"
    assert query(tmp_path / "tree", asked).rows() == [(TEXT,)]
    write_database(tmp_path / "tree", tmp_path / "marts.duckdb")
    with duckdb.connect(str(tmp_path / "marts.duckdb"), read_only=True) as con:
        assert con.execute("select comment from duckdb_tables()").fetchall() == [(TEXT,)]
        assert con.execute("select * from area").fetchall() == [("c25-00700", "2026-10")]


def test_an_empty_answer_keeps_its_columns_and_an_empty_statement_has_none(earlier: Path) -> None:
    assert query(earlier, "select slice_id from lineage where false").columns == ["slice_id"]
    assert query(earlier, "-- no statement").shape == (0, 0)
    assert select(earlier, "-- no statement") == ([], [])
    assert select(earlier, "select slice_id from lineage where false") == (["slice_id"], [])


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select * from nothing_like_it", "không có bảng “nothing_like_it”"),
        ("select name_v from area", "không có cột “name_v”; gần nhất: name_vi"),
        ("select flor(1)", "không có hàm “flor”; gần nhất: floor"),
        ("selec 1", "sai cú pháp ở gần “selec”"),
        ("select cast('a' as int)", "DuckDB báo “Conversion Error"),  # in no pattern: quoted
    ],
)
def test_what_is_wrong_with_a_statement_is_said_in_vietnamese(sql: str, said: str, earlier: Path) -> None:
    with pytest.raises(QueryError) as error:
        query(earlier, sql)
    assert f"Câu lệnh SQL không chạy được: {said}" in str(error.value.message_vi)


def test_describe_has_the_description_of_each_column(tmp_path: Path) -> None:
    folder = tmp_path / "parquet"
    folder.mkdir()
    described = '{"": "Areas", "area_id": "Mã địa bàn (area)"}'
    with duckdb.connect() as con:
        con.execute(
            f"copy (select 'a' as area_id, 1 as n) to '{folder / 'area.parquet'}'"
            f" (format parquet, kv_metadata {{chiso_descriptions: '{described}'}})"
        )
    found = select(tmp_path, "describe area")
    assert found.columns == ["column_name", "data_type", "description"]
    assert found.rows == [("area_id", "VARCHAR", "Mã địa bàn (area)"), ("n", "INTEGER", None)]
    with pytest.raises(QueryError, match="area"):
        select(tmp_path, "describe areas")
