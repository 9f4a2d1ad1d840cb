-- One row per index, structure, method, series, field, node, area and period as published, with names and standing.
select
    x.index_code,
    x.structure_version,
    x.method_version,
    x.series,
    x.field_code,
    x.node_code,
    x.area_id,
    x.period_code,
    n.name_vi as node_name_vi,
    a.name_vi as area_name_vi,
    n.level,
    n.parent_code,
    n.weight,
    x.score,
    x.rank,
    x.n_field,
    x.coverage,
    x.undefined_reason,
    f.is_official and x.series = 'published' as is_official
from {{ ref('fct_index_score') }} as x
inner join {{ ref('stg_index_nodes') }} as n
    on n.index_code = x.index_code and n.structure_version = x.structure_version and n.node_code = x.node_code
inner join {{ ref('stg_index_fields') }} as f
    on f.index_code = x.index_code
    and f.structure_version = x.structure_version
    and f.method_version = x.method_version
    and f.field_code = x.field_code
inner join {{ ref('stg_areas') }} as a on a.area_id = x.area_id
