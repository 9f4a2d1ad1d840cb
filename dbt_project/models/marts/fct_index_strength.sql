-- One row per run, area and leaf among its five best or five worst ranks; a last place is never a strength, and a leaf
-- without a score is neither (COINr's get_str_weak).
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
    where rank < last_rank
)

select run_no, node_no, area_no, score, rank, 'strength' as kind, place_best as place
from ordered
where place_best <= 5
union all
select run_no, node_no, area_no, score, rank, 'weakness' as kind, place_worst as place
from ordered
where place_worst <= 5
