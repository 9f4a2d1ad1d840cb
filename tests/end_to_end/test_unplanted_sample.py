"""The sample of `make run` without planted mistakes: almost nothing is held or asked about, each with its reason."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.cli.month.sample import MONTHS, RELEASES, YEAR_END
from pipelines.codebook.load import load
from pipelines.publication import month
from pipelines.sample.arrivals import arrivals
from pipelines.sample.province import write_sample
from pipelines.settings import places, seeds_root

# shares of the figures of a release (../docs/rules.md): what a person can look at in a month
MOST_HELD, MOST_QUESTIONED = 0.005, 0.01


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The Parquet files of the three releases, of files that come at the times of the story."""
    root = tmp_path_factory.mktemp("unplanted")
    codebook, where = load(seeds_root()), places("08", root / "data")
    written = [
        path
        for periods in (MONTHS, YEAR_END)
        for path in write_sample(codebook, "08", periods, root / "inbox", has_mistakes=False)
    ]
    found: list[Path] = []
    for period, periods in RELEASES:
        for at, files in arrivals(codebook, "08", periods, written):
            month.receive(where, seeds_root(), files, month.Delivery(at=at, is_simulated=True))
        done = month.run(where, seeds_root(), period)
        assert done.release is not None, done.verdict.reasons
        found.append(where.release / done.release.release_id / "parquet")
    return found


@pytest.mark.slow
def test_of_right_figures_few_are_held_or_asked_about(releases: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    for folder in releases:
        states = pl.read_parquet(folder / "slice_state.parquet").filter(pl.col("state").is_in(["current", "held"]))
        failed = pl.read_parquet(folder / "violation.parquet").filter(pl.col("outcome") == "fail")
        held, questioned = states.filter(pl.col("state") == "held"), states.filter(pl.col("is_questioned"))
        lines = [f"{folder.parent.name}: {states.height} figures, {held.height} held, {questioned.height} questioned"]
        counts = failed.group_by("severity", "rule_code").len().sort("severity", "rule_code")
        lines += [f"  {severity} {rule}: {n}" for severity, rule, n in counts.iter_rows()]
        reasons = held.select("slice_id", "reason_code", "detail").sort("slice_id")
        lines += [f"  held {slice_id}: {reason} {detail}" for slice_id, reason, detail in reasons.iter_rows()]
        asked = failed.filter(pl.col("severity") == "question").sort("rule_code", "slice_id")
        lines += [f"  asked {text}" for text in asked["message_vi"]]
        with capsys.disabled():
            print("", *lines, sep="\n")
        assert states.height > 9000
        assert held.height <= MOST_HELD * states.height
        assert questioned.height <= MOST_QUESTIONED * states.height
        # nothing is held without a reason
        assert reasons.filter(pl.col("reason_code").is_null() | pl.col("detail").is_null()).is_empty()
