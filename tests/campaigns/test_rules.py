"""Every rule and figure that it speaks of, in a small province: no bad figure passes unmarked, no good one is held.

Each seed chooses, for each rule and series, the commune whose figure is changed; all faults of a seed are built.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support import rule_campaign, rule_province
from support.rule_cases import World
from support.rule_models import Models

pytestmark = pytest.mark.campaign

SEEDS = range(1, 9)


def test_no_bad_figure_passes_and_no_good_one_is_held(tmp_path: Path) -> None:
    models = Models(rule_province.make(tmp_path / "small"), tmp_path / "models")
    models.built({})
    world = World(models.province, models)
    wrong: dict[int, list[str]] = {}
    for seed in SEEDS:
        tally = rule_campaign.run(models, world, seed)
        print(f"\nseed {seed}\n{tally.table()}")
        wrong |= {seed: tally.wrong} if tally.wrong else {}
    assert wrong == {}
