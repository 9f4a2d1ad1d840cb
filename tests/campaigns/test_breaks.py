"""Do the tests notice? Each of 62 breaks by hand, alone in a copy of the sources, must fail the tests named with it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from campaigns.breaks import PYTHON_BREAKS
from campaigns.sql_breaks import SQL_BREAKS
from support.broken import Break, SourceCopy
from support.once import once
from support.unit_tests import build_empty

BREAKS = (*PYTHON_BREAKS, *SQL_BREAKS)
SAMPLE = random.Random(2026).sample(BREAKS, 6)


@pytest.fixture(scope="module")
def sources(repo: Path, run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> SourceCopy:
    empty = once(run_folder, "empty", build_empty) / "warehouse.duckdb"
    models = tuple(sorted({test for case in SQL_BREAKS for test in case.tests}))
    return SourceCopy(repo, tmp_path_factory.mktemp("broken"), empty, models)


def test_no_break_stands_twice() -> None:
    assert len({case.name for case in BREAKS}) == len({(case.file, case.old, case.new) for case in BREAKS}) == 62


@pytest.mark.campaign
@pytest.mark.parametrize("case", BREAKS, ids=lambda case: case.name)
def test_the_break_is_noticed(sources: SourceCopy, case: Break) -> None:
    assert sources.notices(case)


@pytest.mark.slow
@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_a_break_of_the_sample_is_noticed(sources: SourceCopy, case: Break) -> None:
    assert sources.notices(case)
