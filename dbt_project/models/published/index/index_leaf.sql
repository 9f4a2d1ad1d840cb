-- One row per index node and leaf below it (a leaf stands below itself), with the series that the leaf reads, and that by
-- which it is divided: the way from a score to its figures.
with recursive closure as (
    select index_code, structure_version, node_code, node_code as leaf_code
    from {{ ref('stg_index_nodes') }}
    where indicator_code is not null
    union all
    select n.index_code, n.structure_version, n.parent_code as node_code, c.leaf_code
    from closure as c
    inner join {{ ref('stg_index_nodes') }} as n
        on n.index_code = c.index_code
        and n.structure_version = c.structure_version
        and n.node_code = c.node_code
    where n.parent_code is not null
)

select
    c.index_code,
    c.structure_version,
    c.node_code,
    c.leaf_code,
    n.indicator_code,
    n.breakdown_code,
    n.measure_code,
    n.source_code,
    n.denominator_code,
    n.denominator_measure_code,
    n.denominator_source_code
from closure as c
inner join {{ ref('stg_index_nodes') }} as n
    on n.index_code = c.index_code and n.structure_version = c.structure_version and n.node_code = c.leaf_code
