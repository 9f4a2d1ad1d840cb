"""Runs that died with their machine are marked as failed, those that live or have just begun are not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dagster import DagsterInstance, DagsterRun, DagsterRunStatus
from dagster._core.test_utils import create_run_for_test  # pyright: ignore[reportUnknownVariableType]

from pipelines.defs.partitions import PROVINCE_TAG
from pipelines.defs.triggers.dead_runs import end_dead_runs
from pipelines.publication.province_lock import province_lock
from pipelines.settings import Places, places

START = timedelta(minutes=5)


@pytest.fixture(scope="module")
def instance() -> Iterator[DagsterInstance]:
    with DagsterInstance.ephemeral() as made:
        yield made


def run(instance: DagsterInstance, status: DagsterRunStatus, province: str = "08") -> DagsterRun:
    return create_run_for_test(instance, status=status, tags={PROVINCE_TAG: province})


def ended(instance: DagsterInstance, here: Places, minutes: float) -> list[str]:
    return end_dead_runs(instance, here, datetime.now(UTC) + timedelta(minutes=minutes), START)


def test_only_a_run_that_has_begun_and_does_not_hold_the_lock_is_ended(
    tmp_path: Path, instance: DagsterInstance
) -> None:
    here = places("08", tmp_path)
    started = run(instance, DagsterRunStatus.STARTED)
    others = [
        run(instance, DagsterRunStatus.QUEUED),
        run(instance, DagsterRunStatus.SUCCESS),
        run(instance, DagsterRunStatus.STARTED, "19"),
    ]
    assert ended(instance, here, 4.9) == []  # it may still be loading the project
    with province_lock(here):
        assert ended(instance, here, 60) == []
    assert ended(instance, here, 5.1) == [started.run_id]
    found = instance.get_run_by_id(started.run_id)
    assert found and found.status == DagsterRunStatus.FAILURE
    assert ended(instance, here, 60) == []
    states = [one.status for other in others if (one := instance.get_run_by_id(other.run_id))]
    assert states == [DagsterRunStatus.QUEUED, DagsterRunStatus.SUCCESS, DagsterRunStatus.STARTED]
