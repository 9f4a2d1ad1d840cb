"""A fixed sample of the campaign `kills`: ten runs are killed, and finished by the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults.attacks.conftest import Tried
from support.attacked import Attacked
from support.kill_plan import carry_out

pytestmark = pytest.mark.slow
PLAN = {"month": 3, "publish": 3, "line": 1, "again": 1, "warehouse": 1}


@pytest.mark.attack("kill_month", "kill_publish", "kill_line", "kill_again", "kill_warehouse")
def test_every_run_that_was_killed_is_finished_by_the_next(attacked: Attacked, tmp_path: Path, tried: Tried) -> None:
    tally = carry_out(PLAN, attacked.folder, tmp_path / "trials")
    assert tally.faults == [] and tally.survived == PLAN
    assert sum(tally.kills.values()) == 10 and tally.inside == 1  # one trial is killed twice
    tried(10)
