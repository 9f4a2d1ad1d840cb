"""The numpy implementation against every stage that COINr 1.1.14 gives for its ASEM example."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support import asem

from pipelines.indices.reference.reference import IndicatorKey, Method, Node, Period, Stages, score_panel

TOLERANCE = 1e-9  # the issue's; both add the same doubles in another order, which leaves some 1e-13
METHOD = Method("min_max", 0.0, 100.0, impute_kind="group_mean", treat_winmax=5)


def key(code: str) -> IndicatorKey:
    return IndicatorKey(code, "_T", "level", "asem")


@pytest.fixture(scope="module")
def stages(shared: Path) -> Stages:
    data = asem.rows(asem.folder(shared) / "ASEM_iData.csv")
    meta = asem.rows(asem.folder(shared) / "ASEM_iMeta.csv")
    nodes = [
        Node(
            node_code=row["iCode"],
            parent_code=row["Parent"] or None,
            level=int(float(row["Level"])),
            weight=float(row["Weight"]),
            direction=int(float(row["Direction"])),
            indicator=key(row["iCode"]) if row["Type"] == "Indicator" else None,
            aggregation=None if row["Type"] == "Indicator" else "arithmetic",
            denominator=key(row["Denominator"]) if row["Denominator"] else None,
        )
        for row in meta
        if row["Type"] in ("Indicator", "Aggregate")
    ]
    codes = [row["iCode"] for row in meta if row["Type"] in ("Indicator", "Denominator")]
    values = {
        (row["uCode"], key(code)): None if np.isnan(asem.number(row[code])) else float(row[code])
        for row in data
        for code in codes
    }
    units, _, _ = asem.stage(Path(shared), "raw")
    groups = {row["uCode"]: row["EurAsia_group"] for row in data}
    return score_panel(nodes, METHOD, [Period(tuple(units), values, groups)])[0]


@pytest.mark.parametrize("name", ["raw", "denominated", "imputed", "treated", "normalised"])
def test_each_stage_is_coinrs(shared: Path, stages: Stages, name: str) -> None:
    units, columns, expected = asem.stage(shared, name)
    assert list(stages.areas) == units
    order = [[leaf.node_code for leaf in stages.leaves].index(column) for column in columns]
    difference = asem.largest_difference(getattr(stages, name)[:, order], expected)
    print(f"{name}: largest difference {difference:.2e}")
    assert difference <= TOLERANCE


def test_the_same_indicators_are_treated_at_the_same_points(shared: Path, stages: Stages) -> None:
    expected = {row["iCode"]: row for row in asem.rows(asem.folder(shared) / "stages" / "treatment.csv")}
    assert {leaf.node_code for leaf in stages.leaves} == expected.keys()
    for leaf, treatment in zip(stages.leaves, stages.treatments, strict=True):
        row = expected[leaf.node_code]
        assert treatment.tests[0].skew == pytest.approx(float(row["check_SkewKurt0.Skew"]), abs=TOLERANCE)
        assert treatment.tests[0].kurtosis == pytest.approx(float(row["check_SkewKurt0.Kurt"]), abs=TOLERANCE)
        assert treatment.n_winsorised == int(row["winsorise.nwin"] or 0)
        if row["check_SkewKurt1.Skew"]:
            assert treatment.tests[1].skew == pytest.approx(float(row["check_SkewKurt1.Skew"]), abs=TOLERANCE)
            assert treatment.tests[1].kurtosis == pytest.approx(float(row["check_SkewKurt1.Kurt"]), abs=TOLERANCE)


def test_scores_and_ranks_are_coinrs(shared: Path, stages: Stages) -> None:
    found = {(score.node_code, score.area_id): score for score in stages.scores}
    units, columns, expected = asem.stage(shared, "aggregated")
    got = np.array([[found[column, unit].score or np.nan for column in columns] for unit in units])
    got = np.where(np.isnan(got) & (expected == 0), 0.0, got)  # a score of exactly 0 is falsy above
    difference = asem.largest_difference(got, expected)
    print(f"aggregated: largest difference {difference:.2e}")
    assert difference <= TOLERANCE
    units, columns, places = asem.stage(shared, "ranks")
    same = [
        [found[column, unit].rank == places[i, j] for j, column in enumerate(columns)] for i, unit in enumerate(units)
    ]
    assert np.array(same).all()
    assert sum(row[columns.index("Index")] for row in same) == 51
