"""A month of good files with hostile ones beside them, published: a sample of it is slow, more seeds are a campaign."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
from support.hostile import hostile_files

from pipelines.publication import month
from pipelines.settings import Places, places, seeds_root
from pipelines.submissions.intake.order.landed import landed

PERIOD = "2026-10"
N_GOOD = 6
FIGURE = ["area_id", "indicator_code", "breakdown_code", "measure_code", "source_code", "period_code", "value"]


def workbooks(sample: Path) -> tuple[list[Path], list[Path]]:
    """The good files, and those of other communes that hostile ones are made of."""
    ours = sorted(path for path in sample.iterdir() if f"_XA-01_{PERIOD}_" in path.name)
    return ours[:N_GOOD], ours[N_GOOD:]


def outcomes(here: Places) -> Counter[str]:
    landing = month.land(here, seeds_root())
    return Counter(landed(landing.folder, "submission", 10**9)["outcome"].to_list())


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
