-- One row per published edition of an index, province (this one or one that it was merged from) and place or mean it is
-- compared with: the points between them, as published. Editions stand side by side and are never one series.
-- A positive gap is what the province lacks, had all scores of that edition stayed as published.
with compared as (
    select
        e.index_code, e.structure_version, e.method_version, e.field_code, e.period_code, e.area_id, e.area_name_vi, e.score,
        e.rank, e.n_field, e.is_official, e.confidence, e.source_url,
        o.gap_kind, o.reference_code, o.other_name_vi, o.other_rank, o.score_low, o.score_high, o.basis, o.other_url,
        w.horizon_to,
        coalesce(
            o.unknown_reason,
            case
                when e.score is null then 'own_unknown'
                when o.score_low is null and o.score_high is null then 'other_unknown'
            end
        ) as unknown_reason
    from {{ ref('fct_official_edition') }} as e
    inner join {{ ref('fct_official_other') }} as o
        on o.index_code = e.index_code
        and o.structure_version = e.structure_version
        and o.method_version = e.method_version
        and o.field_code = e.field_code
        and o.period_code = e.period_code
        and o.area_id = e.area_id
    left join {{ ref('fct_official_wanted') }} as w
        on w.index_code = e.index_code
        and w.structure_version = e.structure_version
        and w.method_version = e.method_version
        and w.field_code = e.field_code
        and w.period_code = e.period_code
        and w.area_id = e.area_id
        and w.target_id = o.reference_code
)

select
    c.index_code,
    c.structure_version,
    c.method_version,
    c.field_code,
    c.period_code,
    c.area_id,
    c.area_name_vi,
    c.score,
    c.rank,
    c.n_field,
    c.is_official,
    c.confidence,
    c.source_url,
    c.gap_kind,
    c.reference_code,
    k.label_vi as gap_kind_vi,
    c.other_name_vi,
    c.other_rank,
    c.horizon_to,
    c.score_low,
    c.score_high,
    case when c.unknown_reason is null then {{ rounded('(c.score_low - c.score)', 9) }} end as gap_low,
    case when c.unknown_reason is null then {{ rounded('(c.score_high - c.score)', 9) }} end as gap_high,
    case
        when c.unknown_reason is null then c.rank <= c.other_rank
        -- places are known where scores are not
        when c.gap_kind = 'goal' and c.unknown_reason in ('own_unknown', 'other_unknown') then c.rank <= c.other_rank
    end as is_met,
    c.basis,
    c.unknown_reason,
    r.label_vi as unknown_reason_vi,
    r.label_en as unknown_reason_en,
    c.other_url
from compared as c
inner join {{ ref('stg_vocabulary') }} as k on k.vocabulary = 'gap_kind' and k.code = c.gap_kind
left join {{ ref('stg_vocabulary') }} as r on r.vocabulary = 'gap_reason' and r.code = c.unknown_reason
