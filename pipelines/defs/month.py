"""The job of a month of one province; what requests it is in triggers/."""

# Signatures of Dagster hold a bare PathLike, which strict mode reports where they are imported.
# pyright: reportUnknownVariableType=false

from dagster import AssetSpec, define_asset_job

from pipelines.defs.assets import ASSETS
from pipelines.defs.messages import both
from pipelines.defs.partitions import PARTITIONS

SELECTED = [asset for asset in ASSETS if not isinstance(asset, AssetSpec)]
# A run whose process died with its machine is started again as a whole; a run that failed in a step is not. Its order
# among the runs of other months does not matter: an older month becomes a release of the latest one.
RETRIED = {
    "dagster/max_retries": "2",
    "dagster/retry_on_asset_or_op_failure": "false",
    "dagster/retry_strategy": "ALL_STEPS",
}
month_job = define_asset_job(
    "month", selection=SELECTED, partitions_def=PARTITIONS, description=both("job_month"), tags=RETRIED
)
