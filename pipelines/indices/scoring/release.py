"""The field of an index from a release: figures and names of its tables, tree and method of the codebook.

The rows of the codebook that name an edition of an index do not change after it: a new one has new rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from pipelines.indices.errors import RunError
from pipelines.indices.reference.terms import Floats
from pipelines.indices.scoring.codebook_rows import method_of, nodes_of, rows_of
from pipelines.indices.scoring.field import Field, IndexKey
from pipelines.warehouse.query import query

# Leaves are nodes without children. `figure` is the admitted figure before its denominator; index_step has what
# denominators and imputation made of it.
LEAVES = """
select
    s.area_id, s.node_code, s.period_code, s.score, s.n_questioned > 0 as is_questioned,
    case when t.area_id is not null then t.imputed else e.figure end as figure,
    coalesce(t.is_imputed, false) as is_imputed
from index_score as s
inner join index_effect as e
    using (index_code, structure_version, method_version, field_code, node_code, area_id, period_code)
left join index_step as t
    using (index_code, structure_version, method_version, field_code, node_code, area_id, period_code)
where s.series = 'computed' and s.index_code = $index_code and s.structure_version = $structure_version
    and s.method_version = $method_version and s.field_code = $field_code
"""
NAMES = """
select distinct s.area_id, s.area_name_vi, coalesce(a.name_en, s.area_name_vi) as area_name_en
from index_score as s left join area as a on a.area_id = s.area_id
where s.series = 'computed' and s.index_code = $index_code and s.structure_version = $structure_version
    and s.method_version = $method_version and s.field_code = $field_code and s.period_code = $period_code
order by s.area_id
"""
RUNS = """
select
    s.index_code, s.structure_version, s.method_version, s.field_code, s.period_code, max(p.start_date) as start_date,
    count(s.score) as n_scored, count(s.rank) as n_ranked
from index_score as s
inner join period as p on p.period_code = s.period_code
where s.series = 'computed' and s.parent_code is null
group by all
order by s.index_code, start_date, s.structure_version, s.method_version, s.field_code
"""


def runs(release: Path) -> pl.DataFrame:
    """Return the computed runs of a release: IndexKey, start_date, numbers of scores and of ranks."""
    return query(release, RUNS)


def analysed_fields(release: Path, tables: Mapping[str, pl.DataFrame]) -> tuple[Field, ...]:
    """Return the last run of each computed index whose field is not official and whose ranks are shown, by code.

    An official field has published ranks of its own, beside which ours would be another.
    """
    last: dict[str, IndexKey] = {}
    for row in runs(release).to_dicts():
        key = IndexKey(*(row[name] for name in IndexKey._fields))
        if row["n_ranked"] > 1 and not is_official(tables, key):
            last[key.index_code] = key
    return tuple(read_release(release, tables, key) for key in last.values())


def find_run(release: Path, code: str) -> IndexKey:
    """Return the last run of an index with scores and ranks, of an official field too.

    Raises:
        RunError: the release has none; it lists the indices that have one.
    """
    rows = runs(release).filter(pl.col("n_ranked") > 1).to_dicts()
    found = [row for row in rows if row["index_code"] == code.upper()]
    if not found:
        raise RunError(code, release.name, sorted({row["index_code"] for row in rows}))
    return IndexKey(*(found[-1][name] for name in IndexKey._fields))


def is_official(tables: Mapping[str, pl.DataFrame], key: IndexKey) -> bool:
    """Return whether the field of a run is one whose ranks are published by somebody else."""
    return bool(rows_of(tables, "index_fields", key)[0]["is_official"])


def read_release(release: Path, tables: Mapping[str, pl.DataFrame], key: IndexKey) -> Field:
    """Return the field of a run.

    Args:
        release: folder of the release.
        tables: tables of the codebook: index_nodes, index_methods, index_fields, area_groups.
        key: which run.

    Raises:
        KeyError: the codebook lacks the structure or the method.
    """
    nodes, method = nodes_of(tables, key), method_of(tables, key)
    leaves = query(release, LEAVES, {name: getattr(key, name) for name in IndexKey._fields[:4]})
    names = query(release, NAMES, key._asdict()).rows()
    units = tuple(str(row[0]) for row in names)
    codes = [node.node_code for node in nodes if node.indicator is not None]
    of_period = leaves.filter(pl.col("period_code") == key.period_code)
    admitted = _matrix(of_period, "figure", units, codes)
    is_imputed = _matrix(of_period.with_columns(pl.col("is_imputed").cast(pl.Float64)), "is_imputed", units, codes) == 1
    field_row = rows_of(tables, "index_fields", key)[0]
    others = [
        _matrix(frame, "figure", tuple(sorted(frame["area_id"].unique())), codes)
        for (period,), frame in leaves.group_by("period_code", maintain_order=True)
        if period != key.period_code and method.bounds_kind == "panel"
    ]
    index = Field(
        key=key,
        units=units,
        nodes=nodes,
        method=method,
        figures=admitted,
        is_imputed=is_imputed,
        others=tuple(others),
        groups=_groups(tables, key, units),
        names={**{str(row[0]): (str(row[1]), str(row[2])) for row in names}, **_node_names(tables, key)},
        rank_min_share=float(field_row.get("rank_min_share") or 1.0),
    )
    return _with_questioned(index, of_period)


def _matrix(rows: pl.DataFrame, column: str, units: tuple[str, ...], codes: list[str]) -> Floats:
    """Return a column of long rows as units × leaves; NaN without a row."""
    found = np.full((len(units), len(codes)), np.nan)
    unit_of, leaf_of = ({code: place for place, code in enumerate(names)} for names in (units, codes))
    for unit, leaf, value in rows.select("area_id", "node_code", column).iter_rows():
        if value is not None and leaf in leaf_of:
            found[unit_of[unit], leaf_of[leaf]] = value
    return found


def _with_questioned(index: Field, rows: pl.DataFrame) -> Field:
    """Return the field with the figures, as they are, of the leaves whose senders are asked.

    The release has the admitted figure, which makes the scale, and the score of the one that was sent, which is placed
    back on the scale of the others.
    """
    asked = rows.filter(pl.col("is_questioned") & pl.col("score").is_not_null())
    if not asked.height or index.method.normalise_kind in ("rank", "percentile_rank"):
        return index
    figures = index.figures.copy()
    for unit, leaf, wanted in asked.select("area_id", "node_code", "score").iter_rows():
        i, j = index.units.index(unit), index.leaf_position[leaf]
        known = rows.filter(~pl.col("is_questioned") & (pl.col("node_code") == leaf) & pl.col("score").is_not_null())
        figures[i, j] = _on_scale(known, float(wanted), figures[i, j])
    return replace(index, figures=figures, scale_figures=index.figures)


def _on_scale(known: pl.DataFrame, wanted: float, admitted: float) -> float:
    """Return the figure that has a score, where scores are linear in figures; else the admitted one."""
    x, s = known["figure"].to_numpy(), known["score"].to_numpy()
    low, high = int(np.argmin(x)), int(np.argmax(x))
    if len(x) < 2 or s[low] == s[high]:
        return admitted
    return float(x[low] + (wanted - s[low]) * (x[high] - x[low]) / (s[high] - s[low]))


def _node_names(tables: Mapping[str, pl.DataFrame], key: IndexKey) -> dict[str, tuple[str, str]]:
    rows = rows_of(tables, "index_nodes", key)
    return {str(row["node_code"]): (str(row["name_vi"]), str(row["name_en"])) for row in rows}


def _groups(tables: Mapping[str, pl.DataFrame], key: IndexKey, units: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the groups that the method imputes by; empty where it does not."""
    grouping = rows_of(tables, "index_methods", key)[0].get("impute_grouping_code")
    if grouping is None:
        return ()
    rows = tables["area_groups"].filter(pl.col("grouping_code") == grouping).to_dicts()
    group_of = {row["area_id"]: row["group_code"] for row in rows}
    return tuple(group_of.get(unit) for unit in units)
