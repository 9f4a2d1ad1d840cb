-- One row per task of the plans: its time as an interval, where that stands on the occasion's day, what was reported.
-- overdue: its time is over and nobody has reported it done. silent: its time has begun and nobody has reported at all.
with day as (
    select b.province_area_id, p.end_date as today
    from {{ ref('stg_builds') }} as b
    inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
),

reported as (
    select o.breakdown_code, o.value as state_no, o.period_code, o.explanation
    from {{ ref('int_observations') }} as o
    inner join {{ ref('stg_tasks') }} as t on t.breakdown_code = o.breakdown_code
    inner join {{ ref('stg_periods') }} as p on p.period_code = o.period_code
    where o.value is not null
    qualify row_number() over (partition by o.breakdown_code order by p.end_date desc, o.known_from_seq desc) = 1
),

timed as (
    select
        t.*,
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
    left join reported as r on r.breakdown_code = t.breakdown_code
)

select
    task_id,
    document_file,
    line,
    task_no,
    quote,
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
    coalesce(time_to <= today, false) and coalesce(state_no, -1) <> 2 as is_overdue,
    is_own and state_no is null and coalesce(time_from <= today, true) as is_silent,
    case
        when state_no = 2 then 'done'
        when time_to <= today then 'overdue'
        when state_no = 3 then 'stuck'
        when state_no = 1 then 'under_way'
        when time_from > today then 'not_yet'
        when state_no = 0 then 'not_begun'
        when is_own then 'silent'
        else 'not_followed'
    end as status
from timed
