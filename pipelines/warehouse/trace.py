"""From a published figure, score or held value back to its cells, with the violated rules and the decisions.

A held value is shown from an earlier release; its cells are queried in that release, which never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.codebook.text import name_ascii
from pipelines.errors import message
from pipelines.warehouse.messages import WAREHOUSE, FigureNotFoundError
from pipelines.warehouse.query import query

# The slices of a figure, or of the leaves below an index node.
SLICES = """
select v.slice_id, 'figure' as role, v.state, v.value, v.shown_release_id, v.shown_period_code
from indicator_value as v
where v.indicator_code = $code and v.area_id = $area and v.period_code = $period
union all
select v.slice_id, 'leaf ' || l.leaf_code as role, v.state, v.value, v.shown_release_id, v.shown_period_code
from index_score as x
inner join index_leaf as l
    on l.index_code = x.index_code and l.structure_version = x.structure_version and l.node_code = x.node_code
inner join indicator_value as v
    on v.area_id = x.area_id and v.period_code = x.period_code and v.indicator_code = l.indicator_code
    and v.breakdown_code = l.breakdown_code and v.measure_code = l.measure_code and v.source_code = l.source_code
where x.node_code = $code and x.area_id = $area and x.period_code = $period and x.series = 'computed'
"""
# Those of the denominators of the leaves; releases from before index_leaf named them have none.
DENOMINATORS = """
union all
select distinct v.slice_id, 'denominator' as role, v.state, v.value, v.shown_release_id, v.shown_period_code
from index_score as x
inner join index_leaf as l
    on l.index_code = x.index_code and l.structure_version = x.structure_version and l.node_code = x.node_code
inner join indicator_value as v
    on v.area_id = x.area_id and v.period_code = x.period_code and v.indicator_code = l.denominator_code
    and v.breakdown_code = '_T' and v.measure_code = l.denominator_measure_code
    and v.source_code = l.denominator_source_code
where x.node_code = $code and x.area_id = $area and x.period_code = $period and x.series = 'computed'
"""

CELLS = """
select distinct s.role, s.slice_id, s.state, c.sha256, c.original_name, c.sheet, c.address, c.raw_text, c.value,
    c.obs_status, c.outcome, c.form_code, c.form_version, c.reporter_code, c.period_code, c.submission_id, c.receipt_id
from ({slices}) as s
inner join lineage as g on g.slice_id = s.slice_id
inner join leaf_cell as c
    on c.submission_id = g.submission_id and c.sheet = g.sheet and c.address = g.address
order by all
"""

# The cells of the slices, and every slice that is made from one of those cells.
TOUCHED = """
with cells as (
    select submission_id, sheet, address from lineage where list_contains($slices, slice_id)
),
touched as (
    select l.slice_id from lineage as l semi join cells using (submission_id, sheet, address)
    union
    select unnest($slices) as slice_id
)
"""

VIOLATIONS = """
select distinct v.*
from violation as v
left join violation_cell as c on c.violation_id = v.violation_id
where list_contains($slices, v.slice_id) or (c.submission_id, c.sheet, c.address) in (from cells)
order by v.violation_id
"""

DECISIONS = "select d.* from decision_log as d semi join touched using (slice_id) order by d.decision_seq"


@dataclass(frozen=True)
class Trace:
    """One figure's slices, their leaf cells, the violations of rules and the decisions about them; its period."""

    period: str
    figures: pl.DataFrame
    cells: pl.DataFrame
    violations: pl.DataFrame
    decisions: pl.DataFrame


def trace(release_dir: Path, indicator: str, area: str, period: str) -> Trace:
    """Every leaf cell behind `indicator` (or index node) of `area` (id, code or name) in `period`.

    Cells of a held value are followed into the release that first published it (role `last_good`).
    Raises FigureNotFoundError where the release has no such figure.
    """
    keys = _resolve(release_dir, indicator, area, period)
    sql = _slices(release_dir)
    figures = query(release_dir, f"{sql} order by all", keys)
    cells = [query(release_dir, CELLS.format(slices=sql), keys)]
    for row in figures.filter(
        pl.col("state").is_in(["held", "missing", "not_due"]) & pl.col("shown_release_id").is_not_null()
    ).iter_rows(named=True):
        cells.append(_last_good_cells(release_dir, row))
    slices = {"slices": figures["slice_id"].to_list()}
    violations = query(release_dir, f"{TOUCHED} {VIOLATIONS}", slices)
    decisions = query(release_dir, f"{TOUCHED} {DECISIONS}", slices)
    return Trace(keys["period"], figures, pl.concat(cells).unique(maintain_order=True), violations, decisions)


def _slices(release_dir: Path) -> str:
    """The query of the slices that a figure or score is made of."""
    table = release_dir / "parquet" / "index_leaf.parquet"
    has_denominators = table.exists() and "denominator_code" in pl.read_parquet_schema(table)
    return SLICES + DENOMINATORS if has_denominators else SLICES


def _last_good_cells(release_dir: Path, row: dict[str, str]) -> pl.DataFrame:
    """The cells of a value shown from an earlier release."""
    origin = release_dir.parent / row["shown_release_id"]
    slice_id = row["slice_id"].rsplit("|", 1)[0] + "|" + row["shown_period_code"]
    slices = "select $slice as slice_id, $role as role, 'last_good' as state"
    return query(origin, CELLS.format(slices=slices), {"slice": slice_id, "role": row["role"] + " (last_good)"})


def _resolve(release_dir: Path, indicator: str, area: str, period: str) -> dict[str, str]:
    """The parameters of the queries; `2014` falls back to `S2014`, an area's code or name to its id."""
    keys = query(
        release_dir,
        "select distinct area_id, period_code from indicator_value where indicator_code = $code"
        " union select distinct area_id, period_code from index_score where node_code = $code",
        {"code": indicator},
    )
    areas = query(release_dir, "select area_id, code, name_ascii from area", {})
    wanted = name_ascii(area)
    same = areas.filter((pl.col("area_id") == area) | (pl.col("code") == area) | (pl.col("name_ascii") == wanted))
    for code in (period, f"S{period}"):
        found = keys.filter((pl.col("period_code") == code) & pl.col("area_id").is_in(same["area_id"].to_list()))
        ids = sorted(found["area_id"].to_list())
        if ids:
            return {"code": indicator, "area": ids[-1] if area not in ids else area, "period": code}
    raise FigureNotFoundError(message(WAREHOUSE, "no_figure", indicator=indicator, area=area, period=period))
