"""Dagster's daemon over a data root, with the settings that `chiso dagster home` writes; it runs backfills."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from dagster import DagsterInstance, DagsterRun, DagsterRunStatus
from dagster._core.execution.backfill import PartitionBackfill
from dagster._core.utils import make_new_backfill_id

from pipelines.definitions import defs
from pipelines.defs.partitions import Partition, partition_of
from pipelines.maintenance.dagster_home import write_dagster_yaml
from pipelines.settings import REPO

BIN = Path(sys.executable).parent


class Daemon:
    """The daemon of one Dagster folder, as a process; `with` ends it and all that it started."""

    def __init__(self, root: Path, seeds: Path) -> None:
        self.data, self.home = root / "data", root / "dagster"
        self.env = os.environ | {
            "CHISO_DATA": str(self.data),
            "CHISO_SEEDS": str(seeds),
            "DAGSTER_HOME": str(self.home),
        }
        write_dagster_yaml(self.data, self.home)
        self.log = root / "daemon.log"
        self.instance = DagsterInstance.from_config(str(self.home))

    def __enter__(self) -> Daemon:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [BIN / "dagster-daemon", "run", "-m", "pipelines.definitions", "-d", str(REPO)],
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.instance.dispose()

    def backfill(self, partitions: Sequence[Partition]) -> str:
        """Launch one backfill of every asset for these partitions, as the page of an asset does; returns its id."""
        graph = defs.resolve_asset_graph()
        job = PartitionBackfill.from_asset_partitions(
            backfill_id=make_new_backfill_id(),
            asset_graph=graph,
            partition_names=[partition.key for partition in partitions],
            asset_selection=sorted(graph.materializable_asset_keys),
            backfill_timestamp=time.time(),
            tags={},
            dynamic_partitions_store=self.instance,
            all_partitions=False,
            title=None,
            description=None,
            run_config=None,
        )
        self.instance.add_backfill(job)
        return job.backfill_id

    def finished(self, n_runs: int, seconds: float) -> list[DagsterRun]:
        """The runs, the first launched first, when so many have ended; asserts that this is within `seconds`."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            runs = self.instance.get_runs()
            if len(runs) >= n_runs and all(run.is_finished for run in runs):
                return runs[::-1]
            time.sleep(2)
        states = [(run.tags.get("dagster/partition"), run.status.value) for run in self.instance.get_runs()]
        raise AssertionError(f"{n_runs} runs did not end within {seconds:.0f} s: {states}; see {self.log}")


def succeeded(runs: Sequence[DagsterRun]) -> list[Partition]:
    """The partitions of the runs that succeeded, in the order in which they were launched."""
    return [partition_of(run.tags["dagster/partition"]) for run in runs if run.status == DagsterRunStatus.SUCCESS]
