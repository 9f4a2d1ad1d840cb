"""Runs whose process died with its machine: Dagster goes on to show them as started, and its queue waits for them.

Dagster's launcher of local processes has no check for that. A run of chiso holds the lock of its province from its
first step to its end, so a run that is started while nobody holds the lock has died.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dagster import DagsterInstance, DagsterRunStatus, RunsFilter

from pipelines.defs.messages import both
from pipelines.defs.partitions import PROVINCE_TAG
from pipelines.publication.province_lock import lock_holder
from pipelines.settings import Places

BEGUN = [DagsterRunStatus.STARTING, DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING]


def end_dead_runs(instance: DagsterInstance, places: Places, now: datetime, start: timedelta) -> list[str]:
    """Mark the runs of a province that have died as failed; their ids. A run may take `start` to take the lock."""
    begun = instance.get_run_records(RunsFilter(tags={PROVINCE_TAG: places.province}, statuses=BEGUN))
    old = [record for record in begun if now - record.update_timestamp.replace(tzinfo=UTC) > start]
    if not old or lock_holder(places) is not None:
        return []
    for record in old:
        instance.report_run_failed(record.dagster_run, both("run_died"))
    return [record.dagster_run.run_id for record in old]
