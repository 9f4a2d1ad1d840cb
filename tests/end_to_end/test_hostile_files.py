"""Hostile files beside good ones: the good ones are always read and published, with the figures they have alone.

The quick test reads and joins what is in force; the slow ones publish a month.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from support.hostile import FAMILIES, hostile_files

from pipelines.publication import month
from pipelines.publication.candidate.in_force import figures_in_force
from pipelines.publication.candidate.run_suites import landed, landed_in_force
from pipelines.quality.suites import validate
from pipelines.settings import Places, places, seeds_root

PERIOD = "2026-10"
N_GOOD = 6
FIGURE = ["area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code", "value"]


def workbooks(sample: Path) -> tuple[list[Path], list[Path]]:
    """The good files, and those of other communes that hostile ones are made of."""
    ours = sorted(path for path in sample.iterdir() if f"_XA-01_{PERIOD}_" in path.name)
    return ours[:N_GOOD], ours[N_GOOD:]


def figures(here: Places, good: list[Path]) -> list[tuple[object, ...]]:
    """The figures in force of the reporters of the good files, as landed."""
    landing = month.land(here, seeds_root())
    names = {path.stem.rpartition("_")[2] for path in good}
    submissions = landed(landing.folder, "submission", 10**9)
    ours = submissions.filter(pl.col("reporter_code").is_in(list(names)))
    assert set(ours["outcome"]) == {"read"}
    found = figures_in_force(ours, landed(landing.folder, "observation", 10**9))
    return found.select(FIGURE).sort(FIGURE).rows()


def outcomes(here: Places) -> Counter[str]:
    landing = month.land(here, seeds_root())
    return Counter(landed(landing.folder, "submission", 10**9)["outcome"].to_list())


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


@pytest.mark.campaign
def test_good_files_are_published_beside_many_hostile_ones(sample: Path, tmp_path: Path) -> None:
    for seed in range(100, 100 + int(os.environ.get("SEEDS", "10"))):
        publish_beside(sample, tmp_path / str(seed), seed, 20 * len(FAMILIES))


def publish_beside(sample: Path, folder: Path, seed: int, n: int) -> None:
    """Publish the good files with and without `n` hostile ones; the released figures of the good ones are the same."""
    good, others = workbooks(sample)
    bad = hostile_files(seed, others, folder / "bad", n)
    released: list[list[tuple[object, ...]]] = []
    for name, files in (("alone", good), ("beside", [*bad[::2], *good, *bad[1::2]])):
        here = places("08", folder / name)
        month.receive(here, seeds_root(), files)
        done = month.run(here, seeds_root(), PERIOD)
        assert done.release is not None, done.verdict.reasons
        values = pl.read_parquet(done.release.folder / "parquet" / "indicator_value.parquet")
        areas = {f"c25-{path.stem.rpartition('_')[2][1:]}" for path in good}
        ours = values.filter(pl.col("area_id").is_in(list(areas)), pl.col("source_code") == "province_admin")
        released.append(ours.select(*FIGURE, "state").sort(FIGURE).rows())
    print(f"seed {seed}: {len(good)} good and {n} hostile files, {dict(outcomes(here))}, {len(released[0])} figures")
    assert released[0] == released[1] != []
