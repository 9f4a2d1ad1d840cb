"""Where Dagster begins: assets, job, schedule, and runs in this one process.

The default executor starts a process per asset: 54 s against 16 s for a tiny job, all of it start-up.
"""

from dagster import Definitions, in_process_executor

from pipelines.defs.assets import ASSETS
from pipelines.defs.desk import Desk
from pipelines.defs.month import month_job, monthly

defs = Definitions(
    assets=ASSETS,
    jobs=[month_job],
    schedules=[monthly],
    resources={"desk": Desk()},
    executor=in_process_executor,
)
