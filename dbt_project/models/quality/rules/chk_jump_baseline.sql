-- One row per jump rule and figure that has an admitted figure before it: the median of the last six of them, with which the
-- rule compares it, and the last one of them.
with offsets as (
    select 0 as n_later
    {% for n in range(1, 6) %}
    union all
    select {{ n }} as n_later
    {% endfor %}
),

recent as (
    select
        a.rule_code, a.version, a.span, {{ series_columns('a') }}, a.slice_id, a.value,
        a.n_before + 1 + o.n_later as n_before,
        o.n_later
    from {{ ref('chk_jump_figure') }} as a
    cross join offsets as o
    where a.is_admitted
),

ordered as (
    select
        r.*,
        row_number() over (partition by {{ jump_series('r') }}, r.n_before order by r.value) as value_no,
        count(*) over (partition by {{ jump_series('r') }}, r.n_before) as n_values
    from recent as r
),

medians as (
    select
        {{ jump_series('o') }},
        o.n_before,
        max(case when o.n_later = 0 then o.slice_id end) as base_slice_id,
        avg(case when {{ is_middle('o') }} then o.value end) as base_value
    from ordered as o
    group by {{ jump_series('o') }}, o.n_before
)

select
    f.rule_code,
    f.version,
    f.slice_id,
    m.base_slice_id,
    m.base_value
from {{ ref('chk_jump_figure') }} as f
inner join medians as m
    on {{ same_jump_series('m', 'f') }}
    and m.n_before = f.n_before
