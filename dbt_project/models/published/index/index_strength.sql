-- One row per index, structure, method, field, area, period and strength or weakness: its five best and worst leaves.
-- A leaf whose rank is withheld is neither.
select
    l.index_code,
    l.structure_version,
    l.method_version,
    l.field_code,
    l.area_id,
    l.period_code,
    l.kind,
    l.place,
    l.node_code,
    n.name_vi as node_name_vi,
    l.score,
    l.rank
from {{ ref('fct_index_strength') }} as l
inner join {{ ref('stg_index_nodes') }} as n
    on n.index_code = l.index_code and n.structure_version = l.structure_version and n.node_code = l.node_code
inner join {{ ref('fct_index_ranked') }} as r
    on r.index_code = l.index_code
    and r.structure_version = l.structure_version
    and r.method_version = l.method_version
    and r.series = 'computed'
    and r.field_code = l.field_code
    and r.node_code = l.node_code
    and r.area_id = l.area_id
    and r.period_code = l.period_code
    and r.rank is not null
