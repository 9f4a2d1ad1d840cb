"""The real Dagster daemon over an inbox into which files are dropped; it is killed and started again meanwhile.

The data root, Dagster's home and the inbox lie in one folder, which may be looked at afterwards.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from dagster import DagsterInstance, DagsterRunStatus, RunsFilter
from support.inbox_drops import Dropper, Pace, Report

from pipelines.ledger import Ledger
from pipelines.maintenance.dagster_home import write_dagster_yaml
from pipelines.settings import REPO, Places, places
from pipelines.submissions.intake.review.open_files import source_of

LOADED = 20.0  # seconds after which a run of a month builds: it has loaded the project and read what came


@dataclass(frozen=True)
class Trial:
    """How long files are dropped and how many, how often sensors look, and when the daemon is killed (seconds)."""

    folder: Path
    n_files: int
    seconds: float
    interval: int
    quiet: float
    kills: tuple[float, ...]
    seed: int = 1
    with_month: bool = False
    patience: float = 600.0  # seconds after the last drop in which everything has to be received


@dataclass(frozen=True)
class Outcome:
    """What was received and what should have been, by path and hash; runs by job and status, ticks by status."""

    received: Counter[tuple[str, str]]
    expected: Counter[tuple[str, str]]
    kinds: Counter[str]
    runs: Counter[str]
    ticks: Counter[str]
    releases: list[str]
    n_kills: int
    waited: float  # seconds from the last drop until everything was received

    def lines(self) -> list[str]:
        """The outcome in words."""
        missing, extra = self.expected - self.received, self.received - self.expected
        return [
            f"files by the way they were written: {dict(sorted(self.kinds.items()))}",
            f"versions to receive {self.expected.total()}, received {self.received.total()}",
            f"not received {missing.total()}, received too often or not whole {extra.total()}",
            f"runs {dict(sorted(self.runs.items()))}; ticks {dict(sorted(self.ticks.items()))}",
            f"releases {self.releases}",
            f"daemon killed {self.n_kills} times; all received {self.waited:.0f} s after the last drop",
        ]


def run_trial(trial: Trial, seeds: Path | None = None, reports: Sequence[Report] = ()) -> Outcome:
    """Drop the files while the daemon runs, wait until all are received, and watch three more ticks."""
    here = places("08", trial.folder / "data")
    inbox = trial.folder / "inbox" / "08"
    inbox.mkdir(parents=True)
    environment = _environment(trial, seeds)
    dropper = Dropper(inbox, trial.n_files, trial.seed, Pace(stall=trial.quiet * 1.5, short=trial.quiet / 8))
    dropper.reports.extend(reports)

    def is_received(source: str, digest: str) -> bool:
        return (source, digest) in received(here)

    dropping = threading.Thread(target=dropper.run, args=(trial.seconds, is_received))
    n_kills = 0
    if dropper.copy_those_before():
        time.sleep(trial.quiet + 1)
    with daemon(environment):
        _wait_for_first_tick(trial)
        start = time.monotonic()
        dropping.start()
        if trial.with_month and _wait_for_month(trial):
            kill(environment)
            start_daemon(environment)
            n_kills += 1
        for moment in trial.kills:
            time.sleep(max(0.0, start + moment - time.monotonic()))
            kill(environment)
            start_daemon(environment)
            n_kills += 1
        dropping.join()
        last = time.monotonic()
        expected = dropper.expected()
        while expected - received(here) and time.monotonic() < last + trial.patience:
            time.sleep(1)
        waited = time.monotonic() - last
        time.sleep(3 * trial.interval + trial.quiet)
        _wait_for_runs(trial)
    releases = [e.payload["release_id"] for e in Ledger(here.ledger).read() if e.kind == "release"]
    kinds = Counter(drop.kind for drop in dropper.drops) + Counter(corrected=len(dropper.corrected))
    with DagsterInstance.from_config(str(trial.folder / "dagster")) as instance:
        runs = Counter(f"{run.job_name} {run.status.value}" for run in instance.get_runs())
        ticks = Counter[str]()
        for state in instance.all_instigator_state():
            for tick in instance.get_ticks(state.instigator_origin_id, state.selector_id):
                ticks[f"{state.instigator_name} {tick.status.value}"] += 1
    return Outcome(received(here), expected, kinds, runs, ticks, releases, n_kills, waited)


def received(here: Places) -> Counter[tuple[str, str]]:
    """Path below the inbox and hash of every receipt."""
    entries = Ledger(here.ledger).read()
    return Counter((source_of(e.payload), e.payload["sha256"]) for e in entries if e.kind == "receipt")


@contextmanager
def daemon(environment: dict[str, str]) -> Generator[None]:
    """A running daemon; whatever happens, neither it nor a run is left at the end."""
    start_daemon(environment)
    try:
        yield
    finally:
        kill(environment)


def start_daemon(environment: dict[str, str]) -> None:
    """Start the daemon, which starts a server for the project's code, which starts the runs."""
    command = [sys.executable, "-m", "dagster._daemon", "run", "-m", "support.trial_location"]
    log = Path(environment["DAGSTER_HOME"]) / "daemon.log"
    with log.open("ab") as out:
        subprocess.Popen(command, env=environment, cwd=REPO, stdout=out, stderr=out, start_new_session=True)


def kill(environment: dict[str, str]) -> None:
    """End the daemon and all that it started without mercy, as a power cut does: every process of the trial's home."""
    while pids := list(_processes(f"DAGSTER_HOME={environment['DAGSTER_HOME']}".encode())):
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in pids:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        time.sleep(0.2)


def _processes(variable: bytes) -> Iterator[int]:
    """The ids of processes that have this variable in their environment."""
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and variable in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)


def _environment(trial: Trial, seeds: Path | None) -> dict[str, str]:
    home = trial.folder / "dagster"
    home.mkdir(parents=True)
    (trial.folder / "data").mkdir()
    settings = trial.folder / "data" / "chiso.toml"
    settings.write_text(f'[dagster]\nprovinces = ["08"]\ninbox = "{trial.folder / "inbox"}"\n', encoding="utf-8")
    write_dagster_yaml(trial.folder / "data", home)
    return {
        **os.environ,
        **({"CHISO_SEEDS": str(seeds)} if seeds else {}),
        "DAGSTER_HOME": str(home),
        "CHISO_DATA": str(trial.folder / "data"),
        "PYTHONPATH": os.pathsep.join([str(REPO / "tests"), str(REPO)]),
        "TRIAL_INTERVAL": str(trial.interval),
        "TRIAL_QUIET": str(trial.quiet),
        "TRIAL_MONTH": str(int(trial.with_month)),
        "DO_NOT_TRACK": "1",
    }


def _wait_for_first_tick(trial: Trial) -> None:
    """Wait until the daemon has loaded the project and looks into the inbox."""
    log, until = trial.folder / "dagster" / "daemon.log", time.monotonic() + trial.patience
    while time.monotonic() < until and "Sensor inbox_08 skipped" not in log.read_text(encoding="utf-8"):
        time.sleep(0.5)


def _wait_for_month(trial: Trial) -> bool:
    """Wait until the run of a month has begun to build; False where none has started in time."""
    until = time.monotonic() + trial.patience
    with DagsterInstance.from_config(str(trial.folder / "dagster")) as instance:
        while time.monotonic() < until:
            if instance.get_runs(RunsFilter(job_name="month", statuses=[DagsterRunStatus.STARTED])):
                time.sleep(LOADED)
                return True
            time.sleep(1)
    return False


def _wait_for_runs(trial: Trial) -> None:
    """Wait until no run is active, at most as long as `patience`."""
    until = time.monotonic() + trial.patience
    with DagsterInstance.from_config(str(trial.folder / "dagster")) as instance:
        while time.monotonic() < until and any(not run.is_finished for run in instance.get_runs()):
            time.sleep(2)
