-- One row per promise without a number.
select c.*, coalesce(l.to_id, c.area_id) as home_area_id
from {{ ref('stg_commitments') }} as c
left join {{ ref('stg_area_links') }} as l on l.from_id = c.area_id
