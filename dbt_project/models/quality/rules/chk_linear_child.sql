-- One row per violation of a linear rule with a sum over the areas below: the one area whose change since the period before
-- is the gap, within a fifth; the gap is counted from the middle of what is expected. Where none is, the sum names nobody.
with gaps as (
    select
        v.rule_code, v.version, v.slice_id, x.term_no, t.coefficient, x.period_code, v.area_id,
        (coalesce((v.expected_low + v.expected_high) / 2, v.expected_low, v.expected_high) - v.observed)
        * o.coefficient / t.coefficient as gap
    from {{ ref('chk_linear') }} as v
    inner join {{ ref('chk_linear_term') }} as x
        on x.rule_code = v.rule_code and x.version = v.version and x.subject_slice_id = v.slice_id
    inner join {{ ref('int_linear_terms') }} as t
        on t.rule_code = x.rule_code and t.version = x.version and t.term_no = x.term_no
    inner join {{ ref('int_linear_terms') }} as o
        on o.rule_code = v.rule_code and o.version = v.version and o.role = 'subject'
    where v.outcome = 'fail' and t.area_scope = 'children'
)

select
    g.rule_code,
    g.version,
    g.slice_id,
    f.slice_id as child_slice_id,
    f.area_id as child_area_id
from gaps as g
inner join {{ ref('stg_areas') }} as a on a.parent_id = g.area_id
inner join {{ ref('int_linear_figures') }} as f
    on f.rule_code = g.rule_code
    and f.version = g.version
    and f.term_no = g.term_no
    and f.area_id = a.area_id
    and f.period_code = g.period_code
inner join {{ ref('stg_periods') }} as p on p.period_code = f.period_code
inner join {{ ref('int_linear_figures') }} as b
    on b.rule_code = f.rule_code
    and b.version = f.version
    and b.term_no = f.term_no
    and {{ same_series('b', 'f') }}
    and b.period_code = p.previous_code
where abs(b.value - f.value - g.gap) <= 0.2 * abs(g.gap)
qualify row_number() over (
        partition by g.rule_code, g.version, g.slice_id
        order by abs(b.value - f.value - g.gap) asc, f.area_id asc
    ) = 1
