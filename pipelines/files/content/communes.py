"""The index of communes in the release's latest period: places, scores of pillars, scores and figures of leaves."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.files.content.release import Row, Source

# The index of which this province's communes have a computed score, and its last period up to the release's.
LATEST = """
select s.index_code, s.period_code, p.name_vi as period_name, p.previous_code
from index_score as s
inner join area as a on a.area_id = s.area_id and a.parent_id = $area
inner join period as p on p.period_code = s.period_code
inner join period as o on o.period_code = $period and p.end_date <= o.end_date
where s.series = 'computed' and s.parent_code is null and s.score is not null
order by p.end_date desc, s.index_code limit 1
"""
SCORES = """
select s.area_id, a.code, a.kind_vi, a.name_vi, a.sort_key, s.node_code, s.node_name_vi, s.level, s.parent_code,
    s.weight, s.score, s.rank, s.n_field, s.period_code
from index_score as s
inner join area as a on a.area_id = s.area_id and a.parent_id = $area
inner join period as p on p.period_code = s.period_code
where s.series = 'computed' and s.index_code = '{index_code}'
    and (s.period_code in ('{period_code}', '{previous_code}') or s.parent_code is null)
order by p.end_date
"""
# The figure that a leaf's score was made from, of several periods together where the leaf pools them.
LEAVES = """
select e.area_id, e.node_code as leaf_code, e.figure, e.n_pooled, i.uom_symbol_vi
from index_effect as e
inner join index_leaf as l
    on l.index_code = e.index_code and l.structure_version = e.structure_version
    and l.node_code = e.node_code and l.leaf_code = e.node_code
inner join (select indicator_code, max(uom_symbol_vi) as uom_symbol_vi from indicator_value group by all) as i
    on i.indicator_code = l.indicator_code
where e.index_code = '{index_code}' and e.period_code = '{period_code}'
"""
STRENGTHS = """
select area_id, node_code, min(kind) as kind from index_strength
where index_code = '{index_code}' and period_code = '{period_code}' and place <= 3
group by area_id, node_code having count(distinct kind) = 1
"""


POOLED = "“gộp N kỳ”: tổng tử số chia tổng mẫu số của N kỳ gần nhất, là số được chấm điểm."


@dataclass(frozen=True)
class Node:
    """A pillar or leaf of the index; `n_pooled` is the number of periods whose figures a leaf puts together."""

    code: str
    name: str
    weight: float
    unit: str = ""
    n_pooled: int = 1
    leaves: tuple[Node, ...] = ()

    @property
    def heading(self) -> str:
        """The name of a leaf with its unit, and how many periods its figure puts together."""
        pool = f", gộp {self.n_pooled} kỳ" if self.n_pooled > 1 else ""
        return f"{self.name} ({self.unit}{pool})"


@dataclass(frozen=True)
class Ranking:
    """The index of one period: `rows` hold per commune its place, `scores` and `places` by node, `values` by leaf."""

    code: str
    name: str
    period: str
    period_name: str
    pillars: tuple[Node, ...]
    rows: list[Row]

    @property
    def pooled_note(self) -> str:
        """What a reader must know of leaves that pool several periods; empty where none does."""
        has_pool = any(leaf.n_pooled > 1 for pillar in self.pillars for leaf in pillar.leaves)
        return POOLED if has_pool else ""

    @property
    def n_scored(self) -> int:
        """How many communes have a score; they stand first."""
        return sum(row["score"] is not None for row in self.rows)


def ranking(source: Source) -> Ranking | None:
    """The communes by rank, those without a score last; None where the release has no index of communes."""
    latest = source.rows(LATEST)
    if not latest:
        return None
    named = latest[0]
    scores = source.rows(SCORES.format(**named))
    leaves = {(row["area_id"], row["leaf_code"]): row for row in source.rows(LEAVES.format(**named))}
    now = [row for row in scores if row["period_code"] == named["period_code"]]
    before = [row for row in scores if row["period_code"] == named["previous_code"]]
    top = next(row for row in now if row["parent_code"] is None)
    pillars = _nodes(now, top["node_code"], list(leaves.values()))
    rows = _rows(now, before, top["node_code"], leaves)
    kinds = {(row["area_id"], row["node_code"]): row["kind"] for row in source.rows(STRENGTHS.format(**named))}
    for row in rows:
        row["kinds"] = {node: kind for (area, node), kind in kinds.items() if area == row["area_id"]}
        row["history"] = [
            (old["period_code"], old["score"], old["rank"])
            for old in scores
            if old["parent_code"] is None and old["area_id"] == row["area_id"]
        ]
    return Ranking(top["node_code"], top["node_name_vi"], named["period_code"], named["period_name"], pillars, rows)


def _nodes(rows: list[Row], parent: str, leaves: list[Row]) -> tuple[Node, ...]:
    """The nodes below `parent`, in the order of their weight."""
    units = {row["leaf_code"]: row["uom_symbol_vi"] for row in leaves}
    pooled: dict[str, int] = {}
    for row in leaves:  # a commune may lack some of the periods
        pooled[row["leaf_code"]] = max(row["n_pooled"], pooled.get(row["leaf_code"], 1))
    found = {row["node_code"]: row for row in rows if row["parent_code"] == parent}
    ordered = sorted(found.values(), key=lambda row: (-row["weight"], row["node_code"]))
    return tuple(
        Node(
            row["node_code"],
            row["node_name_vi"],
            row["weight"],
            units.get(row["node_code"], ""),
            pooled.get(row["node_code"], 1),
            _nodes(rows, row["node_code"], leaves),
        )
        for row in ordered
    )


def _rows(now: list[Row], before: list[Row], top: str, leaves: dict[tuple[str, str], Row]) -> list[Row]:
    """One row a commune."""
    previous = {row["area_id"]: row["rank"] for row in before if row["node_code"] == top}
    found: dict[str, Row] = {}
    for row in now:
        area = found.setdefault(
            row["area_id"],
            {
                **{key: row[key] for key in ("area_id", "code", "kind_vi", "name_vi", "sort_key")},
                **{"scores": {}, "places": {}, "values": {}, "previous_rank": previous.get(row["area_id"])},
            },
        )
        # 12 significant digits, on which the release ranks
        area["scores"][row["node_code"]] = None if row["score"] is None else float(f"{row['score']:.12g}")
        area["places"][row["node_code"]] = row["rank"]
        if (cell := leaves.get((row["area_id"], row["node_code"]))) is not None:
            area["values"][row["node_code"]] = cell["figure"]
        if row["node_code"] == top:
            area |= {"score": area["scores"][top], "rank": row["rank"], "n_field": row["n_field"]}
    for area in found.values():
        area["move"] = None
        if area["rank"] is not None and area["previous_rank"] is not None:
            area["move"] = area["previous_rank"] - area["rank"]
    return sorted(found.values(), key=lambda row: (row["score"] is None, -(row["score"] or 0), row["sort_key"]))
