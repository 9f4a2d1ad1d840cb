"""Two months of two provinces launched at once under Dagster's daemon, and chiso beside it on one of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.backfills import Plan, backfill
from support.small_offices import small_seeds

MONTHS = ("2026-08", "2026-09")


@pytest.mark.slow
def test_every_release_comes_in_order_and_none_is_lost(tmp_path: Path) -> None:
    command = ("run", "--period", "2026-09", "--province", "08")
    seeds = small_seeds(tmp_path / "seeds", n_communes=2)
    done = backfill(tmp_path, Plan(seeds, MONTHS, ("08", "19"), seconds=900, command=command))
    assert done.failed == [] and done.command == 0

    # Dagster alone: a release of each month, in order
    assert done.occasions["19"] == list(MONTHS)
    assert done.releases["19"] == ["2026-08-r001", "2026-09-r002"]
    assert done.of_months["19"] == {"2026-08": "2026-08-r001", "2026-09": "2026-09-r002"}
    assert done.current["19"] == "2026-09-r002"

    # chiso and Dagster at once: whichever came first, no release goes back, each run has one, the last has every file
    assert done.occasions["08"] == sorted(done.occasions["08"]) and done.occasions["08"][-1] == "2026-09"
    assert set(done.of_months["08"].values()) <= set(done.releases["08"]) and len(done.releases["08"]) in (2, 3)
    assert done.current["08"] == done.releases["08"][-1]
    assert done.lacking == {"08": 0, "19": 0}
