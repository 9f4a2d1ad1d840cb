"""NIST StRD univariate sets: mean and standard deviation of the models (z-score step) and of numpy."""

from __future__ import annotations

import math
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from support.models import index_models

from pipelines.codebook.load import Codebook, load

# Digits met. NumAcc4 prints numbers such as 10000000.2 whose distance to the mean, 0.1, keeps 16 - 8 = 8 digits in a
# double whatever the formula: the data, not the sum, are the limit. NumAcc3 (1000000.2) keeps 9.
DIGITS = {"NumAcc4": 8}
SETS = ("PiDigits", "Lottery", "Lew", "Mavro", "Michelso", "NumAcc1", "NumAcc2", "NumAcc3", "NumAcc4")


@pytest.fixture(scope="module")
def codebook(repo: Path) -> Codebook:
    return load(repo / "data" / "seeds")


def certified(path: Path) -> tuple[float, float, list[float]]:
    """Mean, standard deviation and data as the file prints them; two sets have another layout."""
    text = path.read_text(encoding="ascii", errors="replace")
    mean = re.search(r"(?:ybar:|^mean\s+=)\s+([-\d.]+)", text, re.MULTILINE)
    spread = re.search(r"(?:\(denom. = n-1\)\s+s:|^standardDeviation\s+=)\s+([-\d.]+)", text, re.MULTILINE)
    n = re.search(r"(?:Number of Observations:|^n\s+=)\s+(\d+)", text, re.MULTILINE)
    assert mean and spread and n
    data = [float(line) for line in text.splitlines()[-int(n[1]) :]]
    return float(mean[1]), float(spread[1]), data


def digits(found: float, expected: float) -> float:
    """The log relative error, as NIST counts agreeing digits; 15 where equal."""
    return 15.0 if found == expected else -math.log10(abs(found - expected) / abs(expected))


@pytest.mark.parametrize("name", SETS)
def test_mean_and_standard_deviation(codebook: Codebook, shared: Path, name: str) -> None:
    mean, spread, data = certified(shared / "reference" / "nist" / f"{name}.txt")
    areas = [f"u{i}" for i in range(len(data))]
    key = {"index_code": "N", "structure_version": 1}
    slices = {"breakdown_code": "_T", "measure_code": "level", "source_code": "nist"}
    models = index_models(
        codebook,
        [(area, "Y", "nist", "T", value) for area, value in zip(areas, data, strict=True)],
        areas=[{"area_id": area, "area_set": "nist", "valid_from": date(2000, 1, 1)} for area in areas],
        periods=[{"period_code": "T", "kind": "year", "calendar": "stat", "start_date": date(2000, 1, 1)}],
        index_nodes=[
            {**key, "node_code": "Y", "level": 1, "weight": 1, "direction": 1, "indicator_code": "Y", **slices}
        ],
        index_methods=[
            {"index_code": "N", "method_version": 1, "normalise_kind": "z_score", "scale_low": 0, "scale_high": 1}
        ],
        index_fields=[
            {**key, "method_version": 1, "field_code": "f", "area_set": "nist", "period_kind": "year"}
            | {"calendar": "stat", "valid_from": date(2000, 1, 1)}
        ],
    )
    ((sql_mean, sql_spread),) = models.query("select mean, spread from fct_index_bound").rows()
    numpy_mean, numpy_spread = float(np.mean(data)), float(np.std(data, ddof=1))
    met = [digits(sql_mean, mean), digits(numpy_mean, mean), digits(sql_spread, spread), digits(numpy_spread, spread)]
    print(name, [round(n, 1) for n in met])
    assert min(met[:2]) >= 9
    assert min(met[2:]) >= DIGITS.get(name, 9)
