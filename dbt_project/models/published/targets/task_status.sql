-- One row per task of the plans: its time as an interval, where that stands on the occasion's day, what was reported.
-- overdue: its time is over and nobody has reported it done. silent: a report that holds it was due and nobody has said a
-- word of it; awaited: the first such report is not due yet.
with day as (
    select b.province_area_id, p.end_date as today
    from {{ ref('stg_builds') }} as b
    inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
),

timed as (
    select
        t.*,
        coalesce(r.n_reports_due, 0) as n_reports_due,
        coalesce(l.to_id, t.area_id) as home_area_id,
        make_date(t.year_from, 1, 1) as time_from,
        make_date(t.year_to + 1, 1, 1) as time_to,
        d.today,
        coalesce(l.to_id, t.area_id) = d.province_area_id as is_own,
        r.state_no,
        r.period_code as reported_period_code,
        r.explanation
    from {{ ref('stg_tasks') }} as t
    cross join day as d
    left join {{ ref('stg_area_links') }} as l on l.from_id = t.area_id
    left join {{ ref('int_task_reports') }} as r on r.task_id = t.task_id
)

select
    task_id,
    document_file,
    line,
    task_no,
    quote,
    text_vi,
    home_area_id,
    time_vi,
    time_kind,
    time_line,
    time_from,
    time_to,
    case
        when time_from > today then 'not_yet'
        when time_to <= today then 'over'
        else 'running'
    end as time_state,
    cast(state_no as bigint) as reported_state,
    reported_period_code,
    explanation,
    coalesce(time_from <= today, true) and (time_to is null or time_to > today) as is_due,
    is_own and coalesce(time_to <= today, false) and coalesce(state_no, -1) <> 2 as is_overdue,
    cast(n_reports_due as bigint) as n_reports_due,
    is_own and state_no is null and n_reports_due > 0 and coalesce(time_from <= today, true) as is_silent,
    case
        when not is_own then 'not_followed'
        when state_no = 2 then 'done'
        when time_to <= today then 'overdue'
        when state_no = 3 then 'stuck'
        when state_no = 1 then 'under_way'
        when time_from > today then 'not_yet'
        when state_no = 0 then 'not_begun'
        when n_reports_due > 0 then 'silent'
        else 'awaited'
    end as status
from timed
