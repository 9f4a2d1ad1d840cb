-- One row per linear rule, term that is summed over the areas below and figure that one of them sent or owes, due or not.
-- `value` is what it sent, held or not; an absent one has none.
with terms as (
    select * from {{ ref('int_linear_terms') }}
    where area_scope = 'children'
),

here as (
    select f.rule_code, f.version, f.term_no, {{ slice_columns('f') }}, f.value
    from {{ ref('int_linear_figures') }} as f
    inner join terms as t on t.rule_code = f.rule_code and t.version = f.version and t.term_no = f.term_no
),

owed as (
    select distinct t.rule_code, t.version, t.term_no, {{ slice_columns('e') }}
    from {{ ref('int_expected_slices') }} as e
    inner join terms as t
        on t.indicator_code = e.indicator_code
        and t.breakdown_code = e.breakdown_code
        and t.measure_code = e.measure_code
        and (t.source_code is null or t.source_code = e.source_code)
    where e.is_applicable
),

parts as (
    select h.*, true as is_due
    from here as h
    union all
    select o.*, cast(null as double) as value, false as is_due
    from owed as o
    left join here as h
        on h.rule_code = o.rule_code
        and h.version = o.version
        and h.term_no = o.term_no
        and {{ same_slice('h', 'o') }}
    where h.rule_code is null
)

select
    x.rule_code,
    x.version,
    x.term_no,
    {{ slice_columns('x') }},
    a.parent_id,
    x.value,
    x.is_due,
    cast(sum({{ exact('x.value') }}) over areas as double) / nullif(count(x.value) over areas, 0) as mean_value
from parts as x
inner join {{ ref('stg_areas') }} as a on a.area_id = x.area_id
window areas as (partition by x.rule_code, x.version, x.term_no, a.parent_id, x.source_code, x.period_code)
