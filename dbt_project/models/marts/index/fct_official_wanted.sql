-- One row per published edition, province and rank that a target of it names for the index: between which published scores
-- the wanted place lies in that edition, where the target speaks of a field of the same size.
-- The place itself may be printed; else the nearest printed places on either side bound its score.
with wanted as (
    select
        e.index_code, e.structure_version, e.method_version, e.field_code, e.period_code, e.area_id, e.n_field,
        t.target_id,
        cast(t.judged_low as bigint) as wanted_rank,
        t.horizon_to,
        case
            when try_cast(t.rank_population as bigint) is null then 'field_unknown'
            when try_cast(t.rank_population as bigint) <> e.n_field then 'other_field'
        end as unknown_reason
    from {{ ref('fct_official_edition') }} as e
    inner join {{ ref('stg_indicator_concepts') }} as c on c.indicator_code = e.indicator_code
    inner join {{ ref('int_targets') }} as t
        on t.concept_code = c.concept_code and t.kind = 'rank' and t.binding <> 'dropped' and t.judged_low is not null
    inner join {{ ref('stg_areas') }} as o on o.area_id = t.area_id
    inner join {{ ref('stg_builds') }} as b on b.province_area_id = t.home_area_id
    -- a target of one of the former provinces does not speak of the other
    where t.area_id = e.area_id or o.area_set <> e.area_set
)

select
    w.index_code, w.structure_version, w.method_version, w.field_code, w.period_code, w.area_id, w.target_id,
    w.wanted_rank,
    w.horizon_to,
    w.unknown_reason,
    max(case when p.rank >= w.wanted_rank then p.score end) as score_low,
    min(case when p.rank <= w.wanted_rank then p.score end) as score_high
from wanted as w
left join {{ ref('fct_official_place') }} as p
    on p.index_code = w.index_code
    and p.structure_version = w.structure_version
    and p.method_version = w.method_version
    and p.field_code = w.field_code
    and p.period_code = w.period_code
    and w.unknown_reason is null
group by
    w.index_code, w.structure_version, w.method_version, w.field_code, w.period_code, w.area_id, w.target_id, w.wanted_rank,
    w.horizon_to, w.unknown_reason
