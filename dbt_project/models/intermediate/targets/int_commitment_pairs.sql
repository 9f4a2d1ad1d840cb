-- One row per commitment and target of one province whose concepts are of one family, with what differs between them. Only
-- what both state can differ. A commitment and a target of one line are one sentence, and no pair.
with pairs as (
    select
        c.commitment_id,
        t.target_id,
        t.home_area_id,
        t.family_name_vi,
        t.horizon_to as target_year,
        c.horizon_to as commitment_year,
        c.concept_code = t.concept_code as is_one_concept,
        c.rank_population in ('63', '34', 'region') and t.rank_population in ('63', '34')
        and c.rank_population <> t.rank_population as differs_field,
        coalesce(c.denominator_concept <> t.denominator_concept, false) as differs_denominator,
        coalesce(c.concept_code = t.concept_code and lower(c.scope) <> lower(t.scope), false) as differs_scope,
        c.concept_code = t.concept_code and coalesce(
            c.aim = 'less' and t.judged_as in ('ge', 'gt') and t.kind <> 'rank'
            or c.aim = 'more' and t.judged_as = 'le' and t.kind <> 'rank'
            -- the whole by the year of the target or before, of which the target asks for a part
            or c.aim = 'whole' and t.uom_code = 'percent' and t.low < 100
            and coalesce(c.horizon_to, t.horizon_to) <= t.horizon_to,
            false
        ) as differs_value
    from {{ ref('int_commitments') }} as c
    inner join {{ ref('int_targets') }} as t
        on t.home_area_id = c.home_area_id
        and t.family_code = c.family_code
        and (t.document_file <> c.document_file or t.line <> c.line)
)

select
    *,
    case
        when differs_field then 'rank_field'
        when differs_denominator then 'denominator'
        when differs_scope then 'scope'
        when differs_value then 'value'
    end as finding_kind
from pairs
