-- One row per two targets of one province whose concepts are of one family, with what differs between them.
-- `earlier` is set where one goal comes after the other: a nearer step, an earlier year. Denominators are compared as
-- concepts where both have one; else the scopes as worded, where one that only one side names is a difference too.
with sides as (
    select *, low * factor as low_base, coalesce(high * factor, -1) as high_base, lower(coalesce(scope, '')) as scope_fold
    from {{ ref('int_targets') }}
),

pairs as (
    select
        a.target_id as target_a,
        b.target_id as target_b,
        a.home_area_id,
        a.family_code,
        a.family_name_vi,
        case
            when a.document_file = b.document_file and a.stage = 'interim' and b.stage = 'final' then a.target_id
            when a.document_file = b.document_file and b.stage = 'interim' and a.stage = 'final' then b.target_id
            when a.horizon_to < b.horizon_to then a.target_id
            when b.horizon_to < a.horizon_to then b.target_id
        end as earlier,
        a.document_file = b.document_file as is_one_document,
        a.concept_code = b.concept_code as is_one_concept,
        n.concept_code is not null as is_nested,
        a.area_id <> b.area_id and (a.is_pre_merger or b.is_pre_merger) as differs_area,
        a.area_id <> b.area_id and a.is_pre_merger and b.is_pre_merger as are_two_halves,
        a.low_base <> b.low_base or a.high_base <> b.high_base or (a.judged_as = 'le') <> (b.judged_as = 'le') as differs_value,
        a.low_base = b.low_base as is_one_number,
        a.concept_code <> b.concept_code
        or (a.denominator_concept is null or b.denominator_concept is null) and a.scope_fold <> b.scope_fold as differs_scope,
        coalesce(a.denominator_concept <> b.denominator_concept, false) as differs_denominator,
        a.kind <> b.kind as differs_kind,
        a.kind = b.kind and a.accumulation <> b.accumulation
        and a.accumulation <> 'unknown' and b.accumulation <> 'unknown' as differs_sum,
        coalesce(a.rank_population <> b.rank_population, false) as differs_field,
        coalesce(a.rank_population <> b.rank_population, false)
        and a.rank_population <> 'unknown' and b.rank_population <> 'unknown' as differs_known_field,
        case when a.judged_as = 'le' then a.low <= b.low else a.low >= b.low end as a_is_as_far,
        case when a.judged_as = 'le' then b.low <= a.low else b.low >= a.low end as b_is_as_far,
        coalesce(a.horizon_from <> b.horizon_from and a.horizon_to = b.horizon_to, false) as differs_start,
        coalesce(a.horizon_from > b.horizon_to or b.horizon_from > a.horizon_to, false) as are_apart
    from sides as a
    inner join sides as b
        on b.home_area_id = a.home_area_id
        and b.family_code = a.family_code
        and a.target_id < b.target_id
    left join {{ ref('int_concept_family') }} as n
        on n.steps > 0
        and (
            (n.concept_code = a.concept_code and n.above_code = b.concept_code)
            or (n.concept_code = b.concept_code and n.above_code = a.concept_code)
        )
    where coalesce(a.supersedes, '') <> b.target_id and coalesce(b.supersedes, '') <> a.target_id
)

select
    *,
    case
        when differs_known_field then 'rank_field'
        when are_two_halves and is_one_concept then 'scope'
        -- one goal after the other: measured otherwise, or no further; sums over separate periods need not grow
        when earlier is not null and not is_one_concept or are_apart then null
        when is_one_concept and differs_kind then 'kind'
        when is_one_concept and differs_sum then 'accumulation'
        when earlier is not null and differs_denominator then 'denominator'
        when earlier is not null and differs_scope then 'scope'
        when (earlier = target_a and a_is_as_far) or (earlier = target_b and b_is_as_far) then 'horizon'
        when earlier is not null then null
        when differs_field then 'rank_field'
        when not is_one_concept and is_one_number then 'same_value'
        when not is_one_concept and is_nested then 'scope'
        when differs_denominator then case when is_one_concept and differs_value then 'value' else 'denominator' end
        when differs_scope then 'scope'
        when differs_start then 'horizon'
        when differs_value then 'value'
    end as finding_kind
from pairs
