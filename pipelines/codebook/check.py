"""All cross-checks of a codebook, run together so that one message holds every fault.

Here belongs the list of checks. Each group of checks is a module of its own; reading and typing is in read.py.
"""

from __future__ import annotations

import polars as pl

from pipelines.codebook.faults import Fault


def check(tables: dict[str, pl.DataFrame]) -> list[Fault]:
    """Every fault of the typed tables."""
    return []
