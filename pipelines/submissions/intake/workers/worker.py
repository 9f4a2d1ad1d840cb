"""The worker processes: each reads one file after the other, under limits of memory and time.

`python -m pipelines.submissions.intake.workers.worker <control fd> <parent>` starts their server: it imports the
reading code and takes the layouts once, reads no file itself, and forks a worker whenever the pool asks for one
(process.py). The server ends with its parent, a worker with the server.
"""

from __future__ import annotations

import gc
import math
import os
import pickle
import resource
import signal
import socket
import sys
import time
import traceback
import warnings
from multiprocessing.connection import Connection

from pipelines.process import end_with_parent
from pipelines.submissions.intake.read_file import read_workbook
from pipelines.submissions.intake.workers.packing import Packer
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.templates.templates import Templates

MEMORY = 1 << 30
# Of one file. The pool ends a file after 60 s by the clock, so this limit is met only where nothing watches the worker.
CPU_SECONDS = 90


def main(control_fd: int, parent: int) -> None:
    """Take the layouts, then start and end workers as the pool asks, until it closes the connection."""
    end_with_parent(parent)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends this process
    warnings.simplefilter("ignore")  # openpyxl's remarks on extensions would fill the log of every batch
    gc.set_threshold(100_000, 50, 50)  # a file makes thousands of tuples and no cycles: collecting took a tenth of it
    connection = Connection(control_fd)
    layouts: Layouts = pickle.loads(connection.recv_bytes())
    gc.freeze()  # what all workers share is never collected, so its memory stays shared
    with socket.socket(fileno=os.dup(control_fd)) as control:
        while True:
            request, fds, _, _ = socket.recv_fds(control, 64, 3)
            if not request:
                break
            control.send(str(_start(layouts, fds) if fds else _end(int(request))).encode())


def _start(layouts: Layouts, fds: list[int]) -> int:
    """The process id of a new worker with the file descriptors of its connection, its stage and its errors."""
    server = os.getpid()
    pid = os.fork()
    if pid:
        for fd in fds:
            os.close(fd)
        return pid
    try:
        connection_fd, stage_fd, errors_fd = fds
        os.dup2(errors_fd, sys.stderr.fileno())
        end_with_parent(server)
        _read_files(layouts, Connection(connection_fd), stage_fd)
    except BaseException:
        traceback.print_exc()
    finally:  # nothing of the server's is closed or flushed a second time
        sys.stderr.flush()
        os._exit(0)


def _end(pid: int) -> int:
    """End a worker, whatever it is doing."""
    os.kill(pid, signal.SIGKILL)  # until it is waited for, its number is given to no other process
    os.waitpid(pid, 0)
    return pid


def _read_files(layouts: Layouts, connection: Connection, stage_fd: int) -> None:
    """Answer each task with a pickled Outcome, until the pool closes the connection."""

    def stage(name: str) -> None:
        os.pwrite(stage_fd, name.encode().ljust(16), 0)  # read by the pool if this process dies

    templates, packer = Templates(layouts), Packer()
    stage("ready")
    while True:
        try:
            task, died = pickle.loads(connection.recv_bytes())
        except EOFError:
            return
        _limit_time()
        try:
            answer: object = packer.pack(read_workbook(task, layouts, died, stage, templates))
        except MemoryError:
            answer = "memory"
        connection.send_bytes(pickle.dumps(answer, protocol=5))


def _limit_time() -> None:
    """Let the operating system end this process CPU_SECONDS of processor time from now."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    seconds = math.ceil(time.process_time()) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard == resource.RLIM_INFINITY else min(seconds, hard), hard))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
