"""Checks of indicators: parts of a ratio, direction, decimals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipelines.codebook.errors import Problem, problem
from pipelines.codebook.schema import Row, Rows

RATIO_KINDS = frozenset({"ratio", "share", "per_capita"})


def check_indicators(rows: Rows) -> list[Problem]:
    """Return the problems of the indicators."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows["indicators"]:
        kinds[row["indicator_code"]].add(row["calc_kind"])
    return [found for row in rows["indicators"] for found in _indicator(row, kinds)]


def _indicator(row: Row, kinds: Mapping[str, set[str]]) -> Iterator[Problem]:
    """A ratio has numerator, denominator and scale, none of them a ratio; another indicator has none of them."""
    is_ratio = row["calc_kind"] in RATIO_KINDS
    for column in ("numerator_code", "denominator_code", "scale"):
        if is_ratio and row[column] is None:
            yield problem("indicators", row, column, None, "ratio_part", kind=row["calc_kind"])
        elif not is_ratio and row[column] is not None:
            yield problem("indicators", row, column, row[column], "ratio_only")
    for column in ("numerator_code", "denominator_code"):
        if RATIO_KINDS & kinds.get(row[column] or "", set()):
            yield problem("indicators", row, column, row[column], "not_a_ratio")
    yield from check_direction(row, "indicators")
    if row["decimals"] is not None and row["decimals"] < 0:
        yield problem("indicators", row, "decimals", row["decimals"], "at_least_0")


def check_direction(row: Row, table: str) -> Iterator[Problem]:
    """Yield a problem if the column `direction` of a row of `table` is neither 1 nor -1."""
    if row["direction"] not in (1, -1, None):
        yield problem(table, row, "direction", row["direction"], "direction")
