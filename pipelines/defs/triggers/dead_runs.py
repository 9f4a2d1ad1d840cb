"""Runs whose process died with its machine: Dagster goes on to show them as started, and its queue waits for them.

Dagster's launcher of local processes has no check for that (`supports_check_run_worker_health` is False in 1.13). A run
that has started has left the id of its process in its log.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from dagster import DagsterEventType, DagsterInstance, DagsterRunStatus, RunsFilter

from pipelines.defs.messages import both
from pipelines.defs.partitions import PROVINCE_TAG

BEGUN = [DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING]
INEXACT = 10.0  # seconds by which the time that a process began may be off: it is counted from the machine's start


def end_dead_runs(instance: DagsterInstance, province: str) -> list[str]:
    """Mark the runs of a province whose process is gone as failed; their ids."""
    ended: list[str] = []
    for run in instance.get_runs(RunsFilter(tags={PROVINCE_TAG: province}, statuses=BEGUN)):
        started = instance.all_logs(run.run_id, of_type=DagsterEventType.RUN_START)
        pid = started[-1].dagster_event.pid if started and started[-1].dagster_event else None
        if pid is not None and not is_alive(pid, started[-1].timestamp):
            instance.report_run_failed(run, both("run_died"))
            ended.append(run.run_id)
    return ended


def is_alive(pid: int, since: float) -> bool:
    """Whether a process of this id runs that had begun at the time `since` (seconds since 1970).

    A later process may have the same id, after the machine was started again above all.
    """
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it belongs to another account
        return False
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:  # no Linux: the id has to do
        return True
    began = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME) + int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return fields[0] != "Z" and began <= since + INEXACT
