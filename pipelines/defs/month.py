"""The month's job and when it runs. Not here: what a step does."""

# Dagster's own signatures hold a bare PathLike, which strict mode reports where they are merely imported.
# pyright: reportUnknownVariableType=false

from dagster import RunRequest, ScheduleEvaluationContext, define_asset_job, schedule

from pipelines.defs.assets import ASSETS, MONTHS

month_job = define_asset_job("month", selection=ASSETS, partitions_def=MONTHS)


# The administrative month ends on the 14th; at six in the morning of the 15th its files are what there is.
@schedule(job=month_job, cron_schedule="0 6 15 * *", execution_timezone="Asia/Ho_Chi_Minh")
def monthly(context: ScheduleEvaluationContext) -> RunRequest:
    """The month that ended yesterday."""
    period = f"{context.scheduled_execution_time:%Y-%m}"
    return RunRequest(run_key=period, partition_key=period)
