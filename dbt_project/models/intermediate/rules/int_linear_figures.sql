-- One row per linear rule, term and slice that the term may name: reported figures and ratios, the number of entities of a
-- register, and figures that are due and not here, without a value.
with named as (
    select distinct indicator_code, breakdown_code, measure_code
    from {{ ref('int_linear_terms') }}
),

here as (
    select f.slice_id, {{ slice_columns('f') }}, f.value
    from {{ ref('int_figures') }} as f
    inner join named as n
        on n.indicator_code = f.indicator_code
        and n.breakdown_code = f.breakdown_code
        and n.measure_code = f.measure_code
    union all
    select {{ slice_id('c') }} as slice_id, {{ slice_columns('c') }}, cast(sum(c.n_entities) as double) as value
    from {{ ref('int_register_counts') }} as c
    group by {{ slice_columns('c') }}
),

due as (
    select distinct {{ slice_id('e') }} as slice_id, {{ slice_columns('e') }}
    from {{ ref('int_expected_slices') }} as e
    inner join named as n
        on n.indicator_code = e.indicator_code
        and n.breakdown_code = e.breakdown_code
        and n.measure_code = e.measure_code
    inner join {{ ref('stg_builds') }} as b on e.due_date <= b.as_of_date
    where e.is_applicable
),

figures as (
    select slice_id, {{ slice_columns() }}, value
    from here
    union all
    select d.slice_id, {{ slice_columns('d') }}, cast(null as double) as value
    from due as d
    left join here as h on h.slice_id = d.slice_id
    where h.slice_id is null
)

select
    t.rule_code,
    t.version,
    t.term_no,
    f.slice_id,
    {{ slice_columns('f') }},
    f.value
from {{ ref('int_linear_terms') }} as t
inner join figures as f
    on f.indicator_code = t.indicator_code
    and f.breakdown_code = t.breakdown_code
    and f.measure_code = t.measure_code
    and (t.source_code is null or t.source_code = f.source_code)
