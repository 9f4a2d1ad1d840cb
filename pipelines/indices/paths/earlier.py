"""The field of an earlier period in a release, from which the trend of the other units is taken."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipelines.indices.scoring.field import Field, IndexKey
from pipelines.indices.scoring.release import read_release, runs

DAYS = 365.25


def earlier_field(release: Path, tables: Mapping[str, pl.DataFrame], key: IndexKey) -> tuple[Field, float] | None:
    """Return the field of the first period with the same versions, and the years from it to that of `key`.

    None where the release has no earlier period.
    """
    same = [row for row in runs(release).to_dicts() if IndexKey(*(row[n] for n in IndexKey._fields))[:4] == key[:4]]
    now = next(row["start_date"] for row in same if row["period_code"] == key.period_code)
    before = [row for row in same if row["start_date"] < now and row["n_scored"]]
    if not before:
        return None
    first = min(before, key=lambda row: row["start_date"])
    years = (now - first["start_date"]).days / DAYS
    return read_release(release, tables, key._replace(period_code=first["period_code"])), years
