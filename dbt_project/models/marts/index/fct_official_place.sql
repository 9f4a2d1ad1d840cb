{{ config(materialized='view') }}
-- One row per published edition of an index with an official field and area: its printed score and place.
-- A score that the source derives from another edition is kept, with its confidence; one of low confidence is not.
select
    r.index_code,
    r.structure_version,
    r.method_version,
    r.field_code,
    f.area_set,
    r.period_code,
    n.node_code,
    n.published_indicator_code as indicator_code,
    r.area_id,
    a.name_vi as area_name_vi,
    r.score,
    r.rank,
    r.n_field,
    r.is_official,
    r.confidence,
    r.source_url
from {{ ref('fct_index_ranked') }} as r
inner join {{ ref('stg_index_nodes') }} as n
    on n.index_code = r.index_code
    and n.structure_version = r.structure_version
    and n.node_code = r.node_code
    and n.parent_code is null
inner join {{ ref('stg_index_fields') }} as f
    on f.index_code = r.index_code
    and f.structure_version = r.structure_version
    and f.method_version = r.method_version
    and f.field_code = r.field_code
    and f.is_official
inner join {{ ref('stg_areas') }} as a on a.area_id = r.area_id
where r.series = 'published' and coalesce(r.confidence, 'high') <> 'low'
