-- One row per run, area and leaf: its five best ranks in the better half of its leaves, its five worst in the other half.
-- No leaf is both. A last place is never a strength (COINr's get_str_weak), and a leaf without a score is neither.
with leaves as (
    select
        s.run_no, s.node_no, s.area_no, s.rank, s.score,
        max(s.rank) over (partition by s.run_no, s.node_no) as last_rank
    from {{ ref('fct_index_leaf_score') }} as s
    where s.score is not null
),

ordered as (
    select
        *,
        row_number() over (partition by run_no, area_no order by rank, node_no) as place_best,
        row_number() over (partition by run_no, area_no order by rank desc, node_no desc) as place_worst
    from leaves
),

chosen as (
    select *, 'strength' as kind, cast(place_best as bigint) as place
    from ordered
    where place_best <= 5 and place_best < place_worst and rank < last_rank
    union all
    select *, 'weakness' as kind, cast(place_worst as bigint) as place
    from ordered
    where place_worst <= 5 and place_worst < place_best
)

select
    r.index_code, r.structure_version, r.method_version, r.field_code, n.node_code, u.area_id, r.period_code,
    c.kind, c.place, c.score, c.rank
from chosen as c
inner join {{ ref('int_index_run') }} as r on r.run_no = c.run_no
inner join {{ ref('int_index_node') }} as n on n.node_no = c.node_no
inner join {{ ref('fct_index_unit') }} as u on u.run_no = c.run_no and u.area_no = c.area_no
