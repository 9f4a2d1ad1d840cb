"""A pool of worker processes that may die, hang or run out of memory on one file without stopping the batch.

The pool feeds, times, ends and replaces workers; the processes are started in process.py, what they do is in worker.py.
"""

from __future__ import annotations

import os
import pickle
import selectors
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence

from pipelines.errors import Message
from pipelines.submissions.intake.read_file import ReadResult, Task, failed
from pipelines.submissions.intake.workers.packing import Packed
from pipelines.submissions.intake.workers.process import Job, Server, Worker
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.notes import detail

WALL_SECONDS = 60.0  # the slowest honest file known, PCI_2014 through openpyxl, takes 3 s
AHEAD = 2  # tasks that a worker holds beyond the one it reads, so that it never waits for the pool
READING = ("scan", "calamine", "openpyxl", "xlrd")  # stages that read_book can leave out
MEMORY_TEXT = "1 GiB"
MOST_SERVERS = 3  # that one pool starts: a server reads no file, so what ends several of them is the machine


class WorkerPool:
    """One process a core; `read` gives each task's outcome as it comes, in any order."""

    def __init__(self, layouts: Callable[[], Layouts], wall_seconds: float = WALL_SECONDS) -> None:
        self._compile = layouts  # called while the server starts: both take a seventh of a second
        self._layouts = b""
        self._wall = wall_seconds
        self._server: Server | None = None
        self._n_servers = 0
        self._workers: list[Worker] = []
        self._waiting = selectors.DefaultSelector()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in list(self._workers):
            self._end(worker)
        if self._server:
            self._server.stop()
        self._waiting.close()

    def read(self, tasks: Sequence[Task]) -> Iterator[ReadResult]:
        """Every task gets exactly one outcome; a dead or hung worker costs its first job only.

        Raises IntakeError where no worker can be started.
        """
        todo: deque[Job] = deque((task, dict[str, str]()) for task in tasks)
        for _ in range(len(self._workers), min(os.cpu_count() or 1, len(todo))):
            self._start()
        while todo or any(worker.jobs for worker in self._workers):
            self._feed(todo)
            ready = {key.data for key, _ in self._waiting.select(timeout=1.0)}
            for worker in list(self._workers):
                if worker in ready:
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
            if worker.jobs:
                yield from self._lost(worker, todo, "reader_died")
            else:
                self._replace(worker)
            return
        task, died = worker.jobs.popleft()
        worker.since = time.monotonic()
        if isinstance(answer, Packed):
            yield worker.unpacker.unpack(answer)
        else:
            yield from self._again((task, died), worker.last_stage(), "memory", MEMORY_TEXT, todo)

    def _lost(self, worker: Worker, todo: deque[Job], reason: str) -> Iterator[ReadResult]:
        """Replace a dead or hung worker; the jobs that it had not begun go back to the queue."""
        if reason != "timeout" and worker.server.has_ended():  # all workers end with it, no file is the cause
            todo.extendleft(reversed(worker.jobs))
            self._replace(worker)
            return
        job = worker.jobs.popleft()
        todo.extendleft(reversed(worker.jobs))
        said: Message | str = detail("process_slow", seconds=f"{self._wall:.0f}")
        if reason != "timeout":
            said = detail("process_ended")
            if "memory allocation" in worker.last_words():  # what Rust says before it aborts
                reason, said = "memory", MEMORY_TEXT
        stage = worker.last_stage()
        self._replace(worker)
        yield from self._again(job, stage, reason, said, todo)

    def _start(self) -> None:
        """Start a worker, and a server where none lives."""
        if self._server is None or self._server.has_ended():
            self._start_server()
        assert self._server
        self._workers.append(worker := self._server.start())
        self._waiting.register(worker.connection, selectors.EVENT_READ, worker)

    def _start_server(self) -> None:
        if self._server:
            if self._n_servers == MOST_SERVERS:
                raise self._server.ended()
            self._server.stop()
        self._server, self._n_servers = Server(), self._n_servers + 1
        self._layouts = self._layouts or pickle.dumps(self._compile(), protocol=5)
        self._server.send_layouts(self._layouts)

    def _end(self, worker: Worker) -> None:
        self._waiting.unregister(worker.connection)
        self._workers.remove(worker)
        worker.end()

    def _replace(self, worker: Worker) -> None:
        if not worker.last_stage() and not worker.server.has_ended():
            raise worker.not_started()
        self._end(worker)
        self._start()

    def _again(self, job: Job, stage: str, reason: str, said: Message | str, todo: deque[Job]) -> Iterator[ReadResult]:
        """Another reader may open what killed this one; outside the readers there is nothing to change."""
        task, died = job
        if stage in READING and stage not in died:
            todo.appendleft((task, died | {stage: reason}))
        else:
            yield failed(task, reason, said)
