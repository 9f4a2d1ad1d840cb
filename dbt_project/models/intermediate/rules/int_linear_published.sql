-- One row per figure of an area below that a linear rule sums and a release published without a doubt, as last published,
-- with the mean of the areas of its province that were published for the same period.
with named as (
    select distinct indicator_code, breakdown_code, measure_code
    from {{ ref('int_linear_terms') }}
    where area_scope = 'children'
),

published as (
    select {{ slice_columns('g') }}, g.value
    from {{ ref('int_published_values') }} as g
    inner join named as n
        on n.indicator_code = g.indicator_code
        and n.breakdown_code = g.breakdown_code
        and n.measure_code = g.measure_code
    where g.value is not null and not g.is_doubted
    qualify row_number() over (partition by {{ slice_columns('g') }} order by g.release_seq desc) = 1
)

select
    {{ slice_columns('g') }},
    a.parent_id,
    g.value,
    cast(sum({{ exact('g.value') }}) over areas as double) / count(g.value) over areas as mean_value
from published as g
inner join {{ ref('stg_areas') }} as a on a.area_id = g.area_id
window areas as (
    partition by a.parent_id, g.indicator_code, g.breakdown_code, g.measure_code, g.source_code, g.period_code
)
