-- One row per area and each area that holds it, itself included, up to its province.
with areas as (
    select area_id, parent_id, area_set
    from {{ ref('stg_areas') }}
    where level <> 'country'
)

select a.area_id, a.area_id as above_id, a.area_set as above_set
from areas as a
union all
select a.area_id, p.area_id as above_id, p.area_set as above_set
from areas as a
inner join areas as p on p.area_id = a.parent_id
union all
select a.area_id, g.area_id as above_id, g.area_set as above_set
from areas as a
inner join areas as p on p.area_id = a.parent_id
inner join areas as g on g.area_id = p.parent_id
