-- One row per index, structure, method, field, node, area and period that somebody else has published: score and rank as
-- published; where no rank was published with it, the rank among the published scores.
with fields as (
    select f.*, p.period_code, coalesce(f.areas_on, p.start_date) as on_date
    from {{ ref('stg_index_fields') }} as f
    inner join {{ ref('stg_periods') }} as p
        on p.kind = f.period_kind
        and p.calendar = f.calendar
        and {{ valid_on('f', 'p.start_date') }}
),

areas as (
    select f.index_code, f.structure_version, f.method_version, f.field_code, f.period_code, a.area_id
    from fields as f
    inner join {{ ref('stg_areas') }} as a
        on a.area_set = f.area_set
        and (f.parent_id is null or a.parent_id = f.parent_id)
        and {{ valid_on('a', 'f.on_date') }}
),

found as (
    select
        a.index_code, a.structure_version, a.method_version, a.field_code, n.node_code, a.area_id, a.period_code,
        v.value_as_is as score, s.rank as published_rank, s.n_field as published_n_field, s.confidence, s.source_url,
        s.indicator_code is not null as is_quoted
    from areas as a
    inner join {{ ref('stg_index_nodes') }} as n
        on n.index_code = a.index_code
        and n.structure_version = a.structure_version
        and n.published_indicator_code is not null
    inner join {{ ref('fct_index_figure') }} as v
        on v.area_id = a.area_id
        and v.period_code = a.period_code
        and v.indicator_code = n.published_indicator_code
        and v.source_code = n.published_source_code
        and v.breakdown_code = '_T'
        and v.measure_code = 'level'
        and not v.is_carried
    left join {{ ref('stg_published_scores') }} as s
        on s.indicator_code = v.indicator_code
        and s.area_id = v.area_id
        and s.period_code = v.period_code
        and s.source_code = v.source_code
    where v.value_as_is is not null or s.rank is not null
)

select
    index_code, structure_version, method_version, field_code, node_code, area_id, period_code, score, confidence,
    source_url,
    -- scores quoted from the press are some of the field: their order among themselves is no rank
    case
        when is_quoted then published_rank
        else rank() over (
                partition by index_code, structure_version, method_version, field_code, node_code, period_code, is_quoted
                order by {{ snap('score') }} desc nulls last
            )
    end as rank,
    case
        when is_quoted then published_n_field
        else count(score) over (
                partition by index_code, structure_version, method_version, field_code, node_code, period_code, is_quoted
            )
    end as n_field
from found
