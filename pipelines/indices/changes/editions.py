"""Which two editions of an index are compared, read from a release: the last one with ranks and the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.indices.changes.pair import Pair
from pipelines.indices.scoring.field import Field, IndexKey
from pipelines.indices.scoring.release import read_release, runs
from pipelines.warehouse.query import query

# Areas whose borders changed after a day, up to another; a new name alone moves no figure.
RESHAPED = """
select from_id, to_id from area_succession
where changed_on > $start and changed_on <= $end and relation not in ('unchanged', 'renamed')
"""


def earlier_edition(release: Path, key: IndexKey) -> tuple[IndexKey, date, date] | None:
    """Return the edition with ranks before one, the days on which both begin; None where the release has none."""
    rows = [row for row in runs(release).to_dicts() if row["index_code"] == key.index_code and row["n_ranked"] > 1]
    start = next(row["start_date"] for row in rows if _key(row) == key)
    before = [row for row in rows if row["start_date"] < start]
    return (_key(before[-1]), before[-1]["start_date"], start) if before else None


def pair_of(
    release: Path, tables: Mapping[str, pl.DataFrame], new: Field, published: Field | None = None
) -> Pair | None:
    """Return the pair of an edition and the one before it; None where there is none.

    Args:
        release: folder of the release.
        tables: tables of the codebook.
        new: the later edition.
        published: the earlier edition as an earlier release has it; its figures since revised are then a cause.
    """
    found = earlier_edition(release, new.key)
    if found is None:
        return None
    key, start, end = found
    known = read_release(release, tables, key)
    changed = query(release, RESHAPED, {"start": start, "end": end})
    reshaped = frozenset([*changed["from_id"].to_list(), *changed["to_id"].to_list()])
    if published is None:
        return Pair(known, new, reshaped=reshaped)
    return Pair(published, new, known, reshaped)


def _key(row: dict[str, object]) -> IndexKey:
    return IndexKey(*(row[name] for name in IndexKey._fields))  # pyright: ignore[reportArgumentType]
