-- One row per run, node and area that rests on a leaf with a last admitted value or one that its sender is asked about:
-- how many such leaves stand below the node.
with recursive climbed as (
    select
        run_no, node_no, area_no,
        case when is_carried then 1 else 0 end as n_carried,
        case when as_is is not null then 1 else 0 end as n_questioned
    from {{ ref('fct_index_cell') }}
    where is_carried or as_is is not null
    union all
    select c.run_no, n.parent_no as node_no, c.area_no, c.n_carried, c.n_questioned
    from climbed as c
    inner join {{ ref('int_index_node') }} as n on n.node_no = c.node_no and n.parent_no is not null
)

select
    run_no,
    node_no,
    area_no,
    cast(sum(n_carried) as bigint) as n_carried,
    cast(sum(n_questioned) as bigint) as n_questioned
from climbed
group by run_no, node_no, area_no
