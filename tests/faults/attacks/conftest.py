"""Counts what the tests of attacks tried, and prints the table of attacks at the end of `make attacks`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from faults.attacks.table import FAULTS, ROWS
from support import attacked as made
from support.attacked import Attacked
from support.once import once

Tried = Callable[[int], None]


@pytest.fixture(scope="session")
def attacked(run_folder: Path) -> Attacked:
    """A small province with one release; tests work on copies."""
    return Attacked(once(run_folder, "attacked", made.make))


@pytest.fixture(autouse=True)
def tried(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Tried:
    """Adds to the number of tries of the attacks that the test is about; without a call it is one."""
    marks = list(request.node.iter_markers("attack"))
    for mark in marks:
        record_property("attack", [*mark.args, *(f"fault {number}" for number in mark.kwargs.get("faults", ()))])
    assert all(row in ROWS for mark in marks for row in mark.args), "a row that the table does not have"

    def add(n: int) -> None:
        record_property("tried", n)

    return add


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print each attack with its tries and outcome, and which were not tried."""
    tries, outcomes = Counter[str](), defaultdict[str, set[str]](set)
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            properties = getattr(report, "user_properties", [])
            rows = [row for name, listed in properties if name == "attack" for row in listed]
            n = sum(value for name, value in properties if name == "tried") or 1
            for row in rows:
                tries[row] += n
                outcomes[row].add(outcome)
    if not outcomes:
        return
    terminalreporter.section("attacks")
    named = ROWS | {f"fault {number}": text for number, text in FAULTS.items()}
    for row, text in named.items():
        if found := outcomes.get(row):
            said = "ends right" if found == {"passed"} else ", ".join(sorted(found))
            terminalreporter.write_line(f"{row:<17} {tries[row]:>6}  {said:<11} {text}")
    terminalreporter.write_line(f"not tried: {', '.join(row for row in named if row not in outcomes) or '–'}")
