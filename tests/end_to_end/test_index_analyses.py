"""The vectorised scorer and the analyses on a real release: equal to its tables, the same bytes twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from support.once import stamps
from support.province import Province

from pipelines.codebook.load import load
from pipelines.files.analysis import make_analysis
from pipelines.indices.analysis import PROVIDERS
from pipelines.indices.analysis_table import AnalysisInput, AnalysisTable
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


def test_a_fault_in_an_analysis_leaves_the_others(copy: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: AnalysisInput) -> list[AnalysisTable]:
        raise ValueError("no such column")

    monkeypatch.setitem(PROVIDERS, "uncertainty", fails)
    made = make_analysis(copy)
    assert [fault.code for fault in made.faults] == ["analysis_fault"]
    assert "chiso index analyse" in made.faults[0].vi
    assert "index_audit_group" in made.n_rows and "index_rank_interval" not in made.n_rows
