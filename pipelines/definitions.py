"""The Dagster code location: assets, job, schedule, resource and executor.

Runs stay in one process. The default executor starts a process for each asset: 54 s instead of 16 s for a small job.
"""

from dagster import Definitions, in_process_executor

from pipelines.defs.assets import ASSETS
from pipelines.defs.month import month_job, monthly
from pipelines.defs.resources import ProvinceResource
from pipelines.process import set_umask

set_umask()  # every process of Dagster that runs an asset imports this module

defs = Definitions(
    assets=ASSETS,
    jobs=[month_job],
    schedules=[monthly],
    resources={"province": ProvinceResource()},
    executor=in_process_executor,
)
