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
from pipelines.publication.candidate.run_suites import landed, landed_in_force
from pipelines.quality.suites import validate
from pipelines.settings import Places, places, seeds_root


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
    frames = landed_in_force(month.land(beside, seeds_root()).folder, 10**9)
    checks = validate("batch", {table: frame.to_pandas() for table, frame in frames.items()})
    stopped = [check.description_vi for check in checks if check.severity == "stop" and not check.success]
    print(f"{len(good)} good and {len(bad)} hostile files of {len(FAMILIES)} families: {dict(outcomes(beside))}")
    assert not stopped


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11])
def test_good_files_are_published_beside_hostile_ones(sample: Path, tmp_path: Path, seed: int) -> None:
    publish_beside(sample, tmp_path, seed, 10 * len(FAMILIES))
