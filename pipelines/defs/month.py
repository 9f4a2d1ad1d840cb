"""The job of a month and its schedule."""

# Signatures of Dagster hold a bare PathLike, which strict mode reports where they are imported.
# pyright: reportUnknownVariableType=false

from dagster import RunRequest, ScheduleEvaluationContext, define_asset_job, schedule

from pipelines.defs.assets import ASSETS, MONTHS

month_job = define_asset_job("month", selection=ASSETS, partitions_def=MONTHS)


# The administrative month ends on the 14th; its files are there at six in the morning of the 15th.
@schedule(job=month_job, cron_schedule="0 6 15 * *", execution_timezone="Asia/Ho_Chi_Minh")
def monthly(context: ScheduleEvaluationContext) -> RunRequest:
    """Request a run for the month that ended on the day before."""
    period = f"{context.scheduled_execution_time:%Y-%m}"
    return RunRequest(run_key=period, partition_key=period)
