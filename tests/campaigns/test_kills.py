"""Runs killed at more than 300 of their file operations, and 20 inside the real warehouse step; then run again.

A trial with one kill takes 5 s of processor for a month, 2 s for a publication. `make test-slow` kills ten times.
"""

from __future__ import annotations

import random

import pytest
from support import attacked, kills
from support.attacked import Attacked
from support.kill_trial import Trials, drawn

pytestmark = pytest.mark.campaign
SEED = 15
N_MONTH, N_AGAIN, N_PUBLISH, N_APPENDS, N_WAREHOUSE = 100, 20, 170, 4, 20
N_REAL = 3  # of the trials in the warehouse, that many are run again with the real step: it gives the same bytes


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Trials:
    folder = tmp_path_factory.mktemp("kills")
    attacked.make(folder / "base")
    return Trials(Attacked(folder / "base"), folder)


def survived(trials: Trials, kind: str, n: int) -> None:
    """Print what the trials found; every one of them survived."""
    tally = trials.tally
    print(f"\n{kind}: {tally.kills[kind]} kills, {tally.survived[kind]} of {n} trials survived; so far {tally.faults}")
    assert tally.survived[kind] == n and not tally.faults


def test_a_month_is_killed_at_any_operation(trials: Trials) -> None:
    last = trials.operations(kills.run_month, trials.base)
    for number in drawn(SEED, last, N_MONTH):
        trials.kill("month", kills.run_month, trials.base, [number])
    survived(trials, "month", N_MONTH)


def test_the_run_after_a_kill_is_killed_too(trials: Trials) -> None:
    last = trials.operations(kills.run_month, trials.base)
    rng = random.Random(SEED)
    for number in drawn(SEED + 1, last, N_AGAIN):
        trials.kill("again", kills.run_month, trials.base, [number, rng.randint(1, last)])
    survived(trials, "again", N_AGAIN)


def test_a_publication_is_killed_at_any_operation(trials: Trials) -> None:
    base = trials.passed()
    last = trials.operations(kills.publish_candidate, base)
    for number in drawn(SEED + 2, last, N_PUBLISH):
        trials.kill("publish", kills.publish_candidate, base, [number])
    survived(trials, "publish", N_PUBLISH)


def test_a_run_is_killed_with_half_a_line_in_the_ledger(trials: Trials) -> None:
    for number in range(1, N_APPENDS + 1):
        trials.kill_append(number)
    survived(trials, "ledger line", N_APPENDS)


def test_a_run_is_killed_inside_the_real_warehouse_step(trials: Trials) -> None:
    rng = random.Random(SEED)
    for number in range(N_WAREHOUSE):
        trials.kill_in_warehouse(number / N_WAREHOUSE, rng.random() / 10, is_real=number < N_REAL)
    survived(trials, "warehouse", N_WAREHOUSE)
    assert trials.tally.inside == N_WAREHOUSE


def test_there_were_as_many_kills_as_the_page_says(trials: Trials) -> None:
    tally = trials.tally
    print(f"\n{sum(tally.kills.values())} kills {dict(tally.kills)}; {tally.unrecorded} left an unrecorded tree")
    assert sum(tally.kills.values()) - tally.kills["warehouse"] >= 300
    assert tally.kills["warehouse"] >= 20
