"""The province's own figures of a period, its targets and its tasks."""

from __future__ import annotations

from datetime import date

from pipelines.files.content.release import Row, Source

# The headline figure of each indicator: the latest of the twelve months up to the end of the release's period. Beside a
# headline stands a figure of a concept that another indicator leads in the same period.
FIGURES = """
with beside as (
    select distinct o.indicator_code, v.period_code
    from headline_choice as o
    inner join headline_choice as h on h.topic_code = o.topic_code and h.unit_vi = o.unit_vi and h.is_headline
    inner join planner_value as v
        on v.indicator_code = h.indicator_code and v.area_id = $area and v.value is not null
    where o.indicator_code <> h.indicator_code
)
select v.slice_id, v.indicator_code, v.indicator_name_vi, v.period_code, v.period_name_vi, v.source_name_vi,
    v.measure_name_vi, v.state, v.value, v.previous_value, v.previous_period_code, v.year_ago_value,
    v.unit_vi as uom_symbol_vi, f.uom_code,
    v.numerator, v.denominator, f.figure_status, f.n_areas, f.n_areas_expected, v.is_official, v.is_questioned,
    v.goal_vi, v.goal_year, v.progress_class_vi, i.scale, i.direction, v.denominator is not null as is_ratio,
    b.indicator_code is not null as is_beside
from planner_value as v
inner join indicator_value as f on f.slice_id = v.slice_id
inner join period as p on p.period_code = v.period_code
inner join period as o on o.period_code = $period
left join (select indicator_code, max_by(scale, version) as scale, max_by(direction, version) as direction
    from indicator group by indicator_code) as i on i.indicator_code = v.indicator_code
left join beside as b on b.indicator_code = v.indicator_code and b.period_code = v.period_code
where v.area_id = $area and v.state in ('current', 'held') and v.value is not null
    and p.end_date <= o.end_date and p.end_date > o.end_date - interval 1 year
qualify row_number() over (partition by v.indicator_code order by p.end_date desc, v.period_code) = 1
order by not is_ratio, p.end_date desc, v.indicator_code
"""
# One row a target: its latest figure, by default; of those whose period ended by a day where `$until` names one.
TARGETS = """
select t.target_id, t.indicator_code, t.indicator_name_vi, t.number_vi, t.judged_as, t.kind, t.accumulation,
    t.horizon_from, t.horizon_to,
    t.document_file, t.document_title_vi, t.line, t.quote, t.binding, t.uom_symbol_vi, t.uom_code, t.holder_vi,
    p.source_code, p.value, p.period_code, case when p.value is not null then e.name_vi end as period_name,
    p.figure_status, p.progress_class, p.goal_low, p.base_value, p.required_step, p.linear_ratio, p.source_name_vi,
    p.is_questioned
from target as t
left join target_progress as p on p.target_id = t.target_id and {chosen}
left join period as e on e.period_code = p.period_code
where t.home_area_id = $area and t.binding <> 'dropped'
qualify row_number() over (partition by t.target_id
    order by p.value is null, e.end_date desc, e.start_date, p.period_code desc, p.source_code) = 1
order by t.target_id
"""
LATEST = "p.is_latest"
UNTIL = "p.period_code in (select period_code from period where end_date <= date '{day}')"
TASKS = """
select t.task_id, t.task_no, t.text_vi, t.time_vi, t.time_to, t.status, t.reported_period_code, t.is_overdue,
    t.document_file, t.line, string_agg(a.{agency}, '; ' order by a.agency_no)
        filter (where a.role <> 'cooperating') as agencies
from task_status as t left join task_agency as a on a.task_id = t.task_id
where t.home_area_id = $area
group by all order by t.document_file, t.line, t.task_id
"""
# What needs somebody stands first, what is reached last; a class that is not listed stands between.
URGENT = ("missed", "not_maintained", "regressing", "limited", "acceleration_needed", "below")
REACHED = ("on_track", "maintained", "met", "fully_met")
URGENT_TASKS = ("overdue", "stuck", "silent", "not_begun", "under_way")
# Targets whose share of the goal says something: a rank or a ceiling is not "so many per cent reached".
GROWING = ("ge", "gt", "near")


def figures(source: Source) -> list[Row]:
    """The province's headline figures, one an indicator: ratios first, of each those of the latest period."""
    rows = source.rows(FIGURES)
    for row in rows:
        row["difference"] = None if row["previous_value"] is None else row["value"] - row["previous_value"]
        # of this period, with a figure of the one before it: what a sentence of the month may compare
        row["is_comparable"] = (row["period_code"], row["previous_period_code"]) == (source.period, source.previous)
        row["rebuilt"] = None
        if row["denominator"] and row["numerator"] is not None and row["scale"]:
            row["rebuilt"] = row["numerator"] / row["denominator"] * row["scale"]
        row["status"] = _status(row)
    return rows


def of_period(source: Source) -> list[Row]:
    """The headline ratios of the release's own period; a figure beside one of them is left out."""
    return [
        row
        for row in figures(source)
        if row["is_ratio"] and row["period_code"] == source.period and not row["is_beside"]
    ]


def _status(row: Row) -> str:
    """What a reader must know of a figure, in words: an estimate, a last good one, areas missing; empty if nothing."""
    said = ["ước thực hiện" if row["figure_status"] == "uoc" else ""]
    said.append("đang giữ lại, số công bố gần nhất" if row["state"] == "held" else "")
    said.append("đang hỏi lại" if row["is_questioned"] else "")
    if row["n_areas_expected"] and row["n_areas"] is not None and row["n_areas"] < row["n_areas_expected"]:
        said.append(f"{row['n_areas']}/{row['n_areas_expected']} địa bàn có số")
    said.append("đặt bên cạnh số chính" if row["is_beside"] else "")
    return "; ".join(text for text in said if text)


def targets(source: Source, until: date | None = None) -> list[Row]:
    """The targets that bind or may bind the province, what is urgent first; figures of periods that end by `until`."""
    rows = source.rows(TARGETS.format(chosen=UNTIL.format(day=until) if until else LATEST))
    for row in rows:
        code = row["progress_class"] or "no_data"
        row["progress_class"] = code
        row["class_vi"] = source.label("progress_class", code)
        row["is_growing"] = row["judged_as"] in GROWING and row["kind"] != "rank"
        row["is_rounded"] = code in REACHED and row["judged_as"] == "near" and row["value"] < row["goal_low"]
        has_both = row["value"] is not None and row["goal_low"] is not None
        row["gap"] = float(row["value"] or 0) - float(row["goal_low"] or 0) if has_both else None
        row["share"] = row["value"] / row["goal_low"] if has_both and row["is_growing"] and row["goal_low"] else None
        is_open = row["progress_class"] not in ("maintained", "met", "fully_met")
        row["is_short"] = is_open and row["share"] is not None and row["share"] < 1
        row["year_vi"] = "hằng năm" if row["accumulation"] == "per_year" else row["horizon_to"]
        notes = ["ước thực hiện" if row["figure_status"] == "uoc" else ""]
        notes.append("đang hỏi lại" if row["is_questioned"] else "")
        row["line_vi"] = f"{row['document_file'].split('_')[0]}, dòng {row['line']}"
        notes.append("văn bản trước sắp xếp tỉnh" if row["binding"] == "undecided" else "")
        row["status"] = "; ".join(filter(None, notes))
    return sorted(rows, key=lambda row: (_urgency(row["progress_class"]), row["horizon_to"] or 0, row["target_id"]))


def _urgency(code: str) -> int:
    """The place of a class: urgent ones first, reached ones last."""
    if code in URGENT:
        return URGENT.index(code)
    return 50 + REACHED.index(code) if code in REACHED else 20


def tasks(source: Source) -> list[Row]:
    """The tasks of the plans, overdue ones first."""
    rows = source.rows(TASKS.format(agency=source.agency_name))
    for row in rows:
        row["status_vi"] = source.label("task_status", row["status"])
        row["line_vi"] = f"{row['document_file'].split('_')[0]}, dòng {row['line']}"
    return sorted(rows, key=lambda row: URGENT_TASKS.index(row["status"]) if row["status"] in URGENT_TASKS else 9)
