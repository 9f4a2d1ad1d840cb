"""COINr's ASEM example as the files give it: input tables and the stages that COINr printed. Nothing is computed."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Row = dict[str, str]


def folder(shared: Path) -> Path:
    return shared / "reference" / "coinr_asem"


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stage(shared: Path, name: str) -> tuple[list[str], list[str], NDArray[np.float64]]:
    """Units, columns and values of one stage; NaN where COINr has NA."""
    found = rows(folder(shared) / "stages" / f"{name}.csv")
    columns = [column for column in found[0] if column != "uCode"]
    values = [[number(row[column]) for column in columns] for row in found]
    return [row["uCode"] for row in found], columns, np.array(values)


def number(text: str) -> float:
    return float("nan") if text in ("", "NA", "NaN") else float(text)


def largest_difference(found: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    """The largest absolute difference; infinite where one has a value and the other has none."""
    if (np.isnan(found) != np.isnan(expected)).any():
        return float("inf")
    return float(np.nanmax(np.abs(found - expected)))
