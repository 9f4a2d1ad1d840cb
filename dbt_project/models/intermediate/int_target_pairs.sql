-- One row per two targets of one province whose concepts are of one family, with what differs between them.
-- `earlier` and `later` are set where one goal comes after the other: a nearer step, an earlier year.
with pairs as (
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
        a.low * a.factor <> b.low * b.factor
        or coalesce(a.high * a.factor, -1) <> coalesce(b.high * b.factor, -1) as differs_value,
        a.low * a.factor = b.low * b.factor as is_one_number,
        a.concept_code <> b.concept_code as differs_scope,
        coalesce(a.denominator_concept <> b.denominator_concept, false) as differs_denominator,
        a.kind <> b.kind as differs_kind,
        coalesce(a.rank_population <> b.rank_population, false) as differs_field,
        case when a.judged_as = 'le' then a.low <= b.low else a.low >= b.low end as a_is_as_far,
        case when a.judged_as = 'le' then b.low <= a.low else b.low >= a.low end as b_is_as_far,
        coalesce(a.horizon_from > b.horizon_to or b.horizon_from > a.horizon_to, false) as are_apart
    from {{ ref('int_targets') }} as a
    inner join {{ ref('int_targets') }} as b
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
        -- a later goal that asks for no more than an earlier one; sums over separate periods need not grow
        when earlier is not null
            then
                case
                    when not is_one_concept or are_apart then null
                    when (earlier = target_a and a_is_as_far) or (earlier = target_b and b_is_as_far) then 'horizon'
                end
        when differs_field then 'rank_field'
        when differs_kind and is_one_concept then 'kind'
        when differs_scope and is_one_number then 'same_value'
        when differs_scope and is_nested then 'scope'
        when differs_denominator then case when is_one_concept and differs_value then 'value' else 'denominator' end
        when differs_scope then 'scope'
        when differs_value then 'value'
    end as finding_kind
from pairs
