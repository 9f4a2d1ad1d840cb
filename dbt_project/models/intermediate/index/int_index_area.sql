-- One row per run and area of its field: who is compared, and in which group a missing figure is imputed.
select
    r.run_no,
    k.area_no,
    a.area_id,
    g.group_code
from {{ ref('int_index_run') }} as r
inner join {{ ref('stg_areas') }} as a
    on a.area_set = r.area_set
    and (r.parent_id is null or a.parent_id = r.parent_id)
    and {{ valid_on('a', 'r.areas_on') }}
inner join {{ ref('int_index_area_number') }} as k on k.area_id = a.area_id
left join {{ ref('stg_area_groups') }} as g
    on g.grouping_code = r.impute_grouping_code and g.area_id = a.area_id
