"""Processor time until chiso answers: a query of a release, and a worker process that is ready to read a workbook.

Here: the least of five runs of each, beside a process that only imports the library that does the work. Not here: what
the work itself costs (month.py, intake.py).
Run: `.venv/bin/python benchmarks/start.py [DATA]`, where DATA is a data root with a release (data, after `make run`).
"""

from __future__ import annotations

import pickle
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from pipelines.codebook.load import load
from pipelines.settings import REPO, seeds_root
from pipelines.submissions.intake.workers.process import Server
from pipelines.submissions.layout.compile import compile_layouts

RUNS = 5
PYTHON = sys.executable


def main(data: Path) -> None:
    """Time the four, print seconds and ratios."""
    layouts = pickle.dumps(compile_layouts(load(seeds_root()), "08"), protocol=5)
    query = [str(Path(PYTHON).with_name("chiso")), "query", "select 1", "--data", str(data)]
    work: dict[str, Callable[[], object]] = {
        "chiso query 'select 1'": lambda: _process(query),
        "import duckdb": lambda: _process([PYTHON, "-c", "import duckdb"]),
        "worker until ready": lambda: _worker(layouts),
        "import openpyxl": lambda: _process([PYTHON, "-c", "import openpyxl"]),
    }
    least = {name: min(_seconds(job) for _ in range(RUNS)) for name, job in work.items()}
    for name, seconds in least.items():
        print(f"{name:24s} {seconds:5.2f} s of processor")
    ours, bare, worker, library = least.values()
    print(f"query / bare import: {ours / bare:.1f}; worker / bare import: {worker / library:.1f}")


def _seconds(job: Callable[[], object]) -> float:
    """Processor seconds of the processes that the job starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    job()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _process(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=REPO)


def _worker(layouts: bytes) -> None:
    """Start a server and a worker of it, which is ready when it says so, and end both."""
    server = Server()
    server.send_layouts(layouts)
    worker = server.start()
    while worker.last_stage() != "ready":
        assert not server.has_ended(), worker.last_words()
    worker.end()
    server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPO / "data")
