-- One row per violation and slice that it speaks of: the subject, the terms of its rule that it was compared with, for
-- rules that look back the earlier figure, for rules between areas and sources those of the others. `is_accused` marks
-- those of the violation's own period.
with looking_back as (
    select
        v.violation_id,
        f.slice_id
    from {{ ref('chk_violation') }} as v
    inner join {{ ref('stg_periods') }} as p on p.period_code = v.period_code
    inner join {{ ref('int_figures') }} as f
        on {{ same_series('f', 'v') }}
        and f.period_code = p.previous_in_year_code
    where v.rule_kind = 'cumulative_balance'
    union all
    select
        v.violation_id,
        b.base_slice_id as slice_id
    from {{ ref('chk_violation') }} as v
    inner join {{ ref('chk_jump_baseline') }} as b
        on b.rule_code = v.rule_code
        and b.version = v.version
        and b.slice_id = v.slice_id
    where v.rule_kind = 'jump'
    union all
    select
        v.violation_id,
        x.slice_id
    from {{ ref('chk_violation') }} as v
    inner join {{ ref('chk_linear_term') }} as x
        on x.rule_code = v.rule_code
        and x.version = v.version
        and x.subject_slice_id = v.slice_id
    where v.rule_kind in ('linear', 'cross_check') and x.slice_id is not null
)

select
    u.violation_id,
    u.slice_id,
    bool_or(u.is_accused) as is_accused
from (
    select violation_id, slice_id, true as is_accused
    from ({{ accused_figures(ref('chk_violation')) }})
    union all
    select violation_id, slice_id, false as is_accused
    from looking_back
) as u
group by u.violation_id, u.slice_id
