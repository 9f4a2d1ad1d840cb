-- One row per node of a published index, period and province: this province and its five nearest by their points, as
-- far as anybody published a score of them.
with compared as (
    select b.province_area_id as area_id, cast(0 as bigint) as place, cast(0 as double) as distance_km
    from {{ ref('stg_builds') }} as b
    union all
    select n.neighbour_id as area_id, n.place, n.distance_km
    from {{ ref('area_neighbour') }} as n
    inner join {{ ref('stg_builds') }} as b on b.province_area_id = n.area_id
)

select
    s.index_code,
    s.structure_version,
    s.method_version,
    s.node_code,
    s.node_name_vi,
    s.period_code,
    c.place,
    s.area_id,
    s.area_name_vi,
    c.distance_km,
    s.score,
    s.rank,
    s.n_field,
    s.is_official,
    s.confidence,
    s.source_url
from compared as c
inner join {{ ref('index_score') }} as s on s.area_id = c.area_id and s.series = 'published'
