-- One row per report that is looked at and repeats something whole: copy_forward, all its flows equal those of the period before;
-- copied_neighbour, all its figures equal those of another report of the batch. From five figures above 0 on. A stock may stand
-- still, so it is no sign of copying forward.
with report as (
    select
        form_code,
        reporter_code,
        period_code,
        lag_no,
        count(case when is_flow and value > 0 and value_before is not null then 1 end) as n_flow,
        count(case when is_flow and value > 0 and value = value_before then 1 end) as n_equal,
        count(case when value > 0 then 1 end) as n_positive,
        {{ joined_texts("indicator_code || '=' || breakdown_code || '=' || measure_code || '=' || cast(value as string)", '|') }} as figures
    from {{ ref('chk_report_history') }}
    group by form_code, reporter_code, period_code, lag_no
),

counted as (
    select
        r.*,
        r.n_flow >= 5 and r.n_equal = r.n_flow as is_copied,
        r.n_positive >= 5 and count(*) over (partition by r.form_code, r.period_code, r.lag_no, r.figures) > 1 as is_twin
    from report as r
),

scored as (
    select
        c.*,
        case when c.is_copied then 100e0 else 0e0 end as copied_pct,
        case when c.is_twin then 100e0 else 0e0 end as twin_pct
    from counted as c
),

rated as (
    select
        s.*,
        avg(s.copied_pct) over batch as copied_batch_pct,
        avg(s.twin_pct) over batch as twin_batch_pct,
        avg(case when s.lag_no > 0 and s.n_flow >= 5 then s.copied_pct end) over sender as copied_sender_pct,
        avg(case when s.lag_no > 0 then s.twin_pct end) over sender as twin_sender_pct
    from scored as s
    window
        batch as (partition by s.form_code, s.period_code, s.lag_no),
        sender as (partition by s.form_code, s.period_code, s.reporter_code)
)

select
    form_code, reporter_code, period_code, 'copy_forward' as pattern_code, cast(null as string) as subject,
    n_flow as n_compared, n_equal as n_hit, copied_batch_pct as batch_pct, copied_sender_pct as sender_pct
from rated
where lag_no = 0 and is_copied
union all
select
    form_code, reporter_code, period_code, 'copied_neighbour' as pattern_code, cast(null as string) as subject,
    n_positive as n_compared, n_positive as n_hit, twin_batch_pct as batch_pct, twin_sender_pct as sender_pct
from rated
where lag_no = 0 and is_twin
