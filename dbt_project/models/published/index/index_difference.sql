-- One row per index, structure, method, field, node above the leaves, area and period with a computed and a published
-- score.
-- The tolerance is 0.05 % of the scale: parts printed with two digits move a mean on 0 to 100 by at most 0.01.
with scores as (
    select * from {{ ref('fct_index_score') }}
    where score is not null
)

select
    c.index_code,
    c.structure_version,
    c.method_version,
    c.field_code,
    c.node_code,
    c.area_id,
    c.period_code,
    c.score as computed_score,
    p.score as published_score,
    c.score - p.score as difference,
    0.0005 * abs(m.scale_high - m.scale_low) as tolerance,
    {{ snap('abs(c.score - p.score)') }} > {{ snap('0.0005 * abs(m.scale_high - m.scale_low)') }} as is_apart
from scores as c
inner join scores as p
    on p.index_code = c.index_code
    and p.structure_version = c.structure_version
    and p.method_version = c.method_version
    and p.field_code = c.field_code
    and p.node_code = c.node_code
    and p.area_id = c.area_id
    and p.period_code = c.period_code
    and p.series = 'published'
inner join {{ ref('stg_index_nodes') }} as n
    on n.index_code = c.index_code
    and n.structure_version = c.structure_version
    and n.node_code = c.node_code
    and n.level > 1
inner join {{ ref('stg_index_methods') }} as m on m.index_code = c.index_code and m.method_version = c.method_version
-- a score without some of its parts differs from the publisher's for that reason
where c.series = 'computed' and c.coverage >= 1
