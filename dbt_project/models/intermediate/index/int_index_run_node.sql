-- One row per run and node: the node's weight in this run, and how its parent puts its children together.
with weighted as (
    select
        r.run_no, n.node_no, n.parent_no, n.level, n.node_code,
        case when r.weight_kind = 'equal' then 1 else n.weight end as weight
    from {{ ref('int_index_run') }} as r
    inner join {{ ref('int_index_node') }} as n
        on n.index_code = r.index_code and n.structure_version = r.structure_version
),

siblings as (
    select run_no, parent_no, {{ index_exact_sum('weight') }} as weight_all, count(*) as n_all
    from weighted
    where parent_no is not null
    group by run_no, parent_no
)

select
    w.run_no,
    w.node_no,
    w.parent_no,
    w.level,
    w.weight,
    p.aggregation,
    p.min_coverage,
    p.min_coverage_count,
    s.weight_all,
    s.n_all
from weighted as w
left join siblings as s on s.run_no = w.run_no and s.parent_no = w.parent_no
left join {{ ref('int_index_node') }} as p on p.node_no = w.parent_no
