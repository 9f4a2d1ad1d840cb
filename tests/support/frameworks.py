"""Random index frameworks as seed rows and observation rows, the same for the same seed: food for two index engines.

Here belongs only the making: trees, methods, fields, areas and figures with the troubles that real ones have. Nothing
here computes a score.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]
PERIOD = "S2015"
FIELD_VALID = {"valid_from": "2015-01-01", "valid_to": "2016-01-01"}
SLICE = {"breakdown_code": "_T", "measure_code": "level", "source_code": "province_admin"}
THRESHOLDS = (0.0, 0.25, 0.5, 0.66, 0.75, 1.0)
COLUMN_KINDS = ("spread", "spread", "spread", "ties", "zero_range", "noise", "empty", "sparse")


@dataclass
class Framework:
    """One index: rows of the codebook's tables by table, and rows of observations."""

    index_code: str
    tables: dict[str, list[Row]] = field(default_factory=dict)
    observations: list[Row] = field(default_factory=list)
    area_ids: list[str] = field(default_factory=list)

    def add(self, table: str, **row: Any) -> None:
        self.tables.setdefault(table, []).append(row)


def frameworks(n: int = 100, seed: int = 20261121) -> list[Framework]:
    """`n` frameworks that can stand beside each other in one codebook: all codes carry the framework's number."""
    return [_framework(number, random.Random(f"{seed}/{number}")) for number in range(1, n + 1)]


def write_seeds(made: list[Framework], seeds: Path) -> None:
    """Add the frameworks to a copy of the seeds, one file a table."""
    for table in ("areas", "indicators", "index_nodes", "index_methods", "index_fields"):
        rows = [row for framework in made for row in framework.tables[table]]
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (seeds / table / "frameworks.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)


def _framework(number: int, rng: random.Random) -> Framework:
    made = Framework(f"RF{number:03d}")
    kind = rng.choice(("min_max", "min_max", "goalpost", "none"))
    low, high = rng.choice(((0.0, 100.0), (0.0, 10.0), (1.0, 7.0)))
    made.add(
        "index_methods",
        index_code=made.index_code,
        method_version=1,
        name_vi=f"Phương pháp thử {number}",
        name_en=f"Trial method {number}",
        normalise_kind=kind,
        scale_low=low,
        scale_high=high,
    )
    _add_areas(made, number, rng)
    leaves = _add_tree(made, kind, rng)
    twins = rng.sample(made.area_ids, 2)  # equal figures throughout: a tie at every node
    for leaf in leaves:
        _add_column(made, leaf, kind, twins, rng)
    return made


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
    """A tree of 2 to 4 levels, all leaves on level 1; returns the leaves. Deep trees get fewer children a node."""
    depth = rng.randint(2, 4)
    most = {2: 8, 3: 4, 4: 3}[depth]
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
        if kind == "goalpost":
            leaf["bound_low"] = rng.choice((0.0, 10.0, 25.0))
            leaf["bound_high"] = rng.choice((60.0, 75.0, 100.0))
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
        aggregation=rng.choice(("arithmetic", "arithmetic", "sum")),
        min_coverage=rng.choice(THRESHOLDS),
        published_indicator_code="",
        published_source_code="",
    )
    return made.tables["index_nodes"][-1]


def _add_column(made: Framework, leaf: Row, kind: str, twins: list[str], rng: random.Random) -> None:
    """An indicator and its figures: spread, tied, all equal, equal but for float noise, absent, or mostly absent."""
    code = leaf["indicator_code"]
    made.add(
        "indicators",
        indicator_code=code,
        version=1,
        name_vi=leaf["name_vi"],
        name_en=leaf["name_en"],
        definition_vi="Chỉ tiêu sinh ngẫu nhiên để thử hai bộ tính chỉ số.",
        calc_kind="reported",
        numerator_code="",
        denominator_code="",
        scale="",
        uom_code="point_100",
        stock_flow="score",
        agg_area="none",
        agg_time="none",
        direction=leaf["direction"],
        bound_low="",
        bound_high="",
        decimals=2,
        legal_basis="",
        valid_from="2000-01-01",
        valid_to="",
    )
    shape = rng.choice(COLUMN_KINDS)
    missing = {"empty": 1.0, "sparse": 0.7}.get(shape, rng.choice((0.0, 0.1, 0.3)))
    column = {area: _value(shape, rng) if rng.random() >= missing else None for area in made.area_ids}
    column[twins[1]] = column[twins[0]]
    for area, value in column.items():
        if value is None and rng.random() < 0.5:
            continue  # a missing figure is sometimes a row that says so, sometimes no row at all
        status = "reported" if value is not None else rng.choice(("not_collected", "blank"))
        observed = {"area_id": area, "indicator_code": code, **SLICE, "period_code": PERIOD}
        made.observations.append({**observed, "value": value, "uom_code": "point_100", "obs_status": status})


def _value(shape: str, rng: random.Random) -> float:
    if shape == "ties":
        return float(rng.randint(0, 3) * 10)
    if shape == "zero_range":
        return 42.0
    if shape == "noise":
        return rng.choice((0.3, 0.1 + 0.2))  # equal at 12 digits
    return round(rng.uniform(-20.0, 120.0), rng.choice((1, 3, 9)))
