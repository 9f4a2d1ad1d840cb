-- One row per province, or commune of this province, and one of its five nearest of the same kind, by the distance
-- between their points: near is not adjoining.
with points as (
    select
        p.area_id, a.area_set, a.parent_id, a.kind_vi || ' ' || a.name_vi as area_name_vi,
        radians(p.latitude) as latitude, radians(p.longitude) as longitude
    from {{ ref('stg_area_points') }} as p
    inner join {{ ref('stg_areas') }} as a on a.area_id = p.area_id
    inner join {{ ref('stg_builds') }} as b on a.level = 'province' or a.parent_id = b.province_area_id
    where a.valid_to is null
),

pairs as (
    select
        a.area_id,
        a.area_name_vi,
        b.area_id as neighbour_id,
        b.area_name_vi as neighbour_name_vi,
        -- along a great circle of the mean radius of the earth; a point stands for a whole unit, so 0.1 km is enough
        round(2 * 6371 * asin(sqrt(
            power(sin((b.latitude - a.latitude) / 2), 2)
            + cos(a.latitude) * cos(b.latitude) * power(sin((b.longitude - a.longitude) / 2), 2)
        )), 1) as distance_km
    from points as a
    inner join points as b on b.area_set = a.area_set and b.parent_id = a.parent_id and b.area_id <> a.area_id
),

placed as (
    select *, row_number() over (partition by area_id order by distance_km, neighbour_id) as place
    from pairs
)

select area_id, area_name_vi, cast(place as bigint) as place, neighbour_id, neighbour_name_vi, distance_km
from placed
where place <= 5
