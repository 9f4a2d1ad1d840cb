-- One row per rule of kind copied_period or copied_sender and report of which it says that it was sent before: by itself for
-- the period before, or by another sender for the same period. `other_code` is that period or sender.
-- copied_period: `low` or more flows of 10 and more, and every flow equals that of the period before. A stock may stand still,
-- so it is no sign. copied_sender: `low` or more figures of 10 and more equal those of the other report, which are all but
-- `tolerance_pct` of them. Of the two the one is accused that does not continue its own past; both, where neither has one.
with compared as (
    select c.*, r.rule_code, r.version, r.rule_kind, r.severity, r.low, r.tolerance_pct
    from {{ ref('chk_report_figure') }} as c
    inner join {{ ref('stg_periods') }} as p on p.period_code = c.period_code
    inner join {{ ref('stg_rules') }} as r
        on r.rule_kind in ('copied_period', 'copied_sender')
        and {{ valid_on('r', 'p.start_date') }}
    where not c.is_cumulative
),

of_period as (
    select
        c.rule_code, c.version, c.rule_kind, c.severity, c.form_code, c.reporter_code, c.period_code,
        min(c.previous_code) as other_code,
        min(case when c.is_flow and c.value >= 10 then c.slice_id end) as subject_slice_id
    from compared as c
    where c.rule_kind = 'copied_period'
    group by c.rule_code, c.version, c.rule_kind, c.severity, c.form_code, c.reporter_code, c.period_code, c.low
    having count(case when c.is_flow and c.value >= 10 and c.value = c.value_before then 1 end) >= c.low
        and count(case when c.is_flow and c.value <> c.value_before then 1 end) = 0
),

large as (
    select c.*, count(*) over (partition by c.rule_code, c.version, c.form_code, c.reporter_code, c.period_code) as n_large
    from compared as c
    where c.rule_kind = 'copied_sender' and c.value >= 10
),

of_sender as (
    select
        l.rule_code, l.version, l.rule_kind, l.severity, l.form_code, l.reporter_code, l.period_code,
        o.reporter_code as other_code,
        min(l.slice_id) as subject_slice_id,
        count(case when l.value_before <> o.value_before then 1 end) as n_distinct,
        count(case when abs(l.value - l.value_before) < abs(l.value - o.value_before) then 1 end) as n_continued
    from large as l
    inner join large as o
        on o.rule_code = l.rule_code
        and o.version = l.version
        and o.form_code = l.form_code
        and o.period_code = l.period_code
        and o.indicator_code = l.indicator_code
        and o.breakdown_code = l.breakdown_code
        and o.measure_code = l.measure_code
        and o.value = l.value
        and o.reporter_code <> l.reporter_code
    group by
        l.rule_code, l.version, l.rule_kind, l.severity, l.form_code, l.reporter_code, l.period_code, o.reporter_code,
        l.low, l.tolerance_pct, l.n_large
    having count(*) >= l.low and count(*) >= (1 - l.tolerance_pct / 100) * l.n_large
)

select rule_code, version, rule_kind, severity, form_code, reporter_code, period_code, other_code, subject_slice_id
from of_period
union all
select rule_code, version, rule_kind, severity, form_code, reporter_code, period_code, other_code, subject_slice_id
from of_sender
where 2 * n_continued <= n_distinct
qualify row_number() over (partition by rule_code, version, form_code, reporter_code, period_code order by other_code) = 1
