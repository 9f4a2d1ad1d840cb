"""The SQL engine against the numpy implementation on 90,000 random frameworks, 300 a build: an hour on one core.

`make test` compares the 300 of another seed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support import frameworks, two_engines

pytestmark = pytest.mark.campaign
SEEDS = range(1, 301)


@pytest.mark.parametrize("seed", SEEDS)
def test_sql_equals_the_reference(seed: int, tmp_path: Path) -> None:
    compared = two_engines.compare(frameworks.frameworks(300, seed), tmp_path)
    assert not compared.differences, f"seed {seed}: " + "\n".join(compared.differences[:20])
