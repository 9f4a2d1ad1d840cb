"""A backfill of small provinces launched at once, and a command of chiso beside it: what became of every release."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dagster import DagsterRunStatus
from support.dagster_backfill import PARTITION, Daemon
from support.small_offices import fill_inbox

from pipelines.defs.partitions import Partition, partition_of
from pipelines.ledger import Entry, Ledger
from pipelines.publication.province_lock import lock_holder
from pipelines.settings import places


@dataclass(frozen=True)
class Backfilled:
    """By province: the occasions of its releases in order, the release of each month's run, `current`, files lost."""

    failed: list[Partition]
    occasions: dict[str, list[str]] = field(default_factory=lambda: {})
    releases: dict[str, list[str]] = field(default_factory=lambda: {})
    of_months: dict[str, dict[str, str | None]] = field(default_factory=lambda: {})
    current: dict[str, str] = field(default_factory=lambda: {})
    lacking: dict[str, int] = field(default_factory=lambda: {})  # files that the last release was built without
    command: int | None = None  # exit code of the command beside the backfill


@dataclass(frozen=True)
class Plan:
    """Months and provinces to backfill, their seeds, and how many seconds to wait; `command` is run beside it."""

    seeds: Path
    months: Sequence[str]
    provinces: Sequence[str]
    seconds: float
    command: Sequence[str] = ()


def backfill(root: Path, plan: Plan) -> Backfilled:
    """Fill the inboxes, launch every month of every province at once, and read the ledgers afterwards."""
    n_files = {
        province: fill_inbox(root / "data" / "inbox", plan.seeds, province, plan.months, root / "scratch")
        for province in plan.provinces
    }
    partitions = [Partition(month, province) for month in plan.months for province in plan.provinces]
    with Daemon(root, plan.seeds) as daemon:
        daemon.backfill(partitions)
        code = _call(plan.command, daemon) if plan.command else None
        runs = daemon.finished(len(partitions), plan.seconds)
        named = {partition_of(run.tags[PARTITION]): daemon.release_of(run) for run in runs}
        failed = [partition_of(run.tags[PARTITION]) for run in runs if run.status != DagsterRunStatus.SUCCESS]
    done = Backfilled(failed, command=code)
    for province in plan.provinces:
        here = places(province, root / "data")
        entries = Ledger(here.ledger).read()
        made = [entry.payload for entry in entries if entry.kind == "release"]
        done.occasions[province] = [str(release["occasion_period"]) for release in made]
        done.releases[province] = [str(release["release_id"]) for release in made]
        done.of_months[province] = {month: named[Partition(month, province)] for month in plan.months}
        done.current[province] = here.current.read_text("utf-8").strip()
        done.lacking[province] = n_files[province] - _receipts(entries, made[-1]["ledger_seq"])
    return done


def _call(command: Sequence[str], daemon: Daemon) -> int:
    """Run a command of chiso as soon as a run of Dagster works on its province; its exit code."""
    here = places(command[command.index("--province") + 1], Path(daemon.env["CHISO_DATA"]))
    while lock_holder(here) is None:
        daemon.check()
        time.sleep(0.2)
    chiso = Path(sys.executable).parent / "chiso"
    return subprocess.run([chiso, *command], env=daemon.env, stdout=subprocess.DEVNULL, check=False).returncode


def _receipts(entries: Sequence[Entry], last: int) -> int:
    return sum(entry.kind == "receipt" and entry.seq <= last for entry in entries)
