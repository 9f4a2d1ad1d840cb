"""Checks of a province: ledger, releases against their deadlines, inbox, backup, a command that does not end."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from pipelines.codebook.load import Codebook, load
from pipelines.errors import ChisoError, Message, join
from pipelines.ledger.days import LOCAL
from pipelines.maintenance.backup import LAST, notes_of
from pipelines.maintenance.health.finding import Finding, Level, Site, finding
from pipelines.publication.integrity.verify import verify
from pipelines.publication.month import review
from pipelines.publication.province_lock import lock_holder
from pipelines.publication.triggers.deadlines import RunDay, run_days
from pipelines.publication.triggers.incomplete import incomplete_files

HOUR = 3600.0
LONGEST_RUN = timedelta(hours=6)  # a month of 124 communes takes a minute, a first reading of 53 months under an hour
NAMED = 5  # files that are named


def ledger(site: Site) -> Finding:
    """Whether there is a ledger, its chain holds, and releases and originals are as it says (names and sizes)."""
    if site.ledger_fault:
        return finding("ledger", Level.FAILURE, "ledger_broken", fault=site.ledger_fault.message)
    if not site.entries:
        return finding("ledger", Level.WARNING, "ledger_absent", path=site.places.ledger)
    wrong = [found for found in verify(site.places) if not found.is_note]
    if wrong:
        names = ", ".join(dict.fromkeys(found.path for found in wrong[:NAMED])) + (" …" if len(wrong) > NAMED else "")
        return finding("ledger", Level.FAILURE, "files_differ", n=len(wrong), names=names)
    return finding("ledger", Level.GOOD, "ledger_whole", n=len(site.entries))


def release(site: Site) -> Finding:
    """Whether the last month whose day of release has passed is released; a month has such a day for each deadline."""
    today = site.now.astimezone(LOCAL).date()
    try:
        codebook = load(site.seeds)
        passed = [run for run in run_days(codebook, site.places.province, today) if run.run_date < today]
    except ChisoError as error:
        return finding("release", Level.FAILURE, "codebook_broken", fault=error.message)
    if not passed:
        return finding("release", Level.GOOD, "release_none_due", day=f"{today:%d/%m/%Y}")
    ends: dict[str, date] = dict(codebook.tables["periods"].select("period_code", "end_date").iter_rows())
    last = max(passed, key=lambda run: ends[run.period]).period
    due = min((run for run in passed if run.period == last), key=lambda run: run.run_date)
    return _judge_release(site, codebook, due, today)


def _judge_release(site: Site, codebook: Codebook, due: RunDay, today: date) -> Finding:
    """A warning from the day after the month had to be released, a failure after the days that the settings allow."""
    ends: dict[str, date] = dict(codebook.tables["periods"].select("period_code", "end_date").iter_rows())
    released = [entry.payload for entry in site.entries if entry.kind == "release"]
    covering = [row for row in released if ends.get(str(row["occasion_period"]), date.min) >= ends[due.period]]
    last = str(released[-1]["release_id"]) if released else "–"
    values = {"release_id": last, "period": due.period, "run_date": f"{due.run_date:%d/%m/%Y}"}
    if covering:
        return finding("release", Level.GOOD, "release_in_time", **values)
    is_long = (today - due.run_date).days > site.limits.release_days
    return finding("release", Level.FAILURE if is_long else Level.WARNING, "release_late", **values)


def inbox(site: Site) -> Finding:
    """Whether files lie in the inbox that nobody receives."""
    view, found = site.inbox
    folder, lying = view.folder, found.files
    if not folder.is_dir():
        return finding("inbox", Level.GOOD, "inbox_absent", folder=folder)
    limit = site.now.timestamp() - site.limits.inbox_hours * HOUR
    old = [file.source for file in lying.ready if file.path.stat().st_mtime < limit]
    if old:
        names = ", ".join(old[:NAMED]) + (" …" if len(old) > NAMED else "")
        values = {"n": len(old), "folder": folder, "hours": site.limits.inbox_hours, "names": names}
        return finding("inbox", Level.WARNING, "inbox_old", **values)
    reviewed = review(site.places, site.seeds, site.entries).open
    counts = {"n_waiting": len(lying.waiting), "n_ready": len(lying.ready)}
    counts["n_open"] = sum(not file.is_harmless for file in reviewed)
    return finding("inbox", Level.GOOD, "inbox_empty", folder=folder, **counts)


def incomplete(site: Site) -> Finding:
    """Whether files lie in the inbox that do not become complete."""
    view, lying = site.inbox
    files = incomplete_files(site.places, view, lying, site.now.timestamp(), site.limits.inbox_hours)
    values: dict[str, object] = {"hours": site.limits.inbox_hours, "folder": view.folder}
    if not files:
        return finding("incomplete", Level.GOOD, "incomplete_none", **values)
    named = [Message("", *(f"{file.source} ({words})" for words in file.reason[1:])) for file in files[:NAMED]]
    names = join([*named, *([Message("", "…", "…")] if len(files) > NAMED else [])], ", ")
    values |= {"n": len(files), "names": names, "since": files[0].since_local}
    return finding("incomplete", Level.WARNING, "incomplete", **values)


def backup(site: Site) -> Finding:
    """Whether the last backup holds the ledger as it is, or is not older than the days that the settings allow."""
    path = notes_of(site.places) / LAST
    try:
        last: dict[str, Any] = json.loads(path.read_bytes())
        taken = datetime.fromisoformat(last["taken_at"])
    except (OSError, ValueError, KeyError):
        return finding("backup", Level.WARNING, "backup_none")
    values = {"taken_at": f"{taken.astimezone(LOCAL):%d/%m/%Y %H:%M}", "folder": last["folder"]}
    values |= {"seq": last["ledger_seq"]}
    n = site.entries[-1].seq if site.entries else 0
    if last["faults"]:
        return finding("backup", Level.FAILURE, "backup_faulty", **values | {"n": len(last["faults"])})
    if n > last["ledger_seq"] and site.now - taken > timedelta(days=site.limits.backup_days):
        return finding("backup", Level.FAILURE, "backup_old", **values, n=n)
    return finding("backup", Level.GOOD, "backup_fresh", **values)


def running(site: Site) -> Finding:
    """Whether a command has worked on the province for too long."""
    holder = lock_holder(site.places)
    if holder is None or not holder.since:
        return finding("running", Level.GOOD, "running_none")
    since = datetime.fromisoformat(holder.since)
    values = {"since": holder.since_local, "command": holder.command, "pid": holder.pid}
    if site.now - since > LONGEST_RUN:
        return finding("running", Level.WARNING, "running_long", **values, hours=LONGEST_RUN // timedelta(hours=1))
    return finding("running", Level.GOOD, "running_short", **values)
