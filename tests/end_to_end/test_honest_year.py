"""A year of honest workbooks of a province: every one is read, none waits, no cell is rejected."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.codebook.load import load
from pipelines.ledger import Ledger
from pipelines.sample.province import write_sample
from pipelines.settings import REPO, places
from pipelines.submissions.intake.land import land
from pipelines.submissions.intake.order.landed import landed
from pipelines.submissions.intake.receive import Delivery, receive

MONTHS = [*(f"2026-{month:02}" for month in range(8, 13)), *(f"2027-{month:02}" for month in range(1, 8))]


@pytest.mark.slow
def test_none_of_a_year_waits(tmp_path: Path) -> None:
    """124 communes × 12 months, and what departments send for these periods; received month by month."""
    codebook = load(REPO / "data" / "seeds")
    where = places("08", tmp_path / "data")
    n_files = 0
    for month in MONTHS:
        files = write_sample(codebook, "08", [month], tmp_path / month, has_mistakes=False)
        n_files += len(receive(where, codebook, files, Delivery(is_ahead=True)))
    entries = Ledger(where.ledger).read()
    landing = land(where, codebook, entries)
    submissions = landed(landing.folder, "submission", entries[-1].seq)
    communes = submissions.filter(pl.col("form_code") == "XA-01")
    counts = dict(submissions["outcome"].value_counts().iter_rows())
    print(f"{n_files} workbooks, {communes.height} of communes: {counts}, {submissions['n_reject'].sum()} rejects")
    assert communes.height == 124 * 12
    assert counts == {"read": n_files}
    assert submissions["n_reject"].sum() == 0
