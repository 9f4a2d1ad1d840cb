-- One row per published edition of an index, and province of this build or one that it was merged from, as the edition's
-- field has them: its printed score and place, empty where no source was found.
with editions as (
    select
        index_code, structure_version, method_version, field_code, area_set, period_code, indicator_code,
        max(n_field) as n_field,
        count(score) as n_scores,
        avg(score) as mean_score
    from {{ ref('fct_official_place') }}
    group by index_code, structure_version, method_version, field_code, area_set, period_code, indicator_code
),

areas as (
    select a.area_id, a.area_set, a.name_vi as area_name_vi
    from {{ ref('stg_areas') }} as a
    inner join {{ ref('stg_builds') }} as b on b.province_area_id = a.area_id
    union
    select a.area_id, a.area_set, a.name_vi as area_name_vi
    from {{ ref('stg_area_links') }} as l
    inner join {{ ref('stg_areas') }} as a on a.area_id = l.from_id
    inner join {{ ref('stg_builds') }} as b on b.province_area_id = l.to_id
)

select
    e.index_code, e.structure_version, e.method_version, e.field_code, e.period_code, e.indicator_code,
    e.n_field,
    -- a mean of some places is no mean of the field
    case when e.n_scores = e.n_field then e.mean_score end as mean_score,
    a.area_set,
    a.area_id,
    a.area_name_vi,
    p.score,
    p.rank,
    coalesce(p.is_official, false) as is_official,
    p.confidence,
    p.source_url
from editions as e
inner join areas as a on a.area_set = e.area_set
left join {{ ref('fct_official_place') }} as p
    on p.index_code = e.index_code
    and p.structure_version = e.structure_version
    and p.method_version = e.method_version
    and p.field_code = e.field_code
    and p.period_code = e.period_code
    and p.area_id = a.area_id
