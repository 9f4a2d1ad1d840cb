-- One row per area, area of the other time that overlaps it, the set whose figures are carried over, and class of weight:
-- between which bounds lies the share of the first one's figure that belongs to the second.
-- A whole is not handed down to its parts: a target that lies inside a larger source has no row from that source's set,
-- but for the parts of one old commune that was cut.
with both_ways as (
    select
        'forward' as direction, old_id as from_id, new_id as to_id, weight_class,
        forward_low as share_low, forward_high as share_high,
        backward_low = 1 and forward_low < 1 and not is_cut as is_inside
    from {{ ref('int_area_overlap') }}
    union all
    select
        'backward' as direction, new_id as from_id, old_id as to_id, weight_class,
        backward_low as share_low, 1 as share_high,
        forward_low = 1 and backward_low < 1 as is_inside
    from {{ ref('int_area_overlap') }}
),

sets_below as (
    select distinct above.area_set, below.area_set as below_set
    from {{ ref('stg_areas') }} as below
    inner join {{ ref('stg_areas') }} as above on above.area_id = below.parent_id and above.level = 'district'
),

-- a district without communes stands among the communes as well: their sum would lack its island
sets as (
    select area_id, area_set as from_set
    from {{ ref('stg_areas') }}
    union all
    select d.area_id, k.below_set as from_set
    from {{ ref('stg_areas') }} as d
    inner join sets_below as k on k.area_set = d.area_set
    left join {{ ref('stg_areas') }} as c on c.parent_id = d.area_id
    where d.level = 'district' and c.area_id is null
)

select
    b.direction,
    s.from_set,
    b.from_id,
    b.to_id,
    b.weight_class,
    cast(b.share_low as decimal(7, 6)) as share_low,
    cast(b.share_high as decimal(7, 6)) as share_high,
    count(*) over (partition by b.to_id, s.from_set, b.weight_class) as n_areas_expected
from both_ways as b
inner join sets as s on s.area_id = b.from_id
qualify not bool_or(b.is_inside) over (partition by b.to_id, s.from_set, b.weight_class)
