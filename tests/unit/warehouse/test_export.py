"""The released tables as files: no text of a sender becomes a formula of whoever opens the CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import polars as pl
import pytest
from support.released import write_release

from pipelines.warehouse.export import NOTICE, NOTICE_FILE, comments, csv_apart, export, write_csv

RUNS = [
    '=HYPERLINK("http://x","y")', "=1+1", " =1", "\t=1", "\r=1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|x", "-1+1",
    "--1", "-A1", "＝1+1",
]  # fmt: skip
STAYS = ["-", "-5,2", "+84 912 345", "-12.5%", "x=1", "1+1", "'=1", "", "…", "a -1"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as con:
        con.execute("create schema published")
        con.execute("create table published.numbers (n bigint, x double)")
        con.execute("insert into published.numbers values (-1, -2.5)")
        con.execute("create table published.texts (n bigint, raw_text text)")
        con.executemany("insert into published.texts values (?, ?)", list(enumerate(RUNS + STAYS)))
    export(warehouse, tmp_path / "tree", "2026-10")
    return tmp_path / "tree"


def test_a_text_that_would_run_gets_an_apostrophe_in_csv_only(tree: Path) -> None:
    with (tree / "csv" / "texts.csv").open(encoding="utf-8", newline="") as file:
        printed = [row["raw_text"] for row in csv.DictReader(file)]
    assert printed == [f"'{text}" for text in RUNS] + STAYS
    assert pl.read_parquet(tree / "parquet" / "texts.parquet")["raw_text"].to_list() == RUNS + STAYS


def test_numbers_keep_their_sign(tree: Path) -> None:
    assert (tree / "csv" / "numbers.csv").read_text().splitlines() == ["n,x", "-1,-2.5"]


def test_csv_holds_the_period_of_the_occasion_and_parquet_all(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as con:
        con.execute("create schema published")
        con.execute("create table published.v as from (values ('2026-09', 1), ('2026-10', 2)) as v (period_code, n)")
        con.execute("create table published.l as from (values ('a|S2026-10'), ('a|2026-10')) as l (slice_id)")
        con.execute("create table published.area as from (values ('a'), ('b')) as a (area_id)")
    rows = export(warehouse, tmp_path / "tree", "2026-10")
    assert rows == {"area": 2, "l": 2, "v": 2}
    csv_of = {path.stem: path.read_text().splitlines() for path in (tmp_path / "tree" / "csv").iterdir()}
    assert csv_of == {
        "area": ["area_id", "a", "b"],
        "l": ["slice_id", "a|2026-10"],
        "v": ["period_code,n", "2026-10,2"],
    }
    whole = {path.stem: path.read_text().splitlines() for path in write_csv(tmp_path / "tree", tmp_path / "whole")}
    assert whole["v"] == ["period_code,n", "2026-09,1", "2026-10,2"]
    assert whole["l"] == ["slice_id", "a|2026-10", "a|S2026-10"]


def test_simulated_figures_are_called_so_in_each_parquet_file_and_beside_the_csv(tmp_path: Path) -> None:
    warehouse, notice = tmp_path / "warehouse.duckdb", "SỐ LIỆU MÔ PHỎNG / SIMULATED DATA"
    with duckdb.connect(str(warehouse)) as con:
        con.execute("create schema published")
        con.execute("create table published.area as from (values ('a')) as a (area_id)")
        con.execute("comment on table published.area is 'One row per area''s code.'")
    for tree, said in ((tmp_path / "simulated", notice), (tmp_path / "real", "")):
        export(warehouse, tree, "2026-10", said)
        write_csv(tree, tree / "whole", said)
        path = tree / "parquet" / "area.parquet"
        found = duckdb.execute("select decode(key), decode(value) from parquet_kv_metadata(?)", [str(path)]).fetchall()
        assert dict(found).get(NOTICE, "") == said
        with duckdb.connect(":memory:") as con:
            words = f"{notice}. One row per area''s code." if said else "One row per area''s code."
            assert comments(con, path, "area", "view") == [f"comment on view area is '{words}'"]
        for folder in (tree / "csv", tree / "whole"):
            assert (folder / "area.csv").read_text().splitlines() == ["area_id", "a"]
            assert (folder / NOTICE_FILE).exists() is bool(said)
    assert (tmp_path / "simulated" / "csv" / NOTICE_FILE).read_text("utf-8") == f"{notice}\n"


def test_a_csv_that_is_not_its_parquet_is_named(tmp_path: Path) -> None:
    """Bytes by hand: rows of the period alone, in the order of Parquet."""
    write_release(
        tmp_path,
        "create table a as select * from (values ('2026-09', 1), ('2026-10', 2)) as v (period_code, n)",
        "create table b as select 'x,y' as name",
    )
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "a.csv").write_text("period_code,n\n2026-10,2\n")
    (tmp_path / "csv" / "b.csv").write_text('name\n"x,y"\n')
    assert csv_apart(tmp_path, "2026-10") == ()
    assert csv_apart(tmp_path, "2026-09") == ("a.csv",)
    (tmp_path / "csv" / "a.csv").write_text("period_code,n\n2026-10,3\n")
    (tmp_path / "csv" / "more.csv").write_text("x\n")
    (tmp_path / "csv" / "b.csv").unlink()
    assert csv_apart(tmp_path, "2026-10") == ("a.csv", "b.csv", "more.csv")
