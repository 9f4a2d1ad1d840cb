"""After every run of a province's month, and after any run that failed: its digest, sent as the office's settings say.

A run that only takes files from the inbox sends none, for there are many a day. Two sensors of run status, since
Dagster has one for each status. Without a settings file they do nothing. What goes wrong here is a line of the tick's
log: the run is over, and no alert changes it.
"""

# Signatures of Dagster hold a bare PathLike, which strict mode reports where they are imported.
# pyright: reportUnknownVariableType=false

from dataclasses import replace
from logging import Logger

from dagster import (
    AssetKey,
    DagsterRun,
    DagsterRunStatus,
    DefaultSensorStatus,
    RunFailureSensorContext,
    RunStatusSensorContext,
    run_failure_sensor,
    run_status_sensor,
)

from pipelines.alerts.content import Failed
from pipelines.alerts.deliver import deliver, is_off
from pipelines.alerts.digest import compose
from pipelines.alerts.gather import gather
from pipelines.defs.messages import both
from pipelines.defs.month import month_job
from pipelines.defs.partitions import MONTH_TAG, PROVINCE_TAG
from pipelines.defs.resources import Office
from pipelines.ledger.days import today

GATE = "verdict"  # the asset, and the step that fails where the gate refuses


@run_status_sensor(
    run_status=DagsterRunStatus.SUCCESS,
    name="digest_after_run",
    description=both("sensor_digest"),
    default_status=DefaultSensorStatus.RUNNING,
)
def digest_after_run(context: RunStatusSensorContext, office: Office) -> None:
    """Send the digest of the month that a run has judged."""
    if is_judging(context.dagster_run):
        send(context.dagster_run, office, context.log)


@run_failure_sensor(
    name="digest_after_failure",
    description=both("sensor_digest_failure"),
    default_status=DefaultSensorStatus.RUNNING,
)
def digest_after_failure(context: RunFailureSensorContext, office: Office) -> None:
    """Send the digest of the month whose run has failed, with the steps that failed."""
    steps = sorted({event.step_key for event in context.get_step_failure_events() if event.step_key})
    send(context.dagster_run, office, context.log, Failed(context.dagster_run.run_id, tuple(steps)))


def is_judging(run: DagsterRun) -> bool:
    """Whether the gate is part of a run: of the job `month`, or of assets chosen on a page or for a backfill."""
    return AssetKey(GATE) in run.asset_selection if run.asset_selection else run.job_name == month_job.name


def send(run: DagsterRun, office: Office, log: Logger, failed: Failed | None = None) -> None:
    """Send the digest of a run's month and province; nothing for a run without them. Raises nothing."""
    month, province = run.tags.get(MONTH_TAG), run.tags.get(PROVINCE_TAG)
    if month is None or province is None:
        return
    places = office.places(province)
    if is_off(places):
        return
    try:
        content = gather(places, office.seeds_root, month, today(), failed)
        if content.refused and failed and failed.steps == (GATE,):  # the refusal says it better
            content = replace(content, failed=None)
        digest = compose(province, content)
    except Exception as error:  # whatever is wrong with the data, the sensor goes on to the next run
        log.error(both("digest_fault", run=run.run_id, kind=type(error).__name__))
        return
    for delivery in deliver(places, digest):
        line = f"{delivery.said.vi} ({delivery.said.en})"
        if delivery.is_sent is False:
            log.error(line)
        else:
            log.info(line)


DIGESTS = [digest_after_run, digest_after_failure]
