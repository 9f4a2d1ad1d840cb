-- One row per area, numbered: the index models join by numbers.
select area_id, cast(row_number() over (order by area_id) as integer) as area_no
from (select distinct area_id from {{ ref('stg_areas') }}) as known
