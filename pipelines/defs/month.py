"""The job of a month of one province; what requests it is in triggers/."""

# Signatures of Dagster hold a bare PathLike, which strict mode reports where they are imported.
# pyright: reportUnknownVariableType=false

from dagster import AssetSpec, define_asset_job

from pipelines.defs.assets import ASSETS
from pipelines.defs.messages import both
from pipelines.defs.partitions import PARTITIONS

SELECTED = [asset for asset in ASSETS if not isinstance(asset, AssetSpec)]
month_job = define_asset_job("month", selection=SELECTED, partitions_def=PARTITIONS, description=both("job_month"))
