-- One row per index, structure, method, field, area, period and strength or weakness: its five best and worst leaves.
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
