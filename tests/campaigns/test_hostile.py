"""Good files beside 240 hostile ones, published, for many seeds: about five minutes each.

`make test-slow` publishes beside those of another seed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.hostile import FAMILIES
from support.hostile_month import publish_beside

pytestmark = pytest.mark.campaign
SEEDS = range(100, 120)


@pytest.mark.parametrize("seed", SEEDS)
def test_good_files_are_published_beside_many_hostile_ones(sample: Path, tmp_path: Path, seed: int) -> None:
    publish_beside(sample, tmp_path, seed, 20 * len(FAMILIES))
