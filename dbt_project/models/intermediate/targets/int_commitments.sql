-- One row per commitment without a number that speaks of a concept: the statement with its concept and family, and the
-- province it speaks of today. Where no concept is stated, it is that of the indicator.
select
    c.commitment_id,
    c.document_file,
    c.line,
    c.quote,
    coalesce(l.to_id, c.area_id) as home_area_id,
    c.horizon_to,
    c.aim,
    c.rank_population,
    c.denominator_concept,
    d.name_vi as denominator_name_vi,
    c.scope,
    f.concept_code,
    f.family_code
from {{ ref('stg_commitments') }} as c
left join {{ ref('stg_indicator_concepts') }} as i on i.indicator_code = c.indicator_code
inner join {{ ref('int_concept_family') }} as f on f.concept_code = coalesce(c.concept_code, i.concept_code) and f.steps = 0
left join {{ ref('stg_concepts') }} as d on d.concept_code = c.denominator_concept
left join {{ ref('stg_area_links') }} as l on l.from_id = c.area_id
