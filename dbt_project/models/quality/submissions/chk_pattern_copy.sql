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
        case when r.n_positive >= 5 then count(*) over (partition by r.form_code, r.period_code, r.lag_no, r.figures) - 1 else 0 end as n_twin
    from report as r
),

rated as (
    select
        c.*,
        100e0 * avg(case when c.is_copied then 1e0 else 0e0 end) over (partition by c.form_code, c.period_code, c.lag_no) as copied_batch_pct,
        100e0 * avg(case when c.n_twin > 0 then 1e0 else 0e0 end) over (partition by c.form_code, c.period_code, c.lag_no) as twin_batch_pct,
        100e0 * avg(case when c.lag_no > 0 and c.n_flow >= 5 then case when c.is_copied then 1e0 else 0e0 end end) over sender as copied_sender_pct,
        100e0 * avg(case when c.lag_no > 0 then case when c.n_twin > 0 then 1e0 else 0e0 end end) over sender as twin_sender_pct
    from counted as c
    window sender as (partition by c.form_code, c.period_code, c.reporter_code)
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
where lag_no = 0 and n_twin > 0
