-- One row per linear rule, subject slice and term: the figure that the term names there, the subject's own included.
-- A term without a row names nothing: its figure is not due. A figure that is due and missing has a row without a value. A
-- sum over the areas below of which some are absent may be off by `spread`.
with subjects as (
    select f.*, a.parent_id
    from {{ ref('int_linear_figures') }} as f
    inner join {{ ref('int_linear_terms') }} as t
        on t.rule_code = f.rule_code and t.version = f.version and t.term_no = f.term_no
    inner join {{ ref('int_rules') }} as r on r.rule_code = f.rule_code and r.version = f.version
    inner join {{ ref('stg_periods') }} as p on p.period_code = f.period_code and {{ valid_on('r', 'p.start_date') }}
    inner join {{ ref('stg_areas') }} as a on a.area_id = f.area_id
    where t.role = 'subject'
),

candidates as (
    select rule_code, version, term_no, slice_id, area_id, source_code, period_code, value, 0e0 as spread, 1 as n_areas
    from {{ ref('int_linear_figures') }}
    union all
    select
        rule_code, version, term_no, cast(null as string) as slice_id, area_id, cast(null as string) as source_code,
        period_code, value, spread, n_areas
    from {{ ref('int_linear_sum') }}
)

select
    s.rule_code,
    s.version,
    s.slice_id as subject_slice_id,
    t.term_no,
    c.slice_id,
    c.period_code,
    c.value,
    c.spread,
    c.n_areas,
    t.area_scope is null and coalesce(t.shift, 'same_month') = 'same_month' as is_accusable
from subjects as s
inner join {{ ref('int_linear_terms') }} as t on t.rule_code = s.rule_code and t.version = s.version
inner join {{ ref('stg_measures') }} as m on m.measure_code = t.measure_code
inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
inner join {{ ref('int_period_shifts') }} as h
    on h.period_code = s.period_code
    and h.shift = coalesce(t.shift, 'none')
    -- two sums since the start of the year need the same day
    and (h.shift <> 'same_month' or m.own_measure_code is null or s.measure_code <> t.measure_code or h.shifted_end_date = p.end_date)
inner join candidates as c
    on c.rule_code = t.rule_code
    and c.version = t.version
    and c.term_no = t.term_no
    and c.period_code = h.shifted_code
    and c.area_id = case when t.area_scope = 'parent' then s.parent_id else s.area_id end
    and (c.slice_id is null) = (coalesce(t.area_scope, 'self') = 'children')
    and (t.source_code is not null or t.area_scope is not null or c.source_code = s.source_code)
qualify row_number() over (
        partition by s.rule_code, s.version, s.slice_id, t.term_no
        order by h.shifted_end_date desc, h.shifted_code asc, c.source_code asc
    ) = 1
