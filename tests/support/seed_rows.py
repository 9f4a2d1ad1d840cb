"""The rows of a seed table as they stand in its files, read without chiso."""

from __future__ import annotations

import csv
from pathlib import Path


def seed_rows(seeds: Path, table: str) -> list[dict[str, str]]:
    """Every row of a table, whether one file or a folder of files; texts as in the file."""
    found: list[dict[str, str]] = []
    for path in sorted((seeds / table).glob("*.csv")) or [seeds / f"{table}.csv"]:
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found
