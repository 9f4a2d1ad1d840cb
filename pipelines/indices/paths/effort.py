"""Effort: how far each leaf of a unit can move in a year, and what a unit of it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl

from pipelines.indices.errors import ScoreError, TableProblem, problem, text
from pipelines.indices.files.csv_table import is_missing, number
from pipelines.indices.files.headings import EFFORT, translate
from pipelines.indices.files.read_table import read_table
from pipelines.indices.scoring.field import Field

CostKind = Literal["points", "sd"]
NUMBERS = ("yearly_limit", "cost", "low", "high", "step")
Range = tuple[float, float]


@dataclass(frozen=True)
class Effort:
    """What is assumed of a leaf, in its unit.

    Attributes:
        yearly_limit: greatest improvement in a year; 0 where the leaf cannot move.
        cost: cost of one unit of it.
        low: least possible figure.
        high: greatest possible figure.
        step: the figure moves by multiples of it, from where it is; None: any amount.
        is_stated: the office stated the limit or the cost.
    """

    yearly_limit: float
    cost: float
    low: float = -np.inf
    high: float = np.inf
    step: float | None = None
    is_stated: bool = False


def default_effort(index: Field, kind: CostKind = "points", ranges: Mapping[str, Range] | None = None) -> list[Effort]:
    """Return the effort of each leaf where the office states none.

    The yearly limit is one standard deviation of the field. The cost is 1 for each point of the leaf's min-max score
    (0 to 100), or for each standard deviation. A figure is not negative where none of the field is.

    Args:
        index: the field.
        kind: what costs 1.
        ranges: least and greatest possible figure by leaf, such as 0 and 100 for a percentage.
    """
    found: list[Effort] = []
    for place, leaf in enumerate(index.leaves):
        column = index.figures[:, place]
        column = column[~np.isnan(column)]
        spread = float(np.std(column, ddof=1)) if len(column) > 1 else 0.0
        width = float(np.ptp(column)) if len(column) else 0.0
        per_unit = (100 / width if kind == "points" else 1 / spread) if spread > 0 and width > 0 else 0.0
        is_positive = bool(len(column)) and bool((column >= 0).all())
        low, high = (ranges or {}).get(leaf.node_code, (0.0 if is_positive else -np.inf, np.inf))
        found.append(Effort(spread, per_unit, low, high))
    return found


def codebook_ranges(index: Field, tables: Mapping[str, pl.DataFrame]) -> dict[str, Range]:
    """Return the possible figures of the leaves as the codebook bounds their indicators."""
    rows = tables["indicators"].select("indicator_code", "bound_low", "bound_high").rows()
    bounds = {code: (_or(low, -np.inf), _or(high, np.inf)) for code, low, high in rows}
    return {
        leaf.node_code: bounds[leaf.indicator.indicator_code]
        for leaf in index.leaves
        if leaf.indicator is not None and leaf.indicator.indicator_code in bounds and leaf.denominator is None
    }


def _or(bound: float | None, other: float) -> float:
    return other if bound is None else float(bound)


def read_effort(path: Path, index: Field, defaults: list[Effort]) -> list[Effort]:
    """Return the defaults with what a CSV file or workbook states: iCode, yearly_limit, cost, low, high, step.

    An empty cell is the default. Raises ScoreError, which lists every problem of the file.
    """
    problems: list[TableProblem] = []
    sheet = read_table(path, "effort", problems)
    translate(sheet, EFFORT)
    found = list(defaults)
    if not problems and "iCode" not in sheet.columns:
        problems.append(problem(path.name, "iCode", "", "column", column="iCode"))
    for line, row in sheet.numbered() if not problems else ():
        place = index.leaf_position.get(row["iCode"])
        if place is None:
            known = ", ".join(index.leaf_position)
            problems.append(
                problem(path.name, text("at_cell", line=line, column="iCode"), row["iCode"], "one_of", values=known)
            )
            continue
        stated: dict[str, float] = {}
        for name in NUMBERS:
            cell = row.get(name, "").replace(",", ".")
            if is_missing(cell):
                continue
            value = number(cell)
            if value is None or (value < 0 and name in ("yearly_limit", "cost")) or (value <= 0 and name == "step"):
                where = text("at_cell", line=line, column=name)
                problems.append(problem(path.name, where, row[name], "number" if value is None else "not_negative"))
            else:
                stated[name] = value
        found[place] = replace(found[place], **stated, is_stated=True)
    if problems:
        raise ScoreError(problems)
    return found
