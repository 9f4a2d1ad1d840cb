"""A worker whose files kill, hang or bloat it: the real loop and limits, a read_workbook() that obeys the name.

Not a test, not production: tests/unit/submissions/test_worker_pool.py starts it in the real worker's place.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

from pipelines.submissions.intake.read_file import ReadResult, Task, read_workbook
from pipelines.submissions.intake.workers import worker
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.templates.templates import Templates


def obey(
    task: Task, layouts: Layouts, died: dict[str, str], stage: Callable[[str], None], templates: Templates
) -> ReadResult:
    """What the file's name says happens while the reader named in it is at work."""
    command, _, reader = task.name.partition("-")
    if reader and reader not in died:
        stage(reader)
        if command == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if command == "hang":
            time.sleep(600)
        if command == "bloat":
            held = bytearray(2 << 30)
            del held
        if command == "abort":
            sys.stderr.write("memory allocation of 17179869184 bytes failed\n")
            sys.stderr.flush()
            os.abort()
    return read_workbook(task, layouts, died, stage, templates)


if __name__ == "__main__":
    setattr(worker, "read_workbook", obey)  # noqa: B010  the loop looks it up at each file
    worker.main(*map(int, sys.argv[1:3]))
