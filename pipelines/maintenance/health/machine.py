"""Checks of the machine: disk, clock, permissions, the account, Dagster's daemon."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from pipelines.ledger.days import LOCAL
from pipelines.maintenance.health.finding import Finding, Level, Site, finding
from pipelines.office_settings import settings_file

MB = 1 << 20
CLOCK_SLACK = timedelta(minutes=5)  # two machines that write one ledger differ by less
LONGEST_ANSWER = 60  # seconds; the daemon's check imports dagster, 3 s on a slow machine
TIMES = ("timedatectl", "show", "--property=NTPSynchronized", "--value")


def disk(site: Site) -> Finding:
    """Free space where the data are."""
    folder = site.places.data
    while not folder.exists():
        folder = folder.parent
    return judge_disk(shutil.disk_usage(folder).free // MB, site.limits.min_free_mb, folder)


def judge_disk(free: int, least: int, folder: Path) -> Finding:
    """A failure below the least number of megabytes, a warning below twice as many."""
    if free >= 2 * least:
        return finding("disk", Level.GOOD, "disk_free", free=free, folder=folder)
    level = Level.FAILURE if free < least else Level.WARNING
    return finding("disk", level, "disk_low", free=free, least=least, folder=folder)


def clock(site: Site) -> Finding:
    """Whether the clock is behind the ledger, and whether the machine keeps it right."""
    now = _local(site.now)
    last = max((datetime.fromisoformat(entry.at) for entry in site.entries), default=None)
    if last is not None and site.now < last - CLOCK_SLACK:
        return finding("clock", Level.FAILURE, "clock_behind", now=now, last=_local(last))
    if _answer(TIMES) == "no":
        return finding("clock", Level.WARNING, "clock_unsynchronised", now=now)
    return finding("clock", Level.GOOD, "clock_right", now=now)


def permissions(site: Site) -> Finding:
    """Whether only chiso's account can enter what holds names of persons, and whether it can write."""
    where = site.places
    private = [path for path in (where.raw, where.landing, where.build) if path.is_dir()]
    present = [path for path in (*private, where.release, where.files, where.ledger) if path.exists()]
    shut = [path for path in present if not os.access(path, os.W_OK)]
    if shut:
        return finding("permissions", Level.FAILURE, "folder_unwritable", paths=_names(shut))
    owners = sorted({_account(path.stat().st_uid) for path in present})
    if len(owners) > 1:
        return finding("permissions", Level.WARNING, "two_owners", owners=", ".join(owners))
    settings = settings_file(where.data)
    opened = [path for path in private if path.stat().st_mode & 0o077]
    opened += [settings] if settings.is_file() and settings.stat().st_mode & 0o007 else []
    if opened:
        return finding("permissions", Level.WARNING, "folder_open", paths=_names(opened))
    return finding("permissions", Level.GOOD, "permissions_right")


def daemon(_site: Site) -> Finding | None:
    """Whether Dagster's daemon gives signs of life; None where DAGSTER_HOME is not set: it is not used here."""
    if not os.environ.get("DAGSTER_HOME"):
        return None
    program = Path(sys.executable).with_name("dagster-daemon")
    try:
        done = subprocess.run(
            [program, "liveness-check"], capture_output=True, text=True, check=False, timeout=LONGEST_ANSWER
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return finding("daemon", Level.FAILURE, "daemon_dead", reason=type(error).__name__)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        return finding("daemon", Level.FAILURE, "daemon_dead", reason=lines[-1] if lines else done.returncode)
    return finding("daemon", Level.GOOD, "daemon_alive")


def _answer(command: Sequence[str]) -> str:
    """What a program prints; empty where it is absent or fails."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def _account(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _names(paths: Sequence[Path]) -> str:
    return " ".join(map(str, paths))


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL):%d/%m/%Y %H:%M}"
