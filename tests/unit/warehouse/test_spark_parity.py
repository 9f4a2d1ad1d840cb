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


def write(folder: Path, query: str, table: str = "fct_a") -> None:
    place = folder / "tables" / "marts.db" / table
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
    # 1e10 and 1e10 + 0.4: ten digits of either are 1000000000|0
    write(engines, f"select code, n, case when n = 2 then 1e10 + 0.4 else value end as value, day from ({TABLE})")
    assert parity(engines) == TableParity("marts.fct_a", 4, 4, False, ())


def test_a_double_that_differs_in_the_tenth_digit_is_found(engines: Path) -> None:
    write(engines, f"select code, n, case when n = 1 then value + 1e-10 else value end as value, day from ({TABLE})")
    found = parity(engines)
    assert [text.split(",")[0] for text in found.differences] == ["1 rows in duck only", "1 rows in spark only"]


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
