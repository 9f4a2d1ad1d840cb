"""The worker process: reads one file after the other, under limits of memory and time.

Started by worker_pool.py as `python -m pipelines.submissions.intake.worker <connection fd> <stage fd>`; it shares no
state with the parent.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import sys
import warnings
from multiprocessing.connection import Connection

from pipelines.submissions.intake.packing import pack
from pipelines.submissions.intake.read_file import read_workbook

MEMORY = 1 << 30


def main(connection_fd: int, stage_fd: int) -> None:
    """Take the layouts, then tasks until the parent closes; answer each with a pickled Outcome."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends this process
    warnings.simplefilter("ignore")  # openpyxl's remarks on extensions would fill the log of every batch
    gc.set_threshold(100_000, 50, 50)  # a file makes thousands of tuples and no cycles: collecting took a tenth of it
    connection = Connection(connection_fd)

    def stage(name: str) -> None:
        os.pwrite(stage_fd, name.encode().ljust(16), 0)  # read by the parent if this process dies

    layouts = pickle.loads(connection.recv_bytes())
    stage("ready")
    while True:
        try:
            task, died = pickle.loads(connection.recv_bytes())
        except EOFError:
            return
        try:
            answer: object = pack(read_workbook(task, layouts, died, stage))
        except MemoryError:
            answer = "memory"
        connection.send_bytes(pickle.dumps(answer, protocol=5))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
