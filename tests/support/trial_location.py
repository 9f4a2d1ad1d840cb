"""A Dagster code location for the daemon trial: the project's own, with shorter pauses between ticks.

The environment says how often sensors look (TRIAL_INTERVAL), how long a file must be still (TRIAL_QUIET), and
whether changes make releases (TRIAL_MONTH). The
schedule of the month is evaluated at every minute.
"""

# pyright: reportUnknownVariableType=false

from __future__ import annotations

import os
from datetime import timedelta

from dagster import Definitions, in_process_executor

from pipelines.defs.assets import ASSETS
from pipelines.defs.month import month_job
from pipelines.defs.resources import Office, RunLock
from pipelines.defs.triggers.of_provinces import TRIGGER_JOBS, intake_job
from pipelines.defs.triggers.schedules import month_schedule
from pipelines.defs.triggers.sensors import changes_sensor, inbox_sensor

PROVINCE = "08"
interval = int(os.environ["TRIAL_INTERVAL"])
office = Office(quiet_seconds=float(os.environ["TRIAL_QUIET"]))
with_month = os.environ.get("TRIAL_MONTH") == "1"

defs = Definitions(
    assets=ASSETS,
    jobs=[month_job, *TRIGGER_JOBS],
    schedules=[month_schedule(PROVINCE, month_job, is_on=True, cron="* * * * *")],
    sensors=[
        inbox_sensor(PROVINCE, intake_job, is_on=True, interval=interval),
        changes_sensor(PROVINCE, month_job, is_on=with_month, quiet=timedelta(minutes=3), interval=60),
    ],
    resources={"office": office, "run_lock": RunLock(office=office)},
    executor=in_process_executor,
)
