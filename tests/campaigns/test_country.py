"""Months of all provinces, 24 months of history and three months one by one: hours; prints figures and extrapolation.

`make test-slow` runs two provinces of four communes for two months (tests/end_to_end/test_country.py).
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from pipelines.settings import REPO

pytestmark = pytest.mark.campaign


def test_a_country_of_34_provinces_publishes_and_is_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(REPO / "benchmarks")
    benchmark = importlib.import_module("country")
    stages, made = benchmark.measure(benchmark.parsed([]), tmp_path)
    assert [stage.n_months for stage in stages] == [1, 24, 25, 26, 27]
    assert [stage.n_files for stage in stages] == [3321, 23 * 3321, 3321, 3321, 3321]
    assert sum(row.release_id is not None for row in made.provinces) == 34
