"""Hostile files beside good ones: the good ones are always read and published, with the figures they have alone.

The quick test reads and joins what is in force; the slow ones publish a month.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from support.hostile import FAMILIES, hostile_files
from support.hostile_month import FIGURE, outcomes, publish_beside, workbooks

from pipelines.publication import month
from pipelines.publication.candidate.in_force import figures_in_force
from pipelines.settings import Places, places, seeds_root
from pipelines.submissions.intake.order.landed import landed


def figures(here: Places, good: list[Path]) -> list[tuple[object, ...]]:
    """The figures in force of the reporters of the good files, as landed."""
    landing = month.land(here, seeds_root())
    names = {path.stem.rpartition("_")[2] for path in good}
    submissions = landed(landing.folder, "submission", 10**9)
    ours = submissions.filter(pl.col("reporter_code").is_in(list(names)))
    assert set(ours["outcome"]) == {"read"}
    found = figures_in_force(ours, landed(landing.folder, "observation", 10**9))
    return found.select(FIGURE).sort(FIGURE).rows()


def test_good_files_are_read_beside_hostile_ones(sample: Path, tmp_path: Path) -> None:
    good, others = workbooks(sample)
    alone, beside = places("08", tmp_path / "alone"), places("08", tmp_path / "beside")
    month.receive(alone, seeds_root(), good)
    bad = hostile_files(1, others, tmp_path / "bad", 3 * len(FAMILIES))
    month.receive(beside, seeds_root(), [*bad[:18], *good, *bad[18:]])
    assert figures(alone, good) == figures(beside, good) != []
    cells = landed(month.land(beside, seeds_root()).folder, "cell", 10**9)
    assert cells.select(pl.struct("submission_id", "sheet", "address").is_unique().all()).item()
    assert cells.select(pl.col("address").str.contains("^[A-Z]{1,3}[1-9][0-9]*$").all()).item()
    assert cells["reason_code"].null_count() == 0
    print(f"{len(good)} good and {len(bad)} hostile files of {len(FAMILIES)} families: {dict(outcomes(beside))}")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11])
def test_good_files_are_published_beside_hostile_ones(sample: Path, tmp_path: Path, seed: int) -> None:
    publish_beside(sample, tmp_path, seed, 10 * len(FAMILIES))
