"""What `chiso trace` prints first: a figure with what stands around it, or a score and the leaves that move it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.cli.screen import Screen
from pipelines.forms.number_text import printed_number

Row = dict[str, Any]
PULLING = 3  # leaves named on each side
FIGURE = """
select v.*, p.name_vi as before_name, y.name_vi as year_ago_name
from planner_value as v
left join period as p on p.period_code = v.previous_period_code
left join period as y on y.period_code = v.year_ago_period_code
where v.indicator_code = $code and v.area_id = $area and v.period_code = $period
"""
OTHERS = """
select o.* from headline_choice as o
inner join headline_choice as h on h.topic_code = o.topic_code and h.unit_vi = o.unit_vi and h.indicator_code = $code
where (o.indicator_code, o.source_code, o.measure_code) <> ($code, $source, $measure)
    and (select count(*) from area where area_id = $area and level = 'province') = 1
group by all order by o.place
"""
SCORE = """
select s.*, a.kind_vi || ' ' || a.name_vi as area, p.name_vi as period
from index_score as s
inner join area as a on a.area_id = s.area_id
inner join period as p on p.period_code = s.period_code
where s.node_code = $code and s.area_id = $area and s.period_code = $period
order by s.series, s.structure_version desc, s.method_version desc limit 1
"""
EFFECTS = """
select e.* from index_effect as e
inner join (select distinct index_code, structure_version, node_code, leaf_code from index_leaf) as l
    on l.index_code = e.index_code and l.structure_version = e.structure_version and l.leaf_code = e.node_code
where l.node_code = $code and e.area_id = $area and e.period_code = $period order by e.effect_points
"""


class Key(NamedTuple):
    """The indicator or index node, the area and the period that are traced."""

    code: str
    area: str
    period: str


def story(folder: Path, key: Key, screen: Screen) -> Iterator[str]:
    """The sentences; none for a release from before the tables for planners."""
    from pipelines.warehouse.query import query

    if not (folder / "parquet" / "planner_value.parquet").exists():
        return
    figures = query(folder, FIGURE, key._asdict()).to_dicts()
    if figures:
        row = figures[0]
        yield from _figure(screen, row)
        named = {"code": key.code, "area": key.area, "source": row["source_code"], "measure": row["measure_code"]}
        yield from _others(screen, query(folder, OTHERS, named).to_dicts())
        return
    scores = query(folder, SCORE, key._asdict()).to_dicts()
    if scores:
        yield from _score(screen, scores[0], query(folder, EFFECTS, key._asdict()).to_dicts())


def _figure(screen: Screen, row: Row) -> Iterator[str]:
    """A figure, its parts and source, the figures before it, its place and target."""
    lang, unit = screen.lang, row["unit_vi"]
    named = {"indicator": row[f"indicator_name_{lang}"], "area": row["area_name_vi"], "period": row["period_name_vi"]}
    named |= {"standing": row[f"standing_{lang}"], "unit": unit}
    if row["value"] is None:
        yield screen.text("trace_no_value", **named)
        return
    yield screen.text("trace_figure", value=printed_number(row["shown_value"], lang), **named)
    if row["denominator"] is not None:
        parts = {name: printed_number(row[name], lang) for name in ("numerator", "denominator")}
        yield screen.text("trace_parts", **parts)
    yield screen.text("trace_source", source=row["source_name_vi"], measure=row["measure_name_vi"].lower())
    for code, name in (("trace_before", "before"), ("trace_year_ago", "year_ago")):
        value = row["previous_value" if name == "before" else "year_ago_value"]
        if value is not None:
            shown = printed_number(round(value, 3), lang)
            yield screen.text(code, period=row[f"{name}_name"], value=shown, unit=unit)
    if row["peer_rank"] is not None:
        yield screen.text("trace_peers", rank=row["peer_rank"], n=row["n_ranked"])
    if row["target_id"] is not None:
        state = row[f"progress_class_{lang}"] or screen.text("trace_not_judged")
        yield screen.text(
            "trace_target", target=row["target_id"], goal=row["goal_vi"], year=row["goal_year"] or "–", state=state
        )


def _others(screen: Screen, rows: list[Row]) -> Iterator[str]:
    """The other figures of the same thing, from other sources or by another measure."""
    if rows:
        yield screen.text("trace_others")
    for row in rows:
        value = printed_number(round(row["value"], 1), screen.lang)
        named = {"indicator": row["indicator_name_vi"], "source": row["source_name_vi"]}
        named |= {"measure": row["measure_name_vi"].lower(), "period": row["period_name_vi"], "unit": row["unit_vi"]}
        yield screen.text("trace_other", value=value, **named)


def _score(screen: Screen, row: Row, effects: list[Row]) -> Iterator[str]:
    """A score, its place, and the leaves that pull it down or up most."""
    score = "–" if row["score"] is None else _one_decimal(screen, row["score"])
    named = {"node": row["node_name_vi"], "area": row["area"], "period": row["period"], "score": score}
    yield screen.text("trace_score", rank=row["rank"] or "–", n=row["n_field"], **named)
    sides = {
        "trace_pulls_down": [effect for effect in effects if effect["effect_points"] < 0][:PULLING],
        "trace_pulls_up": [effect for effect in reversed(effects) if effect["effect_points"] > 0][:PULLING],
    }
    for code, chosen in sides.items():
        if chosen:
            yield screen.text(code)
        for effect in chosen:
            numbers = {
                "score": _one_decimal(screen, effect["score"]),
                "mean": _one_decimal(screen, effect["mean_score"]),
            }
            points = ("+" if effect["effect_points"] > 0 else "") + _one_decimal(screen, effect["effect_points"])
            place = {"rank": effect["rank"] or "–", "n": effect["n_field"]}
            scored = _scored(screen, effect)
            yield screen.text(
                "trace_effect", node=effect["node_name_vi"], effect=points, scored=scored, **numbers, **place
            )


def _scored(screen: Screen, effect: Row) -> str:
    """The figure that a leaf's score was made from, and how many periods it pools; empty where it was imputed."""
    if effect.get("figure") is None:
        return ""
    named = {"figure": _one_decimal(screen, effect["figure"]), "n": effect["n_pooled"]}
    if effect["denominator"] is None:
        return screen.text("trace_scored", **named)
    parts = {name: printed_number(effect[name], screen.lang) for name in ("numerator", "denominator")}
    return screen.text("trace_scored_pooled", **named, **parts)


def _one_decimal(screen: Screen, value: float) -> str:
    """A number with one decimal."""
    return printed_number(round(value, 1), screen.lang)
