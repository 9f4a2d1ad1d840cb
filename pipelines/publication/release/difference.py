"""What one release says that another does not: figures, targets, places in indices, held figures, questions."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.publication.messages import refuse
from pipelines.warehouse.query import query

# Every part has a key that lasts from release to release, the words of a line, and what is compared.
PARTS = {
    "figures": """
        select slice_id as key, area_name_vi || ' – ' || indicator_name_vi
                || case measure_code when 'ytd' then ' (luỹ kế)' else '' end as what, period_code,
            round(value, 9) as compared, {unit} as unit
        from indicator_value where state = 'current' and value is not null
    """,
    "targets": """
        select p.target_id as key,
            p.target_id || ' ' || t.indicator_name_vi
                || coalesce(' (' || cast(t.horizon_to as text) || ')', '') as what,
            p.period_code, p.progress_class as compared
        from target_progress as p inner join target as t on t.target_id = p.target_id
        where p.is_latest or p.value is null
    """,
    "places": """
        select concat_ws('|', index_code, structure_version, method_version, field_code, area_id, period_code) as key,
            area_name_vi || ' – ' || node_name_vi as what, period_code, rank as compared
        from index_score where series = 'computed' and parent_code is null and rank is not null
    """,
    "held": """
        select slice_id as key, area_name_vi || ' – ' || indicator_name_vi
                || case measure_code when 'ytd' then ' (luỹ kế)' else '' end as what, period_code,
            1 as compared
        from indicator_value where state = 'held'
    """,
    "questions": """
        select v.violation_id as key, v.message_vi as what, v.period_code, 1 as compared
        from violation as v
        where v.outcome = 'fail' and not v.is_waived and v.severity in ('hold', 'question')
    """,
}


TABLES = ("indicator_value", "target_progress", "target", "index_score", "violation")  # that the queries read


class Change(NamedTuple):
    """What one part of two releases differs in: rows of changed, new and gone things.

    Columns: key, what, period_code, compared (of changed things also before), of figures unit.
    """

    changed: pl.DataFrame
    new: pl.DataFrame
    gone: pl.DataFrame


def compare(earlier: Path, later: Path) -> dict[str, Change]:
    """Every part of PARTS, of two folders of releases; the largest changes of numbers come first.

    Raises PublicationError for a release of an earlier version of chiso, which has other tables.
    """
    for release in (earlier, later):
        if not all((release / "parquet" / f"{table}.parquet").is_file() for table in TABLES):
            raise refuse("other_tables", release_id=release.name)
    return {part: _compare(earlier, later, sql) for part, sql in PARTS.items()}


def _compare(earlier: Path, later: Path, sql: str) -> Change:
    """The rows of a query that differ; `before` is what was compared in the earlier release."""
    old, new = _rows(earlier, sql), _rows(later, sql)
    both = new.join(old.select("key", before="compared"), on="key").filter(pl.col("compared") != pl.col("before"))
    order = ["period_code", "what"]
    if both.schema["compared"].is_numeric():
        size = (pl.col("compared") - pl.col("before")).abs()
        both = both.sort("period_code", size, "what", descending=[True, True, False])
    else:
        both = both.sort(order, descending=[True, False])
    return Change(
        both,
        new.join(old, on="key", how="anti").sort(order, descending=[True, False]),
        old.join(new, on="key", how="anti").sort(order, descending=[True, False]),
    )


def _rows(release: Path, sql: str) -> pl.DataFrame:
    """The rows of a query; figures of an early version have no printed unit."""
    columns = pl.read_parquet_schema(release / "parquet" / "indicator_value.parquet")
    return query(release, sql.format(unit="uom_symbol_vi" if "uom_symbol_vi" in columns else "''")).unique("key")
