"""The cage: worker processes that may die, hang or run out of memory over one file without stopping the batch.

Here: starting, feeding, timing, killing and replacing workers. Not here: what a worker does (worker.py).
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import IO

from pipelines.errors import ChisoError, Message
from pipelines.settings import REPO
from pipelines.submissions.intake.read_one import ReadResult, Task, failed
from pipelines.submissions.layout.layouts import Layouts

WALL_SECONDS = 60.0  # the slowest honest file known, PCI_2014 through openpyxl, takes 3 s
AHEAD = 2  # tasks given to a worker beyond the one it reads, so that it never waits for us
READING = ("scan", "calamine", "openpyxl", "xlrd")  # stages that read_book can leave out
MEMORY_TEXT = "1 GiB"
WORKER = "pipelines.submissions.intake.worker"
Job = tuple[Task, dict[str, str]]  # with the readers that died on it, and of what


class WorkersDoNotStart(ChisoError):
    """A worker ended before it was ready: the installation is broken, no file is to blame."""

    def __init__(self, words: str) -> None:
        vi = f"Trình đọc không khởi động được ({words}). Xoá thư mục .venv rồi gõ make run để cài lại môi trường."
        en = f"The reader does not start ({words}). Remove .venv and call make run to install it anew."
        super().__init__(Message("reader_not_started", vi, en))


class _Worker:
    """One child process, the jobs it holds (the first is being read) and when that one began."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self.stage: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed in stop()
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        env = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(REPO), *filter(None, [os.environ.get("PYTHONPATH")])]),
            "OPENBLAS_NUM_THREADS": "1",  # openpyxl imports numpy, whose threads would eat the address space
            "MALLOC_ARENA_MAX": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", WORKER, str(theirs.fileno()), str(self.stage.fileno())],
            pass_fds=(theirs.fileno(), self.stage.fileno()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.errors,
            env=env,
        )
        theirs.close()
        self.connection = Connection(ours.detach())
        self.jobs: deque[Job] = deque()
        self.since = time.monotonic()

    def teach(self, layouts: bytes) -> None:
        """Give it what it reads by; returns when it has started and taken it."""
        try:
            self.connection.send_bytes(layouts)
        except OSError as fault:
            self.process.wait()
            words = self.last_words()
            self.stop()
            raise WorkersDoNotStart(words) from fault

    def give(self, job: Job) -> None:
        if not self.jobs:
            self.since = time.monotonic()
        self.connection.send_bytes(pickle.dumps(job))
        self.jobs.append(job)

    def stop(self) -> None:
        """End the process, whatever it is doing, and close what belongs to it."""
        self.connection.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.stage.close()
        self.errors.close()

    def last_stage(self) -> str:
        return os.pread(self.stage.fileno(), 16, 0).decode().strip()

    def last_words(self) -> str:
        size = os.fstat(self.errors.fileno()).st_size
        return os.pread(self.errors.fileno(), 2000, max(0, size - 2000)).decode(errors="replace")


class WorkerPool:
    """One process a core; `read` gives each task's outcome as it comes, in no order."""

    def __init__(self, layouts: Callable[[], Layouts], wall_seconds: float = WALL_SECONDS) -> None:
        self._compile = layouts  # called while the workers start: both take a quarter of a second
        self._layouts = b""
        self._wall = wall_seconds
        self._workers: list[_Worker] = []

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def read(self, tasks: Sequence[Task]) -> Iterator[ReadResult]:
        """Every task gets exactly one outcome; a dead or hung worker costs its first job only."""
        todo: deque[Job] = deque((task, dict[str, str]()) for task in tasks)
        new = [_Worker() for _ in range(len(self._workers), min(os.cpu_count() or 1, len(todo)))]
        self._workers += new
        self._layouts = self._layouts or pickle.dumps(self._compile(), protocol=5)
        for worker in new:
            worker.teach(self._layouts)
        while todo or any(worker.jobs for worker in self._workers):
            self._feed(todo)
            ready = wait([worker.connection for worker in self._workers if worker.jobs], timeout=1.0)
            for worker in list(self._workers):
                if worker.connection in ready:
                    yield from self._answer(worker, todo)
                elif worker.jobs and time.monotonic() - worker.since > self._wall:
                    yield from self._lost(worker, todo, "timeout")

    def _feed(self, todo: deque[Job]) -> None:
        for worker in list(self._workers):
            try:
                while todo and len(worker.jobs) <= AHEAD:
                    worker.give(todo[0])
                    todo.popleft()
            except OSError:  # it died; one that holds jobs is found by reading from it
                if not worker.jobs:
                    self._replace(worker)

    def _answer(self, worker: _Worker, todo: deque[Job]) -> Iterator[ReadResult]:
        try:
            answer: object = pickle.loads(worker.connection.recv_bytes())
        except (EOFError, OSError):
            yield from self._lost(worker, todo, "reader_died")
            return
        task, died = worker.jobs.popleft()
        worker.since = time.monotonic()
        if isinstance(answer, ReadResult):
            yield answer
        else:
            yield from self._again((task, died), worker.last_stage(), "memory", MEMORY_TEXT, todo)

    def _lost(self, worker: _Worker, todo: deque[Job], reason: str) -> Iterator[ReadResult]:
        """Replace a dead or hung worker; the jobs that it had not begun go back to the queue."""
        job = worker.jobs.popleft()
        todo.extendleft(reversed(worker.jobs))
        detail = f"{self._wall:.0f} s"
        if reason != "timeout":
            code = worker.process.wait()
            if "memory allocation" in worker.last_words():  # what Rust says before it aborts
                reason, detail = "memory", MEMORY_TEXT
            else:
                detail = f"{worker.last_stage()}, {_ending(code)}"
        stage = worker.last_stage()
        self._replace(worker)
        yield from self._again(job, stage, reason, detail, todo)

    def _replace(self, worker: _Worker) -> None:
        if not worker.last_stage():
            words = worker.last_words()
            worker.stop()
            raise WorkersDoNotStart(words)
        worker.stop()
        self._workers[self._workers.index(worker)] = fresh = _Worker()
        fresh.teach(self._layouts)

    def _again(self, job: Job, stage: str, reason: str, detail: str, todo: deque[Job]) -> Iterator[ReadResult]:
        """Another reader may open what killed this one; outside the readers there is nothing to change."""
        task, died = job
        if stage in READING and stage not in died:
            todo.appendleft((task, died | {stage: reason}))
        else:
            yield failed(task, reason, detail)


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit {code}"
