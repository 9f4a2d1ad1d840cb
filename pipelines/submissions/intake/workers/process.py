"""Handles by which the pool starts, feeds and ends the server and its workers; the code they run is in worker.py."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import IO

from pipelines.settings import REPO
from pipelines.submissions.intake.messages import IntakeError, intake_message
from pipelines.submissions.intake.read_file import Task
from pipelines.submissions.intake.workers.packing import Unpacker

WORKER = "pipelines.submissions.intake.workers.worker"
Job = tuple[Task, dict[str, str]]  # with the readers that died on it, and of what


class Server:
    """The process that forks workers: the reading code is imported and the layouts are taken once."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed in stop()
        env = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(REPO), *filter(None, [os.environ.get("PYTHONPATH")])]),
            "OPENBLAS_NUM_THREADS": "1",  # openpyxl imports numpy, whose threads would eat the address space
            "MALLOC_ARENA_MAX": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", WORKER, str(theirs.fileno()), str(os.getpid())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.errors,
            env=env,
        )
        theirs.close()

    def send_layouts(self, layouts: bytes) -> None:
        """Send the pickled layouts; returns when the process has started and taken them.

        Raises IntakeError where it ended before.
        """
        connection = Connection(os.dup(self._control.fileno()))
        try:
            connection.send_bytes(layouts)
        except OSError as fault:
            raise self.ended() from fault
        finally:
            connection.close()

    def start(self) -> Worker:
        """A new worker. Raises IntakeError where the server has ended."""
        ours, theirs = socket.socketpair()
        worker = Worker(self, ours)
        with theirs:
            try:
                fds = [theirs.fileno(), worker.stage.fileno(), worker.errors.fileno()]
                socket.send_fds(self._control, [b"start"], fds)
                worker.pid = int(self._control.recv(64))
            except (OSError, ValueError) as fault:
                worker.close()
                raise self.ended() from fault
        return worker

    def end(self, pid: int) -> None:
        """End the worker with this process id, whatever it is doing; it has ended where the server has."""
        with suppress(OSError):
            self._control.send(str(pid).encode())
            self._control.recv(64)

    def has_ended(self) -> bool:
        """True if no worker of it lives any more."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """End the process; workers that still live end with it."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        self.errors.close()

    def ended(self) -> IntakeError:
        """The server ended before its time: the installation is broken, no file is the cause."""
        self._process.wait()
        return _not_started(self.errors)


class Worker:
    """One worker process, the jobs it holds (the first is being read) and when that one began."""

    def __init__(self, server: Server, ours: socket.socket) -> None:
        self.server, self.pid = server, 0
        self.connection = Connection(ours.detach())
        self.stage: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed in close()
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self.jobs: deque[Job] = deque()
        self.since = time.monotonic()
        self.unpacker = Unpacker()

    def send(self, job: Job) -> None:
        """Send a job; it is read when those before it are."""
        if not self.jobs:
            self.since = time.monotonic()
        self.connection.send_bytes(pickle.dumps(job))
        self.jobs.append(job)

    def end(self) -> None:
        """End the process, whatever it is doing, and close what belongs to it."""
        self.server.end(self.pid)
        self.close()

    def close(self) -> None:
        """Close the connection and the files."""
        self.connection.close()
        self.stage.close()
        self.errors.close()

    def last_stage(self) -> str:
        """The stage that the process last reported; empty before it was ready."""
        return os.pread(self.stage.fileno(), 16, 0).decode().strip()

    def last_words(self) -> str:
        """The end of what the process wrote to stderr."""
        return _end_of(self.errors)

    def not_started(self) -> IntakeError:
        """It ended before it was ready: no file is the cause."""
        return _not_started(self.errors)


def _not_started(errors: IO[bytes]) -> IntakeError:
    return IntakeError(intake_message("workers_do_not_start", detail=_end_of(errors).strip() or "?"))


def _end_of(errors: IO[bytes]) -> str:
    size = os.fstat(errors.fileno()).st_size
    return os.pread(errors.fileno(), 2000, max(0, size - 2000)).decode(errors="replace")
