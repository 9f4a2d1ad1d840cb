-- One row per computed index, structure, method and field, node and area of the latest period in which its root has scores.
with computed as (
    select r.*, p.start_date
    from {{ ref('fct_index_ranked') }} as r
    inner join {{ ref('stg_periods') }} as p on p.period_code = r.period_code
    where r.series = 'computed' and r.score is not null
),

latest as (
    select c.index_code, c.structure_version, c.method_version, c.field_code, max(c.start_date) as start_date
    from computed as c
    inner join {{ ref('int_index_node') }} as n
        on n.index_code = c.index_code
        and n.structure_version = c.structure_version
        and n.node_code = c.node_code
        and n.parent_no is null
    group by c.index_code, c.structure_version, c.method_version, c.field_code
)

select
    c.index_code,
    c.structure_version,
    c.method_version,
    c.field_code,
    c.period_code,
    r.run_no,
    n.node_no,
    n.parent_no,
    n.node_code,
    n.level,
    c.area_id,
    a.name_vi as area_name_vi,
    c.score,
    c.rank,
    c.n_field,
    c.n_units
from computed as c
inner join latest as t
    on t.index_code = c.index_code
    and t.structure_version = c.structure_version
    and t.method_version = c.method_version
    and t.field_code = c.field_code
    and t.start_date = c.start_date
inner join {{ ref('int_index_run') }} as r
    on r.index_code = c.index_code
    and r.structure_version = c.structure_version
    and r.method_version = c.method_version
    and r.field_code = c.field_code
    and r.period_code = c.period_code
inner join {{ ref('int_index_node') }} as n
    on n.index_code = c.index_code and n.structure_version = c.structure_version and n.node_code = c.node_code
inner join {{ ref('stg_areas') }} as a on a.area_id = c.area_id
