"""The schedules and sensors of every province, and the jobs that they request.

Those of the provinces that the office's settings name (section [dagster], `provinces`) run from the start; without
settings none does, so that a trial of the project publishes nothing by itself.
"""

# pyright: reportUnknownVariableType=false

from dagster import AssetSelection, ScheduleDefinition, SensorDefinition, define_asset_job

from pipelines.defs.messages import both
from pipelines.defs.month import month_job
from pipelines.defs.partitions import PARTITIONS, PROVINCES
from pipelines.defs.triggers.reminders import remind_job
from pipelines.defs.triggers.schedules import month_schedule, reminder_schedule
from pipelines.defs.triggers.sensors import changes_sensor, inbox_sensor
from pipelines.office_settings import DagsterSettings, office_section
from pipelines.settings import data_root

_settings = office_section(data_root(), DagsterSettings)
ON = frozenset(_settings.provinces) if _settings else frozenset[str]()

intake_job = define_asset_job(
    "intake",
    selection=AssetSelection.assets("received", "read"),
    partitions_def=PARTITIONS,
    description=both("job_intake"),
)
TRIGGER_JOBS = [intake_job, remind_job]
SCHEDULES: list[ScheduleDefinition] = [
    made
    for province in PROVINCES
    for made in (
        month_schedule(province, month_job, is_on=province in ON),
        reminder_schedule(province, remind_job, is_on=province in ON),
    )
]
SENSORS: list[SensorDefinition] = [
    made
    for province in PROVINCES
    for made in (
        inbox_sensor(province, intake_job, is_on=province in ON),
        changes_sensor(province, month_job, is_on=province in ON),
    )
]
