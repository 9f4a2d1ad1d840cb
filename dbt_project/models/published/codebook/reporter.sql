-- One row per reporter of this province, and per publisher.
select r.reporter_code, r.kind, r.area_id, r.office_code, r.name_vi, r.name_en, r.sort_key, r.valid_from, r.valid_to
from {{ ref('stg_reporters') }} as r
cross join {{ ref('stg_builds') }} as b
where r.province_code is null or r.province_code = b.province_code
