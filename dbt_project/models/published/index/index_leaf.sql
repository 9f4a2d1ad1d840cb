-- One row per index node and leaf below it, with the series that the leaf reads: the way from a score to its figures.
select
    c.index_code,
    c.structure_version,
    c.node_code,
    c.leaf_code,
    n.indicator_code,
    n.breakdown_code,
    n.measure_code,
    n.source_code
from {{ ref('fct_index_closure') }} as c
inner join {{ ref('stg_index_nodes') }} as n
    on n.index_code = c.index_code and n.structure_version = c.structure_version and n.node_code = c.leaf_code
