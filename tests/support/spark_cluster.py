"""A Spark master and two workers of one core on the loopback interface, and the end of a worker in mid-task."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.spark_events import EventLog

HOST = "127.0.0.1"
FROZEN_SECONDS = 0.4  # a task that runs still, this long after its process was stopped, cannot end before it is killed


@dataclass
class Cluster:
    """The processes; every one of them is ended by its id."""

    folder: Path
    port: int
    master: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=lambda: [])

    @property
    def url(self) -> str:
        return f"spark://{HOST}:{self.port}"

    def start_worker(self) -> None:
        name = f"worker{len(self.workers)}"
        places = ["--work-dir", str(self.folder / name), "--host", HOST, "--cores", "1", "--memory", "1200m"]
        self.workers.append(_start(self.folder / f"{name}.log", "worker.Worker", *places, self.url))

    def executors(self) -> dict[str, tuple[int, int]]:
        """Worker and executor process by the executor's id: executors are children of a thread of their worker."""
        living = {worker.pid for worker in self.workers if worker.poll() is None}
        found: dict[str, tuple[int, int]] = {}
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, ValueError, IndexError):
                parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
                words = (place / "cmdline").read_text().split("\0")
                if parent in living and "--executor-id" in words:
                    found[words[words.index("--executor-id") + 1]] = (parent, int(place.name))
        return found

    def stop(self) -> None:
        for _, executor in self.executors().values():
            with suppress(ProcessLookupError):
                os.kill(executor, signal.SIGKILL)
        for process in (*self.workers, *([self.master] if self.master else [])):
            process.kill()
            process.wait()


@contextmanager
def cluster(folder: Path) -> Generator[Cluster]:
    """Master and two workers, gone at the end of the block."""
    folder.mkdir(parents=True)
    with socket.socket() as free:
        free.bind((HOST, 0))
        made = Cluster(folder, free.getsockname()[1])
    try:
        made.master = _start(folder / "master.log", "master.Master", "--host", HOST, "--port", str(made.port))
        _wait_for(made.port)
        made.start_worker()
        made.start_worker()
        yield made
    finally:
        made.stop()


def _start(log: Path, name: str, *arguments: str) -> subprocess.Popen[bytes]:
    found = importlib.util.find_spec("pyspark")
    assert found is not None and found.origin is not None
    home = Path(found.origin).parent
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST, "SPARK_DAEMON_MEMORY": "256m"}
    program = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", "--webui-port", "0"]
    with log.open("wb") as output:
        return subprocess.Popen([*program, *arguments], env=environment, stdout=output, stderr=output)


def _wait_for(port: int, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.2)
    raise TimeoutError(f"no Spark master on port {port}")


@dataclass(frozen=True)
class Kill:
    """The task whose worker was killed."""

    stage: int
    parents: tuple[int, ...]
    task: int
    executor: str


class Killer(threading.Thread):
    """Kills one worker with its executor while a task of the wanted kind of stage runs on it; `killed` says which."""

    def __init__(self, target: Cluster, ui: str, log: EventLog, wants_parents: bool) -> None:
        super().__init__(daemon=True)
        self.cluster, self.log, self.wants_parents = target, log, wants_parents
        self.address = f"{ui}/api/v1/applications/{log.application}"
        self.ended = threading.Event()
        self.killed: Kill | None = None

    def run(self) -> None:
        while self.killed is None and not self.ended.wait(0.05):
            with suppress(OSError, ValueError):
                self._look()

    def _look(self) -> None:
        for stage in self._get("stages?status=active"):
            number, attempt = stage["stageId"], stage["attemptId"]
            parents = tuple(self.log.read().parents.get(number, ()))
            if attempt > 0 or number not in self.log.parents or bool(parents) != self.wants_parents:
                continue
            for task in self._get(f"stages/{number}/{attempt}/taskList?status=RUNNING"):
                pids = self.cluster.executors().get(task["executorId"])
                if pids and self._is_killed(f"stages/{number}/{attempt}", task["taskId"], pids):
                    self.killed = Kill(number, parents, task["taskId"], task["executorId"])
                    return

    def _is_killed(self, stage: str, task: int, pids: tuple[int, int]) -> bool:
        """Stop the executor; kill it and its worker if the task runs still, else let it go on."""
        worker, executor = pids
        os.kill(executor, signal.SIGSTOP)
        is_running = False
        try:
            time.sleep(FROZEN_SECONDS)
            is_running = task in {running["taskId"] for running in self._get(f"{stage}/taskList?status=RUNNING")}
        finally:
            if not is_running:
                os.kill(executor, signal.SIGCONT)
        if is_running:
            os.kill(worker, signal.SIGKILL)
            os.kill(executor, signal.SIGKILL)
        return is_running

    def _get(self, path: str) -> list[dict[str, Any]]:
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=5) as answer:
            return json.load(answer)
