"""Which two editions of an index are compared, read from a release: the last one with ranks and the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipelines.indices.changes.pair import Pair
from pipelines.indices.scoring.field import Field, IndexKey
from pipelines.indices.scoring.release import read_release, runs
from pipelines.warehouse.query import query

# Areas that kept their code while their borders changed, between the beginnings of two periods. An area that a change
# of borders made has a code of its own, whatever period its figures are of; a new name alone moves no figure.
RESHAPED = """
select distinct t.area_id
from area_succession as s
inner join area as t on t.area_id in (s.from_id, s.to_id)
inner join period as a on a.period_code = $start_period
inner join period as b on b.period_code = $end_period
where s.changed_on > a.start_date and s.changed_on <= b.start_date and s.relation not in ('unchanged', 'renamed')
    and t.valid_from < s.changed_on and (t.valid_to is null or t.valid_to > s.changed_on)
"""


def earlier_edition(release: Path, key: IndexKey) -> IndexKey | None:
    """Return the edition with ranks before one; None where the release has none."""
    rows = [row for row in runs(release).to_dicts() if row["index_code"] == key.index_code and row["n_ranked"] > 1]
    start = next(row["start_date"] for row in rows if _key(row) == key)
    before = [row for row in rows if row["start_date"] < start]
    return _key(before[-1]) if before else None


def pair_of(
    release: Path, tables: Mapping[str, pl.DataFrame], new: Field, published: Field | None = None
) -> Pair | None:
    """Return the pair of an edition and an earlier one, by default the one before it; None where there is none.

    Args:
        release: folder of the release.
        tables: tables of the codebook.
        new: the later edition.
        published: the earlier edition as an earlier release has it; figures revised since are then a cause.
    """
    key = published.key if published else earlier_edition(release, new.key)
    if key is None:
        return None
    known = read_release(release, tables, key)
    between = {"start_period": key.period_code, "end_period": new.key.period_code}
    changed = query(release, RESHAPED, between)
    reshaped = frozenset(changed["area_id"].to_list())
    if published is None:
        return Pair(known, new, reshaped=reshaped)
    return Pair(published, new, known if known.units else None, reshaped)


def _key(row: dict[str, object]) -> IndexKey:
    return IndexKey(*(row[name] for name in IndexKey._fields))  # pyright: ignore[reportArgumentType]
