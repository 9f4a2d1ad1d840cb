"""A backfill of the job `month` under Dagster's daemon, with the queue as `chiso dagster-home` sets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from dagster import DagsterInstance, DagsterRun, DagsterRunStatus
from dagster._core.execution.backfill import BulkActionStatus, PartitionBackfill
from dagster._core.remote_origin import (
    GrpcServerCodeLocationOrigin,
    RemotePartitionSetOrigin,
    RemoteRepositoryOrigin,
)
from support.daemon_trial import kill

from pipelines.defs.partitions import Partition
from pipelines.maintenance.dagster_home import write_dagster_yaml
from pipelines.settings import REPO

LOCATION = "pipelines.definitions"
PARTITION = "dagster/partition"


class Daemon:
    """Code server and daemon of one Dagster folder as processes; `with` ends them and all that they started."""

    def __init__(self, root: Path, seeds: Path) -> None:
        self.home, self.log = root / "dagster", root / "daemon.log"
        self.socket = str(root / "grpc")
        places = {"CHISO_DATA": str(root / "data"), "CHISO_SEEDS": str(seeds), "DAGSTER_HOME": str(self.home)}
        self.env = {**os.environ, **places, "DO_NOT_TRACK": "1", "PYTHONWARNINGS": "ignore"}
        write_dagster_yaml(root / "data", self.home)
        server = {"grpc_server": {"socket": self.socket, "location_name": LOCATION}}
        (self.home / "workspace.yaml").write_text(json.dumps({"load_from": [server]}))
        self.instance = DagsterInstance.from_config(str(self.home))

    def __enter__(self) -> Daemon:
        named = ("--socket", self.socket, "-m", LOCATION, "--location-name", LOCATION)
        self.processes = [
            self._start("dagster", "api", "grpc", *named),
            self._start("dagster._daemon", "run", "-w", str(self.home / "workspace.yaml")),
        ]
        return self

    def __exit__(self, *_: object) -> None:
        kill(self.env)
        for process in self.processes:
            process.wait()
        self.instance.dispose()

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as out:
            return subprocess.Popen(
                [sys.executable, "-m", *command],
                env=self.env,
                cwd=REPO,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def backfill(self, partitions: Sequence[Partition]) -> None:
        """Launch one backfill of the job for these partitions, as the page of the job does."""
        server = GrpcServerCodeLocationOrigin(host="localhost", socket=self.socket, location_name=LOCATION)
        repository = RemoteRepositoryOrigin(code_location_origin=server, repository_name="__repository__")
        wanted = PartitionBackfill(
            backfill_id="backfill",
            status=BulkActionStatus.REQUESTED,
            from_failure=False,
            tags={},
            backfill_timestamp=time.time(),
            partition_set_origin=RemotePartitionSetOrigin(
                repository_origin=repository, partition_set_name="month_partition_set"
            ),
            partition_names=[partition.key for partition in partitions],
        )
        self.instance.add_backfill(wanted)

    def check(self) -> None:
        """Assert that code server and daemon are alive."""
        assert all(process.poll() is None for process in self.processes), f"see {self.log}"

    def finished(self, n_runs: int, seconds: float) -> list[DagsterRun]:
        """The runs, the first launched first, when so many have ended; asserts that this is within `seconds`."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.check()
            runs = self.instance.get_runs()
            if len(runs) >= n_runs and all(run.is_finished for run in runs):
                return list(reversed(runs))
            time.sleep(1)
        states = [(run.tags.get(PARTITION), run.status.value) for run in self.instance.get_runs()]
        raise AssertionError(f"{n_runs} runs did not end within {seconds:.0f} s: {states}; see {self.log}")

    def release_of(self, run: DagsterRun) -> str | None:
        """The release that a run's asset `release` names; None where the run failed."""
        if run.status != DagsterRunStatus.SUCCESS:
            return None
        for entry in self.instance.all_logs(run.run_id):
            made = entry.asset_materialization
            if made and made.asset_key.to_user_string() == "release":
                return str(made.metadata["release_id"].value)
        return None
