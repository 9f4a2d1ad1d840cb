{{ config(materialized='view') }}
-- One row per row of fct_index_score: its rank where it may be shown, why not, and whether the score is official.
-- A rank among those areas whose figures happened to be printed is no rank: the publisher's own stands, a computed one only
-- where as many areas of the field have a score as the field asks for, all of them unless it says otherwise.
-- A score quoted from the press is official where its source is, it is as printed there and the page is named.
with fields as (
    select
        r.index_code, r.structure_version, r.method_version, r.field_code, r.period_code, count(*) as n_units
    from {{ ref('int_index_run') }} as r
    inner join {{ ref('int_index_area') }} as a on a.run_no = r.run_no
    group by r.index_code, r.structure_version, r.method_version, r.field_code, r.period_code
),

counted as (
    select
        s.*,
        count(s.score) over (
            partition by
                s.index_code, s.structure_version, s.method_version, s.series, s.field_code, s.node_code, s.period_code
        ) as n_scored
    from {{ ref('fct_index_score') }} as s
),

joined as (
    select
        s.*, u.n_units, q.confidence, q.source_url, q.rank as quoted_rank,
        {{ snap('cast(s.n_scored as double)') }} >= {{ snap('coalesce(f.rank_min_share, 1.0) * u.n_units') }} as is_complete,
        case
            when s.series <> 'published' or not f.is_official then false
            when q.indicator_code is null then o.slice_id is not null
            else c.is_official and q.confidence = 'high' and q.source_url is not null
        end as is_official
    from counted as s
    inner join {{ ref('stg_index_nodes') }} as n
        on n.index_code = s.index_code and n.structure_version = s.structure_version and n.node_code = s.node_code
    inner join {{ ref('stg_index_fields') }} as f
        on f.index_code = s.index_code
        and f.structure_version = s.structure_version
        and f.method_version = s.method_version
        and f.field_code = s.field_code
    left join fields as u
        on u.index_code = s.index_code
        and u.structure_version = s.structure_version
        and u.method_version = s.method_version
        and u.field_code = s.field_code
        and u.period_code = s.period_code
    left join {{ ref('stg_published_scores') }} as q
        on s.series = 'published'
        and q.indicator_code = n.published_indicator_code
        and q.source_code = n.published_source_code
        and q.area_id = s.area_id
        and q.period_code = s.period_code
    left join {{ ref('stg_sources') }} as c on c.source_code = q.source_code
    left join {{ ref('fct_official_figure') }} as o
        on o.slice_id = s.area_id || '|' || n.published_indicator_code || '|_T|level|' || n.published_source_code
        || '|' || s.period_code
)

select
    index_code, structure_version, method_version, series, field_code, node_code, area_id, period_code, score,
    case when quoted_rank is not null or is_complete then rank end as rank,
    case when rank is not null and quoted_rank is null and not coalesce(is_complete, false) then 'partial_field' end as rank_reason,
    case when quoted_rank is not null or is_complete then rank_low end as rank_low,
    case when quoted_rank is not null or is_complete then rank_high end as rank_high,
    n_field, n_units, coverage, undefined_reason, shadow_score, coverage_count, imputed_share, n_carried, n_questioned,
    confidence, source_url,
    coalesce(is_official, false) as is_official
from joined
