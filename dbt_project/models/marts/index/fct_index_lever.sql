-- One row per leaf and area of the latest runs, scored or not: the score, what a point of it is worth at the root, and the
-- most that the leaf can score within the present bounds. Kinds in which one figure moves every score have no worth.
with bounds as (
    select run_no, node_no, min(value) as least, max(value) as most
    from {{ ref('fct_index_treated') }}
    where run_no in (select run_no from {{ ref('fct_index_latest') }})
    group by run_no, node_no
),

extremes as (
    select
        t.run_no, t.node_no, m.least, m.most,
        count(case when t.value = m.least then 1 end) as n_least,
        count(case when t.value = m.most then 1 end) as n_most
    from {{ ref('fct_index_treated') }} as t
    inner join bounds as m on m.run_no = t.run_no and m.node_no = t.node_no
    group by t.run_no, t.node_no, m.least, m.most
)

select
    s.run_no,
    n.node_no,
    s.area_id,
    l.score,
    case
        when b.normalise_kind in ('none', 'min_max', 'goalpost', 'points_of_maximum', 'distance_to_maximum', 'fraction_of_maximum')
            then h.share
    end as share,
    case
        when b.normalise_kind = 'none' then least(r.scale_high, coalesce(n.bound_high, r.scale_high))
        else r.scale_high
    end as most_score,
    case
        when b.normalise_kind in ('min_max', 'distance_to_maximum')
            then (t.value = e.least and e.n_least = 1) or (t.value = e.most and e.n_most = 1)
        else false
    end as moves_bound
from {{ ref('fct_index_latest') }} as s
inner join {{ ref('int_index_run') }} as r on r.run_no = s.run_no
inner join {{ ref('int_index_node') }} as n
    on n.index_code = s.index_code and n.structure_version = s.structure_version and n.indicator_code is not null
inner join {{ ref('fct_index_bound') }} as b on b.run_no = s.run_no and b.node_no = n.node_no
left join {{ ref('fct_index_latest') }} as l on l.run_no = s.run_no and l.node_no = n.node_no and l.area_id = s.area_id
left join {{ ref('fct_index_share') }} as h on h.run_no = s.run_no and h.node_no = n.node_no and h.area_id = s.area_id
left join {{ ref('int_index_area_number') }} as a on a.area_id = s.area_id
left join {{ ref('fct_index_treated') }} as t on t.run_no = s.run_no and t.node_no = n.node_no and t.area_no = a.area_no
left join extremes as e on e.run_no = s.run_no and e.node_no = n.node_no
where s.parent_no is null
