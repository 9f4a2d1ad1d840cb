-- One row per index, structure, method, series, field, node, area and period as published, with names and standing.
with first_periods as (
    select x.index_code, x.structure_version, x.method_version, x.field_code, min(p.start_date) as start_date
    from {{ ref('fct_index_ranked') }} as x
    inner join {{ ref('stg_periods') }} as p on p.period_code = x.period_code
    group by x.index_code, x.structure_version, x.method_version, x.field_code
),

-- an edition that does not open the index breaks its series: structure, method or field is another than before
breaks as (
    select f.*, f.start_date > min(f.start_date) over (partition by f.index_code) as is_later
    from first_periods as f
),

simulated as (
    select distinct n.index_code, n.structure_version
    from {{ ref('stg_index_nodes') }} as n
    inner join {{ ref('stg_sources') }} as s on s.source_code = n.source_code and s.is_simulated
)

select
    x.index_code,
    x.structure_version,
    x.method_version,
    x.series,
    x.field_code,
    x.node_code,
    x.area_id,
    x.period_code,
    n.name_vi as node_name_vi,
    n.name_en as node_name_en,
    a.name_vi as area_name_vi,
    n.level,
    n.parent_code,
    n.weight,
    x.score,
    x.rank,
    x.rank_low,
    x.rank_high,
    x.rank_reason,
    x.n_field,
    x.n_units,
    x.coverage,
    x.undefined_reason,
    x.is_official,
    x.shadow_score,
    x.coverage_count,
    x.imputed_share,
    x.n_carried,
    x.n_questioned,
    w.effective_weight,
    x.confidence,
    x.source_url,
    coalesce(n.evidence, m.evidence) as evidence,
    b.is_later and p.start_date = b.start_date as is_series_break,
    d.index_code is not null as is_simulated
from {{ ref('fct_index_ranked') }} as x
inner join {{ ref('stg_index_nodes') }} as n
    on n.index_code = x.index_code and n.structure_version = x.structure_version and n.node_code = x.node_code
inner join {{ ref('stg_index_methods') }} as m on m.index_code = x.index_code and m.method_version = x.method_version
inner join {{ ref('stg_areas') }} as a on a.area_id = x.area_id
inner join {{ ref('stg_periods') }} as p on p.period_code = x.period_code
inner join breaks as b
    on b.index_code = x.index_code
    and b.structure_version = x.structure_version
    and b.method_version = x.method_version
    and b.field_code = x.field_code
left join {{ ref('fct_index_weight') }} as w
    on w.index_code = x.index_code
    and w.structure_version = x.structure_version
    and w.method_version = x.method_version
    and w.node_code = x.node_code
left join simulated as d on d.index_code = x.index_code and d.structure_version = x.structure_version
