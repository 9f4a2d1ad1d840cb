"""Two months of a province on DuckDB and on a Spark cluster of two workers that are killed in mid-task."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.province import MONTHS
from support.release_history import SEEDS
from support.spark_trial import INDEX, MODELS, UNIT_TESTS, Command, on_cluster, treated_seeds, two_months

from pipelines.settings import places
from pipelines.warehouse.spark.session import missing

pytestmark = pytest.mark.campaign


@pytest.fixture(scope="module", autouse=True)
def _spark() -> None:
    if reason := missing():
        pytest.skip(reason)


def test_spark_gives_what_duckdb_gives_with_workers_killed(tmp_path: Path, sample: Path) -> None:
    seeds = treated_seeds(SEEDS, tmp_path / "seeds")
    built = two_months(places("08", tmp_path / "data"), seeds, sample, MONTHS[:2], tmp_path / "duckdb")

    whole = on_cluster(built[0], tmp_path / "first", [Command(MODELS), Command(UNIT_TESTS)])
    print(f"{MONTHS[0]}: {whole.summary()}")
    assert whole.differences == []

    # a worker lost in a leaf stage, then another in a stage that reads what the lost one had shuffled
    commands = [Command(MODELS, kill_in="leaf"), Command(INDEX, kill_in="parents")]
    killed = on_cluster(built[1], tmp_path / "second", commands)
    print(f"{MONTHS[1]}: {killed.summary()}")
    assert killed.differences == []
    leaf, inner = killed.kills
    assert leaf is not None and not leaf.parents
    assert inner is not None and inner.parents
    assert killed.log is not None
    assert killed.log.ends["ExecutorLostFailure"] >= 2
    assert killed.log.ends["FetchFailed"] >= 1
    assert set(killed.log.second_attempts) & set(inner.parents)  # what was lost was computed again
