"""The province's own figures of a period, its targets and its tasks."""

from __future__ import annotations

from pipelines.files.content.release import Row, Source

# Figures of the period with those of the period before; ratios come first.
FIGURES = """
with breakdowns as (
    select v.*, b.value as previous_value
    from indicator_value as v
    left join indicator_value as b
        on b.area_id = v.area_id and b.indicator_code = v.indicator_code and b.breakdown_code = v.breakdown_code
        and b.measure_code = v.measure_code and b.source_code = v.source_code and b.state = 'current'
        -- a sum since the year's beginning is compared within the year only
        and b.period_code = (
            select case when v.measure_code = 'ytd' then p.previous_in_year_code else p.previous_code end
            from period as p where p.period_code = $period)
    where v.area_id = $area and v.period_code = $period and v.state in ('current', 'held') and v.value is not null
)
select v.slice_id, v.indicator_code, v.indicator_name_vi, v.breakdown_code, v.measure_code, v.source_code, v.state,
    v.value, v.previous_value, v.uom_symbol_vi, v.uom_code, v.numerator, v.denominator, v.figure_status, v.n_areas,
    v.n_areas_expected, i.scale, v.is_official, i.direction, v.denominator is not null as is_ratio
from breakdowns as v
left join (select indicator_code, max_by(scale, version) as scale, max_by(direction, version) as direction
    from indicator group by indicator_code) as i on i.indicator_code = v.indicator_code
order by not is_ratio, v.indicator_code, v.breakdown_code, v.measure_code, v.source_code
"""
# One row a target: the source whose period ends last, of two the one with more areas.
TARGETS = """
select t.target_id, t.indicator_code, t.indicator_name_vi, t.number_vi, t.judged_as, t.kind, t.accumulation,
    t.horizon_from, t.horizon_to,
    t.document_file, t.document_title_vi, t.line, t.quote, t.binding, t.uom_symbol_vi, t.uom_code, t.holder_vi,
    p.source_code, p.value, p.period_code, e.name_vi as period_name, p.figure_status, p.progress_class, p.goal_low,
    p.base_value, p.required_step, p.linear_ratio, {source_name} as source_name_vi
from target as t
left join target_progress as p on p.target_id = t.target_id and (p.is_latest or p.value is null)
left join period as e on e.period_code = p.period_code
where t.home_area_id = $area and t.binding <> 'dropped'
qualify row_number() over (
    partition by t.target_id order by p.value is null, e.end_date desc, p.n_areas desc, p.source_code) = 1
order by t.target_id
"""
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
    """The province's figures of the release's period."""
    rows = source.rows(FIGURES)
    for row in rows:
        row["difference"] = None if row["previous_value"] is None else row["value"] - row["previous_value"]
        row["rebuilt"] = None
        if row["denominator"] and row["numerator"] is not None and row["scale"]:
            row["rebuilt"] = row["numerator"] / row["denominator"] * row["scale"]
        row["status"] = _status(row)
    return rows


def _status(row: Row) -> str:
    """Whether a figure is an estimate, a last good one, or lacks areas, in words; empty where none of these."""
    said = ["ước thực hiện" if row["figure_status"] == "uoc" else ""]
    said.append("đang giữ lại, số công bố gần nhất" if row.get("state") == "held" else "")
    if row.get("n_areas_expected") and row["n_areas"] is not None and row["n_areas"] < row["n_areas_expected"]:
        said.append(f"{row['n_areas']}/{row['n_areas_expected']} địa bàn có số")
    return "; ".join(text for text in said if text)


def targets(source: Source) -> list[Row]:
    """The targets that bind or may bind the province, what is urgent first."""
    has_name = source.has("target_progress", "source_name_vi")
    rows = source.rows(TARGETS.format(source_name="p.source_name_vi" if has_name else "null"))
    for row in rows:
        code = row["progress_class"] or "no_data"
        row["progress_class"] = code
        row["class_vi"] = source.label("progress_class", code)
        row["is_growing"] = row["judged_as"] in GROWING and row["kind"] != "rank"
        has_both = row["value"] is not None and row["goal_low"] is not None
        row["gap"] = float(row["value"] or 0) - float(row["goal_low"] or 0) if has_both else None
        row["share"] = row["value"] / row["goal_low"] if has_both and row["is_growing"] and row["goal_low"] else None
        is_open = row["progress_class"] not in ("maintained", "met", "fully_met")
        row["is_short"] = is_open and row["share"] is not None and row["share"] < 1
        notes = ["ước thực hiện" if row["figure_status"] == "uoc" else ""]
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
