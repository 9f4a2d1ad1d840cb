-- One row per area and span of its life: what it was called then and which kind it was.
select a.area_id, a.area_set, v.kind_vi, v.name_vi, v.name_en, v.valid_from, v.valid_to
from {{ ref('stg_area_versions') }} as v
inner join {{ ref('stg_areas') }} as a on a.area_id = v.area_id
union all
select a.area_id, a.area_set, a.kind_vi, a.name_vi, a.name_en, a.valid_from, a.valid_to
from {{ ref('stg_areas') }} as a
left join {{ ref('stg_area_versions') }} as v on v.area_id = a.area_id
where v.area_id is null
