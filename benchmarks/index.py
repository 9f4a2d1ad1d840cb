"""The index models at national scale against one hand-written query of the same, and the file scorer's time.

3,321 areas × 200 indicators × 120 months = 79.7 million facts: min-max per indicator and month, three levels of
weighted means, a competition rank for every node. Both sides read the same table of facts in the same database, on one
thread, and both write every leaf's and every node's score and rank. `--scale 0.1` takes a tenth of the areas. Printed
are the seconds of CPU, which other work on the machine hardly moves, and those of the clock, both with their ratio.

    .venv/bin/python benchmarks/index.py [--scale 1] [--memory 4GB]
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipelines.codebook.read import table_frame
from pipelines.warehouse.in_memory.index_engine import ADMITTED, CARRIED, FIGURES, INPUTS, statements

AREAS, INDICATORS, MONTHS = 3321, 200, 120
Row = dict[str, Any]

# beyond "the same": five strengths and weaknesses of every area, which the hand-written query does not ask for
EXTRA = "fct_index_strength"
BY_HAND = """
create table hand_leaf as
with figures as (
    select area_id, period_code, indicator_code, value from fct_indicator_value where value is not null
),
bounds as (
    select period_code, indicator_code, min(value) as low, max(value) as high from figures group by all
),
scored as (
    select f.area_id, f.period_code, f.indicator_code, 100 * (f.value - b.low) / nullif(b.high - b.low, 0) as score
    from figures as f
    inner join bounds as b on b.period_code = f.period_code and b.indicator_code = f.indicator_code
)
select *,
    rank() over (
        partition by period_code, indicator_code order by cast(format('{:.11e}', score) as double) desc
    ) as rank
from scored;
create table hand_node as
with level_2 as (
    select s.area_id, s.period_code, t.parent_code as node_code, sum(t.weight * s.score) / sum(t.weight) as score
    from hand_leaf as s
    inner join stg_index_nodes as t on t.node_code = s.indicator_code
    group by all
),
level_3 as (
    select s.area_id, s.period_code, t.parent_code as node_code, sum(t.weight * s.score) / sum(t.weight) as score
    from level_2 as s
    inner join stg_index_nodes as t on t.node_code = s.node_code
    group by all
),
level_4 as (
    select s.area_id, s.period_code, t.parent_code as node_code, sum(t.weight * s.score) / sum(t.weight) as score
    from level_3 as s
    inner join stg_index_nodes as t on t.node_code = s.node_code
    group by all
),
nodes as (select * from level_2 union all select * from level_3 union all select * from level_4)
select *,
    rank() over (partition by period_code, node_code order by cast(format('{:.11e}', score) as double) desc) as rank
from nodes;
"""
SAME = """
select count(*), max(abs(m.score - h.score)), count(*) filter (where m.rank <> h.rank)
from {models} as m
inner join int_index_run as r on r.run_no = m.run_no
inner join int_index_node as n on n.node_no = m.node_no
inner join fct_index_unit as u on u.run_no = m.run_no and u.area_no = m.area_no
inner join {hand} as h on h.period_code = r.period_code and h.area_id = u.area_id and h.{code} = n.node_code
"""


def tables(n_areas: int) -> dict[str, list[Row]]:
    """The codebook of one index: 200 leaves in 25 groups, 5 pillars, 1 index."""
    key: Row = {"index_code": "B", "structure_version": 1}
    inner: Row = {**key, "weight": 1.0, "direction": 1, "aggregation": "arithmetic", "min_coverage": 0.0}
    leaf = {"breakdown_code": "_T", "measure_code": "level", "source_code": "s"}
    nodes: list[Row] = [{**inner, "node_code": "B", "level": 4}]
    nodes += [{**inner, "node_code": f"P{p}", "parent_code": "B", "level": 3} for p in range(5)]
    nodes += [{**inner, "node_code": f"G{g:02d}", "parent_code": f"P{g % 5}", "level": 2} for g in range(25)]
    for i in range(INDICATORS):
        code, weight = f"I{i:03d}", (1.0, 0.5)[i % 2]
        own = {"node_code": code, "parent_code": f"G{i % 25:02d}", "level": 1, "weight": weight, "direction": 1}
        nodes.append({**key, **own, "indicator_code": code, **leaf})
    months = [date(2016 + m // 12, m % 12 + 1, 1) for m in range(MONTHS)]
    field = {"field_code": "f", "area_set": "c25", "period_kind": "month", "calendar": "stat", "valid_from": months[0]}
    return {
        "areas": [
            {"area_id": f"c25-{a:05d}", "area_set": "c25", "valid_from": date(2000, 1, 1)} for a in range(n_areas)
        ],
        "periods": [
            {"period_code": f"S{d:%Y-%m}", "kind": "month", "calendar": "stat", "start_date": d} for d in months
        ],
        "index_nodes": nodes,
        "index_methods": [
            {"index_code": "B", "method_version": 1, "normalise_kind": "min_max", "scale_low": 0, "scale_high": 100}
        ],
        "index_fields": [{**key, "method_version": 1, **field}],
    }


def load(con: duckdb.DuckDBPyConnection, n_areas: int) -> int:
    """Codebook and facts; how many facts."""
    given = tables(n_areas)
    for name in INPUTS:
        con.register("rows", table_frame(name, given.get(name, [])).to_arrow())
        con.execute(f"create table stg_{name} as select * from rows")
        con.unregister("rows")
    con.execute(
        f"""create table {FIGURES} as
        select a.area_id, i.indicator_code, '_T' as breakdown_code, 'level' as measure_code, 's' as source_code,
            p.period_code,
            cast(hash(a.area_id || i.indicator_code || p.period_code) % 1000003 as double) / 1000 as value,
            cast(null as text) as slice_id, cast(null as double) as denominator
        from stg_periods as p, (select indicator_code from stg_index_nodes where level = 1) as i, stg_areas as a"""
    )
    con.execute(f"create table {ADMITTED} (slice_id text, is_questioned boolean)")
    con.execute(f"create table {CARRIED} as select *, '' as state from {FIGURES} limit 0")
    counted = con.execute(f"select count(*) from {FIGURES}").fetchone()
    return int(counted[0]) if counted else 0


class Clock:
    """Seconds of CPU (all threads of the process) and of the clock since the object was made."""

    def __init__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    def seconds(self) -> tuple[float, float]:
        """CPU and clock."""
        return time.process_time() - self._cpu, time.perf_counter() - self._wall


def timed(what: str, work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of `work`, CPU and clock, printed with the largest memory of the process so far."""
    clock = Clock()
    work()
    cpu, wall = clock.seconds()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{what}: {cpu:.1f} s of CPU, {wall:.1f} s (peak memory so far {peak:.1f} GB)", flush=True)
    return cpu, wall


def main() -> None:
    """Both sides on the same rows, their results compared, their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the 3,321 areas")
    parser.add_argument("--memory", default="4GB", help="DuckDB's memory limit")
    parser.add_argument("--verbose", action="store_true", help="seconds of each model")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "index.duckdb")) as con:
        con.execute(f"set threads = 1; set memory_limit = '{options.memory}'; set temp_directory = '{folder}/spill'")
        n = load(con, max(2, round(AREAS * options.scale)))
        print(f"{n:,} facts", flush=True)
        hand = timed("one hand-written query", lambda: con.execute(BY_HAND))

        def models() -> None:
            for statement in statements():
                if EXTRA in statement.split(" as ", 1)[0]:
                    continue
                clock = Clock()
                con.execute(statement)
                cpu, wall = clock.seconds()
                if options.verbose:
                    print(f"  {statement.split(' as ', 1)[0]}: {cpu:.1f} s of CPU, {wall:.1f} s", flush=True)

        took = timed("the index models", models)
        print(f"ratio: {took[0] / hand[0]:.2f} by CPU, {took[1] / hand[1]:.2f} by the clock")
        for model, table, code in (
            ("fct_index_leaf_score", "hand_leaf", "indicator_code"),
            ("fct_index_node_score", "hand_node", "node_code"),
        ):
            print(table, con.execute(SAME.format(models=model, hand=table, code=code)).fetchone())


if __name__ == "__main__":
    main()
