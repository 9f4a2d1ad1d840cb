-- One row per target: the statement with its document, its concept and family, the province it speaks of today, and
-- the numbers it is judged by (the restated ones where a decision restated it); the source of its headline figure.
select
    t.target_id,
    t.document_file,
    t.line,
    t.horizon_line,
    t.quote,
    t.operator_word,
    t.province_code,
    t.area_id,
    o.name_vi as area_name_vi,
    b.home_area_id,
    b.is_pre_merger,
    b.binding,
    b.binding_decision_seq,
    b.binding_reason,
    d.title_vi as document_title_vi,
    d.status as document_status,
    coalesce(d.date_from, d.date_to) as document_date,
    t.indicator_code,
    h.source_code,
    h.reason_vi as choice_vi,
    h.reason_en as choice_en,
    c.concept_code,
    f.family_code,
    n.name_vi as concept_name_vi,
    fn.name_vi as family_name_vi,
    t.operator,
    t.judged_as,
    t.low,
    t.high,
    coalesce(b.new_low, t.low) as judged_low,
    case when b.new_low is not null then b.new_high else t.high end as judged_high,
    t.uom_code,
    u.symbol_vi as uom_symbol_vi,
    u.dimension,
    u.factor,
    t.horizon_from,
    t.horizon_to,
    t.accumulation,
    t.kind,
    t.rank_population,
    t.denominator_vi,
    t.denominator_concept,
    t.scope,
    t.stage,
    t.is_maintenance,
    t.supersedes,
    t.note_vi
from {{ ref('stg_targets') }} as t
inner join {{ ref('int_target_bindings') }} as b on b.target_id = t.target_id
inner join {{ ref('stg_policy_documents') }} as d on d.document_file = t.document_file
inner join {{ ref('stg_areas') }} as o on o.area_id = t.area_id
inner join {{ ref('stg_uoms') }} as u on u.uom_code = t.uom_code
left join {{ ref('stg_headline_choices') }} as h on h.indicator_code = t.indicator_code
left join {{ ref('stg_indicator_concepts') }} as c on c.indicator_code = t.indicator_code
left join {{ ref('int_concept_family') }} as f on f.concept_code = c.concept_code and f.steps = 0
left join {{ ref('stg_concepts') }} as n on n.concept_code = c.concept_code
left join {{ ref('stg_concepts') }} as fn on fn.concept_code = f.family_code
