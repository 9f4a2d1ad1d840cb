"""Forgets what nobody looks at any more in Dagster's history: `python -m pipelines.defs.retention [DAYS]`.

Ticks are forgotten by Dagster itself (deploy/dagster.yaml). A run that made an asset stays, since the state of the
asset's partition is read from it; a run that failed before it made anything goes, and so does what old runs printed.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from dagster import DagsterEventType, DagsterInstance, DagsterRunStatus, RunsFilter

DAYS = 180
ENDED = [DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED]


class Forgotten(NamedTuple):
    """How many runs were deleted, and of how many others the printed output."""

    n_runs: int
    n_logs: int


def forget(instance: DagsterInstance, before: datetime) -> Forgotten:
    """Delete runs without any result, and the printed output of all others, that ended before a moment."""
    n_runs = n_logs = 0
    for run in instance.get_runs(RunsFilter(statuses=ENDED, updated_before=before)):
        instance.compute_log_manager.delete_logs(prefix=[run.run_id, "compute_logs"])
        made = instance.get_records_for_run(run.run_id, of_type=DagsterEventType.ASSET_MATERIALIZATION, limit=1)
        if run.status != DagsterRunStatus.SUCCESS and not made.records:
            instance.delete_run(run.run_id)
            n_runs += 1
        else:
            n_logs += 1
    return Forgotten(n_runs, n_logs)


if __name__ == "__main__":
    days = int(sys.argv[1]) if len(sys.argv) > 1 else DAYS
    with DagsterInstance.get() as of_home:
        forgotten = forget(of_home, datetime.now(UTC) - timedelta(days=days))
    print(f"{forgotten.n_runs} runs without a result deleted, printed output of {forgotten.n_logs} others")
