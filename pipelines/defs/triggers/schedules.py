"""Schedules of a province: its month after each deadline and its days of grace, and the days on which it reminds.

Both are evaluated each morning and ask `publication.triggers.deadlines`, a function of codebook, province and day.
Dagster does not make up for mornings on which the machine was off, so a month that was missed is requested on the next
one. Whether a province's schedules run from the start, the
settings file of the office says (section [dagster]); without it somebody turns them on.
"""

# Signatures of Dagster hold a bare PathLike, which strict mode reports where they are imported.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from dagster import (
    DefaultScheduleStatus,
    RunRequest,
    RunsFilter,
    ScheduleDefinition,
    ScheduleEvaluationContext,
    SkipReason,
    schedule,
)

from pipelines.codebook.load import Codebook, load
from pipelines.defs.partitions import MONTHS, TIMEZONE, Partition
from pipelines.defs.resources import Office
from pipelines.defs.triggers.messages import tick_text
from pipelines.ledger import Ledger
from pipelines.publication.triggers.deadlines import RunDay, next_run, reminders_on, runs_on
from pipelines.publication.triggers.freshness import missed_month

MORNING = "0 6 * * *"
RUN_DAY_TAG = "chiso/run_day"


def month_schedule(province: str, job: Any, *, is_on: bool = False, cron: str = MORNING) -> ScheduleDefinition:
    """Request the month on the working day after a monthly form's deadline and its days of grace."""

    @schedule(
        name=f"month_{province}",
        job=job,
        cron_schedule=cron,
        execution_timezone=TIMEZONE,
        default_status=_status(is_on),
        description=f"Tỉnh {province}: tổng hợp, kiểm tra và công bố tháng sau hạn gửi và số ngày chờ thêm (the month"
        " is run after each deadline of a monthly form and its days of grace).",
    )
    def month(context: ScheduleEvaluationContext, office: Office) -> Iterator[RunRequest | SkipReason]:
        codebook, day = load(office.seeds_root), day_of(context)
        missed = missed_month(codebook, province, day, Ledger(office.places(province).ledger).read())
        wanted = [*([_request(missed, province)] if missed else []), *months_due(codebook, province, day)]
        found = [_once(context, one) for one in wanted]
        # Dagster takes requests or one reason, not both
        requests = [one for one in found if isinstance(one, RunRequest)]
        yield from requests or found[:1]

    return month


def reminder_schedule(province: str, job: Any, *, is_on: bool = False, cron: str = MORNING) -> ScheduleDefinition:
    """Request the texts for units that have to report soon or are late, on the days that the codebook states."""

    @schedule(
        name=f"reminders_{province}",
        job=job,
        cron_schedule=cron,
        execution_timezone=TIMEZONE,
        default_status=_status(is_on),
        description=f"Tỉnh {province}: viết lời nhắc các đơn vị trước và sau hạn gửi (units are reminded before and"
        " after a deadline).",
    )
    def reminders(context: ScheduleEvaluationContext, office: Office) -> Iterator[RunRequest | SkipReason]:
        yield from reminders_due(load(office.seeds_root), province, day_of(context))

    return reminders


def months_due(codebook: Codebook, province: str, day: date) -> Iterator[RunRequest | SkipReason]:
    """A request for each month that is due on `day`, else why there is none and when the next one is."""
    due = runs_on(codebook, province, day)
    yield from (_request(run, province) for run in due)
    if due:
        return
    coming = next_run(codebook, province, day)
    about = {"day": written(day), "province": province}
    if coming is None:
        yield SkipReason(tick_text("never_due", **about))
        return
    dates = {"run_date": written(coming.run_date), "last_date": written(coming.last_date)}
    yield SkipReason(tick_text("not_due", **about, **dates, period=coming.period))


def _request(run: RunDay, province: str) -> RunRequest | SkipReason:
    if run.period not in MONTHS:
        return SkipReason(tick_text("no_partition", period=run.period, province=province))
    key = f"{province}-{run.period}-{run.run_date}"
    duties = ", ".join(run.duties)
    tags = {RUN_DAY_TAG: key, "chiso/deadline": str(run.last_date), "chiso/duties": duties}
    return RunRequest(run_key=key, partition_key=Partition(run.period, province).key, tags=tags)


def _once(context: ScheduleEvaluationContext, found: RunRequest | SkipReason) -> RunRequest | SkipReason:
    """The request unless its day was requested before: the key of a run is one of its tick, in a schedule."""
    if isinstance(found, SkipReason):
        return found
    made = context.instance.get_run_records(RunsFilter(tags={RUN_DAY_TAG: found.tags[RUN_DAY_TAG]}), limit=1)
    if not made:
        return found
    return SkipReason(tick_text("requested_before", key=found.run_key, run=made[0].dagster_run.run_id[:8]))


def reminders_due(codebook: Codebook, province: str, day: date) -> Iterator[RunRequest | SkipReason]:
    """A request where some unit is to be reminded on `day`, else why not."""
    found = reminders_on(codebook, province, day)
    if not found:
        yield SkipReason(tick_text("no_reminder", day=written(day), province=province))
        return
    duties = sorted({duty for reminder in found for duty in reminder.duties})
    yield RunRequest(
        run_key=f"{province}-{day}",
        run_config={"ops": {"remind": {"config": {"province": province, "day": str(day)}}}},
        tags={"chiso/province": province, "chiso/duties": ", ".join(duties)},
    )


def day_of(context: ScheduleEvaluationContext) -> date:
    """The day in Vietnam on which a tick was scheduled, also where it is made up for later."""
    return context.scheduled_execution_time.astimezone(ZoneInfo(TIMEZONE)).date()


def written(day: date) -> str:
    """A date as Vietnamese write it: 16/10/2026."""
    return f"{day:%d/%m/%Y}"


def _status(is_on: bool) -> DefaultScheduleStatus:
    return DefaultScheduleStatus.RUNNING if is_on else DefaultScheduleStatus.STOPPED
