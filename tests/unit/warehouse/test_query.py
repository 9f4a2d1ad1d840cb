"""Questions to a release: read-only, and also where the release holds its tables under their former names."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.messages import QueryError
from pipelines.warehouse.query import query


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A release with two tables under former names and one whose name never changed."""
    with duckdb.connect(str(tmp_path / "marts.duckdb")) as con:
        con.execute("create table dim_area as select 'c25-00700' as area_id, 'Xã A' as name_vi")
        con.execute("create table pub_indicator_value as select 'c25-00700' as area_id, 12.5 as value")
        con.execute("create table lineage as select 's' as slice_id")
    return tmp_path


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


def test_nothing_is_written_to_the_release(earlier: Path) -> None:
    before = (earlier / "marts.duckdb").read_bytes()
    query(earlier, "select * from area")
    assert (earlier / "marts.duckdb").read_bytes() == before
    with pytest.raises(QueryError, match="read-only"):
        query(earlier, "create table main.t as select 1 as n")


def test_an_empty_answer_keeps_its_columns_and_an_empty_statement_has_none(earlier: Path) -> None:
    assert query(earlier, "select slice_id from lineage where false").columns == ["slice_id"]
    assert query(earlier, "-- no statement").shape == (0, 0)
