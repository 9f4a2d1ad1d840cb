-- One row per computed index, area, period and leaf with a score: how many points of the index the leaf adds or costs
-- against the field's mean score of it, by the weight that it has where no leaf is missing.
with parents as (
    select distinct index_code, structure_version, parent_code
    from {{ ref('stg_index_nodes') }}
),

leaves as (
    select
        s.*,
        avg(s.score) over (
            partition by s.index_code, s.structure_version, s.method_version, s.field_code, s.node_code, s.period_code
        ) as mean_score
    from {{ ref('index_score') }} as s
    left join parents as n
        on n.index_code = s.index_code and n.structure_version = s.structure_version and n.parent_code = s.node_code
    where s.series = 'computed' and s.score is not null and n.parent_code is null
),

effects as (
    select *, effective_weight * (score - mean_score) as effect_points
    from leaves
)

select
    index_code,
    structure_version,
    method_version,
    field_code,
    area_id,
    area_name_vi,
    period_code,
    node_code,
    node_name_vi,
    score,
    rank,
    n_field,
    {{ rounded('mean_score', 6) }} as mean_score,
    effective_weight,
    {{ rounded('effect_points', 6) }} as effect_points,
    cast(row_number() over (
        partition by index_code, structure_version, method_version, field_code, area_id, period_code
        order by {{ rounded('effect_points', 6) }}, node_code
    ) as bigint) as place
from effects
