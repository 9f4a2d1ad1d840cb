"""The vectorised scorer and the analyses on a real release: equal to its tables, the same bytes twice."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from support.once import stamps
from support.province import Province

from pipelines.cli.app import call
from pipelines.cli.context import ERROR, OK
from pipelines.codebook.load import load
from pipelines.files.analysis import make_analysis
from pipelines.indices.analysis import PROVIDERS
from pipelines.indices.analysis_table import AnalysisInput, AnalysisTable
from pipelines.indices.changes.sentences import number
from pipelines.indices.scoring.field import IndexKey
from pipelines.indices.scoring.release import read_release, runs
from pipelines.indices.scoring.score import nominal
from pipelines.settings import Places, places


@pytest.fixture
def copy(province: Province, tmp_path: Path) -> Places:
    """The current release alone, without ledger and snapshots."""
    found = places("08", tmp_path)
    shutil.copytree(province.current, found.release / province.current.name)
    shutil.copy(province.places.current, found.current)
    return found


def test_every_computed_run_equals_the_tables(repo: Path, province: Province) -> None:
    codebook = load(repo / "data" / "seeds").tables
    table = pl.read_parquet(province.current / "parquet" / "index_score.parquet").filter(pl.col("series") == "computed")
    compared = 0
    for row in runs(province.current).to_dicts():
        key = IndexKey(*(row[name] for name in IndexKey._fields))
        index = read_release(province.current, codebook, key)
        found = nominal(index)
        ranks = {code: found.ranks(code)[0] for code in found.nodes}
        rows = table.filter(*[pl.col(name) == value for name, value in key._asdict().items()])
        for wanted in rows.to_dicts():
            place = index.place_of(wanted["area_id"])
            score = found.of(wanted["node_code"])[0, place]
            # sums of ten terms of at most 100
            assert score == pytest.approx(
                np.nan if wanted["score"] is None else wanted["score"], abs=1e-12, nan_ok=True
            )
            if wanted["rank"] is not None:
                assert ranks[wanted["node_code"]][place] == wanted["rank"]
            compared += 1
    assert compared == table.height > 5_000


def test_the_same_release_gives_the_same_bytes_and_stays_as_it_is(copy: Places) -> None:
    before = stamps(copy.release)
    first = make_analysis(copy)
    assert not first.faults and first.n_rows["index_rank_interval"] == 124
    said = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    again = make_analysis(copy)
    assert {path.name: path.read_bytes() for path in again.folder.iterdir()} == said
    assert stamps(copy.release) == before
    assert "columns.csv" in said and "index_audit_pair.parquet" in said


def test_every_path_applied_to_the_release_has_its_rank(copy: Places, repo: Path) -> None:
    """Figures after the changes, scored; `rank_after` in the table is that of the SQL models."""
    made = make_analysis(copy)
    paths, changes = (pl.read_parquet(made.folder / f"{name}.parquet") for name in ("index_path", "index_path_change"))
    assert "CXI" in paths["index_code"].to_list()
    codebook = load(repo / "data" / "seeds").tables
    for row in paths.to_dicts():
        index = read_release(copy.release / made.release_id, codebook, IndexKey(*(row[n] for n in IndexKey._fields)))
        figures = index.figures.copy()
        unit = index.place_of(row["area_id"])
        assert nominal(index).ranks(index.root.node_code)[0, unit] == row["rank"]
        same = [pl.col(name) == row[name] for name in ("index_code", "area_id", "wanted")]
        for change in changes.filter(*same).to_dicts():
            place = index.leaf_position[change["node_code"]]
            assert figures[unit, place] == change["figure"]
            # a sum of shares of points: the last digits of a double
            assert abs(change["figure_after"] - change["figure"]) <= change["yearly_limit"] + 1e-9
            figures[unit, place] = change["figure_after"]
        assert nominal(replace(index, figures=figures)).ranks(index.root.node_code)[0, unit] == row["rank_after"]
        assert (row["rank_after"] <= row["wanted"]) == row["state"].startswith("reached")


def test_a_fault_in_an_analysis_leaves_the_others(copy: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: AnalysisInput) -> list[AnalysisTable]:
        raise ValueError("no such column")

    monkeypatch.setitem(PROVIDERS, "uncertainty", fails)
    made = make_analysis(copy)
    assert [fault.code for fault in made.faults] == ["analysis_fault"]
    assert "chiso index analyse" in made.faults[0].vi
    assert "index_audit_group" in made.n_rows and "index_rank_interval" not in made.n_rows


def test_parts_of_changes_add_up_to_those_of_the_release(copy: Places, capsys: pytest.CaptureFixture[str]) -> None:
    """Against index_change, which SQL makes of published scores and ranks; and the command prints the same numbers."""
    made = make_analysis(copy)
    rows = pl.read_parquet(made.folder / "index_change_cause.parquet")
    parts = rows.group_by("index_code", "area_id", "period_code", "from_period_code").agg(
        pl.col("score_change").sum().alias("part_sum"), pl.col("rank_change").sum().alias("rank_sum")
    )
    released = pl.read_parquet(copy.release / made.release_id / "parquet" / "index_change.parquet")
    both = parts.join(
        released.select(
            "index_code", "area_id", "period_code", "score_change", "places_gained", "previous_period_code"
        ),
        left_on=["index_code", "area_id", "period_code", "from_period_code"],
        right_on=["index_code", "area_id", "period_code", "previous_period_code"],
    ).drop_nulls("score_change")
    assert both.height > 100
    # sums of four parts of at most 100
    assert both.select((pl.col("part_sum") - pl.col("score_change")).abs().max()).item() <= 1e-12
    assert both.select((pl.col("rank_sum") + pl.col("places_gained")).abs().max()).item() <= 1e-6  # rounded thirds
    unit = rows.drop_nulls("cause")["area_name_vi"][0]
    options = ["--data", str(copy.data), "--out", str(copy.data / "out")]
    assert call(["index", "changes", "--index", "CXI", "--unit", unit, *options]) == OK
    printed = capsys.readouterr().out
    found = pl.read_csv(copy.data / "out" / "index_change_cause.csv")
    assert found.height == rows.filter(pl.col("area_name_vi") == unit).height > 1
    for change in found["score_change"]:
        assert f"\t{number(change, 'vi', signed=True)}\t" in printed
    assert f"điểm của {unit} " in printed
    for official in ("PAPI", "PII"):
        assert call(["index", "changes", "--index", official, *options]) == ERROR
        assert f"Thay đổi của {official} không phân rã được: điểm do bên khác công bố" in capsys.readouterr().err
    assert call(["index", "changes", "--index", "CXI", "--unit", "Hà Nội", *options]) == ERROR
    assert "Hà Nội không có ở cả hai lần" in capsys.readouterr().err
