"""Attacks on the readers of workbooks: bombs, changed bytes, files that hang, a parent that is killed."""

from __future__ import annotations

import hashlib
import math
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faults.attacks.conftest import Tried
from support import trial
from unit.submissions.test_hostile import _bombs, _hostile  # pyright: ignore[reportPrivateUsage]

from pipelines.codebook.load import load
from pipelines.ledger import BrokenLedgerError, Ledger
from pipelines.settings import REPO, seeds_root
from pipelines.submissions.intake.read_file import Task, read_workbook
from pipelines.submissions.intake.workers import worker
from pipelines.submissions.intake.workers.pool import WorkerPool
from pipelines.submissions.layout.compile import compile_layouts
from pipelines.submissions.layout.layouts import Layouts
from pipelines.submissions.value.numbers import parse_figure

SMALL = ("within.xlsx", "lying.xlsx", "twice.xlsx", "bomb.xlsb", "tags.xls")  # bombs that cost seconds, not minutes
# a pool with one worker that reads a file for ten minutes; it prints the worker's process id
HANGING = """
import os, sys, threading, time
from support import trial
from pipelines.codebook.load import load
from pipelines.settings import seeds_root
from pipelines.submissions.intake.workers import process
from pipelines.submissions.intake.workers.pool import WorkerPool
from pipelines.submissions.intake.read_file import Task
from pipelines.submissions.layout.compile import compile_layouts
process.WORKER = "bad_worker"
layouts = compile_layouts(load(seeds_root()), "08")
with WorkerPool(lambda: layouts) as pool:
    task = Task(1, "R000001", "0" * 64, sys.argv[1], "hang-extract", None, None, None)
    def say():
        while not pool._workers or pool._workers[0].last_stage() != "extract":
            time.sleep(0.05)
        print(pool._workers[0].pid, flush=True)
    threading.Thread(target=say, daemon=True).start()
    list(pool.read([task]))
"""


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return compile_layouts(load(seeds_root()), "08")


def task_of(path: Path, number: int = 1) -> Task:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Task(number, f"R{number:06d}", digest, str(path), path.name, None, None, None)


@pytest.mark.slow
@pytest.mark.attack("bombs")
def test_bombs_cost_themselves_a_verdict(layouts: Layouts, tmp_path: Path, tried: Tried) -> None:
    (folder := tmp_path / "in").mkdir()
    (tmp_path / "bait.xlsx").write_text("secret of the bait")
    expected = _hostile(folder, 9, tmp_path / "bait.xlsx")
    for name, (content, verdicts) in _bombs().items():
        if name in SMALL:
            (folder / name).write_bytes(content)
            expected[name] = verdicts | {"timeout"}
    before = sorted(tmp_path.rglob("*"))
    tasks = [task_of(path, number) for number, path in enumerate(sorted(folder.iterdir()), start=1)]
    with WorkerPool(lambda: layouts) as pool:
        found = {result.task.name: result.parts[0].row["reason_code"] for result in pool.read(tasks)}
    assert {name: reason for name, reason in found.items() if reason not in expected[name] | {"timeout"}} == {}
    assert found.keys() == expected.keys() and sorted(tmp_path.rglob("*")) == before
    tried(len(found))


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends a process with its parent")
@pytest.mark.attack("worker_limits", faults=[15])
def test_a_worker_on_a_hanging_file_ends_with_its_killed_parent(tmp_path: Path) -> None:
    path = trial.write(tmp_path / "t.xlsx", {"TRIAL-01": trial.row_form(E9=5)})
    folders = (REPO, REPO / "tests", REPO / "tests" / "support")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, folders))}
    command = [sys.executable, "-c", HANGING, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert lives(pid)
        parent.kill()
    end = time.monotonic() + 10
    while lives(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not lives(pid)


@pytest.mark.attack("worker_limits", faults=[15])
def test_a_worker_has_limits_of_memory_core_and_processor_time() -> None:
    """A process that spins is ended by the system after the seconds that the worker allows it."""
    code = (
        "import resource, sys; from pipelines.submissions.intake.workers import worker;"
        "worker.CPU_SECONDS = 1; worker._limit_time(); print('spins', flush=True)\n"
        "while True: pass"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO, check=False)
    assert done.stdout == "spins\n" and done.returncode == -signal.SIGXCPU
    assert (worker.MEMORY, worker.CPU_SECONDS) == (1 << 30, 90)
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY  # of this process nothing changed


def mutated(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, 8)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed[: rng.randint(1, len(changed))] if rng.random() < 0.2 else changed)


@pytest.mark.slow
@pytest.mark.attack("fuzz")
def test_changed_bytes_end_in_a_verdict(layouts: Layouts, tmp_path: Path, tried: Tried) -> None:
    """In this process: an exception that is none of a verdict would fail the test. 400 of each kind, from a seed."""
    rng, n = random.Random(15), 400
    form = {"TRIAL-01": trial.row_form(E9=5, E10="1.234,5", E11=7)}
    book = trial.write(tmp_path / "t.xlsx", form).read_bytes()
    text = "\n".join(f"{n};Dòng {n};0{n};người;{n * 7};1.234,5" for n in range(1, 9)).encode()
    html = b"<html><table><tr><td>Bi\xe1\xbb\x83u s\xe1\xbb\x91: XA-01</td><td>12</td></tr></table></html>"
    for suffix, content in ((".xlsx", book), (".csv", text), (".xls", html)):
        path = tmp_path / f"m{suffix}"
        for _ in range(n if suffix != ".xlsx" else n // 4):
            path.write_bytes(mutated(rng, content))
            result = read_workbook(task_of(path), layouts, {}, lambda _stage: None)
            assert all(part.row["outcome"] in ("read", "waiting", "refused", "unreadable") for part in result.parts)
    tried(2 * n + n // 4)


@pytest.mark.attack("fuzz")
def test_a_changed_ledger_is_never_read_as_another(tmp_path: Path, tried: Tried) -> None:
    rng, ledger = random.Random(15), Ledger(tmp_path / "ledger.jsonl")
    for number in range(5):
        ledger.append("codebook", {"codebook_hash": f"h{number}", "note": "Mỹ Lâm"})
    (tmp_path / "ledger.head").unlink(missing_ok=True)
    whole, entries = ledger.path.read_bytes(), ledger.read()
    lines = whole.splitlines(keepends=True)
    for _ in range(500):
        ledger.path.write_bytes(mutated(rng, whole))
        try:
            found = ledger.read()
        except BrokenLedgerError:
            continue
        assert found == entries[: len(found)] and ledger.path.read_bytes() == b"".join(lines[: len(found)])
    tried(500)


@pytest.mark.attack("fuzz", "not_finite", faults=[1])
def test_no_text_becomes_a_number_that_is_none(tried: Tried) -> None:
    rng = random.Random(15)
    letters = "0123456789.,-+ eE%()xX∞NaNinfIN\u00a0\u2212đồng"
    texts = ["".join(rng.choices(letters, k=rng.randint(1, 12))) for _ in range(20_000)]
    for text in [*texts, "NaN", "Infinity", "1e999", "-inf", "9" * 40, "1E+400"]:
        for value in (text, *([float(text)] if _is_float(text) else [])):
            for is_percent in (False, True):
                number = parse_figure(value, is_percent).value
                assert number is None or (math.isfinite(number) and abs(number) <= 1e15), text
    tried(len(texts))


def _is_float(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
