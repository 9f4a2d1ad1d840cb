"""The Dagster code location: assets, jobs, schedules, sensors, resources and executor.

Runs stay in one process. The default executor starts a process for each asset: 54 s instead of 16 s for a small job.
"""

from dagster import Definitions, in_process_executor

from pipelines.defs.assets import ASSETS
from pipelines.defs.digests import DIGESTS
from pipelines.defs.month import month_job
from pipelines.defs.resources import Office, RunLock
from pipelines.defs.triggers.of_provinces import SCHEDULES, SENSORS, TRIGGER_JOBS
from pipelines.process import set_umask

set_umask()  # every process of Dagster that runs an asset imports this module

office = Office()
defs = Definitions(
    assets=ASSETS,
    jobs=[month_job, *TRIGGER_JOBS],
    schedules=SCHEDULES,
    sensors=[*SENSORS, *DIGESTS],
    resources={"office": office, "run_lock": RunLock(office=office)},
    executor=in_process_executor,
)
