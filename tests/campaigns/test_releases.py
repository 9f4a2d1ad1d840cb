"""Fifty-three monthly releases of one province, each built again from originals and ledger: about an hour.

`make test-slow` publishes and rebuilds four months of a few communes.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from support.release_history import SEEDS, PublishedMonth, data_root, publish_month, rebuilt_differently

from pipelines.codebook.load import load
from pipelines.sample.province import long_history, write_sample

pytestmark = pytest.mark.campaign
FIRST, N_MONTHS = "2026-08", 53


def test_every_release_of_53_months_stays_and_can_be_rebuilt(tmp_path: Path) -> None:
    codebook = load(SEEDS)
    periods = long_history(codebook, FIRST, N_MONTHS)
    table = codebook.tables["periods"].filter(pl.col("period_code").is_in(periods)).sort("end_date")
    months = table.filter(kind="month", calendar="admin")
    files = write_sample(codebook, "08", periods, tmp_path / "in", has_mistakes=False)
    ends = dict(table.select("period_code", "end_date").iter_rows())
    where = data_root(tmp_path / "data")
    published: list[PublishedMonth] = []
    for period, start in months.select("period_code", "start_date").iter_rows():
        mine = [path for path in files if (end := ends[path.name.split("_")[2]]) >= start and end <= ends[period]]
        done = publish_month(where, period, mine)
        published.append(done)
        print(
            f"{done.release_id} {done.n_files:4d} files {done.wall:5.1f} s {done.cpu:5.1f} s of processor, release"
            f" {done.release_bytes / 1e6:5.1f} MB, data {done.data_bytes / 1e6:7.1f} MB"
        )
    assert len(published) == N_MONTHS
    assert sum(done.n_files for done in published) == len(files)
    assert max(done.release_bytes for done in published) <= 30e6  # a release is small enough to be sent by mail or kept
    assert rebuilt_differently(where, published, tmp_path / "again") == []
