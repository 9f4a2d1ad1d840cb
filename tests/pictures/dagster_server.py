"""Dagster over a small province of its own, on 127.0.0.1 and a free port, for as long as the pictures take.

Three communes with planted mistakes, three without, a department; one file is no workbook. The months are run as a
backfill through the daemon. Everything lies in one temporary folder, and every process has ended when the block ends.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipelines.codebook.load import load
from pipelines.maintenance.dagster_home import write_dagster_yaml
from pipelines.sample.province import write_sample
from pipelines.settings import REPO, seeds_root

PROVINCE, MONTHS = "08", ("2026-09", "2026-10")
UNITS = ("Sơn Vĩ", "Bạch Ngọc", "Hùng An", "Mậu Duệ", "Phú Linh", "Tri Phú")
UNREADABLE = "Tri Phú"  # its October file is no workbook
LOCATION, REPOSITORY = "pipelines.definitions", "__repository__"

BACKFILL = """
mutation ($set: String!, $location: String!, $repository: String!, $keys: [String!]!) {
  launchPartitionBackfill(backfillParams: {
    selector: {partitionSetName: $set, repositorySelector: {
      repositoryLocationName: $location, repositoryName: $repository}},
    partitionNames: $keys, title: "Tháng 9, 10 năm 2026"}) {
    __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message }
  }
}"""
PROGRESS = "query ($id: String!) { partitionBackfillOrError(backfillId: $id) { ... on PartitionBackfill { status } } }"
TICKS = """
query ($name: String!, $location: String!, $repository: String!) {
  sensorOrError(sensorSelector: {sensorName: $name, repositoryLocationName: $location, repositoryName: $repository}) {
    ... on Sensor { sensorState { ticks(limit: 1) { status } } }
  }
}"""
SENSORS = """
query ($location: String!, $repository: String!) {
  sensorsOrError(repositorySelector: {repositoryLocationName: $location, repositoryName: $repository}) {
    ... on Sensors { results { name } }
  }
}"""
START = """
mutation ($name: String!, $location: String!, $repository: String!) {
  startSensor(sensorSelector: {sensorName: $name, repositoryLocationName: $location, repositoryName: $repository}) {
    __typename
  }
}"""


@dataclass(frozen=True)
class Dagster:
    """A running server: its address, and the folder of its province."""

    url: str
    work: Path

    def ask(self, text: str, **variables: Any) -> Any:
        """The data that a GraphQL request answers. Raises RuntimeError with the errors that it answers."""
        stated = {"location": LOCATION, "repository": REPOSITORY} | variables
        body = json.dumps({"query": text, "variables": stated}).encode()
        request = urllib.request.Request(f"{self.url}/graphql", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            found = json.loads(answer.read())
        if found.get("errors"):
            raise RuntimeError(found["errors"])
        return found["data"]

    def backfill(self, keys: Sequence[str], seconds: float) -> str:
        """Launch the months of the province as one backfill, wait for its end, and return its id."""
        launched = self.ask(BACKFILL, set="month_partition_set", keys=list(keys))["launchPartitionBackfill"]
        backfill = str(launched.get("backfillId") or "")
        if not backfill:
            raise RuntimeError(launched)
        done = ("COMPLETED", "COMPLETED_SUCCESS", "COMPLETED_FAILED", "FAILED", "CANCELED")
        until(lambda: self.ask(PROGRESS, id=backfill)["partitionBackfillOrError"]["status"] in done, seconds)
        return backfill

    def sensors(self) -> list[str]:
        """The names of all sensors."""
        return [str(row["name"]) for row in self.ask(SENSORS)["sensorsOrError"]["results"]]

    def tick(self, sensor: str, seconds: float) -> None:
        """Start a sensor and wait for a tick of it."""
        self.ask(START, name=sensor)
        until(lambda: bool(self.ask(TICKS, name=sensor)["sensorOrError"]["sensorState"]["ticks"]), seconds)


def until(is_done: Callable[[], bool], seconds: float) -> None:
    """Ask every two seconds until the answer is yes. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            if is_done():
                return
        time.sleep(2)
    raise TimeoutError(f"not done within {seconds:.0f} s")


@contextmanager
def dagster(work: Path) -> Generator[Dagster]:
    """Dagster's web server, daemon and code server over the province in `work`."""
    home = work / "dagster"
    home.mkdir(parents=True)
    write_dagster_yaml(work / "data", home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    places = {"DAGSTER_HOME": str(home), "CHISO_DATA": str(work / "data"), "DO_NOT_TRACK": "1"}
    workspace, address = home / "workspace.yaml", str(work / "grpc")
    server = {"grpc_server": {"socket": address, "location_name": LOCATION}}
    workspace.write_text(json.dumps({"load_from": [server]}), "utf-8")
    # `dagster dev` starts a code server that ends for good where a busy machine answers 30 s late: one without that
    environment = os.environ | places
    migrate = [
        Path(sys.executable).with_name("dagster"),
        "instance",
        "migrate",
    ]  # services that make the tables at once fail
    subprocess.run(migrate, env=environment, cwd=REPO, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    commands = (
        ("dagster", "api", "grpc", "--socket", address, "-m", LOCATION, "--location-name", LOCATION),
        ("dagster-daemon", "run", "-w", str(workspace)),
        ("dagster-webserver", "-w", str(workspace), "-h", "127.0.0.1", "-p", port),
    )
    with (work / "dagster.log").open("wb") as log, ExitStack() as started:
        for program, *words in commands:
            started.enter_context(_process([Path(sys.executable).with_name(program), *words], environment, log))
        running = Dagster(f"http://127.0.0.1:{port}", work)
        until(lambda: bool(running.sensors()), 300)
        yield running


@contextmanager
def _process(words: Sequence[str | Path], environment: dict[str, str], log: IO[bytes]) -> Generator[None]:
    """A program, which ends with all that it started when the block ends."""
    process = subprocess.Popen(words, cwd=REPO, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        with suppress(ProcessLookupError):  # whatever of the group is left
            os.killpg(process.pid, signal.SIGKILL)


def write_inbox(work: Path) -> None:
    """The files of the small province, each month in the folder that Dagster takes it from."""
    codebook = load(seeds_root())
    reporters = codebook.tables["reporters"]
    codes = {
        name: row["reporter_code"]
        for row in reporters.filter(province_code=PROVINCE, kind="commune").to_dicts()
        for name in UNITS
        if row["name_vi"].endswith(f" {name}")
    }
    written = write_sample(codebook, PROVINCE, list(MONTHS), work / "sample")
    for path in written:
        _, form, period, sender = path.stem.split("_")
        if form != "XA-01" or sender in codes.values():
            folder = work / "data" / "inbox" / PROVINCE / period
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder)
            if (period, sender) == (MONTHS[-1], codes[UNREADABLE]):
                (folder / path.name).write_bytes(b"%PDF-1.7\nno workbook\n%%EOF\n")
