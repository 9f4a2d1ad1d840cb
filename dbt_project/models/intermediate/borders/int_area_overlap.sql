-- One row per old area, new area that overlaps it, and class of weight: which share of the old one's figure went to the new
-- one (forward), which of the new one's came from the old one (backward).
-- All pieces of an area on one side are a whole, exactly; the pieces of one cut commune have the bounds of its links.
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
)

select
    s.old_id, s.new_id, s.weight_class, s.is_cut,
    cast(case
        when s.n_pieces = o.n_pieces then 1
        when not s.is_cut then 0
        when s.share_low > 1 then 1
        else s.share_low
    end as decimal(38, 6)) as forward_low,
    cast(
        case when s.n_pieces = o.n_pieces or not s.is_cut or s.share_high > 1 then 1 else s.share_high end as decimal(38, 6)
    ) as forward_high,
    case when s.n_pieces = n.n_pieces then 1 else 0 end as backward_low
from shared as s
inner join olds as o on o.area_id = s.old_id and o.weight_class = s.weight_class
inner join news as n on n.area_id = s.new_id and n.weight_class = s.weight_class
