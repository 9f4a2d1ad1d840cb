"""The job of a month of one province and its schedule."""

# Signatures of Dagster hold a bare PathLike, which strict mode reports where they are imported.
# pyright: reportUnknownVariableType=false

from collections.abc import Iterator

from dagster import AssetSpec, RunRequest, ScheduleEvaluationContext, define_asset_job, schedule

from pipelines.defs.assets import ASSETS
from pipelines.defs.messages import both
from pipelines.defs.partitions import PARTITIONS, PROVINCES, TIMEZONE, Partition

SELECTED = [asset for asset in ASSETS if not isinstance(asset, AssetSpec)]
month_job = define_asset_job("month", selection=SELECTED, partitions_def=PARTITIONS, description=both("job_month"))


# The administrative month ends on the 14th; its files are there at six in the morning of the 15th.
@schedule(job=month_job, cron_schedule="0 6 15 * *", execution_timezone=TIMEZONE)
def monthly(context: ScheduleEvaluationContext) -> Iterator[RunRequest]:
    """Request a run of each province for the month that ended on the day before."""
    period = f"{context.scheduled_execution_time:%Y-%m}"
    for province in PROVINCES:
        key = Partition(period, province).key
        yield RunRequest(run_key=key, partition_key=key)
