-- One row per index, structure, method, series, field, node, area and period: score, competition rank, coverage.
-- Computed scores climb the tree level by level; published ones stand beside them as a series of their own.
{% set deepest = 6 %}
with level_1 as (
    select
        index_code, structure_version, method_version, field_code, node_code, area_id, period_code, score,
        case when score is null then 0.0 else 1.0 end as coverage,
        undefined_reason
    from {{ ref('fct_index_leaf') }}
),

{% for level in range(2, deepest + 1) %}
level_{{ level }} as (
    {{ index_level(level, 'level_' ~ (level - 1)) }}
),
{% endfor %}
scored as (
    select *, 'computed' as series from level_1
    {% for level in range(2, deepest + 1) %}
    union all
    select *, case when score is null then 'below_coverage' end as undefined_reason, 'computed' as series
    from level_{{ level }}
    {% endfor %}
    union all
    select
        l.index_code, l.structure_version, l.method_version, l.field_code, n.node_code, l.area_id, l.period_code,
        v.value as score,
        cast(null as double) as coverage,
        cast(null as varchar) as undefined_reason,
        'published' as series
    from (
        select distinct index_code, structure_version, method_version, field_code, area_id, period_code
        from {{ ref('fct_index_leaf') }}
    ) as l
    inner join {{ ref('stg_index_nodes') }} as n
        on n.index_code = l.index_code and n.structure_version = l.structure_version
    inner join {{ ref('fct_indicator_value') }} as v
        on v.area_id = l.area_id
        and v.period_code = l.period_code
        and v.indicator_code = n.published_indicator_code
        and v.source_code = n.published_source_code
        and v.breakdown_code = '_T'
        and v.measure_code = 'level'
    where v.value is not null
),

ranked as (
    select
        index_code, structure_version, method_version, series, field_code, node_code, area_id, period_code,
        rank() over (
            partition by index_code, structure_version, method_version, series, field_code, node_code, period_code
            order by {{ snap('score') }} desc
        ) as rank,
        count(*) over (
            partition by index_code, structure_version, method_version, series, field_code, node_code, period_code
        ) as n_field
    from scored
    where score is not null
)

select
    s.index_code,
    s.structure_version,
    s.method_version,
    s.series,
    s.field_code,
    s.node_code,
    s.area_id,
    s.period_code,
    s.score,
    r.rank,
    r.n_field,
    s.coverage,
    s.undefined_reason
from scored as s
left join ranked as r
    on r.index_code = s.index_code
    and r.structure_version = s.structure_version
    and r.method_version = s.method_version
    and r.series = s.series
    and r.field_code = s.field_code
    and r.node_code = s.node_code
    and r.area_id = s.area_id
    and r.period_code = s.period_code
