"""The job that writes reminders: one text for each unit, into `<data>/reminders/<province>/<day>/`."""

# pyright: reportUnknownVariableType=false

from datetime import date

from dagster import Config, MetadataValue, OpExecutionContext, job, op

from pipelines.codebook.load import load
from pipelines.defs.resources import Office
from pipelines.publication.reply.reminder_files import write_reminders
from pipelines.publication.triggers.deadlines import schedule_rule


class RemindConfig(Config):
    """The province whose units are reminded, and the day of the reminder (2026-12-15)."""

    province: str
    day: str


@op
def remind(context: OpExecutionContext, config: RemindConfig, office: Office) -> None:
    """Write the texts of a day; without a release there are none, since nobody knows who has reported."""
    here, day = office.places(config.province), date.fromisoformat(config.day)
    if not here.current.exists():
        context.log.info("Chưa công bố lần nào nên chưa có lời nhắc.\nNothing was released yet: no reminders.")
        return
    within = schedule_rule(load(office.seeds_root), config.province, day).remind_before_days
    out = here.data / "reminders" / config.province / config.day
    n = write_reminders(here, office.seeds_root, day, within, out)
    context.add_output_metadata({"n_units": n, "folder": MetadataValue.path(str(out))})


@job(description="Viết lời nhắc cho từng đơn vị (texts that remind each unit of its reports).")
def remind_job() -> None:
    """Write the reminders of a day."""
    remind()
