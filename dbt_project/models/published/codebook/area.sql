-- One row per area: country, provinces, districts and communes before and after 1 July 2025.
select
    area_id, area_set, code, level, parent_id, kind_vi, name_vi, name_en, name_ascii,
    sort_key, area_km2, population, valid_from, valid_to
from {{ ref('stg_areas') }}
