-- One row per area, area of the other time that overlaps it, the set whose figures are carried over, and class of weight:
-- between which bounds lies the share of the first one's figure that belongs to the second.
-- A whole is not handed down to its parts: a target that lies inside a larger source has no row from that source's set,
-- but for the parts of one old commune that was cut.
with pieces as (
    select s.from_id, s.to_id, s.weight_class, s.share_low, s.share_high, o.above_id as old_id, n.above_id as new_id
    from {{ ref('int_area_share') }} as s
    inner join {{ ref('int_area_above') }} as o on o.area_id = s.from_id
    inner join {{ ref('int_area_above') }} as n on n.area_id = s.to_id
    where s.share_high > 0
),

shared as (
    select
        old_id, new_id, weight_class,
        count(*) as n_pieces,
        sum(share_low) as share_low,
        sum(share_high) as share_high,
        -- the old area is itself what was cut: nothing lies below it
        min(case when from_id = old_id then 1 else 0 end) = 1 as is_cut
    from pieces
    group by old_id, new_id, weight_class
),

olds as (
    select above_id as area_id, weight_class, count(*) as n_pieces
    from {{ ref('int_area_share') }}
    inner join {{ ref('int_area_above') }} on area_id = from_id
    where share_high > 0
    group by above_id, weight_class
),

news as (
    select above_id as area_id, weight_class, count(*) as n_pieces
    from {{ ref('int_area_share') }}
    inner join {{ ref('int_area_above') }} on area_id = to_id
    where share_high > 0
    group by above_id, weight_class
),

bounds as (
    select
        s.old_id, s.new_id, s.weight_class, s.is_cut,
        case
            when s.n_pieces = o.n_pieces then 1
            when not s.is_cut then 0
            when s.share_low > 1 then 1
            else s.share_low
        end as forward_low,
        case when s.n_pieces = o.n_pieces or not s.is_cut or s.share_high > 1 then 1 else s.share_high end as forward_high,
        case when s.n_pieces = n.n_pieces then 1 else 0 end as backward_low
    from shared as s
    inner join olds as o on o.area_id = s.old_id and o.weight_class = s.weight_class
    inner join news as n on n.area_id = s.new_id and n.weight_class = s.weight_class
),

both_ways as (
    select
        'forward' as direction, old_id as from_id, new_id as to_id, weight_class,
        forward_low as share_low, forward_high as share_high,
        backward_low = 1 and forward_low < 1 and not is_cut as is_inside
    from bounds
    union all
    select
        'backward' as direction, new_id as from_id, old_id as to_id, weight_class,
        backward_low as share_low, 1 as share_high,
        forward_low = 1 and backward_low < 1 as is_inside
    from bounds
),

-- a district without communes stands among the communes as well: their sum would lack its island
sets as (
    select area_id, area_set as from_set
    from {{ ref('stg_areas') }}
    union all
    select d.area_id, k.below_set as from_set
    from {{ ref('stg_areas') }} as d
    inner join (
        select distinct p.area_set, c.area_set as below_set
        from {{ ref('stg_areas') }} as c
        inner join {{ ref('stg_areas') }} as p on p.area_id = c.parent_id and p.level = 'district'
    ) as k on k.area_set = d.area_set
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
