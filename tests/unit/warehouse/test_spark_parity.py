"""Parity of the tables of two engines, made by hand: what counts as equal; each kind of difference is found."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.spark.parity import TableParity, compare

ROWS = "(values ('a', 1, 0.1e0, date '2026-10-01'), ('b', 2, 1e10, null), ('b', 2, 1e10, null), ('c', 3, null, null))"
TABLE = f"select * from {ROWS} as t(code, n, value, day)"


@pytest.fixture
def engines(tmp_path: Path) -> Path:
    """A warehouse with one source and one model's table, and the same table as Spark leaves it."""
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as con:
        con.execute("create schema landing; create table landing.cell as select 1 as one_cell")
        con.execute(f"create schema marts; create table marts.fct_a as {TABLE}")
    write(tmp_path, TABLE)
    return tmp_path


def write(folder: Path, query: str, table: str = "fct_a", schema: str = "marts") -> None:
    place = folder / "tables" / f"{schema}.db" / table
    place.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute(f"copy ({query}) to '{place / 'part-0.parquet'}' (format parquet)")


def parity(folder: Path, filled: tuple[str, ...] = ()) -> TableParity:
    (found,) = compare(folder / "warehouse.duckdb", folder / "tables", filled=filled)
    return found


def test_equal_tables_are_identical_and_sources_are_left_out(engines: Path) -> None:
    assert parity(engines) == TableParity("marts.fct_a", 4, 4, True, ())


def test_order_of_rows_and_columns_and_width_of_integers_do_not_count(engines: Path) -> None:
    write(engines, f"select day, value, cast(n as bigint) as n, code from ({TABLE}) order by code desc")
    assert parity(engines) == TableParity("marts.fct_a", 4, 4, True, ())


def test_a_double_equal_to_ten_digits_is_equal_and_not_identical(engines: Path) -> None:
    write(engines, f"select code, n, case when n = 2 then 1e10 + 0.9 else value end as value, day from ({TABLE})")
    assert parity(engines) == TableParity("marts.fct_a", 4, 4, False, ())


@pytest.mark.parametrize("other", ["1e10 + 1.1", "1e10 - 1.1", "'inf'::double", "null"])
def test_a_double_that_differs_by_more_is_found(engines: Path, other: str) -> None:
    value = f"case when n = 2 and turn = 1 then {other} else value end as value"
    write(
        engines,
        f"select code, n, {value}, day from (select *, row_number() over (partition by n) as turn from ({TABLE}))",
    )
    found = parity(engines)
    assert [text.split(",")[0] for text in found.differences] == ["1 rows in duck only", "1 rows in spark only"]


def test_what_is_left_of_two_scores_is_compared_to_decimals(tmp_path: Path) -> None:
    rows = "select code, points from (values ('a', 1e-4), ('b', 2e-4)) as t(code, points)"
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as con:
        con.execute(f"create schema published; create table published.index_leaf_gap as {rows}")
    outcomes: list[int] = []
    for more in (4e-9, 6e-9):
        changed = f"select code, points + cast({more} as double) as points from ({rows})"
        write(tmp_path, changed, "index_leaf_gap", "published")
        outcomes.append(len(parity(tmp_path).differences))
    assert outcomes == [0, 2]


def test_rows_of_one_key_are_paired_by_their_doubles(engines: Path) -> None:
    """Code b stands with 1 and 2 on either side, in another order and with other last bits."""
    rows = "select * from (values ('b', 1e0), ('b', 2e0), ('a', 3e0)) as t(code, value)"
    with duckdb.connect(str(engines / "warehouse.duckdb")) as con:
        con.execute(f"create or replace table marts.fct_a as {rows}")
    write(engines, f"select code, value * (1 + 1e-15) as value from ({rows}) order by value desc")
    assert parity(engines) == TableParity("marts.fct_a", 3, 3, False, ())


@pytest.mark.parametrize(
    "changed",
    [
        "case when n = 3 then 'C' else code end as code, n, value, day",
        "code, case when n = 3 then 4 else n end as n, value, day",
        "code, n, coalesce(value, 0) as value, day",
        "code, n, value, case when n = 1 then date '2026-10-02' else day end as day",
    ],
)
def test_one_planted_change_is_found(engines: Path, changed: str) -> None:
    write(engines, f"select {changed} from ({TABLE})")
    assert len(parity(engines).differences) == 2


def test_a_row_that_stands_twice_on_one_side_is_found(engines: Path) -> None:
    write(engines, f"select distinct * from ({TABLE})")
    assert parity(engines).differences == ("4 rows in duckdb, 3 in spark",)


def test_a_twin_in_place_of_another_row_is_found(engines: Path) -> None:
    """As many rows as before, each of them on both sides: only the number of each differs."""
    write(engines, f"select distinct * from ({TABLE}) union all ({TABLE} where n = 1)")
    assert len(parity(engines).differences) == 2


def test_a_table_empty_on_one_side_is_found(engines: Path) -> None:
    write(engines, f"{TABLE} where n > 3")
    assert parity(engines).differences == ("4 rows in duckdb, 0 in spark",)


def test_a_table_empty_on_both_sides_counts_only_where_it_must_have_rows(engines: Path) -> None:
    with duckdb.connect(str(engines / "warehouse.duckdb")) as con:
        con.execute("delete from marts.fct_a")
    write(engines, f"{TABLE} where n > 3")
    assert parity(engines).differences == ()
    assert parity(engines, ("marts.fct_a",)).differences == ("no rows to compare",)


def test_a_table_that_must_have_rows_and_is_not_there_is_found(engines: Path) -> None:
    found = compare(engines / "warehouse.duckdb", engines / "tables", filled=["marts.fct_b"])
    assert [(parity.table, parity.differences) for parity in found] == [
        ("marts.fct_a", ()),
        ("marts.fct_b", ("not in duckdb", "no rows to compare")),
    ]


def test_other_types_and_names_are_found(engines: Path) -> None:
    write(engines, f"select code, n, cast(value as decimal(20, 6)) as value, day as first_day from ({TABLE})")
    assert parity(engines).differences == (
        "day: in one engine only",
        "first_day: in one engine only",
        "value: DOUBLE in duckdb, DECIMAL(20,6) in spark",
    )


def test_a_table_that_one_engine_lacks_is_found(engines: Path) -> None:
    write(engines, TABLE, "fct_b")
    (engines / "tables" / "marts.db" / "fct_a" / "part-0.parquet").unlink()
    found = compare(engines / "warehouse.duckdb", engines / "tables")
    assert [(parity.table, parity.differences) for parity in found] == [
        ("marts.fct_a", ("not in spark",)),
        ("marts.fct_b", ("not in duckdb",)),
    ]
