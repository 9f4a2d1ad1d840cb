-- One row per violation and slice that it speaks of: the subject, the terms of its rule that it was compared with,
-- and for rules that look back the figures of the period before. `is_accused` marks those of the violation's own period.
with terms as (
    select
        v.violation_id,
        t.slice_id,
        true as is_accused
    from {{ ref('chk_violation') }} as v
    inner join {{ ref('int_rule_figures') }} as t on {{ same_case('t', 'v') }}
    where v.rule_kind in ('children_sum', 'reported_derived') or t.role = 'whole' or t.slice_id = v.slice_id
),

looking_back as (
    select
        v.violation_id,
        f.slice_id,
        f.period_code = v.period_code as is_accused
    from {{ ref('chk_violation') }} as v
    inner join {{ ref('stg_periods') }} as p on p.period_code = v.period_code
    inner join {{ ref('stg_measures') }} as m on m.measure_code = v.measure_code
    inner join {{ ref('int_figures') }} as f
        on f.area_id = v.area_id
        and f.indicator_code = v.indicator_code
        and f.breakdown_code = v.breakdown_code
        and f.source_code = v.source_code
        and (
            (v.rule_kind = 'cumulative_balance' and f.period_code = v.period_code and f.measure_code = m.own_measure_code)
            or (v.rule_kind = 'cumulative_balance' and f.period_code = p.previous_in_year_code and f.measure_code = v.measure_code)
            or (v.rule_kind = 'jump' and f.period_code = p.previous_code and f.measure_code = v.measure_code)
        )
    where v.rule_kind in ('cumulative_balance', 'jump')
)

select
    u.violation_id,
    u.slice_id,
    bool_or(u.is_accused) as is_accused
from (
    select * from terms
    union all
    select * from looking_back
) as u
group by u.violation_id, u.slice_id
