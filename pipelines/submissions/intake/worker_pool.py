"""A pool of worker processes that may die, hang or run out of memory on one file without stopping the batch.

The pool starts, feeds, times, kills and replaces workers; what a worker does is in worker.py.
"""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import IO

from pipelines.errors import Message
from pipelines.settings import REPO
from pipelines.submissions.intake.messages import IntakeError, intake_message
from pipelines.submissions.intake.packing import Packed, Unpacker
from pipelines.submissions.intake.read_file import ReadResult, Task, failed
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.notes import detail

WALL_SECONDS = 60.0  # the slowest honest file known, PCI_2014 through openpyxl, takes 3 s
AHEAD = 2  # tasks that a worker holds beyond the one it reads, so that it never waits for the pool
READING = ("scan", "calamine", "openpyxl", "xlrd")  # stages that read_book can leave out
MEMORY_TEXT = "1 GiB"
WORKER = "pipelines.submissions.intake.worker"
Job = tuple[Task, dict[str, str]]  # with the readers that died on it, and of what


class Worker:
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
            [sys.executable, "-m", WORKER, str(theirs.fileno()), str(self.stage.fileno()), str(os.getpid())],
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
        self.unpacker = Unpacker()

    def send_layouts(self, layouts: bytes) -> None:
        """Send the pickled layouts; returns when the process has started and taken them.

        Raises IntakeError where it ended before.
        """
        try:
            self.connection.send_bytes(layouts)
        except OSError as fault:
            self.process.wait()
            words = self.last_words()
            self.stop()
            raise _not_started(words) from fault

    def send(self, job: Job) -> None:
        """Send a job; it is read when those before it are."""
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
        """The stage that the process last reported; empty before it was ready."""
        return os.pread(self.stage.fileno(), 16, 0).decode().strip()

    def last_words(self) -> str:
        """The end of what the process wrote to stderr."""
        size = os.fstat(self.errors.fileno()).st_size
        return os.pread(self.errors.fileno(), 2000, max(0, size - 2000)).decode(errors="replace")


class WorkerPool:
    """One process a core; `read` gives each task's outcome as it comes, in any order."""

    def __init__(self, layouts: Callable[[], Layouts], wall_seconds: float = WALL_SECONDS) -> None:
        self._compile = layouts  # called while the workers start: both take a quarter of a second
        self._layouts = b""
        self._wall = wall_seconds
        self._workers: list[Worker] = []

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def read(self, tasks: Sequence[Task]) -> Iterator[ReadResult]:
        """Every task gets exactly one outcome; a dead or hung worker costs its first job only."""
        todo: deque[Job] = deque((task, dict[str, str]()) for task in tasks)
        new = [Worker() for _ in range(len(self._workers), min(os.cpu_count() or 1, len(todo)))]
        self._workers += new
        self._layouts = self._layouts or pickle.dumps(self._compile(), protocol=5)
        for worker in new:
            worker.send_layouts(self._layouts)
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
                    worker.send(todo[0])
                    todo.popleft()
            except OSError:  # it died; one that holds jobs is found by reading from it
                if not worker.jobs:
                    self._replace(worker)

    def _answer(self, worker: Worker, todo: deque[Job]) -> Iterator[ReadResult]:
        try:
            answer: object = pickle.loads(worker.connection.recv_bytes())
        except (EOFError, OSError):
            yield from self._lost(worker, todo, "reader_died")
            return
        task, died = worker.jobs.popleft()
        worker.since = time.monotonic()
        if isinstance(answer, Packed):
            yield worker.unpacker.unpack(answer)
        else:
            yield from self._again((task, died), worker.last_stage(), "memory", MEMORY_TEXT, todo)

    def _lost(self, worker: Worker, todo: deque[Job], reason: str) -> Iterator[ReadResult]:
        """Replace a dead or hung worker; the jobs that it had not begun go back to the queue."""
        job = worker.jobs.popleft()
        todo.extendleft(reversed(worker.jobs))
        said: Message | str = detail("process_slow", seconds=f"{self._wall:.0f}")
        if reason != "timeout":
            worker.process.wait()
            said = detail("process_ended")
            if "memory allocation" in worker.last_words():  # what Rust says before it aborts
                reason, said = "memory", MEMORY_TEXT
        stage = worker.last_stage()
        self._replace(worker)
        yield from self._again(job, stage, reason, said, todo)

    def _replace(self, worker: Worker) -> None:
        if not worker.last_stage():
            words = worker.last_words()
            worker.stop()
            raise _not_started(words)
        worker.stop()
        self._workers[self._workers.index(worker)] = fresh = Worker()
        fresh.send_layouts(self._layouts)

    def _again(self, job: Job, stage: str, reason: str, said: Message | str, todo: deque[Job]) -> Iterator[ReadResult]:
        """Another reader may open what killed this one; outside the readers there is nothing to change."""
        task, died = job
        if stage in READING and stage not in died:
            todo.appendleft((task, died | {stage: reason}))
        else:
            yield failed(task, reason, said)


def _not_started(words: str) -> IntakeError:
    """A worker ended before it was ready: the installation is broken, no file is the cause."""
    return IntakeError(intake_message("workers_do_not_start", detail=words.strip() or "?"))
