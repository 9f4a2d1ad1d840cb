"""Twelve months of three provinces launched at once; `CHISO_BACKFILL=3x2` runs so many months of so many provinces.

The monthly forms are owed from an earlier day than in the codebook: of its own months too few have ended.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.backfills import Plan, backfill
from support.small_offices import owe_from, small_seeds

from pipelines.codebook.load import load
from pipelines.codebook.obligations import period_end
from pipelines.defs.partitions import PROVINCES, months
from pipelines.ledger.days import today

pytestmark = pytest.mark.campaign
SECONDS = 300  # for one run, on a loaded machine


def test_a_backfill_gives_every_release_in_order(tmp_path: Path) -> None:
    n_months, n_provinces = (int(n) for n in os.environ.get("CHISO_BACKFILL", "12x3").split("x"))
    seeds = small_seeds(tmp_path / "seeds", n_communes=4)
    owe_from(seeds, "2025-11-15")
    codebook = load(seeds)
    ended = [month for month in months(seeds, today()) if period_end(codebook, month) < today()]  # others are refused
    chosen, provinces = ended[-n_months:], PROVINCES[:n_provinces]
    print(f"{len(chosen)} months {chosen[0]}–{chosen[-1]} of provinces {', '.join(provinces)}")
    plan = Plan(seeds, chosen, provinces, seconds=SECONDS * len(chosen) * len(provinces))
    done = backfill(tmp_path, plan)
    print(f"releases {done.releases}\ncurrent {done.current}; failed {done.failed}")
    assert len(chosen) == n_months and done.failed == []
    for province in provinces:
        assert done.occasions[province] == chosen
        assert list(done.of_months[province].values()) == done.releases[province]
        assert done.current[province] == done.releases[province][-1]
        assert done.lacking[province] == 0
