"""Rows of a query by one of their columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipelines.files.content.release import Row


def grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Rows by the value of `key`, each group in the order of the query; a value that has none gives an empty list."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found
