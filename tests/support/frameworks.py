"""Random index frameworks as seed rows and observation rows, equal for equal seeds; two index engines are run on them.

Trees, methods, fields, areas and figures have the problems that real data have. No score is computed here.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.framework_methods import AGGREGATIONS, DENOMINATOR, KINDS, add_method

Row = dict[str, Any]
PERIOD = "S2015"
FIELD_VALID = {"valid_from": "2013-01-01", "valid_to": "2016-01-01"}
SLICE = {"breakdown_code": "_T", "measure_code": "level", "source_code": "province_admin"}
THRESHOLDS = (0.0, 0.25, 0.5, 0.66, 0.75, 1.0)
COLUMN_KINDS = (
    *("spread", "spread", "spread", "ties", "zero_range", "noise", "empty", "sparse"),
    *("skewed", "skewed", "skewed", "two_tails", "binary"),
)


@dataclass
class Framework:
    """One index: rows of the codebook's tables by table, and rows of observations."""

    index_code: str
    tables: dict[str, list[Row]] = field(default_factory=lambda: {})
    observations: list[Row] = field(default_factory=lambda: [])
    area_ids: list[str] = field(default_factory=lambda: [])
    periods: list[str] = field(default_factory=lambda: [PERIOD])

    def add(self, table: str, **row: Any) -> None:
        self.tables.setdefault(table, []).append(row)


def frameworks(n: int = 100, seed: int = 20261121) -> list[Framework]:
    """`n` frameworks that can stand beside each other in one codebook: all codes carry the framework's number."""
    return [_framework(number, random.Random(f"{seed}/{number}")) for number in range(1, n + 1)]


def write_seeds(made: list[Framework], seeds: Path) -> None:
    """Add the frameworks to a copy of the seeds, one file a table."""
    for table in ("areas", "area_groups", "indicators", "index_nodes", "index_methods", "index_fields"):
        rows = [row for framework in made for row in framework.tables.get(table, [])]
        columns = list(dict.fromkeys(column for row in rows for column in row))
        (seeds / table).mkdir(exist_ok=True)
        with (seeds / table / "frameworks.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)


def _framework(number: int, rng: random.Random) -> Framework:
    made = Framework(f"RF{number:03d}")
    kind = KINDS[number % len(KINDS)]  # every kind often enough, whatever the dice say
    _add_areas(made, number, rng)
    add_method(made, number, kind, rng)
    leaves = _add_tree(made, kind, rng)
    twins = rng.sample(made.area_ids, 2)  # equal figures throughout: a tie at every node
    if rng.random() < 0.3:
        _add_denominators(made, rng.sample(leaves, 1), rng)
    for leaf in leaves:
        _add_column(made, leaf, kind, twins, rng)
    return made


def _add_denominators(made: Framework, leaves: list[Row], rng: random.Random) -> None:
    """Leaves divided by an indicator of their own that is sometimes 0 and sometimes absent."""
    code = f"{made.index_code}_D"
    _add_indicator(made, code, "Mẫu số thử", 1)
    for leaf in leaves:
        leaf |= {"denominator_code": code, "denominator_scale": rng.choice(("", 1000.0)), **DENOMINATOR}
    for period in made.periods:
        for area in made.area_ids:
            if rng.random() < 0.9:
                _observe(made, area, code, period, rng.choice((0.0, 5.0, 40.0, 250.5)))


def _add_areas(made: Framework, number: int, rng: random.Random) -> None:
    """A province of its own with 5 to 40 communes, and a field that holds exactly these."""
    always = {"area_km2": "", "population": "", "valid_from": "2000-01-01", "valid_to": ""}
    province = f"p34-9{number:03d}"
    names = {"name_vi": f"Tỉnh thử {number}", "name_en": f"Trial province {number}"}
    place = {"area_set": "p34", "code": f"9{number:03d}", "level": "province", "parent_id": "vn", "kind_vi": "tỉnh"}
    made.add("areas", area_id=province, **place, **names, **always)
    for i in range(1, rng.randint(5, 40) + 1):
        code = f"9{number:03d}{i:02d}"
        names = {"name_vi": f"Xã thử {number}-{i}", "name_en": f"Trial commune {number}-{i}"}
        place = {"area_set": "c25", "code": code, "level": "commune", "parent_id": province, "kind_vi": "xã"}
        made.add("areas", area_id=f"c25-{code}", **place, **names, **always)
        made.area_ids.append(f"c25-{code}")
    made.add(
        "index_fields",
        index_code=made.index_code,
        structure_version=1,
        method_version=1,
        field_code="trial",
        area_set="c25",
        parent_id=province,
        period_kind="year",
        calendar="stat",
        is_official="false",
        **FIELD_VALID,
    )


def _add_tree(made: Framework, kind: str, rng: random.Random) -> list[Row]:
    """A tree of 2 to 5 levels, all leaves on level 1; returns the leaves. Deep trees get fewer children a node."""
    depth = rng.randint(2, 5)
    most = {2: 8, 3: 4, 4: 3, 5: 2}[depth]
    parents = [_node(made, made.index_code, "", depth, rng)]
    for level in range(depth - 1, 0, -1):
        # one node a level may have up to 8 children, whatever the depth
        wide = rng.randrange(len(parents))
        children: list[Row] = []
        for i, parent in enumerate(parents):
            for j in range(1, rng.randint(2, 8 if i == wide and depth < 4 else most) + 1):
                children.append(_node(made, f"{parent['node_code']}.{j}", parent["node_code"], level, rng))
        parents = children
    for leaf in parents:
        leaf |= {"indicator_code": leaf["node_code"].replace(".", "_"), "aggregation": "", "min_coverage": "", **SLICE}
        leaf["direction"] = rng.choice((1, 1, -1))
        leaf["is_treated"] = rng.choice(("", "", "true", "false"))
        leaf["value_scale"] = rng.choice(("", "", "", "linear", "ln"))
        if kind in ("goalpost", "points_of_maximum"):
            leaf["bound_low"] = rng.choice((1.0, 10.0, 25.0))
            leaf["bound_high"] = rng.choice((60.0, 75.0, 100.0))
        if kind == "distance_to_target":
            leaf["target"] = rng.choice(("", 5.0, 80.0, 150.0))
    return parents


def _node(made: Framework, code: str, parent: str, level: int, rng: random.Random) -> Row:
    made.add(
        "index_nodes",
        index_code=made.index_code,
        structure_version=1,
        node_code=code,
        parent_code=parent,
        level=level,
        name_vi=f"Nút {code}",
        name_en=f"Node {code}",
        weight=rng.choice((1.0, 1.0, 0.5)),
        direction=1,
        indicator_code="",
        breakdown_code="",
        measure_code="",
        source_code="",
        bound_low="",
        bound_high="",
        aggregation=rng.choice(AGGREGATIONS),
        min_coverage=rng.choice(THRESHOLDS),
        min_coverage_count=rng.choice(("", "", 0.5, 2 / 3)),
        denominator_code="",
        denominator_measure_code="",
        denominator_source_code="",
        denominator_scale="",
        value_scale="",
        target="",
        is_treated="",
        published_indicator_code="",
        published_source_code="",
    )
    return made.tables["index_nodes"][-1]


def _add_indicator(made: Framework, code: str, name: str, direction: int) -> None:
    made.add(
        "indicators",
        indicator_code=code,
        version=1,
        name_vi=name,
        name_en=name,
        definition_vi="Chỉ tiêu sinh ngẫu nhiên để thử hai bộ tính chỉ số.",
        calc_kind="reported",
        uom_code="point_100",
        stock_flow="score",
        agg_area="none",
        agg_time="none",
        direction=direction,
        decimals=2,
        valid_from="2000-01-01",
    )


def _add_column(made: Framework, leaf: Row, kind: str, twins: list[str], rng: random.Random) -> None:
    """An indicator and its figures: spread, tied, all equal, equal but for noise, absent, sparse, or with outliers."""
    code = leaf["indicator_code"]
    _add_indicator(made, code, leaf["name_vi"], leaf["direction"])
    for period in made.periods:
        shape = rng.choice(COLUMN_KINDS)
        missing = {"empty": 1.0, "sparse": 0.7}.get(shape, rng.choice((0.0, 0.1, 0.3)))
        column = {area: _value(shape, rng) if rng.random() >= missing else None for area in made.area_ids}
        column[twins[1]] = column[twins[0]]
        for area, value in column.items():
            if value is None and rng.random() < 0.5:
                continue  # a missing figure is sometimes a row that says so, sometimes no row at all
            _observe(made, area, code, period, value, rng.choice(("not_collected", "blank")))


def _observe(made: Framework, area: str, code: str, period: str, value: float | None, absence: str = "") -> None:
    observed = {"area_id": area, "indicator_code": code, **SLICE, "period_code": period}
    status = absence if value is None else "reported"
    made.observations.append({**observed, "value": value, "uom_code": "point_100", "obs_status": status})


def _value(shape: str, rng: random.Random) -> float:
    return SHAPES.get(shape, _spread)(rng)


def _spread(rng: random.Random) -> float:
    return round(rng.uniform(-20.0, 120.0), rng.choice((1, 3, 9)))


SHAPES: dict[str, Callable[[random.Random], float]] = {
    "ties": lambda rng: float(rng.randint(0, 3) * 10),
    "zero_range": lambda _: 42.0,
    "noise": lambda rng: rng.choice((0.3, 0.1 + 0.2)),  # equal at 12 digits
    "skewed": lambda rng: round(rng.lognormvariate(1.0, 1.4), rng.choice((0, 2, 6))),  # whole numbers tie at the top
    "two_tails": lambda rng: rng.choice((-1.0, 1.0)) * round(rng.paretovariate(1.1), 2),
    "binary": lambda rng: 1.0 if rng.random() < 0.1 else 0.0,
}
