"""Carries out a plan of kills in a process of its own: `python -m support.kill_plan <base> <folder> <plan>`.

A process may only be forked while libraries with threads were imported and not used, which a test's process cannot
promise. The base, a folder of support/attacked.py, is made where it is not there.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from support import attacked, kills
from support.attacked import Attacked
from support.kill_trial import Tally, Trials, drawn

from pipelines.settings import REPO

SEED = 15
N_REAL = 3  # of the trials in the warehouse, that many at most are run again with the real step, to the same bytes
Plan = dict[str, int]  # trials of each kind


def carry_out(plan: Plan, base: Path, folder: Path) -> Tally:
    """What the trials of the plan found; progress is printed."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(REPO), str(REPO / "tests")])}
    command = [sys.executable, "-m", "support.kill_plan", str(base), str(folder), json.dumps(plan)]
    subprocess.run(command, env=environment, check=True)
    return Tally(**json.loads((folder / "tally.json").read_text("utf-8")))


def main(base: Path, folder: Path, plan: Plan) -> None:
    """Carry out the plan and write what was found into `tally.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    if not base.is_dir():

        def make(_note: Path) -> None:
            attacked.make(base)

        assert kills.forked(make, folder).code == 0, (folder / "printed").read_text()
    trials = Trials(Attacked(base), folder)
    for kind, n in plan.items():
        for number, trial in enumerate(KINDS[kind](trials, n), start=1):
            trial()
            if number == n or number % 10 == 0:
                n_kills, n_survived = trials.tally.kills[kind], trials.tally.survived[kind]
                print(f"{kind}: {n_kills} kills, {n_survived} of {number} trials survived", flush=True)
        for fault in trials.tally.faults:
            print(fault, flush=True)
    (folder / "tally.json").write_text(json.dumps(asdict(trials.tally)), "utf-8")


Trial = Callable[[], None]


def _months(trials: Trials, n: int) -> list[Trial]:
    last = trials.operations(kills.run_month, trials.base)
    return [lambda at=at: trials.kill("month", kills.run_month, trials.base, [at]) for at in drawn(SEED, last, n)]


def _again(trials: Trials, n: int) -> list[Trial]:
    last, rng = trials.operations(kills.run_month, trials.base), random.Random(SEED)
    numbers = [[at, rng.randint(1, last)] for at in drawn(SEED + 1, last, n)]
    return [lambda at=at: trials.kill("again", kills.run_month, trials.base, at) for at in numbers]


def _publications(trials: Trials, n: int) -> list[Trial]:
    base = trials.passed()
    last = trials.operations(kills.publish_candidate, base)
    return [
        lambda at=at: trials.kill("publish", kills.publish_candidate, base, [at]) for at in drawn(SEED + 2, last, n)
    ]


def _lines(trials: Trials, n: int) -> list[Trial]:
    return [lambda at=at: trials.kill_append(at) for at in range(1, n + 1)]


def _warehouses(trials: Trials, n: int) -> list[Trial]:
    rng = random.Random(SEED)
    delays = [rng.random() / 10 for _ in range(n)]
    return [
        lambda at=at, delay=delay: trials.kill_in_warehouse((at + 0.5) / n, delay, is_real=n > 1 and at < N_REAL)
        for at, delay in enumerate(delays)
    ]


KINDS: dict[str, Callable[[Trials, int], list[Trial]]] = {
    "month": _months,
    "again": _again,
    "publish": _publications,
    "line": _lines,
    "warehouse": _warehouses,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
