"""Published values as changes: the same answers as whole files, and rows only for what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.codebook.schema.columns import SLICE_KEY
from pipelines.ledger import Entry, Ledger
from pipelines.publication.tree import file_sha256
from pipelines.settings import Places
from pipelines.warehouse.in_memory.models import ModelDatabase
from pipelines.warehouse.messages import WarehouseError
from pipelines.warehouse.published_values import load_published, write_changes

COLUMNS = (*SLICE_KEY, "value", "obs_status")
REPORTED, CORRECTED, BLANK = "reported", "corrected", "not_collected"
AUG, SEP = "2026-08", "2026-09"
# What each release publishes as current: area, period, value, status. Worked by hand: `steady` never changes, `changed`
# in r2, `held` is held in r2 and back in r3, `blank` has a typed absence, `restated` keeps value but not status, `gone`
# is held from r2 on, `new` comes in r3.
RELEASES = {
    "r1": [
        *[("steady", AUG, 1.0, REPORTED), ("changed", AUG, 2.0, REPORTED), ("held", AUG, 3.0, REPORTED)],
        *[("blank", AUG, None, BLANK), ("restated", AUG, 4.0, REPORTED), ("gone", AUG, 5.0, REPORTED)],
    ],
    "r2": [
        *[("steady", AUG, 1.0, REPORTED), ("changed", AUG, 2.5, REPORTED), ("blank", AUG, None, BLANK)],
        ("restated", AUG, 4.0, CORRECTED),
    ],
    "r3": [
        *[("steady", AUG, 1.0, REPORTED), ("changed", AUG, 2.5, REPORTED), ("held", AUG, 3.0, REPORTED)],
        *[("blank", AUG, None, BLANK), ("restated", AUG, 4.0, CORRECTED), ("new", SEP, 6.0, REPORTED)],
    ],
}
CHANGES = {
    "r1": RELEASES["r1"],
    "r2": [
        *[("changed", AUG, 2.5, REPORTED), ("gone", AUG, None, None), ("held", AUG, None, None)],
        ("restated", AUG, 4.0, CORRECTED),
    ],
    "r3": [("held", AUG, 3.0, REPORTED), ("new", SEP, 6.0, REPORTED)],
}


def frame(rows: Sequence[tuple[str, str, float | None, str | None]]) -> pl.DataFrame:
    full = [(area, "N", "_T", "in_period", "s", period, value, status) for area, period, value, status in rows]
    types = {name: pl.String() for name in SLICE_KEY} | {"value": pl.Float64(), "obs_status": pl.String()}
    return pl.DataFrame(full, types, orient="row").sort(SLICE_KEY)


def published(folder: Path, whole: tuple[str, ...]) -> tuple[Places, list[Entry]]:
    """A data root of the three releases: those of `whole` with the files of earlier versions."""
    places = Places("08", folder)
    ledger = Ledger(places.ledger)
    places.published.mkdir(parents=True)
    for release_id, rows in RELEASES.items():
        tree = folder / release_id
        (tree / "parquet").mkdir(parents=True)
        current, held = frame(rows), frame([("held", SEP, 99.0, REPORTED)])
        states = [current.with_columns(state=pl.lit("current")), held.with_columns(state=pl.lit("held"))]
        pl.concat(states).write_parquet(tree / "parquet" / "indicator_value.parquet")
        path = places.published / f"{release_id}.parquet"
        if release_id in whole:
            current.write_parquet(path)
        else:
            write_changes(places, ledger.read(), tree, path)
        build = {"build_id": release_id, "tree_hash": "-", "occasion_period": SEP, "ledger_seq": 1}
        ledger.append("release", {"release_id": release_id, "published_sha256": file_sha256(path), **build})
    return places, ledger.read()


def loaded(places: Places, entries: list[Entry]) -> pl.DataFrame:
    names = ", ".join(f"{name} text" for name in SLICE_KEY)
    with duckdb.connect() as con:
        con.execute(
            f"create table loaded (release_id text, release_seq bigint, {names}, value double, obs_status text,"
            " is_doubted boolean)"
        )
        load_published(con, places, entries, "loaded")
        return con.sql(f"from loaded order by release_seq, {', '.join(SLICE_KEY)}").pl()


def test_a_release_keeps_what_it_publishes_otherwise_than_before(tmp_path: Path) -> None:
    places, _ = published(tmp_path, ())
    for release_id, rows in CHANGES.items():
        assert (
            pl.read_parquet(places.published / f"{release_id}.parquet").drop("is_doubted").rows() == frame(rows).rows()
        ), release_id


@pytest.mark.parametrize("whole", [("r1",), ("r1", "r2"), ("r1", "r2", "r3"), ("r2",), ("r1", "r3")])
def test_whole_files_of_earlier_versions_load_as_changes(tmp_path: Path, whole: tuple[str, ...]) -> None:
    found = loaded(*published(tmp_path, whole))
    for release_id, rows in CHANGES.items():
        assert found.filter(release_id=release_id).select(COLUMNS).rows() == frame(rows).rows(), release_id


@pytest.mark.parametrize("whole", [(), ("r1", "r2", "r3")])
def test_a_held_slice_shows_the_last_release_that_published_its_value(tmp_path: Path, whole: tuple[str, ...]) -> None:
    """August and September are held in a fourth build; what r1 to r3 published is shown, each with its release."""
    places, entries = published(tmp_path, whole)
    areas = ("steady", "changed", "held", "blank", "restated", "gone", "new")
    held = [(area, "N", "_T", "in_period", "s", SEP, "held", "violation", None) for area in areas]
    slices = pl.DataFrame(
        held, {name: pl.String() for name in (*SLICE_KEY, "state", "reason_code", "detail")}, orient="row"
    ).with_columns(slice_id=pl.col("area_id"), is_questioned=False, is_explained=False)
    months = [(AUG, date(2026, 7, 15)), (SEP, date(2026, 8, 15))]
    periods = pl.DataFrame(months, ["period_code", "start_date"], orient="row")
    releases = [(entry.payload["release_id"], entry.seq) for entry in entries]
    tables = {
        "fct_slice": slices,
        "stg_periods": periods.with_columns(kind=pl.lit("month"), calendar=pl.lit("admin")),
        "stg_releases": pl.DataFrame(releases, ["release_id", "release_seq"], orient="row"),
        "stg_published_values": loaded(places, entries),
        "fct_admitted_figure": pl.DataFrame(
            schema=dict.fromkeys((*SLICE_KEY, "slice_id"), pl.String()) | {"value": pl.Float64()}
        ),
        "fct_area_sum": pl.DataFrame(
            schema=dict.fromkeys((*SLICE_KEY, "slice_id"), pl.String()) | {"is_questioned": pl.Boolean()}
        ),
    }
    database = ModelDatabase(tables, ["int_published_values", "fct_last_admitted", "slice_state"])
    found = database.query("select area_id, shown_release_id, shown_period_code, shown_value from slice_state")
    assert sorted(found.rows()) == [
        ("blank", None, None, None),
        ("changed", "r3", AUG, 2.5),
        ("gone", "r1", AUG, 5.0),
        ("held", "r3", AUG, 3.0),
        ("new", "r3", SEP, 6.0),
        ("restated", "r3", AUG, 4.0),
        ("steady", "r3", AUG, 1.0),
    ]


def test_a_further_release_without_changes_adds_no_row(tmp_path: Path) -> None:
    places, entries = published(tmp_path, ())
    path = tmp_path / "again.parquet"
    write_changes(places, entries, tmp_path / "r3", path)
    assert pl.read_parquet(path).is_empty()


def write_cells(folder: Path, named: dict[str, str]) -> None:
    """The cell behind the figure of each area, and the violation that names it."""
    place = {"submission_id": "s", "sheet": "XA-01", "address": list(named)}
    pl.DataFrame({"violation_id": list(named.values()), **place}).write_parquet(folder / "violation_cell.parquet")
    slices = [f"{area}|N|_T|in_period|s|{SEP if area == 'new' else AUG}" for area in named]
    pl.DataFrame({"slice_id": slices, **place}).write_parquet(folder / "lineage.parquet")


def test_a_value_that_is_accused_when_published_is_doubted(tmp_path: Path) -> None:
    """A failed jump or balance not waived, and what is asked about; not a bound, an undecided balance, a waived jump.

    r2 accuses `steady` too: its value is unchanged and is kept again with the mark; so it is in r3, without it.
    """
    places, ledger = Places("08", tmp_path), Ledger(Places("08", tmp_path).ledger)
    places.published.mkdir(parents=True)
    accused = {
        "r1": [
            ("held", "jump", "fail", False),
            ("blank", "jump", "fail", True),
            ("gone", "share_bounds", "fail", False),
        ],
        "r2": [("steady", "cumulative_balance", "fail", False), ("changed", "cumulative_balance", "undecided", False)],
        # a question about a ratio of which `new` is a part; one about a sum that does not follow from `restated`
        "r3": [("ratio", "share_bounds", "fail", False), ("sum", "cumulative_balance", "fail", False)],
    }
    doubted: dict[str, list[tuple[str, bool]]] = {}
    for release_id, found in accused.items():
        folder = tmp_path / release_id / "parquet"
        folder.mkdir(parents=True)
        marks = {"state": pl.lit("current"), "is_questioned": pl.col("area_id").is_in(["new", "restated"])}
        frame(RELEASES[release_id]).with_columns(**marks).write_parquet(folder / "indicator_value.parquet")
        rows = [(area, "N", "_T", "in_period", "s", AUG, *rest) for area, *rest in found]
        types = dict.fromkeys((*SLICE_KEY, "rule_kind", "outcome"), pl.String()) | {"is_waived": pl.Boolean()}
        violations = pl.DataFrame(rows, types, orient="row").with_columns(
            violation_id="area_id", severity=pl.lit("question")
        )
        violations.write_parquet(folder / "violation.parquet")
        write_cells(folder, {"new": "ratio", "restated": "sum"})
        path = places.published / f"{release_id}.parquet"
        write_changes(places, ledger.read(), tmp_path / release_id, path)
        kept = pl.read_parquet(path).filter(pl.col("obs_status").is_not_null())
        doubted[release_id] = kept.select("area_id", "is_doubted").rows()
        build = {"build_id": release_id, "tree_hash": "-", "occasion_period": SEP, "ledger_seq": 1}
        ledger.append("release", {"release_id": release_id, "published_sha256": file_sha256(path), **build})
    assert [area for area, mark in doubted["r1"] if mark] == ["held"]
    assert doubted["r2"] == [("changed", False), ("restated", False), ("steady", True)]
    assert doubted["r3"] == [("held", False), ("new", True), ("steady", False)]


def test_a_changed_file_is_not_loaded(tmp_path: Path) -> None:
    places, entries = published(tmp_path, ())
    (places.published / "r2.parquet").write_bytes((places.published / "r1.parquet").read_bytes())
    with pytest.raises(WarehouseError) as fault:
        loaded(places, entries)
    assert [failure.code for failure in fault.value.failures] == ["published_damaged"]
