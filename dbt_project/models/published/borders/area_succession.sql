-- One row per area that ended and area that took over all or part of it: the relation, and between which bounds its share lies.
select
    l.from_id,
    o.name_vi as from_name_vi,
    o.kind_vi as from_kind_vi,
    l.to_id,
    n.name_vi as to_name_vi,
    n.kind_vi as to_kind_vi,
    l.relation,
    r.name_vi as relation_name_vi,
    r.name_en as relation_name_en,
    o.valid_to as changed_on,
    cast(a.share_low as double) as area_share_low,
    cast(a.share_high as double) as area_share_high,
    cast(p.share_low as double) as people_share_low,
    cast(p.share_high as double) as people_share_high
from {{ ref('stg_area_links') }} as l
inner join {{ ref('stg_area_relations') }} as r on r.relation = l.relation
inner join {{ ref('stg_areas') }} as o on o.area_id = l.from_id
inner join {{ ref('stg_areas') }} as n on n.area_id = l.to_id
inner join {{ ref('int_area_share') }} as a
    on a.from_id = l.from_id and a.to_id = l.to_id and a.weight_class = 'area'
inner join {{ ref('int_area_share') }} as p
    on p.from_id = l.from_id and p.to_id = l.to_id and p.weight_class = 'people'
