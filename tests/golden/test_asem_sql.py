"""The SQL models, by `chiso index score`, against every stage that COINr 1.1.14 gives for its ASEM example."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support import asem

from pipelines.indices.score import score

TOLERANCE = 1e-9  # the issue's; the order of the sums leaves some 1e-13


@pytest.fixture(scope="module")
def out(shared: Path, repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, target = asem.folder(shared), tmp_path_factory.mktemp("asem")
    method = repo / "docs" / "examples" / "index_score" / "asem_method.yml"
    score(folder / "ASEM_iData.csv", folder / "ASEM_iMeta.csv", method, target)
    return target


@pytest.mark.parametrize("name", ["denominated", "imputed", "treated", "normalised"])
def test_each_stage_is_coinrs(shared: Path, out: Path, name: str) -> None:
    units, columns, expected = asem.stage(shared, name)
    found = {row["uCode"]: row for row in asem.rows(out / f"{name}.csv")}
    assert found.keys() == set(units)
    assert set(columns) == next(iter(found.values())).keys() - {"uCode"}
    got = np.array([[asem.number(found[unit][column]) for column in columns] for unit in units])
    difference = asem.largest_difference(got, expected)
    print(f"{name}: largest difference {difference:.2e}")
    assert difference <= TOLERANCE


def test_the_same_indicators_are_treated_at_the_same_points(shared: Path, out: Path) -> None:
    expected = asem.rows(asem.folder(shared) / "stages" / "treatment.csv")
    found = {row["iCode"]: row for row in asem.rows(out / "treatment.csv")}
    assert found.keys() == {row["iCode"] for row in expected}
    for row in expected:
        computed = found[row["iCode"]]
        assert computed["treatment"] == ("winsorise" if row["winsorise.nwin"] else "none")
        for column, text in row.items():
            if column.endswith("Pass"):
                assert computed[column].upper() == text
            elif column != "iCode":
                difference = abs(asem.number(computed[column]) - asem.number(text)) if text else 0.0
                assert difference <= TOLERANCE and (text != "") == (computed[column] != ""), (row["iCode"], column)


def test_every_changed_point_is_listed(shared: Path, out: Path) -> None:
    units, columns, before = asem.stage(shared, "imputed")
    _, _, after = asem.stage(shared, "treated")
    points: list[list[int]] = np.argwhere(before != after).tolist()
    changed = {(units[i], columns[j]) for i, j in points}
    listed = asem.rows(out / "details" / "treated_points.csv")
    assert {(row["uCode"], row["node"]) for row in listed} == changed
    assert len(listed) == len(changed)


def test_scores_and_ranks_are_coinrs(shared: Path, out: Path) -> None:
    units, columns, expected = asem.stage(shared, "aggregated")
    found = {(row["uCode"], row["node"]): asem.number(row["score"]) for row in asem.rows(out / "scores.csv")}
    assert found.keys() == {(unit, column) for unit in units for column in columns}
    got = np.array([[found[unit, column] for column in columns] for unit in units])
    difference = asem.largest_difference(got, expected)
    print(f"aggregated: largest difference {difference:.2e}")
    assert difference <= TOLERANCE
    units, columns, places = asem.stage(shared, "ranks")
    ranked = {(row["uCode"], row["node"]): asem.number(row["rank"]) for row in asem.rows(out / "ranks.csv")}
    same = [[ranked[unit, column] == places[i, j] for j, column in enumerate(columns)] for i, unit in enumerate(units)]
    assert np.array(same).all()
    assert sum(row[columns.index("Index")] for row in same) == 51
