"""Runs killed at more than 300 of their file operations, and 20 inside the real warehouse step; then run again.

A trial with one kill takes 5 s of processor for a month, 2 s for a publication, 7 s in the warehouse. `make test-slow`
kills ten times.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.kill_plan import carry_out

pytestmark = pytest.mark.campaign
PLAN = {"line": 4, "warehouse": 20, "again": 20, "publish": 180, "month": 100}


def test_every_run_that_was_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    tally = carry_out(PLAN, tmp_path / "base", tmp_path / "trials")
    n_copied = sum(n for kind, n in tally.kills.items() if kind != "warehouse")
    print(f"{n_copied} kills with a copied tree, {tally.inside} inside the real warehouse step: {tally.kills}")
    print(f"{tally.unrecorded} of them left a tree below release/ that the ledger did not have yet")
    assert tally.faults == [] and tally.survived == PLAN
    assert n_copied >= 300 and tally.inside >= 20
