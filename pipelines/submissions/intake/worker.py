"""The worker process: reads one file after the other, under limits of memory and time.

Started by worker_pool.py as `python -m pipelines.submissions.intake.worker <connection fd> <stage fd> <parent>`; it
shares no state with the parent, whose process id it gets, and ends when that ends.
"""

from __future__ import annotations

import gc
import math
import os
import pickle
import resource
import signal
import sys
import time
import warnings
from multiprocessing.connection import Connection

from pipelines.process import end_with_parent
from pipelines.submissions.intake.packing import Packer
from pipelines.submissions.intake.read_file import read_workbook
from pipelines.submissions.templates.templates import Templates

MEMORY = 1 << 30
# Of one file. The pool ends a file after 60 s by the clock, so this limit is met only where nothing watches the worker.
CPU_SECONDS = 90


def main(connection_fd: int, stage_fd: int, parent: int) -> None:
    """Take the layouts, then tasks until the parent closes; answer each with a pickled Outcome."""
    end_with_parent(parent)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends this process
    warnings.simplefilter("ignore")  # openpyxl's remarks on extensions would fill the log of every batch
    gc.set_threshold(100_000, 50, 50)  # a file makes thousands of tuples and no cycles: collecting took a tenth of it
    connection = Connection(connection_fd)

    def stage(name: str) -> None:
        os.pwrite(stage_fd, name.encode().ljust(16), 0)  # read by the parent if this process dies

    layouts = pickle.loads(connection.recv_bytes())
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
    main(*map(int, sys.argv[1:4]))
