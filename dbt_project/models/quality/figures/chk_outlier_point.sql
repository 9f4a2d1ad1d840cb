-- One row per figure of chk_outlier_past and group of peers in which it is compared: the communes of its kind (xã, phường) and
-- all areas of its level, with the method that the sample of the group allows. The group of its kind decides where it is large
-- enough. `previous` is the median of up to six earlier figures, or the same period of last year for a flow that has one in
-- enough areas (Tết).
with subject as (
    select
        f.*,
        a.level,
        a.kind_vi,
        greatest(f.value, coalesce(f.recent_middle, 0)) >= {{ outlier_constant('size_low') }} as is_sizeable
    from {{ ref('chk_outlier_past') }} as f
    inner join {{ ref('stg_areas') }} as a on a.area_id = f.area_id
),

member as (
    select s.*, true as is_of_kind, s.kind_vi as peers
    from subject as s
    union all
    select s.*, false as is_of_kind, s.level as peers
    from subject as s
),

grouped as (
    select
        m.*,
        dense_rank() over (
            order by m.indicator_code, m.breakdown_code, m.measure_code, m.source_code, m.period_code, m.is_of_kind, m.peers
        ) as series_no
    from member as m
),

paired as (
    select
        g.*,
        count(case when g.is_flow and g.last_year > 0 and g.value > 0 then 1 end) over (partition by g.series_no) as n_last_year,
        count(*) over (partition by g.series_no) as n
    from grouped as g
),

sized as (
    select
        p.*,
        case when p.n_last_year >= {{ outlier_constant('n_hb') }} then 'last_year' else 'previous' end as basis,
        case when p.n_last_year >= {{ outlier_constant('n_hb') }} then p.last_year else p.recent_middle end as previous
    from paired as p
    where p.n >= {{ outlier_constant('n_z') }}
)

select
    s.slice_id,
    s.series_no,
    row_number() over (order by s.series_no, s.slice_id) as point_no,
    s.is_of_kind,
    s.peers,
    s.n,
    s.n_past < {{ outlier_constant('n_z') }} as is_new,
    s.basis,
    s.value,
    s.previous,
    coalesce(s.value > 0 and s.previous > 0 and s.is_sizeable, false) as is_pair,
    count(case when s.value > 0 and s.previous > 0 and s.is_sizeable then 1 end) over (partition by s.series_no) as n_pair
from sized as s
