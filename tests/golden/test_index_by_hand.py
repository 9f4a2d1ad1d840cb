"""A small index worked by hand in index_by_hand.xlsx, formulas and arithmetic in its sheets, against the models."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support import asem

from pipelines.indices.score import score

BOOK = Path(__file__).parent / "index_by_hand.xlsx"
METHOD = """
impute: {method: group_mean, group: group}
treat: {winmax: 5, skew_threshold: 2, kurtosis_threshold: 3.5, transform: log_CT}
normalise: {method: min_max, low: 0, high: 100}
aggregate: {method: [arithmetic, geometric], coverage: 0.5}
"""


def sheet(name: str) -> list[dict[str, Any]]:
    """The sheet's table, up to the blank line above its notes."""
    head, *rows = openpyxl.load_workbook(BOOK, data_only=True)[name].iter_rows(values_only=True)
    found: list[dict[str, Any]] = []
    for row in rows:
        if all(cell is None for cell in row):
            break
        found.append(dict(zip(map(str, head), row, strict=True)))
    return found


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("by_hand")
    for name in ("data", "meta"):
        rows = sheet(name)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows({key: "" if cell is None else cell for key, cell in row.items()} for row in rows)
    (folder / "method.yml").write_text(METHOD, encoding="utf-8")
    score(folder / "data.csv", folder / "meta.csv", folder / "method.yml", folder / "out")
    return folder / "out"


@pytest.mark.parametrize("name", ["denominated", "imputed", "treated", "normalised"])
def test_every_step_is_the_workbooks(out: Path, name: str) -> None:
    found = {row["uCode"]: row for row in asem.rows(out / f"{name}.csv")}
    for row in sheet(name):
        for code in ("N", "X", "R", "Y"):
            computed = found[row["uCode"]][code]
            assert (computed == "") == (row[code] is None)
            if computed:
                assert float(computed) == pytest.approx(row[code], abs=1e-12)  # one division of small numbers


def test_the_tests_and_moved_points_are_the_workbooks(out: Path) -> None:
    found = {row["iCode"]: row for row in asem.rows(out / "treatment.csv")}
    columns = {"skew0": "check_SkewKurt0.Skew", "kurt0": "check_SkewKurt0.Kurt", "nwin": "winsorise.nwin"}
    columns |= {"skew1": "check_SkewKurt1.Skew", "kurt1": "check_SkewKurt1.Kurt"}
    for row in sheet("treatment"):
        for name, column in columns.items():
            computed = found[row["iCode"]][column]
            # the sheet has Excel's formula, other algebra than the models'
            assert row[name] is None if computed == "" else float(computed) == pytest.approx(row[name], abs=1e-12)
    points = asem.rows(out / "details" / "treated_points.csv")
    assert [(row["uCode"], row["node"], row["treat_mark"]) for row in points] == [("E", "X", "winhi")]


def test_scores_ranks_and_reasons_are_the_workbooks(out: Path) -> None:
    found = {(row["uCode"], row["node"]): row for row in asem.rows(out / "details" / "scores.csv")}
    ranks = {(row["uCode"], row["node"]): row["rank"] for row in asem.rows(out / "ranks.csv")}
    for row in sheet("scores"):
        for node in ("P1", "P2", "I"):
            computed = found[row["uCode"], node]["score"]
            assert row[node] is None if computed == "" else float(computed) == pytest.approx(row[node], abs=1e-12)
        computed = found[row["uCode"], "I"]
        assert ranks[row["uCode"], "I"] == ("" if row["rank of I"] is None else str(row["rank of I"]))
        assert computed["undefined_reason"] == (row["undefined_reason of I"] or "")
        assert float(computed["imputed_share"]) == row["imputed_share of I"]
        assert found[row["uCode"], "Y"]["undefined_reason"] == "zero_range"
