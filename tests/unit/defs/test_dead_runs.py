"""Runs whose process is gone are marked as failed, those that live or have not begun are not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from dagster import DagsterEvent, DagsterEventType, DagsterInstance, DagsterRun, DagsterRunStatus
from dagster._core.test_utils import create_run_for_test  # pyright: ignore[reportUnknownVariableType]

from pipelines.defs.partitions import PROVINCE_TAG
from pipelines.defs.triggers.dead_runs import end_dead_runs, is_alive


@pytest.fixture(scope="module")
def instance() -> Iterator[DagsterInstance]:
    with DagsterInstance.ephemeral() as made:
        yield made


def run(instance: DagsterInstance, pid: int | None, province: str = "08") -> DagsterRun:
    """A run that has started in the process `pid`; one that has not begun where that is None."""
    made = create_run_for_test(instance, tags={PROVINCE_TAG: province})
    if pid is not None:
        event = DagsterEvent(DagsterEventType.RUN_START.value, made.job_name, message="", pid=pid)
        instance.report_dagster_event(event, made.run_id)
    return made


def status(instance: DagsterInstance, made: DagsterRun) -> DagsterRunStatus | None:
    found = instance.get_run_by_id(made.run_id)
    return found and found.status


def gone() -> int:
    """The id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_only_the_run_whose_process_is_gone_is_ended(instance: DagsterInstance) -> None:
    dead, alive = run(instance, gone()), run(instance, os.getpid())
    waiting, other = run(instance, None), run(instance, gone(), "19")
    assert end_dead_runs(instance, "08") == [dead.run_id]
    assert [status(instance, one) for one in (dead, alive, waiting, other)] == [
        *(DagsterRunStatus.FAILURE, DagsterRunStatus.STARTED),
        *(DagsterRunStatus.NOT_STARTED, DagsterRunStatus.STARTED),
    ]
    assert end_dead_runs(instance, "08") == []


def test_a_later_process_of_the_same_id_is_another_one() -> None:
    assert is_alive(os.getpid(), time.time())
    assert not is_alive(os.getpid(), time.time() - 86400)  # this test began less than a day ago


def test_a_process_that_nobody_has_waited_for_is_not_alive() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    time.sleep(0.1)
    while is_alive(process.pid, time.time()):
        time.sleep(0.1)
    assert process.wait() == 0
