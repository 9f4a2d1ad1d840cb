-- One row per row of fct_index_latest: how many points of the root a point of the node is worth to this area, by the
-- weights of the siblings that it has; empty where a node above does not add up.
with recursive parts as (
    select
        l.run_no, l.parent_no, l.area_id, l.node_no,
        case
            when w.aggregation = 'arithmetic'
                then w.weight / nullif(sum(w.weight) over (partition by l.run_no, l.parent_no, l.area_id), 0)
            when w.aggregation = 'sum' then w.weight
        end as part
    from {{ ref('fct_index_latest') }} as l
    inner join {{ ref('int_index_run_node') }} as w on w.run_no = l.run_no and w.node_no = l.node_no
),

climbed as (
    select run_no, node_no, area_id, cast(1 as double) as share
    from parts
    where parent_no is null
    union all
    select s.run_no, s.node_no, s.area_id, c.share * s.part as share
    from climbed as c
    inner join parts as s on s.run_no = c.run_no and s.parent_no = c.node_no and s.area_id = c.area_id
)

select run_no, node_no, area_id, share
from climbed
