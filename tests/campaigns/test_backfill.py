"""Twelve months of three provinces launched at once; `CHISO_BACKFILL=3x2` runs so many months of so many provinces."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.backfills import Plan, backfill

from pipelines.codebook.load import load
from pipelines.codebook.obligations import period_end
from pipelines.defs.partitions import MONTHS, PROVINCES
from pipelines.ledger.days import today
from pipelines.settings import seeds_root

pytestmark = pytest.mark.campaign
SECONDS = 300  # for one run, on a loaded machine


def test_a_backfill_gives_every_release_in_order(tmp_path: Path) -> None:
    n_months, n_provinces = (int(n) for n in os.environ.get("CHISO_BACKFILL", "12x3").split("x"))
    codebook = load(seeds_root())
    ended = [month for month in MONTHS if period_end(codebook, month) < today()]  # others are refused
    months, provinces = ended[-n_months:], PROVINCES[:n_provinces]
    print(f"{len(months)} months {months[0]}–{months[-1]} of provinces {', '.join(provinces)}")
    plan = Plan(months, provinces, n_communes=4, seconds=SECONDS * len(months) * len(provinces))
    done = backfill(tmp_path, plan)
    print(f"releases {done.releases}\ncurrent {done.current}; failed {done.failed}")
    assert done.failed == []
    for province in provinces:
        assert done.occasions[province] == months
        assert list(done.of_months[province].values()) == done.releases[province]
        assert done.current[province] == done.releases[province][-1]
        assert done.lacking[province] == 0
