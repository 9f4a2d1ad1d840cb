"""Which accused figures the repair of another one settles: none that a contradiction itself locates."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.codebook.load import Codebook, load
from pipelines.quality.localisation.explain import Contradiction, Solution
from pipelines.quality.localisation.rules_in_force import Cell
from pipelines.quality.review import accused
from pipelines.quality.review.accused import Accused
from pipelines.settings import seeds_root

AREA, SOURCE, PERIOD = "c25-00700", "province_admin", "2027-04"


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


def cell(indicator: str) -> Cell:
    return Cell(indicator, "_T", "in_period", PERIOD)


def contradiction(first: str, *others: str) -> Contradiction:
    """A contradiction whose lightest solution changes `first`."""
    solution = Solution((cell(first),), ())
    values = dict.fromkeys(map(cell, (first, *others)), 1.0)
    return Contradiction(AREA, SOURCE, PERIOD, (), (), (), (), (), (solution,), values, {})


def figure(indicator: str) -> Accused:
    return Accused((AREA, indicator, "_T", "in_period", SOURCE, PERIOD), 1.0, "C00700", "XA-01!E5", True)


def test_what_one_contradiction_locates_is_not_settled_by_another(
    codebook: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(*_: object) -> list[Contradiction]:
        return [
            contradiction("N_DOSSIER_DONE", "N_DOSSIER"),
            contradiction("N_DOSSIER", "N_DOSSIER_DONE", "N_DOSSIER_LATE"),
        ]

    monkeypatch.setattr(accused, "find_contradictions", both)
    found = {each.slice: each for each in map(figure, ("N_DOSSIER_DONE", "N_DOSSIER", "N_DOSSIER_LATE"))}
    accused.locate(codebook, found, pl.DataFrame({"area_id": [AREA]}), pl.DataFrame())
    assert [each.is_explained_by for each in found.values()] == ["", "", "N_DOSSIER"]
