-- One row per run and node: its effective weight, the product of its shares among the siblings on the path to the root.
with recursive paths as (
    select run_no, node_no, cast(1 as double) as effective_weight
    from {{ ref('int_index_run_node') }}
    where parent_no is null
    union all
    select n.run_no, n.node_no, p.effective_weight * n.weight / nullif(n.weight_all, 0) as effective_weight
    from paths as p
    inner join {{ ref('int_index_run_node') }} as n on n.run_no = p.run_no and n.parent_no = p.node_no
)

select * from paths
