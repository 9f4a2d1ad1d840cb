-- One row per area on the tile map of this province or of the country: the place of its tile. The special zones Hoàng Sa
-- and Trường Sa stand on the country's map beside the provinces.
select
    t.map_area_id, t.area_id, a.level, a.kind_vi || ' ' || a.name_vi as area_name_vi, a.name_en as area_name_en,
    t.tile_column, t.tile_row
from {{ ref('stg_area_tiles') }} as t
inner join {{ ref('stg_areas') }} as a on a.area_id = t.area_id
inner join {{ ref('stg_builds') }} as b on t.map_area_id in (b.province_area_id, 'vn')
where a.valid_to is null
