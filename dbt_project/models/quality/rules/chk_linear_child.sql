-- One row per violation of a linear rule with a sum over the areas below: the one area whose change since what was last
-- published of it (else since the period before) is the gap, within a fifth; the gap is counted from the middle of what is
-- expected. A figure that is wrong for the second time explains it still. Where none is, where several are, or where the figure
-- that the sum is compared with changed by the gap itself, the sum names nobody.
with gaps as (
    select
        v.rule_code, v.version, v.slice_id, v.area_id, v.period_code, o.term_no, o.coefficient,
        coalesce((v.expected_low + v.expected_high) / 2, v.expected_low, v.expected_high) - v.observed as gap
    from {{ ref('chk_linear') }} as v
    inner join {{ ref('int_linear_terms') }} as o
        on o.rule_code = v.rule_code and o.version = v.version and o.role = 'subject'
    where v.outcome = 'fail'
),

candidates as (
    select
        g.rule_code, g.version, g.slice_id, g.term_no, g.area_id, g.period_code, g.gap,
        g.slice_id as candidate_slice_id
    from gaps as g
    union all
    select
        g.rule_code, g.version, g.slice_id, x.term_no, a.area_id, x.period_code,
        g.gap * g.coefficient / t.coefficient as gap,
        cast(null as string) as candidate_slice_id
    from gaps as g
    inner join {{ ref('chk_linear_term') }} as x
        on x.rule_code = g.rule_code and x.version = g.version and x.subject_slice_id = g.slice_id
    inner join {{ ref('int_linear_terms') }} as t
        on t.rule_code = x.rule_code and t.version = x.version and t.term_no = x.term_no
    inner join {{ ref('stg_areas') }} as a on a.parent_id = g.area_id
    where t.area_scope = 'children'
),

published as (
    select {{ slice_columns('h') }}, h.value, q.kind, q.calendar, q.start_date
    from {{ ref('int_linear_published') }} as h
    inner join {{ ref('stg_periods') }} as q on q.period_code = h.period_code
),

changes as (
    select
        c.rule_code, c.version, c.slice_id, c.gap, f.slice_id as child_slice_id, f.area_id,
        f.value - coalesce(h.value, b.value) as change
    from candidates as c
    inner join {{ ref('int_linear_figures') }} as f
        on f.rule_code = c.rule_code
        and f.version = c.version
        and f.term_no = c.term_no
        and f.area_id = c.area_id
        and f.period_code = c.period_code
        and f.slice_id = coalesce(c.candidate_slice_id, f.slice_id)
    inner join {{ ref('stg_periods') }} as p on p.period_code = f.period_code
    left join {{ ref('int_linear_figures') }} as b
        on b.rule_code = f.rule_code
        and b.version = f.version
        and b.term_no = f.term_no
        and {{ same_series('b', 'f') }}
        and b.period_code = p.previous_code
    left join published as h
        on {{ same_series('h', 'f') }} and h.kind = p.kind and h.calendar = p.calendar and h.start_date < p.start_date
    qualify row_number() over (partition by c.rule_code, c.version, c.slice_id, f.slice_id order by h.start_date desc) = 1
)

select c.rule_code, c.version, c.slice_id, min(c.child_slice_id) as child_slice_id, min(c.area_id) as child_area_id
from changes as c
where abs(c.change + c.gap) <= 0.2 * abs(c.gap)
group by c.rule_code, c.version, c.slice_id
having count(*) = 1 and min(c.child_slice_id) <> c.slice_id
