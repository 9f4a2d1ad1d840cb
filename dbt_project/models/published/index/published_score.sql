-- One row per score or rank that somebody else has published, with its source, how sure it is, and its field's size.
with names as (
    select indicator_code, max_by(name_vi, version) as name_vi
    from {{ ref('stg_indicators') }}
    group by indicator_code
)

select
    s.indicator_code,
    i.name_vi as indicator_name_vi,
    s.area_id,
    a.name_vi as area_name_vi,
    s.period_code,
    s.source_code,
    s.value,
    s.rank,
    s.n_field,
    s.confidence,
    s.value_kind,
    s.note,
    s.source_url
from {{ ref('stg_published_scores') }} as s
inner join {{ ref('stg_areas') }} as a on a.area_id = s.area_id
left join names as i on i.indicator_code = s.indicator_code
