-- One row per task that a report form holds: how many such reports were due by the occasion's day, and the last word.
-- A report on a period that ended before the task began is none of its.
with day as (
    select p.end_date as today
    from {{ ref('stg_builds') }} as b
    inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
),

owed as (
    select l.breakdown_code, count(*) as n_reports_due
    from {{ ref('stg_obligations') }} as o
    cross join day as d
    inner join {{ ref('stg_form_rows') }} as l on l.form_code = o.form_code and l.form_version = o.form_version
    inner join {{ ref('stg_tasks') }} as t on t.breakdown_code = l.breakdown_code
    inner join {{ ref('stg_periods') }} as p on p.period_code = o.period_code
    where o.due_date <= d.today and (t.year_from is null or p.end_date >= make_date(t.year_from, 1, 1))
    group by l.breakdown_code
),

reported as (
    select o.breakdown_code, o.value as state_no, o.period_code, o.explanation
    from {{ ref('int_observations') }} as o
    inner join {{ ref('stg_tasks') }} as t on t.breakdown_code = o.breakdown_code
    inner join {{ ref('stg_periods') }} as p on p.period_code = o.period_code
    where o.value is not null
    qualify row_number() over (partition by o.breakdown_code order by p.end_date desc, o.known_from_seq desc) = 1
)

select
    t.task_id,
    coalesce(w.n_reports_due, 0) as n_reports_due,
    r.state_no,
    r.period_code,
    r.explanation
from {{ ref('stg_tasks') }} as t
left join owed as w on w.breakdown_code = t.breakdown_code
left join reported as r on r.breakdown_code = t.breakdown_code
where t.breakdown_code is not null
