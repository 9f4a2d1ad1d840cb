"""What a wrong figure of a simulated year moves: each reason at its edge, on tables written by hand."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import pytest
from support.edit_impact import KEY, Impact, Impacts
from support.edit_trial import AREA, Release, Trial

from pipelines.codebook.load import Codebook, load
from pipelines.sample.careless.send import WrongFigure
from pipelines.settings import seeds_root

PERIOD, SOURCE = "2027-01", "province_admin"
N_COMMUNES = 15


@dataclass(frozen=True)
class Twin:
    """The scores of CXI and of its leaf of signatures by commune, and the class of a target."""

    scores: dict[str, tuple[float, float]]
    progress: str


def release(twin: Twin) -> Release:
    values = [
        # 10,000 adults in all communes, 3,000 with a signature: 30.0 %, printed with one decimal
        (AREA, "R_ADULT_ESIGN_PCT", "commune_sum", 30.0, 3_000.0, 10_000.0),
        (AREA, "N_ADULT_ESIGN", "commune_sum", 3_000.0, None, None),
        (AREA, "N_STARTUP_FIRM", SOURCE, 40.0, None, None),
    ]
    table = pl.DataFrame(
        [(area, code, "_T", "in_period", source, PERIOD, *figures) for area, code, source, *figures in values],
        schema=[*KEY, "value", "numerator", "denominator"],
        orient="row",
    )
    scores = [
        (area, PERIOD, node, score, weight, "CXI", "computed")
        for area, (whole, leaf) in twin.scores.items()
        for node, score, weight in (("CXI", whole, 1.0), ("CXI_ADULT_ESIGN_PCT", leaf, 0.5))
    ]
    columns = ["area_id", "period_code", "node_code", "score", "effective_weight", "index_code", "series"]
    progress = [("T1", "N_STARTUP_FIRM", PERIOD, twin.progress)]
    return Release(
        {
            "indicator_value": table,
            "index_score": pl.DataFrame(scores, schema=columns, orient="row"),
            "target_progress": pl.DataFrame(
                progress, schema=["target_id", "indicator_code", "period_code", "progress_class"], orient="row"
            ),
        },
        frozenset({PERIOD}),
    )


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load(seeds_root())


def impact_of(codebook: Codebook, error: WrongFigure, moved: float = 0.0, progress: str = "on_track") -> Impact | None:
    """The impact of one error; publishing it moves the leaf of signatures of its commune by `moved` points."""
    areas = dict(codebook.tables["reporters"].select("reporter_code", "area_id").iter_rows())
    communes = sorted(code for code in areas if code.startswith("C"))[:N_COMMUNES]
    honest = {areas[code]: (50.0 + no, 50.0) for no, code in enumerate(communes)}
    sent = {
        area: (w + 0.5 * moved, leaf + moved) if area == areas[communes[0]] else (w, leaf)
        for area, (w, leaf) in honest.items()
    }
    trial = Trial(codebook, [PERIOD], [], release(Twin(honest, "on_track")), release(Twin(sent, progress)), [error])
    impacts = Impacts(trial)
    (key,) = impacts.wrong
    return impacts.impact(key)


def of_commune(codebook: Codebook, change: float) -> WrongFigure:
    code = sorted(c for c in codebook.tables["reporters"]["reporter_code"] if c.startswith("C"))[0]
    return WrongFigure(code, "XA-01", PERIOD, "N_ADULT_ESIGN", "_T", "in_period", 200.0, 200.0 + change, "wrong_digit")


def test_a_ratio_moves_by_more_than_half_its_last_digit(codebook: Codebook) -> None:
    # 6 of 10,000 are 0.06 points, more than 0.05; 4 are 0.04, which moves the total of 3,000 alone
    assert impact_of(codebook, of_commune(codebook, 6)) == Impact("ratio", 6 / 3_000)
    assert impact_of(codebook, of_commune(codebook, -4)) == Impact("sum", 4 / 3_000)


def test_a_rank_moves_by_ten_places(codebook: Codebook) -> None:
    # the last of 15, a point apart from each other: 9.5 points more leave 5 before it (9 places), 10.5 leave 4
    assert impact_of(codebook, of_commune(codebook, 4), moved=19.0) == Impact("sum", 4 / 3_000)
    assert impact_of(codebook, of_commune(codebook, 4), moved=21.0) == Impact("rank", 4 / 3_000)


def test_a_department_figure_is_published_as_it_was_sent(codebook: Codebook) -> None:
    error = WrongFigure("D08-SKHCN", "SKHCN-01", PERIOD, "N_STARTUP_FIRM", "_T", "in_period", 40.0, 44.0, "swaps")
    assert impact_of(codebook, error) == Impact("figure", 0.1)
    assert impact_of(codebook, error, progress="met") == Impact("class", 0.1)


def test_a_figure_that_nothing_is_made_of_has_no_impact(codebook: Codebook) -> None:
    error = of_commune(codebook, 5)._replace(indicator_code="P_DOSSIER_ONLINE_PCT")
    assert impact_of(codebook, error) is None
