"""Sensors of a province: one for its inbox, one for what comes after a release. Both are evaluated by the daemon.

The inbox sensor requests the reading of new files, the other one a new release. What has been requested is known by
the run's key, by tags of runs and by the ledger, so that a repeated tick or a daemon that starts again requests nothing
twice.
"""

# pyright: reportUnknownVariableType=false

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from dagster import (
    DagsterRunStatus,
    DefaultSensorStatus,
    RunRequest,
    RunsFilter,
    SensorDefinition,
    SensorEvaluationContext,
    SkipReason,
    sensor,
)

from pipelines.codebook.load import load
from pipelines.defs.partitions import MONTHS, Partition
from pipelines.defs.resources import Office
from pipelines.defs.triggers.dead_runs import end_dead_runs
from pipelines.defs.triggers.messages import tick_text
from pipelines.ledger import Ledger
from pipelines.ledger.days import today
from pipelines.publication.triggers.changes import changes_since_release
from pipelines.publication.triggers.deadlines import collected_month
from pipelines.publication.triggers.freshness import overdue_month
from pipelines.publication.triggers.inbox import Inbox, InboxView, look
from pipelines.publication.triggers.incomplete import Incomplete, incomplete_files, longest_hours, note_waiting
from pipelines.submissions.intake.inbox.complete import Waiting
from pipelines.submissions.intake.inbox.scan import FoundFile
from pipelines.submissions.intake.inbox.skipped import Skipped, reason_text
from pipelines.submissions.intake.review.open_files import source_of

INTERVAL = 30  # seconds between two ticks
INBOX_TAG, FILES_TAG = "chiso/inbox", "chiso/files"
ACTIVE = [
    *(DagsterRunStatus.QUEUED, DagsterRunStatus.NOT_STARTED, DagsterRunStatus.STARTING),
    *(DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING),
]
MOST_TRIES, RETRY_AFTER = 5, timedelta(minutes=5)
LONGEST_WAIT = 10  # times the quiet time of a file: so long complete files wait for others that are being copied
QUIET_AFTER_CHANGE = timedelta(minutes=10)
NAMED = 10  # files named in one sentence


def inbox_sensor(province: str, job: Any, *, is_on: bool = False, interval: int = INTERVAL) -> SensorDefinition:
    """Request that the new files of a province's inbox be received and read, when they are completely written."""

    @sensor(
        name=f"inbox_{province}",
        job=job,
        minimum_interval_seconds=interval,
        default_status=_status(is_on),
        description=f"Tỉnh {province}: nhận và đọc tệp mới đã ghi xong trong thư mục chung (new files of the inbox are"
        " received and read once they are completely written).",
    )
    def inbox(context: SensorEvaluationContext, office: Office) -> RunRequest | SkipReason:
        return _new_files(context, office, province)

    return inbox


def changes_sensor(
    province: str, job: Any, *, is_on: bool = False, quiet: timedelta = QUIET_AFTER_CHANGE, interval: int = INTERVAL
) -> SensorDefinition:
    """Request a new release where late or corrected files or decisions came after the last one."""

    @sensor(
        name=f"changes_{province}",
        job=job,
        minimum_interval_seconds=interval,
        default_status=_status(is_on),
        description=f"Tỉnh {province}: tệp muộn, tệp sửa và quyết định sau công bố làm nên một bản công bố mới (late"
        " and corrected files and decisions make one new release).",
    )
    def changes(context: SensorEvaluationContext, office: Office) -> RunRequest | SkipReason:
        _warn_of_overdue_month(context, office, province)
        return new_release(office, province, quiet, datetime.now(UTC))

    return changes


def new_release(office: Office, province: str, quiet: timedelta, now: datetime) -> RunRequest | SkipReason:
    """A request for a release that holds what came after the last one, else why there is none."""
    here = office.places(province)
    entries = Ledger(here.ledger).read()
    if not any(entry.kind == "release" for entry in entries):
        return SkipReason(tick_text("no_release", province=province))
    found = changes_since_release(here, office.seeds_root, entries)
    if found is None:
        return SkipReason(tick_text("no_change", province=province))
    counts = {"n_files": len(found.sources), "n_decisions": found.n_decisions}
    if now - found.at < quiet:
        return SkipReason(tick_text("change_fresh", **counts, minutes=round(quiet.total_seconds() / 60)))
    if found.period not in MONTHS:
        return SkipReason(tick_text("no_partition", period=found.period, province=province))
    return RunRequest(
        run_key=f"{province}-{found.seq}",
        partition_key=Partition(found.period, province).key,
        tags={f"chiso/{name}": str(count) for name, count in counts.items()},
    )


def _warn_of_overdue_month(context: SensorEvaluationContext, office: Office, province: str) -> None:
    """Log, at every tick, that the month which should have been published last was not."""
    entries = Ledger(office.places(province).ledger).read()
    is_in_use = any(entry.kind == "release" for entry in entries)
    late = overdue_month(load(office.seeds_root), province, today(), entries) if is_in_use else None
    if late:
        context.log.warning(tick_text("month_overdue", period=late.period, run_date=f"{late.run_date:%d/%m/%Y}"))


def _new_files(context: SensorEvaluationContext, office: Office, province: str) -> RunRequest | SkipReason:
    """A request for the files that are complete and were the same at the tick before, else why there is none."""
    folder = office.inbox_of(province)
    if not folder.is_dir():
        return SkipReason(tick_text("no_inbox", inbox=folder))
    month = collected_month(load(office.seeds_root), today())
    if month not in MONTHS:
        return SkipReason(tick_text("no_partition", period=month, province=province))
    end_dead_runs(context.instance, province)
    view = InboxView(folder, month, office.patience)
    here, now = office.places(province), time.time()
    lying = look(view, Ledger(here.ledger).read(), now)
    note_waiting(here, view, lying, now)
    hours = longest_hours(here)
    _report(context, lying, incomplete_files(here, view, lying, now, hours), hours)
    states = {file.source: _state(file) for file in lying.files.ready}
    seen = set(json.loads(context.cursor or "[]"))
    context.update_cursor(json.dumps(sorted(states.values())))
    stable = [file for file in lying.files.ready if states[file.source] in seen]
    if not stable:
        return SkipReason(_nothing_stable(folder, lying))
    if _may_come_together(lying, stable, LONGEST_WAIT * office.quiet_seconds):
        return SkipReason(_files_wait(lying))
    return _request(context, Partition(month, province), sorted(states[file.source] for file in stable))


def _request(context: SensorEvaluationContext, where: Partition, states: Sequence[str]) -> RunRequest | SkipReason:
    """A request for these files, unless a run of the inbox is active or has failed too often for them."""
    recent = context.instance.get_run_records(RunsFilter(tags={INBOX_TAG: where.province}, statuses=ACTIVE), limit=1)
    now = datetime.now(UTC)
    if recent:
        return SkipReason(tick_text("run_active", province=where.province, run=recent[0].dagster_run.run_id[:8]))
    files = hashlib.sha256("".join(states).encode()).hexdigest()[:16]
    tried = context.instance.get_run_records(RunsFilter(tags={INBOX_TAG: where.province, FILES_TAG: files}))
    if tried:
        run = tried[0].dagster_run.run_id[:8]
        if len(tried) >= MOST_TRIES:
            return SkipReason(tick_text("run_failed", n=len(tried), run=run))
        left = len(tried) * RETRY_AFTER - (now - tried[0].update_timestamp.replace(tzinfo=UTC))
        if left > timedelta(0):
            minutes = -(-left // timedelta(minutes=1))
            return SkipReason(tick_text("run_retried_later", run=run, minutes=minutes))
    return RunRequest(
        run_key=f"{where.province}-{files}-{len(tried)}",
        partition_key=where.key,
        tags={INBOX_TAG: where.province, FILES_TAG: files, "chiso/n_files": str(len(states))},
    )


def _report(context: SensorEvaluationContext, lying: Inbox, incomplete: Sequence[Incomplete], hours: int) -> None:
    """Log the files taken although they seem incomplete, those that do not become complete, and those skipped."""
    if incomplete:
        named = _list_names([f"{source_of({'source': file.source})} ({file.reason.vi})" for file in incomplete])
        about = {"n": len(incomplete), "hours": hours, "since": incomplete[0].since_local, "named": named}
        context.log.warning(tick_text("files_incomplete", **about))
    for file in lying.files.overdue:
        minutes = round(file.unchanged / 60)
        context.log.warning(tick_text("file_overdue", source=_named(file), why=file.text("vi"), minutes=minutes))
    for skip in lying.skipped:
        if not skip.is_harmless:
            context.log.info(tick_text("file_skipped", source=_named(skip), why=reason_text(skip.reason, "vi")))


def _nothing_stable(folder: object, lying: Inbox) -> str:
    """Why no file can be received at this tick."""
    if lying.files.waiting:
        return _files_wait(lying)
    ready = lying.files.ready
    return tick_text("files_seen_once", n=len(ready)) if ready else tick_text("no_new_files", inbox=folder)


def _named(file: Waiting | Skipped) -> str:
    """The path of a file below the inbox."""
    return source_of({"source": file.source})


def _files_wait(lying: Inbox) -> str:
    waiting = lying.files.waiting
    named = _list_names([f"{_named(file)} ({file.text('vi')})" for file in waiting])
    return tick_text("files_wait", n=len(waiting), named=named)


def _list_names(names: Sequence[str]) -> str:
    """The first names in one sentence."""
    return "; ".join(names[:NAMED]) + ("; …" if len(names) > NAMED else "")


def _may_come_together(lying: Inbox, stable: Sequence[FoundFile], longest: float) -> bool:
    """Whether complete files wait for others that are being copied just now, so that one run receives all of them."""
    is_copying = any(file.reason == "changing" for file in lying.files.waiting)
    times = [file.path.stat().st_ctime for file in stable if file.path.exists()]
    return is_copying and time.time() - min(times, default=0.0) < longest


def _state(file: FoundFile) -> str:
    """Path, size and times of a file as a short text: the same at two ticks where nobody wrote it in between."""
    try:
        state = file.path.stat(follow_symlinks=False)
        times = (state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    except OSError:
        times = (0, 0, 0)
    return hashlib.sha256(f"{file.source}\0{times}".encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _status(is_on: bool) -> DefaultSensorStatus:
    return DefaultSensorStatus.RUNNING if is_on else DefaultSensorStatus.STOPPED
