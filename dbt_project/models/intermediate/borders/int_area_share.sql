-- One row per link of an old area with a new one and class of weight: between which bounds lies the share that went over.
-- people, area: the relation's bounds, or closer ones where the link has its own; what the other parts of the same area
-- must or cannot have taken narrows them further. other: a count that follows neither is certain only where both are.
with districts as (
    select distinct c.parent_id
    from {{ ref('stg_areas') }} as c
    inner join {{ ref('stg_area_links') }} as k on k.from_id = c.area_id
),

stated as (
    select
        l.from_id,
        l.to_id,
        cast(coalesce(l.area_low, r.area_low) as decimal(7, 6)) as area_low,
        cast(coalesce(l.area_high, r.area_high) as decimal(7, 6)) as area_high,
        cast(coalesce(l.people_low, r.people_low) as decimal(7, 6)) as people_low,
        cast(coalesce(l.people_high, r.people_high) as decimal(7, 6)) as people_high,
        -- the links of a district that had communes speak of what lay outside them, not of the whole district
        b.parent_id is null as is_whole_story
    from {{ ref('stg_area_links') }} as l
    inner join {{ ref('stg_area_relations') }} as r on r.relation = l.relation
    left join districts as b on b.parent_id = l.from_id
),

rest as (
    select
        s.*,
        sum(area_low) over (partition by from_id) - area_low as other_area_low,
        sum(area_high) over (partition by from_id) - area_high as other_area_high,
        sum(people_low) over (partition by from_id) - people_low as other_people_low,
        sum(people_high) over (partition by from_id) - people_high as other_people_high
    from stated as s
),

narrowed as (
    select
        from_id,
        to_id,
        case when is_whole_story and 1 - other_area_high > area_low then 1 - other_area_high else area_low end as area_low,
        case when is_whole_story and 1 - other_area_low < area_high then 1 - other_area_low else area_high end as area_high,
        case
            when is_whole_story and 1 - other_people_high > people_low then 1 - other_people_high else people_low
        end as people_low,
        case
            when is_whole_story and 1 - other_people_low < people_high then 1 - other_people_low else people_high
        end as people_high
    from rest
)

select
    from_id, to_id, 'area' as weight_class,
    cast(area_low as decimal(7, 6)) as share_low, cast(area_high as decimal(7, 6)) as share_high
from narrowed
union all
select
    from_id, to_id, 'people' as weight_class,
    cast(people_low as decimal(7, 6)) as share_low, cast(people_high as decimal(7, 6)) as share_high
from narrowed
union all
select
    from_id, to_id, 'other' as weight_class,
    cast(case when area_low = 1 and people_low = 1 then 1 else 0 end as decimal(7, 6)) as share_low,
    cast(case when area_high = 0 and people_high = 0 then 0 else 1 end as decimal(7, 6)) as share_high
from narrowed
