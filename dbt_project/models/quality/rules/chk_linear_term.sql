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

-- Where and when the figure lies that a term names. The rows are distinct anyway: `distinct` keeps an engine from joining
-- the candidates before the shifts, which took 23 s and 4.8 GB for 53 months instead of 0.2 s.
named as (
    select distinct
        s.rule_code, s.version, s.slice_id as subject_slice_id, s.source_code as subject_source, t.term_no,
        h.shifted_code, h.shifted_end_date,
        case when t.area_scope = 'parent' then s.parent_id else s.area_id end as area_id,
        coalesce(t.area_scope, 'self') = 'children' as is_sum,
        t.source_code is not null or t.area_scope is not null as is_of_any_source,
        t.area_scope is null and coalesce(t.shift, 'same_month') = 'same_month' as is_accusable
    from subjects as s
    inner join {{ ref('int_linear_terms') }} as t on t.rule_code = s.rule_code and t.version = s.version
    inner join {{ ref('stg_measures') }} as m on m.measure_code = t.measure_code
    inner join {{ ref('stg_periods') }} as p on p.period_code = s.period_code
    inner join {{ ref('int_period_shifts') }} as h
        on h.period_code = s.period_code
        and h.shift = coalesce(t.shift, 'none')
        -- two sums since the start of the year need the same day
        and (
            h.shift <> 'same_month' or m.own_measure_code is null or s.measure_code <> t.measure_code
            or h.shifted_end_date = p.end_date
        )
),

candidates as (
    select
        rule_code, version, term_no, slice_id, area_id, source_code, period_code, value, 0e0 as spread, 1 as n_areas,
        false as is_sum
    from {{ ref('int_linear_figures') }}
    union all
    select
        rule_code, version, term_no, cast(null as string) as slice_id, area_id, cast(null as string) as source_code,
        period_code, value, spread, n_areas, true as is_sum
    from {{ ref('int_linear_sum') }}
)

select
    n.rule_code, n.version, n.subject_slice_id, n.term_no, c.slice_id, c.period_code, c.value, c.spread, c.n_areas,
    n.is_accusable
from named as n
inner join candidates as c
    on c.rule_code = n.rule_code
    and c.version = n.version
    and c.term_no = n.term_no
    and c.period_code = n.shifted_code
    and c.area_id = n.area_id
    and c.is_sum = n.is_sum
    and (n.is_of_any_source or c.source_code = n.subject_source)
qualify row_number() over (
        partition by n.rule_code, n.version, n.subject_slice_id, n.term_no
        order by n.shifted_end_date desc, n.shifted_code asc, c.source_code asc
    ) = 1
