-- One row per index, structure and node, numbered, with its place among its siblings and what an empty cell means.
with numbered as (
    select
        n.*,
        cast(row_number() over (order by n.index_code, n.structure_version, n.node_code) as integer) as node_no
    from {{ ref('stg_index_nodes') }} as n
)

select
    n.index_code,
    n.structure_version,
    n.node_code,
    n.node_no,
    p.node_no as parent_no,
    cast(n.level as integer) as level,
    n.weight,
    n.direction,
    n.indicator_code,
    n.breakdown_code,
    n.measure_code,
    n.source_code,
    coalesce(n.pool_periods, 1) as pool_periods,
    n.denominator_code,
    n.denominator_measure_code,
    n.denominator_source_code,
    coalesce(n.denominator_scale, 1) as denominator_scale,
    coalesce(n.value_scale, 'linear') = 'ln' as is_ln,
    coalesce(n.is_treated, true) as is_treated,
    n.bound_low,
    n.bound_high,
    n.target,
    n.aggregation,
    coalesce(n.min_coverage, 0) as min_coverage,
    coalesce(n.min_coverage_count, 0) as min_coverage_count
from numbered as n
left join numbered as p
    on p.index_code = n.index_code
    and p.structure_version = n.structure_version
    and p.node_code = n.parent_code
