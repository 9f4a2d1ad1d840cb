-- One row per commitment without a number: who answers for it, when, and what is known of it. tracked: its indicator has a
-- figure; reported: a report that its line asks for has come; report_missing: such a report is overdue.
with figures as (
    select v.indicator_code, max_by(v.period_code, p.end_date) as period_code
    from {{ ref('indicator_value') }} as v
    inner join {{ ref('stg_periods') }} as p on p.period_code = v.period_code
    inner join {{ ref('stg_builds') }} as b on b.province_area_id = v.area_id
    where v.value is not null
    group by v.indicator_code
),

reports as (
    select
        c.commitment_id,
        max(case when d.state = 'read' then d.period_code end) as read_period_code,
        max(case when d.state = 'missing' then d.period_code end) as missing_period_code
    from {{ ref('stg_commitments') }} as c
    inner join {{ ref('duty_status') }} as d
        on d.document_file = c.document_file
        and d.line = c.line
        -- a line may ask for two reports, each in its year
        and (c.horizon_to is null or d.period_code = cast(c.horizon_to as string))
    where c.kind = 'report'
    group by c.commitment_id
)

select
    c.commitment_id,
    c.document_file,
    c.line,
    c.quote,
    c.area_id,
    c.kind,
    c.horizon_line,
    c.horizon_to,
    c.indicator_code,
    coalesce(l.to_id, c.area_id) as home_area_id,
    c.owner_vi,
    c.owner_line,
    c.time_vi,
    c.time_line,
    case
        when coalesce(l.to_id, c.area_id) <> b.province_area_id then 'unreported'
        when r.missing_period_code is not null and r.read_period_code is null then 'report_missing'
        when r.read_period_code is not null then 'reported'
        when f.period_code is not null then 'tracked'
        when c.horizon_to < year(p.end_date) then 'overdue'
        else 'unreported'
    end as state,
    case when coalesce(l.to_id, c.area_id) = b.province_area_id then coalesce(r.missing_period_code, r.read_period_code, f.period_code) end
        as state_period_code
from {{ ref('stg_commitments') }} as c
cross join {{ ref('stg_builds') }} as b
inner join {{ ref('stg_periods') }} as p on p.period_code = b.occasion_period
left join {{ ref('stg_area_links') }} as l on l.from_id = c.area_id
left join figures as f on f.indicator_code = c.indicator_code
left join reports as r on r.commitment_id = c.commitment_id
